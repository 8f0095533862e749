"""Comparing values: numbers, spans, choices on a scale, dates, lists, records, nulls."""

from __future__ import annotations

from datetime import date

import pytest

from kaoji.engine.feel.comparison import COMPARE, compare, equal, is_null, same_item
from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plinth.values import NOT_APPLICABLE, UNDEFINED, Choice, OneOf, Span
from tests.engine.feel.running import F, unknown

X = unknown(2, 4, fact="x")
BAD, FAIR, GOOD = (Choice("评价", word, rank) for rank, word in enumerate(("差", "中", "好")))
LEVEL = Choice("层级", "省", 2)


def words(scale):
    return ("差", "中", "好") if scale == "评价" else None


def possible(*, tight):
    return OneOf((True, False), {"x": 0}, tight=tight)


@pytest.mark.parametrize(
    ("op", "right", "expected"),
    [
        (">", 1, True), (">", 2, possible(tight=True)), (">", 4, False),
        (">=", 2, True), (">=", 4, possible(tight=True)), (">=", 5, False),
        ("<", 5, True), ("<", 4, possible(tight=True)), ("<", 2, False),
        ("<=", 4, True), ("<=", 3, possible(tight=True)), ("<=", 1, False),
        ("=", 1, False), ("=", 2, possible(tight=True)), ("=", 3, possible(tight=False)),
        ("!=", 5, True), ("!=", 4, possible(tight=True)), ("!=", 3, possible(tight=False)),
    ],
)  # fmt: skip
def test_a_span_against_a_number(op, right, expected):
    found = compare(op, X, F(right))
    assert found == expected if isinstance(expected, bool) else set(found.options) == {True, False}
    if isinstance(expected, OneOf):
        assert (found.tight, dict(found.ways)) == (expected.tight, {"x": 0})


@pytest.mark.parametrize("op", COMPARE)
def test_known_numbers_as_python_says(op):
    for one in (F(1), F(2)):
        for two in (F(1), F(2)):
            assert compare(op, one, two) is COMPARE[op](one, two)


def test_spans_with_open_ends():
    assert compare(">", unknown(None, None), F(0)) == possible(tight=True)
    assert compare(">", unknown(1, None), F(0)) is True
    assert compare("=", unknown(1, None), F(0)) is False


def test_a_span_of_one_value_decides():
    still = Span(F(3), F(3), True, {"x": 1})
    assert compare("=", still, F(3)) is True
    assert compare("!=", still, F(3)) is False
    assert compare(">=", still, F(3)) is True


def test_a_fact_against_itself_stays_open():
    assert compare(">=", X, X) == possible(tight=False)


@pytest.mark.parametrize("op", COMPARE)
def test_null_gives_null(op):
    assert compare(op, UNDEFINED, F(1)) == UNDEFINED
    assert compare(op, X, NOT_APPLICABLE) == NOT_APPLICABLE
    assert compare(op, UNDEFINED, NOT_APPLICABLE) == NOT_APPLICABLE


def test_steps_of_a_scale():
    assert compare("<", BAD, GOOD) is True
    assert equal(FAIR, FAIR) is True
    assert compare(">=", FAIR, "好", words=words) is False
    assert compare("<", "差", FAIR, words=words) is True
    assert equal(FAIR, "中") is True
    assert compare("!=", "好", FAIR) is True
    assert equal(FAIR, "中", words=words) is True


def test_an_unknown_step_takes_every_case():
    unknown_step = OneOf((BAD, FAIR), {"s": 0})
    assert compare("<", unknown_step, GOOD) is True
    assert compare("<", unknown_step, FAIR) == OneOf((True, False), {"s": 0})


def test_other_values():
    assert compare("<", date(2016, 1, 1), date(2016, 2, 1)) is True
    assert equal("甲", "甲") is True
    assert equal(True, False) is False
    assert equal((F(1), "甲"), (F(1), "甲")) is True
    assert equal((F(1),), (F(1), F(2))) is False
    assert equal((F(1), UNDEFINED), (F(1), NOT_APPLICABLE)) is True
    assert equal((UNDEFINED,), (F(1),)) is False
    assert equal({"a": F(1)}, {"a": F(1)}) is True
    assert equal({"a": F(1)}, {"b": F(1)}) is False
    assert equal((F(3), X), (F(4), X)) is False
    assert set(equal((X,), (F(4),)).options) == {True, False}


def test_items_may_be_null_or_unknown():
    maybe = OneOf((F(1), UNDEFINED), {"m": 0})
    assert same_item(maybe, other=UNDEFINED) == OneOf((False, True), {"m": 0})


@pytest.mark.parametrize(
    ("op", "left", "right", "code"),
    [
        ("=", F(1), "1", "wrong-type"),
        ("=", True, F(1), "wrong-type"),
        ("<", "甲", "乙", "wrong-type"),
        ("<", True, False, "wrong-type"),
        ("<", date(2016, 1, 1), F(1), "wrong-type"),
        ("<", (F(1),), (F(2),), "wrong-type"),
        ("=", (F(1),), F(1), "wrong-type"),
        ("=", F(1), {"a": F(1)}, "wrong-type"),
        ("=", {"a": F(1)}, (F(1),), "wrong-type"),
        ("<", FAIR, F(1), "wrong-type"),
        ("<", FAIR, LEVEL, "wrong-type"),
        ("=", FAIR, "优", "choice-unknown"),
        ("<", LEVEL, "国家", "choice-unknown"),
    ],
)
def test_refusals(op, left, right, code):
    with pytest.raises(FeelFailure) as caught:
        compare(op, left, right, words=words)
    assert caught.value.code == code


def test_is_null():
    assert is_null(UNDEFINED) is True
    assert is_null(X) is False
    assert is_null(OneOf((X, UNDEFINED), {"x": 0})) == OneOf((False, True), {"x": 0})
    assert is_null(OneOf(())) == OneOf((True, False), {}, tight=False)
