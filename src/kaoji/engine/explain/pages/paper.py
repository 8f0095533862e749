"""How much one A4 page of a statement holds, measured before it is printed and never too little.

Heights are those of `layout/a4.css` in points, rounded up; a letter counts six tenths of a Chinese
sign, which is more than the fonts need. Every section that there is has room for its
heading and for the line that says how much more there is; what is left goes to the texts in turn.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

#: What the head of the page leaves; a row, a line, a heading, a line of the title.
PAGE, ROW, TEXT, HEADING, TITLE = 600, 20, 14, 34, 24
#: The least that a section takes: its heading and how much more there is.
SECTION = HEADING + TEXT
#: Tenths of a Chinese sign that a line across the page holds, one of the title, of the facts below.
LINE, TITLE_LINE, FACTS_LINE = 560, 300, 500
#: The same of the columns of the tables, whose widths are fixed.
PART_COLUMNS = (215, 72, 72, 72, 72)
LOSS_COLUMNS = (100, 55, 55, 78, 220)
#: What the parts leave to the sections, and those before it to the losses.
REST, FOR_LOSSES = 100, 70
_WIDE, _NARROW = 10, 6


@dataclass(slots=True)
class Room:
    """The height that is left on the page."""

    left: int = PAGE

    def head(self, title: str, *, facts: str) -> None:
        """Take what the head needs beyond one line of each."""
        self.left -= TITLE * (tall(title, width=TITLE_LINE) - 1)
        self.left -= TEXT * (tall(facts, width=FACTS_LINE) - 1)

    def sections(self, count: int) -> None:
        """Take the least that so many sections need."""
        self.left -= SECTION * count

    def text(self, texts: Iterable[str]) -> None:
        """Take the room of texts that are printed in any case."""
        self.left -= TEXT * sum(tall(one, width=LINE) for one in texts)

    def some(self, texts: tuple[str, ...], *, most: int, keep: int = 0) -> tuple[str, ...]:
        """As many of the texts as there is room for, `keep` of it left over."""
        kept = []
        for text in texts[:most]:
            needed = TEXT * tall(text, width=LINE)
            if self.left - keep < needed:
                break
            self.left -= needed
            kept.append(text)
        return tuple(kept)

    def rows(self, rows: Iterable[tuple[str, ...]], *, widths: tuple[int, ...]) -> int:
        """How many rows of a table there is room for; with the first goes its head."""
        count, head = 0, ROW
        for cells in rows:
            needed = head + row_height(cells, widths=widths)
            if self.left < needed:
                break
            self.left -= needed
            count, head = count + 1, 0
        return count


def row_height(cells: tuple[str, ...], *, widths: tuple[int, ...]) -> int:
    """A row is as tall as the tallest of its cells."""
    lines = (tall(text, width=width) for text, width in zip(cells, widths, strict=True))
    return ROW + TEXT * (max(lines) - 1)


def tall(text: str, *, width: int) -> int:
    """How many lines a text takes."""
    taken = sum(_NARROW if one.isascii() else _WIDE for one in text)
    return max(1, -(-taken // width))
