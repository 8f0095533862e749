"""The facts owed: every input of a plan in one period, and the empty table to fill them in.

Quantities have a row for each subject and period; lists, ballots, plans and open parameters one
pattern row each, written so that it counts as nothing until somebody fills it in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from kaoji.engine.facts.columns import FACT_COLUMNS, spoken_header
from kaoji.engine.facts.expected import Bounds, Expected
from kaoji.engine.facts.units import PERCENT
from kaoji.engine.feel.names import names_in
from kaoji.engine.plan.columnar import amounts_of
from kaoji.engine.plan.expect import asked_periods, expectations_of, inside_periods
from kaoji.engine.plan.history import history_periods
from kaoji.engine.plan.nodes import Import, Node, Plan
from kaoji.engine.plinth.coordinate import GROUP
from kaoji.engine.plinth.exact import exact_text
from kaoji.engine.plinth.names import TWINS, spoken_path
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.units import unit_json, unit_word
from kaoji.engine.plinth.values import Value
from kaoji.engine.scheme.bodies import told_body
from kaoji.engine.scheme.model import FieldSpec, InputSpec, Parameter, RowKind, ValueType
from kaoji.engine.scheme.words import spelled
from kaoji.engine.scheme.words.spoken import spoken_value

UNIT, FACTOR, HINT = "单位", "系数", "填法"
_STATES = (("拟", "proposed"), ("已认定", "confirmed"), ("已撤销", "withdrawn"))
#: Pattern rows say that they are none, so that a table sent back unfilled scores nobody.
_NONE = ("无", "nil")


@dataclass(frozen=True, slots=True)
class OwedColumn:
    """One column that a row of the key fills."""

    name: str
    type: str
    values: tuple[str, ...] = ()
    unit: str | None = None

    def as_json(self) -> dict[str, object]:
        return {
            "name": spoken_header(self.name),
            "type": self.type,
            "values": list(self.values) or None,
            "unit": unit_json(self.unit),
        }


@dataclass(frozen=True, slots=True)
class Owed:
    """One input: a leaf, a fact or a parameter."""

    key: str
    row_kind: str
    type: str
    unit: str | None
    bounds: Bounds
    periods: tuple[str, ...]
    columns: tuple[OwedColumn, ...]
    required: bool = True
    supplier: str | None = None
    clause: str | None = None
    feed: str | None = None
    classes: tuple[str, ...] = ()  # that a parameter has no value for, where it goes by class

    def as_json(self) -> dict[str, object]:
        """The input in the contract's shape."""
        return {
            "key": spoken_path(self.key),
            "row_kind": self.row_kind,
            "type": self.type,
            "unit": unit_json(self.unit),
            "range": _range_json(self.bounds),
            "periods": list(self.periods),
            "columns": [column.as_json() for column in self.columns],
            "required": self.required,
            "supplier": self.supplier,
            "clause": self.clause,
            "feed": self.feed,
        }


def _range_json(bounds: Bounds) -> dict[str, str | None] | None:
    if bounds == Bounds():
        return None
    return {"low": _edge(bounds.low), "high": _edge(bounds.high)}


