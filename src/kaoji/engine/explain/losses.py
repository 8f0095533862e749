"""Where the points of a total were lost: the leaves and deductions, the dearest first, with why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from kaoji.engine.explain.prose import briefly
from kaoji.engine.explain.records import Derivation, StepNote
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.speech import speak

_INNER = frozenset({"child", "part"})
_EXTRAS = frozenset({"bonus", "deduction"})
#: Steps that only retell what is told further below.
_BESIDE = frozenset({"child", "part", "periods"})
#: How many rows or items explain one loss.
MOST_REASONS = 2


@dataclass(frozen=True, slots=True)
class Loss:
    """Points that a leaf or a deduction cost the total."""

    name: str
    lost: Fraction  # of the total
    worth: Fraction  # in the total
    own: Fraction  # on its own scale
    full: Fraction | None  # on its own scale
    clause: str
    why: str


def losses_of(top: Derivation) -> tuple[Loss, ...]:
    """The losses by what they cost the total; those that cost the same in the scheme's order."""
    return tuple(sorted(_losses(top, when=""), key=lambda one: -one.lost))


def _losses(node: Derivation, *, when: str) -> Iterator[Loss]:
    if node.share.relation == "part":
        when = str(node.period)
    inner = [one for one in node.children if one.share.relation in _INNER and one.stake]
    for one in node.children:
        if one in inner or one.share.relation in _EXTRAS:
            yield from _losses(one, when=when)
    stake = node.stake
    if stake is None or inner or stake.lost <= 0:
        return
    own = stake.lost / stake.factor if stake.factor else Fraction(0)
    is_scored = node.role == "scored" and isinstance(node.full, Fraction)
    full = node.full if is_scored and isinstance(node.full, Fraction) else None
    name = f"{spoken_path(node.name)}{speak('（{text}）', text=when) if when else ''}"
    yield Loss(name, stake.lost, stake.worth, own, full, node.clause or "", _why(node))


def _why(node: Derivation) -> str:
    """What the points were lost by: items below their full points, rows, the lowest of the
    raters, else the first step.
    """
    items = [_item(one) for one in node.steps if one.kind == "plan_item" and _missed(one) > 0]
    rows = [one.sentence for one in node.steps if one.kind == "row" and one.value]
    raters = sorted((one for one in node.steps if one.kind == "ballots"), key=_mark)
    other = [one.sentence for one in node.steps if one.kind not in _BESIDE]
    told = items or rows or [_lowest(one) for one in raters[:1]] or other[:1]
    more = len(told) - MOST_REASONS
    text = "".join(told[:MOST_REASONS])
    return text + (speak("另有 {count} 条。", count=more) if more > 0 else "")


def _figure(step: StepNote, name: str) -> Fraction:
    found = next((one.value for one in step.figures if one.name == name), None)
    return found if isinstance(found, Fraction) else Fraction(0)


def _missed(item: StepNote) -> Fraction:
    """The points that a plan item lost."""
    return _figure(item, "分值") - item.value if isinstance(item.value, Fraction) else Fraction(0)


def _item(item: StepNote) -> str:
    full, value = briefly(_figure(item, "分值")), briefly(item.value)
    return speak(
        "「{name}」满分 {full} 分，得 {value} 分。", name=item.label, full=full, value=value
    )


def _mark(raters: StepNote) -> Fraction:
    return raters.value if isinstance(raters.value, Fraction) else Fraction(0)


def _lowest(raters: StepNote) -> str:
    return speak("最低的是「{name}」：{value}。", name=raters.label, value=briefly(raters.value))
