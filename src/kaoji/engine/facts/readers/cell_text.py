"""The text of one cell, gathered piece by piece and never far beyond what a cell may hold."""

from __future__ import annotations

from kaoji.engine.facts.readers import grid


class CellText:
    """Takes pieces; those that come when the cell is too long already are counted, not kept."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0

    def clear(self) -> None:
        """Begin the next cell."""
        self._pieces.clear()
        self._length = 0

    def add(self, piece: str) -> None:
        """The next piece of the text."""
        if self._length <= grid.LONGEST_CELL:
            self._pieces.append(piece)
        self._length += len(piece)

    def taken(self) -> tuple[str, str | None]:
        """The text, cut where it is too long, and the code of that fault."""
        text = "".join(self._pieces)
        if self._length <= grid.LONGEST_CELL:
            return text, None
        return text[: grid.LONGEST_CELL], "cell-too-long"
