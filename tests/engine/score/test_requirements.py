"""校验: conditions over nodes and rows, at the scheme and at a node, each in its own words."""

from __future__ import annotations

import pytest

from kaoji.engine.feel.names import children
from kaoji.engine.score import requirements
from kaoji.engine.score.result import Status
from tests.engine.worlds import codes_of, world


def test_a_node_may_require_what_the_scheme_requires():
    """The same words mean another node: 满分 is the node's own."""
    text = """
    校验: [{条件: 满分 >= 60, 说明: 满分至少六十}]
    指标:
      经济: {分值: 60}
      作风: {分值: 40, 校验: [{条件: 满分 >= 60, 说明: 满分至少六十}]}
    """
    here = world(text, "对象,指标,数值\n甲,经济,50\n甲,作风,30")
    (problem,) = here.one().problems
    assert (problem.code, problem.path) == ("requirement-failed", "作风")


@pytest.mark.parametrize(
    ("effect", "severity", "status"),
    [
        ("错误", "error", Status.REFUSED),
        ("不锁定", "warning", Status.FINAL),
        ("警告", "warning", Status.FINAL),
    ],
)
def test_what_a_failure_does(effect, severity, status):
    text = f"""
    指标:
      作风:
        分值: 100
        校验: [{{条件: 作风 <= 90, 说明: 一般不超过 90 分, 否则: {effect}, 依据: 第三条}}]
    """
    here = world(text, "对象,指标,数值\n甲,作风,91\n乙,作风,90")
    (problem,) = here.one().problems
    assert (problem.severity, here.one().status) == (severity, status)
    assert problem.message == "一般不超过 90 分（依据 第三条）"
    assert here.one("乙").problems == ()


def test_what_is_not_known_yet_breaks_nothing():
    text = "指标: {作风: {分值: 100, 校验: [{条件: 作风 <= 90, 说明: 不超过 90 分}]}}"
    assert world(text, "对象,指标,数值\n甲,作风,").one().problems == ()


def test_what_cannot_be_worked_out_breaks_the_requirement():
    text = """
    参数: {线: {必填: 是}}
    指标: {作风: {分值: 100, 校验: [{条件: 作风 <= 线, 说明: 不超过线}]}}
    """
    (problem,) = world(text, "对象,指标,数值\n甲,作风,80").one().problems
    assert problem.code == "requirement-failed"
    assert problem.message.startswith("不超过线：算不出来，参数「线」没有填")


def test_every_row_is_checked_once_though_it_serves_two_parts():
    text = """
    指标:
      重点:
        分值: 100
        周期: {上半年: 50%, 下半年: 50%}
        不分期: 是
        计划: {算式: 数值}
        校验: [{条件: 数值 <= 分值, 说明: 不超过分值, 每条: 是}]
    """
    rows = "甲,重点,修路,60,70\n甲,重点,架桥,40,30\n甲,重点,植树,40,50"
    here = world(text, f"对象,指标,事项,分值,数值\n{rows}")
    failed = [one for one in here.one().problems if one.code == "requirement-failed"]
    assert [one.place.row for one in failed] == [2, 4]


def test_rows_of_a_list_are_checked_each():
    text = """
    指标: {作风: {分值: 100}}
    减分:
      条目: {}
      范围: 0..10
      每条: 数值
      校验: [{条件: 件数 <= 2, 说明: 一行不超过两件, 每条: 是}]
    """
    rows = "甲,作风,90,\n甲,减分,1,2\n甲,减分,1,3"
    here = world(text, f"对象,指标,数值,件数\n{rows}")
    assert codes_of(here.one().problems) == ["requirement-failed"]
    assert here.one().problems[0].place.row == 4


LISTED = """
    指标: {作风: {分值: 100}}
    减分:
      条目: {理由: 文字, 整改: 日期}
      每条: 1
      校验: [{条件: '%s', 说明: 要说明理由, 每条: 是, 否则: 错误}]
"""
ROWS = "对象,指标,数值,理由,整改\n甲,作风,80,,\n甲,减分,,%s,\n"


