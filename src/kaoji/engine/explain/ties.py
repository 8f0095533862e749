"""Ties of the first ranking that a further key of its order has broken, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from kaoji.engine.explain.prose import briefly
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.model import SortKey
from kaoji.engine.score.court import bench_of
from kaoji.engine.score.inquiry import Inquiry
from kaoji.engine.score.plain import Run
from kaoji.engine.score.ranks import rankings_of

#: So many others are named; a long tie is in the table of results.
MOST_OTHERS = 5


def ties_of(run: Run, *, subject: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """With whom a ranked subject is level by the first key, and what has decided between them.

    `names` are those of the subjects that have a rank.
    """
    inquiry = Inquiry(bench_of(run))
    ranking = rankings_of(inquiry)[0]
    if len(ranking.order) < 2 or subject not in names:
        return ()
    pools = (pool.members for pool in inquiry.pools(ranking.pool) if subject in pool.members)
    others = [one for one in next(pools, ()) if one != subject and one in names]
    told = (_between(inquiry, subject, other, ranking.order, names) for other in others)
    return tuple(text for text in told if text)[:MOST_OTHERS]


def _between(
    inquiry: Inquiry,
    subject: str,
    other: str,
    order: tuple[SortKey, ...],
    names: Mapping[str, str],
) -> str:
    """What decided between two that are level by the first key; nothing where that did."""
    pairs = list(_pairs(inquiry, subject, other, order))
    at = next((at for at, (_key, own, theirs) in enumerate(pairs) if own != theirs), 0)
    if not at:
        return ""
    first, level, _same = pairs[0]
    key, own, theirs = pairs[at]
    is_ahead = (own > theirs) is key.descending
    return speak(
        "排名：与{other}的「{first}」同为 {level}，比「{key}」：{own} 对 {theirs}，{placed}。",
        other=names[other],
        first=spoken_path(first.path),
        level=briefly(level),
        key=spoken_path(key.path),
        own=briefly(own),
        theirs=briefly(theirs),
        placed=speak("排在前") if is_ahead else speak("排在后"),
    )


def _pairs(
    inquiry: Inquiry, subject: str, other: str, order: tuple[SortKey, ...]
) -> Iterator[tuple[SortKey, Fraction, Fraction]]:
    """The figures of both by each key, as far as they are known numbers."""
    for key in order:
        own = inquiry.figure(subject, path=key.path)
        theirs = inquiry.figure(other, path=key.path)
        if not isinstance(own, Fraction) or not isinstance(theirs, Fraction):
            return
        yield key, own, theirs
