"""Self-scores are asked for: a sheet for each unit, filled in with what is held already. The
scheme is tried on the locked figures as often as somebody wants.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.actions.common import (
    check_stage_open,
    last_day,
    locked_cycle,
    name_of,
)
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.permissions import check, check_own
from kaoji.apps.audit.actions import record
from kaoji.apps.selfscore import audit_types as acts
from kaoji.apps.selfscore.actions.common import check_acts_for, cycle_of, held, say
from kaoji.apps.selfscore.checking import Typed, faults_in
from kaoji.apps.selfscore.enums import Origin, Said, SheetState
from kaoji.apps.selfscore.models import LONGEST_REASON, Line, Round, Sheet
from kaoji.apps.selfscore.permissions import FILL, OPEN
from kaoji.apps.selfscore.trials import Asked, Trial, asked_in, periods_in, trial_of
from kaoji.engine.plinth.exact import exact_text, parse_decimal, parse_exact
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused


@dataclass(frozen=True, slots=True)
class RoundShape:
    """For which period, and within how many working days."""

    period: str
    days: int


def open_round(*, by: Actor, cycle: Cycle, shape: RoundShape) -> Round:
    """Ask every unit of a cycle for its self-score in a period."""
    check(by, right=OPEN)
    check_own(by, cycle)
    trial = trial_of(by, cycle=cycle)
    with transaction.atomic():
        cycle = locked_cycle(by, cycle=cycle)
        check_stage_open(cycle, kind=StageKind.COLLECT)
        _check_period(cycle, period=shape.period, trial=trial)
        made: Round = Round.objects.create(
            organisation_id=cycle.organisation_id, cycle=cycle, period=shape.period,
            due_on=last_day(by, days=shape.days), at=clock.now(), by_name=name_of(by),
            tried_at=clock.now(),
        )  # fmt: skip
        count = sum(_sheets_made(by, made=made, trial=trial))
        record(acts.OPEN, by=by, of=made, after={"period": made.period, "lines": count})
    return made


def _check_period(cycle: Cycle, *, period: str, trial: Trial) -> None:
    known = periods_in(trial)
    if period not in known:
        raise Refused(
            "period-unknown",
            reason=_("方案在“{period}”没有要自评的指标").format(period=period),
            remedy=_("可选：{known}").format(known="、".join(known)) if known else "",
            field="period",
        )
    if cycle.self_scores.filter(period=period).exists():
        raise Refused(
            "opened-already",
            reason=_("{period}的自评已经布置").format(period=period),
            remedy=_("要改的请退回给单位"),
            field="period",
        )


def _sheets_made(by: Actor, *, made: Round, trial: Trial) -> Iterable[int]:
    """A sheet for each unit that is asked something; how many lines each has."""
    last = _last_of(made)
    for order, unit in enumerate(made.cycle.units.order_by("order"), start=1):
        asked = asked_in(trial, unit=unit.name, period=made.period)
        if not asked:
            continue
        sheet = Sheet.objects.create(
            organisation_id=made.organisation_id, round=made, order=order, unit_id=unit.unit_id,
            unit_name=unit.name,
        )  # fmt: skip
        for number, one in enumerate(asked, start=1):
            _line_made(sheet, asked=one, number=number, last=last.get((unit.unit_id, one.key)))
        say(by, sheet=sheet, said=Said.OPENED)
        yield len(asked)


def _last_of(made: Round) -> Mapping[tuple[int, str], Line]:
    """What units gave themselves last on the same indicators of the same scheme, and signed."""
    rows = Line.objects.filter(
        organisation=made.organisation_id,
        sheet__state=SheetState.SUBMITTED,
        sheet__round__cycle__scheme__scheme_key=made.cycle.scheme.scheme_key,
        sheet__round__cycle__is_trial=made.cycle.is_trial,
        sheet__unit__in=made.cycle.units.values("unit"),
    )
    found = rows.select_related("sheet").order_by("sheet__signed_at", "pk")
    return {(one.sheet.unit_id, one.key): one for one in found}


def _line_made(sheet: Sheet, *, asked: Asked, number: int, last: Line | None) -> None:
    line = Line(
        organisation_id=sheet.organisation_id, sheet=sheet, number=number, key=asked.key,
        name=asked.name, full=asked.full, low=asked.low, high=asked.high,
        clause=asked.clause[:200], last=last.points if last else "",
    )  # fmt: skip
    _tried(line, asked=asked)
    _prefill(line, last=last)
    line.save()


def _prefill(line: Line, *, last: Line | None) -> None:
    """By what the scheme gives so far, else as last time; with the reason that goes with it."""
    given = parse_decimal(line.computed)
    if given is not None:
        line.origin, line.points = Origin.TRIAL, exact_text(given)
        is_as_last = last is not None and last.points == line.points
        reason = last.reason if last is not None and is_as_last else line.why
    elif last is not None and last.points:
        line.origin, line.points, reason = Origin.LAST, last.points, last.reason
    else:
        return
    full = parse_exact(line.full)
    is_less = full is not None and (parse_exact(line.points) or 0) < full
    line.reason = reason[:LONGEST_REASON] if is_less else ""
    if any(True for _fault in faults_in(line, typed=Typed(line.points, line.reason),
                                        is_whole=True)):  # fmt: skip
        line.origin, line.points, line.reason = Origin.NONE, "", ""


# --- once more ------------------------------------------------------------------------------------


def try_again(*, by: Actor, round: Round) -> Round:  # noqa: A002 - what it is called
    """Try the scheme on the figures that are locked now, for all units. No self-score changes."""
    check(by, right=OPEN)
    check_own(by, round)
    trial = trial_of(by, cycle=cycle_of(round))
    with transaction.atomic():
        locked_cycle(by, cycle=round.cycle)
        found: Round = Round.objects.select_for_update().get(pk=round.pk)
        sheets = list(found.sheets.select_for_update())
        changed = sum(_tried_anew(one, trial=trial, period=found.period) for one in sheets)
        found.tried_at = clock.now()
        found.save(update_fields=("tried_at",))
        record(acts.TRY, by=by, of=found, after={"changed": changed})
    return found


def try_own(*, by: Actor, sheet: Sheet) -> Sheet:
    """The same for one's own unit: its figures have been locked since."""
    check(by, right=FILL)
    check_acts_for(by, sheet=sheet)
    trial = trial_of(by, cycle=cycle_of(sheet.round))
    with transaction.atomic():
        found = held(by, sheet=sheet)
        changed = _tried_anew(found, trial=trial, period=found.round.period)
        record(acts.TRY, by=by, of=found, after={"changed": changed})
    return found


def _tried_anew(sheet: Sheet, *, trial: Trial, period: str) -> int:
    """How many lines have changed; what is no longer asked of the unit stays as it was tried."""
    asked = {one.key: one for one in asked_in(trial, unit=sheet.unit_name, period=period)}
    changed = 0
    for line in sheet.lines.all():
        now = asked.get(line.key)
        if now is not None and (line.computed, line.tried, line.why) != _trial_of(now):
            _tried(line, asked=now)
            line.low, line.high = now.low, now.high
            line.save()
            changed += 1
    return changed


def _tried(line: Line, *, asked: Asked) -> None:
    line.computed, line.tried, line.why = _trial_of(asked)


def _trial_of(asked: Asked) -> tuple[str, str, str]:
    return asked.computed, asked.tried[:130], asked.why
