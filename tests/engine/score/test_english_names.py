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


POOLED = """\
scheme: Pools
id: pools
version: "1"
effective: 2025-01-01
subjects: town
items: {A: {points: 100, scoring: judged}}
derived: {best: {formula: "max(peers(A, group))"}}
rankings: {place: {order: [total desc], pool: group}}
grades:
  Top: {floor: 90, quota: 1..1, pool: group, ties: refer the board}
  Low: otherwise
"""
TOWNS = "subject,name,kind,group\nX,X,town,n\nY,Y,town,n\nZ,Z,town,s"


def test_columns_of_the_subjects_table_are_named_in_english():
    made = world(
        scheme_of(POOLED, head=""), "subject,key,value\nX,A,95\nY,A,94\nZ,A,93", subjects=TOWNS
    )
    assert {one.subject: one.verdict.grade for one in made.scored.result.subjects} == {
        "X": "Top", "Y": "Low", "Z": "Top",
    }  # fmt: skip
    assert made.value("best", "Z") == Fraction(93)
    assert [made.one(name).verdict.ranks["place"] for name in "XYZ"] == [1, 2, 1]
