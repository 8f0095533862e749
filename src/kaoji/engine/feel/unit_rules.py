"""The rules of units: what a sum, a product or a comparison of numbers with units may be.

Like is added to and compared with like. Products are followed exactly (分 × 万元 ÷ 万元 is 分), so
that `分值 * 数值 / 目标` is known to be 分 again. A share in % only scales what it multiplies.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kaoji.engine.feel.kinds import RATIO, NumberType

#: Units that are shares of a whole; a difference of two % is in 百分点.
SHARES = frozenset({"%", "百分点", "‰"})
_POINTS_OF_PERCENT = frozenset({"%", "百分点"})


def are_like(left: NumberType, *, right: NumberType) -> bool:
    """Tell whether two numbers may be added or compared."""
    if left.is_literal and right.is_literal:
        return True
    for one, other in ((left, right), (right, left)):
        if one.is_literal:
            return not one.is_percent or other.unit in {None, RATIO}
    if left.unit is None or right.unit is None:
        return True
    is_percent = {left.unit, right.unit} <= _POINTS_OF_PERCENT
    return is_percent or _powers(left) == _powers(right)


def is_percent_beside_share(left: NumberType, *, right: NumberType) -> bool:
    """Tell whether `60%`, that is 0.6, meets a number that is already counted in %."""
    pairs = ((left, right), (right, left))
    return any(
        one.is_literal and one.is_percent and not other.is_literal and other.unit in SHARES
        for one, other in pairs
    )


def added(left: NumberType, *, right: NumberType) -> NumberType:
    """The type of a sum, or of whichever of the two is chosen."""
    if left.is_literal and right.is_literal:
        return NumberType(is_literal=True, is_percent=left.is_percent and right.is_percent)
    # A scaled number has perhaps been converted to the unit of the other.
    yields = is_plain(left) or (left.is_scaled and not is_plain(right))
    carrier, other = (right, left) if yields else (left, right)
    return NumberType(carrier.unit, is_scaled=carrier.is_scaled or other.is_scaled)


def multiplied(left: NumberType, *, right: NumberType, is_division: bool) -> NumberType:
    """The type of a product or quotient."""
    if left.is_literal and right.is_literal:
        return NumberType(is_literal=True)
    if is_plain(left) or is_plain(right):
        return _scaled(left, right=right, is_division=is_division)
    ours, theirs = _powers(left), _powers(right)
    if not is_division or ours != theirs:
        ours, theirs = _without_shares(ours), _without_shares(theirs)
    powers = dict(ours)
    for unit, power in theirs.items():
        powers[unit] = powers.get(unit, 0) + (-power if is_division else power)
    return NumberType(_text(powers), is_scaled=left.is_scaled or right.is_scaled)


def raised(base: NumberType, *, power: int | None) -> NumberType:
    """The type of a power; only a whole exponent that is written out keeps a unit."""
    if base.is_literal:
        return NumberType(is_literal=True)
    if base.unit is None or power is None:
        return NumberType()
    powers = {unit: count * power for unit, count in _powers(base).items()}
    return NumberType(_text(powers), is_scaled=base.is_scaled)


def is_plain(number: NumberType) -> bool:
    """Tell whether the number has no unit of its own: a literal, or none was declared."""
    return number.is_literal or number.unit is None


def _scaled(left: NumberType, *, right: NumberType, is_division: bool) -> NumberType:
    """A product with a plain number keeps the unit; a plain number over it turns the unit."""
    plain, carrier = (left, right) if is_plain(left) else (right, left)
    keeps_size = plain.is_literal and plain.is_percent
    if carrier.unit is None or (carrier.unit == RATIO and not keeps_size):
        return NumberType()
    is_scaled = carrier.is_scaled or not keeps_size
    if is_division and carrier is right:
        turned = {unit: -power for unit, power in _powers(carrier).items()}
        return NumberType(_text(turned), is_scaled=is_scaled)
    return replace(carrier, is_scaled=is_scaled)


def _powers(number: NumberType) -> Mapping[str, int]:
    """`元/人` as powers of its parts; `^` may give one."""
    powers: dict[str, int] = {}
    above, *below = (number.unit or "").split("/")
    for part, sign in ((above, 1), *((part, -1) for part in below)):
        for factor in part.split("·"):
            unit, _, count = factor.partition("^")
            if unit not in {"", "1"}:
                power = int(count) if count.isdecimal() else 1
                powers[unit] = powers.get(unit, 0) + sign * power
    return powers


def _without_shares(powers: Mapping[str, int]) -> Mapping[str, int]:
    return {unit: power for unit, power in powers.items() if unit not in SHARES}


def _text(powers: Mapping[str, int]) -> str:
    """Powers as a unit: `万元·分`, `元/人`, `1/人`; nothing left is a ratio."""
    above = [_factor(unit, power=power) for unit, power in powers.items() if power > 0]
    below = [_factor(unit, power=-power) for unit, power in powers.items() if power < 0]
    if not above and not below:
        return RATIO
    return "/".join(["·".join(above) or "1", *below])


def _factor(unit: str, *, power: int) -> str:
    return unit if power == 1 else f"{unit}^{power}"
