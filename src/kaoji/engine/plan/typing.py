"""Types of names and forms, so that the expression checker finds slips before any fact is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kaoji.engine.feel.ast import Call, Expression, Name
from kaoji.engine.feel.kinds import (
    ANY,
    DATE,
    NUMBER,
    TEXT,
    TRUTH,
    ChoiceType,
    ListType,
    NumberType,
    RecordType,
    Type,
)
from kaoji.engine.feel.types import check_types
from kaoji.engine.plan.binder import FORM_TWINS, REACH, TWINS, VERDICT_NAMES, NameBinder
from kaoji.engine.plan.index import Entry
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.scheme.model import (
    Derived,
    FieldSpec,
    Formula,
    InputSpec,
    Item,
    Parameter,
    RowKind,
    Scheme,
    Table,
    ValueType,
)

POINTS = NumberType("分")
PLAIN_FIELDS: dict[str, Type] = {
    "事项": TEXT, "层级": TEXT, "件数": NumberType("件"), "日期": DATE, "文号": TEXT,
    "发文机关": TEXT, "编号": TEXT, "备注": TEXT, "佐证": TEXT, "评分人": TEXT,
    "评分人类别": TEXT, "分值": POINTS, "满分": POINTS, "得分": POINTS, "权重": NUMBER,
    "系数": NUMBER, "适用": TRUTH, "数值": NUMBER, "目标": NUMBER,
}  # fmt: skip
VERDICT_TYPES: dict[str, Type] = {
    "等次": ANY, "原等次": ANY, "总分": POINTS, "名次": NUMBER, "倒数名次": NUMBER,
    "总数": NUMBER, "荣誉": ListType(TEXT),
}  # fmt: skip
#: Forms whose value is a list of what they name.
LISTING = {"同组", "全体", "下级", "近年"}


def type_problems(formula: Formula, *, binder: NameBinder, scheme: Scheme) -> tuple[Problem, ...]:
    """What the type checker finds in a formula, at its place in the file."""
    scope = PlanTypes(binder, scheme)
    _type, problems = check_types(formula.expression, scope=scope)
    known = {(one.place.line, one.place.column) for one in binder.problems}
    placed = (_at(problem, formula=formula, node=binder.node) for problem in problems)
    return tuple(one for one in placed if (one.place.line, one.place.column) not in known)


def _at(problem: Problem, *, formula: Formula, node: str) -> Problem:
    place = formula.place
    column = place.column
    if column is not None and problem.place.column is not None:
        column += problem.place.column - 1
    return problem.at(Place(place.file, place.line, column), path=node or None)


@dataclass(frozen=True, slots=True)
class PlanTypes:
    """The types that the binder's names and forms have."""

    binder: NameBinder
    scheme: Scheme

    def known_names(self) -> Iterable[str]:
        """Names and forms that may be written here."""
        binder = self.binder
        fields = binder.spec.fields if binder.spec is not None else ()
        index = (path.rsplit("/", 1)[-1] for path in binder.index.entries)
        own = VERDICT_NAMES if binder.verdict else ("数值", "目标", "分值", "满分")
        return dict.fromkeys(
            (*binder.local_words, *binder.row_words, *fields, *own, *index, *REACH)
        )

    # -- names -------------------------------------------------------------------------------------

    def type_of_name(self, name: Name, /) -> Type | None:
        """The type of a name; `None`: unknown."""
        word = name.parts[0]
        if len(name.parts) > 1:
            return self._of_field(name)
        key = TWINS.get(word, word)
        binder = self.binder
        if word in binder.local_words:
            return ANY
        if binder.verdict and key in VERDICT_NAMES:
            return VERDICT_TYPES[key]
        own = self._of_own(word, key)
        if own is not None:
            return own
        found = binder.index.find(word)
        if len(found) == 1:
            return self.of_entry(found[0])
        return ANY if found or (binder.verdict and self._is_case(word)) else None

    def _is_case(self, word: str) -> bool:
        scheme = self.scheme
        bars = [bar.name for one in scheme.honours for bar in one.bars]
        if scheme.grading is not None:
            bars += [bar.name for grade in scheme.grading.grades for bar in grade.bars]
        return word in {*bars, *(veto.name for veto in scheme.vetoes)}

    def _of_own(self, word: str, key: str) -> Type | None:
        binder = self.binder
        spec = binder.spec
        if spec is not None and word in spec.fields:
            return self.of_field(spec.fields[word])
        if binder.row_words and key in binder.row_words:
            if key == "数值" and spec is not None:
                return self.of_field(spec.value)
            return PLAIN_FIELDS.get(key, ANY)
        if not binder.node or binder.verdict:
            return None
        if key == "数值" and spec is not None:
            return self.of_field(spec.value)
        if key == "目标" and spec is not None:
            return NumberType(spec.value.unit)
        return PLAIN_FIELDS[key] if key in ("分值", "满分", "权重", "系数") else None

    def _of_field(self, name: Name) -> Type | None:
        found = self.binder.index.find("/".join(name.parts[:-1]))
        if len(found) != 1:
            return ANY if found else None
        return self._field_of(found[0], name.parts[-1])

    def _field_of(self, entry: Entry, field: str) -> Type:
        key = TWINS.get(field, field)
        spec = entry.spec
        declared = spec if isinstance(spec, InputSpec) else getattr(spec, "input", None)
        if isinstance(declared, InputSpec):
            if field in declared.fields:
                return self.of_field(declared.fields[field])
            if key == "数值":
                return self.of_field(declared.value)
            if key == "目标":
                return NumberType(declared.value.unit)
        return PLAIN_FIELDS.get(key, ANY)

    # -- what things are ---------------------------------------------------------------------------

    def of_entry(self, entry: Entry) -> Type:
        """The type of a node, fact, derived value, parameter or table."""
        match entry.spec:
            case Item(unit=unit):
                return NumberType(unit or "分")
            case InputSpec(row_kind=RowKind.EVENT):
                return TRUTH
            case InputSpec(value=value):
                return self.of_field(value)
            case Derived(type=kind, unit=unit):
                return self._of_type(kind, unit=unit)
            case Parameter(type=kind, unit=unit):
                return self._of_type(kind, unit=unit)
            case Table(unit=unit):
                return NumberType(unit)

    def of_field(self, field: FieldSpec) -> Type:
        """The type of a declared field."""
        return self._of_type(field.type, unit=field.unit, scale=field.scale)

    def _of_type(self, kind: ValueType, *, unit: str | None, scale: str | None = None) -> Type:
        match kind:
            case ValueType.NUMBER:
                return NumberType(unit)
            case ValueType.TRUTH:
                return TRUTH
            case ValueType.DATE:
                return DATE
            case ValueType.CHOICE:
                return ChoiceType(scale or "", tuple(self.scheme.scales.get(scale or "", ())))
            case ValueType.TEXT | ValueType.SUBJECT:
                return TEXT
            case _:
                return ANY

    # -- forms -------------------------------------------------------------------------------------

    def type_of_form(self, call: Call, /, *, infer: Callable[[Expression], Type]) -> Type | None:  # noqa: C901
        """The type of a form; `None`: not a form."""
        form = FORM_TWINS.get(call.function, call.function)
        if form not in REACH:
            return None
        for extra in call.arguments[1:]:
            if form in ("查表", "往年", "近年"):
                infer(extra)
        match form:
            case "子项" | "子项得分率":
                return ListType(NUMBER)
            case "条":
                return ListType(self._record(call))
            case "查表":
                return self._table(call)
            case "属性":
                return TEXT
            case "满分":
                return POINTS
            case "适用":
                return TRUTH
            case "权重" | "件数合计":
                return NUMBER
        of = self._reference(call)
        return ListType(of) if form in LISTING else of

    def _reference(self, call: Call) -> Type:
        first = call.arguments[0] if call.arguments else None
        if not isinstance(first, Name):
            return ANY
        if len(first.parts) == 2:
            found = self.binder.index.find(first.parts[0])
            return self._field_of(found[0], first.parts[1]) if len(found) == 1 else ANY
        found = self.binder.index.find(".".join(first.parts))
        return self.of_entry(found[0]) if len(found) == 1 else ANY

    def _record(self, call: Call) -> Type:
        """The record of a row: built-in fields and the declared ones."""
        first = call.arguments[0] if call.arguments else None
        found = self.binder.index.find(".".join(first.parts)) if isinstance(first, Name) else ()
        spec = found[0].spec if len(found) == 1 else None
        declared = spec if isinstance(spec, InputSpec) else getattr(spec, "input", None)
        fields = dict(PLAIN_FIELDS)
        if isinstance(declared, InputSpec):
            fields["数值"] = self.of_field(declared.value)
            fields.update({name: self.of_field(one) for name, one in declared.fields.items()})
        return RecordType(fields)

    def _table(self, call: Call) -> Type:
        first = call.arguments[0] if call.arguments else None
        found = self.binder.index.find(".".join(first.parts)) if isinstance(first, Name) else ()
        spec = found[0].spec if len(found) == 1 else None
        table = spec.table if isinstance(spec, Parameter) else spec
        if not isinstance(table, Table):
            return ANY
        values = (*table.cells.values(), *(band.value for band in table.bands))
        return ANY if any(isinstance(value, str) for value in values) else NumberType(table.unit)
