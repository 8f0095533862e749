"""Rows of event lists (条目) and plan items (计划): every row counts, typed by its columns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from kaoji.engine.facts.bind.bound import LIST_CELLS, NIL_RETURNS, BoundRow
from kaoji.engine.facts.bind.states import COUNTED, PENDING, unknown_state
from kaoji.engine.facts.bind.struck import says_not_applicable, strike_list
from kaoji.engine.facts.book import EVERYONE, GROUP, Line
from kaoji.engine.facts.cells import shown
from kaoji.engine.facts.numbers import NumberFault, NumberWord, read_number
from kaoji.engine.facts.periods import PeriodFault, dated_period
from kaoji.engine.facts.places import row_seen
from kaoji.engine.facts.table import Cell
from kaoji.engine.facts.told import field_told
from kaoji.engine.plinth.exact import ONE
from kaoji.engine.plinth.names import FIELD_COLUMNS
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import Value
from kaoji.engine.scheme.model import FieldSpec, InputSpec, RowKind, ValueType

#: Declared fields that have a column of the contract.
OWN_COLUMNS = {chinese: column for column, chinese in FIELD_COLUMNS.items()}
#: What every row of a list has, declared or not.
PLAIN_COLUMNS = {
    FIELD_COLUMNS[column]: column
    for column in ("work", "document", "issuer", "level", "id", "note", "evidence")
}


def bind_line(facts: BoundRow) -> None:
    """A row of an event list or of a plan."""
    spec = facts.expected.spec or InputSpec(facts.expected.path)
    if spec.row_kind is RowKind.PLAN and is_unfilled(facts):
        facts.fault(unfilled(facts))
        return
    if facts.row.text("value") in NIL_RETURNS and not _answers_for_item(facts, spec=spec):
        _bind_nil_return(facts)
        return
    if spec.row_kind is RowKind.EVENT and says_not_applicable(facts.row):
        strike_list(facts)
        return
    if not _is_counted(facts, spec=spec):
        return
    record, count = _record(facts, spec=spec), count_of(facts)
    if record is None or count is None:
        return
    day = _counting_day(facts, record, spec=spec)
    period = facts.period_on(day)
    if isinstance(period, PeriodFault):
        facts.fault(period.problem(facts.row.cell("period").place))
        return
    if not _is_new(facts, period=period, kind=spec.row_kind):
        return
    _note_day(facts, day=day, period=period)
    line = Line(record, count, facts.row.text("work"), period, day, facts.row)
    lists = facts.binding.book.lines.setdefault(facts.expected.path, {})
    lists.setdefault(facts.subject, []).append(line)


def _answers_for_item(facts: BoundRow, *, spec: InputSpec) -> bool:
    """否 beside an item of a plan that is asked yes or no says so of the item, not of the plan."""
    is_asked = spec.row_kind is RowKind.PLAN and spec.value.type is ValueType.TRUTH
    return is_asked and bool(facts.row.text("work"))


def _bind_nil_return(facts: BoundRow) -> None:
    """Nothing to report. Only a row of the subject itself is its nil return."""
    if facts.subject == EVERYONE or facts.subject.startswith(GROUP):
        return
    expectations, period = facts.binding.expectations, facts.period()
    if period is None and facts.day is not None:
        dates = expectations.part_dates
        period = dated_period(facts.day, expected=facts.expected, part_dates=dates)
    if period is None or isinstance(period, PeriodFault):
        period = expectations.period
    known = facts.binding.book.nil_returns.setdefault(facts.expected.path, {})
    known.setdefault((facts.subject, period), facts.row)


# --- what counts ----------------------------------------------------------------------------------


def _is_counted(facts: BoundRow, *, spec: InputSpec) -> bool:
    cell = facts.row.cell("state")
    if not cell.text and spec.must_confirm:
        facts.fault(
            Problem(
                "state-required",
                speak("「{path}」须认定，而这一行没有写状态", path=facts.expected.path),
                speak("写「已认定」「拟」或「已撤销」"),
                place=cell.place,
            )
        )
        return False
    if cell.text not in COUNTED | PENDING:
        facts.fault(unknown_state(cell))
    return cell.text in COUNTED


def count_of(facts: BoundRow) -> Fraction | None:
    """件数: how many times the row counts; empty is once."""
    cell = facts.row.cell("count")
    if not cell.text:
        return ONE
    number = read_number(cell.text, unit="件")
    if isinstance(number, NumberFault):
        facts.fault(number.problem(cell.place))
        return None
    if isinstance(number, NumberWord) or number < 0 or number.denominator != 1:
        facts.fault(
            Problem(
                "bad-count",
                speak("件数「{text}」不是非负整数", text=shown(cell.text)),
                speak("写整数；没有发生就不要写这一行"),
                place=cell.place,
            )
        )
        return None
    return number


# --- dates ----------------------------------------------------------------------------------------


def _counting_day(facts: BoundRow, record: Mapping[str, Value], *, spec: InputSpec) -> date | None:
    """The day that decides the period: the column that the scheme names, else 日期."""
    if spec.date_field in (None, "日期", "date"):
        return facts.day
    day = record.get(spec.date_field or "")
    return day if isinstance(day, date) else None


def _note_day(facts: BoundRow, *, day: date | None, period: Period | None) -> None:
    """A date against the row's own 周期 is said; rows of other periods are counted."""
    binding = facts.binding
    if day is None:
        return
    if period is None:
        if not binding.expectations.period.covers(day):
            binding.outside += 1
    elif not period.own_year.covers(day) and not period.covers(day):
        facts.fault(
            Problem(
                "date-outside-period",
                speak(
                    "日期 {day} 不在这一行的周期 {period} 内：按周期计入", day=day, period=period
                ),
                speak("核对日期和周期；应计入别的周期时改周期"),
                severity="warning",
                place=facts.row.cell("date").place,
            )
        )


