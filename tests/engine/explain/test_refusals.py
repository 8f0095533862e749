"""Refused units: what was refused, why and where; and schemes that have no total."""

from __future__ import annotations

import pytest

from kaoji.engine.explain.pages.statement import statements_page
from kaoji.engine.explain.pages.unit_page import unit_page
from kaoji.engine.explain.refusals import reason
from kaoji.engine.explain.telling import verdict_lines
from kaoji.engine.facts.given_rows import facts_of_rows, subjects_of_rows
from kaoji.engine.plinth.periods import parse_period
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.score.session import Tables, score
from tests.engine.explain.pages.reader import read
from tests.engine.explain.telling import HEAD, derived, loaded, row, scored
from tests.engine.explain.test_stakes import account

TEXT = """\
指标:
  经济:
    分值: 60
    指标: {收入: {分值: 40, 计分: 按完成比例折算, 范围: 0..200}, 投资: {分值: 20}}
  作风: {分值: 40}
"""
GOOD = (row("甲", "投资", "15"), row("甲", "作风", "30"))
WHY = {
    "300": "「数值」填的是 300，高于范围上限 200（facts 第 1 行；",
    "abc": "「abc」不是数（facts 第 1 行；",
}


def named(node, name):
    found = [node] if node.name == name else []
    return found + [one for child in node.children for one in named(child, name)]


@pytest.fixture(params=WHY)
def faulty(request):
    return request.param, scored(TEXT, row("甲", "收入", request.param, 目标="100"), *GOOD)


def test_a_refused_cell_says_so_and_why_and_where(faulty):
    cell, made = faulty
    one = account(made)
    (income,) = named(one.derivation, "收入")
    assert income.sentences[0].startswith(f"「收入」的数据有误，没有采用：{WHY[cell]}")
    assert one.derivation.sentences == ("「总分」没有计分：其中「经济」有误。",)
    assert next(text for _depth, text in verdict_lines(one)).startswith(f"甲:收入：{WHY[cell]}")


def test_a_refused_cell_is_neither_missing_nor_taken(faulty):
    _cell, made = faulty
    one = account(made)
    assert one.missing == ()
    for name in ("总分", "经济", "收入"):
        shape = named(one.derivation, name)[0].as_json()
        keys = ("state", "exact", "published", "lost", "in_total")
        assert [shape[key] for key in keys] == ["refused", None, None, None, None]
        assert shape["refused"]
    (kept,) = named(one.derivation, "作风")
    assert (kept.value, kept.refused) == (30, ())


def test_what_is_missing_beside_a_refused_cell_is_missing():
    made = scored(TEXT, row("甲", "收入", "300", 目标="100"), GOOD[0])
    assert [one.name for one in account(made).missing] == ["作风"]


def test_the_pages_of_a_refused_unit_print_no_points_of_it(faulty):
    cell, made = faulty
    one = account(made)
    page = read(unit_page(one))
    assert [line[2] for line in page.tables[0][1:4]] == ["有误"] * 3
    statement = read(statements_page([one], dates=()))
    for words in (page.words, statement.words):
        assert f"甲:收入：{WHY[cell]}" in words


def test_a_fault_of_an_older_version_is_told_where_it_was_read():
    text = (
        "总分: {首期: 0}\n指标: {一: {分值: 100, 无定义: 计零, 算式: 量 - 上年(总分)}}\n"
        "事实: {量: {}}\n"
    )
    new = loaded(text, head=HEAD.replace('"1"', '"2"'))
    old = loaded(
        "指标: {旧: {分值: 100, 算式: 甲数 / 乙数}}\n事实: {甲数: {}, 乙数: {}}\n",
        head=HEAD.replace("2025-01-01", "2020-01-01"),
    )
    rows = (
        row("甲", "量", "90", 周期="2025"),
        row("甲", "甲数", "1", 周期="2024"),
        row("甲", "乙数", "0", 周期="2024"),
    )
    tables = Tables(
        facts_of_rows(rows, file="facts"), subjects_of_rows((), file="subjects")[0],
        period=parse_period("2025"), tracing=True, versions=(old,),
    )  # fmt: skip
    made = derived(score(new, tables=tables), "一")
    (past,) = [one for one in made.children if one.share.relation == "past"]
    assert past.sentences[-1].startswith("按 1 版计算时有误：")
    assert "「旧」无定义" in past.sentences[-1]


