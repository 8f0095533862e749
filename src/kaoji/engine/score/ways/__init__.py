"""The ways in which a node's value comes about: one function a way, each the definition of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from kaoji.engine.plan.context import Spot
from kaoji.engine.plan.nodes import Annex, Compute, Fold, Import, Join, Node, Poll, Read
from kaoji.engine.score.made import Made
from kaoji.engine.score.ways.groups import join
from kaoji.engine.score.ways.lists import fold
from kaoji.engine.score.ways.panels import poll
from kaoji.engine.score.ways.plans import annex
from kaoji.engine.score.ways.single import compute, imported, read

if TYPE_CHECKING:
    from kaoji.engine.score.plain import Run


class WayOfNode(Protocol):
    """Works out one node where the spot stands."""

    def __call__(self, run: Run, *, node: Node, spot: Spot) -> Made: ...


WAYS: Mapping[type, WayOfNode] = {
    Compute: compute,
    Read: read,
    Fold: fold,
    Poll: poll,
    Annex: annex,
    Join: join,
    Import: imported,
}

__all__ = ["WAYS", "WayOfNode"]
