"""Editing a positioned tree: finding a key in either spelling, merging, changing at a path.

The one merge rule: blocks merge by key, everything else is replaced.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kaoji.engine.scheme.source import Block, Entry, Listing, Node, Scalar
from kaoji.engine.scheme.words import are_twins, spellings_of
from kaoji.engine.scheme.words.keys import KEYS

#: Keys that name a block inside a list.
_NAMES = spellings_of(
    word
    for kind in ("node", "consequence")
    for word in KEYS[kind]
    if word.en in ("key", "name", "id")
)

#: Changes the container that holds the last step; `None`: it has no such step.
Edit = Callable[[Node, str], Node | None]


def merged(base: Node, *, over: Node) -> Node:
    """Blocks merge by key, in the order of the base; all else is replaced."""
    if not isinstance(base, Block) or not isinstance(over, Block):
        return over
    entries = list(base.entries)
    for entry in over.entries:
        index = index_of(Block(tuple(entries), base.place), key=entry.key.text)
        if index is None:
            entries.append(entry)
        else:
            old = entries[index]
            entries[index] = Entry(old.key, merged(old.value, over=entry.value))
    return Block(tuple(entries), base.place)


def index_of(block: Block, *, key: str) -> int | None:
    """Where the key stands: as written, else in its other spelling, else as a node's own 键."""
    tests: tuple[Callable[[Entry], bool], ...] = (
        lambda entry: entry.key.text.strip() == key,
        lambda entry: are_twins(entry.key.text.strip(), other=key),
        lambda entry: key in _own_names(entry.value, among=("键", "key")),
    )
    for test in tests:
        for index, entry in enumerate(block.entries):
            if test(entry):
                return index
    return None


def _own_names(node: Node, *, among: tuple[str, ...] = _NAMES) -> frozenset[str]:
    """What a block calls itself."""
    if not isinstance(node, Block):
        return frozenset()
    found = (block_value(node, key=name) for name in among)
    return frozenset(one.text.strip() for one in found if isinstance(one, Scalar))


def block_value(block: Block, *, key: str) -> Node | None:
    """What stands under a key in either spelling."""
    entry = next((one for one in block.entries if are_twins(one.key.text.strip(), other=key)), None)
    return None if entry is None else entry.value


def child(node: Node, *, step: str) -> tuple[int, Node] | None:
    """The child that a step of a path names: a key, or an item of a list by name or number."""
    if isinstance(node, Block):
        index = index_of(node, key=step)
        return None if index is None else (index, node.entries[index].value)
    if isinstance(node, Listing):
        for index, item in enumerate(node.items):
            if step in _own_names(item) or step == str(index + 1):
                return index, item
    return None


def with_child(node: Node, *, index: int, value: Node | None) -> Node:
    """The container with another child in that place, or without it."""
    if isinstance(node, Block):
        entry = () if value is None else (Entry(node.entries[index].key, value),)
        return replace(node, entries=(*node.entries[:index], *entry, *node.entries[index + 1 :]))
    items = node.items if isinstance(node, Listing) else ()
    kept = () if value is None else (value,)
    return Listing((*items[:index], *kept, *items[index + 1 :]), node.place)


def edited(node: Node, *, steps: tuple[str, ...], edit: Edit) -> Node | None:
    """The tree with an edit done in the container of the last step; `None`: not found."""
    if len(steps) == 1:
        return edit(node, steps[0])
    found = child(node, step=steps[0])
    if found is None:
        return None
    index, below = found
    changed = edited(below, steps=steps[1:], edit=edit)
    return None if changed is None else with_child(node, index=index, value=changed)