@pytest.mark.parametrize(
    "condition", ['理由 != ""', '"" != 理由', 'not(理由 = "")', '理由 != "" and 理由 != "无"']
)
def test_an_empty_text_column_is_an_empty_text(condition):
    """What asks for a reason is not met by an empty cell."""
    empty = world(LISTED % condition, ROWS % "").one()
    assert codes_of(empty.problems) == ["requirement-failed"]
    assert empty.status is Status.REFUSED
    assert world(LISTED % condition, ROWS % "迟报").one().problems == ()


def test_the_condition_is_looked_through_once_for_all_subjects(monkeypatch):
    seen = []
    monkeypatch.setattr(requirements, "children", lambda one: seen.append(one) or children(one))

    def parts_seen(*subjects):
        seen.clear()
        rows = "\n".join(f"{who},作风,80,,\n{who},减分,,迟报," for who in subjects)
        here = world(LISTED % '理由 != ""', f"对象,指标,数值,理由,整改\n{rows}")
        assert [one.problems for one in here.scored.result.subjects] == [()] * len(subjects)
        return list(seen)

    assert parts_seen("甲", "乙", "丙") == parts_seen("甲") != []


def test_a_column_that_is_held_against_null_stays_null():
    assert codes_of(world(LISTED % "理由 != null", ROWS % "").one().problems) == [
        "requirement-failed"
    ]


def test_a_row_of_which_the_condition_cannot_be_told_is_noted():
    here = world(LISTED % '整改 >= date("2025-01-01")', ROWS % "迟报").one()
    (problem,) = here.problems
    assert (problem.code, problem.severity) == ("requirement-open", "note")
    assert (problem.place.row, here.status) == (3, Status.FINAL)


SEEN = """
    指标: {作风: {分值: 100}}
    事实: {会签: {类型: 文字}, 人数: {类型: 数, 范围: 0..50}}
    校验: [{条件: %s, 说明: 核对, 否则: %s, 依据: 第三条}]
"""


@pytest.mark.parametrize("condition", ['会签 != ""', "人数 <= 20"])
@pytest.mark.parametrize(
    ("effect", "severity"), [("错误", "warning"), ("不锁定", "warning"), ("警告", "note")]
)
def test_a_requirement_that_waits_for_a_fact_says_so(condition, effect, severity):
    """Nothing else asks for the fact: the unit is final, and would seem to have passed."""
    here = world(SEEN % (condition, effect), "对象,指标,数值\n甲,作风,80").one()
    (problem,) = here.problems
    assert (problem.code, problem.severity) == ("requirement-open", severity)
    name = condition.split()[0]
    assert problem.message == f"核对（依据 第三条）：还不能核对，缺 甲:{name}@2025"
    assert here.status is Status.FINAL


def test_what_cannot_be_false_any_more_waits_for_nothing():
    here = world(SEEN % ("人数 <= 50", "错误"), "对象,指标,数值\n甲,作风,80").one()
    assert here.problems == ()


@pytest.mark.parametrize("condition", ["数值 <= 50", "评估 <= 50", "评估.数值 <= 50"])
def test_a_node_in_parts_is_checked_in_each_part(condition):
    """40 and 60: each part is held against the condition, the year has no figure of its own."""
    text = f"""
    指标:
      评估:
        分值: 100
        周期: {{中期: 40%, 年终: 60%}}
        范围: 0..100
        算式: 数值
        校验: [{{条件: {condition}, 说明: 不超过五十}}]
    """
    here = world(text, "对象,指标,周期,数值\n甲,评估,2025中期,40\n甲,评估,2025年终,60").one()
    assert [(one.code, one.coordinate) for one in here.problems] == [
        ("requirement-failed", "甲:评估@2025年终")
    ]
