"""What is held as the engine's facts table: what is locked, without what is under dispute.

Figures of one unit, key and period stand in one row; each row of a list is a row of its own. A row
of a list that is under dispute goes out as 拟: it does not count and is not forgotten either.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from types import MappingProxyType

from django.db.models import F

from kaoji.apps.facts.brought import Brought, BroughtItem, brought, brought_items
from kaoji.apps.facts.enums import SCORED, DisputeOutcome, ListKind, Mark, TaskState
from kaoji.apps.facts.models import Dispute, Figure, ListRow, PinnedScheme, TaskUnit
from kaoji.apps.facts.shapes import ITEM, NOTE, STATE, VALUE
from kaoji.web.actor import Actor

FIRST = ("对象", "周期", "指标", VALUE)
LAST = ("来源", "佐证")
#: The column that tells the facts of a feeding scheme apart.
SCHEME = "方案"
#: A row that is no fact yet, in the words of the facts table.
_PROPOSED = "拟"
_NIL = "无"
Row = dict[str, str]


def facts_of(actor: Actor, *, scheme: PinnedScheme, year: str) -> list[Figure]:
    """Figures that may be scored: whichever version of the scheme asked for them.

    In the order of their characters: a database puts words in the order of its own language, and
    what is sealed may not depend on that.
    """
    found = (
        Figure.objects.of(actor)
        .filter(
            scheme_key=scheme.scheme_key,
            period__startswith=year,
            task__state=TaskState.LOCKED,
        )
        .exclude(disputes__outcome=DisputeOutcome.OPEN)
        .exclude(mark=Mark.MISSING, typed="")
        .select_related("task")
        .annotate(code=F("unit__code"))
        .order_by()
    )
    return sorted(found, key=attrgetter("code", "key", "period", "field"))


def rows_of(actor: Actor, *, scheme: PinnedScheme, year: str) -> list[ListRow]:
    """Rows of lists that may be scored; a list that is 缺 has none. In the same order."""
    found = (
        ListRow.objects.of(actor)
        .filter(
            asked__task__scheme__scheme_key=scheme.scheme_key,
            asked__task__state__in=SCORED,
            asked__period__startswith=year,
            is_withdrawn=False,
        )
        .exclude(mark=Mark.MISSING)
        .select_related("asked__task")
        .annotate(code=F("unit__code"))
        .order_by("asked", "number")
    )
    return sorted(found, key=attrgetter("code", "asked.key", "asked.period", "number"))


def as_csv(
    actor: Actor,
    *,
    scheme: PinnedScheme,
    year: str,
    called: Mapping[int, str] = MappingProxyType({}),
    beside: Iterable[Brought] = (),
) -> str:
    """The facts table as text. `called`: units under one name, whatever their sheets say; `beside`:
    rows that are there for one appraisal only.
    """
    figures = facts_of(actor, scheme=scheme, year=year)
    lines = rows_of(actor, scheme=scheme, year=year)
    tasks = {one.task_id for one in figures} | {one.asked.task_id for one in lines}
    names = {
        (one.task_id, one.unit_id): called.get(one.unit_id, one.name)
        for one in TaskUnit.objects.of(actor).filter(task__in=tasks)
    }
    disputed = _disputed_rows(actor) if lines else frozenset()
    told = [
        *_figure_rows(figures, names=names),
        *_list_rows(
            [(one, _list_row(one, names=names, is_disputed=one.pk in disputed)) for one in lines],
            items=brought_items(actor, scheme=scheme, year=year),
            called=called,
        ),
        *_brought_rows(brought(actor, scheme=scheme, year=year), called=called),
        *_brought_rows(beside, called=called),
    ]
    return _written(told)


def _disputed_rows(actor: Actor) -> frozenset[int]:
    """Rows of lists that somebody has contradicted, and nobody has answered yet."""
    open_ones = Dispute.objects.of(actor).filter(outcome=DisputeOutcome.OPEN, row__isnull=False)
    return frozenset(open_ones.values_list("row_id", flat=True))


def _figure_rows(figures: list[Figure], *, names: dict[tuple[int, int], str]) -> Iterator[Row]:
    rows: dict[tuple[str, str, str], Row] = {}
    for one in figures:
        name = names[one.task_id, one.unit_id]
        begun = {"对象": name, "周期": one.period, "指标": one.key, "来源": one.task.supplier_name}
        row = rows.setdefault((name, one.period, one.key), begun)
        row[one.field] = one.value if one.mark == Mark.VALUE else str(Mark(one.mark).label)
    yield from rows.values()


def _brought_rows(found: Iterable[Brought], *, called: Mapping[int, str]) -> Iterator[Row]:
    """Rows of their own: the engine lets rows of one unit, key and period fill each other in, and
    says where two of them differ.
    """
    for one in found:
        name = called.get(one.unit_key, one.unit_name)
        begun = {"对象": name, "周期": one.period, "指标": one.key, "来源": one.source}
        of_another = {SCHEME: one.scheme} if one.scheme else {}
        yield begun | of_another | {one.field: one.value}


def _list_rows(
    found: Iterable[tuple[ListRow, Row]],
    *,
    items: Iterable[BroughtItem],
    called: Mapping[int, str],
) -> Iterator[Row]:
    """Rows that were collected; what one says of an item that was brought is said in one row with
    it, for the engine reads an item once. Where the two differ both go out, and it says so.
    """
    brought_ones = {(one.unit_key, one.key, one.period, one.item): one for one in items}
    for one, row in found:
        place = (one.unit_id, one.asked.key, one.asked.period, row.get(ITEM, ""))
        item = brought_ones.get(place)
        is_same = item is not None and STATE not in row and _agrees(row, item=item)
        if item is None or not is_same:
            yield row
            continue
        del brought_ones[place]
        yield row | dict(item.values) | {"来源": f"{item.source}；{row['来源']}"}
    for item in brought_ones.values():
        name = called.get(item.unit_key, item.unit_name)
        begun = {"对象": name, "周期": item.period, "指标": item.key, "来源": item.source}
        yield begun | {ITEM: item.item} | dict(item.values)


def _agrees(row: Row, *, item: BroughtItem) -> bool:
    """Whether a row leaves open, or says as well, what was brought."""
    return all(row.get(name, "") in ("", text) for name, text in item.values.items())


def _list_row(one: ListRow, *, names: dict[tuple[int, int], str], is_disputed: bool) -> Row:
    task = one.asked.task
    row = {
        "对象": names[task.pk, one.unit_id],
        "周期": one.asked.period,
        "指标": one.asked.key,
        "来源": task.supplier_name,
    }
    if one.mark == Mark.NIL:
        return row | {VALUE: _NIL}
    row |= one.values
    if one.asked.kind == ListKind.BALLOT:
        row[NOTE] = "，".join(filter(None, (f"票号 {one.paper}", row.get(NOTE, ""))))
    return row | {STATE: _PROPOSED} if is_disputed else row


def _written(rows: list[Row]) -> str:
    ends = (*FIRST, *LAST)
    fields = sorted({name for row in rows for name in row} - set(ends))
    columns = (*FIRST, *fields, *LAST)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([row.get(column, "") for column in columns])
    return stream.getvalue()
