"""The table of a unit as a workbook, both ways. What comes back goes through the same act as the
page; a workbook of another cycle or edition is known by its stamp and refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.annexes import actions
from kaoji.apps.annexes.actions.common import draft_of, rows_of
from kaoji.apps.annexes.limits import WEIGHT, Row, columns_of, read_table, unsafe
from kaoji.apps.annexes.models import MOST_ITEMS, Annex, Table
from kaoji.apps.facts.models import LONGEST_TEXT
from kaoji.apps.facts.reading import Fault, read_entry
from kaoji.apps.facts.shapes import ITEM, RowColumn
from kaoji.engine.plinth.exact import parse_exact
from kaoji.web.actor import Actor
from kaoji.web.workbooks import CHOICE, DATE, NUMBER, TEXT, Book, Change, Column
from kaoji.web.workbooks.declare import RowCheck, Value, Values, as_text
from kaoji.web.workbooks.runs import Importer

_KINDS = {"number": NUMBER, "date": DATE}


def importer_of(table: Table) -> Importer:
    """How the table of one unit goes out and comes in."""
    columns = columns_of(table.annex)
    book = _book(table, columns=columns)

    def held(actor: Actor) -> Mapping[str, Values]:
        del actor  # the table has been found as theirs
        rows = rows_of(draft_of(table))
        found = (_values(row, number=number, columns=columns)
                 for number, row in enumerate(rows, start=1))  # fmt: skip
        return {book.key_of(values): values for values in found}

    def apply(actor: Actor, *, changes: Iterable[Change]) -> None:
        now = Table.objects.get(pk=table.pk)
        rows = dict(enumerate(rows_of(draft_of(now)), start=1))
        for change in changes:
            number = int((change.after or change.before or {})["number"])  # type: ignore[arg-type]
            if change.after is None:
                rows.pop(number, None)
            else:
                rows[number] = _row(change.after, columns=columns)
        told = [rows[number] for number in sorted(rows)]
        actions.save(by=actor, table=now, rows=told, version=now.version)

    return Importer(book, held=held, apply=apply, back=reverse("annexes:table", args=(table.pk,)))


def _book(table: Table, *, columns: tuple[RowColumn, ...]) -> Book:
    annex = table.annex
    draft = draft_of(table)
    number = draft.number if draft is not None else table.editions.count() + 1
    return Book(
        key=f"annex-{annex.cycle.number}-{annex.pk}-{table.unit_id}-{number}",
        # The edition is in the title, by which a workbook that went out as another is called.
        title=_("{unit}个性指标表 {annex} 第 {number} 版").format(
            unit=table.unit_name, annex=annex, number=number
        )[:100],
        note=_("{cycle}，第 {number} 版。一项一行，序号从 1 起不重复；{limits}。").format(
            cycle=annex.cycle, number=number,
            limits="，".join(one.title for one in read_table(annex, ()).limits[:-2]),
        ),
        columns=(
            Column(
                "number", _("序号"), _("从 1 起的整数，一项一个"), kind=NUMBER, is_required=True,
                least=1, most=MOST_ITEMS, is_whole=True, example="1",
            ),
            *(_column(one, annex=annex, place=place) for place, one in enumerate(columns)),
        ),
        keys=("number",),
        named=("number", "c0"),
        check_row=_check(columns, count=len(rows_of(draft))),
    )  # fmt: skip


def _column(one: RowColumn, *, annex: Annex, place: int) -> Column:
    low, high = one.low, one.high
    if one.name == WEIGHT:
        low, high = annex.least_weight or "0", annex.most_weight
    limits = [sign + text for sign, text in ((_("不小于 "), low), (_("不大于 "), high)) if text]
    return Column(
        f"c{place}",
        one.name,
        meaning="，".join(limits),
        kind=CHOICE if one.options else _KINDS.get(one.kind, TEXT),
        is_required=one.is_required,
        choices=tuple(one.options),
        unit=one.measure,
        example=low or "1",
        least=parse_exact(low),
        most=parse_exact(high),
        longest=LONGEST_TEXT,
    )


def _check(columns: tuple[RowColumn, ...], *, count: int) -> RowCheck:
    """What a row alone tells, whether its item stood in a row above, and whether a new one bears
    the next number: what is added with another one could not be taken back by it.
    """
    above: dict[str, str] = {}
    free = iter(range(count + 1, MOST_ITEMS + 2))
    place = [one.name for one in columns].index(ITEM)

    def check_row(values: Values) -> Iterator[tuple[str, str]]:
        for at, one in enumerate(columns):
            text = as_text(values.get(f"c{at}"))
            fault = unsafe(text) if text else None
            if fault is None and text:
                read = read_entry(text, column=one)
                fault = read if isinstance(read, Fault) else None
            if fault is not None:
                yield f"c{at}", str(fault)
        name, number = as_text(values.get(f"c{place}")), as_text(values.get("number"))
        if parse_exact(number) and (parse_exact(number) or 0) > count:
            following = next(free, 0)
            if number != str(following):
                yield "number", _("新加的一行序号应为 {number}").format(number=following)
        if name and above.setdefault(name, number) != number:
            yield (
                f"c{place}",
                _("序号 {number} 已经是“{name}”").format(number=above[name], name=name),
            )

    return check_row


def _values(row: Row, *, number: int, columns: tuple[RowColumn, ...]) -> Values:
    told: dict[str, Value] = {"number": Fraction(number)}
    for place, one in enumerate(columns):
        told[f"c{place}"] = _value(row.text(one.name), column=one)
    return told


def _value(text: str, *, column: RowColumn) -> Value:
    """A cell as the workbook has it; what does not read as its kind goes out as it was typed."""
    if not text:
        return None
    if column.kind == "number" and not column.options:
        return parse_exact(text)
    if column.kind == "date" and not column.options:
        try:
            return date.fromisoformat(text)
        except ValueError:
            return None
    return text


def _row(values: Values, *, columns: tuple[RowColumn, ...]) -> Row:
    named = {one.name: as_text(values.get(f"c{place}")) for place, one in enumerate(columns)}
    return Row(named.pop(ITEM), named.pop(WEIGHT), named)
