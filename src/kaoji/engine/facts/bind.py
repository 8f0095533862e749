"""Binding rows to a scheme: what each row is, for whom and when, and every reason why not.

What a row is follows from its key (scheme.md §8): a quantity, a row of a list, a ballot, a plan
item, a parameter, or a given result that stands for a node's computation. Nothing is dropped in
silence: a row is bound, or a problem names it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from kaoji.engine.facts.book import EVERYONE, GROUP, Ballot, FactBook, Figure, Line
from kaoji.engine.facts.expected import Expectations, Expected
from kaoji.engine.facts.numbers import DateFault, NumberFault, NumberWord, read_date, read_number
from kaoji.engine.facts.periods import PeriodFault, period_of_row
from kaoji.engine.facts.reading import NO_BOUNDS, read_cell
from kaoji.engine.facts.table import Cell, FactRow, FactTable
from kaoji.engine.plinth.exact import ONE, exact_text
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.spelling import nearest
from kaoji.engine.plinth.values import Null, Value
from kaoji.engine.scheme.model import FieldSpec, RowKind, ValueType

#: Fields that every key has beside the declared ones.
COMMON_FIELDS: Mapping[str, FieldSpec] = {
    "分值": FieldSpec("分值", unit="分"),
    "满分": FieldSpec("满分", unit="分"),
    "权重": FieldSpec("权重"),
    "系数": FieldSpec("系数"),
    "适用": FieldSpec("适用", type=ValueType.TRUTH),
    "得分": FieldSpec("得分", unit="分"),
}
FIELD_TWINS = {
    "value": "数值", "target": "目标", "points": "分值", "full": "满分", "weight": "权重",
    "factor": "系数", "applies": "适用", "score": "得分", "earned": "得分",
}  # fmt: skip
COUNTED, PENDING = {"", "已认定", "confirmed"}, {"拟", "待认定", "已撤销", "proposed", "withdrawn"}
LIST_CELLS = ("work", "level", "count", "date", "document", "issuer", "id", "state")


@dataclass(slots=True)
class Binding:
    """One binding in progress."""

    expectations: Expectations
    book: FactBook
    as_of: date | None = None
    known_elsewhere: Callable[[str], bool] = lambda _key: False
    later: int = 0
    outside: int = 0
    seen_ids: dict[tuple[str, str, str], FactRow] = field(default_factory=dict)
    documents: dict[tuple[str, str], tuple[str, FactRow]] = field(default_factory=dict)
    bodies: dict[tuple[object, ...], FactRow] = field(default_factory=dict)

    def fault(self, row: FactRow, *, subject: str, problem: Problem) -> None:
        """Record a problem of a row, with its coordinate."""
        about = f"{subject}:{row.text('key')}" if subject != EVERYONE else row.text("key")
        placed = problem if problem.place.file or problem.place.row else problem.at(row.place)
        self.book.refuse(subject, problem=placed_at(placed, coordinate=about))


def placed_at(problem: Problem, *, coordinate: str) -> Problem:
    """The problem with its coordinate, kept when it already has one."""
    if problem.coordinate:
        return problem
    return Problem(
        problem.code, problem.message, problem.remedy, problem.severity, problem.place,
        problem.path, coordinate,
    )  # fmt: skip


def bind_facts(
    table: FactTable,
    *,
    expectations: Expectations,
    groups: Mapping[str, tuple[str, ...]],
    as_of: date | None = None,
    known_elsewhere: Callable[[str], bool] = lambda _key: False,
) -> FactBook:
    """Bind every row of the table that speaks to this scheme."""
    book = FactBook(groups=groups)
    binding = Binding(expectations, book, as_of=as_of, known_elsewhere=known_elsewhere)
    replaced = _replaced(table.rows, binding=binding)
    for number, row in enumerate(table.rows):
        if number not in replaced and _is_ours(row, scheme=expectations.scheme_id):
            _bind_row(row, binding=binding)
    if binding.later:
        book.problems.append(_later_note(binding))
    if binding.outside:
        book.problems.append(_outside_note(binding))
    return book


def _is_ours(row: FactRow, *, scheme: str) -> bool:
    return row.text("scheme") in ("", scheme)


def _replaced(rows: tuple[FactRow, ...], *, binding: Binding) -> frozenset[int]:
    """The rows that a later row corrects (更正 names their 编号)."""
    by_id: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        if row.text("id"):
            by_id.setdefault(row.text("id"), []).append(number)
    gone: set[int] = set()
    for row in rows:
        old = row.text("replaces")
        if not old:
            continue
        same = [n for n in by_id.get(old, ()) if rows[n].text("subject") == row.text("subject")]
        if not same or old == row.text("id"):
            problem = Problem(
                "unknown-correction",
                f"更正的是编号「{old}」,而本对象没有这个编号的行",
                "核对编号;更正行写原行的编号,原行保留",
                place=row.cell("replaces").place,
            )
            binding.fault(row, subject=row.text("subject") or EVERYONE, problem=problem)
        gone.update(same)
    return frozenset(gone)


def _later_note(binding: Binding) -> Problem:
    return Problem(
        "later-facts",
        f"有 {binding.later} 行的日期晚于截至日 {binding.as_of},本次没有计入",
        "需要计入时把截至日往后移",
        severity="note",
    )


def _outside_note(binding: Binding) -> Problem:
    return Problem(
        "outside-period",
        f"有 {binding.outside} 行的日期不在 {binding.expectations.period} 内,"
        "本次没有计入(供以前各期使用)",
        "应计入本期的,请核对日期",
        severity="note",
    )


def _bind_row(row: FactRow, *, binding: Binding) -> None:
    subject = row.text("subject") or EVERYONE
    if row.is_faulty:
        _know(subject, binding=binding)
        binding.book.refused.setdefault(subject, [])
        return
    expected, own_field = _expected(row, subject=subject, binding=binding)
    if expected is None:
        return
    _know(subject, binding=binding)
    day = _day(row, subject=subject, binding=binding)
    if isinstance(day, date) and binding.as_of is not None and day > binding.as_of:
        binding.later += 1
    elif not isinstance(day, Problem):
        _sort_row(row, subject=subject, expected=expected, own_field=own_field, day=day,
                  binding=binding)  # fmt: skip


def _know(subject: str, *, binding: Binding) -> None:
    """Remember whom the rows of this scheme name."""
    if not subject.startswith(GROUP) and subject != EVERYONE:
        binding.book.subjects.setdefault(subject)


def _sort_row(
    row: FactRow,
    *,
    subject: str,
    expected: Expected,
    own_field: str,
    day: date | None,
    binding: Binding,
) -> None:
    kind = _row_kind(row, expected=expected, own_field=own_field)
    facts = BoundRow(row, subject, expected, own_field, day, binding)
    match kind:
        case "parameter":
            _bind_parameter(facts)
        case "given":
            _bind_given(facts)
        case RowKind.EVENT:
            _bind_line(facts, kind=RowKind.EVENT)
        case RowKind.PLAN:
            _bind_line(facts, kind=RowKind.PLAN)
        case RowKind.BALLOT:
            _bind_ballot(facts)
        case _:
            _bind_quantity(facts)


@dataclass(frozen=True, slots=True)
class BoundRow:
    """A row with what is known of it."""

    row: FactRow
    subject: str
    expected: Expected
    own_field: str
    day: date | None
    binding: Binding

    def fault(self, problem: Problem) -> None:
        """Record a problem of this row."""
        self.binding.fault(self.row, subject=self.subject, problem=problem)

    def read(self, cell: Cell, *, spec: FieldSpec, name: str) -> Value | NumberWord | None:
        """Read a cell by its field; a fault is recorded and gives `None`."""
        found = read_cell(
            cell,
            spec=spec,
            bounds=self.expected.bounds.get(name, NO_BOUNDS),
            scales=self.expected.scale_words,
            unit=self.row.units.get(name) or self.row.units.get(_english(name)),
        )
        if isinstance(found, Problem):
            self.fault(found)
            return None
        return found

    def period(self, *, is_given: bool = False) -> Period | None | PeriodFault:
        """The period the row belongs to (`None`: timeless)."""
        expected = self.expected
        return period_of_row(
            self.row,
            day=self.day,
            expected=replace(expected, asked=expected.given_at) if is_given else expected,
            run=self.binding.expectations.period,
            part_dates=self.binding.expectations.part_dates,
        )


def _english(name: str) -> str:
    return {"数值": "value", "目标": "target"}.get(name, name)


# --- keys -----------------------------------------------------------------------------------------


def _expected(row: FactRow, *, subject: str, binding: Binding) -> tuple[Expected | None, str]:
    """What the row's key means: the key and the field."""
    text = row.text("key").strip()
    expectations = binding.expectations
    paths = expectations.find(text) if text else ()
    own_field = "数值"
    if not paths and "." in text:
        text, _, own_field = text.rpartition(".")
        own_field = FIELD_TWINS.get(own_field, own_field)
        paths = expectations.find(text)
    if len(paths) == 1:
        return expectations.keys[paths[0]], own_field
    problem = _key_problem(row, text=text, paths=paths, binding=binding)
    if problem is not None:
        binding.fault(row, subject=subject, problem=problem)
    return None, own_field


