"""How a unit came to its points: its account as a ledger, and one node of it looked at closely.

The account is what the engine told when the run was scored; nothing is computed anew here but
where bars and dots lie.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import takewhile
from typing import Any

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.figures import MINUS, exact, hundredths, padded, plain, points_of, shown
from kaoji.web.amounts import grouped
from kaoji.web.geometry import Scale

#: What a node reads without its being a part of the total: shown beside it, not in the ledger.
_OUTSIDE = frozenset({"feed", "past", "reads", "below"})


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the account, with where it stands in it."""

    told: Mapping[str, Any]
    depth: int
    is_taken: bool
    is_inside: bool

    @property
    def key(self) -> str:
        """What names the node in an address."""
        return f"{self.told['path']}@{self.told['period']}"

    @property
    def name(self) -> str:
        """A part of a period is called by the period."""
        return str(self.told["period"] if self.told["relation"] == "part" else self.told["name"])

    @property
    def title(self) -> str:
        """The name, with the period where that tells it apart."""
        is_part = self.told["relation"] == "part"
        return f"{self.told['name']} {self.told['period']}" if is_part else str(self.told["name"])

    @property
    def points(self) -> str:
        """What it got; a deduction is taken off."""
        if self.told["state"] in ("missing", "refused") and not self.told["interval"]:
            return _("缺") if self.told["state"] == "missing" else _("有误")
        got = points_of(dict(self.told))
        value = exact(self.told["exact"])
        return f"{MINUS}{got}" if self.is_taken and value is not None and value > 0 else got

    @property
    def full(self) -> str:
        """Full points, or the limit of what is added or taken off."""
        if self.told["limit"] is not None:
            return f"{MINUS if self.is_taken else ''}{shown(self.told['limit'])}"
        return "" if self.told["role"] != "scored" else shown(self.told["full"])

    @property
    def loss(self) -> Fraction:
        """What it cost the total."""
        share = self.told["in_total"] or {}
        lost = exact(share.get("lost")) or Fraction(0)
        return lost if lost > 0 and self.told["relation"] != "bonus" else Fraction(0)

    @property
    def lost(self) -> str:
        """The same as a figure; nothing where nothing is lost."""
        return f"{MINUS}{padded(self.loss)}" if self.loss else ""

    @property
    def step(self) -> int:
        """How far it is set in: very deep ones stand below each other."""
        return min(self.depth, _DEEPEST_STEP)

    @property
    def is_part(self) -> bool:
        """Below the first level, bars are pale."""
        return self.depth > 1

    @property
    def how(self) -> str:
        """How it is computed, in few words."""
        if self.told["state"] == "given":
            return _("直接给出")
        if self.told["rule"]:
            wording: str = self.told["rule"]["wording"]
            return wording.partition("：")[0] if len(wording) > _LONGEST_HOW else wording
        below = [one for one in self.told["children"] if one["relation"] in ("child", "part")]
        if not below:
            return ""
        word = _("{n} 期合成") if below[0]["relation"] == "part" else _("{n} 项合成")
        return word.format(n=len(below))


_LONGEST_HOW = 24
#: More rows than this nobody reads at once: parts of the period are then opened one by one.
_MOST_ROWS = 150
_DEEPEST_STEP = 4


@dataclass(frozen=True, slots=True)
class Datum:
    """A figure that went in, with what proves it."""

    name: str
    value: str
    proof: str
    field: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A unit on the axis of a node."""

    key: int
    name: str
    points: str
    at: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Peers:
    """The whole group on one node."""

    dots: tuple[Dot, ...]
    mean: str
    mean_at: str
    place: int | None
    low: str
    high: str

    @property
    def own(self) -> Dot | None:
        """The unit that is looked at."""
        return next((one for one in self.dots if one.is_own), None)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The account: its nodes in order, the one that is chosen, its neighbours.

    `rows`: those that give points and are shown; `most`: the greatest loss below the total, one
    scale for all bars; `is_folded`: parts of the period are shown closed, but for the chosen one.
    """

    nodes: tuple[Node, ...]
    chosen: Node
    before: Node | None
    after: Node | None
    rows: tuple[Node, ...]
    most: Fraction
    is_folded: bool

    @property
    def below(self) -> tuple[Node, ...]:
        """What the chosen node is made of, and what it reads."""
        keys = {f"{one['path']}@{one['period']}" for one in self.chosen.told["children"]}
        return tuple(one for one in self.nodes if one.key in keys and one is not self.chosen)


def ledger_of(account: Mapping[str, Any], *, key: str) -> Ledger | None:
    """The ledger with a node chosen: the one asked for, else the greatest loss; None: no such."""
    nodes = tuple(_walk(account["derivation"], depth=0, is_taken=False, is_inside=True))
    if key:
        chosen = next((one for one in nodes if one.key == key), None)
    else:
        leaves = [one for one in nodes if not one.told["children"] and one.is_inside]
        chosen = max(leaves, key=lambda one: one.loss, default=nodes[0])
    if chosen is None:
        return None
    at = nodes.index(chosen)
    inside = tuple(one for one in nodes if one.is_inside)
    rows = _unfolded(inside, chosen=chosen) if len(inside) > _MOST_ROWS else inside
    return Ledger(
        nodes,
        chosen,
        before=nodes[at - 1] if at else None,
        after=nodes[at + 1] if at + 1 < len(nodes) else None,
        rows=rows,
        most=max((one.loss for one in inside if one.depth), default=Fraction(0)),
        is_folded=len(rows) < len(inside),
    )


