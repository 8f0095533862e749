"""The workbook of a result: the columns of rankings beyond the first."""

from __future__ import annotations

import openpyxl
import pytest

from kaoji.engine.explain.worksheet.desk import Desk, file_name, where_in_file, write_desk
from kaoji.engine.plinth.problem import Place, Problem
from tests.engine.explain.telling import row, scored

TEXT = """\
指标: {一: {分值: 60}, 二: {分值: 40}}
排名: {名次: {顺序: [总分 降]}, 单项: {顺序: [一 降]}}
"""


def test_a_further_ranking_has_a_column_behind_the_first(tmp_path):
    marks = {"甲": ("60", "10"), "乙": ("50", "40")}
    rows = [
        row(who, key, mark)
        for who, both in marks.items()
        for key, mark in zip("一二", both, strict=True)
    ]
    made = scored(TEXT, *rows)
    desk = Desk(made.result, made.run.plan.scheme)
    path = tmp_path / "desk.xlsx"
    assert write_desk(path, desk=desk) == ()
    page = openpyxl.load_workbook(path)["结果"]
    headers, *lines = page.iter_rows(min_row=2, values_only=True)
    at = headers.index("单项")
    assert headers[at - 1] == "名次"
    # 90 and 70 points in all; of 一 it is 60 against 50.
    assert [(line[0], line[at - 1], line[at]) for line in lines] == [("乙", 1, 2), ("甲", 2, 1)]


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (Place("a.xlsx", sheet="填报", row=12, column=28), "AB12"),
        (Place("a.xlsx", sheet="填报", row=12), "第 12 行"),
        (Place("a.csv", row=5, column=3), "第 5 行第 3 列"),
        (Place("a.yaml", line=5, column=3), "第 5 行第 3 字"),
        (Place("a.yaml"), ""),
    ],
)
def test_where_a_problem_is(place, told):
    assert where_in_file(place) == told


@pytest.mark.parametrize("path", ["数据/本年/表.xlsx", "C:\\数据\\表.xlsx", "表.xlsx"])
def test_a_file_is_told_without_its_folder(path):
    assert file_name(path) == "表.xlsx"


def test_no_file_has_no_name():
    assert file_name(None) == ""


def test_a_problem_that_the_catalogue_does_not_know_is_told_without_a_meaning(tmp_path):
    made = scored(TEXT, row("甲", "一", "60"), row("甲", "二", "10"))
    found = (
        Problem("unknown-key", "没有「x」", "改正"), Problem("of-a-plug-in", "另有问题", "处理"),
    )  # fmt: skip
    path = tmp_path / "desk.xlsx"
    write_desk(path, desk=Desk(made.result, made.run.plan.scheme, found))
    page = openpyxl.load_workbook(path)["问题"]
    headers, *lines = page.iter_rows(min_row=2, values_only=True)
    at = headers.index("问题")
    assert [bool(line[at]) for line in lines] == [True, False]
    assert lines[1][-1] == "of-a-plug-in"
