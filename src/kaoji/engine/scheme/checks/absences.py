"""不适用 where it can happen: the scheme says what it means; 无定义 is checked with the plan."""

from __future__ import annotations

from collections.abc import Iterator

from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.checks.amounts import items_of
from kaoji.engine.scheme.model import Feed, Item, Scheme


def check(scheme: Scheme) -> Iterator[Problem]:
    """Check every node that may be not applicable."""
    for item in items_of(scheme):
        if _may_not_apply(item) and item.not_applicable is None:
            yield Problem(
                "not-applicable-open",
                speak("「{path}」可能不适用，没有写不适用时怎么办", path=spoken_path(item.path)),
                speak("写 不适用: 重摊、移出并折合、计满分 或 计零"),
                place=item.place,
                path=item.path,
            )


def _may_not_apply(item: Item) -> bool:
    """A condition of application, or a feed through a relation that may be empty."""
    feed = item.source if isinstance(item.source, Feed) else None
    if feed is None and item.input is not None:
        feed = item.input.feed
    return item.applies is not None or (feed is not None and feed.relation is not None)
