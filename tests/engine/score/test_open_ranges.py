"""Figures beyond a range that only the run knows: points of a parameter, ends that are formulas."""

from __future__ import annotations

import pytest

from tests.engine.worlds import codes_of, world

SPLIT = """
参数: {甲分: {默认: 25, 范围: 0..35}}
满分: 35
指标: {甲项: {分值: 甲分}, 乙项: {分值: 35 - 甲分}}
"""


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ("25", "10", []),
        ("25.1", "10", ["out-of-range"]),
        ("25", "10.01", ["out-of-range"]),
        ("0", "0", []),
        ("-1", "10", ["out-of-range"]),
    ],
)
def test_points_of_a_parameter_are_the_most_that_can_be_given(first, second, wanted):
    here = world(SPLIT, f"对象,指标,数值\n一,甲项,{first}\n一,乙项,{second}\n二,甲项,20\n二,乙项,5")
    assert codes_of(here.one("一").problems) == wanted
    assert here.one("二").problems == ()


def test_the_problem_says_where_and_how_far():
    (problem,) = world(SPLIT, "对象,指标,数值\n一,甲项,26\n一,乙项,5").one("一").problems
    assert "26" in problem.message
    assert "25" in problem.message
    assert (problem.path, problem.coordinate) == ("甲项", "一:甲项@2025")
    assert problem.place is not None
    assert problem.place.row == 2


def test_the_parameter_of_the_run_counts():
    rows = "对象,指标,数值\n*,甲分,30\n一,甲项,28\n一,乙项,6"
    assert codes_of(world(SPLIT, rows).one("一").problems) == ["out-of-range"]
    assert "6" in world(SPLIT, rows).one("一").problems[0].message


def test_points_of_the_units_own_are_told_once():
    rows = "对象,指标,数值\n一,甲项,26\n一,甲项.分值,24\n一,乙项,5"
    codes = codes_of(world(SPLIT, rows).one("一").problems)
    assert codes.count("out-of-range") == 1


ENDS = """
参数: {底: 10, 顶: 60}
事实: {人数: {范围: 底..顶}}
指标: {甲项: {分值: 100, 算式: 人数, 上限: 100}}
"""


@pytest.mark.parametrize(
    ("figure", "is_told"), [("9", True), ("10", False), ("60", False), ("61", True)]
)
def test_ends_that_are_formulas_hold(figure, is_told):
    found = world(ENDS, f"对象,指标,数值\n一,人数,{figure}").one("一")
    assert ("out-of-range" in codes_of(found.problems)) is is_told


def test_an_end_that_is_not_known_yet_refuses_nothing_within_it():
    text = (
        "事实: {定员: {范围: 10..20}, 人数: {范围: 0..定员}}\n指标: {甲项: {分值: 100, 算式: 人数}}"
    )
    rows = "对象,指标,数值\n一,人数,15\n二,人数,21"
    here = world(text, rows)
    assert codes_of(here.one("一").problems) == []
    assert codes_of(here.one("二").problems) == ["out-of-range"]


def test_each_part_is_looked_at():
    text = """
    参数: {分: 20}
    周期: {上半年: 50%, 下半年: 50%}
    指标: {乙项: {分值: 分}, 丙项: {分值: 100 - 分}}
    """
    rows = ["一,2025H1,乙项,20", "一,2025H1,丙项,5", "一,2025H2,乙项,20.5", "一,2025H2,丙项,5"]
    (problem,) = world(text, "\n".join(["对象,周期,指标,数值", *rows])).one("一").problems
    assert problem.coordinate == "一:乙项@2025H2"


LISTED = """
参数: {顶: {默认: 10, 范围: 0..100}}
指标: {作风: {分值: 100}}
减分: {条目: {人数: {类型: 数, 范围: 0..顶 * 2}}, 范围: 0..顶, 每条: 数值}
"""


def listed(*rows, more=""):
    lines = "\n".join(rows)
    return world(LISTED, f"对象,指标,数值,人数\n一,作风,80,\n二,作风,80,\n{more}{lines}")


@pytest.mark.parametrize(
    ("row", "column"),
    [("一,减分,10,20", None), ("一,减分,10.5,20", 3), ("一,减分,-1,20", 3), ("一,减分,3,21", 4)],
)
def test_rows_of_a_list_end_where_a_parameter_says(row, column):
    here = listed("一,减分,1,1", row, "二,减分,10,20")
    found = [(one.code, one.place.row, one.place.column) for one in here.one("一").problems]
    assert found == ([] if column is None else [("out-of-range", 5, column)])
    assert here.one("二").problems == ()


def test_rows_are_held_against_what_the_run_sets():
    here = listed("一,减分,10,20", more="*,顶,5,\n")
    assert codes_of(here.one("一").problems) == ["out-of-range", "out-of-range"]


def test_rows_whose_end_nobody_knows_are_not_out_of_range():
    text = LISTED.replace("{默认: 10, 范围: 0..100}", "{必填: 是}")
    here = world(text, "对象,指标,数值,人数\n一,作风,80,\n一,减分,500,1")
    assert "out-of-range" not in codes_of(here.one("一").problems)


def test_points_that_nobody_has_filled_in_refuse_no_figure():
    text = "参数: {甲分: {必填: 是}}\n满分: 100\n指标: {甲项: {分值: 甲分}, 乙项: {分值: 50}}"
    here = world(text, "对象,指标,数值\n一,甲项,500\n一,乙项,40").one("一")
    assert set(codes_of(here.problems)) == {"open-parameter"}


PLANNED = """
参数: {顶: 40}
指标:
  重点: {分值: 50, 计划: {列: {质量: {范围: 0..满分}, 进度: {范围: 0..顶}}, 算式: 质量}}
  作风: {分值: 50}
"""


@pytest.mark.parametrize(("quality", "pace", "wanted"), [(20, 40, []), (20, 41, ["out-of-range"])])
def test_a_column_up_to_the_items_own_points_is_left_to_each_row(quality, pace, wanted):
    """20 of an item of 20 is no less within its range for another item that has 80."""
    rows = f"一,重点,修路,20,{quality},{pace}\n一,重点,架桥,80,79,1\n一,作风,,,,\n"
    here = world(PLANNED, "对象,指标,事项,分值,质量,进度\n" + rows)
    assert codes_of(here.one("一").problems) == wanted