def _key_problem(
    row: FactRow, *, text: str, paths: tuple[str, ...], binding: Binding
) -> Problem | None:
    place = row.cell("key").place
    if not text:
        return Problem("no-key", "这一行没有写「指标」", "写明指标、事实或参数的名称", place=place)
    if paths:
        return Problem(
            "ambiguous-key",
            f"「{text}」可以指 {len(paths)} 个指标:{'、'.join(paths)}",
            "写出足以区分的路径",
            place=place,
        )
    if not row.text("scheme") and binding.known_elsewhere(text):
        return None
    guess = nearest(text, known=binding.expectations.words)
    hint = f"是不是「{guess[0]}」?" if guess else ""
    return Problem(
        "unknown-key",
        f"方案里没有「{text}」",
        f"{hint}用 kaoji sheet 可以列出全部应填的指标",
        place=place,
    )


def _row_kind(row: FactRow, *, expected: Expected, own_field: str) -> RowKind | str:
    """A quantity, a list row, a ballot, a plan item, a parameter, or a given result."""
    if expected.path in _NO_PARAMETERS or expected.spec is None:
        return "given" if expected.is_node else "parameter"
    if own_field == "得分":
        return "given"
    kind = expected.spec.row_kind
    if own_field != "数值" or kind is RowKind.QUANTITY:
        return RowKind.QUANTITY
    if not expected.is_node:
        return kind
    if kind is RowKind.BALLOT:
        named = any(row.text(key) for key in ("rater_class", "rater", "count", "work"))
        return kind if named else "given"
    if kind is RowKind.PLAN:
        is_item = row.text("work") or row.text("target") or any(
            cell.text for cell in row.extra.values()
        )
        return kind if is_item or not row.text("value") else "given"
    bare = not any(row.text(key) for key in LIST_CELLS) and not any(
        cell.text for cell in row.extra.values()
    )
    return "given" if bare and not expected.reads_value and row.text("value") else kind


