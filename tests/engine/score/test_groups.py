"""Geometric means of children: weights count, one rounding from the exact root, places stated."""

from __future__ import annotations

import pytest

from tests.engine.score.small import codes, exact, scored
from tests.engine.worlds import world

PLAIN = "合成: 几何\n取整: {places}\n指标: {{甲: {{}}, 乙: {{}}}}\n"
FACTS = "对象,指标,数值\n一,甲,{first}\n一,乙,{second}"


@pytest.mark.parametrize(
    ("first", "second", "places", "expected"),
    [
        ("80", "60", "2位", "69.28"),  # 10√48 = 69.2820…
        ("80", "60", "2位 进一", "69.29"),
        ("81", "16", "0位", "36"),
        ("0", "60", "2位", "0"),
        # √(50 · 60.51605) = √3025.8025 = 55.00729…; to 4 places
        ("50", "60.51605", "4位", "55.0073"),
    ],
)
def test_plain(first, second, places, expected):
    found = scored(PLAIN.format(places=places), facts=FACTS.format(first=first, second=second))
    assert exact(found["一"], "总分") == expected


def test_weights_are_exponents_and_a_child_that_is_out_leaves_its_share():
    text = """
    合成: 几何
    取整: 3位
    指标:
      甲: {权重: 50%}
      乙: {权重: 25%}
      丙: {权重: 25%, 不适用: 移出并折合}
    """
    facts = "对象,指标,数值\n一,甲,64\n一,乙,27\n一,丙,不适用\n二,甲,81\n二,乙,16\n二,丙,1"
    found = scored(text, facts=facts)
    # 64^(2/3) · 27^(1/3) = 16 · 3; 81^(1/2) · 16^(1/4) · 1 = 9 · 2
    assert exact(found["一"], "总分") == "48"
    assert exact(found["二"], "总分") == "18"


def test_a_weight_may_be_a_fact():
    text = "合成: 几何\n取整: 2位\n指标: {甲: {权重: 50%}, 乙: {权重: 50%}}\n"
    facts = "对象,指标,数值\n一,甲,16\n一,乙,1\n一,甲.权重,75%\n一,乙.权重,25%"
    assert exact(scored(text, facts=facts)["一"], "总分") == "8"


def test_what_is_missing_bounds_the_mean():
    found = scored(PLAIN.format(places="1位"), facts="对象,指标,数值\n一,甲,64")
    assert exact(found["一"], "总分") == ("0", "80")


def test_places_and_whole_weights_are_asked_for():
    assert codes("合成: 几何\n指标: {甲: {}, 乙: {}}\n") == ["geometric-places"]
    half = "合成: 几何\n取整: 1位\n指标: {甲: {权重: 50%}, 乙: {权重: 40%}}\n"
    assert codes(half) == ["weights-sum"]
    bare = "合成: 几何\n取整: 1位\n指标: {甲: {权重: 50%}, 乙: {}}\n"
    assert codes(bare) == ["share-missing"]


@pytest.mark.parametrize(
    ("rows", "total"),
    [
        ("甲,一,不适用\n甲,二,90\n甲,三,80", 85),
        ("甲,一,80\n甲,二,90", 85),
        ("甲,一,80\n甲,二,90\n甲,三,40", 70),
    ],
)
@pytest.mark.parametrize("combine", ["均值(子项())", "100 * 均值(子项得分率())"])
def test_children_that_are_taken_out_are_in_neither_list(rows, total, combine):
    text = f"""
    满分: 100
    合成: "{combine}"
    指标: {{一: {{不适用: 移出并折合}}, 二: {{}}, 三: {{缺: 移出}}}}
    """
    here = world(text, f"对象,指标,数值\n{rows}")
    assert (here.problems, here.value()) == ((), total)
