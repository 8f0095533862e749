"""Parameters that a run sets, as lines and back: the tree that stood in `--set` and `--given`.

A text is itself, a quoted one `{"quoted": …}`, a list a list, keys with values
`{"entries": [[key, value], …]}`, for a key may be quoted and its place among the others counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kaoji.engine.plinth.problem import NOWHERE
from kaoji.engine.scheme.source import Block, Entry, Listing, Node, Scalar


def setting_records(entries: Iterable[Entry]) -> Iterator[object]:
    """The lines of settings, in the order in which they were made."""
    return (_pair(entry) for entry in entries)


def settings_of(records: Iterable[Any]) -> tuple[Entry, ...]:
    """The settings of lines. Raises TypeError or ValueError where they are none."""
    return tuple(map(_entry, records))


def _pair(entry: Entry) -> list[object]:
    return [_told(entry.key), _told(entry.value)]


def _told(node: Node) -> object:
    if isinstance(node, Scalar):
        return {"quoted": node.text} if node.quoted else node.text
    if isinstance(node, Listing):
        return [_told(item) for item in node.items]
    return {"entries": [_pair(entry) for entry in node.entries]}


def _entry(pair: Any) -> Entry:  # noqa: ANN401 - what a file says
    key, value = map(_node, pair)
    if not isinstance(key, Scalar):
        raise TypeError(pair)
    return Entry(key, value)


def _node(told: Any) -> Node:  # noqa: ANN401 - what a file says
    match told:
        case str():
            return Scalar(told, quoted=False, place=NOWHERE)
        case {"quoted": str(text)}:
            return Scalar(text, quoted=True, place=NOWHERE)
        case list():
            return Listing(tuple(map(_node, told)), NOWHERE)
        case {"entries": list(pairs)}:
            return Block(tuple(map(_entry, pairs)), NOWHERE)
        case _:
            raise ValueError(told)
