"""A derivation as the rows of an account: what, how, points, full points, lost, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from kaoji.engine.explain.overview import rank_text, total_text
from kaoji.engine.explain.pages.printing import MINUS, figure, padded, taken_off
from kaoji.engine.explain.prose import PLACES, outward, told
from kaoji.engine.explain.records import Derivation
from kaoji.engine.explain.spoken import node_word
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import Null, Span, is_unknown
from kaoji.engine.score.outcome import State
from kaoji.engine.score.result import SubjectResult

#: The bar of the greatest loss is so long.
BAR = 120
_OUTSIDE = frozenset({"feed", "past", "reads", "below"})


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the account; `number` leads to its derivation further below."""

    number: str
    depth: int
    name: str
    how: str
    points: str
    full: str
    lost: str
    bar: int
    is_missing: bool
    clause: str
    sentences: tuple[str, ...]


def rows_of(derivation: Derivation) -> tuple[Row, ...]:
    """The node and everything below it that gives points, in the order of the scheme."""
    found = list(_walk(derivation, depth=0, number="", top="whole"))
    lost = (one.node.lost for one in found[1:] if one.is_scored)
    most = max((each for each in lost if each is not None), default=Fraction(0))
    return tuple(_row(one, most=most) for one in found)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A node in the account; what stands below a bonus or a deduction is one itself."""

    number: str
    depth: int
    node: Derivation
    top: str  # whole | bonus | deduction

    @property
    def is_scored(self) -> bool:
        """Whether it has full points, and may lose some of them."""
        return self.top == "whole" and self.node.role == "scored"


def _walk(one: Derivation, *, depth: int, number: str, top: str) -> Iterator[_Spot]:
    relation = one.share.relation
    top = relation if relation in ("bonus", "deduction") else top
    yield _Spot(number, depth, one, top)
    for at, child in enumerate(inside_of(one), start=1):
        below = f"{number}.{at}" if number else str(at)
        yield from _walk(child, depth=depth + 1, number=below, top=top)


def inside_of(one: Derivation) -> Iterator[Derivation]:
    """What a node is put together from; not what it reads elsewhere."""
    return (child for child in one.children if child.share.relation not in _OUTSIDE)


def _row(spot: _Spot, *, most: Fraction) -> Row:
    one, depth = spot.node, spot.depth
    lost = one.lost if spot.is_scored else None
    return Row(
        number=spot.number,
        depth=depth,
        name=_name(one),
        how=_how(one),
        points=_points(one, is_off=spot.top == "deduction"),
        full=figure(one.full) if spot.is_scored and isinstance(one.full, Fraction) else "",
        lost="" if lost is None else padded(-lost, like=one.published or ""),
        bar=0 if lost is None or not most or not depth else max(1, int(lost * BAR / most)),
        is_missing=is_unknown(one.value),
        clause=one.clause or "",
        sentences=one.sentences[1:],
    )


def _name(one: Derivation) -> str:
    """A part of a period is called by the period: its name is that of the node above it."""
    return str(one.period) if one.share.relation == "part" else node_word(one.name)


def _how(one: Derivation) -> str:
    if one.state is State.GIVEN:
        return speak("直接给出")
    if one.rule is not None:
        return re.split("[:：]", one.rule.wording, maxsplit=1)[0]
    below = [child for child in one.children if child.share.relation in ("child", "part")]
    if not below:
        return ""
    if below[0].share.relation == "part":
        return speak("{count} 期合成", count=len(below))
    return speak("{count} 项合成", count=len(below))


def total_shown(subject: SubjectResult) -> str:
    """The total in print, or its bounds."""
    return total_text(subject).strip("[]").replace("-", MINUS).replace("..", speak("～"))


def rank_shown(subject: SubjectResult) -> str:
    """The rank in print, or its range."""
    return rank_text(subject).replace("-", speak("～"))


def _points(one: Derivation, *, is_off: bool) -> str:
    """The points as published; a range or a word where there are none."""
    if one.published is not None:
        shown = one.published.replace("-", MINUS)
        return taken_off(shown) if is_off else shown
    if isinstance(one.value, Span) and one.value.is_bounded:
        low, high = one.value.low, one.value.high
        ends = (outward(low, up=False, places=PLACES), outward(high, up=True, places=PLACES))
        return speak("～").join(ends)
    is_out = isinstance(one.value, Null) and one.state is not State.MISSING
    return told(one.value) if is_out else speak("缺")
