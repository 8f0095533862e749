"""Functions of expressions that a spreadsheet has too."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from kaoji.engine.explain.formulas.deciding import (
    compared,
    floored,
    rounded,
)
from kaoji.engine.explain.formulas.spot import whole_number
from kaoji.engine.explain.formulas.terms import (
    NoFormulaError,
    Several,
    Term,
    added,
    greatest,
    least,
    literal,
    magnitude,
    minus,
    negative,
    over,
    times,
)
from kaoji.engine.feel import ast
from kaoji.engine.feel.functions import find_function
from kaoji.engine.feel.functions.rounding import WAYS
from kaoji.engine.plinth.exact import Rounding

if TYPE_CHECKING:
    from kaoji.engine.explain.formulas.translate import Translator

Maker: TypeAlias = "Callable[[Translator, Sequence[ast.Expression]], Term]"


def called(call: ast.Call, *, by: Translator) -> Term:
    """The term of a call by position."""
    builtin = find_function(call.function)
    maker = None if builtin is None or call.names is not None else _MAKERS.get(builtin.name)
    if maker is None:
        raise NoFormulaError
    return maker(by, call.arguments)


# --- folds ----------------------------------------------------------------------------------------


def _fold(pick: Callable[[Several], Term]) -> Maker:
    return lambda by, arguments: pick(by.several(arguments))


def _weighted_mean(by: Translator, arguments: Sequence[ast.Expression]) -> Term:
    values, weights = (by.several([one]) for one in arguments)
    if len(values.terms) != len(weights.terms) or not values.terms:
        raise NoFormulaError
    pairs = zip(values.terms, weights.terms, strict=True)
    return over(added([times(one, right=weight) for one, weight in pairs]), right=weights.sum())


def _count(by: Translator, arguments: Sequence[ast.Expression]) -> Term:
    several = by.several(arguments)
    if not several.range:
        raise NoFormulaError
    return Term(f"ROWS({several.range})", Fraction(len(several.terms)))


def _rank(by: Translator, arguments: Sequence[ast.Expression]) -> Term:
    """One more than stand before; who is level shares or does not count."""
    value, others = by.term(arguments[0]), by.several([arguments[1]])
    way, order = (_word(one) for one in arguments[2:4])
    if not others.range or way not in ("竞争", "平均"):
        raise NoFormulaError
    sign = ">" if order == "降" else "<"
    ahead = counted(others, sign=sign, than=value)
    place = added([literal(Fraction(1)), ahead])
    if way == "竞争":
        return place
    level = counted(others, sign="=", than=value)
    if not level.number:
        return place
    shared = over(minus(level, right=literal(Fraction(1))), right=literal(Fraction(2)))
    return added([place, shared])


def counted(others: Several, *, sign: str, than: Term) -> Term:
    """How many cells of a range are greater, less or the same."""
    found = Fraction(sum(bool(compared(one, sign=sign, right=than).value) for one in others.terms))
    return Term(f"SUMPRODUCT(({others.range}{sign}{than.text})*1)", found)


# --- rounding, bounds, steps ----------------------------------------------------------------------


def _round(by: Translator, arguments: Sequence[ast.Expression]) -> Term:
    places = whole_number(by.term(arguments[1]))
    return rounded(by.term(arguments[0]), places=places, mode=WAYS[_word(arguments[2])])


def _by_mode(mode: Rounding) -> Maker:
    def make(by: Translator, arguments: Sequence[ast.Expression]) -> Term:
        return rounded(by.term(arguments[0]), places=_places(by, arguments), mode=mode)

    return make


def _floor(by: Translator, arguments: Sequence[ast.Expression]) -> Term:
    return floored(by.term(arguments[0]), places=_places(by, arguments))


def _ceiling(by: Translator, arguments: Sequence[ast.Expression]) -> Term:
    return negative(floored(negative(by.term(arguments[0])), places=_places(by, arguments)))


def _places(by: Translator, arguments: Sequence[ast.Expression]) -> int:
    return whole_number(by.term(arguments[1])) if len(arguments) > 1 else 0


def _clamp(by: Translator, arguments: Sequence[ast.Expression]) -> Term:
    value, low, high = map(by.term, arguments)
    if low.number > high.number:
        raise NoFormulaError
    return least([greatest([value, low]), high])


def _steps(by: Translator, arguments: Sequence[ast.Expression]) -> Term:
    steps = over(by.term(arguments[0]), right=by.term(arguments[1]))
    if _word(arguments[2]) == "按比例":
        return steps
    return rounded(steps, places=0, mode=Rounding.DOWN)


def _absolute(by: Translator, arguments: Sequence[ast.Expression]) -> Term:
    return magnitude(by.term(arguments[0]))


def _curve(by: Translator, arguments: Sequence[ast.Expression]) -> Term:
    """Straight between two points, as a sum of what each piece adds: it has no edges."""
    value, points = by.term(arguments[0]), arguments[1]
    pairs = points.items if isinstance(points, ast.ListOf) else ()
    anchors = [
        tuple(map(by.term, pair.items))
        for pair in pairs
        if isinstance(pair, ast.ListOf) and len(pair.items) == 2
    ]
    if not anchors or len(anchors) != len(pairs):
        raise NoFormulaError
    rises = [_rise(value, start=start, end=end) for start, end in pairwise(anchors)]
    return added([anchors[0][1], *rises])


def _rise(value: Term, *, start: Sequence[Term], end: Sequence[Term]) -> Term:
    """What one piece adds to the level before it: nothing before it, all of it behind."""
    (left, low), (right, high) = start, end
    inside = greatest([minus(least([value, right]), right=left), literal(Fraction(0))])
    slope = over(minus(high, right=low), right=minus(right, right=left))
    return times(inside, right=slope)


def _word(expression: ast.Expression) -> str:
    if isinstance(expression, ast.Text):
        return expression.value
    raise NoFormulaError


_MAKERS: Mapping[str, Maker] = {
    "最小": _fold(Several.least),
    "最大": _fold(Several.greatest),
    "合计": _fold(Several.sum),
    "均值": _fold(Several.mean),
    "中位数": _fold(Several.median),
    "加权均值": _weighted_mean,
    "个数": _count,
    "名次": _rank,
    "取整": _round,
    "四舍五入": _by_mode(Rounding.HALF_UP),
    "五舍六入": _by_mode(Rounding.HALF_UP),  # the two differ at ties alone
    "四舍六入": _by_mode(Rounding.HALF_EVEN),
    "去尾": _by_mode(Rounding.DOWN),
    "进一": _by_mode(Rounding.UP),
    "下整": _floor,
    "上整": _ceiling,
    "整步": _steps,
    "夹": _clamp,
    "绝对值": _absolute,
    "插值": _curve,
}
