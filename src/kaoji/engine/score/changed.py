"""What differs between two scorings, and which nodes that reaches.

Numbers of nodes, parameters and rows of facts are told apart one by one; of a scheme that differs
in anything else nothing is said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from kaoji.engine.facts.bind.bound import subject_of
from kaoji.engine.facts.book import EVERYONE, GROUP
from kaoji.engine.facts.table import FactRow, FactTable
from kaoji.engine.feel.names import calls_in, names_in
from kaoji.engine.plan.index import walk
from kaoji.engine.plan.nodes import Node, Plan
from kaoji.engine.scheme.model import ROOT, Formula, Item, Parameter, Scheme

#: What a node is worth or limited by: it comes to something else, and so does what is above.
_NUMBERS = ("points", "weight", "full", "cap", "floor")
#: Parts of a scheme that are judged after all nodes are worked out.
_JUDGED_LATER = frozenset(
    {"grading", "rankings", "honours", "consequences", "requirements", "examples", "text"}
)
#: Parts of a scheme that are compared by themselves.
_COMPARED = frozenset({"root", "parameters"})


@dataclass(frozen=True, slots=True)
class Changed:
    """What differs from an earlier run: nodes and parameters of the scheme, rows of the facts."""

    names: frozenset[str]
    rows: tuple[FactRow, ...]

    @property
    def subjects(self) -> frozenset[str]:
        """Whom the changed rows are about."""
        return frozenset(map(subject_of, self.rows))


# --- rows ---------------------------------------------------------------------------------------


def changed_rows(before: FactTable, *, after: FactTable) -> tuple[FactRow, ...]:
    """The rows that only one of the tables has."""
    if before is after:
        return ()
    old, new = ({id(row): row for row in table.rows} for table in (before, after))
    return tuple(
        row
        for rows, others in ((old, new), (new, old))
        for key, row in rows.items()
        if key not in others
    )


def paths_of(rows: Iterable[FactRow], *, plan: Plan) -> frozenset[str] | None:
    """The nodes and facts that the rows name; `None` where that is not sure for each."""
    found: set[str] = set()
    for row in rows:
        subject, key = subject_of(row), row.text("key").strip()
        if subject == EVERYONE or subject.startswith(GROUP) or row.text("scheme"):
            return None
        entries = plan.index.find(key) or plan.index.find(key.rpartition(".")[0])
        if len(entries) != 1 or entries[0].path not in plan.nodes:
            return None
        found.add(entries[0].path)
    return frozenset(found)


# --- the scheme -----------------------------------------------------------------------------------


def changed_names(before: Plan, *, plan: Plan) -> frozenset[str] | None:
    """The nodes and parameters that differ; `None` where more than numbers has changed."""
    old, new = before.scheme, plan.scheme
    apart = _JUDGED_LATER | _COMPARED
    names = (one.name for one in fields(Scheme) if one.name not in apart)
    if any(getattr(old, name) != getattr(new, name) for name in names):
        return None
    items = _changed_items(before, plan=plan)
    parameters = _changed_parameters(old.parameters, new.parameters)
    return None if items is None or parameters is None else items | parameters


def _changed_items(before: Plan, *, plan: Plan) -> frozenset[str] | None:
    old, new = ({one.path: one for one in walk(each.scheme.root)} for each in (before, plan))
    if list(old) != list(new):
        return None
    changed = {path for path, item in old.items() if _own(item) != _own(new[path])}
    sure = all(
        _without_numbers(old[path]) == _without_numbers(new[path])
        and _are_constant(before.nodes[path], old[path])
        and _are_constant(plan.nodes[path], new[path])
        for path in changed
    )
    return frozenset(changed) if sure else None


def _own(item: Item) -> Item:
    """The item without those below it."""
    return replace(item, children=())


def _without_numbers(item: Item) -> Item:
    unstated: dict[str, Any] = dict.fromkeys(_NUMBERS)
    return replace(_own(item), **unstated)


def _are_constant(node: Node, item: Item) -> bool:
    """No number of the node hangs on anything."""
    stated = (node.full, node.points, node.cap, node.floor)
    weight: Formula | None = item.weight
    return all(one is None or one.constant is not None for one in stated) and (
        weight is None or not _names_anything(weight)
    )


def _names_anything(formula: Formula) -> bool:
    return bool(names_in(formula.expression) or calls_in(formula.expression))


def _changed_parameters(
    before: tuple[Parameter, ...], after: tuple[Parameter, ...]
) -> frozenset[str] | None:
    if [one.name for one in before] != [one.name for one in after]:
        return None
    pairs = zip(before, after, strict=True)
    return frozenset(one.name for one, other in pairs if one != other)


# --- reach ----------------------------------------------------------------------------------------


def reached_from(names: Collection[str], *, plans: tuple[Plan, ...]) -> frozenset[str] | None:
    """Everything that may come to something else when these do; `None` where tables read of it:
    a look-up does not say which cell it will find.
    """
    if not names:
        return frozenset()
    readers: dict[str, set[str]] = {}
    for plan in plans:
        for reader, path in plan.reads:
            readers.setdefault(path, set()).add(reader)
        for path, node in plan.nodes.items():
            if node.parent is not None:
                readers.setdefault(path, set()).add(node.parent)
    todo, found = set(names), set()
    while todo:
        path = todo.pop()
        found.add(path)
        todo |= readers.get(path, set()) - found
    return None if "" in found else frozenset(found)


def below(paths: Collection[str], *, plan: Plan) -> Iterator[str]:
    """Whatever stands below: a fact may say that a node does not apply, or what it came to."""
    for path in plan.nodes:
        if ROOT in paths or any(path.startswith(f"{one}/") for one in paths):
            yield path
