"""以已到者计 over others: what is open for want of an own figure, against every outcome.

The figures that are missing may come or not; those that are here then count, nobody else does.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product

import pytest

from kaoji.engine.plinth.values import OneOf, Span
from kaoji.engine.score.joining import joining
from tests.engine.worlds import plan_of, world

SCHEME = """
指标:
  作风: {{分值: 50, 范围: 10..50}}
  比较: {{分值: 50, 缺: 以已到者计, 算式: "{formula}"}}
"""
#: What may come of a missing figure: the ends of its range, one between, or nothing.
MAY_BE = (10, 25, 50, None)


def mean(values):
    return Fraction(sum(values), len(values))


#: The formula in the scheme, and in Python, of the own figure and all that are here.
FORMULAS = {
    "50 * 作风 / 最大(全体(作风))": lambda own, here: Fraction(50 * own, max(here)),
    "作风 + 最大(全体(作风))": lambda own, here: own + max(here),
    "最大(全体(作风)) - 作风": lambda own, here: max(here) - own,
    "作风 - 最小(全体(作风))": lambda own, here: own - min(here),
    "作风 + 均值(全体(作风))": lambda own, here: own + mean(here),
    "作风 - 均值(同组(作风))": lambda own, here: own - mean(here),
    "100 * 作风 / 合计(全体(作风))": lambda own, here: Fraction(100 * own, sum(here)),
    "作风 + 合计(全体(作风))": lambda own, here: own + sum(here),
    # What some who come make of it need not lie between nobody and all.
    "if 个数(全体(作风)) = 3 then 50 else 0": lambda _own, here: 50 if len(here) == 3 else 0,
    "作风 + (if 个数(全体(作风)) = 3 then 100 else 0)": lambda own, here: (
        own + 100 * (len(here) == 3)
    ),
    "if 合计(全体(作风)) = 60 then 作风 + 100 else 1": lambda own, here: (
        own + 100 if sum(here) == 60 else 1
    ),
    "作风 + (if 合计(全体(作风)) = 60 then 100 else 0)": lambda own, here: (
        own + 100 * (sum(here) == 60)
    ),
    "作风 + 绝对值(合计(全体(作风)) - 25)": lambda own, here: own + abs(sum(here) - 25),
    "作风 + 个数(全体(作风)[item > 20]) * 合计(全体(作风))": lambda own, here: (
        own + sum(1 for one in here if one > 20) * sum(here)
    ),
    "if 最大(全体(作风)) > 40 then 0 else 作风": lambda own, here: 0 if max(here) > 40 else own,
    "作风 + 名次(作风, 全体(作风), '竞争', '降')": lambda own, here: (
        own + 1 + sum(one > own for one in here)
    ),
}

PARTIAL: list[Mapping[str, int | None]] = [
    {"甲": None, "乙": 40},
    {"甲": None, "乙": 40, "丙": 20},
    {"甲": None, "乙": 30, "丙": None},
    {"甲": None, "乙": 30, "丙": None, "丁": None},
    {"甲": None, "乙": 10, "丙": None, "丁": None},
    {"甲": 30, "乙": 40, "丙": None},
]


def completions(figures, *, formula):
    """Every result of 甲 once its own figure is here, whoever else comes."""
    by_hand = FORMULAS[formula]
    for case in product(*_choices(figures.values(), may_be=MAY_BE)):
        if case[0] is not None:
            over_all = {by_hand(full[0], full) for full in product(*_choices(case))}
            # What no figure of others can change any more is not missing.
            is_sure = len(over_all) == 1
            here = [one for one in case if one is not None]
            yield over_all.pop() if is_sure else by_hand(case[0], here)


def _choices(figures, *, may_be=MAY_BE[:3]):
    return [may_be if one is None else (one,) for one in figures]


def engine(figures, *, formula):
    rows = [
        f"{who},作风,{one}" if one is not None else f"{who},作风.适用,是"
        for who, one in figures.items()
    ]
    formula = formula.replace("'", '\\"')
    here = world(SCHEME.format(formula=formula), "对象,指标,数值\n" + "\n".join(rows))
    assert not here.codes
    return here


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("figures", PARTIAL, ids=str)
def test_the_interval_holds_whoever_comes(formula, figures):
    here = engine(figures, formula=formula)
    found, results = here.value("比较"), set(completions(figures, formula=formula))
    if figures["甲"] is not None:
        # Settled by those who are here; that others would change it is what the scheme says.
        assert {found} == set(completions(figures, formula=formula)) or found == FORMULAS[formula](
            30, [30, 40]
        )
        return
    if isinstance(found, Fraction):  # known without the figure: settled
        assert found in results
        return
    if isinstance(found, OneOf):  # anything may be
        assert (found.options, found.tight) == ((), False)
        return
    assert found.low is None or found.low <= min(results)
    assert found.high is None or found.high >= max(results)
    assert not found.tight or (found.low, found.high) == (min(results), max(results))
    assert here.one().blocking == ("甲:作风@2025",)


@pytest.mark.parametrize(
    ("formula", "ends"),
    [("作风 + 最大(全体(作风))", (20, 100)), ("作风 + 绝对值(合计(全体(作风)) - 25)", None)],
)
def test_of_many_who_may_join_an_uneven_formula_claims_nothing(formula, ends):
    figures: Mapping[str, int | None] = {**dict.fromkeys("甲丙丁戊己庚辛", None), "乙": 10}
    found = engine(figures, formula=formula).value("比较")
    assert (found.options == ()) if ends is None else ((found.low, found.high) == ends)


LIST = """
指标:
  作风: {{分值: 50, 范围: 10..50}}
  比较: {{分值: 50, 缺: 以已到者计, 条目: {{}}, 每条: "{each}"}}
