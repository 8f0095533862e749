"""Running expressions in tests: names given as keyword arguments, nothing else known."""

from __future__ import annotations

from fractions import Fraction

from kaoji.engine.feel.compile import Budget, Frame, compile_expression
from kaoji.engine.feel.parse import parse
from kaoji.engine.plinth.values import Span

#: Short, for tables of expected numbers.
F = Fraction


class Names:
    """Binds the given names to their values; knows no forms and one scale."""

    def __init__(self, values):
        self.values = values

    def bind_name(self, name, /):
        words = ".".join(name.parts)
        if words not in self.values:
            return None
        return lambda _frame: self.values[words]

    def bind_form(self, call, /, *, program_of):
        if call.function == "原样":
            return program_of(call.arguments[0])
        return None

    def scale_words(self, scale, /):
        return ("差", "中", "好") if scale == "评价" else None


def run(text, *, steps=200_000, **values):
    """The value of an expression."""
    expression, problems = parse(text)
    assert not problems, problems
    program = compile_expression(expression, binder=Names(values))
    return program(Frame(None, budget=Budget(steps)))


def number(text):
    """`1/3`, `2.5` as a Fraction."""
    return Fraction(text)


def unknown(low, high, *, fact="x"):
    """A missing fact between two bounds (None: open)."""
    ends = [None if end is None else Fraction(end) for end in (low, high)]
    return Span(*ends, tight=True, ways={fact: 1})
