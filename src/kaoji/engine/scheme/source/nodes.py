"""The document tree: what stands in a YAML text, character by character, and where.

Nothing is interpreted here. `1.10` stays `1.10`, a date stays text; only an empty value, `~` and
`null` become the empty text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from kaoji.engine.plinth.problem import Place


@dataclass(frozen=True, slots=True)
class Scalar:
    """One text; `quoted` tells that the author marked it as text (quotes, `|` or `>`)."""

    text: str
    quoted: bool
    place: Place

    @property
    def is_empty(self) -> bool:
        """Nothing was written here (or `~`, `null`); a quoted empty text is not nothing."""
        return not self.text and not self.quoted


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a block with what stands under it."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Block:
    """Keys with values, in the order of the file; a key written twice stands here twice."""

    entries: tuple[Entry, ...]
    place: Place

    def entry(self, key: str) -> Entry | None:
        """The first entry of that key."""
        return next((entry for entry in self.entries if entry.key.text == key), None)

    def get(self, key: str) -> Node | None:
        """What stands under the key; `None` when the key is not here."""
        found = self.entry(key)
        return None if found is None else found.value

    def keys(self) -> tuple[str, ...]:
        """The keys in the order of the file."""
        return tuple(entry.key.text for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Listing:
    """Items in the order of the file."""

    items: tuple[Node, ...]
    place: Place


Node: TypeAlias = Scalar | Block | Listing
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"


def to_plain(node: Node) -> Plain:
    """The tree as nested dicts, lists and texts, without places (the first of equal keys stays)."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Listing):
        return [to_plain(item) for item in node.items]
    plain: dict[str, Plain] = {}
    for entry in node.entries:
        plain.setdefault(entry.key.text, to_plain(entry.value))
    return plain
