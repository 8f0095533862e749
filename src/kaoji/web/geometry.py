"""Where things lie in small pictures: exact shares of a width, written as attributes of SVG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

Number = int | Fraction

#: A line of the last periods: as wide and high as this, with room for its end dot.
SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 64, 20, 3


def share(part: Number, *, of: Number) -> str:
    """A part as a percentage with two decimals, never under 0 nor over 100."""
    if of <= 0:
        return "0%"
    hundredths = round(min(max(Fraction(part) / of, Fraction(0)), Fraction(1)) * 10_000)
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from its lowest to its highest value."""

    lowest: Number
    highest: Number

    def at(self, value: Number) -> str:
        """Where a value lies, from the left."""
        return share(Fraction(value) - self.lowest, of=Fraction(self.highest) - self.lowest)

    def width(self, low: Number, *, to: Number) -> str:
        """How wide it is from one value to another."""
        return share(Fraction(to) - low, of=Fraction(self.highest) - self.lowest)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a whole as it lies in a divided bar."""

    word: str
    count: int
    kind: str
    left: str
    middle: str
    width: str


def parts_of(counts: Iterable[tuple[str, int, str]]) -> tuple[Part, ...]:
    """Parts (word, count, kind: well going idle late) side by side; empty ones have no place."""
    given = [one for one in counts if one[1] > 0]
    whole = sum(count for _word, count, _kind in given)
    parts, before = [], 0
    for word, count, kind in given:
        parts.append(
            Part(
                word=word,
                count=count,
                kind=kind,
                left=share(before, of=whole),
                middle=share(Fraction(2 * before + count, 2), of=whole),
                width=share(count, of=whole),
            )
        )
        before += count
    return tuple(parts)


def spark(values: Sequence[Number]) -> tuple[tuple[str, str], ...]:
    """The points of a line through values, in tenths; a level line where all are alike."""
    low, high = min(values), max(values)
    across, up = SPARK_WIDTH - 2 * SPARK_EDGE, SPARK_HEIGHT - 2 * SPARK_EDGE
    steps = max(len(values) - 1, 1)
    return tuple(
        (
            _tenths(SPARK_EDGE + Fraction(across * place, steps)),
            _tenths(SPARK_EDGE + up * (1 - _height(value, low=low, high=high))),
        )
        for place, value in enumerate(values)
    )


def _height(value: Number, *, low: Number, high: Number) -> Fraction:
    return (Fraction(value) - low) / (Fraction(high) - low) if high > low else Fraction(1, 2)


def _tenths(value: Fraction) -> str:
    tenths = round(value * 10)
    return f"{tenths // 10}.{tenths % 10}"
