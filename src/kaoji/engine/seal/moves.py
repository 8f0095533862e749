"""Who moved: points, ranks, grades that are otherwise, by which nodes, and what stands behind it.

The nodes named are the deepest that changed; what stands above them follows. A reason is a row of
facts or a rule of that node; where there is none, it lies with others: peers, feeders, history.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kaoji.engine.plinth.exact import exact_text
from kaoji.engine.scheme.model import ROOT
from kaoji.engine.seal.reasons import Reasons, Why
from kaoji.engine.seal.results import Results, shown

Record = Mapping[str, Any]

#: What of a subject is told when it is otherwise.
_KEYS = ("status", "total", "rank", "grade")


@dataclass(frozen=True, slots=True)
class NodeMove:
    """A node that came out otherwise, with the facts and rules behind it."""

    path: str
    before: str | None
    after: str | None
    why: Why

    @property
    def change(self) -> str | None:
        """After less before, exactly, where both are numbers."""
        try:
            change = Fraction(self.after or "") - Fraction(self.before or "")
        except ValueError:
            return None
        return exact_text(change)

    def as_json(self) -> dict[str, object]:
        """The move in the published shape."""
        return {
            "path": self.path,
            "before": self.before,
            "after": self.after,
            "change": self.change,
            **self.why.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Move:
    """A subject that stands otherwise."""

    subject: str
    name: str
    before: Record | None
    after: Record | None
    nodes: tuple[NodeMove, ...]
    why: Why  # of the grade, the rank, or that it is there at all

    def pair(self, key: str) -> tuple[str | None, str | None]:
        """What stood and stands under a key, as text."""
        old, new = (
            None if one is None else shown(one.get(key)) for one in (self.before, self.after)
        )
        return old, new

    def as_json(self) -> dict[str, object]:
        """The move in the published shape."""
        pairs = {key: dict(zip(("before", "after"), self.pair(key), strict=True)) for key in _KEYS}
        return {
            "subject": self.subject,
            "name": self.name,
            **pairs,
            "nodes": [one.as_json() for one in self.nodes],
            **self.why.as_json(),
        }


def moves(before: Results, *, after: Results, reasons: Reasons) -> Iterator[Move]:
    """Every subject that stands otherwise, in the order of the later run."""
    old, new = ({one["subject"]: one for one in each.subjects} for each in (before, after))
    for subject in dict.fromkeys((*new, *old)):
        was, now = old.get(subject), new.get(subject)
        nodes = tuple(_nodes(was, now, reasons=reasons))
        if nodes or was is None or now is None or any(was[key] != now[key] for key in _KEYS):
            one = now or was or {}
            why = _why(was, now, reasons=reasons)
            if nodes:  # they tell what the run has to do with it
                why = why._replace(run=())
            yield Move(subject, one["name"], was, now, nodes, why)


def _why(was: Record | None, now: Record | None, *, reasons: Reasons) -> Why:
    """What stands behind the subject's standing, beside its nodes."""
    if was is None or now is None:
        return reasons.of_presence((now or was or {})["subject"])
    return reasons.of_verdict(was, after=now)


def _nodes(before: Record | None, after: Record | None, *, reasons: Reasons) -> Iterator[NodeMove]:
    """The deepest nodes that changed."""
    if before is None or after is None:
        return
    old, new = before["nodes"], after["nodes"]
    changed = [
        path for path in dict.fromkeys((*new, *old)) if _value(old, path) != _value(new, path)
    ]
    above = _Above(changed)
    for path in changed:
        if not above.has(path):
            why = reasons.of_node(path, subject=after)
            yield NodeMove(path, _value(old, path), _value(new, path), why)


def _value(nodes: Record, path: str) -> str | None:
    """What a node came to: its figure, else its word, else its bounds or state."""
    node = nodes.get(path)
    if node is None:
        return None
    if node["interval"] is not None:
        return f"{node['interval']['worst']}..{node['interval']['best']}"
    return shown(node["exact"]) or shown(node["value"]) or str(node["state"])


class _Above:
    """What stands above any of several nodes, or is the whole of which one is a part."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._above: set[str] = set()
        self._wholes: set[str] = set()
        for path in paths:
            own, _, at = path.partition("@")
            if at:
                self._wholes.add(own)
            if own != ROOT:
                self._above.add(ROOT)
            while "/" in own:
                own = own.rpartition("/")[0]
                self._above.add(own)

    def has(self, path: str) -> bool:
        own, _, at = path.partition("@")
        return own in self._above or (not at and own in self._wholes)
