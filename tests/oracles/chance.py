"""What random cases are made of: figures, marks of one subject throughout, lists of events."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random

STATES = (None, None, "已认定", "拟", "已撤销")


def decimal_text(value: Fraction) -> str:
    """A terminating decimal as it is typed, without trailing zeros."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    digits = str(int(abs(value) * 10**places)).rjust(places + 1, "0")
    body = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{body}" if value < 0 else body


def figure(rng: Random, *, low: int, high: int) -> str:
    """A number of 0–2 decimals between the bounds, both included."""
    scale = 10 ** rng.choice((0, 0, 1, 2))
    return decimal_text(Fraction(rng.randint(low * scale, high * scale), scale))


@dataclass(frozen=True, slots=True)
class Profile:
    """How good one subject is: the same mark throughout, or marks of a range."""

    rng: Random
    flat: str | None
    low: int
    high: int

    def mark(self, *, full: int = 100) -> str:
        """A mark on the scale 0 … full."""
        per_cent = Fraction(self.flat or figure(self.rng, low=self.low, high=self.high))
        return decimal_text(per_cent * full / 100)

    def marks(self, *, full: int = 100) -> list[str]:
        return [self.mark(full=full) for _ in range(self.rng.randint(1, 4))]

    def completion(self) -> tuple[str, str]:
        """A standard and what was reached, at times more than the standard or nothing."""
        if self.flat is not None:
            standard = Fraction(100 * self.rng.randint(1, 9))
            return decimal_text(standard), decimal_text(standard * Fraction(self.flat) / 100)
        standard = self.rng.choice(("1000", "850", "37.5", "3", "0.7", "12000.25"))
        rate = self.rng.choice((0, 120)) if self.rng.random() < 0.1 else int(Fraction(self.mark()))
        return standard, decimal_text(Fraction(standard) * rate / 100)


def events(rng: Random, *, fields: dict) -> list[dict]:
    """None as often as not; else some, with every state and more than one of a kind."""
    rows = []
    for _ in range(rng.choice((0, 0, 0, 1, 2, 3, 6))):
        row = {name: rng.choice(options) for name, options in fields.items()}
        if rng.random() < 0.3:
            row["count"] = rng.randint(1, 3)
        state = rng.choice(STATES)
        rows.append(row | ({"state": state} if state else {}))
    return rows


def split(rng: Random, *, count: int) -> list[str]:
    """Percentages of `count` classes that add up to 100; at times all equal."""
    if 100 % count == 0 and rng.random() < 0.4:
        return [str(100 // count)] * count
    edges = sorted(rng.sample(range(1, 100), count - 1))
    return [str(b - a) for a, b in zip([0, *edges], [*edges, 100], strict=True)]
