"""What each node is worth in the total, and how much of that is earned, lost and still open.

worth = earned + lost + open, to the last digit, for every node that the total is added up from:
what does not apply is worth nothing, and what it was worth its siblings are worth more. Below a
node that is not a sum (the best of its children, a formula) nothing is shared out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from kaoji.engine.explain.records import Derivation, Stake
from kaoji.engine.plinth.exact import ONE, ZERO, total
from kaoji.engine.plinth.values import Null, Span, Value

_SUMS = frozenset({"sum", "weighted"})
_INNER = frozenset({"child", "part"})
_EXTRAS = frozenset({"bonus", "deduction"})


def staked(top: Derivation) -> Derivation:
    """The derivation of a total, each node with its stake in it."""
    if not top.is_scored or not isinstance(top.full, Fraction) or top.is_out_unknown:
        return top
    return _with(top, worth=top.full * (ONE - top.out), factor=ONE)


def _with(node: Derivation, *, worth: Fraction, factor: Fraction) -> Derivation:
    """The node with its stake, and everything below it that is shared out.

    `factor`: the points of the total for each of the node's own.
    """
    shares = dict(_shares_of(node))
    whole = total(shares.values())
    made: list[Derivation] = []
    for at, child in enumerate(node.children):
        if child.share.relation in _EXTRAS:
            made.append(replace(child, stake=_on_top(child, factor=factor)))
        elif at in shares and whole > 0:
            own = worth * shares[at] / whole
            made.append(_with(child, worth=own, factor=_factor(child, worth=own)))
        else:
            made.append(child)
    return replace(node, stake=_stake(node, worth=worth, factor=factor), children=tuple(made))


def _factor(child: Derivation, *, worth: Fraction) -> Fraction:
    reach = child.full * (ONE - child.out) if isinstance(child.full, Fraction) else ZERO
    return worth / reach if reach else ZERO


def _shares_of(node: Derivation) -> Iterator[tuple[int, Fraction]]:
    """How the worth of a sum is shared out: by points or weight, less what is out."""
    inner = [
        (at, child) for at, child in enumerate(node.children) if child.share.relation in _INNER
    ]
    if not is_sum(node) or any(child.is_out_unknown for _, child in inner):
        return
    shares = [
        (at, child, share)
        for at, child in inner
        if isinstance(share := _share(child), Fraction) and _has_scale(child, share)
    ]
    if len(shares) == len(inner):
        for at, child, share in shares:
            is_out = isinstance(child.value, Null)
            yield at, ZERO if is_out else share * (ONE - child.out)


def is_sum(node: Derivation) -> bool:
    """Whether its value is the sum of what its children or its parts bring in."""
    is_parts = any(child.share.relation == "part" for child in node.children)
    return node.combine in _SUMS or is_parts


def _share(child: Derivation) -> Value | None:
    return child.share.weight if child.share.points is None else child.share.points


def _has_scale(child: Derivation, share: Fraction) -> bool:
    """What has no share needs no scale to bring in nothing."""
    return not share or (isinstance(child.full, Fraction) and child.full > 0)


def _stake(node: Derivation, *, worth: Fraction, factor: Fraction) -> Stake | None:
    if isinstance(node.value, Null):
        return Stake(factor, ZERO, ZERO, ZERO, ZERO) if not worth else None
    ends = ends_of(node)
    if ends is None:
        return None
    low, high = (end * factor for end in ends)
    return Stake(factor, worth, low, worth - high, high - low)


def _on_top(extra: Derivation, *, factor: Fraction) -> Stake | None:
    """A bonus nobody is owed and a deduction nobody has earned: they are worth nothing."""
    ends = (ZERO, ZERO) if isinstance(extra.value, Null) else ends_of(extra)
    if ends is None:
        return None
    low, high = (end * factor for end in ends)
    if extra.share.relation == "deduction":
        return Stake(factor, ZERO, -high, low, high - low)
    return Stake(factor, ZERO, low, -high, high - low)


# --- from the sum to the total --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Turn:
    """What stands between the sum of the parts and the total, by how much at least and at most."""

    kind: str  # bonus | deduction | cap | floor | round | whole_zero | rest
    name: str
    low: Fraction
    high: Fraction
    edge: Fraction | None = None  # the limit itself


def turns_of(top: Derivation, *, whole: Stake) -> tuple[Turn, ...]:
    """The lines from the sum of the parts to the whole total; with the parts they add up to it."""
    parts = [one.stake for one in top.children if one.share.relation in _INNER and one.stake]
    found = [*_extra_turns(top), *_limit_turns(top)]
    low = total((*(one.earned for one in parts), *(one.low for one in found)))
    high = total((*(one.earned + one.open for one in parts), *(one.high for one in found)))
    most = whole.earned + whole.open
    rest = Turn(_rest_kind(top), top.name, whole.earned - low, most - high)
    return (*found, rest) if rest.low or rest.high else tuple(found)


def _rest_kind(top: Derivation) -> str:
    is_zeroed = any(step.kind == "absence" and step.text == "whole_zero" for step in top.steps)
    return "whole_zero" if is_zeroed else "rest"


def _extra_turns(top: Derivation) -> Iterator[Turn]:
    for one in top.children:
        if one.share.relation in _EXTRAS and one.stake is not None:
            earned, most = one.stake.earned, one.stake.earned + one.stake.open
            yield Turn(one.share.relation, one.name, earned, most)


def _limit_turns(top: Derivation) -> Iterator[Turn]:
    for step in top.steps:
        if step.kind in ("cap", "floor", "round"):
            noted = {one.name: one.value for one in step.figures}
            before, after = bounds(noted.get("之前")), bounds(step.value)
            edge = noted.get("限")
            if before is not None and after is not None:
                low, high = (new - old for new, old in zip(after, before, strict=True))
                yield Turn(
                    step.kind, top.name, low, high, edge if isinstance(edge, Fraction) else None
                )


def ends_of(one: Derivation) -> tuple[Fraction, Fraction] | None:
    """The least and the most that a node may come to; nothing where no bound is proved."""
    return bounds(one.value)


def bounds(value: Value | None) -> tuple[Fraction, Fraction] | None:
    """The ends of a value: of a number itself twice; nothing where no bound is proved."""
    if isinstance(value, Fraction):
        return value, value
    if isinstance(value, Span) and value.low is not None and value.high is not None:
        return value.low, value.high
    return None