OLDER = """\
指标:
  一: {分值: 50, 算式: "查表(表一, 级)"}
  二: {分值: 50, 算式: "查表(表二, 级)"}
事实: {级: 文字}
表: {表一: {键: [级], 值: {好: 50}}, 表二: {键: [级], 值: {好: 50, 中: 40}}}
"""
NEWER = """\
指标:
  一: {分值: 50, 无定义: 计零, 算式: "量 - 上年(一) - 上年(二) + 往年(一, 2)"}
  二: {分值: 50, 无定义: 计零, 算式: 量 - 上年(二)}
事实: {量: {}}
"""


def test_of_an_older_version_each_node_tells_its_own_faults_of_its_own_time():
    new = loaded(NEWER, head=HEAD.replace('"1"', '"2"'))
    old = loaded(OLDER, head=HEAD.replace("2025-01-01", "2020-01-01"))
    words = {"2024": "差", "2023": "中"}
    rows = (
        row("甲", "量", "90", 周期="2025"),
        *(row("甲", "级", word, 周期=year) for year, word in words.items()),
    )
    tables = Tables(
        facts_of_rows(rows, file="facts"), subjects_of_rows((), file="subjects")[0],
        period=parse_period("2025"), tracing=True, versions=(old,),
    )  # fmt: skip
    made = score(new, tables=tables)
    pasts = {
        (one.path, str(one.period)): [text for text in one.sentences if "计算时有误" in text]
        for path in ("一", "二")
        for one in derived(made, path).children
        if one.share.relation == "past"
    }
    named = {at: [text[text.index("表「") :][:8] for text in said] for at, said in pasts.items()}
    assert named == {
        ("一", "2024"): ["表「表一」里没有"],
        ("二", "2024"): ["表「表二」里没有"],
        ("一", "2023"): ["表「表一」里没有"],
    }
    assert "「中」" in pasts["一", "2023"][0]
    assert "「差」" in pasts["一", "2024"][0]


# --- without a total ------------------------------------------------------------------------------


@pytest.fixture
def apart():
    text = f"总分: 无\n{TEXT}"
    return account(scored(text, row("甲", "收入", "90", 目标="100"), *GOOD))


def test_a_scheme_without_a_total_tells_none(apart):
    shape = apart.as_json()["derivation"]
    assert (shape["exact"], shape["published"], shape["lost"]) == (None, None, None)
    assert shape["sentences"] == ["本方案不计总分。"]
    assert [child["exact"] for child in shape["children"]] == ["51", "30"]
    assert {child["brings"] for child in shape["children"]} == {None}


def test_pages_of_a_scheme_without_a_total_print_none(apart):
    ledger = read(unit_page(apart)).tables[0]
    assert [line[0] for line in ledger[1:]] == ["1经济", "1.1收入", "1.2投资", "2作风"]
    page = read(statements_page([apart], dates=()))
    assert page.tables[0][1:] == [
        ["经济", "60.00", "51.00", "−9.00", "0.00"], ["作风", "40.00", "30.00", "−10.00", "0.00"],
    ]  # fmt: skip
    assert "81" not in page.words
    assert page.tables[1][0][:3] == ["项目", "失分", "分值"]


@pytest.mark.parametrize(
    ("place", "where"),
    [
        (Place("数据/表.xlsx", sheet="填报", row=12), "表.xlsx「填报」表 第 12 行；改正"),
        (Place("数据/表.csv", row=5), "表.csv 第 5 行；改正"),
        (Place("数据/表.yaml", line=7), "表.yaml 第 7 行；改正"),
        (Place("数据/表.csv"), "改正"),
    ],
)
def test_a_reason_names_the_sheet_and_the_row(place, where):
    assert (
        reason(Problem("bad-number", "「x」不是数", "改正", place=place))
        == f"「x」不是数（{where}）"
    )
