"""What nodes are worth: full points, points, weights, applicability; facts of the unit win."""

from __future__ import annotations

import pytest

from kaoji.engine.plinth.values import UNDEFINED, Span
from tests.engine.worlds import world

TEXT = """
指标:
  经济: {权重: 60%, 指标: {产值: {分值: 40}, 质量: {分值: 20}}}
  作风: {权重: 40%, 满分: 50}
"""
HERE = "对象,指标,数值\n甲,产值,30\n甲,质量,10\n甲,作风,25"


def ask(what, path, *, facts=HERE, text=TEXT):
    run = world(text, facts).scored.run
    (found,) = run.plan.index.find(path)
    return getattr(run, what)(found.path, subject="甲", period=run.period)


@pytest.mark.parametrize(
    ("path", "full", "points"),
    [("产值", 40, 40), ("经济", 60, 60), ("作风", 50, 50), ("总分", 100, 100)],
)
def test_what_the_scheme_says(path, full, points):
    assert (ask("full", path), ask("points", path)) == (full, points)


@pytest.mark.parametrize("field", ["满分", "分值"])
def test_full_points_of_the_unit(field):
    facts = f"{HERE}\n甲,产值.{field},80"
    assert ask("full", "产值", facts=facts) == 80
    assert ask("points", "产值", facts=facts) == (80 if field == "分值" else 40)


def test_weights():
    assert str(ask("weight", "经济")) == "3/5"
    assert ask("weight", "总分") == UNDEFINED  # it has no siblings
    assert ask("weight", "产值") == UNDEFINED  # its siblings are added
    facts = f"{HERE}\n甲,经济.权重,70%\n甲,作风.权重,30%"
    assert str(ask("weight", "经济", facts=facts)) == "7/10"


def test_weights_left_to_the_facts_are_owed():
    text = "合成: 加权\n指标: {产值: {}, 作风: {}}"
    owed = ask("weight", "产值", text=text, facts="对象,指标,数值\n甲,产值,30")
    assert owed == Span(*(owed.low, owed.high), tight=False, ways={"甲:产值.权重@2025": 0})
    assert (owed.low, owed.high) == (0, 1)


@pytest.mark.parametrize(("said", "applies"), [("是", True), ("否", False), (None, True)])
def test_applicability_of_the_unit(said, applies):
    text = TEXT.replace("{分值: 20}", "{分值: 20, 不适用: 重摊}")
    facts = HERE if said is None else f"{HERE}\n甲,质量.适用,{said}"
    assert ask("applies", "质量", facts=facts, text=text) is applies


def test_a_share_of_a_quarter_is_the_year_s():
    text = """
    指标: {作风: {权重: 40%, 周期: {季度: 25%}}, 业务: {权重: 60%}}
    """
    facts = "对象,指标,数值,周期\n甲,作风.权重,50%,2025\n甲,业务.权重,50%,2025\n甲,业务,80,2025"
    run = world(text, facts).scored.run
    quarter = run.period.pieces("quarter")[1]
    assert str(run.weight("作风", subject="甲", period=quarter)) == "1/2"


def test_a_group_does_not_apply_where_its_given_result_says_so():
    text = (
        "指标: {经济: {分值: 50, 不适用: 移出并折合, 指标: {产值: {分值: 50}}}, 作风: {分值: 50}}"
    )
    here = world(text, "对象,指标,数值\n甲,经济,不适用\n甲,作风,40")
    run = here.scored.run
    assert run.applies("经济", subject="甲", period=run.period) is False
    assert here.value() == 80  # 40 of the 50 that are left
    run = world(text, "对象,指标,数值\n甲,经济,30\n甲,作风,40").scored.run
    assert run.applies("经济", subject="甲", period=run.period) is True
