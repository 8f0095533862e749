"""After adoption: a unit asks, a meeting decides, a second person confirms. No other way."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.actions.common import check_not_settled, check_second, name_of, told
from kaoji.apps.audit.actions import record
from kaoji.apps.targets import audit_types as acts
from kaoji.apps.targets.actions.common import check_round, figure_of, lock, revision, write
from kaoji.apps.targets.enums import OPEN_CHANGES, ChangeReason, ChangeState, Round, Said
from kaoji.apps.targets.models import LONGEST_PAPER, LONGEST_REASON, Change, Line
from kaoji.apps.targets.permissions import (
    ANSWER,
    CONFIRM,
    PROPOSE,
    check,
    check_answers_for,
    check_own,
)
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.forms import changed_meanwhile
from kaoji.web.refusals import Refused


@dataclass(frozen=True, slots=True)
class Wish:
    """What a unit asks for, why, and what proves it."""

    why: ChangeReason
    wanted: str
    reason: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What the meeting has decided: the new figure, or none, with the minute."""

    is_granted: bool
    minute: str
    answer: str
    figure: str = ""


def ask_change(*, by: Actor, line: Line, wish: Wish) -> Change:
    """Ask that an adopted target be changed; one request at a time."""
    check(by, right=ANSWER)
    with transaction.atomic():
        line = _locked(by, line=line)
        check_answers_for(by, unit_key=line.unit_id)
        if line.changes.filter(state__in=OPEN_CHANGES).exists():
            raise Refused("change-under-way", reason=_("这个目标的调整还在办理"))
        wanted = _other(line, text=wish.wanted, field="wanted", what=_("请求改为的数"))
        made: Change = Change.objects.create(
            organisation_id=line.organisation_id,
            line=line,
            why=wish.why,
            wanted=wanted,
            reason=told(wish.reason, field="reason", what=_("说明"))[:LONGEST_REASON],
            evidence=told(wish.evidence, field="evidence", what=_("佐证"))[:LONGEST_PAPER],
            asked_at=clock.now(),
            asked_name=name_of(by),
        )
        after = {"from": line.adopted, "to": wanted, "why": made.why, "evidence": made.evidence}
        record(acts.ASK_CHANGE, by=by, of=made, after=after, reason=made.reason)
    return made


def decide_change(*, by: Actor, change: Change, decision: Decision, version: int) -> Change:
    """What the meeting has decided, as the office has it from the minute."""
    check(by, right=PROPOSE)
    minute = told(decision.minute, field="minute", what=_("会议依据"))
    answer = told(decision.answer, field="answer", what=_("答复"))
    with transaction.atomic():
        change = _locked_change(by, change=change, state=ChangeState.ASKED, version=version)
        line = _locked(by, line=change.line)
        change.granted = ""
        if decision.is_granted:
            what = _("调整为的数")
            change.granted = _other(line, text=decision.figure, field="figure", what=what)
        change.is_granted, change.minute = decision.is_granted, minute[:LONGEST_PAPER]
        change.answer = answer[:LONGEST_REASON]
        change.decided_by, change.decided_name = by.person_key, name_of(by)
        change.decided_at = clock.now()
        _store(change, state=ChangeState.DECIDED)
        after = {"granted": change.granted, "minute": change.minute}
        record(acts.DECIDE_CHANGE, by=by, of=change, after=after, reason=change.answer)
    return change


def return_change(*, by: Actor, change: Change, reason: str, version: int) -> Change:
    """The second person does not confirm: the office looks at it again."""
    check(by, right=CONFIRM)
    why = told(reason, field="reason", what=_("退回原因"))
    with transaction.atomic():
        change = _locked_change(by, change=change, state=ChangeState.DECIDED, version=version)
        check_second(by, first=change.decided_by)
        before = {"granted": change.granted, "minute": change.minute}
        _store(change, state=ChangeState.ASKED)
        after = {"confirmed": False}
        record(acts.CONFIRM_CHANGE, by=by, of=change, before=before, after=after, reason=why)
    return change


def confirm_change(*, by: Actor, change: Change, version: int) -> Change:
    """The second person confirms: the target is changed, or the unit is told that it is not."""
    check(by, right=CONFIRM)
    with transaction.atomic():
        change = _locked_change(by, change=change, state=ChangeState.DECIDED, version=version)
        check_second(by, first=change.decided_by)
        line = _locked(by, line=change.line)
        before = line.adopted
        if change.is_granted:
            line.adopted = change.granted
            said = {"said": Said.CHANGED, "round_": Round.ADOPTED, "value": line.adopted}
            word = revision(line, by=by, reason=change.reason, basis=change.minute, **said)  # type: ignore[arg-type]
            write([line], revisions=[word])
        change.confirmed_name, change.confirmed_at = name_of(by), clock.now()
        _store(change, state=ChangeState.GRANTED if change.is_granted else ChangeState.REFUSED)
        record(
            acts.CONFIRM_CHANGE,
            by=by,
            of=change,
            before={"adopted": before},
            after={"adopted": line.adopted, "confirmed": True},
        )
    return change


def _locked(by: Actor, *, line: Line) -> Line:
    """The line under its lock, adopted and not yet part of what is final."""
    check_own(by, line)
    assignment = lock(by, assignment=line.indicator.assignment)
    check_round(assignment, rounds=(Round.ADOPTED,), verb=_("调整"))
    check_not_settled(assignment.cycle)
    found: Line = Line.objects.select_related("indicator__assignment").get(pk=line.pk)
    return found


def _locked_change(by: Actor, *, change: Change, state: ChangeState, version: int) -> Change:
    check_own(by, change)
    lock(by, assignment=change.line.indicator.assignment)
    found: Change = Change.objects.select_related("line__indicator__assignment").get(pk=change.pk)
    if found.version != version:
        raise changed_meanwhile()
    if found.state != state:
        raise Refused(
            "change-not-in-this-state",
            reason=_("这个请求现在是“{state}”").format(state=found.get_state_display()),
            remedy=_("请先看请求办到了哪一步"),
        )
    return found


def _store(change: Change, *, state: ChangeState) -> None:
    change.state, change.version = state, change.version + 1
    change.save()


def _other(line: Line, *, text: str, field: str, what: str) -> str:
    """Another figure than the one that stands."""
    read = figure_of(text, indicator=line.indicator, field=field, where=what)
    if read == line.adopted:
        raise Refused("same-figure", reason=_("和现在的目标相同"), field=field)
    return read
