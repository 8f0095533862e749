"""Units: what may be added, and what products and quotients are measured in."""

from __future__ import annotations

import pytest

from kaoji.engine.feel.kinds import RATIO, NumberType
from kaoji.engine.feel.unit_rules import (
    added,
    are_like,
    is_percent_beside_share,
    multiplied,
    raised,
)

LITERAL = NumberType(is_literal=True)
PERCENT = NumberType(is_literal=True, is_percent=True)
PLAIN = NumberType()


def of(unit, *, is_scaled=False):
    return NumberType(unit, is_scaled=is_scaled)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (of("万元"), of("万元"), True),
        (of("万元"), of("元"), False),
        (of("万元"), PLAIN, True),
        (of("万元"), LITERAL, True),
        (of("万元"), PERCENT, False),
        (of("%"), PERCENT, False),
        (of(RATIO), PERCENT, True),
        (PLAIN, PERCENT, True),
        (LITERAL, PERCENT, True),
        (of(RATIO), of("%"), False),
        (of(RATIO), of("分"), False),
        (of("%"), of("百分点"), True),
        (of("元/人"), of("元/人"), True),
        (of("人·元"), of("元·人"), True),
        (of("元·元"), of("元^2"), True),
    ],
)
def test_like_quantities(left, right, expected):
    assert are_like(left, right=right) is expected
    assert are_like(right, right=left) is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (of("%"), PERCENT, True),
        (of("百分点"), PERCENT, True),
        (of("%"), LITERAL, False),
        (of(RATIO), PERCENT, False),
        (PERCENT, PERCENT, False),
    ],
)
def test_percent_literals_beside_shares(left, right, expected):
    assert is_percent_beside_share(left, right=right) is expected
    assert is_percent_beside_share(right, right=left) is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (of("分"), of("分"), of("分")),
        (of("分"), LITERAL, of("分")),
        (LITERAL, of("分"), of("分")),
        (PLAIN, of("分"), of("分")),
        (LITERAL, PERCENT, LITERAL),
        (PERCENT, PERCENT, PERCENT),
        (PLAIN, LITERAL, PLAIN),
        (of("万元", is_scaled=True), of("元"), of("元", is_scaled=True)),
        (of("元"), of("万元", is_scaled=True), of("元", is_scaled=True)),
        (of("元", is_scaled=True), LITERAL, of("元", is_scaled=True)),
    ],
)
def test_sums(left, right, expected):
    assert added(left, right=right) == expected


@pytest.mark.parametrize(
    ("left", "sign", "right", "expected"),
    [
        (LITERAL, "*", PERCENT, LITERAL),
        (LITERAL, "*", of("元"), of("元", is_scaled=True)),
        (of("元"), "/", LITERAL, of("元", is_scaled=True)),
        (of("元"), "*", PERCENT, of("元")),
        (of("元"), "*", PLAIN, of("元", is_scaled=True)),
        (LITERAL, "/", of("人"), of("1/人", is_scaled=True)),
        (of(RATIO), "*", LITERAL, PLAIN),
        (of(RATIO), "*", PERCENT, of(RATIO)),
        (PLAIN, "*", PLAIN, PLAIN),
        (of("元"), "/", of("元"), of(RATIO)),
        (of("%"), "/", of("%"), of(RATIO)),
        (of("元"), "/", of("人"), of("元/人")),
        (of("元/人"), "*", of("人"), of("元")),
        (of("分·元"), "/", of("元"), of("分")),
        (of("元"), "*", of("元"), of("元^2")),
        (of("元^2"), "/", of("元"), of("元")),
        (of("元"), "/", of("人·年"), of("元/人/年")),
        (of(RATIO), "*", of("分"), of("分")),
        (of("分"), "*", of("%"), of("分")),
        (of("分"), "/", of("%"), of("分")),
        (of("%"), "*", of("%"), of(RATIO)),
        (of("元", is_scaled=True), "*", of("人"), of("元·人", is_scaled=True)),
    ],
)
def test_products_and_quotients(left, sign, right, expected):
    assert multiplied(left, right=right, is_division=sign == "/") == expected


@pytest.mark.parametrize(
    ("base", "power", "expected"),
    [
        (LITERAL, 2, LITERAL),
        (PLAIN, 2, PLAIN),
        (of("元"), None, PLAIN),
        (of("元"), 2, of("元^2")),
        (of("元/人"), -1, of("人/元")),
        (of("元"), 0, of(RATIO)),
    ],
)
def test_powers(base, power, expected):
    assert raised(base, power=power) == expected
