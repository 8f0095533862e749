"""Setting up a cycle, and moving it from stage to stage: none is skipped, none comes twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kaoji.apps.appraisals import audit_types as acts
from kaoji.apps.appraisals.actions.common import locked_cycle
from kaoji.apps.appraisals.actions.readiness import check_ready
from kaoji.apps.appraisals.enums import CycleState, StageKind, StageState
from kaoji.apps.appraisals.models import Cycle, CycleUnit, Stage
from kaoji.apps.appraisals.permissions import SET_UP, check, check_own
from kaoji.apps.audit.actions import record
from kaoji.apps.facts.models import PinnedScheme
from kaoji.apps.organisation.calendar import calendar_of
from kaoji.apps.organisation.models import Unit, UnitGroup
from kaoji.apps.organisation.queries.units import units_at
from kaoji.engine.plinth.periods import parse_period
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.workdays import due_after_workdays
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.forms import changed_meanwhile
from kaoji.web.refusals import Refused

#: More working days than this is a slip of the keyboard.
LONGEST_WINDOW = 250


@dataclass(frozen=True, slots=True)
class StageShape:
    """A stage as it is planned."""

    kind: StageKind
    window_days: int
    owner: Unit | None = None
    owner_name: str = ""


@dataclass(frozen=True, slots=True)
class CycleShape:
    """A cycle as it is set up: of whom, in which period, under which scheme, in which stages."""

    title: str
    scheme: PinnedScheme
    group: UnitGroup
    subject_kind: str
    period: str
    basis: str
    begins_on: date
    stages: tuple[StageShape, ...]
    is_trial: bool = False


def set_up_cycle(*, by: Actor, shape: CycleShape) -> Cycle:
    """Set up the appraisal of a group in a period; its units are those of the first day."""
    check(by, right=SET_UP)
    check_own(by, shape.scheme, shape.group, *(one.owner for one in shape.stages))
    _check_shape(shape)
    members = [one for one in units_at(by, on=shape.begins_on) if one.group == shape.group.name]
    if not members:
        raise Refused(
            "group-empty",
            reason=_("“{group}”在 {day} 没有单位").format(group=shape.group, day=shape.begins_on),
            remedy=_("请先把单位分到这一组，或改开始日期"),
            field="group",
        )
    with transaction.atomic():
        made = _written(by, shape=shape)
        _write_units(made, members=((one.key, one.name) for one in members))
        _write_stages(made, stages=shape.stages)
        record(
            acts.SET_UP_CYCLE,
            by=by,
            of=made,
            after={
                "scheme": shape.scheme.pack,
                "group": shape.group.name,
                "period": made.period,
                "basis": made.basis,
                "units": len(members),
                "stages": [one.kind.value for one in shape.stages],
                "is_trial": made.is_trial,
            },
        )
    return made


def _check_shape(shape: CycleShape) -> None:
    texts = (("title", _("名称"), shape.title), ("basis", _("依据"), shape.basis))
    for field, what, text in texts:
        if not text.strip():
            raise Refused("text-missing", reason=_("没有填写{what}").format(what=what), field=field)
    if parse_period(shape.period.strip()) is None:
        raise Refused(
            "period-unknown",
            reason=_("周期“{text}”不认识").format(text=shape.period),
            remedy=_("可写 2026、2026Q2、2026-05 或 2026年终评估"),
            field="period",
        )
    kinds = [one.kind for one in shape.stages]
    in_order = [kind for kind in StageKind if kind in kinds]
    if kinds != in_order:
        raise Refused(
            "stages-out-of-order",
            reason=_("环节的次序不对，或有重复"),
            remedy=_("请按下达、采集、核验、计分、公示、定稿的次序排列，每个环节一次"),
            field="stages",
        )
    if StageKind.SCORE not in kinds:
        raise Refused("no-scoring", reason=_("没有计分环节，考核没有结果"), field="stages")


def _written(by: Actor, *, shape: CycleShape) -> Cycle:
    last = Cycle.objects.of(by).aggregate(last=Max("number"))["last"] or 0
    made: Cycle = Cycle.objects.create(
        organisation_id=by.organisation_key or 0,
        number=last + 1,
        title=shape.title.strip(),
        scheme=shape.scheme,
        group=shape.group,
        group_name=shape.group.name,
        subject_kind=shape.subject_kind.strip(),
        period=str(parse_period(shape.period.strip())),
        basis=shape.basis.strip(),
        is_trial=shape.is_trial,
        begins_on=shape.begins_on,
    )
    return made


def _write_units(cycle: Cycle, *, members: Iterable[tuple[int, str]]) -> None:
    CycleUnit.objects.bulk_create(
        CycleUnit(
            organisation_id=cycle.organisation_id, cycle=cycle, order=order, unit_id=key, name=name
        )
        for order, (key, name) in enumerate(members, start=1)
    )


def _write_stages(cycle: Cycle, *, stages: Iterable[StageShape]) -> None:
    Stage.objects.bulk_create(
        Stage(
            organisation_id=cycle.organisation_id,
            cycle=cycle,
            order=order,
            kind=one.kind,
            window_days=_window(one),
            owner=one.owner,
            owner_name=one.owner_name,
        )
        for order, one in enumerate(stages, start=1)
    )


def _window(stage: StageShape) -> int:
    if not 1 <= stage.window_days <= LONGEST_WINDOW:
        raise Refused(
            "window-out-of-range",
            reason=_("“{stage}”的工作日数应在 1 到 {most} 之间").format(
                stage=stage.kind.label, most=LONGEST_WINDOW
            ),
            field="stages",
        )
    return stage.window_days


def begin_stage(*, by: Actor, stage: Stage, version: int) -> Stage:
    """Begin a stage; the one before it must be done."""
    check(by, right=SET_UP)
    with transaction.atomic():
        cycle, stage = _locked(by, stage=stage, version=version)
        _check_state(stage, state=StageState.WAITING, verb=_("开始"))
        open_before = cycle.stages.filter(order__lt=stage.order).exclude(state=StageState.DONE)
        if (first := open_before.order_by("order").first()) is not None:
            raise Refused(
                "stage-before-not-done",
                reason=_("“{before}”还没有完成").format(before=first.get_kind_display()),
                remedy=_("环节不能跳过：请先办完前一个环节"),
            )
        today = clock.today()
        due = due_after_workdays(calendar_of(by), start=today, count=stage.window_days)
        if isinstance(due, Problem):
            raise Refused("day-out-of-range", reason=due.message)
        stage.state, stage.opened_on, stage.due_on = StageState.OPEN, today, due.due_on
        stage.by_name = by.shown
        stage.save(update_fields=("state", "opened_on", "due_on", "by_name"))
        _move(cycle, state=CycleState.RUNNING)
        record(acts.BEGIN_STAGE, by=by, of=stage, after={"due_on": due.due_on.isoformat()})
    return stage


def end_stage(*, by: Actor, stage: Stage, version: int, note: str) -> Stage:
    """A stage is done; what was done is said in a sentence."""
    check(by, right=SET_UP)
    if not note.strip():
        raise Refused("text-missing", reason=_("没有填写办理情况"), field="note")
    with transaction.atomic():
        cycle, stage = _locked(by, stage=stage, version=version)
        _check_state(stage, state=StageState.OPEN, verb=_("完成"))
        check_ready(cycle, kind=StageKind(stage.kind))
        stage.state, stage.done_at, stage.note = StageState.DONE, clock.now(), note.strip()
        stage.by_name = by.shown
        stage.save(update_fields=("state", "done_at", "note", "by_name"))
        is_last = not cycle.stages.exclude(state=StageState.DONE).exists()
        _move(cycle, state=CycleState.CLOSED if is_last else CycleState.RUNNING)
        record(acts.END_STAGE, by=by, of=stage, after={"note": stage.note})
    return stage


def _locked(by: Actor, *, stage: Stage, version: int) -> tuple[Cycle, Stage]:
    """Cycle and stage as they are now; an old page is told."""
    check_own(by, stage)
    cycle = locked_cycle(by, cycle=stage.cycle)
    if cycle.version != version:
        raise changed_meanwhile()
    return cycle, Stage.objects.select_for_update().get(pk=stage.pk)


def _check_state(stage: Stage, *, state: StageState, verb: str) -> None:
    if stage.state != state:
        raise Refused(
            "stage-not-in-this-state",
            reason=_("“{stage}”现在是“{state}”，不能{verb}").format(
                stage=stage.get_kind_display(), state=stage.get_state_display(), verb=verb
            ),
            remedy=_("请先看这次考核走到了哪一步"),
        )


def _move(cycle: Cycle, *, state: CycleState) -> None:
    cycle.state = state
    cycle.version += 1
    cycle.save(update_fields=("state", "version"))