def _unfolded(nodes: tuple[Node, ...], *, chosen: Node) -> tuple[Node, ...]:
    """Without what stands below a part of the period, unless the chosen node is in it.

    Nodes stand before what is below them: a part is open until one no deeper than it comes.
    """
    rows: list[Node] = []
    closed_at: int | None = None
    for at, one in enumerate(nodes):
        if closed_at is not None and one.depth > closed_at:
            continue
        closed_at = None
        rows.append(one)
        if one.told["relation"] == "part" and not _holds(nodes, at, chosen=chosen):
            closed_at = one.depth
    return tuple(rows)


def _holds(nodes: tuple[Node, ...], at: int, *, chosen: Node) -> bool:
    """Whether the chosen node is the one at a place, or stands below it."""
    below = takewhile(lambda one: one.depth > nodes[at].depth, nodes[at + 1 :])
    return nodes[at] is chosen or any(one is chosen for one in below)


def _walk(
    told: Mapping[str, Any], *, depth: int, is_taken: bool, is_inside: bool
) -> Iterator[Node]:
    is_taken = is_taken or told["relation"] == "deduction"
    is_inside = is_inside and told["relation"] not in _OUTSIDE
    yield Node(told, depth, is_taken, is_inside)
    for child in told["children"]:
        yield from _walk(child, depth=depth + 1, is_taken=is_taken, is_inside=is_inside)


def sentences_of(node: Node, *, is_insider: bool) -> tuple[str, ...]:
    """The steps as sentences; of marks that people gave, a unit is told the composite only."""
    told = tuple(node.told["sentences"])
    return told if is_insider or node.told["way"] != "ballots" else told[:1]


def data_of(node: Node) -> tuple[Datum, ...]:
    """The facts that went into a node, each once, with what proves it."""
    if node.told["way"] == "ballots":
        return ()
    figures = [one for step in node.told["steps"] for one in step["figures"]]
    facts = [one for one in figures if one["kind"] == "fact"]
    found = {(one["name"], one["coordinate"]): _datum(one) for one in facts}
    return tuple(found.values())


def reads(node: Node, *, key: str) -> bool:
    """Whether a node reads an input that other results feed, or is one of those results."""
    if node.told["relation"] == "feed" or node.told["path"] == key:
        return True
    last = key.rsplit("/", 1)[-1]
    steps = node.told["steps"]
    return any(
        one["kind"] == "fact" and one["name"] == last for step in steps for one in step["figures"]
    )


def _datum(one: Mapping[str, Any]) -> Datum:
    value = shown(one["exact"] if one["exact"] is not None else one["value"]) or _("缺")
    if one["unit"]:
        value = grouped(value)
    return Datum(one["name"], f"{value} {one['unit'] or ''}".strip(), _proof(one["evidence"]),
                 field=one["name"])  # fmt: skip


def _proof(evidence: Mapping[str, Any] | None) -> str:
    told = evidence or {}
    words = [told.get(name) for name in ("document", "issuer", "date", "evidence")]
    if told.get("source"):
        words.append(_("来源：{source}").format(source=told["source"]))
    return " · ".join(str(one) for one in words if one)


def peers_of(
    node: Node, *, subjects: Iterable[Mapping[str, Any]], names: Mapping[str, tuple[int, str]],
    own: str, period: str,
) -> Peers | None:  # fmt: skip
    """Where everybody of the group stands on a node; None where nobody has a figure."""
    found = [
        (subject["subject"], told, value)
        for subject in subjects
        for told in (_told_of(subject["nodes"], node=node, period=period),)
        for value in (exact((told or {}).get("exact")),)
        if value is not None and subject["subject"] in names
    ]
    if not found:
        return None
    scale = _scale(node, values=[value for _subject, _told, value in found])
    mean = sum((value for *_rest, value in found), Fraction(0)) / len(found)
    mine = next((value for subject, _told, value in found if subject == own), None)
    dots = [
        Dot(*names[subject], points_of(told), scale.at(value), is_own=subject == own)
        for subject, told, value in sorted(found, key=lambda one: -one[2])
    ]
    return Peers(
        dots=tuple(dots),
        mean=hundredths(mean),
        mean_at=scale.at(mean),
        place=None if mine is None else 1 + sum(value > mine for *_rest, value in found),
        low=plain(Fraction(scale.lowest)),
        high=plain(Fraction(scale.highest)),
    )


def _told_of(
    nodes: Mapping[str, dict[str, Any]], *, node: Node, period: str
) -> dict[str, Any] | None:
    is_whole = node.told["period"] == period
    return nodes.get(node.told["path"] if is_whole else node.key)


def _scale(node: Node, *, values: list[Fraction]) -> Scale:
    """From under the least to full points, with some room at both ends."""
    full = exact(node.told["full"]) if node.told["role"] == "scored" else None
    low, high = min(values), max([*values, *([full] if full is not None else [])])
    return Scale(low - 1 if low == high else low, high)
