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
from kaoji.engine.plinth.values import NOT_APPLICABLE, OneOf, Span
from tests.engine.feel.running import run, unknown

NUMBERS_MISSING = ("x", "y", "z")
#: `n` is a number or 不适用, `p` a yes or no.
FACTS = (*NUMBERS_MISSING, "n", "p")
CONSTANTS = ("0", "1", "2", "-3", "0.5", "(7/3)", "10")
BOUNDS = st.integers(-4, 12).map(lambda half: Fraction(half, 2))
RANGES = st.tuples(BOUNDS, BOUNDS).map(lambda ends: (min(ends), max(ends)))

LEAVES = st.sampled_from((*NUMBERS_MISSING, *NUMBERS_MISSING, *CONSTANTS, "n"))
ROUNDINGS = st.sampled_from(["四舍五入", "四舍六入", "去尾", "进一"])
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
        shaped('取整({}, 0, "{}")', inner, ROUNDINGS),
        shaped('整步({}, 2, "{}")', inner, st.sampled_from(["整步", "按比例"])),
        shaped("{}({})", st.sampled_from(["floor", "ceiling", "五舍六入"]), inner),
        shaped("取余({}, {})", inner, st.sampled_from(["3", "-2"])),
        shaped("插值({}, {})", inner, CURVES),
        shaped("插值({}, [[0, {}], [3, {}]])", st.sampled_from(NUMBERS_MISSING), inner, inner),
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
        st.just("p"),
        shaped("(some i in [{}, {}] satisfies i > {})", inner, inner, inner),
    )
    return st.one_of(
        plain,
        shaped("({} {} {})", plain, st.sampled_from(["and", "or"]), plain),
        shaped("not({})", plain),
    )


NUMBERS = st.recursive(LEAVES, numbers_over, max_leaves=6)
CONDITIONS = conditions_over(NUMBERS)
EXPRESSIONS = st.integers(0, 9).flatmap(lambda dice: NUMBERS if dice else CONDITIONS)


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
    return type(known) is type(abstract) and same_item(known, other=abstract) is True


def value_at(text, facts):
    """The value; nothing outside the domain, where no value could leave the bounds."""
    try:
        return run(text, **facts)
    except FeelFailure as failure:
        if failure.code not in {"outside-domain", "number-too-large"}:
            raise
        return None


def check_tight(abstract, corners):
    if isinstance(abstract, Span) and abstract.tight and abstract.is_bounded:
        assert min(corners) == abstract.low
        assert max(corners) == abstract.high
    if isinstance(abstract, OneOf) and abstract.tight:
        for option in abstract.options:
            assert any(holds(known, abstract=option) for known in corners), option


@st.composite
def missing_facts(draw):
    """Each fact: what stands for it while it is missing, its extreme and some inner values."""
    facts = {}
    for name in (*NUMBERS_MISSING, "n"):
        low, high = draw(RANGES)
        inner = draw(st.fractions(low, high, max_denominator=4))
        facts[name] = [unknown(low, high, fact=name), [low, high], inner]
    span, ends, _ = facts["n"]
    facts["n"][:2] = OneOf((span, NOT_APPLICABLE), {"n": 0}), [*ends, NOT_APPLICABLE]
    facts["p"] = [OneOf((True, False), {"p": 0}), [True, False], draw(st.booleans())]
    return facts


@given(EXPRESSIONS, missing_facts())
def test_bounds_hold_whatever_completes_the_facts(text, facts):
    abstract = value_at(text, {name: missing for name, (missing, _, _) in facts.items()})
    assume(abstract is not None)
    event(type(abstract).__name__ + (" tight" if getattr(abstract, "tight", False) else ""))
    sample = value_at(text, {name: inner for name, (_, _, inner) in facts.items()})
    assert sample is None or holds(sample, abstract=abstract)
    read = [name for name in facts if name in text]
    rest = {name: inner for name, (_, _, inner) in facts.items()}
    corners = [
        value_at(text, rest | dict(zip(read, corner, strict=True)))
        for corner in product(*(facts[name][1] for name in read))
    ]
    assert all(known is None or holds(known, abstract=abstract) for known in corners)
    if None not in corners:
        check_tight(abstract, corners)
