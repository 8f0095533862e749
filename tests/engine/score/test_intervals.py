"""Intervals of partial fact sets against brute force over every end point of the missing facts."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.facts.table import Cell, FactRow, FactTable
from kaoji.engine.plinth.periods import Grain, Period
from kaoji.engine.plinth.problem import Place
from kaoji.engine.plinth.values import Span
from kaoji.engine.scheme.load import load_scheme_text
from kaoji.engine.score.session import Tables, score

SCHEME = """
方案: 区间试验
编号: intervals
版本: "1"
施行: 2025-01-01
对象: 单位
指标:
  任务:
    权重: 60%
    指标:
      产值: {分值: 40, 计分: 按完成比例折算, 范围: 0..200, 字段: {目标: {范围: 50..150}}}
      进度: {分值: 30, 计分: {按完成比例折算: {封顶: 120%}}, 范围: 20..90}
      质量: {分值: 30}
  作风: {权重: 25%, 满分: 100}
  评议:
    权重: 15%
    计分: {分档: {"[80..100]": 100, "[60..80)": 75, "[0..60)": 20}}
    范围: 0..100
上限: 98
"""
LEAVES = {"产值": (0, 200), "进度": (20, 90), "质量": (0, 30), "作风": (0, 100), "评议": (0, 100)}
TARGETS = {"产值": (50, 150), "进度": (50, 50)}
#: Where a monotone rule jumps: the end points of each side belong to the brute force too.
JUMPS = {"评议": (0, Fraction(5999, 100), 60, Fraction(7999, 100), 80, 100)}
YEAR = Period(Grain.YEAR, 2025)


def by_hand(facts: dict[str, Fraction]) -> Fraction:
    """The total, from the text of the scheme."""
    output = 40 * min(Fraction(1), max(Fraction(0), facts["产值"] / facts["产值.目标"]))
    progress = 30 * min(Fraction(6, 5), max(Fraction(0), facts["进度"] / facts["进度.目标"]))
    rate = (output + progress + facts["质量"]) / 100
    public = 100 if facts["评议"] >= 80 else 75 if facts["评议"] >= 60 else 20
    whole = 100 * (
        Fraction(60, 100) * rate
        + Fraction(25, 100) * facts["作风"] / 100
        + Fraction(15, 100) * Fraction(public, 100)
    )
    return min(whole, Fraction(98))


@dataclass(frozen=True)
class Known:
    """A partial fact set: what is here, and what is missing."""

    here: dict[str, Fraction]

    @property
    def missing(self) -> list[str]:
        keys = [*LEAVES, *(f"{name}.目标" for name in TARGETS)]
        return [key for key in keys if key not in self.here]

    def ends(self, key: str) -> tuple[Fraction, ...]:
        if key in JUMPS:
            return tuple(map(Fraction, JUMPS[key]))
        low, high = TARGETS[key[:2]] if key.endswith(".目标") else LEAVES[key]
        return (Fraction(low), Fraction(high))

    def table(self) -> FactTable:
        rows = []
        for number, (key, value) in enumerate(self.here.items(), start=2):
            place = Place("facts.csv", row=number)
            texts = {"subject": "甲", "key": key, "value": str(value)}
            cells = {name: Cell(text, place) for name, text in texts.items()}
            rows.append(FactRow(place, MappingProxyType(cells), MappingProxyType({})))
        owner = {"subject": "甲", "key": "作风.系数", "value": "1"}
        place = Place("facts.csv", row=1)
        cells = {name: Cell(text, place) for name, text in owner.items()}
        rows.insert(0, FactRow(place, MappingProxyType(cells), MappingProxyType({})))
        return FactTable(tuple(rows))


@st.composite
def partial_facts(draw: st.DrawFn) -> Known:
    """Any subset of the facts; the target of 进度 is always here (its range is a point)."""
    here: dict[str, Fraction] = {"进度.目标": Fraction(50)}
    for key, (low, high) in LEAVES.items():
        if draw(st.booleans()):
            here[key] = Fraction(draw(st.integers(low * 100, high * 100)), 100)
    if draw(st.booleans()):
        here["产值.目标"] = Fraction(draw(st.integers(50, 150)))
    return Known(here)


SCHEME_RECORD = load_scheme_text(SCHEME)[0]


def engine_total(known: Known) -> object:
    assert SCHEME_RECORD is not None
    scored = score(SCHEME_RECORD, tables=Tables(known.table(), period=YEAR))
    (one,) = scored.result.subjects
    assert not one.problems
    return one.interval if one.total is None else one.total


@given(partial_facts())
def test_the_interval_is_what_brute_force_finds_and_says_that_it_is_tight(known):
    found = engine_total(known)
    totals = [
        by_hand({**known.here, **dict(zip(known.missing, ends, strict=True))})
        for ends in product(*(known.ends(key) for key in known.missing))
    ]
    if not known.missing:
        assert found == totals[0]
        return
    assert isinstance(found, Span)
    assert (found.low, found.high) == (min(totals), max(totals))
    assert found.tight


@given(partial_facts(), st.data())
def test_the_interval_only_shrinks_as_facts_arrive(known, data):
    missing = known.missing
    if not missing:
        return
    before = engine_total(known)
    key = data.draw(st.sampled_from(missing))
    low, high = known.ends(key)[0], known.ends(key)[-1]
    value = Fraction(data.draw(st.integers(int(low * 100), int(high * 100))), 100)
    after = engine_total(Known({**known.here, key: value}))
    assert isinstance(before, Span)
    ends = (after, after) if isinstance(after, Fraction) else (after.low, after.high)
    assert before.low <= ends[0] <= ends[1] <= before.high
