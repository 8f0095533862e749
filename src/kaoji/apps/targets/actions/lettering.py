"""目标任务书 of all units, drafted in the background: one after the other, each of them once."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.accounts.models import User
from kaoji.apps.audit.actions import record
from kaoji.apps.documents.actions import draft_paper
from kaoji.apps.documents.models import Paper
from kaoji.apps.organisation.acting import actor_of
from kaoji.apps.targets import audit_types as acts
from kaoji.apps.targets.actions.common import check_round, lock
from kaoji.apps.targets.actuals import actuals_of
from kaoji.apps.targets.enums import Round
from kaoji.apps.targets.letters import ROOM, letter_of, origin_key
from kaoji.apps.targets.models import Assignment, Line
from kaoji.apps.targets.permissions import PROPOSE, check
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.jobs.models import Job, State
from kaoji.web.jobs.queue import ask_for
from kaoji.web.refusals import Refused

JOB = "targets.draft_letters"
Report = Callable[[int, int, str], None]


def letters_job(assignment: Assignment) -> Job | None:
    """The last time that letters were asked for."""
    key = _key(assignment)
    return Job.objects.filter(kind=JOB, key=key).first() if assignment.letters_asked else None


def _key(assignment: Assignment) -> str:
    return f"letters-{assignment.pk}-{assignment.letters_asked}"


def ask_for_letters(*, by: Actor, assignment: Assignment) -> Job:
    """Ask for the letters of all units; who has one that still says what is adopted gets none."""
    check(by, right=PROPOSE)
    with transaction.atomic():
        assignment = lock(by, assignment=assignment)
        check_round(assignment, rounds=(Round.ADOPTED,), verb=_("起草目标任务书"))
        last = letters_job(assignment)
        if last is not None and last.state in (State.QUEUED, State.RUNNING):
            raise Refused(
                "letters-under-way", reason=_("目标任务书正在起草"), remedy=_("请稍候再看")
            )
        assignment.letters_asked += 1
        assignment.save(update_fields=("letters_asked",))
        record(acts.DRAFT_LETTERS, by=by, of=assignment, after={"time": assignment.letters_asked})
        payload = {"assignment": assignment.pk, "person": by.person_key}
        return ask_for(JOB, key=_key(assignment), payload=payload, by=by)


def draft_letters(*, assignment_key: int, person_key: int, report: Report) -> int:
    """Draft what is not there yet; begun again, it goes on where it stopped."""
    assignment = Assignment.objects.select_related("cycle__scheme").get(pk=assignment_key)
    by = actor_of(User.objects.get(pk=person_key), on=clock.today())
    indicators = list(assignment.indicators.all())
    actuals = actuals_of(by, assignment=assignment, indicators=indicators)
    found = Line.objects.filter(indicator__assignment=assignment).select_related(
        "indicator__assignment", "unit"
    )
    by_unit = [
        list(lines)
        for _order, lines in groupby(
            found.order_by("order", "indicator__order"), key=lambda one: one.order
        )
    ]
    office, made = _office(assignment), 0
    there = set(Paper.objects.of(by).filter(origin_room=ROOM).values_list("origin_key", flat=True))
    for at, lines in enumerate(by_unit, start=1):
        if origin_key(lines) not in there:
            shape = letter_of(assignment, lines=lines, actuals=actuals, office=office)
            draft_paper(by=by, shape=shape)
            made += 1
        report(at, len(by_unit), lines[0].name)
    return made


def _office(assignment: Assignment) -> str:
    """Who hands the targets down: whoever is responsible for the stage."""
    stage = assignment.cycle.stages.filter(kind="targets").first()
    return (stage.owner_name if stage is not None else "") or _("绩效考核办公室")
