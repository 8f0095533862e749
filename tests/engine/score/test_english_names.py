"""A file with English keys calls the total, the bonus and points by English words everywhere."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.engine.worlds import scheme_of, world

SCHEME = """\
scheme: Test
id: test
version: "1"
effective: 2025-01-01
subjects: {kinds: unit}
items:
  manner: {points: 40 points, scoring: judged}
bonus: {rows: {}, per_row: value, gather: sum, unit: points, range: 0..10, cap: 5}
deduction: {rows: {}, per_row: value, gather: sum, unit: points, range: 0..10, cap: 5}
derived:
  whole: {formula: total + bonus - deduction, unit: points}
"""
FACTS = "subject,key,value\n甲,manner,30\n甲,bonus,3\n甲,deduction,1"


@pytest.mark.parametrize(
    ("path", "value"), [("total", 32), ("总分", 32), ("bonus", 3), ("deduction", 1), ("whole", 34)]
)
def test_english_names_are_read_in_facts_and_expressions(path, value):
    made = world(scheme_of(SCHEME, head=""), FACTS)
    assert made.problems == ()
    assert made.value(path) == Fraction(value)


def test_points_are_points():
    made = world(scheme_of(SCHEME, head=""), FACTS)
    assert made.one().nodes["manner"].unit == "分"
