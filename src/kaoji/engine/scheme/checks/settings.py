"""Parameters that a run has set: values of their type, inside their range."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from kaoji.engine.feel import ast
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.scheme.checks.amounts import Constants, constants_of
from kaoji.engine.scheme.checks.ranges import defaults_outside
from kaoji.engine.scheme.checks.scales import step_problems
from kaoji.engine.scheme.model import Formula, Parameter, Scheme, ValueType

#: What a value of a type is written as, and how that is told.
_LITERALS: Mapping[ValueType, tuple[type[ast.Expression], str]] = MappingProxyType(
    {
        ValueType.TRUTH: (ast.Truth, marked("是 或 否")),
        ValueType.TEXT: (ast.Text, marked("文字")),
        ValueType.DATE: (ast.DateLiteral, marked("日期，如 2025-01-31")),
    }
)


def set_problems(scheme: Scheme, *, was: Scheme) -> Iterator[Problem]:
    """What is wrong with parameters that a run has set: no value of their type, or outside."""
    constants = constants_of(scheme)
    before = {one.name: one for one in was.parameters}
    for parameter in scheme.parameters:
        if parameter == before.get(parameter.name):
            continue
        values = [one for one in (parameter.default, *parameter.by_class.values()) if one]
        unread = [one for one in values if not _is_value(one, parameter, constants=constants)]
        for value in unread:
            wanted = _LITERALS.get(parameter.type, (None, marked("一个数")))[1]
            yield Problem(
                "bad-setting",
                speak("参数「{name}」不能是「{text}」", name=parameter.name, text=value.text),
                speak("写 {wanted}", wanted=speak(wanted)),
                place=value.place,
                path=parameter.name,
            )
        yield from step_problems(parameter, scheme=scheme)
        yield from defaults_outside(parameter, constants=constants)


def _is_value(value: Formula, parameter: Parameter, *, constants: Constants) -> bool:
    if parameter.type is ValueType.NUMBER:
        return constants.value(value) is not None
    literal = _LITERALS.get(parameter.type)
    return literal is None or isinstance(value.expression, literal[0])
