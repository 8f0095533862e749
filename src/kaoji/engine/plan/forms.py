"""Forms such as 同组(K) or 查表(表, 键…): what each takes, and what is wrong with a call of one.

A form's first argument is a reference, not a value; the binder asks here before it binds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from kaoji.engine.feel.ast import Call, Name, Text
from kaoji.engine.plan.index import Entry, Index, Kind
from kaoji.engine.plinth.names import known_name, spoken_field, spoken_path
from kaoji.engine.plinth.periods import Grain, Period, part_of
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.spelling import nearest
from kaoji.engine.scheme.model import (
    Formula,
    InputSpec,
    Item,
    Parameter,
    RowKind,
    Table,
    ValueType,
)


class Wants(Enum):
    """What the first argument of a form is."""

    VALUE = auto()  # a node, fact or derived value, or a field of one
    NODE = auto()  # a scored node
    ROWS = auto()  # an event list
    TABLE = auto()
    COLUMN = auto()  # a column of the subjects table
    NOTHING = auto()  # the children of the node where the form stands


@dataclass(frozen=True, slots=True)
class Form:
    """How many arguments a form takes, and what the first one is."""

    wants: Wants
    least: int = 1
    most: int = 1
    sample: str = ""


MANY = 64

FORMS: Mapping[str, Form] = {
    "子项": Form(Wants.NOTHING, 0, 0, marked("子项()")),
    "子项得分率": Form(Wants.NOTHING, 0, 0, marked("子项得分率()")),
    "同组": Form(Wants.VALUE, 1, 2, marked("同组(财政收入, 组别)")),
    "全体": Form(Wants.VALUE, 1, 1, marked("全体(财政收入)")),
    "下级": Form(Wants.VALUE, 1, 2, marked("下级(总分, 分管)")),
    "上期": Form(Wants.VALUE, 1, 1, marked("上期(财政收入)")),
    "上年": Form(Wants.VALUE, 1, 1, marked("上年(财政收入)")),
    "往年": Form(Wants.VALUE, 2, 2, marked("往年(财政收入, 2)")),
    "近年": Form(Wants.VALUE, 1, 2, marked("近年(财政收入, 3)")),
    "条": Form(Wants.ROWS, 1, 1, marked("条(通报)")),
    "件数合计": Form(Wants.ROWS, 1, 1, marked("件数合计(通报)")),
    "查表": Form(Wants.TABLE, 2, MANY, marked("查表(加分表, 层级)")),
    "查表均值": Form(Wants.TABLE, 3, 3, marked("查表均值(名次表, 2, 3)")),
    "属性": Form(Wants.COLUMN, 1, 1, marked("属性(组别)")),
    "满分": Form(Wants.NODE, 1, 1, marked("满分(财政收入)")),
    "期": Form(Wants.VALUE, 2, 2, marked('期(财政收入, "中期评估")')),
    "适用": Form(Wants.NODE, 1, 1, marked("适用(财政收入)")),
    "权重": Form(Wants.NODE, 1, 1, marked("权重(财政收入)")),
}


@dataclass(frozen=True, slots=True)
class FormFault:
    """What is wrong with a call, and the part of it that is."""

    code: str
    message: str
    remedy: str
    at: Name | Call


def form_faults(
    call: Call, *, form: str, index: Index, children: Iterable[str], parts: frozenset[str]
) -> Iterator[FormFault]:
    """The first thing that is wrong with a call of a form; nothing when all is well."""
    shape = FORMS[form]
    count = len(call.arguments)
    if not shape.least <= count <= shape.most or call.names is not None:
        message = speak(
            "{function} 的参数不合：这里写了 {count} 个，按顺序写，不写名字",
            function=call.function,
            count=count,
        )
        yield FormFault(
            "wrong-argument-count",
            message,
            speak("例如 {sample}", sample=speak(shape.sample)),
            call,
        )
    elif shape.wants is Wants.NOTHING:
        if not tuple(children):
            message = speak("{function} 只能用在有下级指标的「合成」里", function=call.function)
            yield FormFault("form-out-of-place", message, speak("写出所要的指标的名称"), call)
    elif shape.wants is Wants.COLUMN:
        yield from _column_fault(call, position=0)
    else:
        yield from _reference_faults(call, form=form, shape=shape, index=index, parts=parts)


def _column_fault(call: Call, *, position: int) -> Iterator[FormFault]:
    if not isinstance(call.arguments[position], Name | Text):
        message = speak(
            "「{function}」的第 {number} 个参数要写对象表的一个列名",
            function=call.function,
            number=position + 1,
        )
        yield FormFault(
            "form-needs-name",
            message,
            speak("例如 {function}（组别）", function=call.function),
            call,
        )


def _reference_faults(
    call: Call, *, form: str, shape: Form, index: Index, parts: frozenset[str]
) -> Iterator[FormFault]:
    name = call.arguments[0]
    if not isinstance(name, Name):
        message = speak(
            "「{function}」的第 1 个参数要写一个名称，不能写算式", function=call.function
        )
        yield FormFault(
            "form-needs-name", message, speak("例如 {sample}", sample=speak(shape.sample)), call
        )
        return
    tail = reference_of(name, wants=shape.wants)
    found = index.find(tail)
    if len(found) != 1:
        yield _unresolved(tail, found=found, index=index, at=name)
        return
    misfit = _misfit(found[0], wants=shape.wants)
    if misfit is not None:
        message = speak(
            "{function} 要的是{wanted}，「{tail}」是{found}",
            function=call.function,
            wanted=speak(_WORDS[shape.wants]),
            tail=tail,
            found=speak(misfit),
        )
        yield FormFault(
            _CODES[shape.wants], message, speak("例如 {sample}", sample=speak(shape.sample)), name
        )
        return
    if shape.wants is Wants.VALUE and len(name.parts) == 2:
        fault = field_fault(found[0], field=name.parts[1], at=name)
        if fault is not None:
            yield fault
            return
    yield from _further_faults(call, form=form, entry=found[0], index=index, parts=parts)


#: Fields that every node has, and those that every input has beside its declared ones.
NODE_FIELDS = frozenset({"得分", "分值", "满分", "权重", "适用", "系数"})
INPUT_FIELDS = NODE_FIELDS | {"数值", "目标"}


def field_fault(entry: Entry, *, field: str, at: Name | Call) -> FormFault | None:
    """What is wrong with `K.字段`; nothing when K has such a field."""
    spec = input_of(entry)
    has_input = spec is not None or (isinstance(entry.spec, Item) and not entry.spec.children)
    known = INPUT_FIELDS if has_input else NODE_FIELDS
    declared = tuple(spec.fields) if spec is not None else ()
    if known_name(field, known=declared) in (*declared, *known):
        return None
    near = nearest(field, known=(*declared, *map(spoken_field, sorted(known))))
    hint = (
        speak("是不是「{near}」？", near=near[0])
        if near
        else speak(
            "有的是：{words}",
            words=speak("、").join((*declared, *map(spoken_field, sorted(known)))),
        )
    )
    return FormFault(
        "unknown-field",
        speak("「{path}」没有「{field}」这一项", path=spoken_path(entry.path), field=field),
        hint,
        at,
    )


def reference_of(name: Name, *, wants: Wants) -> str:
    """What a first argument refers to: `K.目标` is a field of K where a value may be read."""
    if wants is Wants.VALUE and len(name.parts) == 2:
        return name.parts[0]
    return ".".join(name.parts)


def _unresolved(tail: str, *, found: tuple[Entry, ...], index: Index, at: Name) -> FormFault:
    if found:
        paths = speak("、").join(entry.path for entry in found)
        message = speak(
            "「{tail}」可以指 {count} 处：{paths}", tail=tail, count=len(found), paths=paths
        )
        return FormFault("ambiguous-name", message, speak("用反引号写出足以区分的路径"), at)
    guess = nearest(tail, known=tuple(index.entries))
    hint = speak("是不是「{near}」？", near=guess[0]) if guess else speak("先在方案里写出它")
    return FormFault(
        "unknown-name", speak("没有叫「{tail}」的指标、事实、参数或表", tail=tail), hint, at
    )


_WORDS = {
    Wants.VALUE: marked("指标、事实或派生"),
    Wants.NODE: marked("指标"),
    Wants.ROWS: marked("按条登记的清单"),
    Wants.TABLE: marked("表"),
}
_CODES = {
    Wants.VALUE: "form-needs-name",
    Wants.NODE: "form-needs-name",
    Wants.ROWS: "not-a-list",
    Wants.TABLE: "not-a-table",
}


def _misfit(entry: Entry, *, wants: Wants) -> str | None:
    """What the entry is instead of what is wanted; `None`: it fits."""
    fits = {
        Wants.VALUE: is_node(entry),
        Wants.NODE: entry.kind is Kind.ITEM,
        Wants.ROWS: is_list(entry),
        Wants.TABLE: is_table(entry),
    }
    return None if fits[wants] else _KINDS[entry.kind]


_KINDS = {
    Kind.ITEM: marked("指标"),
    Kind.FACT: marked("事实"),
    Kind.DERIVED: marked("派生"),
    Kind.PARAMETER: marked("参数"),
    Kind.TABLE: marked("表"),
}


def is_node(entry: Entry) -> bool:
    """Tell whether the entry has a value of its own in each period: no parameter, no table."""
    return entry.kind in (Kind.ITEM, Kind.FACT, Kind.DERIVED)


def is_table(entry: Entry) -> bool:
    """Tell whether the entry is looked up."""
    return table_of(entry) is not None or (
        isinstance(entry.spec, Parameter) and entry.spec.type is ValueType.TABLE
    )


def table_of(entry: Entry) -> Table | None:
    """The table of an entry, also of a parameter that is one."""
    spec = entry.spec.table if isinstance(entry.spec, Parameter) else entry.spec
    return spec if isinstance(spec, Table) else None


def are_words(table: Table) -> bool | None:
    """Tell whether a table gives words; `None`: words here and numbers there."""
    values = (*table.cells.values(), *(band.value for band in table.bands), table.otherwise)
    found = {_is_word(value) for value in values if value is not None}
    return None if len(found) > 1 else found == {True}


def _is_word(value: Formula | str) -> bool:
    return isinstance(value, str) or isinstance(value.expression, Text)


def is_list(entry: Entry) -> bool:
    """Tell whether the entry is an event list."""
    spec = input_of(entry)
    return spec is not None and spec.row_kind is RowKind.EVENT


def input_of(entry: Entry) -> InputSpec | None:
    """What the entry asks of the facts table."""
    spec = entry.spec.input if isinstance(entry.spec, Item) else entry.spec
    return spec if isinstance(spec, InputSpec) else None


# --- the further arguments ------------------------------------------------------------------------


def _further_faults(
    call: Call, *, form: str, entry: Entry, index: Index, parts: frozenset[str]
) -> Iterator[FormFault]:
    if form == "查表":
        yield from _key_faults(call, entry=entry)
    elif form == "查表均值":
        yield from _one_key_faults(call, entry=entry)
    elif form == "期":
        yield from _part_faults(call, parts=parts)
    elif form == "下级" and len(call.arguments) == 2:
        yield from _relation_faults(call, index=index)
    elif form == "同组" and len(call.arguments) == 2:
        yield from _column_fault(call, position=1)


def _key_faults(call: Call, *, entry: Entry) -> Iterator[FormFault]:
    table = table_of(entry)
    given = len(call.arguments) - 1
    if table is not None and table.keys and given != len(table.keys):
        message = speak(
            "表「{path}」按 {count} 个键查，这里写了 {given} 个",
            path=entry.path,
            count=len(table.keys),
            given=given,
        )
        remedy = speak(
            "写 查表({path}, {keys})",
            path=entry.path,
            keys=", ".join(map(spoken_field, table.keys)),
        )
        yield FormFault("table-key-count", message, remedy, call)


def _one_key_faults(call: Call, *, entry: Entry) -> Iterator[FormFault]:
    """Between two ends there are whole numbers only where a table has one key."""
    table = table_of(entry)
    if table is not None and len(table.keys) > 1:
        message = speak(
            "「{function}」要按一个数查的表，「{path}」按 {count} 个键查",
            function=call.function,
            path=entry.path,
            count=len(table.keys),
        )
        remedy = speak("写 均值([查表({path}, …), 查表({path}, …)])", path=entry.path)
        yield FormFault("table-key-count", message, remedy, call)


def _part_faults(call: Call, *, parts: frozenset[str]) -> Iterator[FormFault]:
    part = call.arguments[1]
    if not isinstance(part, Name | Text):
        message = speak("「期」的第 2 个参数要写一期的名字")
        yield FormFault("form-needs-name", message, speak("例如 中期评估"), call)
        return
    word = part.value if isinstance(part, Text) else ".".join(part.parts)
    if word not in parts and part_of(_ANY_YEAR, word).grain is Grain.PART:
        near = nearest(word, known=tuple(parts))
        hint = (
            speak("是不是「{near}」？", near=near[0])
            if near
            else speak("有的是：{words}", words=speak("、").join(sorted(parts)) or speak("没有"))
        )
        yield FormFault(
            "unknown-part", speak("方案的「周期」里没有「{word}」这一期", word=word), hint, call
        )


_ANY_YEAR = Period(Grain.YEAR, 2000)


def _relation_faults(call: Call, *, index: Index) -> Iterator[FormFault]:
    """A relation is a fact whose value is a subject, or in quotes a column of the subjects."""
    name = call.arguments[1]
    if isinstance(name, Text):
        return
    if not isinstance(name, Name):
        message = speak("「下级」的第 2 个参数要写一个关系（值为对象的事实）")
        yield FormFault("form-needs-name", message, speak("例如 下级(总分, 分管)"), call)
        return
    tail = ".".join(name.parts)
    found = index.find(tail)
    if len(found) != 1:
        yield _unresolved(tail, found=found, index=index, at=name)
    elif not is_relation(found[0]):
        message = speak("「{tail}」的值不是对象，不能当关系用", tail=tail)
        yield FormFault("not-a-relation", message, speak("在「事实」里写 类型: 对象"), name)


def is_relation(entry: Entry) -> bool:
    """Tell whether the values of a fact, or of a column of its rows, are subjects."""
    spec = input_of(entry)
    if spec is None:
        return False
    types = {spec.value.type, *(field.type for field in spec.fields.values())}
    return ValueType.SUBJECT in types
