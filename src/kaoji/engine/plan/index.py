"""The index of a scheme: every name that an expression or a facts row may say.

Identity is the path; any unambiguous tail is accepted, with aliases and old keys at each step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from kaoji.engine.scheme.model import (
    ROOT,
    Derived,
    InputSpec,
    Item,
    Parameter,
    Scheme,
    Table,
)


class Kind(StrEnum):
    """What a name stands for."""

    ITEM = "item"
    FACT = "fact"
    DERIVED = "derived"
    PARAMETER = "parameter"
    TABLE = "table"


#: What has a value at a subject and period.
VALUED = frozenset({Kind.ITEM, Kind.FACT, Kind.DERIVED})


@dataclass(frozen=True, slots=True)
class Entry:
    """One named thing of a scheme."""

    kind: Kind
    path: str
    spec: Item | InputSpec | Derived | Parameter | Table


@dataclass(frozen=True, slots=True)
class Index:
    """All entries by path, with every word of every step for tail matching."""

    entries: Mapping[str, Entry]
    by_last_word: Mapping[str, tuple[tuple[tuple[frozenset[str], ...], Entry], ...]]
    parents: Mapping[str, str] = field(default_factory=dict)

    def find(self, tail: str) -> tuple[Entry, ...]:
        """The entries whose path is or ends with the tail; an exact path wins over tails."""
        exact = self.entries.get(tail)
        if exact is not None:
            return (exact,)
        steps = tail.split("/")
        found = [
            entry for words, entry in self.by_last_word.get(steps[-1], ()) if _ends_so(words, steps)
        ]
        return tuple(found)

    def same_as(self, path: str, *, ours: Index) -> tuple[Entry, ...]:
        """Where a node of another version (`ours`) stands in this one: under its path, under a
        tail that means it alone, else under a name it had before.
        """
        own = ours.entries[path]
        steps = path.split("/")
        tails = ["/".join(steps[at:]) for at in range(len(steps))]
        alone = [tail for tail in tails if ours.find(tail) == (own,)]
        item = own.spec if isinstance(own.spec, Item) else None
        names = (*alone, *(item.formerly if item is not None else ()))
        found = [tuple(one for one in self.find(name) if one.kind in VALUED) for name in names]
        return next((one for one in found if len(one) == 1), next(filter(None, found), ()))

    def item(self, path: str) -> Item | None:
        """The scored node of a path."""
        entry = self.entries.get(path)
        return entry.spec if entry is not None and isinstance(entry.spec, Item) else None

    def ancestor(self, path: str, *, named: str) -> str | None:
        """The nearest ancestor of a node that answers to the name."""
        above = self.parents.get(path)
        while above is not None:
            item = self.item(above)
            if item is not None and named in {above, *words_of(item)}:
                return above
            above = self.parents.get(above)
        return None


def _ends_so(words: tuple[frozenset[str], ...], steps: list[str]) -> bool:
    if len(steps) > len(words):
        return False
    return all(step in own for step, own in zip(steps[::-1], words[::-1], strict=False))


#: Nodes that have their key from the language itself answer to both its spellings.
_TWINS = MappingProxyType({"加分": ("bonus",), "减分": ("deduction",), ROOT: ("total",)})


def words_of(item: Item) -> frozenset[str]:
    """Every word that names one node: key, printed name, aliases, old keys."""
    twins = _TWINS.get(item.key, ())
    return frozenset(filter(None, (item.key, item.name, *item.aliases, *item.formerly, *twins)))


def walk(item: Item) -> Iterator[Item]:
    """The node and everything below it, parents first."""
    yield item
    for child in item.children:
        yield from walk(child)


def build_index(scheme: Scheme) -> Index:
    """Collect every named thing of the scheme."""
    entries: dict[str, Entry] = {}
    lasts: dict[str, list[tuple[tuple[frozenset[str], ...], Entry]]] = {}
    parents: dict[str, str] = {}

    def add(entry: Entry, words: tuple[frozenset[str], ...]) -> None:
        entries.setdefault(entry.path, entry)
        for word in words[-1]:
            lasts.setdefault(word, []).append((words, entry))

    def descend(item: Item, above: tuple[frozenset[str], ...]) -> None:
        for child in item.children:
            words = (*above, words_of(child))
            parents[child.path] = item.path
            add(Entry(Kind.ITEM, child.path, child), words)
            descend(child, words)

    add(Entry(Kind.ITEM, ROOT, scheme.root), (words_of(scheme.root),))
    descend(scheme.root, ())
    for spec in scheme.facts:
        add(Entry(Kind.FACT, spec.path, spec), (frozenset({spec.path}),))
    for derived in scheme.derived:
        add(Entry(Kind.DERIVED, derived.key, derived), (frozenset({derived.key}),))
    for parameter in scheme.parameters:
        add(Entry(Kind.PARAMETER, parameter.name, parameter), (frozenset({parameter.name}),))
    for table in scheme.tables:
        add(Entry(Kind.TABLE, table.name, table), (frozenset({table.name}),))
    return Index(entries, {word: tuple(found) for word, found in lasts.items()}, parents)
