"""How tall a statement is when it is printed: our own measure, taken from its HTML.

It knows the sizes of `a4.css`, in tenths of a point, and nothing of how the page was filled: every
text is set in lines of its width, with 0.6 of a sign for what is not Chinese (fonts take about
0.55). A browser prints less than that; nothing here may print more.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

#: A4 less the margins of `@page`: 297 − 18 − 16 mm, and 210 − 2 × 14 mm.
PAGE, WIDTH = 7455, 5159
#: Of each text: size of its letters, height of a line, what stands around it, what it is indented.
TEXTS = {
    "h1": (165, 223, 0, 0),
    "facts": (98, 154, 135, 0),
    "result": (85, 240, 105, 0),
    "h2": (113, 158, 120, 0),
    "li": (85, 134, 0, 107),
    "small": (80, 126, 0, 0),
}
#: Border and padding around the parts; of a table its head and foot, of a row what is no text.
SHEET, HEAD, FOOT, ROW = 195, 236, 23, 53
#: The columns in percent, and the size and line of their letters.
COLUMNS = {"kj-parts": (40, 15, 15, 15, 15), "kj-losses": (20, 12, 12, 16, 40)}
PADDING, CELL, WHY, CLAUSE = 120, (85, 134), (80, 126), 90


@dataclass
class Measure(HTMLParser):
    """The heights of the statements of a page."""

    heights: list[int] = field(default_factory=list)

    def __post_init__(self):
        super().__init__(convert_charrefs=True)
        self.kind = self.table = None
        self.text, self.cells, self.body = "", [], False

    def handle_starttag(self, tag, attrs):
        classes = dict(attrs).get("class", "").split()
        match tag:
            case "main":
                self.heights.append(SHEET)
            case "table":
                self.table = next(one for one in classes if one in COLUMNS)
                self.heights[-1] += HEAD + FOOT
            case "tr":
                self.cells = []
            case "td":
                self.text = ""
            case "h1" | "h2" | "li":
                self.kind, self.text = tag, ""
            case "p":
                self.kind, self.text = classes[0].removeprefix("kj-"), ""

    def handle_endtag(self, tag):
        if tag == "td":
            self.cells.append(" ".join(self.text.split()))
        elif tag == "tr" and self.cells:
            self.heights[-1] += self.row()
        elif tag in ("h1", "h2", "li", "p"):
            size, line, around, indent = TEXTS[self.kind]
            text = " ".join(self.text.split())
            count = 1 if self.kind == "result" else lines(text, size=size, width=WIDTH - indent)
            self.heights[-1] += around + line * count

    def handle_data(self, data):
        self.text += data

    def row(self):
        tallest = 0
        for at, (text, share) in enumerate(zip(self.cells, COLUMNS[self.table], strict=True)):
            is_why = self.table == "kj-losses" and at == 4
            size, line = WHY if is_why else CELL
            width = WIDTH * share // 100 - PADDING - (CLAUSE if is_why else 0)
            tallest = max(tallest, line * lines(text, size=size, width=width))
        return ROW + tallest


def lines(text, *, size, width):
    """In how many lines a text of letters of this size is set."""
    wide = sum(6 if one.isascii() else 10 for one in text) * size // 10
    return max(1, -(-wide // width))


def heights(html):
    """How tall each statement of a page is."""
    measure = Measure()
    measure.feed(html)
    return measure.heights
