"""Figures of a result as the engine told them: exact texts, read as fractions, never as floats."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from kaoji.engine.plinth.exact import Rounding, exact_text, fixed_text, parse_exact

MINUS = "−"
#: A figure whose decimals do not end, cut for the eye.
_ABOUT = "约 {text}"


def exact(text: object) -> Fraction | None:
    """The number of an exact text; nothing where it says none, or a bound that is not there."""
    return parse_exact(text) if isinstance(text, str) else None


def shown(value: object) -> str:
    """A figure with a true minus."""
    return str(value).replace("-", MINUS) if value not in (None, "") else ""


def points_of(node: dict[str, Any] | None) -> str:
    """What a node got, as it is published: a range where it is open, — where it has none."""
    if node is None:
        return "—"
    bounds = node.get("interval")
    if bounds:
        return between(bounds["worst"], best=bounds["best"])
    return shown(node.get("published") or node.get("exact") or node.get("value")) or "—"


def between(worst: str, *, best: str) -> str:
    """A range; a bound whose decimals do not end is rounded outwards, so that the range holds."""
    return f"{_bound(worst, mode=Rounding.DOWN)}～{_bound(best, mode=Rounding.UP)}"


def _bound(text: str, *, mode: Rounding) -> str:
    value = exact(text)
    if value is None or "/" not in text:
        return shown(text)
    # A figure below zero is rounded away from it by the other mode.
    away = {Rounding.DOWN: Rounding.UP, Rounding.UP: Rounding.DOWN}[mode] if value < 0 else mode
    return shown(fixed_text(value, places=2, mode=away))


def plain(value: Fraction) -> str:
    """A fraction as it is written: in full where its decimal ends, else as a quotient."""
    return shown(exact_text(value))


def padded(value: Fraction) -> str:
    """The same with two decimals at least, so that decimals stand below each other."""
    text = plain(value)
    if "/" in text:
        return _ABOUT.format(text=hundredths(value))
    whole, _point, rest = text.partition(".")
    return f"{whole}.{rest:0<2}"


def hundredths(value: Fraction) -> str:
    """A mean for the eye, half up; it decides nothing."""
    return shown(fixed_text(value, places=2))
