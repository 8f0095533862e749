"""What the rooms have told of somebody, kept in the process for as long as nothing has happened.

The rail tells on every page how much waits; to ask each room for it each time would be half of what
a page asks the database. No act is without its entry in the log, written in the transaction of the
act, so the seal of the last entry tells of every change: what was told under a seal holds for as
long as the log ends with it. The seal is read first and the rooms are asked afterwards: what
is kept is never older than its seal. A seal covers what the entry says, its moment and all entries
before it: what was seen in a transaction that is taken back is kept under a seal that nobody reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Lock

from django.utils.translation import get_language

from kaoji.web import clock, todo
from kaoji.web.actor import Actor
from kaoji.web.asking import Question, answered
from kaoji.web.todo import Source, Task

#: More tasks than this are not kept: thousands of open sheets wait for each of many people.
MOST_TASKS = 50_000

Tell = Callable[[Source, Actor], Iterable[Task | Question[Task]]]
#: Who asks for what: everything that a room may look at, but not from which machine.
Asked = tuple[str, Actor, date, str | None]


@dataclass(slots=True)
class _Kept:
    """What was told under one seal."""

    seal: str = ""
    tasks: dict[Asked, tuple[Task, ...]] = field(default_factory=dict)
    count: int = 0
    lock: Lock = field(default_factory=Lock)

    def under(self, seal: str, *, question: Asked) -> tuple[Task, ...] | None:
        """What was told; nothing where it must be asked."""
        with self.lock:
            return self.tasks.get(question) if seal == self.seal else None

    def keep(self, seal: str, *, question: Asked, told: tuple[Task, ...]) -> None:
        """Keep it; what was told under another seal is forgotten."""
        with self.lock:
            if seal != self.seal or self.count + len(told) > MOST_TASKS:
                self._begin(seal)
            if len(told) <= MOST_TASKS and question not in self.tasks:
                self.tasks[question] = told
                # Nothing to do is worth a place too, and takes one.
                self.count += max(1, len(told))

    def forget(self) -> None:
        """Keep nothing."""
        with self.lock:
            self._begin("")

    def _begin(self, seal: str) -> None:
        self.seal, self.count = seal, 0
        self.tasks.clear()


_KEPT = _Kept()


def mine(actor: Actor, *, seal: str) -> tuple[Task, ...]:
    """Everything that waits for somebody, when the log ends with a seal (see `todo.mine`)."""
    return _told("mine", actor=actor, seal=seal, tell=lambda room, who: room.mine(who))


def given(actor: Actor, *, seal: str) -> tuple[Task, ...]:
    """Everything that somebody waits for from others (see `todo.given`)."""
    return _told(
        "given",
        actor=actor,
        seal=seal,
        tell=lambda room, who: room.given(who) if room.given is not None else (),
    )


def forget() -> None:
    """Keep nothing: for tests, whose tables hold rows that no act has put there."""
    _KEPT.forget()


def _told(what: str, *, actor: Actor, seal: str, tell: Tell) -> tuple[Task, ...]:
    question = (what, replace(actor, address=""), clock.today(), get_language())
    told = _KEPT.under(seal, question=question) if seal else None
    if told is None:
        steady = (room for room in todo.sources() if not room.is_live)
        told = answered(task for room in steady for task in tell(room, actor))
        if seal:
            _KEPT.keep(seal, question=question, told=told)
    live = (room for room in todo.sources() if room.is_live)
    return (*told, *answered(task for room in live for task in tell(room, actor)))
