"""One node in one period: what is the same for every subject, worked out once a run.

Thousands of subjects pass each station. Whether its period has parts, whether any row of the facts
stands for the node or sets a figure of it, whether anything comes on top of its value: none of
this depends on who passes, so it is not asked again for each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from kaoji.engine.facts.book import FactBook
from kaoji.engine.feel.frame import Program
from kaoji.engine.plan.expect import is_a_part, parts_of
from kaoji.engine.plan.nodes import Compute, Node, Stage
from kaoji.engine.plinth.periods import Period
from kaoji.engine.score.outcome import Outcome
from kaoji.engine.score.ways import WAYS


@dataclass(frozen=True, slots=True)
class Station:
    """A node in a period, and the outcomes of the subjects who have passed."""

    node: Node
    period: Period
    way: Callable[..., Any]
    stage: Stage | None  # the node's own, or that of its nearest staged ancestor
    parts: tuple[Period, ...]  # of the period under the stage; empty when it has none
    may_be_given: bool  # some row stands for the node
    may_not_apply: bool  # the scheme or a row says for whom it does not
    has_top: bool  # extras, limits or rounding belong here
    bare: Program | None  # the expression, where nothing at all stands around it
    known: dict[str, Outcome] = field(default_factory=dict)


#: Several of them, with the paths of their nodes.
Stations = tuple[tuple[str, Station], ...]


def station_of(node: Node, *, period: Period, book: FactBook, is_plain: bool) -> Station:
    """What can be said of a node in a period before anyone passes.

    `is_plain`: no trace is kept, and no part of the period is another version's.
    """
    stage = node.stage or node.inherited
    parts = parts_of(stage, period=period) if stage is not None else ()
    limits = (node.cap, node.floor, node.rounding)
    may_be_given = bool(book.given.get(node.path))
    may_not_apply = node.applies is not None or node.path in book.set_by_facts
    has_limits = bool(node.extras) or any(one is not None for one in limits)
    has_top = has_limits and not is_a_part(node, period=period)
    is_bare = is_plain and not (parts or may_be_given or may_not_apply or has_top)
    return Station(
        node,
        period,
        WAYS[type(node.way)],
        stage,
        parts,
        may_be_given=may_be_given,
        may_not_apply=may_not_apply,
        has_top=has_top,
        bare=node.way.amount.program if is_bare and isinstance(node.way, Compute) else None,
    )
