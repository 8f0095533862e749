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
from kaoji.site.demo.story import play
from kaoji.web import clock
from kaoji.web.actor import THE_SYSTEM

CODE = "hean-demo"


@dataclass(frozen=True, slots=True)
class Built:
    """The county, with the codes by which its administrators set their first passwords."""

    county: County
    codes: dict[User, str]
    days: Days


def build(*, on: date | None = None, prefix: str = "hean") -> Built:
    """Make the county, whole or not at all. Its present is `on`, today unless told."""
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
        add_people(county)
        set_up(county)
        calendar = country_calendar()
        days = Days(calendar, present(on or clock.today(), calendar=calendar))
        play(county, days=days)
        accounts.finish_demo(by=THE_SYSTEM, organisation=county.organisation, first=first)
    return Built(county, started.codes, days)


def remove() -> tuple[Organisation, ...]:
    """Take away every invented organisation of this installation; those that were."""
    gone = demo_organisations()
    for one in gone:
        accounts.remove_demo(by=THE_SYSTEM, organisation=one)
    return gone
