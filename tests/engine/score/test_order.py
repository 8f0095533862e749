"""Positions with bounds, and the counts around them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaoji.engine.plinth.values import UNDEFINED, Span
from kaoji.engine.score.answers import agreed, all_of, any_of, opposite
from kaoji.engine.score.order import Contender, Counts, field_of, position_of


def at(*figures):
    return position_of([(Fraction(one) if isinstance(one, int) else one, True) for one in figures])


def field(**positions):
    return field_of(Contender(name, position) for name, position in positions.items())


def test_a_known_field_counts_exactly():
    counts = field(a=at(95), b=at(93), c=at(93), d=at(90)).counts("c")
    assert counts == Counts(1, 1, 2, 2, 1)


def test_a_wide_position_is_counted_for_what_it_can_be():
    mixed = field(a=at(Span(Fraction(80), Fraction(96))), b=at(95), c=at(70))
    assert mixed.counts("b") == Counts(0, 1, 0, 1, 0)
    assert mixed.counts("a") == Counts(0, 1, 0, 1, 0)
    assert mixed.counts("c") == Counts(2, 2, 2, 2, 1)
    assert not mixed.is_settled


def test_no_bound_reaches_everywhere():
    mixed = field(a=at(Span(None, None)), b=at(95))
    assert mixed.counts("b") == Counts(0, 1, 0, 1, 0)
    assert mixed.counts("a") == Counts(0, 1, 0, 1, 0)


def test_later_keys_separate_equals():
    counts = field(a=at(90, 1), b=at(90, 2)).counts("a")
    assert (counts.ahead_least, counts.level_most) == (1, 1)


def test_who_may_leave_counts_at_most():
    party = field_of(
        [Contender("a", at(95), None), Contender("b", at(93)), Contender("c", at(99), False)]
    )
    assert party.subjects == ("a", "b")
    assert party.counts("b") == Counts(0, 1, 0, 1, 0)
    assert party.counts("a") == Counts(0, 0, 0, 0, 0)
    assert party.bounds == (1, 2)
    assert not party.is_settled


def test_what_has_no_value_stands_last_both_ways():
    for descending in (True, False):
        positions = {
            name: position_of([(figure, descending)])
            for name, figure in (("a", UNDEFINED), ("b", Fraction(1)), ("c", None))
        }
        assert field(**positions).counts("b").level_most == 0
        assert field(**positions).counts("a").ahead_least == 1
        assert field(**positions).counts("a").level_least == 2


def test_ascending_keys_turn_the_bounds():
    few = position_of([(Span(Fraction(1), None), False)])
    many = position_of([(Fraction(0), False)])
    assert field(a=few, b=many).counts("a").ahead_least == 1


def test_counting_from_the_end():
    turned = field(a=at(95), b=at(93), c=at(90)).from_the_end()
    assert [turned.counts(name).ahead_least for name in "abc"] == [2, 1, 0]


def test_an_empty_field():
    assert field_of([]).bounds == (0, 0)
    assert field_of([]).is_settled


@pytest.mark.parametrize(
    ("answers", "every", "some", "same"),
    [
        ([], True, False, False),
        ([True, True], True, True, True),
        ([True, None], None, True, None),
        ([None, False], False, None, None),
        ([False, False], False, False, False),
        ([True, False], False, True, None),
    ],
)
def test_three_valued_answers(answers, every, some, same):
    assert (all_of(answers), any_of(answers), agreed(answers)) == (every, some, same)
    assert [opposite(one) for one in (True, False, None)] == [False, True, None]
