"""What the acts after a scoring have in common: locking, limits in working days, two persons."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.enums import CycleState, RunState, StageKind, StageState
from kaoji.apps.appraisals.models import Cycle, Final, Run
from kaoji.apps.appraisals.permissions import check_own
from kaoji.apps.appraisals.publishing_enums import SETTLED, FinalState
from kaoji.apps.organisation.calendar import calendar_of
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.workdays import due_after_workdays
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused

#: More working days than this is a slip of the keyboard.
MOST_DAYS = 250


def locked_cycle(by: Actor, *, cycle: Cycle) -> Cycle:
    """The cycle as it is now; nobody else moves it meanwhile. One that is archived stays."""
    check_own(by, cycle)
    found: Cycle = Cycle.objects.select_for_update().get(pk=cycle.pk)
    check_not_archived(found)
    return found


def check_not_archived(cycle: Cycle) -> None:
    """Nothing of a cycle changes from the moment at which its archive is made."""
    if cycle.state in (CycleState.ARCHIVING, CycleState.ARCHIVED):
        raise Refused(
            "cycle-archived",
            reason=_("{cycle}{state}，不能再改").format(
                cycle=cycle, state=cycle.get_state_display()
            ),
            remedy=_("归档以后只能查阅、下载和核对"),
        )


def told(text: str, *, field: str, what: str) -> str:
    """A text that must be there."""
    if not text.strip():
        raise Refused("text-missing", reason=_("没有填写{what}").format(what=what), field=field)
    return text.strip()


def name_of(by: Actor) -> str:
    """Who acts, and for whom where somebody stands in."""
    return f"{by.shown}（代 {by.stands_in_for}）" if by.stands_in_for else by.shown


def last_day(by: Actor, *, days: int, field: str = "days") -> date:
    """The last of some working days from today on."""
    if not 1 <= days <= MOST_DAYS:
        raise Refused(
            "window-out-of-range",
            reason=_("工作日数应在 1 到 {most} 之间").format(most=MOST_DAYS),
            field=field,
        )
    due = due_after_workdays(calendar_of(by), start=clock.today(), count=days)
    if isinstance(due, Problem):
        raise Refused("day-out-of-range", reason=due.message, field=field)
    return due.due_on


def check_second(by: Actor, *, first: int | None) -> int:
    """Nobody confirms what he has proposed himself; who the second person is."""
    if by.person_key is None or by.person_key == first:
        raise Refused(
            "own-proposal",
            reason=_("提请人自己不能确认"),
            remedy=_("请由另一位有权限的人确认"),
        )
    return by.person_key


def check_stage_open(cycle: Cycle, *, kind: StageKind) -> None:
    """The stage is under way; or what was final has been taken back, and is done again."""
    if is_reopened(cycle) and cycle.stages.filter(kind=kind).exists():
        return
    if not cycle.stages.filter(kind=kind, state=StageState.OPEN).exists():
        raise Refused(
            "stage-not-open",
            reason=_("“{stage}”环节没有在进行").format(stage=kind.label),
            remedy=_("请先在考核页开始这个环节"),
        )


def is_reopened(cycle: Cycle) -> bool:
    """Whether the last that was made final has been taken back."""
    last = (
        Final.objects.filter(cycle=cycle, confirmed_by__isnull=False)
        .order_by("-confirmed_at", "-pk")
        .first()
    )
    return last is not None and last.state == FinalState.WITHDRAWN


def check_not_settled(cycle: Cycle) -> None:
    """What is final stays as it is."""
    if Final.objects.filter(cycle=cycle, state__in=SETTLED).exists():
        raise Refused(
            "already-final",
            reason=_("结果已经定稿"),
            remedy=_("要改，须由两人写明理由撤回定稿"),
        )


def check_latest(run: Run) -> None:
    """The run came to something, and none was made after it."""
    if run.state != RunState.DONE:
        raise Refused("run-not-done", reason=_("这次计分没有结果"))
    if run.cycle.runs.filter(number__gt=run.number).exclude(state=RunState.FAILED).exists():
        raise Refused(
            "run-outdated",
            reason=_("在这次计分以后又计过分"),
            remedy=_("请用最近一次计分办理"),
        )
