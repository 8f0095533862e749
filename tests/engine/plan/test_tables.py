"""The stretch of numbers that one line of a band table covers."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaoji.engine.feel.parse import parse_test
from kaoji.engine.plan.nodes import Stretch
from kaoji.engine.plan.tables import stretch_of


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("5", Stretch(Fraction(5), Fraction(5))),
        ("= 5", Stretch(Fraction(5), Fraction(5))),
        ("> 5", Stretch(Fraction(5), None, low_closed=False)),
        (">= 5", Stretch(Fraction(5), None)),
        ("< 5", Stretch(None, Fraction(5), high_closed=False)),
        ("<= -5", Stretch(None, Fraction(-5))),
        ("[-5..2.5)", Stretch(Fraction(-5), Fraction(5, 2), high_closed=False)),
        ("(0..1]", Stretch(Fraction(0), Fraction(1), low_closed=False)),
        ("true", Stretch(None, None)),
        # Where the edge is not written out nothing is said of the numbers.
        ("!= 5", None),
        (">= 线", None),
        ("[0..线]", None),
        ("[线..9]", None),
        ('"省"', None),
        ("false", None),
    ],
)
def test_stretches(text, stretch):
    test, problems = parse_test(text)
    assert not problems
    assert stretch_of(test) == stretch


def test_no_test_is_no_stretch():
    assert stretch_of(None) is None
