"""Running over lists: fields of records, filters, `for`, `some` and `every`.

Each item costs a step of the budget. Where a condition is unknown, a filter gives every list that
may come out, as long as there are few.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import product as combinations
from typing import TYPE_CHECKING

from kaoji.engine.feel import ast
from kaoji.engine.feel.amounts import sum_of
from kaoji.engine.feel.failure import FeelFailure, type_failure
from kaoji.engine.feel.frame import Frame, Program
from kaoji.engine.feel.functions.lists import item_at, sequence
from kaoji.engine.feel.functions.model import known
from kaoji.engine.feel.functions.texts import position
from kaoji.engine.feel.logic import logical_and, logical_or, not_a_truth
from kaoji.engine.feel.names import ITEM
from kaoji.engine.feel.show import described
from kaoji.engine.feel.testing import is_uncertain
from kaoji.engine.feel.unknowns import MOST_CASES, anything, cases, hull
from kaoji.engine.plinth.exact import ONE, ZERO
from kaoji.engine.plinth.names import known_name
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.values import NO_WAYS, Null, OneOf, Reason, Span, Value

if TYPE_CHECKING:
    from kaoji.engine.feel.compile import Compiler

#: Lists are cheaper than loops: so many items cost one step.
ITEMS_A_STEP = 8

EMPTY_FIELD = Null(Reason.UNDEFINED, marked("记录里没有这一项"))

_END = marked("区间的端点")


def cost_of(value: Value) -> int:
    return len(value) // ITEMS_A_STEP if isinstance(value, tuple) else 0


# --- fields -----------------------------------------------------------------------------------


def fields(program: Program, *, names: Sequence[str], at: int) -> Program:
    """The program of a value's field of a field …"""
    for name in names:
        program = _field(program, name, at=at)
    return program


def _field(program: Program, name: str, *, at: int) -> Program:
    def run(frame: Frame) -> Value:
        try:
            return field_of(program(frame), name=name)
        except FeelFailure as failure:
            raise failure.placed(at) from None

    return run


def field_of(value: Value, *, name: str) -> Value:
    """A field of a record; of a list of records the list of their fields."""
    if isinstance(value, Mapping):
        return value.get(known_name(name, known=value), EMPTY_FIELD)
    if isinstance(value, tuple):
        return tuple(field_of(item, name=name) for item in value)
    if isinstance(value, OneOf):
        return cases((value,), evaluate=lambda only: field_of(only[0], name=name))
    if isinstance(value, Null):
        return value
    message = speak("{what}没有「{name}」这一项", what=described(value), name=name)
    raise FeelFailure("no-such-field", message)


# --- filters ----------------------------------------------------------------------------------


def filtering(node: ast.Filter, *, compiler: Compiler) -> Program:
    """`list[condition]` keeps items; `list[2]`, `list[-1]` picks one."""
    source = compiler.compile(node.source)
    index = _index_of(node.condition)
    if index is not None:
        return _over_list(source, at=node.at, run=lambda _, items: _item(items, index))
    condition = compiler.within(ITEM).compile(node.condition)
    return _over_list(source, at=node.at, run=_keeping(condition, at=node.at))


def is_index(node: ast.Expression) -> bool:
    """A filter's bracket that picks one item by its place."""
    return _index_of(node) is not None


def _index_of(node: ast.Expression) -> Fraction | None:
    if isinstance(node, ast.Unary) and node.op == "-" and isinstance(node.operand, ast.Number):
        return -node.operand.value
    return node.value if isinstance(node, ast.Number) else None


def _item(items: tuple[Value, ...], index: Fraction) -> Value:
    return item_at(items, position=position(index, what=marked("位置")))


def _over_list(
    source: Program, *, at: int, run: Callable[[Frame, tuple[Value, ...]], Value]
) -> Program:
    """Run over a list, or over each list that may be; a null in its place stays that null."""

    def over(frame: Frame, value: Value) -> Value:
        if isinstance(value, OneOf):
            return cases((value,), evaluate=lambda only: over(frame, only[0]))
        if isinstance(value, Null):
            return value
        if isinstance(value, tuple):
            return run(frame, value)
        raise type_failure(speak("这里应当是列表，不是{what}", what=described(value)))

    def program(frame: Frame) -> Value:
        try:
            return over(frame, source(frame))
        except FeelFailure as failure:
            raise failure.placed(at) from None

    return program


