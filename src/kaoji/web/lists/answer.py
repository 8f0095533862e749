"""From a request and rows to a page, a file or a print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from kaoji.web.amounts import grouped
from kaoji.web.lists.declare import Column, Empty, Filter, Listing, as_text
from kaoji.web.lists.export import export
from kaoji.web.lists.find import Asked, Rows, asked_of, found_in, page_of
from kaoji.web.lists.own import PASSING, Choice, Own, as_shown, choices_of, own_of

#: More rows than this are exported, not printed from the browser.
MOST_PRINTED = 2_000
#: The part of a page that a list replaces of itself.
THE_LIST = "components/listed.html"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as the page shows it."""

    column: Column
    value: Any
    text: str
    href: str
    row: Any


@dataclass(frozen=True, slots=True)
class Page:
    """A part of the rows: 第 1–50 条，共 812 条, and the addresses before and after it."""

    first: int
    last: int
    count: int
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: where a click leads, and how the list is ordered by it now."""

    column: Column
    href: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A head above several columns."""

    title: str
    span: int


@dataclass(frozen=True, slots=True)
class FilterShown:
    """A filter with its choices and the one in force."""

    filter: Filter
    choices: tuple[tuple[str, str], ...]
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force: what it says, and the address without it."""

    word: str
    without: str


@dataclass(frozen=True, slots=True)
class Table:
    """All that `components/listing.html` shows."""

    listing: Listing
    asked: Asked
    heads: tuple[Head, ...]
    groups: tuple[Group, ...]
    lines: tuple[tuple[Cell, ...], ...]
    page: Page
    filters: tuple[FilterShown, ...]
    chips: tuple[Chip, ...]
    empty: Empty | None
    exports: tuple[tuple[str, str], ...]
    print_href: str
    is_print: bool
    kept: tuple[tuple[str, str], ...]
    own: Own
    choices: tuple[Choice, ...]
    here: str
    link: str
    export_all: str
    is_choosing: bool

    @property
    def link_asked(self) -> str:
        """What the address to send asks."""
        return self.link.partition("?")[2]

    @property
    def left_out(self) -> int:
        """How many columns are not shown."""
        return sum(not one.is_shown for one in self.choices)

    @property
    def of_all(self) -> int:
        """How many columns there are, the first and those of screens counted in."""
        return len(self.listing.columns) + self.left_out


def answer(
    request: HttpRequest,
    *,
    listing: Listing,
    rows: Rows,
    template: str = "list.html",
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The page of a list, or the file that the address asks for."""
    kind = request.GET.get("export", "")
    if kind in ("xlsx", "csv"):
        asked = asked_of(request, listing=listing)
        shown = as_shown(request, listing=listing, own=own_of(request, listing=listing))
        return export(found_in(rows, listing=listing, asked=asked), listing=shown, kind=kind)
    table = table_of(request, listing=listing, rows=rows)
    told = {**(context or {}), "table": table, "listing": listing}
    page = render(request, THE_LIST if _asks_for_the_list(request) else template, told)
    patch_vary_headers(page, ("HX-Request",))
    return page


def _asks_for_the_list(request: HttpRequest) -> bool:
    """Whether a list on the page replaces itself; going back asks for the whole page."""
    heads = request.headers
    return heads.get("HX-Target") == "list" and "HX-History-Restore-Request" not in heads


