"""Exact arithmetic that the oracles share: reading numbers, means, seats, ties, ranks.

The oracles are written from the texts of the regulations. They import nothing of the product and
read no pack, so that where the two agree both have been thought of twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import floor

HALF = Fraction(1, 2)
HUNDRED = Fraction(100)
NOT_APPLICABLE = "不适用"


class IncompleteFactsError(ValueError):
    """An oracle speaks of complete facts only: a missing one is never zero."""


def number(value: str | int | Fraction | None) -> Fraction:
    """Read a decimal string, whole number or fraction; a missing one is refused."""
    if value is None or value in {"", "缺"}:
        raise IncompleteFactsError("a fact is missing")
    return Fraction(value)


def mean(values: Iterable[str | int | Fraction | None]) -> Fraction:
    figures = [number(value) for value in values]
    if not figures:
        raise IncompleteFactsError("no ballot")
    return sum(figures, Fraction(0)) / len(figures)


def weighted(values: Mapping[str, Fraction], *, weights: Mapping[str, str | Fraction]) -> Fraction:
    """Σ weight × value / Σ weight over the values that are there."""
    whole = sum((number(weights[name]) for name in values), Fraction(0))
    return sum((number(weights[name]) * value for name, value in values.items()), Fraction(0)) / (
        whole
    )


def panel(ballots: Mapping[str, Sequence[str]], *, weights: Mapping[str, str]) -> Fraction:
    """Means of the classes of raters, weighted."""
    if set(ballots) != set(weights):
        raise IncompleteFactsError("a class of raters is missing")
    return weighted({name: mean(marks) for name, marks in ballots.items()}, weights=weights)


def published(value: Fraction, *, places: int = 2) -> str:
    """So many decimals, half away from zero, by whole numbers only."""
    unit = 10**places
    parts = floor(abs(value) * unit + HALF)
    sign = "-" if value < 0 and parts else ""
    return f"{sign}{parts // unit}.{parts % unit:0{places}d}"


def half_up(value: Fraction) -> int:
    return floor(value + HALF)


def ranks(totals: Mapping[str, Fraction]) -> dict[str, int]:
    """Competition ranks 1 2 2 4, the highest total first."""
    return {
        name: 1 + sum(other > total for other in totals.values()) for name, total in totals.items()
    }


def choose(eligible: Mapping[str, Fraction], *, seats: int) -> dict:
    """The best of the eligible on the seats; a tie across the last seat is left to people."""
    order = sorted(eligible, key=lambda name: -eligible[name])
    proposed, tied = order[:seats], []
    if 0 < seats < len(order) and eligible[order[seats - 1]] == eligible[order[seats]]:
        edge = eligible[order[seats]]
        proposed = [name for name in order if eligible[name] > edge]
        tied = [name for name in order if eligible[name] == edge]
    return {
        "seats": seats,
        "proposed": proposed,
        "tied": tied,
        "seats_open": seats - len(proposed),
        "needs_decision": bool(tied),
    }


def counted(events: Iterable[Mapping]) -> list[Mapping]:
    """Only confirmed events count; an empty state is a confirmed one."""
    return [event for event in events if event.get("state", "已认定") == "已认定"]


def band(value: Fraction, *, floors: Sequence[tuple[str, str]], otherwise: str) -> str:
    """The first grade whose floor the value reaches; bands are closed below."""
    return next((name for name, low in floors if value >= number(low)), otherwise)
