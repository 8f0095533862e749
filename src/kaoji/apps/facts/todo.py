"""What the workbench tells of this room: sheets that wait for somebody, and for whom one waits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import (
    CharField,
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.facts import queries
from kaoji.apps.facts.enums import Channel, ConfirmationState, DisputeOutcome, StepKind, TaskState
from kaoji.apps.facts.models import (
    CollectionTask,
    Confirmation,
    Dispute,
    FigureRevision,
    Step,
    TaskKey,
    TaskUnit,
)
from kaoji.apps.facts.permissions import CONFIRMERS, FILLERS, SIGNERS
from kaoji.apps.facts.whom import ANYBODY, CONFIRMING, FILLING, SIGNING, Line, whom_to_ask
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.asking import Question
from kaoji.web.roles import OFFICE
from kaoji.web.todo import Burden, Debt, Happening, Person, Source, Task, tell_todo

SILENT = (ConfirmationState.UNSEEN, ConfirmationState.SEEN)
SAID = (ConfirmationState.CONFIRMED, ConfirmationState.DISPUTED)


def tell() -> None:
    """Called once, when the application is ready."""
    tell_todo(Source("facts", mine=_mine, given=_given, owed=_owed, news=_news, burden=_burden))


def _sheet(task: CollectionTask) -> str:
    return reverse("facts:task", args=[task.number])


def _named(task: CollectionTask) -> str:
    return f"{task.title} {task.period}"


# --- what waits for me ----------------------------------------------------------------------------


#: What is read of a sheet to name it, and of one with its counts.
_NAMED = ("pk", "number", "title", "period", "supplier_name", "confirm_due_on")
_COUNTED = (
    *_NAMED, "state", "plan_paper", "plan_item", "opens_on", "due_on", "supplier_id",
    "submitted_by_id", "signed_by_id", "unit_count", "key_count", "left", "silent", "disputes",
)  # fmt: skip


def _mine(actor: Actor) -> Iterator[Question[Task]]:
    supplied = actor.units_with(FILLERS)
    signed = actor.units_with(SIGNERS)
    waits = Q(pk__in=())
    if supplied:
        waits |= Q(supplier__in=supplied, state=TaskState.COLLECTING)
    if signed:
        waits |= Q(supplier__in=signed, state=TaskState.TO_SIGN)
    if actor.roles & OFFICE:
        waits |= Q(state__in=(TaskState.DRAFT, TaskState.TO_REVIEW))
    if supplied or signed or actor.roles & OFFICE:
        yield _to_carry_on(actor, waits=waits, supplied=supplied)
    confirmed = actor.units_with(CONFIRMERS)
    if confirmed:
        yield _to_confirm(actor, unit_keys=confirmed)


def _to_carry_on(actor: Actor, *, waits: Q, supplied: frozenset[int]) -> Question[Task]:
    """Sheets to give out, to fill in, to sign, to review."""

    def told(tasks: Sequence[Any]) -> Iterator[Task]:
        for task in tasks:
            yield from _steps_of(task, actor=actor, is_theirs=task.supplier_id in supplied)

    rows = _counted(CollectionTask.objects.of(actor).filter(waits))
    return Question(rows, names=_COUNTED, say=told)


def _counted(tasks: QuerySet[CollectionTask]) -> QuerySet[CollectionTask]:
    """Sheets with their cells, and what their units have said."""
    said = Confirmation.objects.filter(task=OuterRef("pk"))
    disputes = Dispute.objects.filter(
        confirmation__task=OuterRef("pk"), outcome=DisputeOutcome.OPEN
    )
    return queries.counted(tasks).annotate(
        silent=_number_of(said.filter(state__in=SILENT), by="task"),
        disputes=_number_of(disputes, by="confirmation__task"),
    )


def _number_of(rows: QuerySet[Any], *, by: str) -> Coalesce:
    """How many rows there are, as a part of a larger question."""
    number = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(number, output_field=IntegerField()), Value(0))


def _steps_of(task: Any, *, actor: Actor, is_theirs: bool) -> Iterator[Task]:  # noqa: ANN401 - annotated
    if task.state == TaskState.DRAFT:
        yield _task(task, say=_("下达"), context=task.cited, verb=_("去下达"), due_on=task.opens_on)
    elif task.state == TaskState.COLLECTING and is_theirs:
        size = _("{units} 个单位 × {keys} 项，还缺 {left} 格 · {cited}").format(
            units=task.unit_count, keys=task.key_count, left=task.left, cited=task.cited
        )
        yield _task(task, say=_("填报"), context=size, verb=_("去填报"), due_on=task.due_on)
    elif task.state == TaskState.TO_SIGN and task.submitted_by_id != actor.person_key:
        size = _("{units} 个单位 × {keys} 项").format(units=task.unit_count, keys=task.key_count)
        yield _task(task, say=_("签批"), context=size, verb=_("去签批"), due_on=task.due_on)
    elif task.state == TaskState.TO_REVIEW:
        yield from _office_steps(task, actor=actor)


def _office_steps(task: Any, *, actor: Actor) -> Iterator[Task]:  # noqa: ANN401 - annotated
    """To review, by somebody who has neither sent nor signed; disputes are answered first."""
    due_on = task.confirm_due_on or task.due_on
    if task.disputes:
        told = _("{n} 处争议未答复").format(n=task.disputes)
        yield _task(task, say=_("答复争议"), context=told, verb=_("去答复"), due_on=due_on)
    elif actor.person_key not in (task.submitted_by_id, task.signed_by_id):
        told = _("{units} 个单位 × {keys} 项，{n} 个单位还没有表态").format(
            units=task.unit_count, keys=task.key_count, n=task.silent
        )
        yield _task(task, say=_("审核"), context=told, verb=_("去审核"), due_on=due_on)


def _task(task: CollectionTask, *, say: str, context: str, verb: str, due_on: date) -> Task:
    title = _("{what}：{supplier} {sheet}").format(
        what=say, supplier=task.supplier_name, sheet=_named(task)
    )
    return Task(title, context=context, due_on=due_on, verb=verb, url=_sheet(task), kind=say)


def _to_confirm(actor: Actor, *, unit_keys: frozenset[int]) -> Question[Task]:
    waiting = Confirmation.objects.of(actor).filter(
        unit__in=unit_keys, state__in=SILENT, task__state=TaskState.TO_REVIEW
    )
    named = TaskUnit.objects.filter(task=OuterRef("task"), unit=OuterRef("unit")).values("name")
    rows = waiting.annotate(unit_name=Subquery(named[:1]))
    read = ("pk", "unit_id", "unit_name", *(f"task__{name}" for name in _NAMED))
    return Question(rows, names=read, say=_to_confirm_each)


def _to_confirm_each(confirmations: Sequence[Any]) -> Iterator[Task]:
    for one in confirmations:
        yield Task(
            _("确认：{unit} {sheet}").format(unit=one.unit_name, sheet=_named(one.task)),
            context=_("由{supplier}提供；期满未提出争议的按已确认计").format(
                supplier=one.task.supplier_name
            ),
            due_on=one.task.confirm_due_on,
            verb=_("去确认"),
            url=queries.confirm_address(one.task, unit_key=one.unit_id),
            kind=_("确认"),
        )


# --- for whom I wait ------------------------------------------------------------------------------


def _under_way(actor: Actor) -> QuerySet[CollectionTask]:
    """Sheets that the office has given out and that wait for others."""
    tasks = CollectionTask.objects.of(actor)
    if not actor.roles & OFFICE:
        tasks = tasks.none()
    waits = Q(state__in=(TaskState.COLLECTING, TaskState.TO_SIGN))
    waits |= Q(state=TaskState.TO_REVIEW, silent__gt=0)
    return _counted(tasks).filter(waits).order_by("due_on", "number")


def _given(actor: Actor) -> Iterator[Question[Task]]:
    if actor.roles & OFFICE:
        yield Question(_under_way(actor), names=_COUNTED, say=_awaited)


def _awaited(tasks: Sequence[Any]) -> list[Task]:
    return [_waiting(task) for task in tasks]


def _waiting(task: Any, *, debts: tuple[Debt, ...] = ()) -> Task:  # noqa: ANN401 - annotated
    is_out = task.state == TaskState.TO_REVIEW
    told = _owed_words(task)
    return Task(
        _("{supplier} {sheet}").format(supplier=task.supplier_name, sheet=_named(task)),
        context=told,
        due_on=task.confirm_due_on if is_out else task.due_on,
        verb=_("发催报"),
        url=reverse("facts:chase", args=[task.number]),
        kind=_("催报"),
        debts=debts,
    )


def _owed_words(task: Any) -> str:  # noqa: ANN401 - annotated
    if task.state == TaskState.TO_SIGN:
        return _("待负责人签批")
    if task.state == TaskState.TO_REVIEW:
        return _("{n} 个单位还没有确认").format(n=task.silent)
    return _("还缺 {n} 格").format(n=task.left) if task.left else _("已填满，未送签批")


def _owed(actor: Actor) -> list[Task]:
    """The same with who owes it: the supplier, or the units that have said nothing."""
    tasks = list(_under_way(actor))
    silent = Confirmation.objects.filter(task__in=tasks, state__in=SILENT)
    named = TaskUnit.objects.filter(task=OuterRef("task"), unit=OuterRef("unit")).values("name")
    units: dict[int, list[tuple[int, str]]] = {}
    for one in silent.annotate(unit_name=Subquery(named[:1])):
        units.setdefault(one.task_id, []).append((one.unit_id, str(one.unit_name)))
    keys = {task.supplier_id for task in tasks} | {
        key for found in units.values() for key, _name in found
    }
    people = queries.contacts(actor, unit_keys=keys, roles=ANYBODY)
    return [_waiting(task, debts=_debts(task, units=units, people=people)) for task in tasks]


def _debts(
    task: Any,  # noqa: ANN401 - annotated
    *,
    units: dict[int, list[tuple[int, str]]],
    people: list[queries.Contact],
) -> tuple[Debt, ...]:
    if task.state == TaskState.TO_REVIEW:
        return tuple(
            Debt(name, what=_("未确认"), people=_asked(task, people, unit_key=key, line=CONFIRMING))
            for key, name in units.get(task.pk, ())
        )
    line = SIGNING if task.state == TaskState.TO_SIGN else FILLING
    whom = _asked(task, people, unit_key=task.supplier_id, line=line)
    return (Debt(task.supplier_name, what=_owed_words(task), people=whom),)


def _asked(
    task: CollectionTask, people: list[queries.Contact], *, unit_key: int, line: Line
) -> tuple[Person, ...]:
    is_out = task.state == TaskState.TO_REVIEW
    due_on = task.confirm_due_on if is_out else task.due_on
    is_late = due_on is not None and clock.today() > due_on
    found = whom_to_ask(people, unit_key=unit_key, line=line, is_late=is_late)
    return tuple(Person(one.name, post=one.post, phone=one.phone) for one in found)


# --- what happened, and how much was asked --------------------------------------------------------


def _news(actor: Actor, most: int) -> Iterator[Happening]:
    """Steps of sheets that one sees, and what units said: all for the office, else one's own."""
    seen = queries.tasks_visible_to(actor)
    steps = Step.objects.filter(task__in=seen).annotate(who=F("task__supplier_name"))
    said = Confirmation.objects.filter(task__in=seen, state__in=SAID, at__isnull=False)
    if not actor.roles & OFFICE:
        said = said.filter(unit__in=actor.units_with(CONFIRMERS))
    named = TaskUnit.objects.filter(task=OuterRef("task"), unit=OuterRef("unit")).values("name")
    told = said.annotate(who=Subquery(named[:1], output_field=CharField()))
    words = ("at", "what", "who", "task__title", "task__number")
    rows = steps.annotate(what=F("kind")).order_by().values_list(*words)
    rows = rows.union(told.annotate(what=F("state")).order_by().values_list(*words), all=True)
    for at, what, who, title, number in rows.order_by("-at")[:most]:
        fact = _("{who}{what}：{title}").format(who=who, what=_word_of(what), title=title)
        yield Happening(at, fact=fact, url=reverse("facts:task", args=[number]))


