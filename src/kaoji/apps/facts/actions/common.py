"""What the acts of this room have in common: the lock, the version, days, steps."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from kaoji.apps.facts.enums import StepKind
from kaoji.apps.facts.models import CollectionTask, Step
from kaoji.apps.facts.permissions import check_own
from kaoji.apps.organisation.calendar import calendar_of
from kaoji.apps.organisation.models import UnitState
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.workdays import due_after_workdays
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused

#: More working days than this is a slip of the keyboard.
LONGEST_WINDOW = 250


def home(by: Actor) -> int:
    """The organisation in which somebody acts."""
    return by.organisation_key or 0


def lock(by: Actor, *, task: CollectionTask) -> CollectionTask:
    """The sheet as it is now; one act at a time changes it. Call it first in the transaction."""
    check_own(by, task)
    found: CollectionTask = CollectionTask.objects.select_for_update().get(pk=task.pk)
    return found


def check_state(task: CollectionTask, *, states: Iterable[str], verb: str) -> None:
    """Refuse what does not fit where the sheet stands."""
    if task.state not in states:
        raise Refused(
            "not-in-this-state",
            reason=_("这张表现在是“{state}”，不能{verb}").format(
                state=task.get_state_display(), verb=verb
            ),
            remedy=_("请先看表上最近一步是谁办的"),
        )


def needed(text: str, *, field: str, what: str) -> str:
    """A text that must not be empty."""
    stripped = text.strip()
    if not stripped:
        raise Refused("text-missing", reason=_("没有填写{what}").format(what=what), field=field)
    return stripped


def due_after(by: Actor, *, start: date, count: int, field: str = "window_days") -> date:
    """The last day of a window of working days; the day of the start is not counted."""
    if not 1 <= count <= LONGEST_WINDOW:
        raise Refused(
            "window-out-of-range",
            reason=_("工作日数应在 1 到 {most} 之间").format(most=LONGEST_WINDOW),
            field=field,
        )
    due = due_after_workdays(calendar_of(by), start=start, count=count)
    if isinstance(due, Problem):
        raise Refused("day-out-of-range", reason=due.message, field=field)
    return due.due_on


def add_step(task: CollectionTask, *, kind: StepKind, by: Actor, reason: str = "") -> Step:
    """Write a step of a sheet."""
    made: Step = Step.objects.create(
        organisation_id=task.organisation_id,
        task=task,
        kind=kind,
        at=clock.now(),
        by_name=shown(by),
        reason=reason,
    )
    return made


def move(task: CollectionTask, *, state: str, **fields: object) -> None:
    """Put a sheet into a state."""
    task.state = state
    for name, value in fields.items():
        setattr(task, name, value)
    task.version += 1
    task.save(update_fields=("state", "version", *fields))


def shown(by: Actor) -> str:
    """A person as revisions and steps name them."""
    return f"{by.shown}（代 {by.stands_in_for}）" if by.stands_in_for else by.shown


def states_on(unit_keys: Iterable[int], *, day: date) -> dict[int, UnitState]:
    """The state of each unit on a day; units that do not exist then are left out."""
    in_force = Q(begins_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))
    found = UnitState.objects.filter(in_force, unit_id__in=list(unit_keys))
    return {one.unit_id: one for one in found}
