"""Near words: what an author may have meant by a name that nobody knows.

Chinese names are short, so one wrong character of two is already a likely slip, while two wrong
of four is another word. Abbreviations (财政收入 for 一般公共预算财政收入) are met as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import normalize

#: Longer texts are sentences, not names.
LONGEST_WORD = 64


def nearest(word: str, *, known: Iterable[str], most: int = 1) -> tuple[str, ...]:
    """The known words nearest to `word`, the nearest first; none when none is near."""
    wanted = _folded(word)
    if not 0 < len(wanted) <= LONGEST_WORD:
        return ()
    ranked = [
        (rank, order, name)
        for order, name in enumerate(dict.fromkeys(known))
        if name != word and (rank := _rank(wanted, _folded(name))) is not None
    ]
    return tuple(name for _, _, name in sorted(ranked)[:most])


def edit_distance(word: str, *, other: str, limit: int) -> int | None:
    """How many characters were added, dropped, changed or swapped; `None`: more than `limit`."""
    if abs(len(word) - len(other)) > limit:
        return None
    before: list[int] = []
    row = list(range(len(other) + 1))
    for index in range(1, len(word) + 1):
        before, row = row, _next_row(index, word=word, other=other, before=before, row=row)
        if min(row) > limit and min(before) > limit:
            return None
    return row[-1] if row[-1] <= limit else None


def _next_row(index: int, *, word: str, other: str, before: list[int], row: list[int]) -> list[int]:
    """One row of the table of distances; `before` is the row above the last."""
    following = [index]
    for column in range(1, len(other) + 1):
        changed = word[index - 1] != other[column - 1]
        best = min(row[column] + 1, following[-1] + 1, row[column - 1] + changed)
        if index > 1 and column > 1 and word[index - 2 : index] == other[column - 2 : column][::-1]:
            best = min(best, before[column - 2] + 1)
        following.append(best)
    return following


def _rank(wanted: str, name: str) -> tuple[int, int] | None:
    """How near: first by edits, then, behind every edit, by length of what was left out."""
    if len(name) > LONGEST_WORD:
        return None
    limit = _edits_allowed(len(wanted))
    edits = edit_distance(wanted, other=name, limit=limit)
    if edits is not None and edits < len(name):
        return (edits, -_common_start(wanted, name))
    short, long = sorted((wanted, name), key=len)
    if len(short) >= 2 and _is_part(short, long):
        return (limit + 1, len(long) - len(short))
    return None


def _edits_allowed(length: int) -> int:
    return max(1, length // 3) if length > 1 else 0


def _common_start(one: str, two: str) -> int:
    pairs = enumerate(zip(one, two, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(one), len(two)))


def _is_part(short: str, long: str) -> bool:
    """Tell whether the characters of `short` stand in `long` in the same order."""
    rest = iter(long)
    return all(character in rest for character in short)


def _folded(word: str) -> str:
    """The word without the differences that no reader means: width, case, outer blanks."""
    return normalize("NFKC", word).casefold().strip()