def _word_of(what: str) -> str:
    """What happened to the sheet of a supplier, or what a unit did."""
    words: dict[str, str] = {
        StepKind.OPEN: _("接到任务"),
        StepKind.SUBMIT: _("送负责人签批"),
        StepKind.SIGN: _("已签批"),
        StepKind.REVIEW: _("的数据已审核锁定"),
        StepKind.RETURN: _("的数据被退回"),
        StepKind.UNREVIEW: _("的数据撤销审核"),
        ConfirmationState.CONFIRMED: _("确认了数据"),
        ConfirmationState.DISPUTED: _("提出争议"),
    }
    return words.get(what, what)


def _burden(actor: Actor, since: date) -> Burden | None:
    """What was asked from a day on: cells in all, and those that the last period filled."""
    asked = queries.tasks_visible_to(actor).exclude(state=TaskState.DRAFT)
    rows = TaskUnit.objects.filter(task__in=asked.filter(opens_on__gte=since))
    columns = TaskKey.objects.filter(task=OuterRef("task"), is_shown_only=False)
    carried = FigureRevision.objects.filter(
        figure__task=OuterRef("task"),
        figure__unit=OuterRef("unit"),
        channel=Channel.CARRIED,
        number=F("figure__revision"),
    )
    told = rows.annotate(
        cells=_number_of(columns, by="task"), carried=_number_of(carried, by="figure__task")
    ).aggregate(n=Count("unit", distinct=True), all=Sum("cells"), carried_all=Sum("carried"))
    if not told["n"]:
        return None
    return Burden(told["n"], cell_count=told["all"] or 0, carried_count=told["carried_all"] or 0)