_NO_PARAMETERS: frozenset[str] = frozenset()


def _day(row: FactRow, *, subject: str, binding: Binding) -> date | None | Problem:
    cell = row.cell("date")
    if not cell.text:
        return None
    day = read_date(cell.text)
    if isinstance(day, DateFault):
        problem = day.problem(cell.place)
        binding.fault(row, subject=subject, problem=problem)
        return problem
    return day


# --- quantities, given nodes, parameters ------------------------------------------------------------


def _bind_quantity(facts: BoundRow) -> None:
    spec = facts.expected.field_spec(facts.own_field) or COMMON_FIELDS.get(facts.own_field)
    if spec is None:
        known = (*(facts.expected.spec.fields if facts.expected.spec else ()), *COMMON_FIELDS)
        facts.fault(_unknown_field(facts, known=known))
        return
    # Whether a node applies may be said for the parts of a period, or once for the whole.
    period = facts.period(is_given=facts.own_field == "适用")
    if isinstance(period, PeriodFault):
        facts.fault(period.problem(facts.row.cell("period").place))
        return
    _put(facts, name=facts.own_field, spec=spec, cell=facts.row.cell("value"), period=period)
    if facts.own_field != "数值":
        return
    _put_target(facts, period=period)
    for header, cell in facts.row.extra.items():
        declared = facts.expected.field_spec(header) or COMMON_FIELDS.get(header)
        if declared is not None and cell.text:
            _put(facts, name=header, spec=declared, cell=cell, period=period)


def _put_target(facts: BoundRow, *, period: Period | None) -> None:
    cell = facts.row.cell("target")
    spec = facts.expected.field_spec("目标")
    if cell.text and spec is None:
        facts.fault(
            Problem(
                "unused-target",
                f"「{facts.expected.path}」的算法不用目标,而这一行填了目标 {cell.text}",
                "核对指标;不需要时留空",
                severity="warning",
                place=cell.place,
            )
        )
    elif cell.text and spec is not None:
        _put(facts, name="目标", spec=spec, cell=cell, period=period)


def _unknown_field(facts: BoundRow, *, known: tuple[str, ...]) -> Problem:
    guess = nearest(facts.own_field, known=known)
    hint = f"是不是「{guess[0]}」?" if guess else ""
    return Problem(
        "unknown-field",
        f"「{facts.expected.path}」没有「{facts.own_field}」这一项",
        f"{hint}可用:{'、'.join(known)}",
        place=facts.row.cell("key").place,
    )


def _put(facts: BoundRow, *, name: str, spec: FieldSpec, cell: Cell, period: Period | None) -> None:
    value = facts.read(cell, spec=spec, name=name)
    if value is None or value is NumberWord.MISSING:
        return
    if value is NumberWord.NIL_RETURN:
        value = Fraction(0) if facts.expected.spec and facts.expected.spec.nil_return else value
    if isinstance(value, NumberWord):
        facts.fault(_no_nil(facts, cell=cell))
        return
    book = facts.binding.book
    if name in COMMON_FIELDS:
        book.set_by_facts.add(facts.expected.path)
    figures = book.figures.setdefault((facts.expected.path, name), {})
    own = figures.setdefault(facts.subject, {})
    before = own.get(period)
    if before is None:
        own[period] = Figure(value, facts.row, facts.subject)
    else:
        facts.fault(_repeated(facts, name=name, before=before, value=value, cell=cell))


