"""What waits for whom. Each room says in its `todo.py` what is open in it; the workbench asks them
all and knows none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kaoji.web.actor import Actor
from kaoji.web.asking import Question, answered


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to be asked, with the telephone."""

    name: str
    post: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Debt:
    """What a unit owes, and who there may be asked."""

    unit: str
    what: str
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """A thing to be done: its title, one line of context, until when, one verb and where.

    `kind` is a word for what it is, the same for all of its like. `debts`: who owes what, where
    that was asked for.
    """

    title: str
    context: str
    due_on: date | None
    verb: str
    url: str
    kind: str
    debts: tuple[Debt, ...] = ()


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that somebody who sees it may want to know."""

    at: datetime
    fact: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Burden:
    """What was asked of others in a span of days: cells in all, and those they need not fill in."""

    unit_count: int
    cell_count: int
    carried_count: int


#: What is told at once, and what must be asked for first: all rooms are then asked in one question.
Tasks = Callable[[Actor], Iterable[Task | Question[Task]]]
Owing = Callable[[Actor], Iterable[Task]]


@dataclass(frozen=True, slots=True)
class Source:
    """What a room tells. `mine`: waits for the actor; `given`: waits for others on the actor's
    behalf; `owed`: the same with their debts, for chasing; `news`: the latest, at most so many;
    `burden`: asked from a day on. The first two ask nothing themselves, but give their questions
    (`web/asking.py`), which are asked in one with those of all other rooms. The others ask the
    database a fixed number of times, whatever the number of rows: one or two.

    `is_live`: its tasks change without an entry of the log, or within a day: they are asked for on
    each page. What others tell is kept until there is a new entry (`web/told.py`).
    """

    room: str
    mine: Tasks
    given: Tasks | None = None
    owed: Owing | None = None
    news: Callable[[Actor, int], Iterable[Happening]] | None = None
    burden: Callable[[Actor, date], Burden | None] | None = None
    is_live: bool = False


_SOURCES: dict[str, Source] = {}


def tell_todo(source: Source) -> None:
    """A room tells what is open in it; called once, when its application is ready."""
    _SOURCES[source.room] = source


def sources() -> tuple[Source, ...]:
    """The rooms that tell something, in the order of their names."""
    return tuple(_SOURCES[room] for room in sorted(_SOURCES))


def mine(actor: Actor) -> tuple[Task, ...]:
    """Everything that waits for somebody."""
    return answered(told for source in sources() for told in source.mine(actor))


def mine_by_room(actor: Actor) -> tuple[tuple[str, Task], ...]:
    """The same, each with the room that tells it."""
    return answered(
        _in_room(source.room, told) for source in sources() for told in source.mine(actor)
    )


def _in_room(room: str, told: Task | Question[Task]) -> Any:  # noqa: ANN401 - either, in its room
    if isinstance(told, Task):
        return room, told
    return Question(
        told.rows, names=told.names, say=lambda rows: [(room, task) for task in told.say(rows)]
    )


def given(actor: Actor) -> tuple[Task, ...]:
    """Everything that somebody waits for from others."""
    return answered(
        told for source in sources() if source.given is not None for told in source.given(actor)
    )


def owed(actor: Actor) -> tuple[Task, ...]:
    """What others owe to somebody, with who they are."""
    return tuple(
        task
        for source in sources()
        if source.owed is not None
        for task in source.owed(actor)
        if task.debts
    )


def news(actor: Actor, *, most: int) -> tuple[Happening, ...]:
    """The latest that somebody may see, newest first."""
    found = [
        one for source in sources() if source.news is not None for one in source.news(actor, most)
    ]
    return tuple(sorted(found, key=lambda one: one.at, reverse=True)[:most])


def burden(actor: Actor, *, since: date) -> Burden:
    """What was asked of others from a day on, in all rooms that ask."""
    told = [
        one
        for source in sources()
        if source.burden is not None and (one := source.burden(actor, since)) is not None
    ]
    return Burden(
        # Each room counts its own units; most are the same ones.
        unit_count=max((one.unit_count for one in told), default=0),
        cell_count=sum(one.cell_count for one in told),
        carried_count=sum(one.carried_count for one in told),
    )
