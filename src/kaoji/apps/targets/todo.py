"""What the workbench tells of this room: answers owed, rounds to move on, changes to decide."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.permissions import APPRAISED, SECONDS
from kaoji.apps.facts.queries import contacts
from kaoji.apps.targets.enums import ANSWERING, Answer, ChangeState, Round
from kaoji.apps.targets.models import Assignment, Change, Line
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.roles import OFFICE
from kaoji.web.todo import Debt, Person, Source, Task, tell_todo


def tell() -> None:
    """Called once, when the application is ready."""
    tell_todo(Source("targets", mine=_mine, given=_given, owed=_owed))


def _mine(actor: Actor) -> Iterator[Task]:
    if actor.roles & OFFICE:
        yield from _to_move(actor)
    if own := actor.units_with(APPRAISED):
        yield from _to_answer(actor, unit_keys=own)
    if actor.roles & (OFFICE | SECONDS):
        yield from _to_change(actor)


def _page(assignment: Assignment) -> str:
    return reverse("targets:cycle", args=[assignment.cycle.number])


def _open(actor: Actor) -> QuerySet[Assignment]:
    found: QuerySet[Assignment] = Assignment.objects.of(actor)
    waiting = Count("indicators__lines", filter=Q(indicators__lines__answer=Answer.WAITING))
    rows = found.exclude(round=Round.ADOPTED).select_related("cycle").annotate(waiting=waiting)
    return rows.order_by("pk")


def _to_move(actor: Actor) -> Iterator[Task]:
    """What the office writes; answers of which none is out, or whose days are over."""
    for one in _open(actor):
        is_over = one.due_on is not None and one.due_on < clock.today()
        if one.round in ANSWERING and one.waiting and not is_over:  # type: ignore[attr-defined]
            continue
        yield Task(
            _("目标下达：{cycle}").format(cycle=one.cycle),
            context=_("现在是“{round}”").format(round=one.get_round_display()),
            due_on=one.due_on,
            verb=_("去办理"),
            url=_page(one),
            kind=_("目标"),
        )


def _to_answer(actor: Actor, *, unit_keys: frozenset[int]) -> Iterator[Task]:
    """One for each unit and cycle, however many targets it has."""
    waiting = Line.objects.of(actor).filter(unit__in=unit_keys, answer=Answer.WAITING)
    at = "indicator__assignment"
    rows = waiting.filter(indicator__assignment__round__in=ANSWERING).order_by()
    told = ("unit", "name", f"{at}__cycle__number", f"{at}__cycle__title", f"{at}__due_on")
    for one in rows.values(*told).annotate(count=Count("pk")):
        yield Task(
            _("答复目标：{unit} {cycle}").format(
                unit=one["name"], cycle=one[f"{at}__cycle__title"]
            ),
            context=_("{count} 个目标待答复").format(count=one["count"]),
            due_on=one[f"{at}__due_on"],
            verb=_("去答复"),
            url=reverse("targets:unit", args=[one[f"{at}__cycle__number"], one["unit"]]),
            kind=_("目标"),
        )


def _to_change(actor: Actor) -> Iterator[Task]:
    """Requests: for the office to decide, for another person to confirm."""
    found = Change.objects.of(actor).select_related("line__indicator").order_by("pk")
    wanted = Q(pk__in=())
    if actor.roles & OFFICE:
        wanted |= Q(state=ChangeState.ASKED)
    if actor.roles & SECONDS:
        wanted |= Q(state=ChangeState.DECIDED) & ~Q(decided_by=actor.person_key or 0)
    for one in found.filter(wanted):
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


def _given(actor: Actor) -> Iterator[Task]:
    """Answers that the office waits for."""
    if actor.roles & OFFICE:
        for one in _open(actor):
            if one.round in ANSWERING and one.waiting:  # type: ignore[attr-defined]
                yield _waiting(one, count=one.waiting)  # type: ignore[attr-defined]


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
