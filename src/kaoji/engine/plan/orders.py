"""What an order or a grading names: a node, derived value or fact, or a field `K.目标` of one."""

from __future__ import annotations

from dataclasses import dataclass

from kaoji.engine.feel.ast import Name
from kaoji.engine.plan.forms import is_node
from kaoji.engine.plan.index import Entry, Index
from kaoji.engine.plinth.names import TWINS


@dataclass(frozen=True, slots=True)
class Sought:
    """What a path outside formulas may mean: more than one entry, or none, is a fault."""

    entries: tuple[Entry, ...]
    field: str = ""

    @property
    def entry(self) -> Entry | None:
        """The one entry that has values, when there is just one."""
        has_value = len(self.entries) == 1 and is_node(self.entries[0])
        return self.entries[0] if has_value else None

    @property
    def name(self) -> Name:
        """The same as a name of an expression."""
        path = self.entries[0].path
        return Name((path, self.field) if self.field else (path,))


def sought(tail: str, *, index: Index) -> Sought:
    """The entries of a path or tail; a last part behind a point is a field of what stands before.

    A key may itself have points in it, so that the whole is tried first.
    """
    whole = index.find(tail)
    head, point, field = tail.rpartition(".")
    if whole or not point:
        return Sought(whole)
    return Sought(index.find(head.strip()), field.strip())


def names_value(found: Sought) -> bool:
    """Whether what is named is the value of a node, not another field of it."""
    return TWINS.get(found.field, found.field) in ("", "得分")
