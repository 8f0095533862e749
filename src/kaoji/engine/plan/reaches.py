"""Forms such as 同组(K) or 上年(K): what each reads, and from how far away.

The binder has found the call sound; a maker here turns it into a program and notes its edges.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from kaoji.engine.feel.ast import Call, Expression, Name, Text
from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.feel.frame import Frame
from kaoji.engine.feel.show import shown
from kaoji.engine.plan.context import Spot
from kaoji.engine.plan.forms import INPUT_FIELDS
from kaoji.engine.plan.index import Entry
from kaoji.engine.plan.nodes import Program
from kaoji.engine.plinth.names import TWINS, declared_name
from kaoji.engine.plinth.periods import part_of
from kaoji.engine.plinth.speech import ENGLISH, speak, spoken_language
from kaoji.engine.plinth.values import Null, Value

#: Form → how far it reaches (see `nodes.Edge`), for the order and for circles.
REACH = {
    "子项": "child", "子项得分率": "child", "同组": "peers", "全体": "peers", "下级": "below",
    "上期": "earlier", "上年": "earlier", "往年": "earlier", "近年": "earlier",
    "条": "rows", "件数合计": "rows", "查表": "table", "查表均值": "table",
    "属性": "none", "满分": "none", "期": "part", "适用": "none", "权重": "none",
}  # fmt: skip
FORM_TWINS = {
    "children": "子项", "child rates": "子项得分率", "peers": "同组", "everyone": "全体",
    "subordinates": "下级", "previous": "上期", "last year": "上年", "years back": "往年",
    "past years": "近年", "rows": "条", "row count": "件数合计", "look up": "查表",
    "mean look up": "查表均值",
    "attribute": "属性", "full of": "满分", "at part": "期", "applies": "适用", "weight of": "权重",
}  # fmt: skip


_ENGLISH = {chinese: english for english, chinese in FORM_TWINS.items()}


def form_word(form: str) -> str:
    """The name of a form in the language of the messages."""
    return _ENGLISH[form] if spoken_language() == ENGLISH else form


class Reader(Protocol):
    """What a maker asks of the binder."""

    @property
    def children(self) -> tuple[str, ...]:
        """The paths of the children of the node where the form stands."""
        ...

    def entry(self, call: Call, *, position: int = 0) -> Entry:
        """What an argument refers to."""
        ...

    def value_reference(self, call: Call, *, reach: str) -> Callable[[Spot], Value]:
        """A reader of the figure that the first argument names, wherever it stands."""
        ...

    def edge(
        self,
        target: str,
        *,
        reach: str,
        at: Name | Call | None = None,
        part: str = "",
        own_field: str = "",
    ) -> None:
        """Note that the node reads another."""
        ...


@dataclass(frozen=True, slots=True)
class Asked:
    """One call of a form, with what its maker may use."""

    form: str
    call: Call
    reader: Reader
    program_of: Callable[[Expression], Program]


def _children(asked: Asked) -> Program:
    paths = asked.reader.children
    for path in paths:
        asked.reader.edge(path, reach="child", at=asked.call)
    if asked.form == "子项":

        def values(frame: Frame) -> Value:
            spot = frame.context
            here = {"subject": spot.subject, "period": spot.period}
            found = (spot.run.value(path, **here) for path in paths)
            # One that is taken out leaves no figure, in 子项() as in 子项得分率().
            return tuple(value for value in found if not isinstance(value, Null))

        return values
    return lambda frame: frame.context.run.rates(
        paths, subject=frame.context.subject, period=frame.context.period
    )


def _peers(asked: Asked) -> Program:
    read = asked.reader.value_reference(asked.call, reach="peers")
    column = _text_argument(asked.call, 1)

    def peers(frame: Frame) -> Value:
        spot = frame.context
        run = spot.run
        who = run.everyone() if asked.form == "全体" else run.peers(spot.subject, column=column)
        found: Value = run.over(who, read=read, spot=spot)
        return found

    return peers


def _below(asked: Asked) -> Program:
    read = asked.reader.value_reference(asked.call, reach="below")
    relation = _text_argument(asked.call, 1)
    if len(asked.call.arguments) > 1 and isinstance(asked.call.arguments[1], Name):
        relation = asked.reader.entry(asked.call, position=1).path

    def below(frame: Frame) -> Value:
        spot = frame.context
        who = spot.run.below(spot.subject, relation=relation, period=spot.period)
        found: Value = spot.run.over(who, read=read, spot=spot, relation=relation)
        return found

    return below


def _earlier(asked: Asked) -> Program:
    steps = asked.program_of(asked.call.arguments[1]) if len(asked.call.arguments) > 1 else None
    path, key = asked.reader.entry(asked.call).path, field_in(asked.call)
    asked.reader.edge(path, reach="earlier", at=asked.call, own_field=key)
    return lambda frame: frame.context.run.history(
        path, field=key, form=asked.form, spot=frame.context,
        steps=None if steps is None else steps(frame),
    )  # fmt: skip


def _rows(asked: Asked) -> Program:
    path = asked.reader.entry(asked.call).path
    asked.reader.edge(path, reach="rows", at=asked.call)
    if asked.form == "条":
        return lambda frame: frame.context.run.rows(
            path, subject=frame.context.subject, period=frame.context.period
        )
    return lambda frame: frame.context.run.row_count(
        path, subject=frame.context.subject, period=frame.context.period
    )


def _table(asked: Asked) -> Program:
    path = asked.reader.entry(asked.call).path
    keys = tuple(asked.program_of(argument) for argument in asked.call.arguments[1:])
    columns = {at: name for at, name in enumerate(_columns(asked.call)) if name is not None}

    def look_up(frame: Frame) -> Value:
        values = tuple(key(frame) for key in keys)
        try:
            found: Value = frame.context.run.look_up(path, keys=values, spot=frame.context)
        except NoTableMatch as failure:
            # A value of the table may look up another one: the keys of that are told there.
            if (failure.table, failure.keys) == (path, values):
                _name_columns(failure, columns={columns[at]: values[at] for at in columns})
            raise
        return found

    return look_up


class NoTableMatch(FeelFailure):
    """A table has no entry for its keys: which table, and which keys."""

    def __init__(self, table: str, *, keys: tuple[Value, ...], shown: str) -> None:
        message = speak("表「{table}」里没有「{shown}」这一项", table=table, shown=shown)
        remedy = speak("核对填写的词，或在表里补上这一项或「其余」")
        super().__init__("no-table-match", message, remedy=remedy)
        self.table = table
        self.keys = keys


def _columns(call: Call) -> Iterator[str | None]:
    """For each key of a look-up the column of the subjects table that it is, if it is one."""
    for key in call.arguments[1:]:
        if isinstance(key, Call) and FORM_TWINS.get(key.function, key.function) == "属性":
            yield _text_argument(key, 0)
        else:
            yield None


def _name_columns(failure: FeelFailure, *, columns: Mapping[str, Value]) -> None:
    """Say where in the subjects table the words stand that may have no entry."""
    for column, value in columns.items():
        failure.message += (
            speak("；对象表的「{column}」是「{value}」", column=column, value=shown(value))
            if value
            else speak("；对象表的「{column}」没有填", column=column)
        )
    if columns:
        failure.remedy = speak("核对对象表里的这一栏，或在表里补上这一项或「其余」")


def _table_mean(asked: Asked) -> Program:
    path = asked.reader.entry(asked.call).path
    first, last = (asked.program_of(argument) for argument in asked.call.arguments[1:])
    return lambda frame: frame.context.run.mean_look_up(
        path, first=first(frame), last=last(frame), spot=frame.context
    )


def _attribute(asked: Asked) -> Program:
    column = _text_argument(asked.call, 0) or ""
    return lambda frame: frame.context.run.attribute(column, spot=frame.context)


def _property(asked: Asked) -> Program:
    path = asked.reader.entry(asked.call).path
    method = {"满分": "full", "权重": "weight", "适用": "applies"}[asked.form]

    def read(frame: Frame) -> Value:
        spot = frame.context
        found: Value = getattr(spot.run, method)(path, subject=spot.subject, period=spot.period)
        return found

    return read


def _part(asked: Asked) -> Program:
    path, part = asked.reader.entry(asked.call).path, _text_argument(asked.call, 1) or ""
    asked.reader.edge(path, reach="part", at=asked.call, part=part)
    return lambda frame: frame.context.run.value(
        path, subject=frame.context.subject,
        period=part_of(frame.context.period.own_year, part),
    )  # fmt: skip


MAKERS: Mapping[str, Callable[[Asked], Program]] = {
    "子项": _children, "子项得分率": _children, "同组": _peers,
    "全体": _peers, "下级": _below, "上期": _earlier,
    "上年": _earlier, "往年": _earlier, "近年": _earlier,
    "条": _rows, "件数合计": _rows, "查表": _table, "查表均值": _table_mean,
    "属性": _attribute, "满分": _property, "适用": _property,
    "权重": _property, "期": _part,
}  # fmt: skip


def field_in(call: Call) -> str:
    """The field that the first argument names: 目标 in `上年(财政收入.目标)`; else nothing."""
    first = call.arguments[0]
    if not isinstance(first, Name) or len(first.parts) != 2:
        return ""
    written = first.parts[1]
    own = TWINS.get(written, "")
    return own if own in INPUT_FIELDS else declared_name(written)


def _text_argument(call: Call, position: int) -> str | None:
    if len(call.arguments) <= position:
        return None
    argument = call.arguments[position]
    if isinstance(argument, Text):
        return argument.value
    return ".".join(argument.parts) if isinstance(argument, Name) else None
