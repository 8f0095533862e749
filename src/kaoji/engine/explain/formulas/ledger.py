"""The sheet of data: every figure that the formulas start from, each once, in a cell of its own.

These cells may be changed: what hangs on them follows. What is entered here is a number, a word or
a truth, never a formula that a user wrote.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from kaoji.engine.explain.formulas.terms import Held, NoFormulaError, Several, Term, written
from kaoji.engine.explain.records import Evidence
from kaoji.engine.facts.write import LONGEST_CELL, MOST_SHEET_ROWS
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.values import Choice, Value

SHEET = marked("数据")
#: What is said of a figure that the engine put in.
MADE = marked("引擎算出后代入，不随别处的改动变化")
FIRST_ROW = 3  # as a spreadsheet counts: title, header, then data
#: Columns of the sheet.
VALUE, COUNT, FIRST_KEY = "C", "D", 8


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the sheet of data."""

    subject: str
    name: str
    value: Fraction | str | bool
    count: Fraction | None = None
    unit: str = ""
    coordinate: str = ""
    evidence: Evidence | None = None
    keys: tuple[str, ...] = ()
    is_made: bool = False  # came out of a part of a formula that a spreadsheet cannot say

    @property
    def proof(self) -> str:
        """What the figure rests on: document, source, row."""
        if self.is_made:
            return speak(MADE)
        if self.evidence is None:
            return ""
        one = self.evidence
        told = (one.document, one.evidence, one.source, one.stands_in)
        return speak("；").join(text for text in told if text)


def held(value: Value) -> Fraction | str | bool:
    """A value as a cell holds it."""
    if isinstance(value, Choice):
        return value.word
    if isinstance(value, bool | Fraction):
        return value
    if isinstance(value, str) and value and len(value) < LONGEST_CELL:
        return value
    raise NoFormulaError


@dataclass(slots=True)
class Ledger:
    """Gives out cells; what was given out once is not given out again."""

    next_row: int = FIRST_ROW
    waiting: list[Entry] = field(default_factory=list)
    known: dict[Hashable, Term] = field(default_factory=dict)
    shared: dict[Hashable, Term | Several] = field(default_factory=dict)

    def figure(self, entry: Entry, *, key: Hashable) -> Term:
        """The cell of a figure of one subject."""
        if key not in self.known:
            self.known[key] = self._cell(entry, column=VALUE)
        return self.known[key]

    def block(self, entries: Sequence[Entry]) -> Several:
        """Cells one below the other."""
        if not entries:
            return Several(())
        first = self.next_row
        terms = tuple(self._cell(entry, column=VALUE) for entry in entries)
        return Several(terms, self._range(VALUE, first=first))

    def counted_block(self, entries: Sequence[Entry]) -> tuple[Several, Several]:
        """Cells one below the other, each with the number of times that it counts."""
        first = self.next_row
        values = self.block(entries)
        counts = tuple(
            _term(entry.count or Fraction(0), at=self._at(COUNT, row=first + place))
            for place, entry in enumerate(entries)
        )
        return values, Several(counts, self._range(COUNT, first=first))

    def key_range(self, place: int, *, block: Several) -> str:
        """The range of the keys that stand beside a block."""
        first, last = block.terms[0], block.terms[-1]
        column = chr(ord("A") + FIRST_KEY + place)
        rows = [one.text.rpartition("$")[2] for one in (first, last)]
        return f"'{speak(SHEET)}'!${column}${rows[0]}:${column}${rows[1]}"

    def taken(self) -> list[Entry]:
        """The rows since the last time, to be written; figures of one subject are forgotten."""
        rows, self.waiting = self.waiting, []
        self.known.clear()
        return rows

    def _cell(self, entry: Entry, *, column: str) -> Term:
        if self.next_row > MOST_SHEET_ROWS:
            raise NoFormulaError
        self.waiting.append(entry)
        made = _term(entry.value, at=self._at(column, row=self.next_row))
        self.next_row += 1
        return made

    def _at(self, column: str, *, row: int) -> str:
        return f"'{speak(SHEET)}'!${column}${row}"

    def _range(self, column: str, *, first: int) -> str:
        return f"'{speak(SHEET)}'!${column}${first}:${column}${self.next_row - 1}"


def _term(value: Held, *, at: str) -> Term:
    error = written(value)[1] if isinstance(value, Fraction) else Fraction(0)
    return Term(at, value, error, is_leaf=True)
