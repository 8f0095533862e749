"""Figures in the book: by whom, when and which field; the first of two stands."""

from __future__ import annotations

from fractions import Fraction

from kaoji.engine.facts.book import EVERYONE, FactBook, Figure
from kaoji.engine.facts.table import FactRow
from kaoji.engine.plinth.problem import NOWHERE
from tests.engine.worlds import period_of

ROW = FactRow(NOWHERE, {}, {})
FIRST, SECOND = period_of("2025Q1"), period_of("2025Q2")


def filled(*figures):
    book = FactBook()
    for scope, period, field, value in figures:
        figure = Figure(Fraction(value), ROW, scope)
        book.put(("产量", field), period=period, figure=figure)
    return book


def test_what_lies_where():
    book = filled(
        ("甲", FIRST, "数值", 1), ("甲", SECOND, "数值", 2), ("甲", FIRST, "目标", 3),
        (EVERYONE, None, "目标", 4),
    )  # fmt: skip
    assert {named: one.value for named, one in book.here("甲", period=FIRST).items()} == {
        ("产量", "数值"): 1,
        ("产量", "目标"): 3,
    }
    assert not book.here("乙", period=FIRST)
    own = book.own("产量", field="数值", scope="甲")
    assert {period: one.value for period, one in own.items()} == {FIRST: 1, SECOND: 2}
    assert [scope for scope, _own in book.of_each("产量", field="目标")] == ["甲", EVERYONE]
    assert not book.own("产量", field="得分", scope="甲")
    assert len(list(book.each_figure())) == 4


def test_who_has_no_own_figure_takes_the_one_of_all():
    book = filled((EVERYONE, None, "目标", 4))
    found = book.figure("产量", field="目标", subject="甲", period=None)
    assert found is not None
    assert found.value == 4
    assert book.figure("产量", field="目标", subject="甲", period=FIRST) is None


def test_the_first_of_two_stands():
    book = filled(("甲", FIRST, "数值", 1))
    again = Figure(Fraction(2), ROW, "甲")
    assert book.put(("产量", "数值"), period=FIRST, figure=again).value == 1
    assert book.here("甲", period=FIRST)["产量", "数值"].value == 1
