"""Where a unit loses points, from its account; and which node of it somebody speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kaoji.apps.appraisals.figures import between
from kaoji.engine.plinth.exact import exact_text, parse_exact

_INNER = frozenset({"child", "part"})
_EXTRAS = frozenset({"bonus", "deduction"})


@dataclass(frozen=True, slots=True)
class Loss:
    """A leaf or deduction that costs points of the total: how many, and how it came."""

    node: str
    name: str
    lost: Fraction
    points: str
    full: str
    clause: str
    why: str

    @property
    def shown(self) -> str:
        """The points of the total, exactly."""
        return exact_text(self.lost)


@dataclass(frozen=True, slots=True)
class Named:
    """A node of an account: its key (path and period), its name, what it brought."""

    node: str
    name: str
    points: str


def losses_in(account: dict[str, Any]) -> tuple[Loss, ...]:
    """The losses of an account, the dearest first."""
    found = _losses(account["derivation"], period=account["period"])
    return tuple(sorted(found, key=lambda one: -one.lost))


def _losses(node: dict[str, Any], *, period: str) -> Iterator[Loss]:
    inner = [one for one in node["children"] if one["relation"] in _INNER and one["in_total"]]
    for one in node["children"]:
        if one in inner or one["relation"] in _EXTRAS:
            yield from _losses(one, period=period)
    lost = parse_exact(node["in_total"]["lost"]) if node["in_total"] else None
    if inner or lost is None or lost <= 0:
        return
    yield Loss(
        key_of(node),
        name=name_of(node, period=period),
        lost=lost,
        points=_points(node),
        full=node["full"] or "",
        clause=node["clause"] or "",
        # Of marks that people gave, a unit is told the composite only.
        why="".join(node["sentences"][: 1 if node["way"] == "ballots" else 2]),
    )


def key_of(node: dict[str, Any]) -> str:
    """A node by its path and period, as coordinates have it behind the unit."""
    return f"{node['path']}@{node['period']}"


def name_of(node: dict[str, Any], *, period: str) -> str:
    """The name, with the period where it is not that of the whole."""
    name = str(node["name"])
    return name if node["period"] == period else f"{name}（{node['period']}）"


def _points(node: dict[str, Any]) -> str:
    if node["interval"]:
        return between(node["interval"]["worst"], best=node["interval"]["best"])
    return str(node["published"] or node["exact"] or node["value"] or "—")


def nodes_in(account: dict[str, Any]) -> tuple[Named, ...]:
    """Every node that has points of its own, in the order of the account."""
    found: dict[str, Named] = {}
    for node in _walked(account["derivation"]):
        key = key_of(node)
        if node["role"] == "scored" or node["relation"] in _EXTRAS:
            named = Named(key, name_of(node, period=account["period"]), _points(node))
            found.setdefault(key, named)
    return tuple(found.values())


def _walked(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for one in node["children"]:
        yield from _walked(one)
