"""The county is built: an organisation of its own, flagged as invented, through the rooms' acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from kaoji.apps.accounts import actions as accounts
from kaoji.apps.accounts.models import Organisation, User
from kaoji.apps.accounts.queries import demo_organisations
from kaoji.apps.audit.queries import head_now
from kaoji.apps.organisation.calendar import country_calendar
from kaoji.site.demo import people as cast
from kaoji.site.demo.days import Days, present
from kaoji.site.demo.founding import County, add_people, set_up
from kaoji.site.demo.story import play, told_by_day
from kaoji.web import clock
from kaoji.web.actor import THE_SYSTEM
from kaoji.web.jobs.kinds import Report

CODE = "hean-demo"


def _silent(_done: int, _total: int, _told: str) -> None:
    """Nobody asks how far it is."""


@dataclass(frozen=True, slots=True)
class Built:
    """The county, with the codes by which its administrators set their first passwords."""

    county: County
    codes: dict[User, str]
    days: Days


def build(*, on: date | None = None, prefix: str = "hean", report: Report = _silent) -> Built:
    """Make the county; its present is `on`, today unless told.

    Step by step, so that whoever else works on this installation never waits for more than one of
    them. What goes wrong on the way takes along what was made; what a kill leaves half made is an
    invented organisation like a whole one, and is removed like one.
    """
    plans = cast.people(prefix)
    with transaction.atomic():
        first = head_now().number + 1
        started = accounts.start_organisation(
            token=accounts.open_organisation(),
            code=CODE,
            name=cast.COUNTY,
            administrators={one.role: (one.username, one.name) for one in plans if not one.unit},
            is_demo=True,
        )
    county = County(started.organisation, plans)
    county.users = {user.username: user for user in started.codes}
    calendar = country_calendar()
    days = Days(calendar, present(on or clock.today(), calendar=calendar))
    try:
        _fill(county, days=days, report=report)
    except BaseException:
        accounts.remove_demo(by=THE_SYSTEM, organisation=county.organisation)
        raise
    accounts.finish_demo(by=THE_SYSTEM, organisation=county.organisation, first=first)
    return Built(county, started.codes, days)


def _fill(county: County, *, days: Days, report: Report) -> None:
    for step in (add_people, set_up):
        with transaction.atomic():
            step(county)
    with transaction.atomic():
        story = told_by_day(county, days=days)
    for done, (day, events) in enumerate(story, start=1):
        with transaction.atomic():
            play(events)
        report(done, len(story), day.isoformat())


def remove() -> tuple[Organisation, ...]:
    """Take away every invented organisation of this installation; those that were."""
    gone = demo_organisations()
    for one in gone:
        accounts.remove_demo(by=THE_SYSTEM, organisation=one)
    return gone
