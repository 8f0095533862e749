"""算例: facts in, expectations out, kept as texts until they are run."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kaoji.engine.plinth.problem import Place
from kaoji.engine.scheme.load.desk import Desk, Spot
from kaoji.engine.scheme.load.shapes import Fields, block_of, open_block, scalar_of
from kaoji.engine.scheme.model import Example
from kaoji.engine.scheme.source import Block, Listing, Node


def examples_of(scheme: Fields) -> tuple[Example, ...]:
    """The worked cases of the scheme; one without 编号 is numbered."""
    spot = scheme.below("examples") if scheme.has("examples") else scheme.spot
    return tuple(
        _example(open_block(node, kind="example", desk=scheme.desk, spot=spot.down(str(number))),
                 number=number)
        for number, node in enumerate(scheme.items("examples"), start=1)
    )  # fmt: skip


def _example(fields: Fields, *, number: int) -> Example:
    return Example(
        id=fields.text("id") or str(number),
        given=_rows(fields, key="given"),
        expected=_plain_block(fields, key="expected"),
        parameters=_plain_block(fields, key="parameters"),
        subjects=_rows(fields, key="subjects"),
        period=fields.text("period"),
        open=fields.texts("open"),
        as_of=fields.text("as_of"),
        why=fields.text("why") or "",
        place=fields.place,
        given_places=_places(fields, key="given"),
        subject_places=_places(fields, key="subjects"),
    )


def _rows(fields: Fields, *, key: str) -> tuple[Mapping[str, str], ...]:
    if not fields.has(key):
        return ()
    spot = fields.below(key)
    return tuple(_row(node, desk=fields.desk, spot=spot) for node in fields.items(key))


def _places(fields: Fields, *, key: str) -> tuple[Place, ...]:
    """Where each row stands, so that what is wrong with it can be told there."""
    return tuple(node.place for node in fields.items(key)) if fields.has(key) else ()


def _row(node: Node, *, desk: Desk, spot: Spot) -> Mapping[str, str]:
    """One row: column → text; an empty value is an empty cell."""
    block = block_of(node, desk=desk, spot=spot)
    cells: dict[str, str] = {}
    for entry in () if block is None else block.entries:
        name = entry.key.text.strip()
        text = getattr(entry.value, "text", None)
        if text is None:
            scalar_of(entry.value, desk=desk, spot=spot.down(name))
            continue
        cells.setdefault(name, text)
    return MappingProxyType(cells)


def _plain_block(fields: Fields, *, key: str) -> Mapping[str, object]:
    block = fields.block(key) if fields.has(key) else None
    return MappingProxyType({} if block is None else _plain_entries(block))


def _plain_entries(block: Block) -> dict[str, object]:
    plain: dict[str, object] = {}
    for entry in block.entries:
        plain.setdefault(entry.key.text.strip(), _plain(entry.value))
    return plain


def _plain(node: Node) -> object:
    """Texts, tuples and mappings, as they stand."""
    if isinstance(node, Block):
        return MappingProxyType(_plain_entries(node))
    if isinstance(node, Listing):
        return tuple(_plain(item) for item in node.items)
    return node.text
