"""What the workbench tells of this room: answers owed, rounds to move on, changes to decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.permissions import APPRAISED, SECONDS
from kaoji.apps.facts.queries import contacts
from kaoji.apps.targets.enums import ANSWERING, Answer, ChangeState, Round
from kaoji.apps.targets.models import Assignment, Change, Line
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.asking import Question
from kaoji.web.roles import OFFICE
from kaoji.web.todo import Debt, Person, Source, Task, tell_todo


def tell() -> None:
    """Called once, when the application is ready."""
    tell_todo(Source("targets", mine=_mine, given=_given, owed=_owed))


#: What is read of a target's cycle to name it.
_CYCLE = ("cycle__number", "cycle__title", "cycle__period")


def _mine(actor: Actor) -> Iterator[Question[Task]]:
    if actor.roles & OFFICE:
        yield _under_way(actor, say=_to_move)
    if own := actor.units_with(APPRAISED):
        yield _to_answer(actor, unit_keys=own)
    if actor.roles & (OFFICE | SECONDS):
        yield _to_change(actor)


def _page(assignment: Assignment) -> str:
    return reverse("targets:cycle", args=[assignment.cycle.number])


def _under_way(actor: Actor, *, say: Callable[[Sequence[Any]], Iterator[Task]]) -> Question[Task]:
    """Assignments that are not adopted, each with how many answers are out."""
    found: QuerySet[Assignment] = Assignment.objects.of(actor).exclude(round=Round.ADOPTED)
    lines = Line.objects.filter(indicator__assignment=OuterRef("pk"), answer=Answer.WAITING)
    count = lines.order_by().values("indicator__assignment").annotate(n=Count("pk")).values("n")
    waiting = Coalesce(Subquery(count, output_field=IntegerField()), Value(0))
    named = ("pk", "round", "due_on", "waiting", *_CYCLE)
    return Question(found.annotate(waiting=waiting), names=named, say=say)


def _to_move(assignments: Sequence[Any]) -> Iterator[Task]:
    """What the office writes; answers of which none is out, or whose days are over."""
    for one in assignments:
        is_over = one.due_on is not None and one.due_on < clock.today()
        if one.round in ANSWERING and one.waiting and not is_over:
            continue
        yield Task(
            _("目标下达：{cycle}").format(cycle=one.cycle),
            context=_("现在是“{round}”").format(round=one.get_round_display()),
            due_on=one.due_on,
            verb=_("去办理"),
            url=_page(one),
            kind=_("目标"),
        )


def _to_answer(actor: Actor, *, unit_keys: frozenset[int]) -> Question[Task]:
    """What one's own units have before them."""
    waiting = Line.objects.of(actor).filter(unit__in=unit_keys, answer=Answer.WAITING)
    rows = waiting.filter(indicator__assignment__round__in=ANSWERING)
    at = "indicator__assignment"
    behind = ("pk", "due_on", "cycle__number", "cycle__title")
    named = ("pk", "unit_id", "name", *(f"{at}__{name}" for name in behind))
    return Question(rows, names=named, say=_to_answer_each)


def _to_answer_each(lines: Sequence[Line]) -> Iterator[Task]:
    """One for each unit and cycle, however many targets it has."""
    held: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        held.setdefault((line.unit_id, line.indicator.assignment.pk), []).append(line)
    for several in held.values():
        assignment = several[0].indicator.assignment
        yield Task(
            _("答复目标：{unit} {cycle}").format(
                unit=several[0].name, cycle=assignment.cycle.title
            ),
            context=_("{count} 个目标待答复").format(count=len(several)),
            due_on=assignment.due_on,
            verb=_("去答复"),
            url=reverse("targets:unit", args=[assignment.cycle.number, several[0].unit_id]),
            kind=_("目标"),
        )


def _to_change(actor: Actor) -> Question[Task]:
    """Requests: for the office to decide, for another person to confirm."""
    wanted = Q(pk__in=())
    if actor.roles & OFFICE:
        wanted |= Q(state=ChangeState.ASKED)
    if actor.roles & SECONDS:
        wanted |= Q(state=ChangeState.DECIDED) & ~Q(decided_by=actor.person_key or 0)
    found = Change.objects.of(actor).filter(wanted)
    line = ("line__name", "line__indicator__key", "line__indicator__period")
    named = ("pk", "state", "why", "evidence", "line_id", *line)
    return Question(found, names=named, say=_to_change_each)


def _to_change_each(changes: Sequence[Change]) -> Iterator[Task]:
    for one in changes:
        is_asked = one.state == ChangeState.ASKED
        yield Task(
            (_("议定目标调整：{line}") if is_asked else _("确认目标调整：{line}")).format(
                line=one.line
            ),
            context=f"{one.get_why_display()} · {one.evidence}",
            due_on=None,
            verb=_("去议定") if is_asked else _("去确认"),
            url=reverse("targets:line", args=[one.line_id]),
            kind=_("目标"),
        )


def _given(actor: Actor) -> Iterator[Question[Task]]:
    """Answers that the office waits for."""
    if actor.roles & OFFICE:
        yield _under_way(actor, say=_awaited)


def _awaited(assignments: Sequence[Any]) -> Iterator[Task]:
    for one in assignments:
        if one.round in ANSWERING and one.waiting:
            yield _waiting(one, count=one.waiting)


def _waiting(one: Assignment, *, count: int, debts: tuple[Debt, ...] = ()) -> Task:
    return Task(
        _("待答复目标：{cycle}").format(cycle=one.cycle),
        context=_("{count} 个目标待答复").format(count=count),
        due_on=one.due_on,
        verb=_("去看"),
        url=_page(one),
        kind=_("目标"),
        debts=debts,
    )


def _owed(actor: Actor) -> Iterator[Task]:
    """The same unit by unit, with whom to call."""
    if not actor.roles & OFFICE:
        return
    lines = Line.objects.of(actor).filter(
        answer=Answer.WAITING, indicator__assignment__round__in=ANSWERING
    )
    found = list(lines.select_related("indicator__assignment__cycle").order_by("order", "pk"))
    people = contacts(actor, unit_keys={one.unit_id for one in found}, roles=APPRAISED)
    by_assignment: dict[int, list[Line]] = {}
    for line in found:
        by_assignment.setdefault(line.indicator.assignment_id, []).append(line)
    for held in by_assignment.values():
        debts = []
        for key, name in dict.fromkeys((one.unit_id, one.name) for one in held):
            what = "、".join(str(one.indicator) for one in held if one.unit_id == key)
            asked = [one for one in people if one.unit_key == key]
            told = tuple(Person(one.name, post=one.post, phone=one.phone) for one in asked)
            debts.append(Debt(name, _("目标待答复：{what}").format(what=what), told))
        yield _waiting(held[0].indicator.assignment, count=len(held), debts=tuple(debts))
