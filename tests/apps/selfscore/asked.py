"""A cycle that collects, a round over it, a sheet on its way."""

from __future__ import annotations

from kaoji.apps.appraisals.actions import StageShape
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.selfscore import actions
from kaoji.apps.selfscore.checking import Typed
from kaoji.apps.selfscore.models import Line, Round, Sheet
from tests.apps.appraisals import public, scored

TOWN = "鹤汀镇"
PERIOD = "2026年终评估"
HALF = "2026中期评估"
STAGES = (StageKind.COLLECT, StageKind.SCORE, StageKind.FINAL)


def cycle_in(cast, *, scheme, **changed) -> Cycle:
    """A cycle over the towns, its collecting under way."""
    told = {
        "period": "2026", "stages": tuple(StageShape(kind, 5) for kind in STAGES),
    } | changed  # fmt: skip
    cycle = scored.cycle_in(cast, scheme=scheme, **told)
    public.open_stage(cycle, StageKind.COLLECT)
    return cycle


def opened(cast, cycle: Cycle, *, period: str = PERIOD, days: int = 5) -> Round:
    shape = actions.RoundShape(period, days)
    return actions.open_round(by=cast.actor("clerk"), cycle=cycle, shape=shape)


def sheet_of(round_: Round, *, town: str = TOWN) -> Sheet:
    return round_.sheets.get(unit_name=town)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def line_of(sheet: Sheet, *, name: str = "财政收入") -> Line:
    return sheet.lines.get(name=name)


def typed(sheet: Sheet, *, points: str = "", reason: str = "比目标少") -> dict[int, Typed]:
    """Every line: so many points, or half a point less than full."""
    found = {}
    for one in sheet.lines.all():
        full = int(one.full)
        found[one.pk] = Typed(points or f"{full - 1}.5", reason)
    return found


def filled(cast, sheet: Sheet, **told) -> Sheet:
    return actions.save(
        by=cast.actor("liaison"), sheet=sheet, typed=typed(sheet, **told), version=sheet.version
    )


def sent(cast, sheet: Sheet) -> Sheet:
    found = filled(cast, sheet)
    return actions.send(by=cast.actor("liaison"), sheet=found, version=found.version)


def submitted(cast, sheet: Sheet) -> Sheet:
    found = sent(cast, sheet)
    return actions.sign(by=cast.actor("head"), sheet=found, version=found.version)
