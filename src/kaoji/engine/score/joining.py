"""以已到者计 while a unit's own figure is missing: who else may be here by the time it comes.

Others may join, any of them. Of a formula in which that lies between the result over those of now
and the one over all nothing more need be asked; of any other every company is tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import product

from kaoji.engine.feel.ast import Binary, Call, Expression, Unary
from kaoji.engine.feel.names import children
from kaoji.engine.plan.nodes import Compute, Fold, Node
from kaoji.engine.plan.reaches import FORM_TWINS
from kaoji.engine.plinth.values import OneOf, Span, Value, is_unknown, ways_of

#: Tells of the figures of all whether any company gives a result between now and all.
IsBetween = Callable[[Sequence[Value]], bool]

#: With more who may join than this nothing is claimed of the result.
_MOST = 6
_OTHERS = frozenset({"同组", "全体", "下级"})
#: What any company makes of figures alike is what all may make of them, whatever reads it.
_COVERED = frozenset({"最大", "max", "最小", "min", "均值", "mean", "名次", "rank"})
#: A sum grows with each who comes, so what reads it may only go one way.
_SUMS = frozenset({"合计", "sum"})
_ONE_WAY = frozenset({"最大", "max", "最小", "min", "夹", "clamp", "取整", "round"})


def joining(node: Node) -> IsBetween | None:
    """When the company need not be tried; nothing where the node compares with nobody."""
    way = node.way
    if isinstance(way, Compute):
        return _of_formulas((way.amount.formula.expression,), is_sum_plain=True)
    if isinstance(way, Fold):
        amounts = (way.per_row, way.counted_if)
        formulas = tuple(one.formula.expression for one in amounts if one is not None)
        return _of_formulas(formulas, is_sum_plain=False)
    return None


def companies(values: Sequence[Value], *, is_between: IsBetween) -> Value:
    """The figures of each company that may be here, of all where the company makes no odds."""
    is_open = [is_unknown(value) for value in values]
    if not any(is_open) or is_between(values):
        return tuple(values)
    ways = {fact: 0 for value in values for fact in ways_of(value)}
    if sum(is_open) > _MOST:
        return OneOf((), ways, tight=False)
    choices = [(True, False) if one else (True,) for one in is_open]
    options = tuple(
        tuple(value for value, is_here in zip(values, company, strict=True) if is_here)
        for company in product(*choices)
    )
    return OneOf(options, ways, tight=False)


def _of_formulas(formulas: tuple[Expression, ...], *, is_sum_plain: bool) -> IsBetween | None:
    paths = [path for formula in formulas for path in _paths(formula)]
    if not paths:
        return None
    if len(paths) == 1 and len(paths[0]) > 1:
        *above, reader, _others = paths[0]
        name = reader.function if isinstance(reader, Call) else ""
        if name in _COVERED:
            return _are_alike
        if name in _SUMS and is_sum_plain and all(map(_goes_one_way, above)):
            return _have_one_sign
    return _never


def _paths(
    expression: Expression, above: tuple[Expression, ...] = ()
) -> Iterator[tuple[Expression, ...]]:
    """Each look at others, below what reads it."""
    here = (*above, expression)
    name = expression.function if isinstance(expression, Call) else ""
    if FORM_TWINS.get(name, name) in _OTHERS:
        yield here
        return
    for part in children(expression):
        yield from _paths(part, here)


def _goes_one_way(expression: Expression) -> bool:
    match expression:
        case Unary(op="-") | Binary(op="+" | "-" | "*" | "/"):
            return True
        case Call(function=function):
            return function in _ONE_WAY
        case _:
            return False


def _are_alike(values: Sequence[Value]) -> bool:
    """Those who may join have one range, in which the figures of those who are here lie."""
    spans = [value for value in values if is_unknown(value)]
    first = spans[0]
    if not isinstance(first, Span):
        return False
    low, high = first.low, first.high
    return all(
        (one.low, one.high) == (low, high)
        if isinstance(one, Span)
        else isinstance(one, Fraction)
        and (low is None or low <= one)
        and (high is None or one <= high)
        for one in values
    )


def _have_one_sign(values: Sequence[Value]) -> bool:
    ends = [(one.low, one.high) if isinstance(one, Span) else (one, one) for one in values]
    is_never_below = all(isinstance(low, Fraction) and low >= 0 for low, _high in ends)
    return is_never_below or all(isinstance(high, Fraction) and high <= 0 for _low, high in ends)


def _never(_values: Sequence[Value]) -> bool:
    return False
