"""Towns score themselves for the first half of the year: some have sent, one waits for its head,
the rest are still writing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from kaoji.apps.selfscore import actions
from kaoji.apps.selfscore.checking import Typed
from kaoji.apps.selfscore.models import Line, Sheet
from kaoji.engine.plinth.exact import exact_text, parse_exact
from kaoji.site.demo.appraising import Step, Year
from kaoji.site.demo.days import Days
from kaoji.web.roles import Role

_HALF = "2026中期评估"
_SIGNED = ("云台镇", "柳湾乡")
_SENT = "白石镇"
#: Of what is not computed yet, every third indicator a little less than full.
_WHY = "按时序进度还差一项，已列入三季度补齐。"


def self_scored(year: Year, *, since: date, days: Days) -> Iterator[Step]:
    """Asked for, filled in by a few, signed by two heads."""
    shape = actions.RoundShape(_HALF, 10)
    yield since, 9, lambda: actions.open_round(
        by=year.county.clerk(), cycle=year.cycle, shape=shape
    )  # fmt: skip
    for unit in (*_SIGNED, _SENT):
        yield days.after(since, 2), 10, partial(_sent, year, unit=unit)
    for unit in _SIGNED:
        yield days.after(since, 3), 16, partial(_signed, year, unit=unit)


def _sheet(year: Year, *, unit: str) -> Sheet:
    found: Sheet = Sheet.objects.get(round__cycle=year.key, unit_name=unit)
    return found


def _sent(year: Year, *, unit: str) -> None:
    sheet = _sheet(year, unit=unit)
    typed = {one.pk: _typed(one) for one in sheet.lines.all() if not one.points}
    by = year.county.acting(Role.UNIT_LIAISON, unit=unit)
    actions.save_and_send(by=by, sheet=sheet, typed=typed, version=sheet.version)


def _typed(line: Line) -> Typed:
    full = parse_exact(line.full)
    if full is None or line.number % 3:
        return Typed(line.full)
    return Typed(exact_text(full / 2), _WHY)


def _signed(year: Year, *, unit: str) -> None:
    sheet = _sheet(year, unit=unit)
    by = year.county.acting(Role.UNIT_HEAD, unit=unit)
    actions.sign(by=by, sheet=sheet, version=sheet.version)
