"""The clock of the office. Rooms ask here what time it is; tests set it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_SET: ContextVar[datetime | None] = ContextVar("set_clock", default=None)


def now() -> datetime:
    """The present moment, with its zone."""
    return _SET.get() or timezone.now()


def today() -> date:
    """The present day where the office stands."""
    return timezone.localdate(now())


@contextmanager
def stopped_at(moment: datetime) -> Iterator[None]:
    """Inside, it is always this moment."""
    token = _SET.set(moment)
    try:
        yield
    finally:
        _SET.reset(token)
