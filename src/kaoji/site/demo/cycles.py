"""Seven schemes, last year and this: which cycle goes which way."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from kaoji.apps.facts.models import PinnedScheme
from kaoji.site.demo import departments, hospital, sections, special, supervised, towns
from kaoji.site.demo.appraising import Paths, Step, Year, set_parameters
from kaoji.site.demo.days import Days
from kaoji.site.demo.figures import (
    BODY_SCHEME,
    DEPARTMENT_SCHEME,
    HOSPITAL_SCHEME,
    MONTH,
    PROJECT_SCHEME,
    SECTION_SCHEME,
    SUPERVISED_SCHEME,
    TOWN_SCHEME,
)
from kaoji.site.demo.founding import County
from kaoji.site.demo.sheets import Sheet

Pins = dict[str, PinnedScheme]
_OF_BODIES = Paths("县委编委会议纪要〔2026〕1号", "四个单位都已定分。")
_OF_PROJECTS = Paths("县重点项目调度会纪要〔2026〕2号", "四个项目都已定分。")


def set_all_parameters(county: County, *, pins: Pins) -> None:
    """What the schemes leave to the county."""
    for pack, values in (
        (TOWN_SCHEME, towns.SETTINGS),
        (DEPARTMENT_SCHEME, departments.SETTINGS),
        (BODY_SCHEME, special.SETTINGS),
        (HOSPITAL_SCHEME, hospital.SETTINGS),
    ):
        set_parameters(county, pin=pins[pack], values=values, year="2025")


def appraised(
    county: County, *, pins: Pins, sheets: tuple[Sheet, ...], days: Days
) -> Iterator[Step]:
    """Every cycle of the county, one after the other."""
    own = {pack: tuple(one for one in sheets if one.plan.pack == pack) for pack in pins}
    of_towns = partial(Year, county, pin=pins[TOWN_SCHEME])
    yield from towns.last_year(
        of_towns(plan=towns.LAST, period="2025"), sheets=own[TOWN_SCHEME], days=days
    )
    yield from towns.this_year(of_towns(plan=towns.THIS, period="2026"), days=days)
    for room, pack in ((departments, DEPARTMENT_SCHEME), (sections, SECTION_SCHEME)):
        last, this = (Year(county, room.PLAN, pins[pack], year) for year in ("2025", "2026"))
        yield from room.last_year(last, sheets=own[pack], days=days)
        yield from room.this_year(this, days=days)
    for pack, plan, then, told, way in (
        (BODY_SCHEME, special.BODIES, special.NEXT, _OF_BODIES, special.to_the_archive),
        (PROJECT_SCHEME, special.PROJECTS, special.PROJECTS, _OF_PROJECTS, special.to_the_end),
    ):
        last = Year(county, plan, pins[pack], "2025")
        yield from way(last, told=told, sheets=own[pack], days=days)
        yield from special.to_the_middle(Year(county, then, pins[pack], "2026"), days=days)
    # The projects, which came last, feed those that lead them.
    yield from supervised.last_year(
        Year(county, supervised.PLAN, pins[SUPERVISED_SCHEME], "2025"),
        projects=last, sheets=own[SUPERVISED_SCHEME], days=days,
    )  # fmt: skip
    yield from hospital.last_month(
        Year(county, hospital.PLAN, pins[HOSPITAL_SCHEME], MONTH),
        sheets=own[HOSPITAL_SCHEME], days=days,
    )  # fmt: skip
