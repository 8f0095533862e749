"""The sheet of computing: one row for each node, above the rows that it is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from kaoji.engine.explain.formulas.terms import NoFormulaError, Term, Why, literal, written
from kaoji.engine.facts.write import MOST_SHEET_ROWS
from kaoji.engine.plinth.speech import marked, speak

SHEET = marked("计算")
FIRST_ROW = 3
#: Columns: full points, share in what stands above, figure, published figure.
FULL, SHARE, FIGURE, PUBLISHED = "F", "G", "H", "I"


@dataclass(slots=True)
class Line:
    """One row; filled in when what stands below it is known."""

    row: int
    depth: int
    subject: str
    name: str
    period: str = ""
    clause: str = ""
    how: str = ""
    full: Fraction | None = None
    share: Fraction | None = None
    term: Term | None = None
    published: Term | None = None
    text: str = ""  # what the cell of the figure shows where it holds no formula
    published_text: str = ""
    exact: str = ""
    why: Why | None = None
    why_published: Why | None = None

    @property
    def figure(self) -> Term:
        """The figure, for the formulas above: its cell, or itself where that holds a text."""
        term = self.term
        if term is None:
            raise NoFormulaError
        if self.why is not None:
            return literal(term.number)  # a word that no formula says is put in by who reads it
        return Term(f"${FIGURE}${self.row}", term.value, term.error, term.is_leaf)

    @property
    def full_cell(self) -> Term:
        """The full points."""
        return self._input(FULL, self.full)

    @property
    def share_cell(self) -> Term:
        """Points or weight in what stands above, or how many times a row counts."""
        return self._input(SHARE, self.share)

    def _input(self, column: str, value: Fraction | None) -> Term:
        if value is None:
            raise NoFormulaError
        return Term(f"${column}${self.row}", value, written(value)[1], is_leaf=True)


@dataclass(slots=True)
class Lines:
    """Gives out rows, each subject's below the one before."""

    next_row: int = FIRST_ROW
    waiting: list[Line] = field(default_factory=list)

    def reserve(self, *, depth: int, subject: str, name: str) -> Line:
        """The next row, still empty."""
        if self.next_row > MOST_SHEET_ROWS:
            raise NoFormulaError
        line = Line(self.next_row, depth, subject, name)
        self.next_row += 1
        self.waiting.append(line)
        return line

    def taken(self) -> list[Line]:
        """The rows since the last time, to be written."""
        rows, self.waiting = self.waiting, []
        return rows


def from_outside(line: Line, *, column: str) -> str:
    """A cell of the sheet as other sheets name it."""
    return f"'{speak(SHEET)}'!${column}${line.row}"
