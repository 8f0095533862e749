"""What a unit earned of what each indicator is worth in its total, over all parts of the period.

The engine has worked both out and told them in the account; here they are only added up.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

from kaoji.apps.appraisals.figures import exact
from kaoji.apps.appraisals.models import Run, Standing

_INNER = frozenset({"child", "part"})


@dataclass(frozen=True, slots=True)
class Tally:
    """Points of the total: earned, and worth; `is_open`: something of it is not certain yet."""

    path: str
    name: str
    earned: Fraction
    worth: Fraction
    is_open: bool

    @property
    def rate(self) -> Fraction | None:
        """Earned of worth; nothing where it is open or worth nothing."""
        return None if self.is_open or self.worth <= 0 else self.earned / self.worth

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.path,
            self.name,
            self.earned + other.earned,
            self.worth + other.worth,
            self.is_open or other.is_open,
        )


def tallies_of(run: Run) -> Mapping[str, Mapping[str, Tally]]:
    """The tallies of every unit of a run, by its name in the run."""
    return _kept(run.pk, run.digest)


@lru_cache(maxsize=16)
def _kept(key: int, digest: str) -> Mapping[str, Mapping[str, Tally]]:
    """Remembered by digest: a run is never changed, and its accounts are long."""
    del digest
    rows = Standing.objects.filter(run=key).order_by("order").values_list("subject", "account")
    return {subject: tallies_in(json.loads(account)) for subject, account in rows.iterator()}


def tallies_in(account: Mapping[str, Any]) -> dict[str, Tally]:
    """One a leaf, by its path, in the order of the account; bonuses and deductions are no part."""
    return _added(_leaves(account["derivation"]))


def _leaves(node: Mapping[str, Any]) -> Iterator[Tally]:
    inner = [one for one in node["children"] if one["relation"] in _INNER and one["in_total"]]
    for one in inner:
        yield from _leaves(one)
    if not inner and node["in_total"]:
        yield _tally(node)


def _tally(node: Mapping[str, Any]) -> Tally:
    told = node["in_total"]
    earned, worth, still = (exact(told[name]) for name in ("earned", "worth", "open"))
    is_open = earned is None or worth is None or still is None or still != 0
    return Tally(node["path"], node["name"], earned or Fraction(0), worth or Fraction(0), is_open)


def _added(tallies: Iterable[Tally]) -> dict[str, Tally]:
    """Tallies of one path added up."""
    found: dict[str, Tally] = {}
    for one in tallies:
        found[one.path] = found[one.path] + one if one.path in found else one
    return found


def level_of(paths: Iterable[str], *, most: int) -> int:
    """The deepest level on which there are no more than so many; the first where there is none."""
    known = set(paths)
    deepest = max((path.count("/") for path in known), default=0)
    enough = (
        depth
        for depth in range(deepest, 0, -1)
        if len({_above(path, depth=depth) for path in known}) <= most
    )
    return next(enough, 0)


def gathered(tallies: Mapping[str, Tally], *, depth: int) -> dict[str, Tally]:
    """What stands below that level, added up."""
    return _added(_raised(one, depth=depth) for one in tallies.values())


def _above(path: str, *, depth: int) -> str:
    return "/".join(path.split("/")[: depth + 1])


def _raised(one: Tally, *, depth: int) -> Tally:
    """The tally, under the name of what it stands below at that depth."""
    path = _above(one.path, depth=depth)
    name = one.name if path == one.path else path.rsplit("/", 1)[-1]
    return replace(one, path=path, name=name)
