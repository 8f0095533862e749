"""Making a result public: one proposes, another confirms; the old set or the new, never mixed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kaoji.apps.appraisals import audit_types as acts
from kaoji.apps.appraisals.actions.common import (
    MOST_DAYS,
    check_latest,
    check_not_settled,
    check_second,
    check_stage_open,
    last_day,
    locked_cycle,
    name_of,
    told,
)
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.models import Cycle, Publication, PublicLine, Run
from kaoji.apps.appraisals.permissions import CONFIRM, PREPARE, check, check_own
from kaoji.apps.appraisals.publishing_enums import PublicationState, Scope
from kaoji.apps.appraisals.verdicts import Answer, grade_told, standing_answers
from kaoji.apps.audit.actions import record
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused


@dataclass(frozen=True, slots=True)
class Notice:
    """A publication as it is proposed: its words, how long, and who sees what of it."""

    text: str
    contact: str
    days: int
    answer_days: int
    grade: Scope = Scope.PUBLIC
    rank: Scope = Scope.UNIT
    score: Scope = Scope.UNIT


def propose_publication(*, by: Actor, run: Run, notice: Notice) -> Publication:
    """Propose to make a run public; nobody outside the office sees anything yet."""
    check(by, right=PREPARE)
    check_own(by, run)
    text = told(notice.text, field="text", what=_("公示说明"))
    contact = told(notice.contact, field="contact", what=_("异议联系方式"))
    with transaction.atomic():
        cycle = locked_cycle(by, cycle=run.cycle)
        _check_may_publish(cycle, run=run)
        _check_days(cycle, notice=notice)
        if cycle.publications.filter(state=PublicationState.PROPOSED).exists():
            raise Refused(
                "proposed-already",
                reason=_("已有一份公示待第二人确认"),
                remedy=_("请先确认或作废那一份"),
            )
        last = cycle.publications.aggregate(last=Max("number"))["last"] or 0
        made: Publication = Publication.objects.create(
            organisation_id=cycle.organisation_id, cycle=cycle, run=run, number=last + 1,
            text=text, contact=contact, days=notice.days, answer_days=notice.answer_days,
            grade_scope=notice.grade, rank_scope=notice.rank, score_scope=notice.score,
            proposed_by=by.person_key or 0, proposed_name=name_of(by), proposed_at=clock.now(),
        )  # fmt: skip
        record(
            acts.PROPOSE_PUBLICATION, by=by, of=made,
            after={
                "run": run.number, "days": made.days, "grade": made.grade_scope,
                "rank": made.rank_scope, "score": made.score_scope,
            },
        )  # fmt: skip
    return made


def _check_may_publish(cycle: Cycle, *, run: Run) -> None:
    if cycle.is_trial:
        raise Refused("is-trial", reason=_("试运行的结果不公示"))
    check_stage_open(cycle, kind=StageKind.PUBLIC)
    check_latest(run)
    check_not_settled(cycle)


def _check_days(cycle: Cycle, *, notice: Notice) -> None:
    """No shorter than the cycle has said, whoever asks."""
    least = cycle.stages.get(kind=StageKind.PUBLIC).window_days
    if not least <= notice.days <= MOST_DAYS:
        raise Refused(
            "window-too-short",
            reason=_("公示不得少于 {least} 个工作日").format(least=least),
            remedy=_("这是设立考核时定的，只可延长，不可缩短"),
            field="days",
        )
    if not 1 <= notice.answer_days <= MOST_DAYS:
        raise Refused(
            "window-out-of-range",
            reason=_("工作日数应在 1 到 {most} 之间").format(most=MOST_DAYS),
            field="answer_days",
        )


def confirm_publication(*, by: Actor, publication: Publication) -> Publication:
    """The second person makes it public; what was public before gives way in the same moment."""
    check(by, right=CONFIRM)
    with transaction.atomic():
        cycle, publication = locked_publication(by, publication=publication)
        check_state(publication, state=PublicationState.PROPOSED)
        second = check_second(by, first=publication.proposed_by)
        _check_may_publish(cycle, run=publication.run)
        now, today = clock.now(), clock.today()
        cycle.publications.filter(state=PublicationState.PUBLIC).update(
            state=PublicationState.REPLACED, ended_at=now, ended_name=name_of(by)
        )
        lines = _lines(publication)
        PublicLine.objects.bulk_create(lines)
        publication.state = PublicationState.PUBLIC
        publication.confirmed_by, publication.confirmed_name = second, name_of(by)
        publication.published_on, publication.due_on = today, last_day(by, days=publication.days)
        publication.save(
            update_fields=("state", "confirmed_by", "confirmed_name", "published_on", "due_on")
        )
        record(
            acts.PUBLISH, by=by, of=publication,
            after={"due_on": publication.due_on.isoformat(), "units": len(lines)},
        )  # fmt: skip
    return publication


def _lines(publication: Publication) -> list[PublicLine]:
    """Every unit as it stands now, decisions included."""
    of_unit: dict[int, list[Answer]] = {}
    for (key, _about), answer in standing_answers(publication.run).items():
        of_unit.setdefault(key, []).append(answer)
    # In the order of the units: a rank that is not disclosed is not told by the order either.
    places = dict(publication.cycle.units.values_list("unit_id", "order"))
    return [
        PublicLine(
            organisation_id=publication.organisation_id, publication=publication, standing=one,
            order=places.get(one.unit_id or 0, one.order), name=one.name, score=one.shown,
            rank=one.rank, grade=grade_told(of_unit.get(one.pk, ())),
        )
        for one in publication.run.standings.defer("account")
    ]  # fmt: skip


def drop_publication(*, by: Actor, publication: Publication) -> Publication:
    """What was proposed is not made public after all."""
    check(by, right=PREPARE)
    with transaction.atomic():
        _cycle, publication = locked_publication(by, publication=publication)
        check_state(publication, state=PublicationState.PROPOSED)
        publication.state, publication.ended_at, publication.ended_name = (
            PublicationState.DROPPED, clock.now(), name_of(by),
        )  # fmt: skip
        publication.save(update_fields=("state", "ended_at", "ended_name"))
        record(acts.DROP_PUBLICATION, by=by, of=publication)
    return publication


def locked_publication(by: Actor, *, publication: Publication) -> tuple[Cycle, Publication]:
    """A publication as it is now, with its cycle; nobody else moves either meanwhile."""
    check_own(by, publication)
    cycle = locked_cycle(by, cycle=publication.cycle)
    found: Publication = (
        Publication.objects.select_for_update(of=("self",))
        .select_related("run__cycle__scheme")
        .get(pk=publication.pk)
    )
    return cycle, found


def check_state(publication: Publication, *, state: PublicationState) -> None:
    """Refuse what an old page asks of a publication that has moved on."""
    if publication.state != state:
        raise Refused(
            "publication-not-in-this-state",
            reason=_("这份公示现在是“{state}”").format(state=publication.get_state_display()),
            remedy=_("可能有人已经办过，请看它现在的情况"),
        )
