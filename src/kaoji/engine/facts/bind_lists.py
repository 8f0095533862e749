"""Binding rows of lists and ballots: counted or not, typed, each once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from kaoji.engine.facts.book import Ballot, Line
from kaoji.engine.facts.bound import (
    COUNTED,
    LIST_CELLS,
    PENDING,
    BoundRow,
)
from kaoji.engine.facts.numbers import NumberFault, NumberWord, read_number
from kaoji.engine.facts.periods import PeriodFault
from kaoji.engine.facts.table import Cell
from kaoji.engine.plinth.exact import ONE
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.spelling import nearest
from kaoji.engine.plinth.values import Value
from kaoji.engine.scheme.model import RowKind


def _bind_line(facts: BoundRow, *, kind: RowKind) -> None:
    row = facts.row
    if kind is RowKind.PLAN and _is_unfilled(facts):
        facts.fault(_unfilled(facts))
        return
    if not _is_counted(facts):
        return
    period = facts.period()
    if isinstance(period, PeriodFault):
        facts.fault(period.problem(row.cell("period").place))
        return
    record = _record(facts)
    count = _count(facts)
    if record is None or count is None or not _is_new(facts, kind=kind):
        return
    day = _counting_day(facts, record)
    _note_day(facts, day=day, period=period)
    line = Line(record, count, row.text("work"), period, day, row)
    lists = facts.binding.book.lines.setdefault(facts.expected.path, {})
    lists.setdefault(facts.subject, []).append(line)


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
                f"日期 {day} 不在这一行的周期 {period} 内:按周期计入",
                "核对日期和周期;应计入别的周期时改周期",
                severity="warning",
                place=facts.row.cell("date").place,
            )
        )


def _counting_day(facts: BoundRow, record: Mapping[str, Value]) -> date | None:
    """The day that decides the period: the column that the scheme names, else 日期."""
    spec = facts.expected.spec
    if spec is not None and spec.date_field not in (None, "日期", "date"):
        day = record.get(spec.date_field or "")
        return day if isinstance(day, date) else None
    return facts.day


def _is_counted(facts: BoundRow) -> bool:
    cell = facts.row.cell("state")
    spec = facts.expected.spec
    if not cell.text and spec is not None and spec.must_confirm:
        facts.fault(
            Problem(
                "state-required",
                f"「{facts.expected.path}」须认定,而这一行没有写状态",
                "写「已认定」「拟」或「已撤销」",
                place=cell.place,
            )
        )
        return False
    if cell.text not in COUNTED | PENDING:
        facts.fault(
            Problem(
                "unknown-word",
                f"状态「{cell.text}」不认识",
                "写「已认定」「拟」或「已撤销」",
                place=cell.place,
            )
        )
    value = facts.row.text("value")
    if value in ("无", "零报告", "否", "没有"):
        return False
    return cell.text in COUNTED


def _record(facts: BoundRow) -> Mapping[str, Value] | None:
    """The row's own fields, typed; `None` when one is at fault."""
    row, spec = facts.row, facts.expected.spec
    assert spec is not None  # noqa: S101
    record: dict[str, Value] = {
        "事项": row.text("work"), "文号": row.text("document"), "发文机关": row.text("issuer"),
        "层级": row.text("level"), "编号": row.text("id"), "备注": row.text("note"),
        "佐证": row.text("evidence"),
    }  # fmt: skip
    if facts.day is not None:
        record["日期"] = facts.day
    sound = True
    for name, cell in _cells(facts):
        declared = spec.value if name == "数值" else spec.fields[name]
        value = facts.read(cell, spec=declared, name=name)
        sound = sound and value is not None
        if value is None or isinstance(value, NumberWord):
            # A plan item whose target is not set yet is owed, like its figure: it is no fault.
            if declared.required and spec.row_kind is not RowKind.PLAN:
                facts.fault(_field_required(facts, name=name, cell=cell))
                sound = False
            continue
        record[name] = value
    return record if sound else None


def _cells(facts: BoundRow) -> list[tuple[str, Cell]]:
    """Each declared field with its cell: own columns first, further columns by header."""
    row, spec = facts.row, facts.expected.spec
    assert spec is not None  # noqa: S101
    cells = [("数值", row.cell("value"))] if row.text("value") else []
    own = {"层级": "level", "目标": "target", "事项": "work", "日期": "date", "文号": "document",
           "发文机关": "issuer"}  # fmt: skip
    for name in spec.fields:
        column = own.get(name)
        cell = row.cell(column) if column else row.extra.get(name)
        cells.append((name, cell if cell is not None else Cell("", row.place)))
    return cells


def _field_required(facts: BoundRow, *, name: str, cell: Cell) -> Problem:
    return Problem(
        "field-required",
        f"「{facts.expected.path}」的每一行都要填「{name}」",
        f"补填「{name}」",
        place=cell.place,
    )


def _count(facts: BoundRow) -> Fraction | None:
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
                f"件数「{cell.text}」不是非负整数",
                "写整数;没有发生就不要写这一行",
                place=cell.place,
            )
        )
        return None
    return number


