"""指标: one scored node and everything below it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kaoji.engine.plinth.problem import Place
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.load.amounts import POINTS, formula_in, unit_in
from kaoji.engine.scheme.load.decimals import rounding_in
from kaoji.engine.scheme.load.desk import Desk, Spot
from kaoji.engine.scheme.load.frame import (
    absence_in,
    combine_in,
    parts_in,
    requirements_in,
)
from kaoji.engine.scheme.load.leaves import leaf_of, refuse_source
from kaoji.engine.scheme.load.names import check_key, plain_key, refuse_shared_words
from kaoji.engine.scheme.load.shapes import SOURCES, Fields, open_block, wrong_shape
from kaoji.engine.scheme.model import ROOT, Combine, InputSpec, Item, MissingPolicy, Role
from kaoji.engine.scheme.source import Block, Listing, Node, Scalar
from kaoji.engine.scheme.words import spelled

_ITEMS = ("指标", "items")
_SUGAR = {"bonus": ("加分", Role.BONUS), "deduction": ("减分", Role.DEDUCTION)}


@dataclass(frozen=True, slots=True)
class _Written:
    """A child as the file has it: its key (none in a list), its block, its role."""

    key: Scalar | None
    node: Node
    role: Role = Role.SCORED


def root_of(fields: Fields) -> Item:
    """The root node 总分, from the keys of the scheme that speak of it."""
    children = children_of(fields, spot=Spot(), above="")
    frame = framed(fields, key=ROOT, path=ROOT, children=children)
    if fields.has("items"):
        frame = replace(frame, items_place=fields.found["items"].key.place)
    if _is_leaf(fields, children=children):
        return leaf_of(fields, item=frame)
    refuse_source(fields)
    return with_first(fields, item=frame) if fields.kind == "node" else frame


def _is_leaf(fields: Fields, *, children: tuple[Item, ...]) -> bool:
    """Tell whether the root computes itself; without anything it is just not written yet."""
    return not children and fields.kind == "node" and any(fields.has(key) for key in SOURCES)


def children_of(fields: Fields, *, spot: Spot, above: str) -> tuple[Item, ...]:
    """The children under 指标, 加分 and 减分 of a block."""
    read = (
        item_of(one, desk=fields.desk, spot=spot, above=above)
        for one in _written(fields, spot=spot)
    )
    children = tuple(item for item in read if item is not None)
    refuse_shared_words(
        ((item.key, _words(item), item.place) for item in children), desk=fields.desk, spot=spot
    )
    return children


def _words(item: Item) -> frozenset[str]:
    return frozenset({item.key, item.name, *item.aliases, *item.formerly} - {""})


def _written(fields: Fields, *, spot: Spot) -> list[_Written]:
    """Every child that the block has, in the order of the file."""
    found: list[_Written] = []
    for name, entry in fields.found.items():
        if name in _SUGAR:
            key, role = _SUGAR[name]
            found.append(
                _Written(Scalar(key, quoted=False, place=entry.key.place), entry.value, role)
            )
        elif name == "items":
            found.extend(_under_items(entry.value, desk=fields.desk, spot=spot))
    return found


def _under_items(node: Node, *, desk: Desk, spot: Spot) -> list[_Written]:
    if isinstance(node, Listing):
        return [_Written(None, item) for item in node.items]
    if isinstance(node, Block):
        first = {entry.key.text: entry for entry in reversed(node.entries)}
        return [
            _Written(entry.key, entry.value)
            for entry in node.entries
            if first[entry.key.text] is entry
        ]
    wrong_shape(
        node, wanted=speak("一组指标"), desk=desk, spot=spot.down("指标", shown=spelled(_ITEMS))
    )
    return []


def item_of(written: _Written, *, desk: Desk, spot: Spot, above: str) -> Item | None:
    """Read one node: first what it is called, then what it says."""
    label = written.key.text.strip() if written.key else _ITEMS[0]
    shown = label if written.key else spelled(_ITEMS)
    fields = open_block(written.node, kind="node", desk=desk, spot=spot.down(label, shown=shown))
    key, name = _key_and_name(fields, written=written)
    if key is None:
        return None
    clause = fields.text("clause")
    supplier = fields.text("supplier") or spot.supplier
    here = replace(spot.down(key), clause=clause or spot.clause, supplier=supplier)
    fields = replace(fields, spot=here)
    path = f"{above}/{key}" if above else key
    children = children_of(fields, spot=here, above=path)
    frame = framed(fields, key=key, path=path, children=children)
    frame = replace(frame, name=name, role=_role(fields, written=written), place=_place(written))
    if not children and not fields.has("items"):
        return leaf_of(fields, item=frame)
    refuse_source(fields)
    return with_first(fields, item=frame)


def with_first(fields: Fields, *, item: Item) -> Item:
    """A group that states what it was before the first period (首期)."""
    if not fields.has("first"):
        return item
    first = formula_in(fields, key="first", unit=POINTS)
    return replace(item, input=InputSpec(item.path, history_first=first, place=item.place))


def _place(written: _Written) -> Place:
    return written.key.place if written.key else written.node.place


def _key_and_name(fields: Fields, *, written: _Written) -> tuple[str | None, str]:
    """键 overrides the mapping key, which is then the printed name."""
    own = fields.scalar("key")
    name = fields.text("name") or ""
    label = written.key or fields.scalar("name")
    if own is not None:
        _check(own, fields=fields)
        return plain_key(own.text.strip()), name or (label.text.strip() if label else "")
    if label is None:
        fields.desk.refuse(
            "missing-key",
            message=speak("列表里的指标没有写“键”，也没有写“名称”"),
            remedy=speak("写上 名称: …（必要时再写 键: …）"),
            place=fields.place,
            spot=fields.spot,
        )
        return None, name
    text = label.text.strip()
    if written.role is not Role.SCORED and text in ("加分", "减分"):
        return text, name
    return (text if _check(label, fields=fields) else plain_key(text)), name


def _check(key: Scalar, *, fields: Fields) -> bool:
    return check_key(key, desk=fields.desk, spot=fields.spot, may_have_name=True)


def _role(fields: Fields, *, written: _Written) -> Role:
    word = fields.word("role", kind="role")
    if word is None or written.role is not Role.SCORED:
        return written.role
    return Role(word)


def framed(fields: Fields, *, key: str, path: str, children: tuple[Item, ...]) -> Item:
    """The node with everything that stands around its value."""
    combine, combine_formula = combine_in(fields)
    missing = fields.word("missing", kind="missing")
    is_node = fields.kind == "node"
    return Item(
        key=key,
        path=path,
        name=fields.text("name") or "",
        aliases=fields.texts("aliases"),
        formerly=fields.texts("formerly"),
        clause=fields.text("clause"),
        reading=fields.text("reading"),
        points=formula_in(fields, key="points", unit=POINTS),
        weight=formula_in(fields, key="weight"),
        full=formula_in(fields, key="full", unit=POINTS),
        children=children,
        combine=combine or _natural(children),
        combine_formula=combine_formula,
        parts=parts_in(fields) if is_node or not _is_grain(fields) else None,
        cap=formula_in(fields, key="cap", unit=POINTS),
        floor=formula_in(fields, key="floor", unit=POINTS),
        rounding=rounding_in(fields, key="rounding"),
        missing=None if missing is None else MissingPolicy(missing),
        applies=formula_in(fields, key="applies"),
        not_applicable=absence_in(fields, key="not_applicable", may_be_value=False),
        undefined=absence_in(fields, key="undefined", may_be_value=True),
        requirements=requirements_in(fields) if is_node else (),
        unit=unit_in(fields),
        place=fields.place,
    )


def _is_grain(fields: Fields) -> bool:
    return isinstance(fields.node("periods"), Scalar)


def _natural(children: tuple[Item, ...]) -> Combine | None:
    """How children combine when it is not said: by weight when they have weights, else added."""
    if not children:
        return None
    scored = [child for child in children if child.role is Role.SCORED]
    return Combine.WEIGHTED if any(child.weight for child in scored) else Combine.SUM