def _edge(value: Fraction | None) -> str | None:
    return None if value is None else exact_text(value)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The inputs, and the table to fill in; `asks` has the input of each row of it."""

    inputs: tuple[Owed, ...]
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    asks: tuple[Owed, ...]


#: Whether a key is ruled out for a subject in a period, by 适用 of its node or of one above it.
RuledOut: TypeAlias = Callable[[str, str, str], bool]


def sheet_of(
    plan: Plan,
    *,
    period: Period,
    subjects: tuple[str, ...] = (),
    ruled_out: RuledOut | None = None,
) -> Sheet:
    """Everything owed in a period; without subjects the column 对象 stays empty."""
    inputs = tuple(inputs_of(plan, period=period))
    rules = ruled_out or _nothing
    asked = [(one, row) for one in inputs for row in _rows(one, subjects=subjects, ruled_out=rules)]
    headers = _headers([row for _one, row in asked], inputs=inputs)
    rows = tuple(tuple(row.get(name, "") for name in headers) for _one, row in asked)
    return Sheet(inputs, headers, rows, tuple(one for one, _row in asked))


def _nothing(_key: str, _subject: str, _period: str) -> bool:
    """Nothing is ruled out: everything is asked of everyone."""
    return False


# --- inputs ---------------------------------------------------------------------------------------


def inputs_of(plan: Plan, *, period: Period) -> Iterator[Owed]:
    """Every leaf and fact that is read, then every parameter."""
    expectations = expectations_of(plan, period=period)
    asked = asked_periods(plan, period=period)
    earlier = history_periods(plan, asked=asked)
    for path, node in plan.nodes.items():
        if node.spec is None or isinstance(node.way, Import):
            continue
        here = inside_periods(node, asked.get(path, ())) | earlier.get(path, set())
        owed = _owed(
            plan,
            node,
            spec=node.spec,
            expected=expectations.keys[path],
            periods=here,
            last_day=period.last_day,
        )
        if owed.columns:  # a leaf computed of other facts asks for none of its own
            yield owed
    for parameter in plan.scheme.parameters:
        yield _parameter(plan, parameter)


def _owed(
    plan: Plan,
    node: Node,
    *,
    spec: InputSpec,
    expected: Expected,
    periods: Iterable[Period],
    last_day: date,
) -> Owed:
    in_order = () if spec.timeless else sorted(periods, key=lambda one: (one.first_day, str(one)))
    return Owed(
        key=node.path,
        row_kind=spec.row_kind.value,
        type=spec.value.type.value,
        unit=spec.value.unit or ("分" if expected.is_judged else None),
        bounds=expected.bounds.get("数值", Bounds()),
        periods=tuple(map(str, in_order)),
        columns=tuple(_columns(plan, spec=spec, expected=expected)),
        supplier=told_body(spec.supplier, on=last_day),
        clause=spec.clause or node.clause,
        feed=spec.feed.scheme if spec.feed is not None else None,
    )


def _columns(plan: Plan, *, spec: InputSpec, expected: Expected) -> Iterator[OwedColumn]:
    if spec.row_kind is RowKind.BALLOT:
        yield OwedColumn("评分人类别", "text", expected.rater_classes)
        yield OwedColumn("评分人", "text")
    if spec.row_kind is RowKind.PLAN:
        yield OwedColumn("事项", "text")
    if expected.reads_value:
        values = expected.options or _values(plan, spec.value)
        yield OwedColumn("数值", spec.value.type.value, values, spec.value.unit)
    for name, each in spec.fields.items():
        yield OwedColumn(name, each.type.value, _values(plan, each), each.unit)
    if FACTOR not in spec.fields and _reads_factor(plan, path=expected.path):
        yield OwedColumn(FACTOR, "number")
    if spec.row_kind in (RowKind.EVENT, RowKind.BALLOT):
        yield OwedColumn("件数", "number", unit="件")
    if spec.row_kind is RowKind.EVENT:
        taken = {*spec.fields}
        for name, kind in (
            ("日期", "date"),
            ("文号", "text"),
            ("发文机关", "text"),
            ("编号", "text"),
        ):
            if name not in taken:
                yield OwedColumn(name, kind)
        yield OwedColumn("状态", "text", tuple(map(spelled, _STATES)))


def _reads_factor(plan: Plan, *, path: str) -> bool:
    """Whether a formula reads the coefficient of the key, which needs no declaration."""
    if any(edge.target == path and edge.field == FACTOR for edge in plan.edges):
        return True
    own = (amount.formula.expression for amount in amounts_of(plan.nodes[path]))
    first = (name.parts[0] for each in own for name in names_in(each))
    return any(TWINS.get(word, word) == FACTOR for word in first)


def _values(plan: Plan, spec: FieldSpec) -> tuple[str, ...]:
    match spec.type:
        case ValueType.TRUTH:
            return tuple(spoken_value(word, kind="truth") for word in ("true", "false"))
        case ValueType.CHOICE:
            return plan.scheme.scales.get(spec.scale or "", ())
        case _:
            return spec.options


def _parameter(plan: Plan, parameter: Parameter) -> Owed:
    spec = FieldSpec(parameter.name, type=parameter.type, options=parameter.options)
    column = OwedColumn("数值", parameter.type.value, _values(plan, spec), parameter.unit)
    keys = parameter.table.keys if parameter.table is not None else ()
    return Owed(
        key=parameter.name,
        row_kind="parameter",
        type=parameter.type.value,
        unit=parameter.unit,
        bounds=Bounds(_literal(plan, parameter.low), _literal(plan, parameter.high)),
        periods=(),
        columns=tuple(OwedColumn(key, "text") for key in keys) or (column,),
        required=parameter.required and not _is_full(plan, parameter),
        clause=parameter.clause,
        classes=_open_classes(plan, parameter) if parameter.required else (),
    )


def _open_classes(plan: Plan, parameter: Parameter) -> tuple[str, ...]:
    """The classes of the scheme that a parameter by class leaves open; one for all has none."""
    if not parameter.classes:
        return ()
    return tuple(one for one in plan.scheme.subjects.kinds if one not in parameter.classes)


def _is_full(plan: Plan, parameter: Parameter) -> bool:
    """Whether a parameter by class has a value for every class of the scheme."""
    return bool(parameter.classes and plan.scheme.subjects.kinds) and not _open_classes(
        plan, parameter
    )


def _literal(plan: Plan, formula: object) -> Fraction | None:
    if formula is None:
        return None
    value: Value | None = plan.compile(formula).constant  # type: ignore[arg-type]
    return value if isinstance(value, Fraction) else None


# --- the table ------------------------------------------------------------------------------------


def _rows(
    one: Owed, *, subjects: tuple[str, ...], ruled_out: RuledOut
) -> Iterator[Mapping[str, str]]:
    if one.feed is not None:
        return
    if one.row_kind == RowKind.QUANTITY.value:
        for subject in subjects or ("",):
            for period in one.periods or ("",):
                if subject and ruled_out(one.key, subject, period):
                    continue
                yield {
                    "对象": subject, "周期": period, "指标": spoken_path(one.key),
                    UNIT: unit_word(one.unit), HINT: _limits(one), "来源": one.supplier or "",
                    **dict.fromkeys(_named(one), ""),
                }  # fmt: skip
    elif one.classes:
        hint = speak("，").join(filter(None, (speak("参数：对这一类有效"), _limits(one))))
        for word in one.classes:
            yield {**_pattern(one), "对象": f"{GROUP}{word}", HINT: hint}
    elif one.row_kind != "parameter" or one.required:
        yield _pattern(one)


def _named(one: Owed) -> tuple[str, ...]:
    return tuple(column.name for column in one.columns)


def _pattern(one: Owed) -> Mapping[str, str]:
    """A row that shows what to fill in."""
    row = dict.fromkeys(_named(one), "")
    row |= {
        "指标": spoken_path(one.key),
        UNIT: unit_word(one.unit),
        HINT: _hint(one),
        "来源": one.supplier or "",
    }
    if one.row_kind == RowKind.EVENT.value:
        row["数值"] = spelled(_NONE)
    elif one.row_kind in (RowKind.PLAN.value, RowKind.BALLOT.value):
        row["周期"] = one.periods[0] if len(one.periods) == 1 else ""
    elif one.type == ValueType.TABLE.value:
        row = {"指标": spoken_path(one.key), HINT: _hint(one)}
    return row


def _limits(one: Owed) -> str:
    """What may be filled in: the words there are, or the range; and whether a target is owed."""
    is_percent = one.unit == PERCENT and one.type == ValueType.NUMBER.value
    percent = speak("写 85 或 85%") if is_percent else ""
    target = speak("目标也要填") if "目标" in _named(one) else ""
    return speak("，").join(part for part in (_range(one), percent, target) if part)


def _range(one: Owed) -> str:
    words = next((column.values for column in one.columns if column.name == "数值"), ())
    if words:
        return speak("可写 {words}", words=speak("、").join(words))
    low, high = one.bounds.low, one.bounds.high
    if low is not None and high is not None:
        return speak("范围 {low} 至 {high}", low=exact_text(low), high=exact_text(high))
    if low is not None:
        return speak("不小于 {low}", low=exact_text(low))
    return "" if high is None else speak("不大于 {high}", high=exact_text(high))


def _hint(one: Owed) -> str:
    parts = [_pattern_told(one)]
    if len(one.periods) > 1 and one.row_kind in (RowKind.BALLOT.value, RowKind.PLAN.value):
        parts.append(speak("周期写 {periods}", periods=speak("、").join(one.periods)))
    if one.row_kind != RowKind.EVENT.value:
        parts.append(_limits(one))
    if one.clause:
        parts.append(speak("依据 {clause}", clause=one.clause))
    return speak("，").join(filter(None, parts))


def _pattern_told(one: Owed) -> str:
    """What to do with a pattern row."""
    match one.row_kind:
        case RowKind.EVENT.value:
            return speak("样行：一件一行；没有就留「{none}」", none=spelled(_NONE))
        case RowKind.BALLOT.value:
            classes = speak("、").join(one.columns[0].values)
            return speak("样行：一票一行；评分人类别写 {classes}", classes=classes)
        case RowKind.PLAN.value:
            return speak("样行：一项一行，写明事项")
        case _ if one.type == ValueType.TABLE.value:
            return speak("参数：这张表用 --given 文件填")
        case _:
            return speak("参数：对全部对象有效")


def _headers(rows: Iterable[Mapping[str, str]], *, inputs: tuple[Owed, ...]) -> tuple[str, ...]:
    """The contract's columns in their order, the unit, then the declared ones."""
    used = {name for row in rows for name in row} | {"对象", "周期", "指标", "数值"}
    used |= {"编号", "更正", "来源", "佐证", "备注"}
    known = [column.chinese for column in FACT_COLUMNS]
    standard = [name for name in known if name in used]
    after = standard.index("数值") + 1
    standard[after:after] = [UNIT, HINT]
    declared = dict.fromkeys(
        column.name for one in inputs for column in one.columns if column.name in used
    )
    return (*standard, *(name for name in declared if name not in (*known, UNIT, HINT)))
