"""Irrational built-ins over numbers and unknowns (the numbers themselves: test_irrational)."""

from __future__ import annotations

import pytest

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plinth.values import UNDEFINED
from tests.engine.feel.running import F, run, unknown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sqrt(2, 4)", "1.4142"),
        ("根(-8, 3, 1)", "-2"),
        ("ln(10, 4)", "2.3026"),
        ("对数(100, 10, 1)", "2"),
        ("log10(2, 5)", "0.30103"),
        ("exp(0, 2)", "1"),
        ("乘方(1.1, 2)", "1.21"),
        ("乘方(1.1, 2, 1)", "1.2"),
        ("乘方(2, 1.5, 3)", "2.828"),
        ("几何均值([1, 2, 4], 2)", "2"),
        ("几何均值([0, 2], 2)", "0"),
    ],
)
def test_by_hand(text, expected):
    assert run(text) == F(expected)


@pytest.mark.parametrize(
    ("text", "low", "high", "tight", "way"),
    [
        ("根(x, 1)", "1", "2", True, 1),
        ("根(-x, 3, 1)", "-1.6", "-1", True, -1),
        ("对数(x, 2)", "0", "1.39", True, 1),
        ("对数(x, 0.5, 1)", "-2", "0", True, -1),
        ("常用对数(x, 2)", "0", "0.6", True, 1),
        ("指数(-x, 2)", "0.02", "0.37", True, -1),
        ("乘方(x, 2)", "1", "16", True, 1),
        ("乘方(x, 2, 0)", "1", "16", True, 1),
        ("乘方(x, 0.5, 1)", "1", "2", True, 1),
        ("乘方(x, -0.5, 1)", "0.5", "1", True, -1),
        ("乘方(2, x, 0)", "2", "16", False, 0),
        ("乘方(x, x, 0)", "1", "256", False, 0),
        ("几何均值([x, 4], 1)", "2", "4", True, 1),
    ],
)
def test_unknowns(text, low, high, tight, way):
    found = run(text, x=unknown(1, 4))
    assert (found.low, found.high) == (F(low), F(high))
    assert (found.tight, dict(found.ways)) == (tight, {"x": way})


@pytest.mark.parametrize(
    ("text", "x", "low", "high"),
    [
        ("根(x, 1)", unknown(-5, 9), "0", "3"),
        ("根(x, 3, 0)", unknown(None, 8), None, "2"),
        ("对数(x, 1)", unknown(-1, 1), None, "0"),
        ("对数(x, 1)", unknown(0, None), None, None),
        ("对数(x, 0.5, 1)", unknown(0, 1), "0", None),
        ("指数(x, 0)", unknown(None, 0), "0", "1"),
        ("指数(x, 0)", unknown(0, None), "1", None),
        ("乘方(x, 0.5, 0)", unknown(-3, 9), "0", "3"),
        ("乘方(x, 0.5, 0)", unknown(4, None), "2", None),
        ("乘方(x, -0.5, 1)", unknown(0, 4), "0.5", None),
        ("乘方(x, -0.5, 1)", unknown(0, None), "0", None),
        ("乘方(x, -0.5, 1)", unknown(1, None), "0", "1"),
        ("乘方(-2, x, 1)", unknown(1, 2), None, None),
        ("乘方(2, x, 1)", unknown(1, None), None, None),
        ("乘方(x, x, 1)", unknown(0, 2), None, None),
        ("几何均值([x, 4], 0)", unknown(-1, 4), "0", "4"),
    ],
)
def test_outside_the_domain_is_cut_off(text, x, low, high):
    found = run(text, x=x)
    assert found.low == (None if low is None else F(low))
    assert found.high == (None if high is None else F(high))
    if low is None or x.low is None or x.low <= 0:
        assert not found.tight or x.low is not None or low is None


def test_an_approached_end_is_not_reached():
    assert not run("指数(x, 3)", x=unknown(None, 0)).tight
    assert not run("乘方(x, -0.5, 1)", x=unknown(1, None)).tight
    assert not run("根(x, 1)", x=unknown(-5, 9)).tight


def test_of_nothing():
    assert run("几何均值([], 2)") == UNDEFINED


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("根(-1, 2)", "outside-domain"),
        ("根(x, 2)", "outside-domain"),
        ("根(4, 0.5, 2)", "outside-domain"),
        ("根(4, y, 2)", "must-be-known"),
        ("对数(x, 2)", "outside-domain"),
        ("对数(2, y, 2)", "must-be-known"),
        ("乘方(x, 0.5, 2)", "outside-domain"),
        ("乘方(2, 0.5)", "places-missing"),
        ("几何均值([-1, 2], 2)", "outside-domain"),
    ],
)
def test_refusals(text, code):
    with pytest.raises(FeelFailure) as caught:
        run(text, x=unknown(-5, -1), y=unknown(1, 2, fact="y"))
    assert caught.value.code == code


def test_a_geometric_mean_of_too_many():
    with pytest.raises(FeelFailure) as caught:
        run("几何均值(列, 2)", 列=(F(1),) * 2001)
    assert caught.value.code == "list-too-long"
