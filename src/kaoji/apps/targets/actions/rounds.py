"""From round to round: sent to the units, closed, sent again, closed again, adopted."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.actions.common import last_day, told
from kaoji.apps.audit.actions import record
from kaoji.apps.targets import audit_types as acts
from kaoji.apps.targets.actions.common import check_round, lock, revision, write
from kaoji.apps.targets.enums import MOVES, Answer, Move, Round, Said
from kaoji.apps.targets.models import Assignment, Line, LineRevision
from kaoji.apps.targets.permissions import PROPOSE, check
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.forms import changed_meanwhile
from kaoji.web.refusals import Refused

#: More gaps than these are not named at once; how many there are is.
NAMED_AT_ONCE = 3


def move(*, by: Actor, assignment: Assignment, kind: Move, version: int) -> Assignment:
    """One of the four moves between the units and the office; adopting is an act of its own."""
    check(by, right=PROPOSE)
    if kind == Move.ADOPT:
        raise Refused("minute-missing", reason=_("审定要有会议依据"), field="minute")
    with transaction.atomic():
        assignment = _begin(by, assignment=assignment, kind=kind, version=version)
        if kind in (Move.SEND_FIRST, Move.SEND_SECOND):
            silent = _send(by, assignment=assignment)
        else:
            silent = _close(by, assignment=assignment)
        assignment.save(update_fields=("round", "due_on", "version"))
        due = assignment.due_on.isoformat() if assignment.due_on else ""
        after = {"round": assignment.round, "due_on": due, "silent": silent}
        record(acts.MOVE_ROUND, by=by, of=assignment, after=after)
    return assignment


def adopt(*, by: Actor, assignment: Assignment, minute: str, on: date, version: int) -> Assignment:
    """The figures stand, as a meeting has decided; from now on they count in scoring."""
    check(by, right=PROPOSE)
    minute = told(minute, field="minute", what=_("审定依据"))
    if on > clock.today():
        raise Refused("day-ahead", reason=_("下达日期还没有到"), field="on")
    with transaction.atomic():
        assignment = _begin(by, assignment=assignment, kind=Move.ADOPT, version=version)
        lines = _lines(assignment)
        _check_whole(lines)
        revisions = []
        for line in lines:
            line.adopted = line.proposal
            said = {"said": Said.ADOPTED, "round_": Round.FIXING, "value": line.adopted}
            revisions.append(revision(line, by=by, basis=minute, **said))  # type: ignore[arg-type]
        write(lines, revisions=revisions)
        assignment.minute, assignment.adopted_on = minute, on
        assignment.save(update_fields=("round", "due_on", "version", "minute", "adopted_on"))
        after = {"minute": minute, "on": on.isoformat(), "lines": len(lines)}
        record(acts.ADOPT, by=by, of=assignment, after=after)
    return assignment


def _begin(by: Actor, *, assignment: Assignment, kind: Move, version: int) -> Assignment:
    """The assignment in its next round, not yet stored."""
    assignment = lock(by, assignment=assignment)
    before, after = MOVES[kind]
    check_round(assignment, rounds=(before,), verb=str(kind.label))
    if assignment.version != version:
        raise changed_meanwhile()
    assignment.round, assignment.version = after, assignment.version + 1
    return assignment


def _lines(assignment: Assignment) -> list[Line]:
    found = Line.objects.filter(indicator__assignment=assignment)
    return list(found.select_related("indicator"))


def _check_whole(lines: list[Line]) -> None:
    empty = [str(one) for one in lines if not one.proposal]
    if empty:
        raise Refused(
            "proposals-missing",
            reason=_("还有 {count} 个目标没有拟定：{first}").format(
                count=len(empty), first="；".join(empty[:NAMED_AT_ONCE])
            ),
            remedy=_("不考核这一项的单位请写“不适用”"),
        )


def _send(by: Actor, *, assignment: Assignment) -> int:
    """The units are told. Who has agreed to the very figure, or gets what he asked for, is not
    asked again.
    """
    lines = _lines(assignment)
    _check_whole(lines)
    revisions: list[LineRevision] = []
    for line in lines:
        if line.sent == line.proposal and line.answer == Answer.ACCEPTED:
            continue
        is_met = line.answer == Answer.COUNTERED and line.counter == line.proposal
        line.answer = Answer.ACCEPTED if is_met else Answer.WAITING
        line.sent = line.proposal
        line.counter = line.reason = ""
        note = _("按单位所提") if is_met else ""
        said = {"said": Said.SENT, "round_": assignment.round, "value": line.sent}
        revisions.append(revision(line, by=by, reason=note, **said))  # type: ignore[arg-type]
    write(lines, revisions=revisions)
    assignment.due_on = last_day(by, days=assignment.window_days, field="window_days")
    return 0


def _close(by: Actor, *, assignment: Assignment) -> int:
    """The floor goes back to the office: when all have answered, or their days are over."""
    waiting = [one for one in _lines(assignment) if one.answer == Answer.WAITING]
    if waiting and assignment.due_on is not None and clock.today() <= assignment.due_on:
        units = sorted({one.name for one in waiting})
        raise Refused(
            "window-open",
            reason=_("还有 {count} 个目标没有答复（{units}），答复期至 {day}").format(
                count=len(waiting), units="、".join(units[:NAMED_AT_ONCE]), day=assignment.due_on
            ),
            remedy=_("请催办，或期满后再结束"),
        )
    closed = Round.FIRST if assignment.round == Round.REVISING else Round.SECOND
    for line in waiting:
        line.answer = Answer.SILENT
    said = {"said": Said.SILENT, "round_": closed}
    revisions = [revision(one, by=by, value=one.sent, **said) for one in waiting]  # type: ignore[arg-type]
    write(waiting, revisions=revisions)
    assignment.due_on = None
    return len(waiting)
