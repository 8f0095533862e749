"""Figures in order say the same as each held against all others."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.explain.formulas.deciding import CLOSEST
from kaoji.engine.explain.formulas.pools import Pool
from kaoji.engine.explain.formulas.terms import Term

#: Figures that are level, a hair apart, or far from each other.
NUMBERS = st.builds(
    lambda whole, hair: whole + hair * CLOSEST / 2, st.integers(-3, 3), st.integers(-5, 5)
)
TERMS = st.builds(
    lambda number, error: Term("A1", Fraction(number), Fraction(error) * CLOSEST),
    NUMBERS,
    st.integers(0, 9),
)


@given(st.lists(TERMS, min_size=1, max_size=8))
def test_neighbours_decide_what_all_would(terms):
    pool = Pool.of(terms)
    for own in terms:
        others = [one for one in terms if one is not own]
        apart = all(
            abs(one.value - own.value)
            > CLOSEST * max(abs(one.value), abs(own.value)) + one.error + own.error
            for one in others
        )
        assert pool.keeps_apart(own) is apart
        for descending in (True, False):
            ahead = sum(
                one.value > own.value if descending else one.value < own.value for one in others
            )
            assert pool.before(own, descending=descending) == ahead


def test_nobody_is_held_against_all(monkeypatch):
    monkeypatch.setattr(
        "kaoji.engine.explain.formulas.pools.is_apart",
        lambda *_args, **_more: pytest.fail("all others are looked at"),
    )
    terms = [Term("A1", Fraction(at), Fraction(0)) for at in range(1, 9)]
    pool = Pool.of(terms)
    assert all(map(pool.keeps_apart, terms))