def _keeping(condition: Program, *, at: int) -> Callable[[Frame, tuple[Value, ...]], Value]:
    def keep(frame: Frame, items: tuple[Value, ...]) -> Value:
        frame.budget.spend(len(items), at=at)
        states = [condition(frame.with_local(ITEM, value=item)) for item in items]
        if states and isinstance(states[0], Fraction):
            return _item(items, states[0])
        wrong = next((one for one in states if not isinstance(one, bool | Null | OneOf)), None)
        if wrong is not None:
            raise not_a_truth(wrong)
        return _kept(items, states)

    return keep


def _kept(items: tuple[Value, ...], states: Sequence[Value]) -> Value:
    """The items whose condition is true, or every list that may be left."""
    causes = [state for state in states if is_uncertain(state)]
    if not causes:
        return tuple(item for item, state in zip(items, states, strict=True) if state is True)
    if 2 ** len(causes) > MOST_CASES:
        return anything(items, *causes)
    options = [
        _with_choices(items, states, choices)
        for choices in combinations((True, False), repeat=len(causes))
    ]
    sure = len(causes) == 1
    return hull(options, cause=tuple(_unsure(cause, sure=sure) for cause in causes))


def _with_choices(
    items: tuple[Value, ...], states: Sequence[Value], choices: tuple[bool, ...]
) -> Value:
    rest = iter(choices)
    decided = [next(rest) if is_uncertain(state) else state is True for state in states]
    return tuple(item for item, stays in zip(items, decided, strict=True) if stays)


def _unsure(cause: Value, *, sure: bool) -> Value:
    if isinstance(cause, OneOf) and not sure:
        return OneOf(cause.options, cause.ways, tight=False)
    return cause


def counting(node: ast.Filter, *, compiler: Compiler) -> Program:
    """`个数(list[condition])` without the lists: each unknown condition counts 0 or 1."""
    source = compiler.compile(node.source)
    condition = compiler.within(ITEM).compile(node.condition)

    def count(frame: Frame, items: tuple[Value, ...]) -> Value:
        frame.budget.spend(len(items), at=node.at)
        states = [condition(frame.with_local(ITEM, value=item)) for item in items]
        wrong = next((one for one in states if not isinstance(one, bool | Null | OneOf)), None)
        if wrong is not None:
            raise type_failure(speak("个数里的筛选条件应当是真假值"))
        parts = [Fraction(sum(state is True for state in states))]
        unknown = [_zero_or_one(state) for state in states if is_uncertain(state)]
        return sum_of((*parts, *unknown)) if unknown else parts[0]

    return _over_list(source, at=node.at, run=count)


def _zero_or_one(state: Value) -> Span:
    found = hull((ZERO, ONE), cause=state)
    return found if isinstance(found, Span) else Span(ZERO, ONE, tight=False, ways=NO_WAYS)


# --- for, some, every -----------------------------------------------------------------------------


def loop(node: ast.For, *, compiler: Compiler) -> Program:
    """`for x in list return body`"""
    body = compiler.within(node.variable).compile(node.body)
    name, at = node.variable, node.at

    def run(frame: Frame, items: tuple[Value, ...]) -> Value:
        frame.budget.spend(len(items), at=at)
        return tuple([body(frame.with_local(name, value=item)) for item in items])

    return _over_list(_source(node.source, compiler=compiler), at=at, run=run)


def quantified(node: ast.Quantified, *, compiler: Compiler) -> Program:
    """`some x in list satisfies condition`, or every: as `or` and `and` over the items."""
    condition = compiler.within(node.variable).compile(node.condition)
    name, at = node.variable, node.at
    decisive = node.kind == "some"
    combine = logical_or if decisive else logical_and

    def run(frame: Frame, items: tuple[Value, ...]) -> Value:
        found: Value = not decisive
        for item in items:
            frame.budget.spend(1, at=at)
            found = combine(found, condition(frame.with_local(name, value=item)))
            if found is decisive:
                return decisive
        return found

    return _over_list(_source(node.source, compiler=compiler), at=at, run=run)


def _source(node: ast.Expression, *, compiler: Compiler) -> Program:
    """The list to run over; a range stands for its whole numbers."""
    if not isinstance(node, ast.Range):
        return compiler.compile(node)
    low, high = compiler.compile(node.low), compiler.compile(node.high)
    skip_low, skip_high = not node.low_closed, not node.high_closed

    def numbers(frame: Frame) -> Value:
        first = known(low(frame), what=_END)
        last = known(high(frame), what=_END)
        found = sequence(first, high=last)
        frame.budget.spend(cost_of(found), at=node.at)
        return found[int(skip_low) : len(found) - int(skip_high)]

    return numbers
