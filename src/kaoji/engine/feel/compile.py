"""From syntax tree to closures: names and forms are bound once, then only values flow.

Every closure tries known numbers first; what is unknown, null or of another type goes the slow,
careful way of `arithmetic`. Parts without names are computed at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from kaoji.engine.feel import arithmetic as calc
from kaoji.engine.feel import ast, calls, loops
from kaoji.engine.feel.comparison import Words
from kaoji.engine.feel.failure import FeelFailure, too_large
from kaoji.engine.feel.frame import Binder, Budget, Frame, Program, ScaleBinder, failing
from kaoji.engine.feel.names import ITEM
from kaoji.engine.feel.testing import belongs, equals, inside
from kaoji.engine.plinth import quick
from kaoji.engine.plinth.names import known_name
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import UNDEFINED, Value

__all__ = ["Binder", "Budget", "Frame", "Program", "ScaleBinder", "compile_expression"]


def compile_expression(expression: ast.Expression, /, *, binder: Binder) -> Program:
    """Compile; an unknown name or function compiles to a failure (the checker finds it before)."""
    words = binder.scale_words if isinstance(binder, ScaleBinder) else None
    return Compiler(binder, words).compile(expression)


@dataclass(slots=True)
class Compiler:
    """Compiles within a scope: the variables and filter items bound so far, innermost last."""

    binder: Binder
    words: Words | None
    scope: tuple[str, ...] = ()
    constants: dict[Program, Value] = field(default_factory=dict)

    def compile(self, expression: ast.Expression) -> Program:
        maker = _MAKERS[type(expression)]
        program: Program = maker(expression, compiler=self)
        return program

    def within(self, name: str) -> Compiler:
        """The same compiler with one more name in sight."""
        return Compiler(self.binder, self.words, (*self.scope, name), self.constants)

    def constant(self, value: Value) -> Program:
        def always(_: Frame) -> Value:
            return value

        self.constants[always] = value
        return always

    def folded(self, program: Program, *parts: Program) -> Program:
        """Computed at once when all its parts are constants; what fails, fails when it is run."""
        if not all(part in self.constants for part in parts):
            return program
        try:
            return self.constant(program(Frame(None)))
        except FeelFailure:
            return program


def placed(operation: Callable[..., Value], *, at: int) -> Callable[..., Value]:
    """The operation, whose failures say where they happened."""

    def run(*values: Value, **branches: Callable[[], Value]) -> Value:
        try:
            return operation(*values, **branches)
        except FeelFailure as failure:
            raise failure.placed(at) from None

    return run


# --- literals and names -------------------------------------------------------------------------


def _literal(node: ast.Number | ast.Text | ast.Truth, *, compiler: Compiler) -> Program:
    return compiler.constant(node.value)


def _null(_: ast.NullLiteral, *, compiler: Compiler) -> Program:
    return compiler.constant(UNDEFINED)


def _name(node: ast.Name, *, compiler: Compiler) -> Program:
    """Bound variables first, then fields of the items of filters around, then the binder."""
    return _seen(node, compiler=compiler, scope=compiler.scope)


def _seen(node: ast.Name, *, scope: tuple[str, ...], compiler: Compiler) -> Program:
    if not scope:
        return _free(node, compiler=compiler)
    nearest, first = scope[-1], node.parts[0]
    if nearest == first:
        return loops.fields(lambda frame: frame.local[first], names=node.parts[1:], at=node.at)
    outer = _seen(node, compiler=compiler, scope=scope[:-1])
    if nearest != ITEM or first == ITEM:
        return outer
    own = loops.fields(lambda frame: frame.local[ITEM], names=node.parts, at=node.at)

    def read(frame: Frame) -> Value:
        item = frame.local[ITEM]
        return (
            own(frame)
            if isinstance(item, Mapping) and known_name(first, known=item) in item
            else outer(frame)
        )

    return read


def _free(node: ast.Name, *, compiler: Compiler) -> Program:
    """The longest beginning that the binder knows; what is left are fields of its value."""
    parts = node.parts
    for length in range(len(parts), 0, -1):
        name = node if length == len(parts) else ast.Name(parts[:length], node.at)
        program = compiler.binder.bind_name(name)
        if program is not None:
            return loops.fields(program, names=parts[length:], at=node.at)
    return failing(lambda: _unknown(node))


def _unknown(node: ast.Name) -> FeelFailure:
    message = speak("没有叫「{name}」的名称", name=".".join(node.parts))
    return FeelFailure("unknown-name", message, at=node.at)


# --- operators ------------------------------------------------------------------------------------

_QUICK: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": quick.plus,
    "-": quick.minus,
    "*": quick.times,
    "/": quick.over,
}
_ORDER: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "=": quick.equals,
    "!=": lambda one, two: not quick.equals(one, two),
    "<": quick.is_below,
    "<=": lambda one, two: not quick.is_below(two, one),
    ">": lambda one, two: quick.is_below(two, one),
    ">=": lambda one, two: not quick.is_below(one, two),
}
_CAREFUL: Mapping[str, Callable[[Value, Value], Value]] = {
    "+": calc.add,
    "-": calc.subtract,
    "*": calc.multiply,
    "/": calc.divide,
    "**": calc.power,
}


def _binary(node: ast.Binary, *, compiler: Compiler) -> Program:
    left, right = compiler.compile(node.left), compiler.compile(node.right)
    if node.op in ("and", "or"):
        program = _logic(left, right, decisive=node.op == "or", at=node.at)
    else:
        program = _arithmetic(left, right, op=node.op, at=node.at, constants=compiler.constants)
    return compiler.folded(program, left, right)


def _arithmetic(
    left: Program, right: Program, *, op: str, at: int, constants: Mapping[Program, Value]
) -> Program:
    careful = placed(_CAREFUL[op], at=at)
    operation = _QUICK.get(op)
    fixed = constants.get(right)
    if operation is None:
        return lambda frame: careful(left(frame), right(frame))
    if isinstance(fixed, Fraction) and fixed:
        return _with_constant(left, fixed, operation=operation, careful=careful)

    def run(frame: Frame) -> Value:
        one, two = left(frame), right(frame)
        if type(one) is Fraction and type(two) is Fraction:
            try:
                return operation(one, two)
            except quick.TooLongError:
                raise too_large() from None
            except ZeroDivisionError:
                pass  # the careful way says what comes of it
        return careful(one, two)

    return run


def _with_constant(
    left: Program,
    constant: Fraction,
    *,
    operation: Callable[[Fraction, Fraction], Fraction],
    careful: Callable[..., Value],
) -> Program:
    def run(frame: Frame) -> Value:
        one = left(frame)
        if type(one) is Fraction:
            try:
                return operation(one, constant)
            except quick.TooLongError:
                raise too_large() from None
        return careful(one, constant)

    return run


def _logic(left: Program, right: Program, *, decisive: bool, at: int) -> Program:
    combined = placed(calc.logical_or if decisive else calc.logical_and, at=at)

    def run(frame: Frame) -> Value:
        one = left(frame)
        if one is decisive:
            return decisive
        two = right(frame)
        return two if one is (not decisive) and isinstance(two, bool) else combined(one, two)

    return run


_UNARY: Mapping[str, Callable[[Value], Value]] = {
    "-": calc.negate,
    "not": calc.logical_not,
    "%": calc.per_cent,
}


def _unary(node: ast.Unary, *, compiler: Compiler) -> Program:
    operand = compiler.compile(node.operand)
    operation = placed(_UNARY[node.op], at=node.at)
    return compiler.folded(lambda frame: operation(operand(frame)), operand)


def _compare(node: ast.Compare, *, compiler: Compiler) -> Program:
    if node.op in ("=", "!=") and _has_null(node):
        return _null_test(node, compiler=compiler)
    left, right = compiler.compile(node.left), compiler.compile(node.right)
    known, op, words = _ORDER[node.op], node.op, compiler.words
    careful = placed(lambda one, two: calc.compare(op, one, two, words=words), at=node.at)

    def run(frame: Frame) -> Value:
        one, two = left(frame), right(frame)
        if type(one) is Fraction and type(two) is Fraction:
            return known(one, two)
        return careful(one, two)

    return compiler.folded(run, left, right)


def _has_null(node: ast.Compare) -> bool:
    return isinstance(node.left, ast.NullLiteral) or isinstance(node.right, ast.NullLiteral)


def _null_test(node: ast.Compare, *, compiler: Compiler) -> Program:
    """`x = null` asks whether x is null, whatever the reason; all else with a null is null."""
    is_right = isinstance(node.right, ast.NullLiteral)
    operand = compiler.compile(node.left if is_right else node.right)
    if node.op == "=":
        return lambda frame: calc.is_null(operand(frame))
    return lambda frame: calc.logical_not(calc.is_null(operand(frame)))


def _conditional(node: ast.Conditional, *, compiler: Compiler) -> Program:
    condition = compiler.compile(node.condition)
    then, otherwise = compiler.compile(node.then), compiler.compile(node.otherwise)
    careful = placed(calc.select, at=node.at)

    def run(frame: Frame) -> Value:
        known = condition(frame)
        if known is True:
            return then(frame)
        if known is False:
            return otherwise(frame)
        return careful(known, then=lambda: then(frame), otherwise=lambda: otherwise(frame))

    return run


# --- lists, fields, tests -------------------------------------------------------------------------


def _list(node: ast.ListOf, *, compiler: Compiler) -> Program:
    items = tuple(compiler.compile(item) for item in node.items)
    return compiler.folded(lambda frame: tuple([item(frame) for item in items]), *items)


def _access(node: ast.Access, *, compiler: Compiler) -> Program:
    return loops.fields(compiler.compile(node.operand), names=(node.name,), at=node.at)


def _membership(node: ast.Membership, *, compiler: Compiler) -> Program:
    operand = compiler.compile(node.operand)
    tests = tuple(_test(test, compiler=compiler) for test in node.tests)
    return placed_program(belongs(operand, tests=tests), at=node.at)


def _test(node: ast.Expression, *, compiler: Compiler) -> Callable[[Frame, Value], Value]:
    words = compiler.words
    if isinstance(node, ast.Range):
        low, high = compiler.compile(node.low), compiler.compile(node.high)
        return inside(low, high=high, closed=(node.low_closed, node.high_closed), words=words)
    if isinstance(node, ast.UnaryTest):
        edge, op = compiler.compile(node.operand), node.op
        return lambda frame, value: calc.compare(op, value, edge(frame), words=words)
    if isinstance(node, ast.NullLiteral):
        return lambda _, value: calc.is_null(value)
    return equals(compiler.compile(node), words=words)


def placed_program(program: Program, *, at: int) -> Program:
    def run(frame: Frame) -> Value:
        try:
            return program(frame)
        except FeelFailure as failure:
            raise failure.placed(at) from None

    return run


def _misplaced(node: ast.Range | ast.UnaryTest, *, compiler: Compiler) -> Program:  # noqa: ARG001
    def failure() -> FeelFailure:
        message = speak("区间和比较条件只能写在 in 后面，区间还可以写在 for 的 in 后面")
        return FeelFailure("range-out-of-place", message, at=node.at)

    return failing(failure)


_MAKERS: Mapping[type, Callable[..., Program]] = {
    ast.Number: _literal,
    ast.Text: _literal,
    ast.Truth: _literal,
    ast.DateLiteral: _literal,
    ast.NullLiteral: _null,
    ast.Name: _name,
    ast.Unary: _unary,
    ast.Binary: _binary,
    ast.Compare: _compare,
    ast.Conditional: _conditional,
    ast.Call: calls.call,
    ast.ListOf: _list,
    ast.Membership: _membership,
    ast.Filter: loops.filtering,
    ast.Access: _access,
    ast.For: loops.loop,
    ast.Quantified: loops.quantified,
    ast.Range: _misplaced,
    ast.UnaryTest: _misplaced,
}
