"""Tables compiled: cells by key words, or bands and decision rules tried from the top."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from kaoji.engine.feel import ast
from kaoji.engine.feel.parse import parse_test
from kaoji.engine.feel.steps import Steps
from kaoji.engine.plan.nodes import Amount, BandTest, Lookup, Program, Stretch
from kaoji.engine.scheme.model import Band, Formula, Table


def lower_table(
    table: Table, *, amount: Callable[..., Amount], steps: Steps | None = None
) -> Lookup:
    """Compile a table; inside a value 数值 (or a key's name) is the looked-up figure."""
    words = (*table.keys, "数值")

    def value(cell: Formula | str) -> Amount | str:
        return cell if isinstance(cell, str) else amount(cell, local_words=words)

    return Lookup(
        name=table.name,
        keys=table.keys,
        cells={key: value(cell) for key, cell in table.cells.items()},
        bands=tuple(_band(band, table=table, value=value, amount=amount) for band in table.bands),
        otherwise=None if table.otherwise is None else value(table.otherwise),
        steps=steps,
    )


def _band(
    band: Band,
    *,
    table: Table,
    value: Callable[[Formula | str], Amount | str],
    amount: Callable[..., Amount],
) -> BandTest:
    tests = [parse_test(text)[0] for text in band.tests]
    programs = tuple(
        _test_program(key, test=test, band=band, amount=amount)
        for key, test in zip(table.keys, tests, strict=False)
    )
    stretch = stretch_of(tests[0]) if len(tests) == 1 else None
    return BandTest(programs, stretch, value(band.value), "、".join(band.tests))


def _test_program(
    key: str, *, test: ast.Expression | None, band: Band, amount: Callable[..., Amount]
) -> Program:
    if test is None or (isinstance(test, ast.Truth) and test.value):
        return lambda _frame: True
    asked = ast.Membership(ast.Name((key,)), (test,))
    compiled = amount(Formula(band.tests[0], asked, band.place), local_words=(key,))
    return compiled.program


def stretch_of(test: ast.Expression | None) -> Stretch | None:
    """The stretch of numbers that a test with literal edges covers."""
    if isinstance(test, ast.Number):
        return Stretch(test.value, test.value)
    if isinstance(test, ast.Truth) and test.value:
        return Stretch(None, None)
    if isinstance(test, ast.UnaryTest):
        return _half_line(test)
    if isinstance(test, ast.Range):
        low, high = _literal(test.low), _literal(test.high)
        if low is not None and high is not None:
            return Stretch(low, high, test.low_closed, test.high_closed)
    return None


def _half_line(test: ast.UnaryTest) -> Stretch | None:
    edge = _literal(test.operand)
    if edge is None:
        return None
    closed = test.op in (">=", "<=")
    if test.op in (">", ">="):
        return Stretch(edge, None, low_closed=closed)
    if test.op in ("<", "<="):
        return Stretch(None, edge, high_closed=closed)
    return Stretch(edge, edge) if test.op == "=" else None


def _literal(expression: ast.Expression) -> Fraction | None:
    if isinstance(expression, ast.Number):
        return expression.value
    if isinstance(expression, ast.Unary) and isinstance(expression.operand, ast.Number):
        return -expression.operand.value
    return None
