"""Calendars of working days as YAML: the shipped one, and local ones laid over another."""

from kaoji.engine.scheme.calendars.load import (
    DEFAULT_CALENDAR,
    Loaded,
    calendar_names,
    is_path,
    load_calendar,
    read_calendar,
)

__all__ = [
    "DEFAULT_CALENDAR",
    "Loaded",
    "calendar_names",
    "is_path",
    "load_calendar",
    "read_calendar",
]
