"""分组 and 同组(K, 列) by a column that the subjects table lacks: never one silent pool."""

from __future__ import annotations

import pytest

from kaoji.engine.score.result import Status
from tests.engine.worlds import codes_of, world

FACTS = "对象,指标,数值\n甲,作风,80\n乙,作风,90"
BY_TABLE = "对象,组别,片区\n甲,山区,东\n乙,平原,西"
LEAF = "指标: {作风: {分值: 100}}\n"
RANKED = LEAF + "排名: {名次: {顺序: [总分 降], 分组: %s}}"
GRADED = LEAF + "等次:\n  好: {名额: 1, 分组: %s, 顺序: [总分 降]}\n  其他: 其余"
HONOURED = LEAF + "荣誉:\n  先进:\n    名额: 1\n    分组: %s\n    顺序: [总分 降]"
PEERS = "指标: {作风: {分值: 100, 类型: 数, 算式: '最大(同组(作风.数值, %s))'}}"


@pytest.mark.parametrize(
    ("text", "line"), [(RANKED, 8), (GRADED, 9), (HONOURED, 11)], ids=["rank", "grade", "honour"]
)
def test_a_pool_by_a_column_that_nobody_has_refuses_all(text, line):
    here = world(text % "片区名", FACTS, subjects=BY_TABLE)
    (problem,) = [one for one in here.scored.result.problems if one.code == "unknown-column"]
    assert (problem.severity, problem.place.line) == ("error", line)
    assert "没有「片区名」这一列" in problem.message
    assert [one.status for one in here.scored.result.subjects] == [Status.REFUSED] * 2


@pytest.mark.parametrize("text", [RANKED, GRADED, HONOURED, PEERS])
@pytest.mark.parametrize("column", ["片区", "组别", "group"])
def test_a_column_that_is_there_divides(text, column):
    here = world(text % column, FACTS, subjects=BY_TABLE)
    assert "unknown-column" not in here.codes
    assert here.one().status is Status.FINAL


def test_the_remedy_names_the_columns_that_are_there():
    here = world(RANKED % "街道", FACTS, subjects=BY_TABLE)
    (problem,) = [one for one in here.scored.result.problems if one.code == "unknown-column"]
    assert problem.remedy == "给对象表加上这一列并填好，或改用有的列：组别、片区"
    near = world(RANKED % "片区A", FACTS, subjects=BY_TABLE)
    (problem,) = [one for one in near.scored.result.problems if one.code == "unknown-column"]
    assert problem.remedy == "是不是「片区」？"


def test_a_column_that_is_empty_throughout_is_none():
    here = world(RANKED % "片区", FACTS, subjects="对象,片区\n甲,\n乙,")
    assert "unknown-column" in here.codes


def test_a_formula_over_peers_by_a_column_that_nobody_has_refuses():
    here = world(PEERS % "片区名", FACTS, subjects=BY_TABLE)
    (problem,) = here.one().problems
    assert (problem.code, problem.severity) == ("unknown-column", "error")
    assert (problem.place.line, here.one().status) == (7, Status.REFUSED)


def test_without_a_subjects_table_nobody_can_be_divided():
    here = world(RANKED % "片区", FACTS)
    (problem,) = [one for one in here.scored.result.problems if one.code == "unknown-column"]
    assert "没有对象表" in problem.message
    assert codes_of(here.one().problems) == ["unknown-column"]


@pytest.mark.parametrize("column", ["组别", "类", "kind"])
@pytest.mark.parametrize("table", ["对象,片区\n甲,东\n乙,西", ""])
def test_a_column_of_every_table_left_empty_is_one_group_and_said(column, table):
    here = world(RANKED % column, FACTS, subjects=table)
    (problem,) = [one for one in here.problems if one.code == "unknown-column"]
    assert (problem.severity, problem.place.line) == ("warning", 8)
    assert problem.message == f"「名次」按「{column}」分组，而谁也没有填这一列：全部算一组"
    assert [here.one(one).status for one in "甲乙"] == [Status.FINAL] * 2
