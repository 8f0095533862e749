"""What a scheme declares and nobody uses: facts, derived values, parameters, tables, scales."""

from __future__ import annotations

from collections.abc import Iterator

from kaoji.engine.plan.feeds import feeds_in
from kaoji.engine.plan.nodes import Plan
from kaoji.engine.plan.orders import sought
from kaoji.engine.plan.verdicts import inputs_in
from kaoji.engine.plinth.coordinate import parse_coordinate
from kaoji.engine.plinth.problem import Place, Problem, Severity
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.scheme.model import Bar, Derived, FieldSpec, Parameter, Scheme, Table

_DERIVED = marked("派生")


def unused_problems(plan: Plan, *, used: frozenset[str]) -> Iterator[Problem]:
    """Declarations that no expression, order, bar, relation or column names.

    `used` is what the formulas of verdicts name.
    """
    scheme = plan.scheme
    named = plan.used | used | _named_elsewhere(plan)
    for what, name, place in _declared(scheme):
        if name not in named:
            # A derived value is printed all the same.
            yield _unused(what, name, place, severity="note" if what == _DERIVED else "warning")
    scales = {one.scale for one in _on_scales(scheme)}
    for name in scheme.scales:
        if name not in scales:
            yield _unused(marked("序"), name, scheme.root.place, severity="warning")


def _unused(what: str, name: str, place: Place, *, severity: Severity) -> Problem:
    return Problem(
        "unused",
        speak("{what}「{name}」没有用到", what=speak(what), name=name),
        speak("在算式里用上它，或删去"),
        severity,
        place=place,
        path=name,
    )


def _declared(scheme: Scheme) -> Iterator[tuple[str, str, Place]]:
    yield from ((marked("事实"), spec.path, spec.place) for spec in scheme.facts)
    yield from ((_DERIVED, one.key, one.place) for one in scheme.derived)
    yield from ((marked("参数"), one.name, one.place) for one in scheme.parameters)
    parameters = {one.name for one in scheme.parameters}
    yield from (
        (marked("表"), one.name, one.place) for one in scheme.tables if one.name not in parameters
    )


def _named_elsewhere(plan: Plan) -> frozenset[str]:
    """Names that stand outside formulas."""
    scheme = plan.scheme
    grades = scheme.grading.grades if scheme.grading is not None else ()
    all_bars: list[Bar] = [bar for grade in grades for bar in grade.bars]
    all_bars += [bar for honour in scheme.honours for bar in honour.bars]
    bars = [bar.name for bar in all_bars]
    vetoes = [veto.name for veto in scheme.vetoes]
    rulings = [one.ruling for one in scheme.consequences if one.ruling is not None]
    relations = [feed.relation for feed in feeds_in(scheme) if feed.relation is not None]
    tails = list(_orders(scheme))
    if scheme.grading is not None:
        tails.append(scheme.grading.value)
    found = (entry.path for tail in tails for entry in sought(tail, index=plan.index).entries)
    return frozenset((*bars, *vetoes, *rulings, *relations, *found, *_expected(scheme)))


def _expected(scheme: Scheme) -> Iterator[str]:
    """Derived values that a worked case holds the scheme to: they are results of their own."""
    derived = {one.key for one in scheme.derived}
    wanted = (parse_coordinate(key) for one in scheme.examples for key in one.expected)
    yield from (one.path for one in wanted if one is not None and one.path in derived)


def _orders(scheme: Scheme) -> Iterator[str]:
    grades = scheme.grading.grades if scheme.grading is not None else ()
    quotas = [grade.quota for grade in grades if grade.quota is not None]
    quotas += [honour.quota for honour in scheme.honours]
    orders = [*(quota.order for quota in quotas), *(one.order for one in scheme.rankings)]
    yield from (key.path for order in orders for key in order)


def _on_scales(scheme: Scheme) -> Iterator[FieldSpec | Derived | Parameter | Table]:
    """Everything that may stand on a scale."""
    for _path, spec in inputs_in(scheme):
        yield spec.value
        yield from spec.fields.values()
    yield from scheme.derived
    yield from scheme.parameters
    yield from scheme.tables
