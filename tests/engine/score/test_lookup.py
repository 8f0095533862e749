"""Cells of a table, key by key: a word that is not there takes the 其余 beside it."""

from __future__ import annotations

import pytest

from tests.engine.score.small import exact, scored
from tests.engine.worlds import world

TEXT = """
满分: 10
事实:
  级: {{取值: [省, 市, 县]}}
  种: 文字
表:
  分: {{键: [级, 种], 值: {{省: {{综合: 3, 单项: 2}}, 市: {{综合: 2, 其余: 1}}}}{rest}}}
指标: {{甲: {{分值: 10, 算式: "查表(分, 级, 种)"}}}}
"""
WITH_REST = TEXT.format(rest=", 其余: 0.5")


@pytest.mark.parametrize(
    ("level", "kind", "points"),
    [
        ("省", "单项", "2"),
        ("省", "其他", "0.5"),  # 省 has no 其余 of its own
        ("市", "综合", "2"),
        ("市", "其他", "1"),
        ("县", "综合", "0.5"),
    ],
)
def test_each_word(level, kind, points):
    found = scored(WITH_REST, facts=f"对象,指标,数值\n甲,级,{level}\n甲,种,{kind}")
    assert exact(found["甲"], "甲") == points


def test_a_missing_word_may_hit_the_rest_too():
    found = scored(WITH_REST, facts="对象,指标,数值\n甲,级,市")
    assert exact(found["甲"], "甲") == ("1", "2")
    found = scored(WITH_REST, facts="对象,指标,数值\n甲,种,综合")
    assert exact(found["甲"], "甲") == ("0.5", "3")


def test_without_any_rest_an_unknown_word_is_a_problem():
    text = TEXT.format(rest="").replace("{取值: [省, 市, 县]}", "文字")
    found = scored(text, facts="对象,指标,数值\n甲,级,县\n甲,种,综合")
    assert [one["code"] for one in found["甲"]["problems"]] == ["no-table-match"]


@pytest.mark.parametrize(
    ("written", "said"),
    [("丘陵", "；对象表的「地形」是「丘陵」"), ("", "；对象表的「地形」没有填")],
)
def test_a_word_of_the_subjects_table_that_the_table_lacks_is_named_by_its_column(written, said):
    text = """
    表: {线: {键: [地形, 档], 值: {平原: {及格: 2}, 山区: {及格: 1}}}}
    指标: {甲: {分值: 100, 范围: 0..100, 算式: '数值 * 查表(线, 属性(地形), "及格") / 2'}}
    """
    subjects = f"对象,地形\n甲,{written}\n乙,山区"
    found = scored(text, facts="对象,指标,数值\n甲,甲,8\n乙,甲,8", subjects=subjects)
    (problem,) = found["甲"]["problems"]
    assert problem["message"].endswith(f"里没有「{written}、及格」这一项{said}")
    assert problem["remedy"].startswith("核对对象表里的这一栏")
    assert exact(found["乙"], "甲") == "4"


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        ("查表(内, 档)", ""),
        ("查表(内, 属性(县))", "；对象表的「县」是「丙」"),
        ("查表均值(数, 2, 2)", ""),
    ],
)
def test_a_table_looked_up_inside_a_value_of_another_tells_its_own_columns(inner, said):
    text = f"""
    事实: {{档: 文字}}
    表:
      外: {{键: [地形], 值: {{平原: "{inner}", 其余: 1}}}}
      内: {{键: [档], 值: {{及格: 2}}}}
      数: {{键: [位], 值: {{1: 2}}}}
    指标: {{甲: {{分值: 100, 范围: 0..100, 算式: '数值 * 查表(外, 属性(地形)) / 2'}}}}
    """
    subjects = "对象,地形,县\n甲,平原,丙"
    found = scored(text, facts="对象,指标,数值\n甲,甲,8\n甲,档,丙", subjects=subjects)
    (problem,) = found["甲"]["problems"]
    assert problem["code"] == "no-table-match"
    assert problem["message"].endswith(f"这一项{said}")
    assert problem["remedy"].startswith("核对对象表里的这一栏" if said else "核对填写的词")


def test_truths_and_numbers_are_words_of_a_table():
    text = """
    事实: {达标: 是否, 位次: {范围: 1..3}}
    表: {分: {键: [达标, 位次], 值: {是: {1: 10, 2.5: 8, 其余: 6}, 否: {其余: 0}}}}
    指标: {甲: {分值: 100, 算式: "查表(分, 达标, 位次)"}}
    """
    for said, rank, points in (
        ("是", "1.0", "10"),
        ("是", "5/2", "8"),
        ("是", "3", "6"),
        ("否", "1", "0"),
    ):
        found = scored(text, facts=f"对象,指标,数值\n甲,达标,{said}\n甲,位次,{rank}")
        assert exact(found["甲"], "甲") == points


def test_no_cell_for_any_of_the_words_that_may_come_is_a_problem():
    text = TEXT.format(rest="").replace("{取值: [省, 市, 县]}", "文字")
    found = scored(text, facts="对象,指标,数值\n甲,级,县\n乙,级,市")
    (problem,) = found["甲"]["problems"]
    assert problem["code"] == "no-table-match"
    assert "「县、" in problem["message"]
    assert exact(found["乙"], "甲") == ("1", "2")


def test_bands_with_moving_edges_join_what_may_hold():
    text = """
    满分: 10
    参数: {线: 60}
    事实: {量: {范围: 0..100}}
    表: {分: {键: [量], 规则: [[">= 线", 10], [">= 线 - 20", 6]], 其余: 2}}
    指标: {甲: {分值: 10, 算式: "查表(分, 量)"}}
    """
    for amount, points in (("60", "10"), ("59.99", "6"), ("40", "6"), ("39", "2")):
        found = scored(text, facts=f"对象,指标,数值\n甲,量,{amount}")
        assert exact(found["甲"], "甲") == points
    assert exact(scored(text, facts="对象,指标,数值\n甲,量,")["甲"], "甲") == ("2", "10")


def test_a_row_is_named_as_the_table_writes_it():
    run = world(WITH_REST, "对象,指标,数值\n甲,级,市\n甲,种,其他").scored.run

    def row(*keys):
        spot = run.spot("甲", subject="甲", period=run.period)
        return run.row_of("分", keys=keys, spot=spot)

    assert row("市", "综合") == "市、综合"
    assert row("市", "其他") == "市、其余"
    assert row("省", "其他") == "其余"  # what holds for the whole table
