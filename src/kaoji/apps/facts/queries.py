"""What pages of this room read. Whoever asks sees the sheets that concern them, and no others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.http import Http404
from django.urls import reverse

from kaoji.apps.facts.enums import Mark, TaskState
from kaoji.apps.facts.models import (
    CollectionTask,
    Confirmation,
    Evidence,
    FactSource,
    Figure,
    ListRow,
    PinnedScheme,
    TaskKey,
    TaskList,
    TaskUnit,
)
from kaoji.apps.facts.permissions import CONFIRMERS, FILLERS, SUPPLIERS, holds_in
from kaoji.apps.organisation.acting import taken_over
from kaoji.apps.organisation.calendar import calendar_of
from kaoji.apps.organisation.models import Holding, Succession, Unit, UnitGroup, UnitState
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.roles import OFFICE, Role


def schemes_of(actor: Actor) -> QuerySet[PinnedScheme]:
    """The chosen schemes."""
    found: QuerySet[PinnedScheme] = PinnedScheme.objects.of(actor)
    return found


def sources_visible_to(actor: Actor) -> QuerySet[FactSource]:
    """The register: all of it for the office, one's own for a supplier."""
    rows = FactSource.objects.of(actor).select_related("scheme", "group", "supplier")
    found = rows.annotate(supplier_name=_name_today(OuterRef("supplier")))
    if not actor.roles & OFFICE:
        found = found.filter(supplier__in=actor.units_with(SUPPLIERS))
    return found


def askable(actor: Actor) -> set[tuple[int, int]]:
    """Whom the office may ask: chosen scheme and supplier, where a source is registered."""
    rows = FactSource.objects.of(actor).filter(ends_on__isnull=True)
    return set(rows.values_list("scheme", "supplier"))


def _name_today(unit: OuterRef) -> Subquery:
    day = clock.today()
    states = UnitState.objects.filter(unit=unit, begins_on__lte=day).order_by("-begins_on")
    return Subquery(states.values("name")[:1])


def tasks_visible_to(actor: Actor) -> QuerySet[CollectionTask]:
    """Sheets: all for the office, its own for a supplier, those about it for a unit."""
    found: QuerySet[CollectionTask] = CollectionTask.objects.of(actor)
    if actor.roles & OFFICE:
        return found
    theirs = Q()
    if supplied := actor.units_with(SUPPLIERS):
        theirs |= Q(supplier__in=supplied)
    if confirmed := actor.units_with(CONFIRMERS):
        about = TaskUnit.objects.filter(unit__in=confirmed).values("task")
        theirs |= Q(pk__in=about, state__in=(TaskState.TO_REVIEW, TaskState.LOCKED))
    return found.filter(theirs).exclude(state=TaskState.DRAFT) if theirs else found.none()


def counted(tasks: QuerySet[CollectionTask]) -> QuerySet[CollectionTask]:
    """Sheets with their burden in cells, and how many of them nobody has filled in."""

    def how_many(rows: Any) -> Coalesce:  # noqa: ANN401 - a queryset
        number = rows.order_by().values("task").annotate(n=Count("pk")).values("n")
        return Coalesce(Subquery(number, output_field=IntegerField()), Value(0))

    mine = {"task": OuterRef("pk")}
    filled = Figure.objects.filter(**mine).exclude(mark=Mark.MISSING, typed="")
    asked_of = TaskUnit.objects.filter(**mine)
    said = ListRow.objects.filter(
        asked__task=OuterRef("task"), unit=OuterRef("unit"), is_withdrawn=False
    )
    returned = said.order_by().values("unit").annotate(n=Count("asked", distinct=True)).values("n")
    returns = asked_of.order_by().values("task").annotate(n=Sum(Coalesce(Subquery(returned), 0)))
    return tasks.annotate(
        figure_count=how_many(TaskKey.objects.filter(**mine, is_shown_only=False)),
        list_count=how_many(TaskList.objects.filter(**mine)),
        unit_count=how_many(asked_of),
        filled=how_many(filled),
        returned=Coalesce(Subquery(returns.values("n"), output_field=IntegerField()), Value(0)),
    ).annotate(
        key_count=F("figure_count") + F("list_count"),
        burden=F("key_count") * F("unit_count"),
        left=F("burden") - F("filled") - F("returned"),
    )


