"""What a number place is worth before any fact is known, in all and for each class."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kaoji.engine.feel import ast
from kaoji.engine.plinth.exact import exact_text
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.model import Bar, Formula, Item, Parameter, Scheme

EVERYONE = "*"


@dataclass(frozen=True, slots=True)
class Constants:
    """Literals and fixed parameters; anything else has no constant value."""

    parameters: Mapping[str, Parameter]

    def value(self, formula: Formula | None, *, kind: str = EVERYONE) -> Fraction | None:
        """The value of a formula for a class, where it is fixed."""
        return None if formula is None else self._of(formula.expression, kind)

    def _of(self, expression: ast.Expression, kind: str) -> Fraction | None:
        match expression:
            case ast.Number(value=value):
                return value
            case ast.Unary(op="-", operand=operand):
                inner = self._of(operand, kind)
                return None if inner is None else -inner
            case ast.Binary(op=op, left=left, right=right):
                return _joined(op, self._of(left, kind), self._of(right, kind))
            case ast.Name(parts=(name,)) if name in self.parameters:
                return self._parameter(self.parameters[name], kind)
            case _:
                return None

    def _parameter(self, parameter: Parameter, kind: str) -> Fraction | None:
        if kind in parameter.dated_by_class or (parameter.dated and kind not in parameter.by_class):
            return None
        formula = parameter.by_class.get(kind, parameter.default)
        return self.value(formula, kind=kind)


def _joined(op: str, left: Fraction | None, right: Fraction | None) -> Fraction | None:
    if left is None or right is None:
        return None
    match op:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right if right else None
        case _:
            return None


def constants_of(scheme: Scheme) -> Constants:
    """The constants of a scheme."""
    return Constants({one.name: one for one in scheme.parameters})


def classes_of(scheme: Scheme) -> tuple[str, ...]:
    """Everyone, and each class that a parameter speaks of."""
    named = (kind for one in scheme.parameters for kind in one.classes)
    return tuple(dict.fromkeys((EVERYONE, *named, *scheme.subjects.kinds)))


def items_of(scheme: Scheme) -> Iterator[Item]:
    """Every node, parents first."""
    todo = [scheme.root]
    while todo:
        item = todo.pop(0)
        yield item
        todo[:0] = item.children


def bars_in(scheme: Scheme) -> tuple[Bar, ...]:
    """Every bar of grades and honours, in the order written."""
    grades = scheme.grading.grades if scheme.grading is not None else ()
    own = (bar for grade in grades for bar in grade.bars)
    return (*own, *(bar for honour in scheme.honours for bar in honour.bars))


def only_for(kinds: Sequence[str]) -> str:
    """Behind a message: the classes that it is true of, where it is not true of everyone."""
    if EVERYONE in kinds:
        return ""
    return speak("（对象类：{kinds}）", kinds=speak("、").join(kinds))


def percent_text(value: Fraction) -> str:
    """A share as a percentage."""
    return f"{exact_text(value * 100)}%"
