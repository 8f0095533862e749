"""A derivation as the ledger of an account: what, how, points, its share of the total, lost, where.

Points and full points stand on a node's own scale; what it is worth and what it lost, on the
total's, so that one column of bars compares them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from kaoji.engine.explain.pages.printing import MINUS, figure, padded, taken_off
from kaoji.engine.explain.prose import PLACES, outward, told
from kaoji.engine.explain.records import NO_TOTAL, Derivation
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import Null, Span, is_unknown
from kaoji.engine.score.outcome import State

#: The bar of the greatest loss is so long.
BAR = 100
#: So many rows stand on the first page, above the boxes to sign.
FIRST_PAGE = 28
_OUTSIDE = frozenset({"feed", "past", "reads", "below"})
_DEEPEST = 9


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the account; `number` leads to its derivation in the annex."""

    number: str
    depth: int
    name: str
    how: str
    points: str
    full: str
    worth: str
    lost: str
    bar: int
    is_missing: bool
    clause: str
    sentences: tuple[str, ...]


class _Numbered(NamedTuple):
    """A node with its number and depth; `is_taken`: a deduction, or below one."""

    number: str
    depth: int
    one: Derivation
    is_taken: bool


def rows_of(derivation: Derivation) -> tuple[Row, ...]:
    """The node and everything below it that gives points, in the order of the scheme."""
    found = list(_walk(derivation, depth=0, number=""))
    if derivation.way == NO_TOTAL:
        del found[0]
    losses = [_lost(each.one) for each in found if each.depth]
    most = max((one for one in losses if one is not None), default=Fraction(0))
    return tuple(_row(each, most=most) for each in found)


def on_first_page(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows down to the depth that one page holds; those below it stand in the annex."""
    for depth in range(_DEEPEST, 0, -1):
        kept = tuple(one for one in rows if one.depth <= depth)
        if len(kept) <= FIRST_PAGE:
            return kept
    return tuple(one for one in rows if one.depth <= 1)


def _walk(
    one: Derivation, *, depth: int, number: str, is_taken: bool = False
) -> Iterator[_Numbered]:
    is_taken = is_taken or one.share.relation == "deduction"
    yield _Numbered(number, depth, one, is_taken)
    inside = [child for child in one.children if child.share.relation not in _OUTSIDE]
    for at, child in enumerate(inside, start=1):
        below = f"{number}.{at}" if number else str(at)
        yield from _walk(child, depth=depth + 1, number=below, is_taken=is_taken)


def _lost(one: Derivation) -> Fraction | None:
    """What it cost the total; where that is not shared out so far down, nothing is claimed."""
    if one.stake is None or one.share.relation == "bonus":
        return None
    return one.stake.lost if one.stake.lost > 0 else None


def _row(each: _Numbered, *, most: Fraction) -> Row:
    number, depth, one, is_taken = each
    lost = _lost(one)
    is_scored = one.role == "scored" and isinstance(one.full, Fraction)
    is_part = one.stake is not None and one.role == "scored"
    return Row(
        number=number,
        depth=depth,
        name=_name(one),
        how=_how(one),
        points=_points(one, is_taken=is_taken),
        full=figure(one.full) if is_scored and isinstance(one.full, Fraction) else "",
        worth=padded(one.stake.worth, like="0.00") if is_part and one.stake is not None else "",
        lost="" if lost is None else padded(-lost, like="0.00"),
        bar=0 if lost is None or not most or not depth else max(1, int(lost * BAR / most)),
        is_missing=is_unknown(one.value) or bool(one.refused),
        clause=one.clause or "",
        sentences=one.sentences if one.refused else one.sentences[1:],
    )


def _name(one: Derivation) -> str:
    """A part of a period is called by the period: its name is that of the node above it."""
    return str(one.period) if one.share.relation == "part" else spoken_path(one.name)


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


def _points(one: Derivation, *, is_taken: bool) -> str:
    """The points as published; a range or a word where there are none."""
    if one.refused:
        return speak("有误")
    if one.published is not None:
        shown = one.published.replace("-", MINUS)
        return taken_off(shown) if is_taken else shown
    if isinstance(one.value, Span) and one.value.is_bounded:
        low, high = one.value.low, one.value.high
        ends = (outward(low, up=False, places=PLACES), outward(high, up=True, places=PLACES))
        return speak("～").join(ends).replace("-", MINUS)
    is_out = isinstance(one.value, Null) and one.state is not State.MISSING
    return told(one.value) if is_out else speak("缺")
