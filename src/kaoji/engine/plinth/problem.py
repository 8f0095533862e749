"""Problems: what an author or a data sheet got wrong, as data.

A problem is collected, never thrown: an officer sees all of them at once, each with place,
reason and remedy. The JSON shape is part of the outer contract.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from kaoji.engine.plinth.names import spoken_coordinate, spoken_path
from kaoji.engine.plinth.speech import speak

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file; lines, columns and rows count from 1."""

    file: str | None = None
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    row: int | None = None
    via: Place | None = field(default=None, compare=False)  # where a template was used


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: a stable English code, a message in the file's language, and the remedy."""

    code: str
    message: str
    remedy: str = ""
    severity: Severity = "error"
    place: Place = field(default=NOWHERE)
    path: str | None = None
    coordinate: str | None = None

    def at(self, place: Place, *, path: str | None = None) -> Problem:
        """Return the same problem at a known place."""
        return replace(self, place=place, path=path if path is not None else self.path)

    @property
    def told(self) -> str:
        """The message; what a template brought names also the line where it was used."""
        lines, spot = [], self.place.via
        while spot is not None:
            lines.append(str(spot.line))
            spot = spot.via
        if not lines:
            return self.message
        by = speak("（由第 {lines} 行套用）", lines=speak("、").join(lines))
        return f"{self.message}{by}"

    def as_json(self) -> dict[str, object]:
        """Return the problem in the outer contract's shape."""
        return {
            "code": self.code,
            "severity": self.severity,
            "file": self.place.file,
            "sheet": self.place.sheet,
            "line": self.place.line,
            "row": self.place.row,
            "column": self.place.column,
            "path": self.path,
            "coordinate": self.coordinate,
            "message": self.told,
            "remedy": self.remedy,
        }

    def as_text(self) -> str:
        """Return `FILE:LINE:COLUMN: CODE message`, one line, never wrapped or coloured."""
        spot = self.place
        line = spot.line if spot.line is not None else spot.row
        parts = [spot.file or "-"]
        if spot.sheet:
            parts.append(spot.sheet)
        parts += [str(number) for number in (line, spot.column) if number is not None]
        where = spoken_coordinate(self.coordinate or "") or spoken_path(self.path or "")
        about = f"[{where}] " if where else ""
        blank = " " if self.message.isascii() else ""  # Chinese sets none before a bracket
        remedy = f"{blank}({self.remedy})" if self.remedy else ""
        level = "" if self.severity == "error" else f"{self.severity} "
        return f"{':'.join(parts)}: {self.code} {level}{about}{self.told}{remedy}"


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any of the problems forbids going on."""
    return any(problem.severity == "error" for problem in problems)
