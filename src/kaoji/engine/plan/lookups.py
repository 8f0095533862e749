"""Tables that formulas look up: their gaps, and which of their keys are always whole numbers.

Between two neighbouring counts, ranks or figures in 件 or 人 a table need not say anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kaoji.engine.feel import ast
from kaoji.engine.feel.names import calls_in
from kaoji.engine.plan.columnar import amounts_of
from kaoji.engine.plan.forms import input_of
from kaoji.engine.plan.index import Entry
from kaoji.engine.plan.nodes import Plan
from kaoji.engine.plan.reaches import FORM_TWINS
from kaoji.engine.plinth.names import own_name
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.scheme.checks.bands import (
    WHOLE_UNITS,
    check_bands,
    stated_domains,
    tables_in,
)
from kaoji.engine.scheme.checks.coverage import Domain
from kaoji.engine.scheme.model import Derived, InputSpec, Parameter

#: Calls whose value is a whole number.
COUNTING = frozenset({"件数合计", "个数", "名次", "整数部分", "上整", "下整"})


def table_problems(plan: Plan) -> Iterator[Problem]:
    """Gaps between the bands of tables that no rule kind looks up."""
    judged = stated_domains(plan.scheme)
    counted = counted_keys(plan)
    for table in tables_in(plan.scheme):
        if table.bands and table.name not in judged:
            whole = counted.get(table.name, frozenset())
            domains = tuple(Domain(is_whole=at in whole) for at in range(len(table.keys)))
            yield from check_bands(table, domains=domains)


def counted_keys(plan: Plan) -> Mapping[str, frozenset[int]]:
    """For each table the keys, by position, that are whole numbers wherever it is looked up."""
    found: dict[str, set[int]] = {}
    for node, call in _look_ups(plan):
        table, *keys = call.arguments
        if isinstance(table, ast.Name):
            whole = {at for at, key in enumerate(keys) if _is_whole(key, plan=plan, node=node)}
            if FORM_TWINS.get(call.function, call.function) == "查表均值":
                whole = {0}  # whatever stands between two ends
            name = ".".join(table.parts)
            found[name] = found[name] & whole if name in found else whole
    return {name: frozenset(places) for name, places in found.items()}


def _look_ups(plan: Plan) -> Iterator[tuple[str, ast.Call]]:
    for path, node in plan.nodes.items():
        for amount in amounts_of(node):
            for call in calls_in(amount.formula.expression):
                form = FORM_TWINS.get(call.function, call.function)
                if form in ("查表", "查表均值") and call.arguments:
                    yield path, call


def _is_whole(key: ast.Expression, *, plan: Plan, node: str) -> bool:
    if isinstance(key, ast.Call):
        return FORM_TWINS.get(key.function, key.function) in COUNTING
    if not isinstance(key, ast.Name) or plan.index is None:
        return False
    if len(key.parts) == 1 and own_name(key.parts[0]) == "数值":
        entry = plan.index.entries.get(node)
        return entry is not None and _is_counted(entry)
    found = plan.index.find(".".join(key.parts))
    return len(found) == 1 and _is_counted(found[0])


def _is_counted(entry: Entry) -> bool:
    """Whether the figure of an entry is declared in a unit that is counted one by one."""
    spec = input_of(entry)
    if spec is not None:
        return spec.value.unit in WHOLE_UNITS
    return isinstance(entry.spec, Derived | Parameter | InputSpec) and (
        getattr(entry.spec, "unit", None) in WHOLE_UNITS
    )
