"""Tables and paragraphs for a terminal: Chinese characters count two columns.

What does not fit is wrapped; a table may cut texts that are longer than any name should be, with
`…` for the rest. Off a terminal nothing is wrapped, for whoever reads it there may search lines.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from unicodedata import combining, east_asian_width

from kaoji.cli.printing import Painted, visible

#: A column is not made narrower than this; then the table is wider than the terminal.
NARROWEST = 6
GAP = 2
#: Signs that do not begin a line.
_NOT_FIRST = frozenset(",.;:!?)]}%、。,;:!?)】」》…")


def width_of(text: str) -> int:
    """How many columns a text takes."""
    return sum(_character_width(character) for character in text)


def _character_width(character: str) -> int:
    if combining(character) or character in "\u200b\u200d\ufe0f":
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def terminal_width() -> int | None:
    """The width of the terminal behind standard output; nothing when there is none."""
    return shutil.get_terminal_size((80, 24)).columns if sys.stdout.isatty() else None


def wrapped(text: str, *, width: int | None, indent: int = 0, hang: int = 0) -> Iterator[str]:
    """The lines of a paragraph; `hang` moves the later lines further in."""
    if isinstance(text, Painted):  # a line of a table, which fits already
        yield text
        return
    text = visible(text)
    if width is None:
        yield " " * indent + text
        return
    room = max(width - indent, NARROWEST)
    lead = " " * indent
    for line in broken(text, room=room, later=max(room - hang, NARROWEST)):
        yield lead + line
        lead = " " * (indent + hang)


def broken(text: str, *, room: int, later: int | None = None) -> list[str]:
    """A text in lines that fit, broken between words or between Chinese characters."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        size = width_of(piece.rstrip())
        if line and width_of(line) + size > room:
            kept = _kept_with(line, piece=piece)
            lines.append(line[: len(line) - len(kept)].rstrip())
            room = later or room
            line = kept
            piece = piece if kept else piece.lstrip()  # noqa: PLW2901 - a blank here is no text
        *heads, line = _cut_up(line + piece, room=room, later=later or room)
        lines += heads
        room = later or room if heads else room
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _kept_with(line: str, *, piece: str) -> str:
    """The character that a closing sign takes along, so that no line begins with the sign."""
    return line[-1] if piece in _NOT_FIRST and len(line) > 1 else ""


def _pieces(text: str) -> Iterator[str]:
    """Words with the blank behind them; wide characters and closing signs are their own words."""
    word = ""
    for character in text:
        if _character_width(character) == 2 or (not word and character in _NOT_FIRST):
            if word:
                yield word
            word = ""
            yield character
        else:
            word += character
            if character == " ":
                yield word
                word = ""
    if word:
        yield word


def _cut_up(line: str, *, room: int, later: int) -> Iterator[str]:
    """A line in parts that fit: a word longer than a line is cut where the line ends."""
    start = taken = 0
    for at, character in enumerate(line.rstrip()):
        taken += _character_width(character)
        if taken > room and at > start:
            yield line[start:at]
            start, taken, room = at, _character_width(character), later
    yield line[start:]


def cut(text: str, *, longest: int) -> str:
    """The text, ending with `…` where it is too long."""
    taken = fitting = 0
    for at, character in enumerate(text):
        taken += _character_width(character)
        fitting = at if taken < longest else fitting
        if taken > longest:
            return f"{text[: fitting + 1].rstrip()}…"
    return text


def padded(text: str, *, width: int, right: bool = False) -> str:
    """The text filled up to a width."""
    blanks = " " * max(width - width_of(text), 0)
    return blanks + text if right else text + blanks


def _plain(_row: int, line: str) -> str:
    return line


def table(
    headers: Sequence[str],
    *,
    rows: Iterable[Sequence[str]],
    width: int | None,
    right: frozenset[int] = frozenset(),
    paint: Callable[[int, str], str] = _plain,
    longest: int | None = None,
) -> Iterator[str]:
    """The lines of a table; `right` are the columns of figures, `paint` colours a row's lines.

    Texts are cut to `longest` columns, figures never.
    """
    cells = [[visible(text) for text in row] for row in (headers, *rows)]
    if longest is not None:
        texts = frozenset(range(len(headers))) - right
        cells = [[cut(text, longest=longest) for text in cells[0]]] + [
            [cut(text, longest=longest) if at in texts else text for at, text in enumerate(row)]
            for row in cells[1:]
        ]
    widths = [max(width_of(row[at]) for row in cells) for at in range(len(headers))]
    widths = _narrowed(widths, width=width)
    for number, row in enumerate(cells):
        for line in _row_lines(row, widths=widths, right=right):
            yield paint(number, line)


def _narrowed(widths: list[int], *, width: int | None) -> list[int]:
    """Take from the widest columns until the table fits."""
    if width is None:
        return widths
    widths = [min(own, max(width, NARROWEST)) for own in widths]
    while sum(widths) + GAP * (len(widths) - 1) > width and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _row_lines(
    row: Sequence[str], *, widths: Sequence[int], right: frozenset[int]
) -> Iterator[str]:
    parts = [broken(text, room=room) for text, room in zip(row, widths, strict=True)]
    for number in range(max(len(part) for part in parts)):
        texts = [part[number] if number < len(part) else "" for part in parts]
        line = (" " * GAP).join(
            padded(text, width=size, right=at in right)
            for at, (text, size) in enumerate(zip(texts, widths, strict=True))
        )
        yield line.rstrip()


def two_columns(pairs: Sequence[tuple[str, str]], *, width: int, indent: int = 2) -> Iterator[str]:
    """Terms with their explanations, the explanations in a column of their own."""
    if not pairs:
        return
    term_width = min(max(width_of(term) for term, _ in pairs), max(width // 3, 12))
    for term, text in pairs:
        lines = broken(text, room=max(width - indent - term_width - GAP, 20))
        lead = " " * (indent + term_width + GAP)
        if width_of(term) > term_width:
            yield " " * indent + term
        else:
            yield " " * indent + padded(term, width=term_width + GAP) + lines.pop(0)
        yield from (lead + line for line in lines)
