"""Twenty thousand roundings and comparisons near ties: right in crude doubles, or not dared."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from kaoji.engine.explain.formulas import deciding, terms
from tests.engine.explain.formulas.near import one
from tests.engine.explain.formulas.sheets import evaluated

COUNT = 20_000


def tried(seed, *, count):
    """How many were dared, and those whose doubles say something else."""
    chance, dared, wrong = Random(seed), 0, []
    for _each in range(count):
        term, value = one(chance)
        if term is None:
            continue
        dared += 1
        shown = evaluated(term.text)
        if not _agrees(shown, value, error=term.error):
            wrong.append((term.text, shown, value))
    return dared, wrong


def _agrees(shown, value, *, error):
    if isinstance(value, bool):
        return shown is value
    return abs(Fraction(shown) - value) <= max(error, Fraction(1, 10**12) * abs(value))


def test_near_ties_formulas_are_right_or_not_dared():
    dared, wrong = tried(2016, count=COUNT)
    assert wrong == []
    assert COUNT // 10 < dared < COUNT * 9 // 10


def test_without_its_bounds_it_would_be_wrong(monkeypatch):
    """The search finds what it is for: with no bound of error, doubles tip over."""
    monkeypatch.setattr(deciding, "CLOSEST", Fraction(0))
    monkeypatch.setattr(terms, "ROUNDOFF", Fraction(0))
    monkeypatch.setattr(terms, "SNAP", Fraction(0))
    _dared, wrong = tried(2016, count=1000)
    assert wrong
