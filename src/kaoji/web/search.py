"""Search over everything that somebody may see. Each room says in its `search.py` what can be found
in it, and only through what the actor sees there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db.models import CharField, Count, QuerySet, Value
from django.db.models.functions import Cast

from kaoji.web.actor import Actor
from kaoji.web.lists.find import Rows, all_said, is_heard, matching
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
    whole = {kind.key: kind.rows(actor) for kind in kinds()}
    heard = [one for one in kinds() if is_heard(whole[one.key], terms=wanted, fields=one.fields)]
    rows: dict[str, Rows] = _heard(heard, whole, terms=wanted)
    for kind in kinds():
        if kind.key not in rows:
            rows[kind.key] = matching(whole[kind.key], terms=wanted, fields=kind.fields)
    counts = _counts(rows)
    return tuple(Found(kind, rows=rows[kind.key], count=counts[kind.key]) for kind in kinds())


def _heard(
    among: list[Findable], rows: Mapping[str, QuerySet[Any]], *, terms: list[str]
) -> dict[str, Rows]:
    """The rows of several kinds in which the terms are found by sound, read in one question."""
    most = max((len(kind.fields) for kind in among), default=0)
    asked = [_texts(kind, rows[kind.key], width=most) for kind in among]
    found: dict[str, set[str]] = {kind.key: set() for kind in among}
    for key, pk, *texts in _together(asked):
        if all_said(texts, terms=terms):
            found[key].add(pk)
    return {
        key: rows[key].filter(pk__in=keys) if keys else rows[key].none()
        for key, keys in found.items()
    }


def _texts(kind: Findable, rows: QuerySet[Any], *, width: int) -> QuerySet[Any]:
    """Kind, key and texts of each row, in as many columns as the widest kind has."""
    word = CharField()
    columns = [Cast(name, word) for name in ("pk", *kind.fields)]
    rest = [Value("", output_field=word)] * (width - len(kind.fields))
    return rows.order_by().values_list(Value(kind.key, output_field=word), *columns, *rest)


def _counts(rows: Mapping[str, Rows]) -> dict[str, int]:
    """How many rows there are of each kind, asked in one question."""
    counts = {key: 0 if isinstance(some, QuerySet) else len(some) for key, some in rows.items()}
    asked = [
        _named(some, key=key).annotate(n=Count("pk")).values_list("named", "n")
        for key, some in rows.items()
        if isinstance(some, QuerySet)
    ]
    return counts | dict(_together(asked))


def _named(rows: QuerySet[Any], *, key: str) -> QuerySet[Any]:
    """The same rows, each saying of which kind it is; whatever else was asked of them is apart."""
    plain = rows.model._base_manager.filter(pk__in=rows.values("pk")).order_by()
    named: QuerySet[Any] = plain.annotate(named=Value(key, output_field=CharField()))
    return named.values("named")


def _together(asked: list[QuerySet[Any]]) -> Iterable[Any]:
    """The rows of several questions in one; none where there is nothing to ask."""
    return asked[0].union(*asked[1:], all=True) if asked else ()


def nearest(actor: Actor, *, question: str) -> str:
    """The name, of all that somebody sees, that is most like what was asked for, if any is."""
    best, name = LEAST_ALIKE, ""
    asked = [
        _named(kind.rows(actor).order_by()[:MOST_COMPARED], key=kind.key)
        .annotate(text=Cast(kind.fields[0], CharField()))
        .values_list("named", "text")
        for kind in kinds()
    ]
    order = {kind.key: place for place, kind in enumerate(kinds())}
    for _kind, text in sorted(_together(asked), key=lambda one: order[one[0]]):
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
