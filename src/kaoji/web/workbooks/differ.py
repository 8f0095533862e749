"""What an import would change, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kaoji.web.workbooks.declare import Book, Values, as_text
from kaoji.web.workbooks.read import Reading


@dataclass(frozen=True, slots=True)
class Change:
    """A row before and after. Without `before` it is new; without `after` it is taken back."""

    key: str
    before: Values | None
    after: Values | None

    @property
    def turned_round(self) -> Change:
        """The change that undoes this one."""
        return Change(self.key, before=self.after, after=self.before)


@dataclass(frozen=True, slots=True)
class Line:
    """A change as the preview shows it: what the row is called; column, before, after."""

    name: str
    is_new: bool
    cells: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes, and how many rows stay as they are or are not in the workbook."""

    changes: tuple[Change, ...]
    lines: tuple[Line, ...]
    same: int
    absent: int

    @property
    def added(self) -> int:
        """How many rows are new."""
        return sum(one.before is None for one in self.changes)

    @property
    def changed(self) -> int:
        """How many rows are other than before."""
        return len(self.changes) - self.added


def difference(reading: Reading, *, book: Book, held: Mapping[str, Values]) -> Difference:
    """Hold what was read against what is held. A column that is not in the workbook stays."""
    changes, lines, same = [], [], 0
    for_the_eye = {one.key for one in book.columns if one.is_for_the_eye}
    for row in reading.rows:
        before = held.get(row.key)
        after = {**(before or {}), **row.values}
        after |= {key: value for key, value in (before or {}).items() if key in for_the_eye}
        cells = tuple(
            (one.title, as_text((before or {}).get(one.key)), as_text(after.get(one.key)))
            for one in book.columns
            if (before or {}).get(one.key) != after.get(one.key)
        )
        if before is not None and not cells:
            same += 1
            continue
        changes.append(Change(row.key, before=before, after=after))
        name = " ".join(as_text(after.get(key)) for key in book.named or book.keys)
        lines.append(Line(name, is_new=before is None, cells=cells))
    read = {row.key for row in reading.rows}
    absent = sum(key not in read for key in held)
    return Difference(tuple(changes), lines=tuple(lines), same=same, absent=absent)
