"""派生: the type that an expression shows. 范围 in quotes. Values cut off by commas."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaoji.engine.scheme.model import ValueType
from tests.engine.score.small import exact, loaded, scored

BASE = "指标: {甲: {分值: 100}}\n派生:\n  值: "


@pytest.mark.parametrize(
    ("formula", "kind"),
    [
        ("甲 > 5", ValueType.TRUTH),
        ("甲 > 5 and 甲 < 9", ValueType.TRUTH),
        ("not(甲 > 5)", ValueType.TRUTH),
        ("甲 in [1..5]", ValueType.TRUTH),
        ("some x in [甲] satisfies x > 1", ValueType.TRUTH),
        ("true", ValueType.TRUTH),
        ("'\"好\"'", ValueType.TEXT),
        ("'@\"2025-01-01\"'", ValueType.DATE),
        ("甲 + 5", ValueType.NUMBER),
        ("{算式: 甲 > 5, 依据: 三}", ValueType.TRUTH),
        ("{算式: 甲 + 5, 单位: 分}", ValueType.NUMBER),
    ],
)
def test_the_type_of_a_derived_value(formula, kind):
    scheme, problems = loaded(BASE + formula)
    assert {one.code for one in problems} <= {"unused"}
    assert scheme.derived[0].type is kind


def test_a_stated_type_holds():
    _scheme, problems = loaded(BASE + "{算式: 甲 > 5, 类型: 数}")
    assert "wrong-type" in {one.code for one in problems}


@pytest.mark.parametrize("text", ['"[-5, 5]"', "[-5, 5]", '"[-5，5]"', "-5..5"])
def test_ranges(text):
    found = scored(
        f"指标: {{甲: {{分值: 100, 范围: {text}, 算式: 分值 + 数值}}}}\n",
        facts="对象,指标,数值\n一,甲,",
    )
    ends = exact(found["一"], "甲")
    assert tuple(map(Fraction, ends)) == (95, 105)


def test_a_value_cut_off_by_its_comma_says_what_to_do():
    _scheme, problems = loaded("指标: {甲: {分值: 100, 算式: 最小(数值, 5)}}\n")
    cut = [one for one in problems if one.code == "unknown-key"]
    assert len(cut) == 1
    assert "加引号" in cut[0].remedy
    _scheme, problems = loaded("指标: {甲: {分值: 100, 算是: 数值}}\n")
    assert any("算式" in one.remedy for one in problems if one.code == "unknown-key")
