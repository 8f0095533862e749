"""Rooms that tests invent: what they tell the workbench is said here and nowhere stored."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date

from kaoji.web import clock, todo, told
from kaoji.web.jobs import queue
from kaoji.web.todo import Debt, Person, Source, Task


def task(title="审核鹤汀镇自评", *, due_on=date(2026, 6, 15), **more):
    """A task with an address that is there."""
    told = {"context": "2026年度", "verb": "去审核", "url": "/help/", "kind": "审核"} | more
    return Task(title, due_on=due_on, **told)


LIAISON = Person("云晓", "联络员", "13900000000")


def debt(unit="云砚镇", *, what="缺 2 格", people=(LIAISON,)):
    return Debt(unit, what=what, people=people)


@contextmanager
def telling(*, mine=(), given=(), **more):
    """Inside, only this room tells something; `mine` and `given` may ask the actor."""
    kept = dict(todo._SOURCES)
    todo._SOURCES.clear()
    told.forget()
    todo.tell_todo(
        Source(
            "invented",
            mine=mine if callable(mine) else lambda _actor: mine,
            given=given if callable(given) else lambda _actor: given,
            owed=given if callable(given) else lambda _actor: given,
            **more,
        )
    )
    try:
        yield
    finally:
        todo._SOURCES.clear()
        todo._SOURCES.update(kept)
        told.forget()


def backed_up(*, at=None):
    """The nightly backup came to a good end, now or then."""
    with clock.stopped_at(at or clock.now()):
        job = queue.ask_for("site.backup", key=f"{clock.now():%Y-%m-%d}")
        assert queue.take("night").pk == job.pk
        job.refresh_from_db()
        queue.end(job)
