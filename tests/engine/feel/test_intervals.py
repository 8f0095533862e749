"""The law of intervals, tried on random expressions and random completions of missing facts.

Sound: no completion leaves the bounds. Tight: both ends (or all options) are met at some corner.
The oracle is the same expression with the facts filled in; only known numbers reach it.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from hypothesis import assume, event, given
from hypothesis import strategies as st

from kaoji.engine.feel.comparison import same_item
from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plinth.values import OneOf, Span
from tests.engine.feel.running import run, unknown

FACTS = ("x", "y", "z")
CONSTANTS = ("0", "1", "2", "-3", "0.5", "(7/3)", "10")
BOUNDS = st.integers(-4, 12).map(lambda half: Fraction(half, 2))
RANGES = st.tuples(BOUNDS, BOUNDS).map(lambda ends: (min(ends), max(ends)))

LEAVES = st.sampled_from((*FACTS, *CONSTANTS))
SIGNS = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
CURVES = st.sampled_from(
    ["[[0, 0], [2, 10]]", "[[-1, 5], [1, 5], [3, 0]]", "[[0, 0], [1, 4], [2, 1], [4, 6]]"]
)


def shaped(pattern, *parts):
    """Texts of a pattern with random parts in its places."""
    return st.tuples(*parts).map(lambda found: pattern.format(*found))


def numbers_over(inner):
    pair = st.lists(inner, min_size=1, max_size=4).map(", ".join)
    conditions = conditions_over(inner)
    return st.one_of(
        shaped("({} {} {})", inner, st.sampled_from("+-*/"), inner),
        shaped("(-{})", inner),
        shaped("夹({}, -1, 4)", inner),
        shaped("绝对值({})", inner),
        shaped("({} ** {})", inner, st.sampled_from(["2", "3", "0", "-1"])),
        shaped("{}({})", st.sampled_from(["最小", "最大", "合计", "均值", "中位数"]), pair),
        shaped('分位([{}], 0.3, "线性")', pair),
        shaped('取整({}, 0, "{}")', inner, st.sampled_from(["四舍五入", "四舍六入", "去尾", "进一"])),
        shaped('整步({}, 2, "{}")', inner, st.sampled_from(["整步", "按比例"])),
        shaped("{}({})", st.sampled_from(["floor", "ceiling", "五舍六入"]), inner),
        shaped("取余({}, {})", inner, st.sampled_from(["3", "-2"])),
        shaped("插值({}, {})", inner, CURVES),
        shaped("插值({}, [[0, {}], [3, {}]])", st.sampled_from(FACTS), inner, inner),
        shaped("加权均值([{}, {}], [1, {}])", inner, inner, st.sampled_from(["2", "-1", "x"])),
        shaped("{}([{}, {}, 1])", st.sampled_from(["总体方差", "样本方差"]), inner, inner),
        shaped('名次({}, [{}], "{}", "{}")', inner, pair,
               st.sampled_from(["竞争", "密集", "平均"]), st.sampled_from("降升")),
        shaped("根(绝对值({}), 1)", inner),
        shaped("指数(夹({}, -2, 2), 2)", inner),
        shaped("乘方(2, {}, 2)", st.sampled_from(["x", "-y / 2"])),
        shaped("(if {} then {} else {})", conditions, inner, inner),
        shaped("个数([{}][item > {}])", pair, inner),
        shaped("合计([{}][item > {}])", pair, inner),
        shaped("合计(for i in [{}] return i * {})", pair, inner),
        shaped('合计(前几项(排序([{}], "降"), 2))', pair),
    )  # fmt: skip


def conditions_over(inner):
    plain = st.one_of(
        shaped("({} {} {})", inner, SIGNS, inner),
        shaped("({} in [{}..{}))", inner, inner, inner),
        shaped("({} = null)", inner),
        shaped("(some i in [{}, {}] satisfies i > {})", inner, inner, inner),
    )
    return st.one_of(
        plain,
        shaped("({} {} {})", plain, st.sampled_from(["and", "or"]), plain),
        shaped("not({})", plain),
    )


NUMBERS = st.recursive(LEAVES, numbers_over, max_leaves=6)
EXPRESSIONS = st.one_of(NUMBERS, conditions_over(NUMBERS))


def holds(known, *, abstract):
    """The value of one completion is among what was said to be possible."""
    if isinstance(abstract, OneOf):
        return not abstract.options or any(holds(known, abstract=one) for one in abstract.options)
    if isinstance(abstract, Span):
        return (
            isinstance(known, Fraction)
            and (abstract.low is None or abstract.low <= known)
            and (abstract.high is None or known <= abstract.high)
        )
    return type(known) is type(abstract) and same_item(known, abstract) is True


def value_at(text, facts):
    try:
        return run(text, **facts)
    except FeelFailure as failure:
        # Outside its domain an expression has no value that could leave the bounds.
        assert failure.code in {"outside-domain", "number-too-large"}, failure.message
        return None


def check_tight(abstract, corners):
    if isinstance(abstract, Span) and abstract.tight and abstract.is_bounded:
        assert min(corners) == abstract.low
        assert max(corners) == abstract.high
    if isinstance(abstract, OneOf) and abstract.tight:
        for option in abstract.options:
            assert any(holds(known, abstract=option) for known in corners), option


@given(EXPRESSIONS, st.tuples(RANGES, RANGES, RANGES), st.data())
def test_bounds_hold_whatever_completes_the_facts(text, ranges, data):
    facts = dict(zip(FACTS, ranges, strict=True))
    try:
        missing = {name: unknown(*ends, fact=name) for name, ends in facts.items()}
        abstract = run(text, **missing)
    except FeelFailure as failure:
        assert failure.code in {"outside-domain", "number-too-large"}
        assume(False)
    event(type(abstract).__name__ + (" tight" if getattr(abstract, "tight", False) else ""))
    inner = [
        data.draw(st.fractions(low, high, max_denominator=4), label=name)
        for name, (low, high) in facts.items()
    ]
    sample = value_at(text, dict(zip(FACTS, inner, strict=True)))
    assert sample is None or holds(sample, abstract=abstract)
    corners = [
        value_at(text, dict(zip(FACTS, corner, strict=True))) for corner in product(*ranges)
    ]
    assert all(known is None or holds(known, abstract=abstract) for known in corners)
    if None not in corners:
        check_tight(abstract, corners)
