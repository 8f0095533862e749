"""Three-valued logic by its tables, and over truths that may still be either."""

from __future__ import annotations

from itertools import product

import pytest

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.feel.logic import logical_and, logical_not, logical_or, select
from kaoji.engine.plinth.values import NOT_APPLICABLE, UNDEFINED, OneOf

T, F, N = True, False, UNDEFINED
A = OneOf((True, False), {"a": 0})
B = OneOf((True, False), {"b": 0})


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (T, T, T, T), (T, F, F, T), (T, N, N, T),
        (F, T, F, T), (F, F, F, F), (F, N, F, N),
        (N, T, N, T), (N, F, F, N), (N, N, N, N),
    ],
)  # fmt: skip
def test_the_tables_of_feel(left, right, both, either):
    assert logical_and(left, right) == both
    assert logical_or(left, right) == either


def test_of_none_and_of_many():
    assert logical_and() is True
    assert logical_or() is False
    assert logical_and(T, T, N, F) is False
    assert logical_or(N, NOT_APPLICABLE) == NOT_APPLICABLE


def test_an_unknown_is_decided_by_a_decisive_value():
    assert logical_and(A, False) is False
    assert logical_or(A, True) is True
    assert logical_and(A, True) == A
    assert logical_or(A, False) == A


def test_two_unknowns():
    found = logical_and(A, B)
    assert set(found.options) == {True, False}
    assert found.tight
    assert not logical_and(A, A).tight


def test_a_list_of_many_unknowns_needs_no_many_cases():
    several = [OneOf((True, False), {str(k): 0}) for k in range(40)]
    assert set(logical_or(*several).options) == {True, False}


def test_unknown_and_null():
    assert set(logical_and(A, N).options) == {N, False}
    assert set(logical_and(OneOf((), {"q": 0}), True).options) == {T, F, N, NOT_APPLICABLE}


def test_not():
    assert logical_not(True) is False
    assert logical_not(N) == N
    assert set(logical_not(A).options) == {True, False}


@pytest.mark.parametrize("operation", [logical_and, logical_or])
def test_other_values_are_refused(operation):
    for values in [("是",), (True, "是"), (A, OneOf(("是", "否"), {"c": 0}))]:
        with pytest.raises(FeelFailure, match="真假值"):
            operation(*values)


def test_not_of_another_value_is_refused():
    with pytest.raises(FeelFailure):
        logical_not("是")


def branch(value):
    return lambda: value


@pytest.mark.parametrize("condition", [True, False, N])
def test_select_runs_only_what_is_chosen(condition):
    ran = []
    select(condition, then=lambda: ran.append("then"), otherwise=lambda: ran.append("else"))
    assert ran == {True: ["then"], False: ["else"], N: []}[condition]


def test_select_by_an_unknown():
    found = select(A, then=branch("甲"), otherwise=branch("乙"))
    assert found == OneOf(("甲", "乙"), {"a": 0})
    maybe = OneOf((True, N), {"a": 0})
    assert set(select(maybe, then=branch("甲"), otherwise=branch("乙")).options) == {"甲", N}


def test_select_by_anything_may_also_be_null():
    found = select(OneOf((), {"q": 0}), then=branch("甲"), otherwise=branch("乙"))
    assert set(found.options) == {"甲", "乙", N, NOT_APPLICABLE}
    assert not found.tight


def test_select_refuses_what_is_no_truth():
    with pytest.raises(FeelFailure):
        select("是", then=branch("甲"), otherwise=branch("乙"))


def test_every_pair_of_unknowns_lists_what_truth_tables_say():
    options = [T, F, N]
    for left, right in product(options, repeat=2):
        one = OneOf(tuple(dict.fromkeys((left, T))), {"a": 0})
        two = OneOf(tuple(dict.fromkeys((right, F))), {"b": 0})
        expected = {logical_and(x, y) for x in one.options for y in two.options}
        found = logical_and(one, two)
        assert set(getattr(found, "options", (found,))) == expected
