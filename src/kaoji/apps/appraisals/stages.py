"""The stages of a cycle as a page shows them: where each stands, and what may be done next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.enums import StageKind, StageState
from kaoji.apps.appraisals.models import Stage
from kaoji.apps.appraisals.stage_work import work_of
from kaoji.web.actor import Actor
from kaoji.web.parts import Station

_STATIONS = {StageState.DONE: "done", StageState.OPEN: "now", StageState.WAITING: "ahead"}


@dataclass(frozen=True, slots=True)
class Line:
    """A stage with its shape (done going late idle), and where its work is done, if elsewhere."""

    stage: Stage
    shape: str
    word: str
    href: str = ""


def lines_of(stages: Iterable[Stage], *, today: date, actor: Actor) -> tuple[Line, ...]:
    """Every stage with where it stands; one that is open after its last day is late."""
    return tuple(_line(one, today=today, actor=actor) for one in stages)


def _line(stage: Stage, *, today: date, actor: Actor) -> Line:
    href = _where_done(stage, actor=actor)
    if stage.state == StageState.OPEN and stage.due_on is not None and stage.due_on < today:
        return Line(stage, "late", _("已过期"), href)
    shapes = {StageState.DONE: "done", StageState.OPEN: "going", StageState.WAITING: "idle"}
    return Line(stage, shapes[StageState(stage.state)], stage.get_state_display(), href)


def _where_done(stage: Stage, *, actor: Actor) -> str:
    """Another room's page for the stage, for those who may open it."""
    work = work_of(StageKind(stage.kind))
    if work is None or not actor.roles & work.right.held_by:
        return ""
    return work.address(stage.cycle)


def stations_of(stages: Iterable[Stage]) -> tuple[Station, ...]:
    """The state path: the day on which a stage was done, or is due."""
    return tuple(
        Station(one.get_kind_display(), _STATIONS[StageState(one.state)], day=_day(one))
        for one in stages
    )


def _day(stage: Stage) -> str:
    if stage.done_at is not None:
        return date_format(timezone.localtime(stage.done_at), "n月j日")
    return (
        "" if stage.due_on is None else _("{day}前").format(day=date_format(stage.due_on, "n月j日"))
    )


@dataclass(frozen=True, slots=True)
class Next:
    """What may be done with a cycle now: one stage to begin or to end, or nothing."""

    begin: Stage | None = None
    end: Stage | None = None

    def is_scoring(self, *, has_result: bool) -> bool:
        """Whether scoring is what the open stage is about, and there is nothing scored yet."""
        return self.end is not None and self.end.kind == StageKind.SCORE and not has_result


def next_of(stages: Sequence[Stage]) -> Next:
    """The first stage that is not done: to be ended when it is open, else to be begun."""
    first = next((one for one in stages if one.state != StageState.DONE), None)
    if first is None:
        return Next()
    return Next(end=first) if first.state == StageState.OPEN else Next(begin=first)
