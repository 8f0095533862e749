"""When nobody is disturbed: at night and on rest days, unless one has asked for it oneself."""

from __future__ import annotations

from datetime import date, time

from kaoji.apps.workbench.models import Reminder
from kaoji.engine.plinth.workdays import Calendar

NIGHT_ENDS = time(8)
NIGHT_BEGINS = time(20)


def is_night(moment: time) -> bool:
    """From eight in the evening to eight in the morning."""
    return not NIGHT_ENDS <= moment < NIGHT_BEGINS


def wants_on(reminder: Reminder, *, day: date, calendar: Calendar) -> bool:
    """Whether somebody may be reminded on a day at all."""
    return reminder.on_rest_days or calendar.is_working_day(day)


def wants_at(reminder: Reminder, *, moment: time) -> bool:
    """Whether somebody may be reminded at that time of the day."""
    return reminder.at_night or not is_night(moment)
