"""Hulls and cases: what may be, whether every option is reached, and when it is anything."""

from __future__ import annotations

import pytest

from kaoji.engine.feel.unknowns import (
    all_ways,
    anything,
    cases,
    hull,
    is_open,
    null_of,
    options_of,
    same,
    unsure,
)
from kaoji.engine.plinth.values import NOT_APPLICABLE, UNDEFINED, Choice, OneOf, Span
from tests.engine.feel.running import F, unknown

X = unknown(2, 4, fact="x")
CAUSE = OneOf((True, False), {"c": 0})
DOUBTFUL = OneOf((True, False), {"c": 0}, tight=False)


def test_numbers_give_a_span_around_them():
    assert hull((F(3), F(7)), cause=CAUSE) == Span(F(3), F(7), True, {"c": 0})
    assert hull((F(3), F(7)), cause=DOUBTFUL) == Span(F(3), F(7), False, {"c": 0})


def test_a_number_that_is_the_same_in_every_case_is_still_missing():
    assert hull((F(5), F(5)), cause=CAUSE) == Span(F(5), F(5), True, {"c": 0})
    assert hull((F(5), F(5)), cause=DOUBTFUL).tight


def test_without_a_cause_one_value_is_itself():
    assert hull((F(5),)) == 5
    assert hull((X,)) is X
    assert hull(("优秀",)) == "优秀"
    assert hull((F(5), F(6))) == Span(F(5), F(6))


def test_branches_keep_directions_on_which_they_agree():
    other = unknown(0, 9, fact="x")
    falling = Span(F(0), F(1), True, {"x": -1})
    assert dict(hull((X, other), cause=CAUSE).ways) == {"c": 0, "x": 1}
    found = hull((X, falling), cause=CAUSE)
    assert dict(found.ways) == {"c": 0, "x": 0}
    assert found.tight


def test_a_cause_that_shares_a_fact_with_the_branches_is_not_tight():
    found = hull((X, F(0)), cause=OneOf((True, False), {"x": 0}))
    assert (found.low, found.high, found.tight) == (0, 4, False)
    inner = OneOf(("甲", "乙"), {"c": 0})
    assert not hull((inner, "丙"), cause=CAUSE).tight
    assert hull((inner, "丙"), cause=OneOf((True, False), {"d": 0})).tight


def test_an_unknown_without_ways_cannot_be_told_from_its_cause():
    assert not hull((Span(F(0), F(1)), F(5)), cause=CAUSE).tight
    assert not hull((X, F(5))).tight


def test_other_values_give_options():
    found = hull(("优秀", "合格", "优秀"), cause=CAUSE)
    assert found == OneOf(("优秀", "合格"), {"c": 0})


def test_a_single_other_value_no_longer_depends():
    assert hull(("合格", "合格"), cause=CAUSE) == "合格"
    assert hull((False, False), cause=CAUSE) is False


def test_numbers_and_null_stand_side_by_side():
    found = hull((F(3), UNDEFINED, F(7)), cause=CAUSE)
    assert found.options == (Span(F(3), F(7), True, {"c": 0}), UNDEFINED)
    assert hull((F(3), UNDEFINED), cause=CAUSE).options == (F(3), UNDEFINED)


def test_nested_options_are_laid_flat():
    inner = OneOf((F(1), NOT_APPLICABLE), {"d": 0})
    found = hull((inner, F(9)), cause=CAUSE)
    assert found.options[0].high == 9
    assert found.options[1] == NOT_APPLICABLE
    assert dict(found.ways) == {"c": 0, "d": 0}
    alone = hull((OneOf((F(1), F(4)), {"d": 0}),))
    assert alone == Span(F(1), F(4), True, {"d": 0})


def test_anything_swallows_all():
    assert hull((F(1), OneOf((), {"q": 0})), cause=CAUSE) == anything(CAUSE, OneOf((), {"q": 0}))
    assert hull((), cause=CAUSE) == anything(CAUSE)


def test_too_many_options_are_anything():
    assert hull([str(index) for index in range(65)], cause=CAUSE) == anything(CAUSE)
    assert len(hull([str(index) for index in range(64)], cause=CAUSE).options) == 64


def test_cases_combine_and_doubt_shared_facts():
    pair = (OneOf((F(1), F(2)), {"a": 0}), OneOf((F(10), F(20)), {"b": 0}))
    found = cases(pair, evaluate=lambda chosen: chosen[0] + chosen[1])
    assert found == Span(F(11), F(22), True, {"a": 0, "b": 0})
    shared = (pair[0], OneOf((F(10), F(20)), {"a": 0}))
    assert not cases(shared, evaluate=lambda chosen: chosen[0] + chosen[1]).tight
    nameless = (pair[0], OneOf((F(10), F(20))))
    assert not cases(nameless, evaluate=lambda chosen: chosen[0] + chosen[1]).tight


def test_cases_beside_what_is_no_case():
    apart = (OneOf((F(1), F(2)), {"a": 0}), unknown(0, 5, fact="b"))
    assert cases(apart, evaluate=lambda chosen: chosen[0]).tight
    shared = (OneOf((F(1), F(2)), {"a": 0}), unknown(0, 5, fact="a"))
    assert not cases(shared, evaluate=lambda chosen: chosen[0]).tight


def test_cases_of_anything_or_of_too_many():
    assert cases((OneOf(()),), evaluate=lambda _: F(1)) == OneOf((), {}, tight=False)
    nine = OneOf(tuple(F(k) for k in range(9)), {"k": 0})
    assert cases((nine, nine), evaluate=lambda _: F(1)).options == ()


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        (F(1), F(1), True),
        (True, F(1), False),
        ((F(1), True), (F(1), True), True),
        ((F(1),), (True,), False),
        ((F(1),), (F(1), F(2)), False),
        ((F(1),), F(1), False),
        (F(1), (F(1),), False),
        ("好", Choice("评价", "好", 2), False),
    ],
)
def test_same_looks_at_types(one, two, expected):
    assert same(one, other=two) is expected


def test_facts_are_found_at_every_depth():
    assert dict(all_ways((X, {"金额": CAUSE}))) == {"x": 0, "c": 0}
    assert dict(all_ways(OneOf((X, UNDEFINED), {"d": 0}))) == {"x": 0, "d": 0}
    assert dict(unsure(X, F(1))) == {"x": 0}
    assert is_open({"金额": (F(1), X)})
    assert not is_open({"金额": (F(1), "甲")})


def test_null_of_prefers_not_applicable():
    assert null_of(F(1), UNDEFINED, NOT_APPLICABLE) == NOT_APPLICABLE
    assert null_of(UNDEFINED, F(1)) == UNDEFINED
    assert null_of(F(1)) is None


def test_options_of():
    assert options_of(CAUSE) == (True, False)
    assert options_of(F(1)) == (F(1),)