def late_tasks(actor: Actor) -> QuerySet[CollectionTask]:
    """Sheets under way that are late or not complete, those due first on top."""
    under_way = (TaskState.COLLECTING, TaskState.TO_SIGN)
    tasks = counted(tasks_visible_to(actor).filter(state__in=under_way))
    owed = Q(due_on__lt=clock.today()) | Q(left__gt=0)
    return tasks.filter(owed).order_by("due_on", "number")


def task_numbered(actor: Actor, *, number: int) -> CollectionTask:
    """One sheet, or the same nothing for what is not there and what is not theirs."""
    found = tasks_visible_to(actor).select_related("scheme", "supplier").filter(number=number)
    task = found.prefetch_related("units", "lists").first()
    if task is None:
        raise Http404
    return task


def figure_keyed(actor: Actor, *, key: int) -> Figure:
    """One figure that somebody may see."""
    found = Figure.objects.of(actor).select_related("task", "task__scheme").filter(pk=key).first()
    if found is None or not _sees(actor, held=found):
        raise Http404
    return found


def column_of(figure: Figure) -> TaskKey | None:
    """The column in which a figure was asked for: its kind and its unit."""
    found: TaskKey | None = (
        _columns_of(figure.task_id)
        .filter(key=figure.key, field=figure.field, period=figure.period)
        .first()
    )
    return found


def _columns_of(task: int | OuterRef) -> QuerySet[TaskKey]:
    rows: QuerySet[TaskKey] = TaskKey.objects.filter(task=task)
    return rows.order_by("is_shown_only", "order")


def row_keyed(actor: Actor, *, key: int) -> ListRow:
    """One row of a list that somebody may see."""
    rows = ListRow.objects.of(actor).exclude(asked__task__state=TaskState.SEALED)
    found = rows.select_related("asked__task__scheme").filter(pk=key).first()
    if found is None or not _sees(actor, held=found):
        raise Http404
    return found


def list_keyed(actor: Actor, *, number: int, order: int) -> TaskList:
    """One list of a sheet, for the office and its supplier."""
    task = task_numbered(actor, number=number)
    found = task.lists.filter(order=order).first()
    supplies = task.supplier_id in actor.units_with(SUPPLIERS)
    if found is None or not (actor.roles & OFFICE or supplies):
        raise Http404
    found.task = task
    return found


def periods_of(actor: Actor) -> list[str]:
    """The periods of the sheets that somebody sees, the newest first."""
    return sorted(set(tasks_visible_to(actor).values_list("period", flat=True)), reverse=True)


def own_figures(actor: Actor) -> QuerySet[Figure]:
    """What is held about the units for which somebody speaks, once it has been signed."""
    found: QuerySet[Figure] = (
        Figure.objects.of(actor)
        .filter(
            unit__in=actor.units_with(CONFIRMERS),
            task__state__in=(TaskState.TO_REVIEW, TaskState.LOCKED),
        )
        .exclude(mark=Mark.MISSING, typed="")
        .select_related("task")
    )
    named = TaskUnit.objects.filter(task=OuterRef("task"), unit=OuterRef("unit")).values("name")
    asked = _columns_of(OuterRef("task")).filter(
        key=OuterRef("key"), field=OuterRef("field"), period=OuterRef("period")
    )
    return found.annotate(
        unit_name=Subquery(named[:1]),
        column_kind=Subquery(asked.values("kind")[:1]),
        measure=Subquery(asked.values("measure")[:1]),
    )


def own_sheets(actor: Actor, *, unit_key: int) -> list[CollectionTask]:
    """The sheets that say something of a unit, by period, as its page switches between them."""
    about = TaskUnit.objects.filter(unit=unit_key).values("task")
    rows = tasks_visible_to(actor).filter(pk__in=about)
    out = rows.filter(state__in=(TaskState.TO_REVIEW, TaskState.LOCKED))
    return list(out.order_by("-period", "number"))


def _sees(actor: Actor, *, held: Figure | ListRow) -> bool:
    task = held.task
    if actor.roles & OFFICE:
        return True
    if task.supplier_id in actor.units_with(SUPPLIERS):
        return True
    if isinstance(held, ListRow) and held.asked.is_secret:
        return False
    is_out = task.state in (TaskState.TO_REVIEW, TaskState.LOCKED)
    return is_out and held.unit_id in actor.units_with(CONFIRMERS)


