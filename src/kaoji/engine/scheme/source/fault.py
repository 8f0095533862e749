"""A parser's complaint as data, with the lines it is about.

Both parsers' marks count characters from 0; here everything counts from 1, as editors do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from kaoji.engine.plinth.problem import Place, Problem

_QUOTED = re.compile(r"""(?<![^\s\[{,:(-])(?:"(?:[^"\\]|\\.)*"|'[^']*')""")
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*")


@dataclass(frozen=True, slots=True)
class Spot:
    """A line and a column."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Fault:
    """What the parser said, where, and where the thing that it was reading began."""

    words: str
    at: Spot
    opened: Spot
    lines: tuple[str, ...]
    file: str

    def line(self, number: int) -> str:
        """A line as written; empty where the text has none."""
        return self.lines[number - 1] if 1 <= number <= len(self.lines) else ""

    def bare(self, number: int) -> str:
        """A line with its quoted texts and comment blanked out, every column in its place."""
        blanked = _QUOTED.sub(lambda found: "_" * len(found[0]), self.line(number))
        return _COMMENT.sub("", blanked)

    def before(self, number: int) -> int:
        """The number of the nearest line above that says something; 0 when none does."""
        return next((above for above in range(number - 1, 0, -1) if self.bare(above).strip()), 0)

    @property
    def character(self) -> str:
        """The character at which the parser stopped."""
        return self.line(self.at.line)[self.at.column - 1 : self.at.column]

    @property
    def is_at_end(self) -> bool:
        """The parser stopped because nothing more came."""
        below = range(self.at.line + 1, len(self.lines) + 1)
        rest = self.line(self.at.line)[self.at.column - 1 :]
        return not rest.strip() and not any(self.bare(number).strip() for number in below)

    def problem(self, code: str, *, at: Spot, message: str, remedy: str) -> Problem:
        """A problem at a spot of this text."""
        place = Place(file=self.file, line=at.line, column=at.column)
        return Problem(code=code, message=message, remedy=remedy, place=place)


def fault_of(error: Exception, *, text: str, file: str) -> Fault:
    """Read a parser's exception."""
    lines = tuple(text.split("\n"))
    at = _spot(getattr(error, "problem_mark", None), lines=lines)
    opened = _spot(getattr(error, "context_mark", None), lines=lines)
    words = f"{getattr(error, 'context', None)}; {getattr(error, 'problem', None) or error}"
    at = at or opened or Spot(1, 1)
    return Fault(words, at, opened or at, lines, file)


def _spot(mark: yaml.Mark | None, *, lines: tuple[str, ...]) -> Spot | None:
    """The mark as a spot; a mark behind the text moves to the end of its last line."""
    if mark is None:
        return None
    last = max((number for number, line in enumerate(lines, 1) if line.strip()), default=1)
    if mark.line + 1 > last:
        return Spot(last, len(lines[last - 1].rstrip()) + 1)
    return Spot(mark.line + 1, mark.column + 1)