# --- the record -----------------------------------------------------------------------------------


def _record(facts: BoundRow, *, spec: InputSpec) -> Mapping[str, Value] | None:
    """The row's own fields, typed; `None` when one is at fault."""
    row = facts.row
    record: dict[str, Value] = {name: row.text(column) for name, column in PLAIN_COLUMNS.items()}
    if facts.day is not None:
        record["日期"] = facts.day
    is_sound = True
    for name, declared, cell in _cells(facts, spec=spec):
        value = facts.read(cell, spec=declared, name=name)
        if value is None:
            is_sound = False
        elif not isinstance(value, NumberWord):
            record[name] = value
        elif declared.required and spec.row_kind is not RowKind.PLAN:
            # A plan item whose target is not set yet is owed, like its figure: it is no fault.
            facts.fault(_field_required(facts, name=name, cell=cell))
            is_sound = False
    return record if is_sound else None


def _cells(facts: BoundRow, *, spec: InputSpec) -> list[tuple[str, FieldSpec, Cell]]:
    """Each declared field with its cell: own columns first, further columns by header."""
    row = facts.row
    cells = [("数值", spec.value, row.cell("value"))] if row.text("value") else []
    for name, declared in spec.fields.items():
        column = OWN_COLUMNS.get(name)
        cell = row.cell(column) if column else row.extra.get(name)
        cells.append((name, declared, cell if cell is not None else Cell("", row.place)))
    return cells


def _field_required(facts: BoundRow, *, name: str, cell: Cell) -> Problem:
    return Problem(
        "field-required",
        speak(
            "「{path}」的每一行都要填「{name}」", path=facts.expected.path, name=field_told(name)
        ),
        speak("补填「{name}」", name=field_told(name)),
        place=cell.place,
    )


# --- rows that are there already ------------------------------------------------------------------


def _is_new(facts: BoundRow, *, period: Period | None, kind: RowKind) -> bool:
    """The same 编号 stands once per subject, a plan item once per period; alike rows and shared
    papers are said.
    """
    number, work = facts.row.text("id"), facts.row.text("work")
    if number:
        before = facts.is_first("id", number)
        if before is not None:
            facts.fault(_repeated_id(number, before=before.place, cell=facts.row.cell("id")))
            return False
    if kind is RowKind.PLAN and work:
        before = facts.is_first("item", period, work)
        if before is not None:
            facts.fault(_repeated_item(facts, before=before.place))
            return False
    elif not number:
        _warn_if_alike(facts)
    _warn_if_shared(facts)
    return True


def _repeated_id(number: str, *, before: Place, cell: Cell) -> Problem:
    return Problem(
        "repeated-id",
        speak(
            "编号「{id}」在本对象已出现在{row}", id=number, row=row_seen(before, here=cell.place)
        ),
        speak("一件事一个编号；若是更正，写在「更正」列"),
        place=cell.place,
    )


def _repeated_item(facts: BoundRow, *, before: Place) -> Problem:
    cell = facts.row.cell("work")
    return Problem(
        "repeated-item",
        speak(
            "「{path}」的事项「{work}」在{row}已经有了",
            path=facts.expected.path,
            work=shown(cell.text),
            row=row_seen(before, here=cell.place),
        ),
        speak("一个事项一行：目标、分值和完成情况写在同一行；若是更正，写在「更正」列"),
        place=cell.place,
    )


def _warn_if_alike(facts: BoundRow) -> None:
    row = facts.row
    texts = tuple(row.text(key) for key in ("period", "value", "target", *LIST_CELLS))
    before = facts.is_first("alike", *texts, *(cell.text for cell in row.extra.values()))
    if before is not None:
        facts.fault(
            Problem(
                "alike-rows",
                speak(
                    "与{row}完全一样，又没有编号：两行都已计入",
                    row=row_seen(before.place, here=row.place),
                ),
                speak("确是两件事请各写编号；重复填报请删去一行"),
                severity="warning",
                place=row.place,
            )
        )


def _warn_if_shared(facts: BoundRow) -> None:
    document = facts.row.text("document")
    if not document:
        return
    key = (facts.expected.path, document)
    other, row = facts.binding.documents.setdefault(key, (facts.subject, facts.row))
    if other != facts.subject:
        facts.fault(
            Problem(
                "shared-document",
                speak(
                    "文号「{document}」{other}也在用（{row}）",
                    document=document,
                    other=other,
                    row=row_seen(row.place, here=facts.row.place),
                ),
                speak("核实是否同一件事由两个单位各计一次"),
                severity="warning",
                place=facts.row.cell("document").place,
            )
        )


# --- rows sent back as they were ------------------------------------------------------------------


def is_unfilled(facts: BoundRow) -> bool:
    """A pattern row of an empty facts table, sent back as it was."""
    row, spec = facts.row, facts.expected.spec
    if any(row.text(key) for key in ("value", "target", "count", "work", "rater", "id")):
        return False
    extra = (row.extra.get(name) for name in (spec.fields if spec is not None else ()))
    return not any(cell is not None and cell.text for cell in extra)


def unfilled(facts: BoundRow) -> Problem:
    """The note on such a row."""
    return Problem(
        "unfilled-row",
        speak("「{path}」的这一行什么也没有填，没有计入", path=facts.expected.path),
        speak("填上，或删去这一行"),
        severity="note",
        place=facts.row.place,
    )
