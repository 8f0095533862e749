"""The feeds of a scheme: which other schemes' results it takes in, and where."""

from __future__ import annotations

from collections.abc import Iterator

from kaoji.engine.plan.index import walk
from kaoji.engine.scheme.model import Feed, Scheme


def feeds_in(scheme: Scheme) -> Iterator[Feed]:
    """Every feed of the scheme, on nodes and under 事实."""
    for item in walk(scheme.root):
        if isinstance(item.source, Feed):
            yield item.source
        if item.input is not None and item.input.feed is not None:
            yield item.input.feed
    for spec in scheme.facts:
        if spec.feed is not None:
            yield spec.feed
