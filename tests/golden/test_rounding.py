"""Worked case G-090: printed figures round half away from zero, not half to even."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaoji.engine.plinth.exact import Rounding, fixed_text
from tests.golden.load import case

CASE = case("G-090")
PAIRS = list(zip(CASE["inputs"]["values"], CASE["expected"]["display"], strict=True))
PLACES = CASE["inputs"]["places"]


@pytest.mark.parametrize(("value", "display"), PAIRS)
def test_display_rounds_half_up(value, display):
    assert fixed_text(Fraction(value), places=PLACES) == display


def test_half_even_would_print_otherwise():
    printed = [
        fixed_text(Fraction(value), places=PLACES, mode=Rounding.HALF_EVEN) for value, _ in PAIRS
    ]
    assert printed == ["90.12", "92.34", "90.00", "-3.00", "0.00"]
