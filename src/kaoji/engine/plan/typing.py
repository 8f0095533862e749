"""Types of names and forms, so that the expression checker finds slips before any fact is read.

Beside the types of its parts a formula has a place, and the place wants a number, a truth …
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from kaoji.engine.feel.ast import Call, Expression, Name
from kaoji.engine.feel.kinds import (
    ANY,
    DATE,
    NULL,
    NUMBER,
    RATIO,
    TEXT,
    TRUTH,
    ChoiceType,
    ListType,
    NumberType,
    RecordType,
    Type,
    type_word,
)
from kaoji.engine.feel.types import check_types
from kaoji.engine.feel.unit_rules import SHARES, are_like
from kaoji.engine.plan.binder import VERDICT_NAMES, NameBinder
from kaoji.engine.plan.forms import Wants, are_words, input_of, is_node, reference_of, table_of
from kaoji.engine.plan.index import Entry
from kaoji.engine.plan.reaches import FORM_TWINS, REACH
from kaoji.engine.plinth.names import TWINS, known_name
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.units import unit_word
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
    "等次": TEXT, "原等次": TEXT, "总分": POINTS, "名次": NUMBER, "倒数名次": NUMBER,
    "总数": NUMBER, "荣誉": ListType(TEXT),
}  # fmt: skip
#: What each further ranking adds to the names: `<排名>名次` …
RANK_WORDS = ("倒数名次", "名次", "总数")
#: Forms whose further arguments are expressions.
COMPUTING = {"查表", "查表均值", "往年", "近年"}
#: Forms whose type does not depend on what they name.
FORM_TYPES: dict[str, Type] = {
    "子项": ListType(NUMBER), "子项得分率": ListType(NUMBER), "属性": TEXT, "满分": POINTS,
    "适用": TRUTH, "权重": NUMBER, "件数合计": NUMBER,
}  # fmt: skip
#: Forms whose value is a list of what they name.
LISTING = {"同组", "全体", "下级", "近年"}


class Wanted(StrEnum):
    """What the place of a formula wants."""

    NUMBER = "number"
    POINTS = "points"  # a number in 分
    SEATS = "seats"  # a number of seats
    SHARE = "share"  # a share of a whole, 25% being 0.25
    TRUTH = "truth"
    DATE = "date"
    TEXT = "text"  # also a step of a scale
    ORDERED = "ordered"  # a number, or a step of a scale
    ANY = "any"


def wanted_for(kind: ValueType, *, unit: str | None = None) -> Wanted:
    """What a place of a declared type wants."""
    if kind is ValueType.NUMBER:
        return Wanted.POINTS if unit == "分" else Wanted.NUMBER
    return {
        ValueType.TRUTH: Wanted.TRUTH,
        ValueType.DATE: Wanted.DATE,
        ValueType.TABLE: Wanted.ANY,
    }.get(kind, Wanted.TEXT)


def type_problems(
    formula: Formula, *, binder: NameBinder, scheme: Scheme, wanted: Wanted = Wanted.ANY
) -> tuple[Problem, ...]:
    """What the type checker finds in a formula, at its place in the file."""
    scope = PlanTypes(binder, scheme)
    found, problems = check_types(formula.expression, scope=scope)
    known = {(one.place.line, one.place.column) for one in binder.problems}
    placed = (_at(problem, formula=formula, node=binder.node) for problem in problems)
    kept = tuple(one for one in placed if (one.place.line, one.place.column) not in known)
    if kept or known:
        return kept
    return tuple(_misfits(found, wanted=wanted, formula=formula, node=binder.node))


def _misfits(found: Type, *, wanted: Wanted, formula: Formula, node: str) -> Iterator[Problem]:
    """What the place of the formula wants and does not get."""
    wanted_word, is_fit = _FITS[wanted]
    if found in (ANY, NULL) or is_fit(found):
        if isinstance(found, NumberType) and wanted in _UNIT_RULES:
            yield from _UNIT_RULES[wanted](found, formula=formula, node=node)
        return
    code = "condition-not-truth" if wanted is Wanted.TRUTH else "wrong-type"
    word = speak(wanted_word)
    remedy = _remedy(found, wanted=wanted, word=word)
    message = speak(
        "这里应当是{wanted}，「{text}」是{found}",
        wanted=word,
        text=formula.text,
        found=type_word(found),
    )
    yield Problem(code, message, remedy, place=formula.place, path=node or None)


def _other_unit(found: NumberType, *, formula: Formula, node: str) -> Iterator[Problem]:
    """A result in 万元 or 人 is hardly meant as points; a ratio or a scaled number may be."""
    if found.is_scaled or found.unit in (None, RATIO) or are_like(found, right=POINTS):
        return
    yield Problem(
        "unit-mismatch",
        speak("「{text}」以{unit}计，这里要的是分", text=formula.text, unit=unit_word(found.unit)),
        speak("换算成分，例如 满分 * 数值 / 目标"),
        place=formula.place,
        path=node or None,
    )


def _remedy(found: Type, *, wanted: Wanted, word: str) -> str:
    if isinstance(found, ListType):
        return speak(
            "列表只能写在用它的算式里：先汇成{word}，如 个数(…)、合计(…)、均值(…)、名次(…)",
            word=word,
        )
    if wanted is Wanted.TRUTH:
        return speak("写成比较，例如 x >= 60")
    if isinstance(found, ChoiceType):
        return speak("要等级的派生写 类型: {scale}；要数就写 序号(…)", scale=found.scale)
    return speak("改写成{word}，或检查所引用的量", word=word)


def _no_count(found: NumberType, *, formula: Formula, node: str) -> Iterator[Problem]:
    """Seats are counted; a share would be taken for so many of them."""
    if found.unit in SHARES and not found.is_scaled:
        yield Problem(
            "quota-unit",
            speak(
                "「名额」是个数，「{text}」以{unit}计",
                text=formula.text,
                unit=unit_word(found.unit),
            ),
            speak("是比例的，把「名额」改写成「比例」"),
            place=formula.place,
            path=node or None,
        )


def _no_share(found: NumberType, *, formula: Formula, node: str) -> Iterator[Problem]:
    """A share is a plain number, 25% being 0.25; one in % is a hundred times as large."""
    if found.is_literal or found.is_scaled or found.unit in (None, RATIO):
        return
    is_percent = found.unit in SHARES
    remedy = (
        speak("写成 （{text}） / 100", text=formula.text)
        if is_percent
        else speak("是个数的，把「比例」改写成「名额」")
    )
    yield Problem(
        "quota-unit",
        speak(
            "「比例」是一个比值（25% 即 0.25），「{text}」以{unit}计",
            text=formula.text,
            unit=unit_word(found.unit),
        ),
        remedy,
        place=formula.place,
        path=node or None,
    )


_UNIT_RULES = {
    Wanted.POINTS: _other_unit,
    Wanted.SEATS: _no_count,
    Wanted.SHARE: _no_share,
}


def _is_number(found: Type) -> bool:
    return isinstance(found, NumberType)


_FITS: Mapping[Wanted, tuple[str, Callable[[Type], bool]]] = {
    Wanted.NUMBER: (marked("数"), _is_number),
    Wanted.POINTS: (marked("数"), _is_number),
    Wanted.SEATS: (marked("数"), _is_number),
    Wanted.SHARE: (marked("数"), _is_number),
    Wanted.TRUTH: (marked("真假值"), lambda found: found == TRUTH),
    Wanted.DATE: (marked("日期"), lambda found: found == DATE),
    Wanted.TEXT: (
        marked("文字或等级"),
        lambda found: found == TEXT or isinstance(found, ChoiceType),
    ),
    Wanted.ORDERED: (
        marked("数或等级"),
        lambda found: isinstance(found, NumberType | ChoiceType),
    ),
    Wanted.ANY: ("", lambda _found: True),
}


def _at(problem: Problem, *, formula: Formula, node: str) -> Problem:
    place = formula.place
    column = place.column
    if column is not None and problem.place.column is not None:
        column += problem.place.column - 1
    return problem.at(Place(place.file, place.line, column, via=place.via), path=node or None)


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
            (*binder.local_words, *binder.row_words, *fields, *own, *index, *REACH, *FORM_TWINS)
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
        if found:
            return ANY
        return self._verdict_word(word) if binder.verdict else None

    def _verdict_word(self, word: str) -> Type | None:
        """A bar or veto is a truth by its name; a further ranking has places by its name."""
        scheme = self.scheme
        bars = [bar.name for one in scheme.honours for bar in one.bars]
        if scheme.grading is not None:
            bars += [bar.name for grade in scheme.grading.grades for bar in grade.bars]
        if word in {*bars, *(veto.name for veto in scheme.vetoes)}:
            return TRUTH
        places = {one.name + place for one in scheme.rankings for place in RANK_WORDS}
        return NUMBER if word in places else None

    def _of_own(self, word: str, key: str) -> Type | None:
        binder = self.binder
        spec = binder.spec
        if spec is not None and word in spec.fields:
            return self.of_field(spec.fields[word])
        if spec is not None and key in spec.fields:
            return self.of_field(spec.fields[key])
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
        """The type of `K.字段`; two K are the binder's to tell."""
        found = self.binder.index.find("/".join(name.parts[:-1]))
        if len(found) == 1 and is_node(found[0]):
            return self._field_of(found[0], name.parts[-1])
        return ANY if len(found) > 1 else None

    def _field_of(self, entry: Entry, field: str) -> Type:
        key = TWINS.get(field, field)
        declared = input_of(entry)
        if declared is not None:
            own = known_name(field, known=declared.fields)
            if own in declared.fields:
                return self.of_field(declared.fields[own])
            if key == "数值":
                return self.of_field(declared.value)
            if key == "目标":
                return NumberType(declared.value.unit)
        return PLAIN_FIELDS.get(key, ANY)

    # -- what things are ---------------------------------------------------------------------------

    def of_entry(self, entry: Entry) -> Type:
        """The type of a node, fact, derived value, parameter or table."""
        match entry.spec:
            case Item(children=()):
                return POINTS  # a leaf's 单位 is that of its figure
            case Item(unit=unit):
                return NumberType(unit or "分")
            case InputSpec(row_kind=RowKind.EVENT):
                return TRUTH
            case InputSpec(value=value):
                return self.of_field(value)
            case Derived(type=kind, unit=unit, scale=scale):
                return self._of_type(kind, unit=unit, scale=scale)
            case Parameter(type=kind, unit=unit, scale=scale):
                return self._of_type(kind, unit=unit, scale=scale)
            case Table(unit=unit):
                return NumberType(unit)
            case never:
                assert_never(never)

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
                words = self.scheme.scales.get(scale or "")
                # That nobody declares the scale is told where it is asked for.
                return ANY if words is None else ChoiceType(scale or "", tuple(words))
            case ValueType.TEXT | ValueType.SUBJECT:
                return TEXT
            case _:
                return ANY

    # -- forms -------------------------------------------------------------------------------------

    def type_of_form(self, call: Call, /, *, infer: Callable[[Expression], Type]) -> Type | None:
        """The type of a form; `None`: not a form."""
        form = FORM_TWINS.get(call.function, call.function)
        if form not in REACH:
            return None
        if form in COMPUTING:
            for extra in call.arguments[1:]:
                infer(extra)
        if form in FORM_TYPES:
            return FORM_TYPES[form]
        if form == "条":
            return ListType(self._record(call))
        if form in ("查表", "查表均值"):
            return self._table(call)
        of = self._reference(call)
        return ListType(of) if form in LISTING else of

    def _reference(self, call: Call) -> Type:
        first = call.arguments[0] if call.arguments else None
        entry = self._entry(first, wants=Wants.VALUE)
        if entry is None or not isinstance(first, Name):
            return ANY
        if len(first.parts) == 2:
            return self._field_of(entry, first.parts[1])
        return self.of_entry(entry)

    def _entry(self, first: Expression | None, *, wants: Wants) -> Entry | None:
        """What the first argument refers to; a faulty one is the binder's to tell."""
        if not isinstance(first, Name):
            return None
        found = self.binder.index.find(reference_of(first, wants=wants))
        return found[0] if len(found) == 1 else None

    def _record(self, call: Call) -> Type:
        """The record of a row: built-in fields and the declared ones."""
        first = call.arguments[0] if call.arguments else None
        entry = self._entry(first, wants=Wants.ROWS)
        declared = None if entry is None else input_of(entry)
        if declared is None:
            return ANY
        fields = dict(PLAIN_FIELDS)
        fields["数值"] = self.of_field(declared.value)
        fields.update({name: self.of_field(one) for name, one in declared.fields.items()})
        return RecordType(fields)

    def _table(self, call: Call) -> Type:
        """The value of a table: a number, unless its cells are words."""
        first = call.arguments[0] if call.arguments else None
        entry = self._entry(first, wants=Wants.TABLE)
        table = None if entry is None else table_of(entry)
        if table is None:
            return ANY
        if table.scale is not None:
            return self._of_type(ValueType.CHOICE, unit=None, scale=table.scale)
        has_words = are_words(table)
        if has_words is None:
            return ANY
        return TEXT if has_words else NumberType(table.unit)
