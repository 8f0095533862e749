"""The county's own days: acts are played on them, so that the log and the sheets tell a history."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from kaoji.engine.plinth.workdays import Calendar
from kaoji.web import clock

#: Since when everything stands, and when the office began to work with the program.
FOUNDED, OPENED = date(2024, 1, 1), date(2024, 12, 16)
#: On this day 粮食和物资储备局 became part of 发展和改革局.
MERGED = date(2025, 10, 1)
#: The county's present where the real one lies before its story or beyond the calendar.
USUAL_TODAY = date(2026, 7, 15)
#: Working days of which the present must know, and the past must have room.
_AHEAD = 30


@dataclass(frozen=True, slots=True)
class Days:
    """The present day of the county, with its working days."""

    calendar: Calendar
    today: date

    def after(self, day: date, count: int) -> date:
        """So many working days after a day, or before it."""
        step, left = timedelta(days=1 if count > 0 else -1), abs(count)
        while left:
            day += step
            left -= self.calendar.is_working_day(day)
        return day

    def ago(self, count: int) -> date:
        """So many working days before the present."""
        return self.after(self.today, -count)


def present(on: date, *, calendar: Calendar) -> date:
    """The day that is the county's present: the real one, where the calendar reaches."""
    reaches = calendar.is_published(on, last=on + timedelta(days=_AHEAD))
    return on if on >= USUAL_TODAY and reaches else USUAL_TODAY


@contextmanager
def on_day(day: date, *, hour: int = 9, minute: int = 0) -> Iterator[None]:
    """Inside, it is that hour of that day."""
    moment = datetime.combine(day, time(hour, minute), tzinfo=timezone.get_default_timezone())
    with clock.stopped_at(moment):
        yield