def table_of(request: HttpRequest, *, listing: Listing, rows: Rows) -> Table:
    """One page of a list, ready for `{% include "components/listing.html" %}`."""
    asked, own = asked_of(request, listing=listing), own_of(request, listing=listing)
    shape = as_shown(request, listing=listing, own=own)
    found = found_in(rows, listing=listing, asked=asked)
    count = found.count() if isinstance(found, QuerySet) else len(found)
    is_print = request.GET.get("print") == "1"
    size = MOST_PRINTED if is_print else listing.per_page
    number = max(1, min(asked.page, -(-count // size)))
    start = (number - 1) * size
    shown = page_of(found, start=start, stop=start + size)
    return Table(
        listing=shape,
        asked=asked,
        heads=tuple(_head(request, column=one, asked=asked) for one in shape.columns),
        groups=_groups(shape),
        lines=tuple(tuple(_cell(row, column=one) for one in shape.columns) for row in shown),
        page=Page(
            first=start + 1 if shown else 0,
            last=start + len(shown),
            count=count,
            before=_address(request, page=number - 1) if number > 1 else "",
            after=_address(request, page=number + 1) if start + len(shown) < count else "",
        ),
        filters=tuple(_shown(request, one=one, asked=asked) for one in listing.filters),
        chips=tuple(_chips(request, asked=asked)),
        empty=None if shown else _empty(request, listing=listing, asked=asked),
        exports=tuple(
            (name, _address(request, export=kind))
            for kind, name in (("xlsx", "Excel"), ("csv", "CSV"))
        ),
        print_href=_address(request, print=1),
        is_print=is_print,
        kept=tuple(_kept(request, listing=listing)),
        own=own,
        choices=choices_of(listing, shown=shape),
        here=_address(request),
        link=_address(request, columns=",".join(one.key for one in shape.columns)),
        export_all=_address(request, export="xlsx", columns="all"),
        is_choosing=request.GET.get("choose") == "1",
    )


def _address(request: HttpRequest, **changed: Any) -> str:  # noqa: ANN401 - texts and numbers
    """This address with some of its questions changed; nothing drops one."""
    query = request.GET.copy()
    for name in PASSING:
        query.pop(name, None)
    for name, value in changed.items():
        if value in ("", None):
            query.pop(name, None)
        else:
            query[name] = str(value)
    asked = query.urlencode()
    return f"{request.path}?{asked}" if asked else request.path


def _head(request: HttpRequest, *, column: Column, asked: Asked) -> Head:
    if not column.sort:
        return Head(column)
    order = {column.key: "ascending", f"-{column.key}": "descending"}.get(asked.sort, "")
    turned = f"-{column.key}" if order == "ascending" else column.key
    return Head(column, href=_address(request, sort=turned), order=order)


def _groups(listing: Listing) -> tuple[Group, ...]:
    """Runs of neighbours under one head; none where no column has one."""
    if not any(column.group for column in listing.columns):
        return ()
    runs: list[list[Any]] = []
    for column in listing.columns:
        title = str(column.group)
        if runs and title and runs[-1][0] == title:
            runs[-1][1] += 1
        else:
            runs.append([title, 1])
    return tuple(Group(title=title, span=span) for title, span in runs)


def _cell(row: Any, *, column: Column) -> Cell:  # noqa: ANN401 - rows are of any kind
    value = column.of(row)
    href = column.link(row) if column.link is not None else ""
    text = grouped(as_text(value)) if column.is_amount else as_text(value)
    return Cell(column=column, value=value, text=text, href=href or "", row=row)


def _shown(request: HttpRequest, *, one: Filter, asked: Asked) -> FilterShown:
    chosen = next((value for filter_, value, _word in asked.chosen if filter_ is one), "")
    choices = tuple((value, str(word)) for value, word in one.choices_for(request))
    return FilterShown(one, choices=choices, chosen=chosen)


def _chips(request: HttpRequest, *, asked: Asked) -> list[Chip]:
    chips = [
        Chip(
            f"{one.title}：{word}",
            without=_address(request, **{one.key: "all" if one.otherwise else ""}),
        )
        for one, _value, word in asked.chosen
    ]
    if asked.question:
        chips.insert(0, Chip(f"{_('查找')}：{asked.question}", without=_address(request, q="")))
    return chips


def _kept(request: HttpRequest, *, listing: Listing) -> list[tuple[str, str]]:
    """Questions of the address that the search form must carry along."""
    asked_anew = {"q", *PASSING, *(one.key for one in listing.filters)}
    return [(name, str(value)) for name, value in request.GET.items() if name not in asked_anew]


def _empty(request: HttpRequest, *, listing: Listing, asked: Asked) -> Empty:
    if not asked.is_narrowed:
        return listing.empty
    if asked.question:
        fact = _("没有找到「%(question)s」") % {"question": asked.question}
    else:
        fact = _("这样筛选之后什么也没有")
    return Empty(
        "not_found",
        fact=fact,
        then=_("可以少写几个字，或写拼音首字母。") if asked.question else "",
        href=request.path,
        verb=_("看全部"),
    )
