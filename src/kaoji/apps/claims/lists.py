"""Which lists of a scheme units claim for, and which are asked of competent bodies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.facts.shapes import STATE, ListAsked, RowColumn
from kaoji.apps.facts.sheets import lists_asked_by, plan_of_pack, scored_in
from kaoji.engine.plan.index import walk
from kaoji.engine.scheme.model import Grade, Role, Scheme

_EXTRAS = frozenset({Role.BONUS, Role.DEDUCTION})


def claimed_in(cycle: Cycle) -> tuple[ListAsked, ...]:
    """Lists of what is added or taken off on top of the points."""
    keys = {one.path for one in walk(_scheme_of(cycle).root) if one.role in _EXTRAS}
    return tuple(_of(cycle, keys=keys))


def told_in(asked: ListAsked) -> tuple[RowColumn, ...]:
    """What a unit fills in: whether it is accepted is for the office to say."""
    return tuple(one for one in asked.columns if one.name != STATE)


def asked_in(cycle: Cycle) -> tuple[ListAsked, ...]:
    """Lists of what vetoes a grade or bars from an honour: only the body's answer makes it so."""
    return tuple(_of(cycle, keys=set(_barring(_scheme_of(cycle)))))


def authority_of(cycle: Cycle, *, key: str) -> str:
    """Whose answer it takes, as the scheme says."""
    scheme = _scheme_of(cycle)
    named = {bar.name: bar.authority for grade in _grades(scheme) for bar in grade.bars}
    named |= {one.name: one.authority for one in scheme.vetoes}
    return named.get(key) or ""


def _barring(scheme: Scheme) -> Iterator[str]:
    yield from (one.name for one in scheme.vetoes)
    yield from (bar.name for grade in _grades(scheme) for bar in grade.bars)


def _grades(scheme: Scheme) -> tuple[Grade, ...]:
    return scheme.grading.grades if scheme.grading else ()


def _of(cycle: Cycle, *, keys: Iterable[str]) -> Iterator[ListAsked]:
    """The lists of events with these keys that are asked for in the period of the cycle."""
    scheme = cycle.scheme
    known = lists_asked_by(
        scheme.pack,
        digest=scheme.digest,
        period=scored_in(scheme, period=cycle.period),
        owner=scheme.organisation_id,
    )
    wanted = set(keys)
    for one in known:
        if one.key in wanted and one.kind == "event" and cycle.period in one.periods:
            yield one


def _scheme_of(cycle: Cycle) -> Scheme:
    scheme = cycle.scheme
    return plan_of_pack(scheme.pack, scheme.digest, scheme.organisation_id).scheme
