"""What the workbench tells of this room: what a result waits for, and from whom."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.enums import RunState, StageKind, StageState
from kaoji.apps.appraisals.models import Final, Objection, Publication, Ruling, Run, Shown, Stage
from kaoji.apps.appraisals.permissions import APPRAISED, SECONDS
from kaoji.apps.appraisals.publishing_enums import (
    EVER_PUBLIC,
    SETTLED,
    FinalState,
    ObjectionState,
    PublicationState,
)
from kaoji.apps.appraisals.publishing_queries import light
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.roles import BUSINESS, OFFICE
from kaoji.web.todo import Happening, Source, Task, tell_todo


def tell() -> None:
    """Called once, when the application is ready."""
    tell_todo(Source("appraisals", mine=_mine, given=_given, news=_news))


def _mine(actor: Actor) -> Iterator[Task]:
    if actor.roles & OFFICE:
        yield from _to_answer(actor)
        yield from _to_decide(actor)
    if actor.roles & (OFFICE | SECONDS):
        yield from _of_publications(actor)
    if actor.roles & SECONDS:
        yield from _of_finals(actor)
    if own := actor.units_with(APPRAISED):
        yield from _to_explain(actor, unit_keys=own)


def _result(number: int) -> str:
    return reverse("appraisals:result", args=[number])


def _to_answer(actor: Actor) -> Iterator[Task]:
    """Objections without an answer."""
    waiting = Objection.objects.of(actor).filter(state=ObjectionState.OPEN)
    waiting = waiting.select_related("standing", "publication__cycle").defer("standing__account")
    for one in waiting.order_by("answer_due_on"):
        yield Task(
            _("答复{objection}").format(objection=one),
            context=f"{one.publication.cycle} · {one.reason[:40]}",
            due_on=one.answer_due_on,
            verb=_("去答复"),
            url=reverse("appraisals:answer", args=[one.pk]),
            kind=_("异议"),
        )


def _to_decide(actor: Actor) -> Iterator[Task]:
    """Ties of the last scorings that a meeting must decide."""
    meeting = Stage.objects.filter(kind=StageKind.MEETING, state=StageState.OPEN)
    due = dict(meeting.filter(organisation=actor.organisation_key).values_list("cycle", "due_on"))
    if not due:
        return
    runs: dict[int, Run] = {}
    done = Run.objects.of(actor).filter(cycle__in=due, state=RunState.DONE)
    for run in done.select_related("cycle").defer("facts", "subjects", "given", "seal"):
        if run.cycle_id not in runs or runs[run.cycle_id].number < run.number:
            runs[run.cycle_id] = run
    told = Ruling.objects.filter(minute__run__in=runs.values())
    ruled = set(told.values_list("standing__run", "standing__subject", "about"))
    for run in runs.values():
        if count := _open_count(run, ruled=ruled):
            yield Task(
                _("登记会议议定：{cycle}").format(cycle=run.cycle),
                context=_("{count} 项并列待议").format(count=count),
                due_on=due[run.cycle_id],
                verb=_("去登记"),
                url=reverse("appraisals:decide", args=[run.cycle.number, run.number]),
                kind=_("议定"),
            )


def _open_count(run: Run, *, ruled: set[tuple[int, str, str]]) -> int:
    return sum(
        (run.pk, subject, "" if one["kind"] == "grade" else one["what"]) not in ruled
        for one in json.loads(run.result)["decisions"]
        for subject in one["tied"]
    )


def _of_publications(actor: Actor) -> Iterator[Task]:
    """What another has proposed; what has been public for its time and waits to become final."""
    under_way = Final.objects.filter(
        cycle=OuterRef("cycle"), state__in=(FinalState.PROPOSED, *SETTLED)
    )
    over = Q(state=PublicationState.PUBLIC, due_on__lt=clock.today()) & ~Exists(under_way)
    going = Q(state=PublicationState.PUBLIC, retraction_by__isnull=False)
    asked = Publication.objects.of(actor).filter(Q(state=PublicationState.PROPOSED) | over | going)
    for one in asked.select_related("cycle"):
        if one.is_being_retracted:
            if actor.roles & SECONDS and one.retraction_by != actor.person_key:
                yield _to_take_back(one)
        elif one.state == PublicationState.PUBLIC:
            if actor.roles & OFFICE:
                yield _to_finish(one)
        elif actor.roles & SECONDS and one.proposed_by != actor.person_key:
            yield _to_confirm(one)


def _to_finish(one: Publication) -> Task:
    return Task(
        _("公示期满：{cycle}").format(cycle=one.cycle),
        context=_("公示到 {day} 为止，可以提请定稿").format(day=one.due_on),
        due_on=None,
        verb=_("去办理"),
        url=_result(one.cycle.number),
        kind=_("定稿"),
    )


def _to_confirm(one: Publication) -> Task:
    return Task(
        _("确认公示：{cycle}").format(cycle=one.cycle),
        context=_("{by} 提请").format(by=one.proposed_name),
        due_on=None,
        verb=_("去确认"),
        url=reverse("appraisals:publication", args=[one.pk]),
        kind=_("第二人确认"),
    )


def _to_take_back(one: Publication) -> Task:
    return Task(
        _("确认撤回公示：{cycle}").format(cycle=one.cycle),
        context=_("{by} 提请：{reason}").format(by=one.retraction_name, reason=one.end_reason[:40]),
        due_on=None,
        verb=_("去确认"),
        url=reverse("appraisals:publication", args=[one.pk]),
        kind=_("第二人确认"),
    )


def _of_finals(actor: Actor) -> Iterator[Task]:
    """Finals, and their taking back, that another has proposed."""
    finals = Final.objects.of(actor).filter(state__in=(FinalState.PROPOSED, FinalState.WITHDRAWING))
    for final in finals.select_related("cycle"):
        is_back = final.state == FinalState.WITHDRAWING
        first = final.withdrawal_by if is_back else final.proposed_by
        if first == actor.person_key:
            continue
        word = _("确认撤回定稿：{cycle}") if is_back else _("确认定稿：{cycle}")
        yield Task(
            word.format(cycle=final.cycle),
            context=_("{by} 提请").format(
                by=final.withdrawal_name if is_back else final.proposed_name
            ),
            due_on=None,
            verb=_("去确认"),
            url=_result(final.cycle.number),
            kind=_("第二人确认"),
        )


def _proposed_by(actor: Actor) -> QuerySet[Publication]:
    """What somebody wants public, or taken back, and another has not confirmed yet."""
    own = actor.person_key or 0
    found: QuerySet[Publication] = Publication.objects.of(actor).filter(
        Q(state=PublicationState.PROPOSED, proposed_by=own)
        | Q(state=PublicationState.PUBLIC, retraction_by=own)
    )
    return found.select_related("cycle")


def _to_explain(actor: Actor, *, unit_keys: frozenset[int]) -> Iterator[Task]:
    """Losses of one's unit at which nobody has looked yet."""
    waiting = Shown.objects.of(actor).filter(
        standing__unit__in=unit_keys, seen_at=None, forewarning__due_on__gte=clock.today()
    )
    waiting = waiting.select_related("standing", "forewarning__run__cycle")
    for one in waiting.defer("standing__account", *light("forewarning__run__")):
        yield Task(
            _("看扣分预告：{unit}").format(unit=one.standing.name),
            context=str(one.forewarning.run.cycle),
            due_on=one.forewarning.due_on,
            verb=_("去看"),
            url=reverse("appraisals:losses", args=[one.pk]),
            kind=_("扣分预告"),
        )


