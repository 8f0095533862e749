"""Ranges, limits and defaults: in order, within each other, whole where things are counted."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kaoji.engine.feel import ast
from kaoji.engine.plinth.exact import ZERO, exact_text
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.scheme.checks.amounts import Constants, constants_of, items_of
from kaoji.engine.scheme.checks.facts import columns_of, inputs_of
from kaoji.engine.scheme.model import (
    Events,
    Formula,
    Item,
    Panel,
    Parameter,
    PlanItems,
    Quota,
    Scheme,
)


def check(scheme: Scheme) -> Iterator[Problem]:
    """Check every range, every pair of limits, every default and every count."""
    constants = constants_of(scheme)
    for spec in inputs_of(scheme):
        for column in columns_of(spec):
            yield from _ordered(column.low, column.high, constants=constants, path=spec.path)
    for item in items_of(scheme):
        yield from _limits(item, constants=constants)
    for parameter in scheme.parameters:
        low, high = parameter.low, parameter.high
        yield from _ordered(low, high, constants=constants, path=parameter.name)
        yield from defaults_outside(parameter, constants=constants)
    for what, formula, path in _counts(scheme):
        yield from _whole(what, formula, constants=constants, path=path)


def _ordered(
    low: Formula | None, high: Formula | None, *, constants: Constants, path: str
) -> Iterator[Problem]:
    least, most = constants.value(low), constants.value(high)
    if low is not None and least is not None and most is not None and least > most:
        yield _problem(
            "range-reversed",
            speak(
                "「{path}」的范围从 {least} 到 {most}，前大后小",
                path=spoken_path(path),
                least=exact_text(least),
                most=exact_text(most),
            ),
            speak("小的写在前面"),
            low.place,
            path,
        )


def _limits(item: Item, *, constants: Constants) -> Iterator[Problem]:
    floor, cap = constants.value(item.floor), constants.value(item.cap)
    if item.floor is not None and floor is not None and cap is not None and floor > cap:
        yield _problem(
            "limits-crossed",
            speak(
                "「{path}」的下限 {floor} 比上限 {cap} 还高",
                path=spoken_path(item.path),
                floor=exact_text(floor),
                cap=exact_text(cap),
            ),
            speak("核对 上限 和 下限"),
            item.floor.place,
            item.path,
        )


# --- parameters -----------------------------------------------------------------------------------


def defaults_outside(parameter: Parameter, *, constants: Constants) -> Iterator[Problem]:
    """Every value that the scheme itself gives lies in the parameter's own range."""
    for stated, value in parameter.values:
        which = "" if value is parameter.default else stated  # a run may have set it
        if _is_outside(value, parameter=parameter, constants=constants):
            yield _problem(
                "default-outside-range",
                _outside_told(value, of=parameter, which=which),
                speak("核对这个值，或改范围"),
                value.place,
                parameter.name,
            )


def _outside_told(value: Formula, *, of: Parameter, which: str) -> str:
    if not which:
        return speak(
            "参数「{name}」的值 {text} 在它自己的范围（取值）之外", name=of.name, text=value.text
        )
    return speak(
        "参数「{name}」{which}的值 {text} 在它自己的范围（取值）之外",
        name=of.name,
        which=which,
        text=value.text,
    )


def _is_outside(value: Formula, *, parameter: Parameter, constants: Constants) -> bool:
    if parameter.options and isinstance(value.expression, ast.Text):
        return value.expression.value not in parameter.options
    number = constants.value(value)
    low, high = constants.value(parameter.low), constants.value(parameter.high)
    if number is None:
        return False
    return (low is not None and number < low) or (high is not None and number > high)


# --- counts ---------------------------------------------------------------------------------------


def _counts(scheme: Scheme) -> Iterator[tuple[str, Formula | None, str]]:
    """Everything that counts seats, ballots, items or rows: what it is, in Chinese or told."""
    for name, quota in _quotas(scheme):
        yield marked("名额"), quota.count, name
        yield marked("至少"), quota.least, name
    for item in items_of(scheme):
        match item.source:
            case Events(top=top):
                yield marked("取最高的项数"), top, item.path
            case Panel(classes=classes, trim=trim):
                yield marked("去掉"), trim, item.path
                for one in classes:
                    yield speak("「{name}」的最少票数", name=one.name), one.minimum, item.path
            case PlanItems(least=least, most=most):
                yield marked("个数"), least, item.path
                yield marked("个数"), most, item.path


def _quotas(scheme: Scheme) -> Iterator[tuple[str, Quota]]:
    for grade in scheme.grading.grades if scheme.grading is not None else ():
        if grade.quota is not None:
            yield grade.name, grade.quota
    for honour in scheme.honours:
        yield honour.name, honour.quota


def _whole(
    what: str, formula: Formula | None, *, constants: Constants, path: str
) -> Iterator[Problem]:
    number = constants.value(formula)
    if formula is not None and number is not None and not _is_count(number):
        yield _problem(
            "not-a-count",
            speak(
                "「{path}」的{what}是 {number}，不是个数",
                path=spoken_path(path),
                what=speak(what),
                number=exact_text(number),
            ),
            speak("写成 0、1、2 …；比例写成 25% 的样子"),
            formula.place,
            path,
        )


def _is_count(number: Fraction) -> bool:
    return number.denominator == 1 and number >= ZERO


def _problem(code: str, message: str, remedy: str, place: Place, path: str) -> Problem:
    return Problem(code, message, remedy, place=place, path=path)
