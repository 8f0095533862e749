"""The ranking as a workbook: every part of the total, exact texts beside published figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.figures import exact, points_of
from kaoji.apps.appraisals.lines import Lines, Part
from kaoji.apps.appraisals.models import Run
from kaoji.apps.appraisals.ranking import Group, Row
from kaoji.web.lists import NUMBER, TEXT, Column, Empty, Listing
from kaoji.web.lists.export import export


@dataclass(frozen=True, slots=True)
class Placed:
    """A row, with the group in which it stands."""

    group: str
    row: Row


def workbook_of(run: Run, *, groups: Iterable[Group], lines: Lines) -> HttpResponse:
    """A sheet with a row for each unit, group after group; a trial says so in each."""
    rows = tuple(Placed(group.name, row) for group in groups for row in (*group.rows, *group.apart))
    listing = Listing(
        key=f"ranking-{run.cycle.number}-{run.number}",
        title=_("得分与等次"),
        columns=tuple(_columns(run, lines=lines)),
        empty=Empty("not_begun", fact=_("没有单位")),
    )
    return export(rows, listing=listing, kind="xlsx")


def _columns(run: Run, *, lines: Lines) -> Iterator[Column]:
    if run.cycle.is_trial:
        yield _column("trial", _("性质"), lambda _one: _("试运行"))
    yield _column("group", _("组别"), lambda one: one.group)
    yield _column("place", _("位次"), lambda one: one.row.place)
    yield _column("name", _("单位"), lambda one: one.row.standing.name)
    yield _column("points", _("得分"), lambda one: _number(one.row.points), kind=NUMBER)
    yield _column("exact", _("精确得分"), lambda one: one.row.standing.exact)
    yield _column("before", _("上年位次"), lambda one: one.row.standing.last_rank, kind=NUMBER)
    for part in lines.parts:
        yield _column(part.path, part.name, _points_of(part), kind=NUMBER)
    yield _column("grade", _("等次"), lambda one: one.row.grade)
    yield _column("remarks", _("说明"), lambda one: "；".join(_remarks(one.row)))


def _column(key: str, title: str, value: Callable[[Placed], Any], *, kind: str = TEXT) -> Column:
    return Column(key, title=title, value=value, kind=kind)


def _points_of(part: Part) -> Callable[[Placed], Any]:
    return lambda one: _number(points_of(one.row.told["nodes"].get(part.path)))


def _number(text: str) -> Decimal | str:
    """A figure as a number where it is one; a range stays a text."""
    plain = text.replace("−", "-")
    return text if "/" in plain or exact(plain) is None else Decimal(plain)


def _remarks(row: Row) -> Iterator[str]:
    if row.is_tied:
        yield _("并列，提请研究")
    yield from row.flags
    yield from filter(None, (row.missing, row.near))
