"""Values and what is still unknown of them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaoji.engine.plinth.values import NOT_APPLICABLE, OneOf, Span, is_unknown, ways_of

OPEN = Span(Fraction(0), None, ways={"甲:产值@2025": 1})
WORD = OneOf(("好", "差"), {"甲:班子@2025": 0})


@pytest.mark.parametrize(
    ("value", "unknown"),
    [
        (Fraction(1), False),
        ("好", False),
        (NOT_APPLICABLE, False),
        (OPEN, True),
        (WORD, True),
        ((Fraction(1), OPEN), True),
        ((Fraction(1), ("好", WORD)), True),
        ((Fraction(1), "好"), False),
        ((), False),
    ],
)
def test_what_is_unknown(value, unknown):
    assert is_unknown(value) is unknown


def test_the_facts_that_a_value_waits_for():
    assert ways_of(Fraction(1)) == {}
    assert ways_of(OPEN) == {"甲:产值@2025": 1}
    assert ways_of((OPEN, Fraction(1), (WORD,))) == {"甲:产值@2025": 1, "甲:班子@2025": 0}


def test_bounds():
    assert not OPEN.is_bounded
    assert Span(Fraction(0), Fraction(1)).is_bounded
