"""The one table of the columns that facts and subjects tables know, and how headers are read.

Headers come in Chinese or English, in any case, with full-width signs, blanks and a unit behind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from kaoji.engine.facts.clean import clean, plain_signs
from kaoji.engine.plinth.names import FACT_HEADERS, FIELD_COLUMNS, TAKEN_COLUMNS, spoken_field
from kaoji.engine.plinth.speech import ENGLISH, spoken_language


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the contract: its key, its header in both languages, what it holds."""

    key: str
    chinese: str
    english: str
    is_number: bool = False

    @property
    def spellings(self) -> tuple[str, str]:
        """Both headers as they are compared."""
        return self.chinese, _squeezed(self.english)


@dataclass(frozen=True)
class Columns:
    """The known columns of one kind of table; `anchor` is the one it cannot do without."""

    all: tuple[Column, ...]
    anchor: str
    fewest: int

    @cached_property
    def by_spelling(self) -> dict[str, Column]:
        """Each column under each of its spellings."""
        return {spelling: column for column in self.all for spelling in column.spellings}

    @cached_property
    def by_length(self) -> dict[int, tuple[tuple[str, Column], ...]]:
        """The spellings with their columns that are as long as a word, give or take one sign."""
        lengths = {len(one) + more for one in self.by_spelling for more in (-1, 0, 1)}
        return {
            length: tuple(
                (spelling, column)
                for column in self.all
                for spelling in column.spellings
                if abs(len(spelling) - length) <= 1
            )
            for length in lengths
        }

    def named(self, header: str) -> Column | None:
        """The column that a header names, in either language or in both (`对象/subject`)."""
        found = {self.by_spelling.get(part) for part in _squeezed(header).split("/")}
        return found.pop() if len(found) == 1 else None


_NUMBERS = frozenset({"value", "target", "count"})
FACT_COLUMNS = tuple(
    Column(key, {**TAKEN_COLUMNS, **FIELD_COLUMNS}[key], key, is_number=key in _NUMBERS)
    for key in FACT_HEADERS
)

SUBJECT_COLUMNS = (
    Column("subject", "对象", "subject"),
    Column("name", "名称", "name"),
    Column("kind", "类", "kind"),
    Column("group", "组别", "group"),
    Column("parent", "上级", "parent"),
    Column("from", "自", "from"),
    Column("to", "至", "to"),
)

#: A facts table is told by two known headers, a subjects table by 对象 alone.
FACTS = Columns(FACT_COLUMNS, anchor="key", fewest=2)
SUBJECTS = Columns(SUBJECT_COLUMNS, anchor="subject", fewest=1)

#: Behind a header in brackets, these say how to fill the column in, not its unit.
REMARKS = frozenset({"必填", "选填", "可空", "可不填", "required", "optional"})

_BRACKETED = re.compile(r"(?P<name>.*?)[(\[【〔](?P<inside>[^()\[\]【】〔〕]*)[)\]】〕]")


@dataclass(frozen=True, slots=True)
class Header:
    """A header as read: the text as written, the known column it names, the unit behind it."""

    text: str
    column: Column | None
    unit: str = ""

    @property
    def name(self) -> str:
        """What the column is called from here on: the English key, or the header as written."""
        return self.column.key if self.column else self.text

    @property
    def holds_figures(self) -> bool:
        """Its column is a known one of numbers."""
        return self.column is not None and self.column.is_number


def read_header(text: str, *, columns: Columns) -> Header:
    """Read one header cell: the known column and the unit, where it names any."""
    written = " ".join(clean(text).split())
    plain = plain_signs(written).strip("* ")
    column = columns.named(plain)
    if column is None:
        column = columns.named(re.sub(r"[()\[\]【】〔〕]", "", plain))
    if column is not None:
        return Header(written, column)
    found = _BRACKETED.fullmatch(plain)
    if found is None:
        return Header(written, None)
    inside = found["inside"].strip()
    column = columns.named(found["name"].strip("* "))
    is_remark = inside.casefold() in REMARKS or (column is not None and not column.is_number)
    return Header(written, column, "" if is_remark else inside)


def bare_header(text: str) -> str:
    """The header as written without a bracket behind it: 人数(人) is 人数."""
    found = _BRACKETED.fullmatch(plain_signs(text))
    return text[: found.end("name")].strip() if found else text


def plain_name(header: str) -> str:
    """The header as it is compared: ASCII signs, no bracket behind, no blanks, one case."""
    plain = plain_signs(header).strip("* ")
    found = _BRACKETED.fullmatch(plain)
    return _squeezed(found["name"].strip("* ") if found else plain)


def _squeezed(text: str) -> str:
    return re.sub(r"[\s_-]", "", text).casefold()


def spoken_header(header: str) -> str:
    """The header of a column of facts in the language spoken; a declared one as it is."""
    if spoken_language() != ENGLISH:
        return header
    known = (one.english for one in FACT_COLUMNS if one.chinese == header)
    return next(known, spoken_field(header))
