"""Working days here: the shipped calendar of the country with local days over it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from kaoji.apps.organisation.models import LocalDay
from kaoji.engine.plinth.workdays import Calendar, DayKind, Notice, SpecialDay, overlaid
from kaoji.engine.scheme.calendars import DEFAULT_CALENDAR, load_calendar
from kaoji.web.actor import Actor


@lru_cache(maxsize=1)
def country_calendar() -> Calendar:
    """The calendar that is shipped; a program without it is broken."""
    calendar, problems = load_calendar(DEFAULT_CALENDAR)
    if calendar is None:
        raise RuntimeError("; ".join(problem.message for problem in problems))
    return calendar


def calendar_of(actor: Actor) -> Calendar:
    """The calendar by which the actor's organisation counts working days."""
    return with_local_days(LocalDay.objects.of(actor))


def with_local_days(local_days: Iterable[LocalDay]) -> Calendar:
    """The calendar of the country with some local days over it."""
    specials = tuple(
        SpecialDay(
            one.day,
            DayKind.WORK if one.is_working else DayKind.REST,
            one.name,
            Notice(number=one.basis),
        )
        for one in local_days
    )
    if not specials:
        return country_calendar()
    local = Calendar(name="local", specials=specials, revision=f"本地{len(specials)}日")
    return overlaid(country_calendar(), local=local)
