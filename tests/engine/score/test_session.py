"""One scoring from tables to a result: who is known, whose facts stand outside, what is open."""

from __future__ import annotations

import pytest

from tests.engine.worlds import HEAD, codes_of, scheme_of, world

TEXT = (
    "指标: {经济: {分值: 60, 指标: {产值: {分值: 60}}}, 民生: {分值: 40, 指标: {就业: {分值: 40}}}}"
)
HERE = "对象,指标,数值\n甲,产值,50\n甲,就业,30"


def test_facts_of_a_subject_that_is_not_in_force_at_the_end_are_named():
    here = world(
        TEXT,
        f"{HERE}\n乙,产值,10\n丙,产值,10",
        subjects="对象,类,自,至\n甲,单位,,\n乙,单位,,2025-06-30\n丙,单位,2026-01-01,",
    )
    assert [one.subject for one in here.scored.result.subjects] == ["甲"]
    (problem,) = here.scored.result.problems
    assert (problem.code, problem.severity) == ("subject-not-in-force", "note")
    assert problem.message.endswith("没有计分：乙、丙")


def test_a_subject_in_force_to_the_last_day_is_scored():
    here = world(TEXT, HERE, subjects="对象,类,自,至\n甲,单位,2025-12-31,2025-12-31")
    assert here.value() == 80
    assert not here.problems


def test_a_subject_that_nobody_knows_is_told():
    here = world(TEXT, f"{HERE}\n丁,产值,1\n组:山区,产值,1", subjects="对象,类,组别\n甲,单位,平原")
    assert codes_of(here.scored.result.problems) == ["unknown-subject", "unknown-group"]


def test_an_open_list_is_named_by_any_tail():
    text = f"{TEXT}\n加分: {{条目: {{}}, 每条: 1, 上限: 5}}"
    here = world(text, HERE, opened=("加分",))
    assert here.ends() == (80, 85)


def test_open_lists_that_nothing_or_several_answer_to():
    text = """
    指标:
      经济: {分值: 50, 指标: {来访: {分值: 50, 条目: {}, 每条: 1, 上限: 50}}}
      民生: {分值: 50, 指标: {来访: {分值: 50, 条目: {}, 每条: 1, 上限: 50}}}
    """
    here = world(text, "对象,指标,日期\n甲,经济/来访,2025-01-02", opened=("来访", "无此项"))
    several, none = here.scored.result.problems
    assert several.code == none.code == "unknown-open-path"
    assert several.message == "--open 写的「来访」可以指 2 处：经济/来访、民生/来访"
    assert none.message == "--open 写的「无此项」不是本方案的指标"


def test_what_is_no_node_cannot_wait():
    text = f"参数: {{加数: {{默认: 1}}}}\n{TEXT}\n"
    (problem,) = world(text, HERE, opened=("加数",)).scored.result.problems
    assert problem.code == "unknown-open-path"
    assert "没有什么可以等" in problem.message


@pytest.mark.parametrize(
    ("of", "remedy"),
    [
        ("单位", "核对数据表、对象表和周期，对象表的「类」要写 单位"),
        ("{类: [乡镇, 部门]}", "核对数据表、对象表和周期，对象表的「类」要写 乡镇、部门"),
        ("{称谓: 处室}", "核对数据表、对象表和周期"),
    ],
)
def test_when_nobody_is_scored_the_classes_are_told(of, remedy):
    head = HEAD.replace("对象: 单位", f"对象: {of}")
    (problem,) = world(scheme_of(TEXT, head=head), "").scored.result.problems
    assert (problem.code, problem.severity, problem.remedy) == ("nobody-scored", "warning", remedy)
