"""Binding rows to a scheme: what each row is, for whom and when, and every reason why not.

What a row is follows from its key (scheme.md §8): a quantity, a row of a list, a ballot, a plan
item, a parameter, or a given result that stands for a node's computation. Nothing is dropped in
silence: a row is bound, or a problem names it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

from kaoji.engine.facts.bind_lists import (
    _bind_ballot,
    _bind_line,
)
from kaoji.engine.facts.book import EVERYONE, GROUP, FactBook, Figure
from kaoji.engine.facts.bound import (
    COMMON_FIELDS,
    FIELD_TWINS,
    LIST_CELLS,
    Binding,
    BoundRow,
)
from kaoji.engine.facts.expected import Expectations, Expected
from kaoji.engine.facts.numbers import DateFault, NumberWord, read_date
from kaoji.engine.facts.periods import PeriodFault
from kaoji.engine.facts.reading import NO_BOUNDS
from kaoji.engine.facts.table import Cell, FactRow, FactTable
from kaoji.engine.plinth.exact import exact_text
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.spelling import nearest
from kaoji.engine.plinth.values import Null, Value
from kaoji.engine.scheme.model import FieldSpec, RowKind


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
        is_item = (
            row.text("work") or row.text("target") or any(cell.text for cell in row.extra.values())
        )
        return kind if is_item or not row.text("value") else "given"
    bare = not any(row.text(key) for key in LIST_CELLS) and not any(
        cell.text for cell in row.extra.values()
    )
    return "given" if bare and not expected.reads_value and row.text("value") else kind


_NO_PARAMETERS: frozenset[str] = frozenset()


def _day(row: FactRow, *, subject: str, binding: Binding) -> date | Problem | None:
    cell = row.cell("date")
    if not cell.text:
        return None
    day = read_date(cell.text)
    if isinstance(day, DateFault):
        problem = day.problem(cell.place)
        binding.fault(row, subject=subject, problem=problem)
        return problem
    return day


# --- quantities, given nodes, parameters ------------------------------------------------------------  # noqa: E501


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


def _repeated(facts: BoundRow, *, name: str, before: Figure, value: Value, cell: Cell) -> Problem:  # noqa: ARG001
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