def _given(actor: Actor) -> list[Task]:
    """Publications, and their taking back, that the actor has proposed to a second person."""
    if not actor.roles & OFFICE:
        return []
    return [_awaited(one) for one in _proposed_by(actor)]


def _awaited(one: Publication) -> Task:
    is_back = one.is_being_retracted
    word = _("待第二人确认撤回公示：{cycle}") if is_back else _("待第二人确认公示：{cycle}")
    return Task(
        word.format(cycle=one.cycle),
        context=_("{by} 提请").format(by=one.retraction_name if is_back else one.proposed_name),
        due_on=None,
        verb=_("去看"),
        url=reverse("appraisals:publication", args=[one.pk]),
        kind=_("第二人确认"),
    )


def _news(actor: Actor, most: int) -> Iterator[Happening]:
    """What was made public, and what was taken back."""
    if not actor.roles & BUSINESS:
        return
    found = Publication.objects.of(actor).filter(state__in=EVER_PUBLIC).select_related("cycle")
    for one in found.order_by("-pk")[:most]:
        at = one.ended_at if one.state == PublicationState.RETRACTED else one.proposed_at
        fact = _("{cycle} 第 {n} 次公示：{state}").format(
            cycle=one.cycle, n=one.number, state=one.get_state_display()
        )
        url = reverse("appraisals:publication", args=[one.pk])
        yield Happening(at or one.proposed_at, fact=fact, url=url)
