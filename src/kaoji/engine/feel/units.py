"""Units of products and quotients: 万元/人 × 人 is 万元, 分/分 is a plain ratio.

A unit is a text such as `万元`, `元/人` or `人·次`. `None` is an undeclared unit; the empty text is
a ratio, known to have none.
"""

from __future__ import annotations

from collections import Counter

from kaoji.engine.feel.kinds import RATIO

#: Percent and percentage points are added to and compared with each other.
_ALIKE = frozenset({"%", "百分点"})


def product_of_units(one: str | None, other: str | None) -> str | None:
    """The unit of a product; of an undeclared unit nothing is known."""
    if not one or not other:
        return one or other
    return _text(_powers(one) + _powers(other))


def quotient_of_units(top: str | None, below: str | None) -> str | None:
    """The unit of a quotient: like units leave a ratio."""
    if not below:
        return top
    if not top:
        return None
    powers = _powers(top)
    powers.subtract(_powers(below))
    return _text(powers)


def are_like(one: str | None, other: str | None) -> bool:
    """Whether quantities may be added and compared; an undeclared unit goes with any."""
    if one is None or other is None or one == other:
        return True
    return {one, other} <= _ALIKE


def _powers(unit: str) -> Counter[str]:
    top, *below = unit.split("/")
    powers = Counter(part for part in top.split("·") if part and part != "1")
    for group in below:
        powers.subtract(group.split("·"))
    return powers


def _text(powers: Counter[str]) -> str:
    above = [unit for unit, power in powers.items() for _ in range(power)]
    below = [unit for unit, power in powers.items() for _ in range(-power)]
    if not above and not below:
        return RATIO
    top = "·".join(above) or "1"
    return "/".join((top, *below))
