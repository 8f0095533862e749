"""What was reported, as a page and a paper say it, and what a verifier needs to see beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.facts.enums import Mark
from kaoji.apps.facts.models import Figure, ListRow, TaskKey
from kaoji.apps.facts.queries import column_of
from kaoji.apps.facts.sheets import period_before, plan_of_pack
from kaoji.engine.plan.index import walk
from kaoji.engine.scheme.model import Item
from kaoji.web.amounts import grouped


def said_of(held: Figure | ListRow) -> str:
    """What was reported, in one line."""
    if held.mark != Mark.VALUE:
        return str(Mark(held.mark).label)
    if isinstance(held, ListRow):
        return "，".join(f"{name} {text}" for name, text in held.typed.items() if text)
    return held.typed


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure beside the one that is verified: another field, or an earlier period."""

    title: str
    said: str
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """All that stands on the page of an item."""

    key: str
    said: str
    measure: str
    beside: tuple[Beside, ...]
    cells: tuple[tuple[str, str], ...]
    clause: str
    reading: str
    bounds: str


def shown_of(held: Figure | ListRow, *, cycle: Cycle) -> Shown:
    """What was reported and what it is held against."""
    return _row(held) if isinstance(held, ListRow) else _figure(held, cycle=cycle)


def _row(held: ListRow) -> Shown:
    cells = tuple((name, text) for name, text in held.typed.items() if text)
    return Shown(
        key=held.asked.key, said=held.get_mark_display() if not cells else "", measure="",
        beside=(), cells=cells, clause=held.asked.clause, reading="", bounds="",
    )  # fmt: skip


def _figure(held: Figure, *, cycle: Cycle) -> Shown:
    column = column_of(held)
    measure = column.measure if column else ""
    item = _item(cycle, key=held.key)
    return Shown(
        key=held.key, said=_amount(held, column=column), measure=measure,
        beside=tuple(_beside(held, measure=measure)), cells=(),
        clause=(item.clause if item else "") or "", reading=(item.reading if item else "") or "",
        bounds=_bounds(column),
    )  # fmt: skip


def _amount(held: Any, *, column: TaskKey | None) -> str:  # noqa: ANN401 - a figure
    if held.mark == Mark.VALUE and column is not None and column.kind == "number":
        return grouped(held.typed)
    return said_of(held)


def _beside(held: Figure, *, measure: str) -> Iterator[Beside]:
    """Other fields of the same period, and the same field a period earlier; one question."""
    before = period_before(held.period)
    has_before = False
    rows = Figure.objects.filter(
        organisation=held.organisation_id, scheme_key=held.scheme_key, unit=held.unit_id,
        key=held.key, period__in=[one for one in (held.period, before) if one],
    ).exclude(pk=held.pk)  # fmt: skip
    for one in rows.order_by("period", "field"):
        title = one.field if one.period == held.period else f"{one.period} {one.field}"
        if one.period == held.period or one.field == held.field:
            has_before = has_before or one.period == before
            yield Beside(title, said_of(one), measure if one.field == held.field else "")
    if before and not has_before:
        yield Beside(f"{before} {held.field}", _("没有上期的数"))


def _bounds(column: TaskKey | None) -> str:
    if column is None:
        return ""
    if column.options:
        return "、".join(column.options)
    if column.low and column.high:
        return f"{column.low}～{column.high}"
    if column.low:
        return _("不小于 {low}").format(low=column.low)
    return _("不大于 {high}").format(high=column.high) if column.high else ""


def _item(cycle: Cycle, *, key: str) -> Item | None:
    scheme = cycle.scheme
    plan = plan_of_pack(scheme.pack, scheme.digest, scheme.organisation_id)
    return next((one for one in walk(plan.scheme.root) if one.path == key), None)
