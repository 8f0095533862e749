"""Which of many names a text holds, each as a word of its own: one walk over the text for all."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: A run of word signs is one piece; whatever stands between two runs is one piece a sign.
_PIECES = re.compile(r"\w+|\W")
_WORD = re.compile(r"\w")


def names_word(text: str, *, name: str) -> bool:
    """Whether a text holds a name as a word of its own."""
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


class Mentions:
    """Names to be looked for, found by their first piece and by how many they have."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(filter(None, names))
        self._lengths: dict[str, set[int]] = {}
        for name in self._names:
            pieces = _PIECES.findall(name)
            self._lengths.setdefault(pieces[0], set()).add(len(pieces))

    def within(self, text: str) -> tuple[str, ...]:
        """The names that `names_word` finds in the text, each once, in the order of the text."""
        pieces = _PIECES.findall(text)
        found: dict[str, None] = {}
        for at, piece in enumerate(pieces):
            for length in self._lengths.get(piece, ()):
                name = "".join(pieces[at : at + length])
                if name in self._names and _is_apart(pieces, at=at, end=at + length):
                    found[name] = None
        return tuple(found)


def _is_apart(pieces: list[str], *, at: int, end: int) -> bool:
    """No word sign stands right before or behind."""
    before, behind = pieces[at - 1] if at else "", "".join(pieces[end : end + 1])
    return not (_WORD.match(before) or _WORD.match(behind))
