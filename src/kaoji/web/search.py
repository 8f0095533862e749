"""Search over everything that somebody may see. Each room says in its `search.py` what can be found
in it, and only through what the actor sees there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db.models import QuerySet

from kaoji.web.actor import Actor
from kaoji.web.lists.find import Rows, matching
from kaoji.web.sounds import initials

#: As many rows of a kind are looked through for the nearest match, when nothing was found.
MOST_COMPARED = 3_000
#: Less alike than this is no match that anybody meant (in hundredths).
LEAST_ALIKE = 40


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found, and where it is."""

    title: str
    context: str
    url: str


@dataclass(frozen=True, slots=True)
class Findable:
    """A kind of thing that can be found: its word, the rows that somebody sees, the fields in which
    words are sought (the first is its name), and how a row is shown. A row has `pk`.
    """

    key: str
    word: Any
    rows: Callable[[Actor], QuerySet[Any]]
    fields: tuple[str, ...]
    hit: Callable[[Any], Hit]
    order: int = 50


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of a kind; only the rows that are looked at are read."""

    kind: Findable
    rows: Rows
    count: int

    def hits(self, *, first: int, count: int) -> list[Hit]:
        """Some of them, in order."""
        return [self.kind.hit(row) for row in self.rows[first : first + count]]


_KINDS: dict[str, Findable] = {}


def make_findable(kind: Findable) -> None:
    """A room's things can be found; called once, when its application is ready."""
    _KINDS[kind.key] = kind


def kinds() -> tuple[Findable, ...]:
    """Everything that can be found."""
    return tuple(sorted(_KINDS.values(), key=lambda one: (one.order, one.key)))


def find(actor: Actor, *, terms: Iterable[str]) -> tuple[Found, ...]:
    """What somebody sees that has all the terms in it, kind by kind."""
    wanted = list(terms)
    found = []
    for kind in kinds():
        rows = matching(kind.rows(actor), terms=wanted, fields=kind.fields)
        count = rows.count() if isinstance(rows, QuerySet) else len(rows)
        found.append(Found(kind, rows=rows, count=count))
    return tuple(found)


def nearest(actor: Actor, *, question: str) -> str:
    """The name, of all that somebody sees, that is most like what was asked for, if any is."""
    best, name = LEAST_ALIKE, ""
    for kind in kinds():
        names = kind.rows(actor).order_by().values_list(kind.fields[0], flat=True)
        for text in names[:MOST_COMPARED]:
            alike = _likeness(str(text or ""), question=question)
            if alike > best:
                best, name = alike, str(text)
    return name


def _likeness(text: str, *, question: str) -> int:
    """How much two texts have in common, in hundredths: as written, for letters also by sound."""
    said = initials(text) if question.isascii() else text
    matcher = SequenceMatcher(a=question.lower(), b=said.lower(), autojunk=False)
    common = sum(block.size for block in matcher.get_matching_blocks())
    return 200 * common // ((len(question) + len(said)) or 1)
