"""Names of expressions: own fields, fields of other nodes, figures of verdicts."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaoji.engine.feel.parse import parse
from kaoji.engine.plinth.values import UNDEFINED
from kaoji.engine.scheme.model import Formula
from kaoji.engine.score.court import RunBench
from tests.engine.score.small import loaded
from tests.engine.worlds import world

TEXT = """
事实: {{人口: {{范围: 1..100}}}}
指标:
  经济: {{权重: 60%, 指标: {{产值: {{分值: 100, 范围: 0..200, 不适用: 移出并折合}}}}}}
  乙项: {{权重: 40%, 算式: "{formula}"}}
"""
ROWS = "对象,指标,数值,目标\n甲,产值,80,90\n甲,人口,20,"


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("100 * 权重", 40),
        ("满分 / 4", 25),
        ("经济.得分 + 1", 81),
        ("产值.得分 + 1", 81),
        ("10 * 经济.权重", 6),
        ("产值.满分", 100),
        ("经济.分值", 100),
        ("if 产值.适用 then 1 else 2", 1),
        ("人口.数值 + 1", 21),
        ("经济.产值", None),
    ],
)
def test_fields(formula, value):
    found, problems = loaded(TEXT.format(formula=formula))
    if value is None:
        assert "unknown-field" in {one.code for one in problems}
        return
    assert world(found, ROWS).value("乙项") == value


@pytest.mark.parametrize("word", ["不存在.目标", "不存在.产值.目标", "人口数"])
def test_a_name_that_nothing_answers_to(word):
    _found, problems = loaded(TEXT.format(formula=word))
    (unknown,) = [one for one in problems if one.code == "unknown-name"]
    assert f"「{word}」" in unknown.message


def test_a_field_of_two_things_is_ambiguous():
    text = """
    指标:
      经济: {分值: 50, 指标: {产值: {分值: 50}}}
      民生: {分值: 40, 指标: {产值: {分值: 40}}}
      其他: {分值: 10, 算式: 产值.得分 / 5}
    """
    _found, problems = loaded(text)
    (one,) = [one for one in problems if one.code == "ambiguous-name"]
    assert "经济/产值、民生/产值" in one.message


def test_the_total_in_a_verdict_is_the_figure_that_is_judged():
    court = RunBench(world(TEXT.format(formula="10"), ROWS).scored.run, ("甲",))
    expression, _problems = parse("总分 * 2")
    doubled = Formula("总分 * 2", expression)
    # 0.6 × 80 + 0.4 × 10 = 52; or, as graded on the published figure, whatever that is.
    assert court.number("甲", formula=doubled, names={}) == 104
    names = {"总分": Fraction(30)}
    assert court.number("甲", formula=doubled, names=names) == 60


def test_a_form_at_fault_has_no_value():
    text = """
    指标: {甲: {分值: 60}, 乙: {分值: 40, 算式: 期(甲)}}
    """
    assert world(text, "对象,指标,数值\n甲,甲,50").value("乙") == UNDEFINED
