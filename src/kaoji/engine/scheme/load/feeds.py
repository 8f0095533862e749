"""引用: a result of another scheme, through a relation, gathered to one value."""

from __future__ import annotations

from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.load.desk import Desk, Spot
from kaoji.engine.scheme.load.shapes import Fields, open_block, scalar_of
from kaoji.engine.scheme.model import Feed
from kaoji.engine.scheme.source import Node, Scalar
from kaoji.engine.scheme.words import chinese_value


def feed_in(fields: Fields) -> Feed | None:
    """The feed of a node or fact."""
    node = fields.node("feed")
    if node is None:
        return None
    return feed_of(node, desk=fields.desk, spot=fields.below("feed"))


def feed_of(node: Node, *, desk: Desk, spot: Spot) -> Feed | None:
    """Read a feed from its block, or from the name of the scheme alone."""
    if isinstance(node, Scalar):
        scalar = scalar_of(node, desk=desk, spot=spot)
        return None if scalar is None else Feed(scalar.text.strip(), place=scalar.place)
    fields = open_block(node, kind="feed", desk=desk, spot=spot)
    scheme = fields.text("scheme")
    if scheme is None:
        _nameless(fields)
        return None
    take = fields.text("take") or "总分"
    return Feed(
        scheme=scheme,
        relation=fields.text("relation"),
        take=chinese_value(take, kind="take") or take,
        gather=fields.word("gather", kind="feed_gather") or "mean",
        period=fields.text("period"),
        place=fields.place,
    )


def _nameless(fields: Fields) -> None:
    if fields.has("scheme"):
        return
    fields.desk.refuse(
        "missing-key",
        message=speak("引用没有写是哪个方案"),
        remedy=speak("写上 方案: 方案的名字或相对路径"),
        place=fields.place,
        spot=fields.spot,
    )
