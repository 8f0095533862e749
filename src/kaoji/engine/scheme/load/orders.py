"""顺序 and 排名: chains of values, each from high to low or from low to high."""

from __future__ import annotations

from kaoji.engine.scheme.load.desk import Desk, Spot
from kaoji.engine.scheme.load.shapes import Fields, open_block, refuse_word
from kaoji.engine.scheme.model import ROOT, Ranking, RankMethod, SortKey
from kaoji.engine.scheme.source import Node, Scalar
from kaoji.engine.scheme.words import chinese_value, english_value


def order_in(fields: Fields) -> tuple[SortKey, ...]:
    """The sort keys under 顺序."""
    keys = (
        _sort_key(scalar, desk=fields.desk, spot=fields.below("order"))
        for scalar in fields.scalars("order")
    )
    return tuple(key for key in keys if key is not None)


def _sort_key(scalar: Scalar, *, desk: Desk, spot: Spot) -> SortKey | None:
    """`path 降` or `path 升`; a path alone is from high to low."""
    path, _, direction = scalar.text.strip().rpartition(" ")
    word = english_value(direction, kind="direction")
    if not path:
        path, word = direction, "desc"
    if word is None:
        tail = Scalar(direction, scalar.quoted, scalar.place)
        refuse_word(tail, kind="direction", desk=desk, spot=spot)
        return None
    path = path.strip()
    return SortKey(chinese_value(path, kind="take") or path, word == "desc", scalar.place)


def ranking_of(node: Node, *, name: str, desk: Desk, spot: Spot) -> Ranking:
    """One ranking: its order, population and method."""
    fields = open_block(node, kind="ranking", desk=desk, spot=spot)
    method = fields.word("method", kind="method")
    return Ranking(
        name=name,
        order=order_in(fields) or (SortKey(ROOT, place=fields.place),),
        pool=fields.text("pool"),
        pool_place=fields.at("pool"),
        method=RankMethod.COMPETITION if method is None else RankMethod(method),
        with_barred=fields.truth("with_barred") if fields.has("with_barred") else True,
        place=fields.place,
    )
