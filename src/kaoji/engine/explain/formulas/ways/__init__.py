"""One file a way in which a node's value comes about, as in `score/ways`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kaoji.engine.explain.formulas.terms import Term
from kaoji.engine.explain.formulas.ways.asked import Asked
from kaoji.engine.explain.formulas.ways.groups import joined
from kaoji.engine.explain.formulas.ways.lists import folded
from kaoji.engine.explain.formulas.ways.panels import polled
from kaoji.engine.explain.formulas.ways.plans import planned
from kaoji.engine.explain.formulas.ways.single import computed, read
from kaoji.engine.plan.nodes import Annex, Compute, Fold, Import, Join, Poll, Read

WAYS: Mapping[type, Callable[[Asked], Term]] = {
    Compute: computed,
    Read: read,
    Fold: folded,
    Poll: polled,
    Annex: planned,
    Join: joined,
    Import: read,
}

__all__ = ["WAYS", "Asked"]