def _is_new(facts: BoundRow, *, kind: RowKind) -> bool:
    """The same 编号 stands once per subject; alike rows without one warn; shared papers warn."""
    row, path, binding = facts.row, facts.expected.path, facts.binding
    number = row.text("id")
    if number:
        before = binding.seen_ids.setdefault((path, facts.subject, number), row)
        if before is not row:
            facts.fault(
                Problem(
                    "repeated-id",
                    f"编号「{number}」在本对象已出现在第 {before.place.row} 行",
                    "一件事一个编号;若是更正,写在「更正」列",
                    place=row.cell("id").place,
                )
            )
            return False
    elif kind is RowKind.EVENT:
        _warn_if_alike(facts)
    _warn_if_shared(facts)
    return True


def _warn_if_alike(facts: BoundRow) -> None:
    row = facts.row
    body = (
        facts.expected.path,
        facts.subject,
        *(row.text(key) for key in ("period", "value", *LIST_CELLS)),
        *(cell.text for cell in row.extra.values()),
    )
    before = facts.binding.bodies.setdefault(body, row)
    if before is not row:
        facts.fault(
            Problem(
                "alike-rows",
                f"与第 {before.place.row} 行完全一样,又没有编号:两行都已计入",
                "确是两件事请各写编号;重复填报请删去一行",
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
                f"文号「{document}」{other}也在用(第 {row.place.row} 行)",
                "核实是否同一件事由两个单位各计一次",
                severity="warning",
                place=facts.row.cell("document").place,
            )
        )


def _is_unfilled(facts: BoundRow) -> bool:
    """A pattern row of an empty facts table, sent back as it was."""
    row, spec = facts.row, facts.expected.spec
    if any(row.text(key) for key in ("value", "target", "count", "work", "rater", "id")):
        return False
    extra = (row.extra.get(name) for name in (spec.fields if spec is not None else ()))
    return not any(cell is not None and cell.text for cell in extra)


def _unfilled(facts: BoundRow) -> Problem:
    return Problem(
        "unfilled-row",
        f"「{facts.expected.path}」的这一行什么也没有填,没有计入",
        "填上,或删去这一行",
        severity="note",
        place=facts.row.place,
    )


def _bind_ballot(facts: BoundRow) -> None:
    row = facts.row
    if _is_unfilled(facts):
        facts.fault(_unfilled(facts))
        return
    period = facts.period()
    if isinstance(period, PeriodFault):
        facts.fault(period.problem(row.cell("period").place))
        return
    rater_class = _rater_class(facts)
    answer = _answer(facts)
    count = _count(facts)
    if rater_class is None or answer is None or count is None:
        return
    if row.text("rater") and row.text("rater") == facts.subject:
        facts.fault(_own_ballot(facts))
        return
    if not _is_first_ballot(facts, rater_class=rater_class, period=period):
        return
    ballot = Ballot(rater_class, row.text("rater"), answer, count, row.text("work"), row)
    known = facts.binding.book.ballots.setdefault(facts.expected.path, {})
    known.setdefault((facts.subject, period), []).append(ballot)


def _is_first_ballot(facts: BoundRow, *, rater_class: str, period: Period | None) -> bool:
    """A signed ballot stands once per rater, subject, key, period and 事项."""
    row = facts.row
    if not row.text("rater"):
        return True
    key = (facts.expected.path, facts.subject, f"{rater_class}/{row.text('rater')}/{period}/"  # noqa: ISC004
           f"{row.text('work')}")  # fmt: skip
    before = facts.binding.seen_ids.setdefault(key, row)
    if before is row:
        return True
    facts.fault(
        Problem(
            "second-ballot",
            f"「{row.text('rater')}」对本对象已投过一票(第 {before.place.row} 行)",
            "一人一票;更正请在「更正」列写原票编号",
            place=row.cell("rater").place,
        )
    )
    return False


def _own_ballot(facts: BoundRow) -> Problem:
    return Problem(
        "own-ballot",
        f"「{facts.subject}」给自己评分",
        "本人不得评本人,删去这一票",
        place=facts.row.cell("rater").place,
    )


def _rater_class(facts: BoundRow) -> str | None:
    cell = facts.row.cell("rater_class")
    classes = facts.expected.rater_classes
    if cell.text in classes:
        return cell.text
    if not cell.text and len(classes) == 1:
        return classes[0]
    guess = nearest(cell.text, known=classes)
    hint = f"是不是「{guess[0]}」?" if guess else ""
    facts.fault(
        Problem(
            "unknown-rater-class",
            f"「{facts.expected.path}」没有「{cell.text}」这类评分人",
            f"{hint}可写:{'、'.join(classes)}",
            place=cell.place,
        )
    )
    return None


def _answer(facts: BoundRow) -> str | Fraction | None:
    """The option chosen, or the mark given."""
    cell, options = facts.row.cell("value"), facts.expected.options
    if options:
        if cell.text in options:
            return cell.text
        facts.fault(
            Problem(
                "beyond-scale",
                f"票上写「{cell.text}」,不在量表里",
                f"可写:{'、'.join(options)}",
                place=cell.place,
            )
        )
        return None
    spec = facts.expected.field_spec("数值")
    assert spec is not None  # noqa: S101
    mark = facts.read(cell, spec=spec, name="数值")
    if isinstance(mark, Fraction):
        return mark
    if mark is not None:
        facts.fault(
            Problem("empty-ballot", "这一票没有分数", "补填分数,或作废这一票", place=cell.place)
        )
    return None
