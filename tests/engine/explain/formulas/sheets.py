"""An evaluator of our formulas in plain Python doubles, independent of how they were built.

It rounds in the crudest way (no spreadsheet's forgiveness of the last digits): a formula that is
right here does not live from luck.
"""

from __future__ import annotations

import math
import re
import statistics
from collections.abc import Callable, Mapping

import openpyxl

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<cell>(?:'[^']+'!)?\$?[A-Z]{1,2}\$?\d+(?::\$?[A-Z]{1,2}\$?\d+)?)"
    r"|(?P<name>[A-Z]+)(?=\()|(?P<sign><>|<=|>=|[-+*/(),<>={}]))"
)


class Missing(Exception):  # noqa: N818 - it is the #N/A of a cell, no fault of the test
    """#N/A"""


class Book:
    """A workbook whose formulas are worked out on demand."""

    def __init__(self, book: openpyxl.Workbook) -> None:
        self.book = book
        self.known: dict[tuple[str, str], object] = {}

    def cell(self, sheet: str, at: str) -> object:
        """The value of a cell; an empty one is nought."""
        key = (sheet, at)
        if key not in self.known:
            held = self.book[sheet][at]
            text = 0 if held.value is None else held.value
            is_formula = held.data_type == "f"
            self.known[key] = evaluated(text, sheet=sheet, book=self) if is_formula else text
        return self.known[key]

    def range(self, sheet: str, at: str) -> list[object]:
        """The values of a column's stretch."""
        cells = self.book[sheet][at]
        rows = cells if isinstance(cells, tuple) else ((cells,),)
        return [self.cell(sheet, one.coordinate) for (one,) in rows]


def evaluated(formula: str, *, sheet: str = "", book: Book | None = None) -> object:
    """The value of one formula."""
    return Reader(formula.removeprefix("="), sheet=sheet, book=book).whole()


class Reader:
    """Reads a formula from left to right; nothing is computed but what is asked for."""

    def __init__(self, text: str, *, sheet: str, book: Book | None) -> None:
        self.tokens = []
        at = 0
        while at < len(text):
            found = _TOKEN.match(text, at)
            assert found, (text, text[at:])
            kind = found.lastgroup
            self.tokens.append((kind, found[kind]))
            at = found.end()
        self.at, self.sheet, self.book = 0, sheet, book

    def whole(self) -> object:
        tree = self.comparison()
        assert self.at == len(self.tokens), self.tokens[self.at :]
        return tree()

    def sign(self, *wanted: str) -> str | None:
        if self.at < len(self.tokens) and self.tokens[self.at] in [("sign", w) for w in wanted]:
            self.at += 1
            return self.tokens[self.at - 1][1]
        return None

    def comparison(self) -> Callable[[], object]:
        left = self.sum()
        sign = self.sign("<>", "<=", ">=", "<", ">", "=")
        if sign is None:
            return left
        right = self.sum()
        return lambda: each(left(), right(), by=COMPARE[sign])

    def sum(self) -> Callable[[], object]:
        left = self.product()
        while (sign := self.sign("+", "-")) is not None:
            left = joined(left, self.product(), sign)
        return left

    def product(self) -> Callable[[], object]:
        left = self.factor()
        while (sign := self.sign("*", "/")) is not None:
            left = joined(left, self.factor(), sign)
        return left

    def factor(self) -> Callable[[], object]:
        if self.sign("-"):
            inner = self.factor()
            return lambda: each(inner(), 0, by=lambda a, _b: -a)
        if self.sign("("):
            inner = self.comparison()
            assert self.sign(")")
            return inner
        if self.sign("{"):
            found = [self.comparison()()]
            while self.sign(","):
                found.append(self.comparison()())
            assert self.sign("}")
            return lambda: found
        kind, text = self.tokens[self.at]
        self.at += 1
        if kind == "number":
            return lambda: float(text)
        if kind == "cell":
            return lambda: self.read(text)
        assert kind == "name", text
        return self.call(text)

    def read(self, text: str) -> object:
        sheet, _, at = text.rpartition("!")
        at, sheet = at.replace("$", ""), sheet.strip("'") or self.sheet
        assert self.book is not None
        return self.book.range(sheet, at) if ":" in at else self.book.cell(sheet, at)

    def call(self, name: str) -> Callable[[], object]:
        assert self.sign("(")
        arguments = []
        while not self.sign(")"):
            arguments.append(self.comparison())
            self.sign(",")
        if name == "IF":
            condition, then, otherwise = arguments
            return lambda: then() if condition() else otherwise()
        return lambda: FUNCTIONS[name](*(one() for one in arguments))


COMPARE: Mapping[str, Callable[[object, object], bool]] = {
    "=": lambda a, b: a == b, "<>": lambda a, b: a != b, "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
}  # fmt: skip
ARITHMETIC = {
    "+": lambda a, b: number(a) + number(b), "-": lambda a, b: number(a) - number(b),
    "*": lambda a, b: number(a) * number(b), "/": lambda a, b: number(a) / number(b),
}  # fmt: skip


def number(value: object) -> float:
    assert not isinstance(value, str), value
    return 0.0 if value is None else float(value)


def joined(left, right, sign):
    return lambda: each(left(), right(), by=ARITHMETIC[sign])


def each(left, right, *, by):
    """An operation on single values, or on each of a list's."""
    if isinstance(left, list) or isinstance(right, list):
        size = len(left) if isinstance(left, list) else len(right)
        lefts = left if isinstance(left, list) else [left] * size
        rights = right if isinstance(right, list) else [right] * size
        return [by(a, b) for a, b in zip(lefts, rights, strict=True)]
    return by(left, right)


def flat(values):
    for value in values:
        if isinstance(value, list):
            yield from flat(value)
        elif value is not None:
            yield number(value)


def scaled(value, places, whole):
    """The crudest rounding there is: in doubles, without any care."""
    unit = 10.0 ** int(places)
    return math.copysign(whole(abs(number(value)) * unit) / unit, number(value))


def summed_products(*lists):
    columns = [one if isinstance(one, list) else [one] for one in lists]
    return sum(math.prod(map(number, row)) for row in zip(*columns, strict=True))


def not_there():
    raise Missing


FUNCTIONS = {
    "SUM": lambda *v: sum(flat(v)),
    "MIN": lambda *v: min(flat(v)),
    "MAX": lambda *v: max(flat(v)),
    "AND": lambda *v: all(v),
    "OR": lambda *v: any(v),
    "NOT": lambda v: not v,
    "TRUE": lambda: True,
    "FALSE": lambda: False,
    "NA": not_there,
    "ABS": abs,
    "INT": lambda v: float(math.floor(number(v))),
    "POWER": lambda a, b: number(a) ** number(b),
    "ROUND": lambda v, p: scaled(v, p, lambda x: math.floor(x + 0.5)),
    "ROUNDDOWN": lambda v, p: scaled(v, p, math.floor),
    "ROUNDUP": lambda v, p: scaled(v, p, math.ceil),
    "EXACT": lambda a, b: each(a, b, by=lambda one, two: one == two),
    "ROWS": len,
    "MEDIAN": lambda *v: statistics.median(flat(v)),
    "LARGE": lambda v, k: sorted(flat(v), reverse=True)[int(k) - 1],
    "SMALL": lambda v, k: sorted(flat(v))[int(k) - 1],
    "CHOOSE": lambda index, *v: [v[int(at) - 1] for at in index],
    "SUMPRODUCT": summed_products,
}
