"""Two editions of a table held against each other, item by item in the words of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kaoji.apps.annexes.limits import Row, columns_of
from kaoji.apps.annexes.models import Annex
from kaoji.apps.facts.shapes import ITEM


@dataclass(frozen=True, slots=True)
class Difference:
    """An item in both editions, or in one of them; of each column before, after, and whether the
    two differ.
    """

    name: str
    kind: str  # same | changed | added | dropped
    cells: tuple[tuple[str, str, str, bool], ...]


def differences(
    annex: Annex, *, before: Sequence[Row], after: Sequence[Row]
) -> tuple[Difference, ...]:
    """In the order of the later edition, then what is no longer there."""
    columns = [one.name for one in columns_of(annex) if one.name != ITEM]
    old, told = {one.text(ITEM): one for one in before}, []
    for row in after:
        stood = old.pop(row.text(ITEM), None)
        told.append(_difference(row.text(ITEM), stood=stood, now=row, columns=columns))
    told += [_difference(name, stood=row, now=None, columns=columns) for name, row in old.items()]
    return tuple(told)


def _difference(
    name: str, *, stood: Row | None, now: Row | None, columns: Sequence[str]
) -> Difference:
    cells = []
    for one in columns:
        was, is_now = (row.text(one) if row is not None else "" for row in (stood, now))
        cells.append((one, was, is_now, was != is_now))
    if stood is None or now is None:
        return Difference(name, "added" if stood is None else "dropped", tuple(cells))
    is_same = not any(differs for *_texts, differs in cells)
    return Difference(name, "same" if is_same else "changed", tuple(cells))
