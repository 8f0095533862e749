"""What a whole run has in common: the lines of its grades and the parts of its total.

They stand in the accounts of the units. A run is never changed, so they are read once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from kaoji.apps.appraisals.figures import exact
from kaoji.apps.appraisals.models import Run, Standing


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a grade begins."""

    grade: str
    line: Fraction


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the total: its path, its name, and its relation: child, bonus or deduction."""

    path: str
    name: str
    relation: str


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of the grades, the highest first, and the parts of the total."""

    cuts: tuple[Cut, ...]
    parts: tuple[Part, ...]

    def decisive(self, grades: Iterable[str]) -> Cut | None:
        """The line of a grade that has few seats, else the highest."""
        wanted = set(grades)
        return next((one for one in self.cuts if one.grade in wanted), next(iter(self.cuts), None))


def lines_of(run: Run) -> Lines:
    """The lines and parts of a run."""
    return _lines(run.pk, run.digest)


@lru_cache(maxsize=32)
def _lines(key: int, digest: str) -> Lines:
    """Remembered by digest."""
    del digest
    cuts: dict[tuple[str, Fraction], Cut] = {}
    parts: dict[str, Part] = {}
    texts = Standing.objects.filter(run=key).order_by("order").values_list("account", flat=True)
    for text in texts.iterator():
        account = json.loads(text)
        for one in _cuts(account):
            cuts[one.grade, one.line] = one
        for part in _parts(account):
            parts.setdefault(part.path, part)
    ordered = sorted(parts.values(), key=lambda one: _RELATIONS.index(one.relation))
    return Lines(tuple(sorted(cuts.values(), key=lambda one: -one.line)), tuple(ordered))


_RELATIONS = ("child", "bonus", "deduction")


def _cuts(account: dict[str, Any]) -> Iterator[Cut]:
    distance = account["distance"] or {}
    for edge in filter(None, (distance.get("up"), distance.get("down"))):
        line = exact(edge["line"])
        if line is not None:
            yield Cut(edge["grade"], line)


def _parts(account: dict[str, Any]) -> Iterator[Part]:
    for one in (account["derivation"] or {}).get("children", ()):
        if one["relation"] in _RELATIONS:
            yield Part(one["path"], one["name"], one["relation"])
