"""A list as a workbook, both ways: rows added, amended, taken back as on the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.facts import actions
from kaoji.apps.facts.enums import Mark
from kaoji.apps.facts.models import ListRow, TaskList
from kaoji.apps.facts.models.rows import LONGEST_PAPER
from kaoji.apps.facts.row_reading import read_row
from kaoji.apps.facts.shapes import RowColumn
from kaoji.engine.plinth.exact import parse_exact
from kaoji.web.actor import Actor
from kaoji.web.workbooks import CHOICE, DATE, NUMBER, TEXT, Book, Change, Column
from kaoji.web.workbooks.declare import Value, Values, as_text
from kaoji.web.workbooks.runs import Importer

_KINDS = {"number": NUMBER, "date": DATE}
#: What a unit says of the whole list; a row that says what happened leaves the cell empty.
_MARKS = {"无": Mark.NIL, "缺": Mark.MISSING}
_WORDS = {mark: word for word, mark in _MARKS.items()}


def importer_of_list(asked: TaskList) -> Importer:
    """How one list goes out and comes in."""
    columns = tuple(map(RowColumn.from_json, asked.columns))
    units = [(one.unit_id, one.name) for one in asked.task.units.all()]
    book = _book(asked, columns=columns, names=tuple(name for _key, name in units))
    keys = {name: key for key, name in units}

    def held(actor: Actor) -> Mapping[str, Values]:
        del actor  # the list has been found as theirs
        return _held(asked, book=book, columns=columns, names=dict(units))

    def apply(actor: Actor, *, changes: Iterable[Change]) -> None:
        told = [_change(one, columns=columns, keys=keys) for one in changes]
        reason = _("表格导入")
        actions.enter_rows(by=actor, asked=asked, changes=told, reason=reason)

    back = reverse("facts:rows", args=(asked.task.number, asked.order))
    return Importer(book, held=held, apply=apply, back=back)


def _book(asked: TaskList, *, columns: tuple[RowColumn, ...], names: tuple[str, ...]) -> Book:
    words = tuple(_MARKS) if asked.takes_nil else (_WORDS[Mark.MISSING],)
    paper = Column("paper", _("票号"), _("录自哪一张票"), longest=LONGEST_PAPER, example="领评-07")

    def check_row(values: Values) -> Iterator[tuple[str, str]]:
        yield from _faults(values, columns=columns)

    return Book(
        key=f"facts-list-{asked.task.number}-{asked.order}",
        title=f"{asked.title} {asked.period}",
        note=_("{task}，{list}。一条一行，序号不重复；本期没有的写“无”，不要留空。").format(
            task=asked.task, list=asked.key
        ),
        columns=(
            Column(
                "number", _("序号"), _("从 1 起的整数，一条一个"), kind=NUMBER, is_required=True,
                least=1, most=999_999, is_whole=True, example="1",
            ),
            Column(
                "unit", _("单位"), _("这一条是哪个单位的"), kind=CHOICE, is_required=True,
                choices=names,
            ),
            Column("mark", _("无或缺"), _("有事的空着"), kind=CHOICE, choices=words),
            *(_column(one, place=place) for place, one in enumerate(columns)),
            *((paper,) if asked.is_secret else ()),
        ),
        keys=("number",),
        check_row=check_row,
    )  # fmt: skip


def _column(one: RowColumn, *, place: int) -> Column:
    limits = [sign + text for sign, text in (("不小于 ", one.low), ("不大于 ", one.high)) if text]
    return Column(
        f"c{place}",
        one.name,
        meaning="，".join(limits),
        kind=CHOICE if one.options else _KINDS.get(one.kind, TEXT),
        choices=tuple(one.options),
        unit=one.measure,
        example=one.low or "1",
        least=parse_exact(one.low),
        most=parse_exact(one.high),
        is_whole=one.is_whole,
        longest=200,
    )


def _faults(values: Values, *, columns: tuple[RowColumn, ...]) -> Iterator[tuple[str, str]]:
    """What only the whole row tells: required cells, and that 无 and 缺 stand alone."""
    cells = _cells(values, columns=columns)
    if values.get("mark"):
        filled = next((place for place, one in enumerate(columns) if cells[one.name]), None)
        if filled is not None:
            yield f"c{filled}", _("报了无或缺，这里要空着")
        return
    names = [one.name for one in columns]
    for name, fault in read_row(cells, columns=columns).faults.items():
        yield f"c{names.index(name)}", str(fault)


def _cells(values: Values, *, columns: tuple[RowColumn, ...]) -> dict[str, str]:
    return {one.name: as_text(values.get(f"c{place}")) for place, one in enumerate(columns)}


def _held(
    asked: TaskList, *, book: Book, columns: tuple[RowColumn, ...], names: Mapping[int, str]
) -> dict[str, Values]:
    held: dict[str, Values] = {}
    for row in asked.rows.filter(is_withdrawn=False):
        values: dict[str, Value] = {
            "number": Fraction(row.number),
            "unit": names[row.unit_id],
            "mark": _WORDS.get(Mark(row.mark)),
            **{f"c{place}": _value(row, column=one) for place, one in enumerate(columns)},
        }
        if asked.is_secret:
            values["paper"] = row.paper or None
        held[book.key_of(values)] = values
    return held


def _value(row: ListRow, *, column: RowColumn) -> Value:
    text: str = row.values.get(column.name, "")
    if not text:
        return None
    if column.options:
        return text
    if column.kind == "number":
        return parse_exact(text)
    return date.fromisoformat(text) if column.kind == "date" else text


def _change(
    change: Change, *, columns: tuple[RowColumn, ...], keys: Mapping[str, int]
) -> actions.RowChange:
    values = change.after or change.before or {}
    number = int((change.before or values)["number"])  # type: ignore[arg-type]
    if change.after is None:
        return actions.RowChange(number, None)
    mark = _MARKS.get(as_text(values.get("mark")), Mark.VALUE)
    cells = {} if mark != Mark.VALUE else _cells(values, columns=columns)
    typed = actions.RowTyped(
        keys[as_text(values.get("unit"))], cells, paper=as_text(values.get("paper")), mark=mark
    )
    return actions.RowChange(number, typed)
