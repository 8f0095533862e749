"""What a meeting has decided on a run. The run stays as it is; the decision stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.appraisals import audit_types as acts
from kaoji.apps.appraisals.actions.common import (
    check_latest,
    check_not_settled,
    locked_cycle,
    name_of,
    told,
)
from kaoji.apps.appraisals.models import Minute, Publication, Ruling, Run, Standing
from kaoji.apps.appraisals.permissions import PREPARE, check, check_own
from kaoji.apps.appraisals.publishing_enums import PublicationState
from kaoji.apps.appraisals.verdicts import GRADE, Question, questions_of, standing_answers
from kaoji.apps.audit.actions import record
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided for a unit; `about` names an honour, nothing means the grade."""

    standing: Standing
    decided: str
    reason: str = ""
    about: str = GRADE


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting and its paper."""

    paper: str
    held_on: date
    text: str


def decide(*, by: Actor, run: Run, meeting: Meeting, decided: Sequence[Decided]) -> Minute:
    """Register what a meeting has decided: at least one unit, departures with their reason."""
    check(by, right=PREPARE)
    check_own(by, run, *(one.standing for one in decided))
    paper = told(meeting.paper, field="paper", what=_("会议纪要"))
    text = told(meeting.text, field="text", what=_("议定事项"))
    if meeting.held_on > clock.today():
        raise Refused("not-held-yet", reason=_("会议日期还没有到"), field="held_on")
    with transaction.atomic():
        cycle = locked_cycle(by, cycle=run.cycle)
        check_latest(run)
        check_not_settled(cycle)
        _check_not_public(run)
        _check_decided(run, decided=decided)
        minute: Minute = Minute.objects.create(
            organisation_id=run.organisation_id, run=run, paper=paper, held_on=meeting.held_on,
            text=text, by_name=name_of(by), at=clock.now(),
        )  # fmt: skip
        answers = standing_answers(run)
        for one in decided:
            Ruling.objects.create(
                organisation_id=run.organisation_id, minute=minute, standing=one.standing,
                about=one.about, decided=one.decided.strip(), reason=one.reason.strip(),
                proposed=answers[one.standing.pk, one.about].proposed,
            )  # fmt: skip
        record(
            acts.DECIDE, by=by, of=minute,
            after={
                "run": run.number,
                "decided": [f"{one.standing.name} {one.about}{one.decided}" for one in decided],
            },
        )  # fmt: skip
    return minute


def _check_not_public(run: Run) -> None:
    """What the county reads on the wall is not decided otherwise behind it."""
    busy = (PublicationState.PROPOSED, PublicationState.PUBLIC)
    if Publication.objects.filter(run=run, state__in=busy).exists():
        raise Refused(
            "publication-under-way",
            reason=_("这次计分的结果正在公示或待确认公示"),
            remedy=_("请先由两人撤回公示，登记议定以后再公示"),
        )


def _check_decided(run: Run, *, decided: Sequence[Decided]) -> None:
    if not decided:
        raise Refused(
            "nothing-decided",
            reason=_("没有改动任何单位"),
            remedy=_("请选定待议的名额，或议定与拟定不同的等次"),
        )
    questions = {one.about: one for one in questions_of(run)}
    answers = standing_answers(run)
    for one in decided:
        question = questions.get(one.about)
        if one.standing.run_id != run.pk or question is None:
            raise Refused("not-asked", reason=_("这次计分没有这个待议事项"))
        if one.decided.strip() not in question.choices:
            raise Refused(
                "no-such-grade",
                reason=_("方案没有“{text}”这一等").format(text=one.decided),
                remedy=_("可选 {choices}").format(choices="、".join(question.choices)),
                field=f"decided_{one.standing.pk}",
            )
        answer = answers[one.standing.pk, one.about]
        departs = bool(answer.proposed) and one.decided.strip() != answer.proposed
        if (departs or answer.ruling is not None) and not one.reason.strip():
            raise _reason_missing(one, was=answer.told)
    for question in questions.values():
        _check_seats(question, decided=[one for one in decided if one.about == question.about])


def _reason_missing(one: Decided, *, was: str) -> Refused:
    return Refused(
        "reason-missing",
        reason=_("{unit} 由“{was}”改为“{now}”，没有写明理由").format(
            unit=one.standing.name, was=was, now=one.decided
        ),
        remedy=_("与拟定或上次议定不同的，每个单位都要有理由"),
        field=f"reason_{one.standing.pk}",
    )


def _check_seats(question: Question, *, decided: Sequence[Decided]) -> None:
    """More than the seats that are left is a departure too, and needs its reasons."""
    for tie in question.ties:
        given = [
            one
            for one in decided
            if one.standing.subject in tie.subjects and one.decided.strip() == tie.into
        ]
        if len(given) > tie.seats and not all(one.reason.strip() for one in given):
            raise Refused(
                "seats-exceeded",
                reason=_("“{what}”只剩 {seats} 个名额，议定了 {given} 家").format(
                    what=tie.what, seats=tie.seats, given=len(given)
                ),
                remedy=_("请按名额选定；会议定了超出名额的，各家都要写明理由"),
            )
