"""Earlier periods that a plan reads: 上期, 上年, 往年(n), 近年(n) over the nodes they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from kaoji.engine.feel import ast
from kaoji.engine.feel.names import children
from kaoji.engine.plan.columnar import amounts_of
from kaoji.engine.plan.expect import inside_periods
from kaoji.engine.plan.nodes import Plan
from kaoji.engine.plan.reaches import FORM_TWINS
from kaoji.engine.plinth.periods import Period

_FORMS = frozenset({"上期", "上年", "往年", "近年"})
_YEARS = 3  # 近年 without a number


def history_periods(
    plan: Plan, *, asked: Mapping[str, Iterable[Period]]
) -> Mapping[str, set[Period]]:
    """For each node that has facts: the earlier periods in which they are read."""
    found: dict[str, set[Period]] = {}
    for path, node in plan.nodes.items():
        here = inside_periods(node, asked.get(path, ()))
        for amount in amounts_of(node):
            for call in _calls(amount.formula.expression):
                target = _target(plan, call)
                if target is not None:
                    periods = (back for each in here for back in _back(call, period=each))
                    found.setdefault(target, set()).update(periods)
    return found


def _calls(expression: ast.Expression) -> Iterator[ast.Call]:
    todo = [expression]
    while todo:
        one = todo.pop()
        if isinstance(one, ast.Call) and FORM_TWINS.get(one.function, one.function) in _FORMS:
            yield one
        todo += children(one)


def _target(plan: Plan, call: ast.Call) -> str | None:
    first = call.arguments[0] if call.arguments else None
    if not isinstance(first, ast.Name):
        return None
    found = plan.index.find(first.parts[0])
    node = plan.nodes.get(found[0].path) if len(found) == 1 else None
    return node.path if node is not None and node.spec is not None else None


def _back(call: ast.Call, *, period: Period) -> Iterator[Period]:
    form = FORM_TWINS.get(call.function, call.function)
    count = call.arguments[1] if len(call.arguments) > 1 else None
    years = int(count.value) if isinstance(count, ast.Number) and _is_whole(count.value) else None
    if form == "上期":
        yield period.shifted(-1)
    elif form == "上年":
        yield period.years_back(1)
    elif form == "往年":
        yield period.years_back(years or 1)
    else:
        yield from (period.years_back(back) for back in range(1, (years or _YEARS) + 1))


def _is_whole(value: Fraction) -> bool:
    return value.denominator == 1
