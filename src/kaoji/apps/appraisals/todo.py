"""What the workbench tells of this room: what a result waits for, and from whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Exists, F, Func, JSONField, OuterRef, Q, Subquery
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
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.asking import Question
from kaoji.web.roles import BUSINESS, OFFICE
from kaoji.web.todo import Happening, Source, Task, tell_todo


def tell() -> None:
    """Called once, when the application is ready."""
    tell_todo(Source("appraisals", mine=_mine, given=_given, news=_news))


#: What is read of a cycle to name it.
_CYCLE = ("cycle__number", "cycle__title", "cycle__period")


def _mine(actor: Actor) -> Iterator[Question[Task]]:
    if actor.roles & OFFICE:
        yield _to_answer(actor)
        yield from _to_decide(actor)
    if actor.roles & (OFFICE | SECONDS):
        yield _of_publications(actor)
    if actor.roles & SECONDS:
        yield _of_finals(actor)
    if own := actor.units_with(APPRAISED):
        yield _to_explain(actor, unit_keys=own)


def _result(number: int) -> str:
    return reverse("appraisals:result", args=[number])


def _to_answer(actor: Actor) -> Question[Task]:
    """Objections without an answer."""
    waiting = Objection.objects.of(actor).filter(state=ObjectionState.OPEN)
    own = ("pk", "number", "node_name", "reason", "answer_due_on", "standing__name")
    named = (*own, *(f"publication__{name}" for name in _CYCLE))
    return Question(waiting, names=named, say=_to_answer_each)


def _to_answer_each(objections: Sequence[Objection]) -> Iterator[Task]:
    for one in objections:
        yield Task(
            _("答复{objection}").format(objection=one),
            context=f"{one.publication.cycle} · {one.reason[:40]}",
            due_on=one.answer_due_on,
            verb=_("去答复"),
            url=reverse("appraisals:answer", args=[one.pk]),
            kind=_("异议"),
        )


def _to_decide(actor: Actor) -> Iterator[Question[Task]]:
    """Ties of the last scorings that a meeting must decide: first what it has decided of them."""
    meeting = Stage.objects.filter(
        cycle=OuterRef("cycle"), kind=StageKind.MEETING, state=StageState.OPEN
    )
    later = Run.objects.filter(
        cycle=OuterRef("cycle"), state=RunState.DONE, number__gt=OuterRef("number")
    )
    runs = Run.objects.of(actor).filter(Exists(meeting), ~Exists(later), state=RunState.DONE)
    ruled: set[tuple[int, str, str]] = set()

    def remember(rulings: Sequence[Ruling]) -> tuple[Task, ...]:
        ruled.update((one.standing.run_id, one.standing.subject, one.about) for one in rulings)
        return ()

    told = Ruling.objects.filter(minute__run__in=runs.order_by().values("pk"))
    about = ("pk", "standing__run_id", "standing__subject", "about")
    yield Question(told, names=about, say=remember)
    due_on = Subquery(meeting.order_by().values("due_on")[:1])
    yield Question(
        runs.annotate(meets_on=due_on, decisions=_Decisions(F("result"))),
        names=("pk", "number", "meets_on", "decisions", *_CYCLE),
        say=lambda found: _to_decide_each(found, ruled=ruled),
    )


def _to_decide_each(runs: Sequence[Any], *, ruled: set[tuple[int, str, str]]) -> Iterator[Task]:
    for run in runs:
        if count := _open_count(run, ruled=ruled):
            yield Task(
                _("登记会议议定：{cycle}").format(cycle=run.cycle),
                context=_("{count} 项并列待议").format(count=count),
                due_on=run.meets_on,
                verb=_("去登记"),
                url=reverse("appraisals:decide", args=[run.cycle.number, run.number]),
                kind=_("议定"),
            )


class _Decisions(Func):
    """What a scoring leaves to a meeting: the database takes it out of the result."""

    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:  # noqa: ANN401 - Django's own
        """As SQLite does."""
        wanted = "JSON_EXTRACT(%(expressions)s, '$.decisions')"
        return self.as_sql(compiler, connection, template=wanted, **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:  # noqa: ANN401 - Django's own
        """As PostgreSQL does."""
        wanted = "(%(expressions)s::json -> 'decisions')"
        return self.as_sql(compiler, connection, template=wanted, **more)


def _open_count(run: Any, *, ruled: set[tuple[int, str, str]]) -> int:  # noqa: ANN401 - annotated
    return sum(
        (run.pk, subject, "" if one["kind"] == "grade" else one["what"]) not in ruled
        for one in run.decisions
        for subject in one["tied"]
    )


def _of_publications(actor: Actor) -> Question[Task]:
    """What another has proposed; what has been public for its time and waits to become final."""
    under_way = Final.objects.filter(
        cycle=OuterRef("cycle"), state__in=(FinalState.PROPOSED, *SETTLED)
    )
    over = Q(state=PublicationState.PUBLIC, due_on__lt=clock.today()) & ~Exists(under_way)
    going = Q(state=PublicationState.PUBLIC, retraction_by__isnull=False)
    asked = Publication.objects.of(actor).filter(Q(state=PublicationState.PROPOSED) | over | going)
    by = ("proposed_by", "proposed_name", "retraction_by", "retraction_name", "end_reason")
    return Question(
        asked,
        names=("pk", "state", "due_on", *by, *_CYCLE),
        say=lambda found: _of_each_publication(found, actor=actor),
    )


def _of_each_publication(found: Sequence[Publication], *, actor: Actor) -> Iterator[Task]:
    for one in found:
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


def _of_finals(actor: Actor) -> Question[Task]:
    """Finals, and their taking back, that another has proposed."""
    finals = Final.objects.of(actor).filter(state__in=(FinalState.PROPOSED, FinalState.WITHDRAWING))
    by = ("proposed_by", "proposed_name", "withdrawal_by", "withdrawal_name")
    return Question(
        finals,
        names=("pk", "state", *by, *_CYCLE),
        say=lambda found: _to_confirm_finals(found, actor=actor),
    )


def _to_confirm_finals(finals: Sequence[Final], *, actor: Actor) -> Iterator[Task]:
    for final in finals:
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


def _to_explain(actor: Actor, *, unit_keys: frozenset[int]) -> Question[Task]:
    """Losses of one's unit at which nobody has looked yet."""
    waiting = Shown.objects.of(actor).filter(
        standing__unit__in=unit_keys, seen_at=None, forewarning__due_on__gte=clock.today()
    )
    behind = (f"forewarning__run__{name}" for name in _CYCLE)
    named = ("pk", "standing__name", "forewarning__due_on", *behind)
    return Question(waiting, names=named, say=_to_explain_each)


def _to_explain_each(shown: Sequence[Shown]) -> Iterator[Task]:
    for one in shown:
        yield Task(
            _("看扣分预告：{unit}").format(unit=one.standing.name),
            context=str(one.forewarning.run.cycle),
            due_on=one.forewarning.due_on,
            verb=_("去看"),
            url=reverse("appraisals:losses", args=[one.pk]),
            kind=_("扣分预告"),
        )


def _given(actor: Actor) -> Iterator[Question[Task]]:
    """What somebody wants public, or taken back, and another has not confirmed yet."""
    if not actor.roles & OFFICE:
        return
    own = actor.person_key or 0
    found = Publication.objects.of(actor).filter(
        Q(state=PublicationState.PROPOSED, proposed_by=own)
        | Q(state=PublicationState.PUBLIC, retraction_by=own)
    )
    by = ("proposed_name", "retraction_by", "retraction_name")
    yield Question(
        found,
        names=("pk", "state", *by, *_CYCLE),
        say=lambda publications: [_awaited(one) for one in publications],
    )


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
