"""Ways through a scheme's tree: to a node, to a key below it, and to what may be put there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kaoji.engine.plan.index import Index
from kaoji.engine.scheme.model import ROOT, Item, Role
from kaoji.engine.scheme.source import Block, Entry, Listing, Node, Scalar
from kaoji.engine.scheme.trees import child, with_child
from kaoji.engine.scheme.words import are_twins, key_word

#: Below these keys other nodes begin.
_BELOW = frozenset({"items", "bonus", "deduction"})
_SUGAR = {Role.BONUS: "bonus", Role.DEDUCTION: "deduction"}


@dataclass(frozen=True, slots=True)
class Found:
    """Something in the tree and the way down to it from the document, by positions."""

    way: tuple[int, ...]
    node: Node

    def down(self, step: str) -> Found | None:
        """What stands under a key, or the item of a list that goes by the name."""
        found = child(self.node, step=step)
        return None if found is None else Found((*self.way, found[0]), found[1])

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys here, for hints."""
        return self.node.keys() if isinstance(self.node, Block) else ()


# --- nodes ----------------------------------------------------------------------------------------


def blocks_of(document: Node, *, path: str, index: Index) -> tuple[Found, ...]:
    """Where the keys of a node stand; those of 总分 at the top and in a block of its own."""
    top = Found((), document)
    own = top.down("total")
    roots = (top, own) if own is not None and isinstance(own.node, Block) else (top,)
    if path == ROOT:
        return roots
    for root in roots:
        found: Found | None = root
        for item in _chain(path, index=index):
            found = None if found is None else _item_in(found, item)
        if found is not None:
            return (found,)
    return ()


def _chain(path: str, *, index: Index) -> list[Item]:
    """The nodes from below 总分 down to the path."""
    chain: list[Item] = []
    at: str | None = path
    while at is not None and at != ROOT:
        item = index.item(at)
        chain += [] if item is None else [item]
        at = index.parents.get(at)
    return chain[::-1]


def _item_in(above: Found, item: Item) -> Found | None:
    items = above.down("items")
    names = (item.key, item.name) if items is not None else ()
    found = next((one for name in names if name and (one := items.down(name))), None)  # type: ignore[union-attr]
    return found or (above.down(_SUGAR[item.role]) if item.role in _SUGAR else None)


# --- ways below -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a written way leads: the last thing found, and what of the way is left."""

    found: Found
    rest: str
    depth: int = 0


def follow(start: Found, *, path: str) -> Reached:
    """Go down a way of keys between dots or strokes; the longest key that fits is taken, for a
    band such as `>=99.5` has a dot of its own.
    """
    at, rest, depth = start, path.strip(), 0
    while rest:
        step = next(((one, left) for key, left in _heads(rest) if (one := at.down(key))), None)
        if step is None:
            break
        (at, rest), depth = step, depth + 1
    return Reached(at, rest, depth)


def _heads(path: str) -> Iterator[tuple[str, str]]:
    """Every way to cut a first key off, the longest first."""
    yield path, ""
    for cut in reversed(list(re.finditer(r"[./]", path))):
        yield path[: cut.start()].strip(), path[cut.end() :].strip()


def below(start: Found, *, path: str) -> tuple[Found, ...]:
    """Whatever a way leads to from anywhere inside a node's own blocks, not in its 下级指标."""
    for key, rest in _heads(path):
        reached = (follow(one, path=rest) for one in _below(start, key))
        found = tuple(one.found for one in reached if not one.rest)
        if found:
            return found
    return ()


def _below(at: Found, key: str) -> Iterator[Found]:
    if isinstance(at.node, Listing):
        for number, item in enumerate(at.node.items):
            yield from _below(Found((*at.way, number), item), key)
    for number, entry in enumerate(at.node.entries if isinstance(at.node, Block) else ()):
        name, here = entry.key.text.strip(), Found((*at.way, number), entry.value)
        if _begins_others(name):
            continue
        if are_twins(name, other=key):
            yield here
        else:
            yield from _below(here, key)


def _begins_others(key: str) -> bool:
    word = key_word(key, kind="node")
    return word is not None and word.en in _BELOW


def keys_below(at: Found) -> Iterator[str]:
    """Every key inside a node's own blocks, for hints."""
    if isinstance(at.node, Listing):
        for number, item in enumerate(at.node.items):
            yield from keys_below(Found((*at.way, number), item))
    for number, entry in enumerate(at.node.entries if isinstance(at.node, Block) else ()):
        name = entry.key.text.strip()
        yield name
        if not _begins_others(name):
            yield from keys_below(Found((*at.way, number), entry.value))


# --- changing -------------------------------------------------------------------------------------


def replaced(node: Node, *, way: tuple[int, ...], value: Node | None) -> Node:
    """The tree with something else at the end of a way below it; `None` leaves it out."""
    at, rest = way[0], way[1:]
    if rest:
        inner = node.entries[at].value if isinstance(node, Block) else _items(node)[at]
        value = replaced(inner, way=rest, value=value)
    return with_child(node, index=at, value=value)


def _items(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, Listing) else ()


def with_entry(node: Node, *, way: tuple[int, ...], key: str, value: Node) -> Node:
    """The tree with one more key in the block at the end of a way."""
    if way:
        at, rest = way[0], way[1:]
        inner = node.entries[at].value if isinstance(node, Block) else _items(node)[at]
        return with_child(node, index=at, value=with_entry(inner, way=rest, key=key, value=value))
    entries = node.entries if isinstance(node, Block) else ()
    added = Entry(Scalar(key, quoted=False, place=value.place), value)
    return Block((*entries, added), node.place)