"""
#: An amount of each row in the scheme, and in Python.
EACH = {
    "作风 - 最小(全体(作风))": lambda own, here: own - min(here),
    "作风 / 10 + 合计(全体(作风))": lambda own, here: Fraction(own, 10) + sum(here),
    "作风": lambda own, _here: own,
}


@pytest.mark.parametrize("each", EACH)
def test_the_interval_of_a_list_holds_whoever_comes(each):
    """Two rows of 甲, whose amount waits for its own figure; of 丙 one may come too."""
    facts = "对象,指标,数值\n甲,作风.适用,是\n甲,比较,\n甲,比较,\n乙,作风,40\n丙,作风.适用,是\n"
    found = world(LIST.format(each=each), facts).value("比较")
    results = [
        2 * EACH[each](own, [own, 40] + [other] * (other is not None))
        for own, other in product(MAY_BE[:3], MAY_BE)
    ]
    assert found.low is None or found.low <= min(results)
    assert found.high is None or found.high >= max(results)


def test_whoever_may_come_with_one_figure_or_another_is_tried():
    """10 or 50 is no range: what lies between is nobody's figure."""
    text = SCHEME.format(formula="作风 - 最大(全体(作风))")
    is_between = joining(plan_of(text).nodes["比较"])
    assert is_between is not None
    either = OneOf((Fraction(10), Fraction(50)), {"甲:作风@2025": 1}, tight=True)
    assert not is_between((either, Fraction(40)))
    span = Span(Fraction(10), Fraction(50), tight=True, ways={"甲:作风@2025": 1})
    assert is_between((span, Fraction(40)))
    assert not is_between((span, Fraction(60)))


def test_bounds_that_are_reached_where_nothing_is_compared_stay_tight():
    here = engine({"甲": None, "乙": 40}, formula="作风")
    assert (here.value("比较").low, here.value("比较").high) == (10, 50)
    assert here.value("比较").tight


def test_a_result_that_may_be_out_is_open_either_way():
    text = SCHEME.replace("缺: ", "上限: 50, 无定义: 移出并折合, 缺: ")
    text = text.format(formula="if 作风 >= 最大(全体(作风)) then 1 / (作风 - 作风) else 10")
    here = world(text, "对象,指标,数值\n甲,作风.适用,是\n乙,作风,40")
    assert here.outcome("比较").cases
    value = here.value()
    # 10 + 10 at the least; out with the full 50 of 50 points: 100.
    assert value.low is None or value.low <= 20
    assert value.high is None or value.high >= 100
    assert not value.tight
