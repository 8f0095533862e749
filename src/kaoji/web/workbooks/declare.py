"""What a workbook has: its columns, what may stand in them, what identifies a row."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from kaoji.engine.facts.numbers import NumberWord
from kaoji.engine.plinth.exact import exact_text

TEXT, NUMBER, DATE, CHOICE = "text", "number", "date", "choice"

#: What stands in a cell once it is read.
Value = str | Fraction | date | NumberWord | None
Values = Mapping[str, Value]
#: From the values of a row to what is wrong: key of a column and reason.
RowCheck = Callable[[Values], Iterable[tuple[str, str]]]

#: The sheet that users do not see, and the column in it and on the main sheet.
STAMP_SHEET = "_kaoji"
ROW_HEAD = "_row"
#: The sheet on which a checked workbook lists what is wrong.
ERROR_SHEET = "错误清单"
WORDS = {
    NumberWord.NOT_APPLICABLE: "不适用",
    NumberWord.NIL_RETURN: "零报告",
    NumberWord.MISSING: "缺",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `meaning` is shown when somebody enters a cell.

    `group`: a head merged over neighbours. `is_locked`: pre-filled, not to be changed.
    `is_for_the_eye`: helps whoever reads the sheet; of a row that is held it changes nothing.
    `words`: what may stand in a number's place (零报告, 不适用). `check`: from a value to why it
    will not do, or nothing.
    """

    key: str
    title: str
    meaning: str = ""
    kind: str = TEXT
    is_required: bool = False
    choices: tuple[str, ...] = ()
    is_locked: bool = False
    is_for_the_eye: bool = False
    group: str = ""
    unit: str = ""
    example: str = ""
    least: Fraction | int | None = None
    most: Fraction | int | None = None
    longest: int = 1_000
    is_whole: bool = False
    words: frozenset[NumberWord] = frozenset()
    check: Callable[[Any], str] | None = None

    @property
    def head(self) -> str:
        """The head as it stands in the workbook, with its unit."""
        return f"{self.title}（{self.unit}）" if self.unit else self.title


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook. `keys`: the columns that tell one row from another. `named`: those by which a
    preview calls a row, where people know it by more than its keys.

    `can_add`: whether rows may come back that the office does not hold.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    keys: tuple[str, ...]
    note: str = ""
    can_add: bool = True
    check_row: RowCheck | None = None
    named: tuple[str, ...] = ()

    @property
    def version(self) -> str:
        """A short sign of the columns: changes when they do."""
        drawn = "\n".join(
            f"{one.key}|{one.title}|{one.kind}|{one.unit}|{one.group}" for one in self.columns
        )
        return hashlib.sha256(f"{self.key}\n{drawn}".encode()).hexdigest()[:12]

    def column(self, key: str) -> Column:
        """The column of a key."""
        return next(one for one in self.columns if one.key == key)

    def key_of(self, values: Values) -> str:
        """What identifies a row: its key columns, joined."""
        return "\x1f".join(as_text(values.get(key)) for key in self.keys)


def as_text(value: Value) -> str:
    """A value as text that reads back to the same."""
    if value is None:
        return ""
    if isinstance(value, NumberWord):
        return WORDS[value]
    if isinstance(value, Fraction):
        return exact_text(value)
    return value.isoformat() if isinstance(value, date) else value


def from_text(text: str, *, column: Column) -> Value:
    """The value that `as_text` has written."""
    if not text:
        return None
    if column.kind == DATE:
        return date.fromisoformat(text)
    if column.kind == NUMBER:
        word = next((word for word, said in WORDS.items() if said == text), None)
        return word if word is not None else Fraction(text)
    return text