def _no_nil(facts: BoundRow, *, cell: Cell) -> Problem:
    return Problem(
        "nil-not-asked",
        f"「{facts.expected.path}」没有要求零报告,「{cell.text}」不能当作数",
        "是零就写 0,没有数据留空,不适用写「不适用」",
        place=cell.place,
    )


def _repeated(facts: BoundRow, *, name: str, before: Figure, value: Value, cell: Cell) -> Problem:
    place = before.row.place
    first = f"第 {place.row} 行" if place.row else "前面的行"
    if before.value == value:
        return Problem(
            "repeated-fact",
            f"「{name}」与{first}重复(数值相同)",
            "删去一行",
            severity="warning",
            place=cell.place,
        )
    return Problem(
        "conflicting-facts",
        f"「{name}」填了「{cell.text}」,{first}填的是「{_shown(before.value)}」",
        "核实后只留一个;若是更正,在「更正」列写原行的编号",
        place=cell.place,
    )


def _shown(value: Value) -> str:
    return exact_text(value) if isinstance(value, Fraction) else str(value)


def _bind_given(facts: BoundRow) -> None:
    period = facts.period(is_given=True)
    if isinstance(period, PeriodFault):
        facts.fault(period.problem(facts.row.cell("period").place))
        return
    spec = FieldSpec(facts.expected.path, unit=facts.expected.unit)
    value = facts.read(facts.row.cell("value"), spec=spec, name="给定")
    if value is NumberWord.NIL_RETURN:
        facts.fault(_no_nil(facts, cell=facts.row.cell("value")))
        return
    if value is None or isinstance(value, NumberWord):
        return
    if isinstance(value, Null):
        _bind_not_applicable(facts, period=period)
        return
    facts.binding.book.know_given(facts.expected.path, subject=facts.subject, period=period)
    _warn_beyond_full(facts, value=value)
    known = facts.binding.book.given.setdefault(facts.expected.path, {})
    before = known.get((facts.subject, period))
    if before is not None:
        cell = facts.row.cell("value")
        facts.fault(_repeated(facts, name="给定值", before=before, value=value, cell=cell))
        return
    known[facts.subject, period] = Figure(value, facts.row, facts.subject)


def _warn_beyond_full(facts: BoundRow, *, value: Value) -> None:
    """A given result outside 0 to full is possible, but worth a second look."""
    limits = facts.expected.bounds.get("得分", NO_BOUNDS)
    if not isinstance(value, Fraction) or limits.high is None or 0 <= value <= limits.high:
        return
    facts.fault(
        Problem(
            "given-beyond-full",
            f"「{facts.expected.path}」给定 {exact_text(value)},不在 0 到满分"
            f" {exact_text(limits.high)} 之间",
            "核对这个数的口径(分值还是百分制)",
            severity="warning",
            place=facts.row.cell("value").place,
        )
    )


def _bind_not_applicable(facts: BoundRow, *, period: Period | None) -> None:
    """不适用 on a node's row says that the node does not apply: the same as K.适用 = 否."""
    facts.binding.book.set_by_facts.add(facts.expected.path)
    figures = facts.binding.book.figures.setdefault((facts.expected.path, "适用"), {})
    own = figures.setdefault(facts.subject, {})
    own.setdefault(period, Figure(value=False, row=facts.row, scope=facts.subject))


def _bind_parameter(facts: BoundRow) -> None:
    parameter = facts.binding.expectations.parameters.get(facts.expected.path)
    if parameter is None:
        facts.fault(
            Problem(
                "not-a-fact",
                f"「{facts.expected.path}」是算出来的,不能填报",
                "填报它所依据的指标",
                place=facts.row.cell("key").place,
            )
        )
        return
    spec = FieldSpec(parameter.name, type=parameter.type, unit=parameter.unit,
                     options=parameter.options)  # fmt: skip
    value = facts.read(facts.row.cell("value"), spec=spec, name="数值")
    if value is None or isinstance(value, NumberWord):
        return
    known = facts.binding.book.parameters.setdefault(parameter.name, {})
    known[facts.subject] = Figure(value, facts.row, facts.subject)


# --- lists and ballots --------------------------------------------------------------------------------


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
    assert spec is not None
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
    assert spec is not None
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
    key = (facts.expected.path, facts.subject, f"{rater_class}/{row.text('rater')}/{period}/"
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
    assert spec is not None
    mark = facts.read(cell, spec=spec, name="数值")
    if isinstance(mark, Fraction):
        return mark
    if mark is not None:
        facts.fault(
            Problem("empty-ballot", "这一票没有分数", "补填分数,或作废这一票", place=cell.place)
        )
    return None
