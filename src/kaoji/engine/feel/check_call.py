"""Checking a call of a built-in function: its name, its arguments, their types and units."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from kaoji.engine.feel.ast import Call, Expression, Number, Text
from kaoji.engine.feel.constants import is_fractional
from kaoji.engine.feel.findings import Findings, common_of, did_you_mean
from kaoji.engine.feel.functions import find_function, function_words
from kaoji.engine.feel.functions.model import Builtin, Given, Kind, Parameter, arranged
from kaoji.engine.feel.kinds import (
    ANY,
    DATE,
    NULL,
    NUMBER,
    TEXT,
    TRUTH,
    ChoiceType,
    ListType,
    NumberType,
    Type,
)
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.spelling import nearest

#: Functions of numbers that also take dates or steps of one scale.
_EXTREMES = frozenset({"最小", "最大"})
#: Irrational only where its exponent is no whole number.
_POWER = "乘方"
_LISTS = {Kind.NUMBERS: Kind.NUMBER, Kind.TRUTHS: Kind.TRUTH, Kind.LIST: Kind.ANY}


def call_type(
    call: Call,
    *,
    types: tuple[Type, ...],
    forms: Callable[[], tuple[str, ...]],
    findings: Findings,
) -> Type:
    """The type of a call whose arguments have these types; `forms`: other names, for hints."""
    builtin = find_function(call.function)
    if builtin is None:
        _unknown(call, forms=forms(), findings=findings)
        return ANY
    arguments = _Arguments(call, findings)
    if builtin.is_variadic and call.names is None and not _is_one_list(types):
        return _spread_type(builtin, types=types, arguments=arguments)
    places = arranged(builtin, count=len(types), names=call.names)
    if places is None:
        _misfit(call, builtin=builtin, findings=findings)
        return ANY
    given = dict(zip(places, zip(call.arguments, types, strict=True), strict=True))
    for at, parameter in enumerate(_parameters(builtin, types=types)):
        if at in given:
            arguments.take(given[at][0], found=given[at][1], parameter=parameter)
    if builtin.name == _POWER and len(given) == 2 and is_fractional(given[1][0]):
        _places_required(call, builtin=builtin, missing=builtin.parameters[2], findings=findings)
    own = tuple(given[at][1] if at in given else None for at in range(len(builtin.parameters)))
    return _result(builtin, shared=arguments.shared, own=own)


@dataclass(slots=True)
class _Arguments:
    """The arguments of one call, taken one by one; `shared` is the unit they agree on so far."""

    call: Call
    findings: Findings
    shared: NumberType | None = None

    def take(self, argument: Expression, *, found: Type, parameter: Parameter) -> None:
        """Check one argument against its parameter, and its unit against those before it."""
        if not _takes(parameter.kind, found=found):
            where = speak(
                "{function} 的「{parameter}」",
                function=self.call.function,
                parameter=parameter.title,
            )
            wanted = speak(parameter.kind.value)
            self.findings.wrong_type(found, wanted=wanted, where=where, at=argument.at)
        elif parameter.kind is Kind.WORD and isinstance(argument, Text):
            self._check_word(argument, parameter=parameter)
        elif parameter.kind is Kind.PLACES and isinstance(argument, Number):
            self._check_places(argument, parameter=parameter)
        elif parameter.shares_unit:
            self._share(found, at=argument.at)

    def _share(self, found: Type, *, at: int) -> None:
        for one in items_of(found):
            if not isinstance(one, NumberType):
                continue
            before = self.shared
            doing = marked("放在一起计算")
            self.shared = (
                self.findings.agree(before, right=one, doing=doing, at=at) if before else one
            )

    def _check_word(self, argument: Text, *, parameter: Parameter) -> None:
        if parameter.way(argument.value) is not None:
            return
        self.findings.add(
            "unknown-way",
            at=argument.at,
            message=speak(
                "{function} 的「{parameter}」不能是「{word}」。",
                function=self.call.function,
                parameter=parameter.title,
                word=argument.value,
            ),
            remedy=speak("写成下列之一：{words}。", words=parameter.choice),
        )

    def _check_places(self, argument: Number, *, parameter: Parameter) -> None:
        if argument.value.denominator == 1 and not argument.is_percent:
            return
        self.findings.add(
            "places-not-whole",
            at=argument.at,
            message=speak(
                "{function} 的「{parameter}」应当是整数。",
                function=self.call.function,
                parameter=parameter.title,
            ),
            remedy=speak("写小数位数，例如 2。"),
        )


def _is_one_list(types: tuple[Type, ...]) -> bool:
    return len(types) == 1 and (isinstance(types[0], ListType) or types[0] in (ANY, NULL))


def _spread_type(builtin: Builtin, *, types: tuple[Type, ...], arguments: _Arguments) -> Type:
    """The type of a variadic call whose items are written as separate arguments."""
    (parameter,) = _parameters(builtin, types=types)
    if not types:
        _misfit(arguments.call, builtin=builtin, findings=arguments.findings)
        return ANY
    one = replace(parameter, kind=_LISTS[parameter.kind])
    for argument, found in zip(arguments.call.arguments, types, strict=True):
        arguments.take(argument, found=found, parameter=one)
    return _result(builtin, shared=arguments.shared, own=(ListType(common_of(types), types),))


def _result(builtin: Builtin, *, shared: NumberType | None, own: tuple[Type | None, ...]) -> Type:
    """The type of the result; the least of dates is a date."""
    first = own[0] if own else None
    items = first.of if isinstance(first, ListType) else NUMBER
    if builtin.name in _EXTREMES and not isinstance(items, NumberType):
        return items
    return builtin.result(Given(shared or NUMBER, own))


def _parameters(builtin: Builtin, *, types: tuple[Type, ...]) -> tuple[Parameter, ...]:
    """What the function takes here: 最小 and 最大 also look at dates and steps of a scale."""
    found = [one for given in types for one in items_of(given)]
    are_others = all(one == DATE for one in found) or all(
        isinstance(one, ChoiceType) for one in found
    )
    if builtin.name in _EXTREMES and are_others:
        return tuple(replace(one, kind=Kind.LIST) for one in builtin.parameters)
    return builtin.parameters


def items_of(found: Type) -> tuple[Type, ...]:
    """A value's own type, or the types of a list's items, lists in lists included."""
    if not isinstance(found, ListType):
        return (found,)
    inner = found.items if found.items is not None else (found.of,)
    return tuple(one for item in inner for one in items_of(item))


def _takes(kind: Kind, *, found: Type) -> bool:
    if found in (ANY, NULL) or kind is Kind.ANY:
        return True
    if kind in _LISTS:
        return isinstance(found, ListType) and all(
            _takes(_LISTS[kind], found=one) for one in found.items or (found.of,)
        )
    if kind is Kind.CHOICE:
        return isinstance(found, ChoiceType)
    if kind in {Kind.NUMBER, Kind.PLACES}:
        return isinstance(found, NumberType)
    if kind is Kind.POINTS:
        return isinstance(found, ListType)
    if kind in {Kind.TEXT, Kind.WORD}:
        return found == TEXT or isinstance(found, ChoiceType)
    return found == (TRUTH if kind is Kind.TRUTH else DATE)


def _unknown(call: Call, *, forms: tuple[str, ...], findings: Findings) -> None:
    near = nearest(call.function, known=(*forms, *function_words()))
    findings.add(
        "unknown-function",
        at=call.at,
        message=speak("没有叫「{name}」的函数。", name=call.function),
        remedy=did_you_mean(near) or speak("函数表见语言手册「算式」一章。"),
    )


def _misfit(call: Call, *, builtin: Builtin, findings: Findings) -> None:
    """Say which argument is unknown, missing or one too many."""
    known = {word for one in builtin.parameters for word in (one.name, one.english)}
    strange = next((name for name in call.names or () if name not in known), None)
    missing = _missing(call, builtin=builtin)
    if strange is not None:
        near = nearest(strange, known=known)
        findings.add(
            "unknown-argument",
            at=call.at,
            message=speak(
                "{function} 没有叫「{name}」的参数。", function=call.function, name=strange
            ),
            remedy=did_you_mean(near) or _written(builtin),
        )
    elif missing is not None and missing.kind is Kind.PLACES:
        _places_required(call, builtin=builtin, missing=missing, findings=findings)
    else:
        findings.add(
            "wrong-argument-count",
            at=call.at,
            message=speak(
                "{function} 的参数不合：这里写了 {count} 个。",
                function=call.function,
                count=len(call.arguments),
            ),
            remedy=_written(builtin),
        )


def _places_required(
    call: Call, *, builtin: Builtin, missing: Parameter, findings: Findings
) -> None:
    findings.add(
        "places-required",
        at=call.at,
        message=speak(
            "{function} 的结果可能是无尽小数，没有写「{parameter}」。",
            function=call.function,
            parameter=missing.title,
        ),
        remedy=speak("写明取几位小数：{call}。", call=signature(builtin)),
    )


def _missing(call: Call, *, builtin: Builtin) -> Parameter | None:
    """The first required parameter that no argument fills."""
    if call.names is None:
        required = [builtin.parameters[at] for at in builtin.required]
        return next(iter(required[len(call.arguments) :]), None)
    given = set(call.names)
    needed = (builtin.parameters[at] for at in builtin.required)
    return next((one for one in needed if not {one.name, one.english} & given), None)


def signature(builtin: Builtin) -> str:
    """How a call is written: 取整(数, 位数, 方式); optional parameters stand in brackets."""
    words = [f"[{one.title}]" if one.is_optional else one.title for one in builtin.parameters]
    more = "…" if builtin.is_variadic else ""
    return f"{builtin.title}({', '.join(words)}{more})"


def _written(builtin: Builtin) -> str:
    return speak("写成 {call}。", call=signature(builtin))
