"""What an upheld objection has changed: the run that was public held against the new one."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.models import Run
from kaoji.engine.plinth.names import spoken_coordinate
from kaoji.engine.plinth.speech import speaking
from kaoji.engine.seal.compare import Comparison, Side, compare
from kaoji.engine.seal.moves import Move, NodeMove
from kaoji.engine.seal.reasons import Why
from kaoji.engine.seal.restore import Sealed, open_seal
from kaoji.web.refusals import Refused

_NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Effect:
    """A unit that stands otherwise: what was and is, and by which nodes."""

    subject: str
    name: str
    figures: tuple[tuple[str, str, str], ...]
    reasons: tuple[str, ...]


def comparison_of(before: Run, *, after: Run) -> Comparison:
    """The engine's comparison of two sealed runs."""
    old, new = _sealed(before), _sealed(after)
    with speaking(new.inputs.scheme.language):
        return compare(
            Side(f"{before.number}", old.inputs.scheme, old),
            after=Side(f"{after.number}", new.inputs.scheme, new),
        )


def effects_of(before: Run, *, after: Run) -> tuple[Effect, ...]:
    """Exactly the units that stand otherwise."""
    return tuple(_effect(one) for one in comparison_of(before, after=after).moves)


def _sealed(run: Run) -> Sealed:
    found = open_seal(bytes(run.seal), file=str(run))
    if isinstance(found, tuple):
        raise Refused("seal-unreadable", reason=found[0].message, remedy=found[0].remedy or "")
    return found


def _effect(move: Move) -> Effect:
    words = {"total": _("得分"), "rank": _("位次"), "grade": _("等次")}
    figures = []
    for key, word in words.items():
        old, new = move.pair(key)
        if old != new:
            figures.append((word, _told(old), _told(new)))
    reasons = tuple(_reason(one) for one in move.nodes) or (_why(move.why),)
    return Effect(move.subject, move.name, figures=tuple(figures), reasons=reasons)


def _told(value: object) -> str:
    return _NOTHING if value in (None, "") else str(value)


def _reason(one: NodeMove) -> str:
    return _("{name}：{before} → {after}（{why}）").format(
        name=one.path.rsplit("/", 1)[-1],
        before=_told(one.before),
        after=_told(one.after),
        why=_why(one.why),
    )


def _why(why: Why) -> str:
    told = [
        _("{what}：{names}").format(what=what, names="、".join(names))
        for what, names in (
            (_("数据"), [spoken_coordinate(one) for one in why.facts]),
            (_("规则"), why.rules),
            (_("参数"), why.parameters),
            (_("对象表"), why.subjects),
        )
        if names
    ]
    return "；".join(told) or _("原因在同组的其他单位")
