"""Search, filters and order of a list, as the address asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from kaoji.web.lists.declare import Column, Filter, Listing, as_text
from kaoji.web.sounds import initials, kept_letters

#: Longer than any name that somebody would type.
LONGEST_QUESTION = 100
Rows = QuerySet[Any] | Sequence[Any]


def says(text: str, *, term: str) -> bool:
    """Whether a text has a term in it, as written or by its sounds."""
    sought = term.lower()
    return sought in text.lower() or (sought.isascii() and sought in initials(text))


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of a list. `chosen`: filter and value, in the order declared."""

    question: str
    chosen: tuple[tuple[Filter, str, str], ...]
    sort: str
    page: int

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the whole was asked for."""
        return bool(self.question or self.chosen)


def asked_of(request: HttpRequest, *, listing: Listing) -> Asked:
    """Read the address. What is not understood is left out: an old link still opens."""
    sorts = {column.key for column in listing.columns if column.sort}
    sort = request.GET.get("sort", "")
    page = request.GET.get("page", "")
    return Asked(
        question=request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_QUESTION],
        chosen=tuple(_chosen(request, listing=listing)),
        sort=sort if sort.lstrip("-") in sorts else listing.sort,
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
    )


def _chosen(request: HttpRequest, *, listing: Listing) -> Iterable[tuple[Filter, str, str]]:
    for one in listing.filters:
        value = request.GET.get(one.key, one.otherwise)
        word = dict(one.choices_for(request)).get(value) if value else None
        if word is not None:
            yield one, value, str(word)


def found_in(rows: Rows, *, listing: Listing, asked: Asked) -> Rows:
    """The rows asked for, in order."""
    for one, value, _word in asked.chosen:
        rows = one.narrow(rows, value=value)
    terms = asked.question.split()
    columns = [column for column in listing.columns if column.search]
    if isinstance(rows, QuerySet):
        return _in_queryset(rows, listing=listing, asked=asked, terms=terms, columns=columns)
    if terms:
        rows = [row for row in rows if _row_says(row, terms=terms, columns=columns)]
    column = _sorted_by(listing, asked=asked)
    if column is None:
        return rows
    back = asked.sort.startswith("-")
    return sorted(rows, key=lambda row: _rank(column.of(row)), reverse=back)


def _in_queryset(
    rows: QuerySet[Any], *, listing: Listing, asked: Asked, terms: list[str], columns: list[Column]
) -> Rows:
    column = _sorted_by(listing, asked=asked)
    if column is not None:
        back = "-" if asked.sort.startswith("-") else ""
        rows = rows.order_by(f"{back}{column.sort}", f"{back}pk")
    elif not rows.ordered:
        rows = rows.order_by("pk")
    return matching(rows, terms=terms, fields=[one.search for one in columns])


def matching(rows: QuerySet[Any], *, terms: Sequence[str], fields: Sequence[str]) -> Rows:
    """The rows in whose fields every term occurs, as written or by its sounds."""
    if not terms or not fields:
        return rows
    if is_heard(rows, terms=terms, fields=fields):
        return _by_sound(rows, terms=terms, fields=fields)
    letters = {one: kept_letters(rows.model, path=one) for one in fields}
    wanted = [reduce(or_, _ways(term, letters=letters)) for term in terms]
    return rows.filter(reduce(and_, wanted))


def is_heard(rows: QuerySet[Any], *, terms: Sequence[str], fields: Sequence[str]) -> bool:
    """Whether rows must be read to be found: a term may be sounds, and letters are not kept."""
    kept = [kept_letters(rows.model, path=one) for one in fields]
    return any(map(_may_be_sounds, terms)) and None in kept


def all_said(texts: Sequence[Any], *, terms: Sequence[str]) -> bool:
    """Whether every term occurs in some text, as written or by its sounds."""
    return all(any(says(as_text(text), term=term) for text in texts) for term in terms)


def _may_be_sounds(term: str) -> bool:
    return term.isascii() and any(map(str.isalpha, term))


def _ways(term: str, *, letters: Mapping[str, str | None]) -> Iterator[Q]:
    """Where a term may stand: as written, or in the letters that are kept."""
    for field, kept in letters.items():
        yield Q(**{f"{field}__icontains": term})
        if kept and kept != field and _may_be_sounds(term):
            yield Q(**{f"{kept}__contains": term.lower()})


class Picked(Sequence[Any]):
    """Rows picked by their keys, in order; only those that are looked at are read."""

    def __init__(self, rows: QuerySet[Any], *, keys: list[Any]) -> None:
        self._rows = rows
        self._keys = keys

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, place: Any) -> Any:  # noqa: ANN401 - a slice gives a list
        if not isinstance(place, slice):
            return self[place : place + 1][0]
        keys = self._keys[place]
        by_key: dict[Any, Any] = {}
        for start in range(0, len(keys), 500):
            by_key |= {row.pk: row for row in self._rows.filter(pk__in=keys[start : start + 500])}
        return [by_key[key] for key in keys if key in by_key]


def page_of(rows: Rows, *, start: int, stop: int) -> list[Any]:
    """A part of the rows. Where their order is worked out, it alone is worked out for all of them:
    the other figures of a row only for those that are shown.
    """
    if not isinstance(rows, QuerySet) or not _is_order_worked_out(rows):
        return list(rows[start:stop])
    keys = list(rows.values_list("pk", flat=True)[start:stop])
    shown: list[Any] = Picked(rows.order_by(), keys=keys)[:]
    return shown


def _is_order_worked_out(rows: QuerySet[Any]) -> bool:
    asked = rows.query
    names = {name.lstrip("-") for name in asked.order_by if isinstance(name, str)}
    return not asked.combinator and not names.isdisjoint(asked.annotations)


def _by_sound(rows: QuerySet[Any], *, terms: Sequence[str], fields: Sequence[str]) -> Picked:
    """Letters may be a part of the text or the first letters of its sounds."""
    keys = [key for key, *texts in rows.values_list("pk", *fields) if all_said(texts, terms=terms)]
    return Picked(rows, keys=list(dict.fromkeys(keys)))


def _row_says(row: Any, *, terms: list[str], columns: list[Column]) -> bool:  # noqa: ANN401
    texts = [as_text(column.of(row)) for column in columns]
    return all_said(texts, terms=terms)


def _sorted_by(listing: Listing, *, asked: Asked) -> Column | None:
    key = asked.sort.lstrip("-")
    return next((one for one in listing.columns if one.sort and one.key == key), None)


def _rank(value: Any) -> tuple[bool, Any]:  # noqa: ANN401 - nothing comes first
    return (value is not None, value if value is not None else 0)
