"""Compiling calls: which function, its arguments in order, the quick way for known numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from kaoji.engine.feel import ast, loops
from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.feel.frame import Frame, Program, failing
from kaoji.engine.feel.functions import Builtin, find_function
from kaoji.engine.feel.functions.model import arranged, gathered, invoke
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import Value

if TYPE_CHECKING:
    from kaoji.engine.feel.compile import Compiler

_NUMBERS_ONLY = {Fraction}

#: The function that counts a filtered list without making every list that may be.
COUNT = "个数"


def call(node: ast.Call, *, compiler: Compiler) -> Program:
    """A form of the binder, or a built-in with its arguments put in the order of its parameters."""
    form = compiler.binder.bind_form(node, program_of=compiler.compile)
    if form is not None:
        return form
    builtin = find_function(node.function)
    if builtin is None:
        return failing(lambda: _unknown(node))
    if builtin.name == COUNT and len(node.arguments) == 1 and node.names is None:
        only = node.arguments[0]
        if isinstance(only, ast.Filter) and not loops.is_index(only.condition):
            return loops.counting(only, compiler=compiler)
    programs = tuple(compiler.compile(argument) for argument in node.arguments)
    if builtin.is_variadic and _are_items(builtin, node.names):
        return compiler.folded(_variadic(builtin, programs, at=node.at), *programs)
    places = arranged(builtin, count=len(programs), names=node.names)
    if places is None:
        return failing(lambda: _misfit(builtin, at=node.at))
    given = dict(zip(places, programs, strict=True))
    ordered = tuple(
        given.get(at) or compiler.constant(parameter.default)
        for at, parameter in enumerate(builtin.parameters)
    )
    rest = [compiler.constants.get(program) for program in ordered[1:]]
    numbers = tuple(one for one in rest if isinstance(one, Fraction))
    if builtin.quick is not None and len(numbers) == len(rest):
        return compiler.folded(_of_one(builtin, ordered[0], rest=numbers, at=node.at), *ordered)
    return compiler.folded(_fixed(builtin, ordered, at=node.at), *ordered)


def _unknown(node: ast.Call) -> FeelFailure:
    message = speak("没有叫「{name}」的函数", name=node.function)
    return FeelFailure("unknown-function", message, at=node.at)


def _misfit(builtin: Builtin, *, at: int) -> FeelFailure:
    message = speak("函数「{name}」的参数个数或名称不对", name=builtin.title)
    return FeelFailure("argument-count", message, at=at)


def _are_items(builtin: Builtin, names: tuple[str, ...] | None) -> bool:
    """Items, or the one list, under its own name or none."""
    parameter = builtin.parameters[0]
    return names is None or names in ((parameter.name,), (parameter.english,))


def _variadic(builtin: Builtin, programs: tuple[Program, ...], *, at: int) -> Program:
    careful = _careful(builtin, at=at)
    quick = builtin.quick

    def run(frame: Frame) -> Value:
        values = gathered(tuple([program(frame) for program in programs]))
        listed = values[0]
        is_known = type(listed) is tuple and set(map(type, listed)) <= _NUMBERS_ONLY
        if quick is not None and is_known:
            return quick(cast("tuple[Fraction, ...]", listed))
        return careful(frame, values)

    return run


def _fixed(builtin: Builtin, programs: tuple[Program, ...], *, at: int) -> Program:
    careful = _careful(builtin, at=at)
    quick = builtin.quick

    def run(frame: Frame) -> Value:
        values = tuple([program(frame) for program in programs])
        if quick is not None and set(map(type, values)) == _NUMBERS_ONLY:
            return quick(cast("tuple[Fraction, ...]", values))
        return careful(frame, values)

    return run


def _of_one(builtin: Builtin, first: Program, *, rest: tuple[Fraction, ...], at: int) -> Program:
    """A function of one value, all its other arguments being constant numbers."""
    careful = _careful(builtin, at=at)
    quick = _quick_of_one(builtin, rest=rest)

    def run(frame: Frame) -> Value:
        value = first(frame)
        return quick(value) if type(value) is Fraction else careful(frame, (value, *rest))

    return run


def _quick_of_one(builtin: Builtin, *, rest: tuple[Fraction, ...]) -> Callable[[Fraction], Value]:
    settled = None if builtin.settled is None else builtin.settled(rest)
    if settled is not None:
        return settled
    quick = cast("Callable[[Sequence[Fraction]], Value]", builtin.quick)
    return lambda value: quick((value, *rest))


def _careful(builtin: Builtin, *, at: int) -> Callable[[Frame, tuple[Value, ...]], Value]:
    """Lists are paid for by length, what goes in and what comes out."""

    def run(frame: Frame, values: tuple[Value, ...]) -> Value:
        try:
            frame.budget.spend(1 + sum(loops.cost_of(value) for value in values))
            result = invoke(builtin, values=values)
            frame.budget.spend(loops.cost_of(result))
        except FeelFailure as failure:
            raise failure.placed(at) from None
        return result

    return run