def sees_raters(actor: Actor, *, asked: TaskList) -> bool:
    """Whether somebody may see who gave a ballot: the office, and whoever takes them from paper."""
    if actor.roles & OFFICE:
        return True
    return holds_in(actor, roles={Role.DATA_SUPPLIER}, unit_key=asked.task.supplier_id)


def fills(actor: Actor, *, asked: TaskList) -> bool:
    """Whether somebody writes rows of a list: its supplier; of ballots, whoever sees the names."""
    if not holds_in(actor, roles=FILLERS, unit_key=asked.task.supplier_id):
        return False
    return not asked.is_secret or sees_raters(actor, asked=asked)


def unit_name(held: Figure | ListRow) -> str:
    """What the unit of a figure or a row is called in its sheet."""
    found = TaskUnit.objects.filter(task=held.task.pk, unit=held.unit_id).first()
    return found.name if found is not None else ""


def evidence_keyed(actor: Actor, *, key: int) -> Evidence:
    """A file that somebody may see: whoever sees what it proves, of a ballot also who gave it."""
    rows = Evidence.objects.of(actor).select_related("figure__task", "row__asked__task")
    found = rows.filter(pk=key).first()
    if found is None or not _sees(actor, held=found.held):
        raise Http404
    held = found.held
    is_secret = isinstance(held, ListRow) and held.asked.is_secret
    if is_secret and not sees_raters(actor, asked=held.asked):
        raise Http404
    return found


def confirmations_of(task: CollectionTask) -> list[Confirmation]:
    """What each unit says, in the order of the sheet; nobody is asked before it is signed."""
    return [] if task.signed_by_id is None else list(task.confirmations.all())


def units_today(actor: Actor) -> list[UnitState]:
    """Units as they are today."""
    day = clock.today()
    in_force = Q(begins_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))
    found = UnitState.objects.of(actor).filter(in_force).select_related("unit", "group")
    return list(found)


def groups_of(actor: Actor) -> list[UnitGroup]:
    """Groups of like units."""
    return list(UnitGroup.objects.of(actor))


def units_in(actor: Actor, *, group_key: int, day: date) -> tuple[Unit, ...]:
    """The units of a group on a day, in order."""
    in_force = Q(begins_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))
    found = UnitState.objects.of(actor).filter(in_force, group=group_key).select_related("unit")
    return tuple(one.unit for one in found)


def working_days_left(actor: Actor, *, due_on: date) -> int:
    """Working days from tomorrow to a day; negative when it is over."""
    calendar, today = calendar_of(actor), clock.today()
    if due_on >= today:
        return calendar.working_days_between(today, last=due_on)
    return -calendar.working_days_between(due_on, last=today)


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to be asked, with the telephone."""

    unit_key: int
    name: str
    post: str
    phone: str
    role: str


def contacts(actor: Actor, *, unit_keys: Iterable[int], roles: Iterable[Role]) -> list[Contact]:
    """Who holds one of the roles in some units today, or in those that have taken them over."""
    day, keys = clock.today(), set(unit_keys)
    in_force = Q(begins_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))
    heirs = Succession.objects.filter(former__in=keys, on__lte=day)
    there = Q(post__unit__in=keys) | Q(post__unit__in=heirs.values("successor"))
    found = list(
        Holding.objects.of(actor)
        .filter(in_force, there, post__role__in=list(roles))
        .select_related("post", "user")
        .order_by("post__unit", "pk")
    )
    held = {one.post.unit_id for one in found}
    taken = taken_over(held, on=day) if keys - held else {}
    return [
        Contact(key, one.user.name, one.post.name, one.user.phone, one.post.role)
        for one in found
        for key in sorted({one.post.unit_id, *_taken_by(one.post.unit_id, taken=taken)} & keys)
    ]


def _taken_by(unit_key: int, *, taken: Mapping[int, frozenset[int]]) -> Iterable[int]:
    return (former for former, successors in taken.items() if unit_key in successors)


def confirm_address(task: CollectionTask, *, unit_key: int) -> str:
    """Where a unit looks at its figures: somebody may speak for more than one."""
    return f"{reverse('facts:confirm', args=(task.number,))}?unit={unit_key}"
