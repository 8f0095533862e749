"""What a list is: its columns, filters, words when it is empty."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

TEXT, NUMBER, DATE = "text", "number", "date"

#: The value of a filter, and what it is called.
Choice = tuple[str, Any]
Narrowing = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    `value`: from a row to what stands in the cell and is exported; else the attribute `key`
    (dots lead on: `unit.name`). `shown`: a template for the cell, given `row` and `value`.
    `link`: from a row to an address. `sort`: the field to order by; `search`: the field in which
    text is sought. In plain sequences both are any text, and `value` is used.
    `group`: a head above this and its neighbours. `is_screen_only`: not exported.
    """

    key: str
    title: Any
    meaning: Any = ""
    kind: str = TEXT
    value: Callable[[Any], Any] | None = None
    shown: str = ""
    link: Callable[[Any], str] | None = None
    sort: str = ""
    search: str = ""
    unit: Any = ""
    group: Any = ""
    is_screen_only: bool = False

    def of(self, row: Any) -> Any:  # noqa: ANN401 - rows are of any kind
        """What stands in this column for a row."""
        if self.value is not None:
            return self.value(row)
        found = row
        for name in self.key.split("."):
            if found is None:
                return None
            found = found.get(name) if isinstance(found, dict) else getattr(found, name)
        return found

    @property
    def is_amount(self) -> bool:
        """Whether it counts something, so that thousands are shown in threes."""
        return self.kind == NUMBER and bool(self.unit)

    @property
    def is_number(self) -> bool:
        """Numbers stand to the right."""
        return self.kind == NUMBER


@dataclass(frozen=True, slots=True)
class Filter:
    """A way to narrow a list by one of few choices, kept in the address as `?key=value`.

    `choices`: pairs of value and word, or a function of the request that gives them.
    `narrow(rows, value=…)` gives the rows that remain. `otherwise`: the choice in force when the
    address names none.
    """

    key: str
    title: Any
    choices: Iterable[Choice] | Callable[[HttpRequest], Iterable[Choice]]
    narrow: Narrowing
    otherwise: str = ""

    def choices_for(self, request: HttpRequest) -> tuple[Choice, ...]:
        """The choices that somebody has."""
        found = self.choices(request) if callable(self.choices) else self.choices
        return tuple((str(value), word) for value, word in found)


@dataclass(frozen=True, slots=True)
class Empty:
    """What a list says when there is nothing: the fact, what comes next, one link."""

    kind: str
    fact: Any
    then: Any = ""
    href: Any = ""
    verb: Any = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list. `key` names its exports; `is_wide` prints it on A3."""

    key: str
    title: Any
    columns: tuple[Column, ...]
    empty: Empty
    filters: tuple[Filter, ...] = ()
    sort: str = ""
    per_page: int = 50
    is_wide: bool = False

    @property
    def has_search(self) -> bool:
        """Whether any column can be searched."""
        return any(column.search for column in self.columns)

    @property
    def words(self) -> tuple[tuple[str, str], ...]:
        """The columns with their meanings, for the help page."""
        return tuple((str(one.title), str(one.meaning)) for one in self.columns if one.meaning)


def by_field(name: str) -> Narrowing:
    """Narrow a queryset to rows in which a field has the chosen value."""

    def narrow(rows: Any, *, value: str) -> Any:  # noqa: ANN401 - a queryset in, one out
        return rows.filter(**{name: value})

    return narrow


def leads_to(route: str, *, by: str = "pk") -> Callable[[Any], str]:
    """From a row to the page of what it shows, named by a field of it (dots lead on)."""
    key = attrgetter(by)

    def address(row: Any) -> str:  # noqa: ANN401 - rows are of any kind
        return reverse(route, args=(key(row),))

    return address


def as_text(value: Any) -> str:  # noqa: ANN401 - whatever stands in a cell
    """What a cell reads: nothing for nothing, dates as 2026-01-22, yes and no as 是 and 否."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return local.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
