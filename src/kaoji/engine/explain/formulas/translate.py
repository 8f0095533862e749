"""Expressions of a scheme as formulas of a spreadsheet.

What has no faithful formula is put in as the figure that it came to (`Standing.constant`); a
branch that is not taken and cannot be worked out shows #N/A, should a change of data lead there.
"""

from __future__ import annotations

from collections.abc import Sequence

from kaoji.engine.explain.formulas import calls, tables
from kaoji.engine.explain.formulas.deciding import (
    NOT_KNOWN,
    all_of,
    any_of,
    chosen,
    compared,
    negated,
)
from kaoji.engine.explain.formulas.spot import Standing, whole_number
from kaoji.engine.explain.formulas.terms import (
    NoFormulaError,
    Several,
    Term,
    Why,
    added,
    literal,
    minus,
    negative,
    over,
    powered,
    times,
)
from kaoji.engine.feel import ast
from kaoji.engine.plan.reaches import FORM_TWINS


def translated(expression: ast.Expression, *, at: Standing) -> Term:
    """The formula of an expression, or the figure that it came to."""
    try:
        return Translator(at).term(expression)
    except NoFormulaError as none:
        if none.why is Why.CLOSE:
            raise
        return at.constant(expression)


class Translator:
    """Walks down one expression."""

    def __init__(self, at: Standing) -> None:
        self.at = at

    def term(self, expression: ast.Expression) -> Term:
        """The term of a part, or the figure that the part came to."""
        try:
            return self._term(expression)
        except NoFormulaError as none:
            if none.why is Why.CLOSE:
                raise
            return self.at.constant(expression)

    def branch(self, expression: ast.Expression) -> Term:
        """What may or may not be taken."""
        try:
            return self.term(expression)
        except NoFormulaError:
            return NOT_KNOWN

    def _term(self, expression: ast.Expression) -> Term:
        match expression:
            case ast.Number(value=value):
                return literal(value)
            case ast.Truth(value=value):
                return Term("TRUE()" if value else "FALSE()", value)
            case ast.Name():
                return self.at.named(expression)
            case ast.Unary(op=op, operand=operand):
                inner = self.term(operand)
                return negative(inner) if op == "-" else negated(inner)
            case ast.Binary():
                return self._binary(expression)
            case ast.Compare(op=op, left=left, right=right):
                return compared(self.term(left), sign=op, right=self.term(right))
            case ast.Conditional():
                return self._conditional(expression)
            case ast.Membership(operand=operand, tests=tests):
                asked = self.term(operand)
                return any_of([self.tested(asked, test=test) for test in tests])
            case ast.Call():
                return self._call(expression)
            case _:
                raise NoFormulaError

    def _binary(self, expression: ast.Binary) -> Term:
        op = expression.op
        if op in ("and", "or"):
            pick = all_of if op == "and" else any_of
            return pick([self.term(expression.left), self.term(expression.right)])
        left, right = self.term(expression.left), self.term(expression.right)
        if op == "+":
            return added([left, right])
        if op == "-":
            return minus(left, right=right)
        if op == "*":
            return times(left, right=right)
        if op == "/":
            return over(left, right=right)
        count = whole_number(right)
        if not 1 <= count <= _MOST_POWER:
            raise NoFormulaError
        return powered(left, times_itself=count)

    def _conditional(self, expression: ast.Conditional) -> Term:
        condition = self.term(expression.condition)
        then, otherwise = self.branch(expression.then), self.branch(expression.otherwise)
        taken = expression.then if condition.value else expression.otherwise
        if (then if condition.value else otherwise).value is None:
            # Say why the branch that is taken has no term.
            self.term(taken)
        return chosen(condition, then=then, otherwise=otherwise)

    def tested(self, value: Term, *, test: ast.Expression) -> Term:
        """One test of a value: a half line, a range, a word or a number."""
        match test:
            case ast.UnaryTest(op=op, operand=operand):
                return compared(value, sign=op, right=self.term(operand))
            case ast.Range():
                low = compared(value, sign=">=" if test.low_closed else ">",
                               right=self.term(test.low))  # fmt: skip
                high = compared(value, sign="<=" if test.high_closed else "<",
                                right=self.term(test.high))  # fmt: skip
                return all_of([low, high])
            case ast.Text():
                raise NoFormulaError  # a word of the scheme stands in no formula
            case _:
                return compared(value, sign="=", right=self.term(test))

    def _call(self, call: ast.Call) -> Term:
        form = FORM_TWINS.get(call.function, call.function)
        if form == "查表":
            return tables.looked_up(call, by=self)
        if form == "满分" and len(call.arguments) == 1:
            return self.at.constant(call)
        return calls.called(call, by=self)

    # -- lists -------------------------------------------------------------------------------------

    def several(self, arguments: Sequence[ast.Expression]) -> Several:
        """The numbers that a function folds: written out, listed, or read by a form."""
        if len(arguments) != 1:
            return Several(tuple(map(self.term, arguments)))
        only = arguments[0]
        if isinstance(only, ast.ListOf):
            return Several(tuple(map(self.term, only.items)))
        if isinstance(self.at.value(only), tuple):
            return self.at.members(only)
        return Several((self.term(only),))


_MOST_POWER = 8
