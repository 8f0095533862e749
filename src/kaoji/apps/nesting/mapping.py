"""Which subjects of the other cycle belong to which unit of this one."""

from __future__ import annotations

from datetime import date

from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.facts.export import facts_of, rows_of
from kaoji.apps.facts.shapes import VALUE
from kaoji.apps.nesting.enums import Mapping
from kaoji.apps.nesting.models import Feed
from kaoji.apps.organisation.queries.units import units_at
from kaoji.web.actor import Actor

#: Names of subjects of the other cycle by the key of the unit that they feed.
Sources = dict[int, tuple[str, ...]]


def sources_of(actor: Actor, *, feed: Feed) -> Sources:
    """For every unit of the cycle those that feed it; none where there is nobody."""
    units = list(feed.cycle.units.values_list("unit_id", flat=True))
    theirs = dict(feed.run.cycle.units.values_list("unit_id", "name"))
    if feed.mapping == Mapping.SAME:
        return {one: tuple(filter(None, (theirs.get(one),))) for one in units}
    if feed.mapping == Mapping.ABOVE:
        above = parents_on(actor, on=feed.cycle.begins_on)
        return {one: tuple(filter(None, (theirs.get(above.get(one, 0)),))) for one in units}
    if feed.mapping == Mapping.ORGANISATION:
        above = parents_on(actor, on=feed.run.cycle.begins_on)
        return {
            one: tuple(name for key, name in theirs.items() if above.get(key) == one)
            for one in units
        }
    named = _collected(actor, cycle=feed.cycle, relation=feed.relation)
    return {one: tuple(dict.fromkeys(named.get(one, ()))) for one in units}


def parents_on(actor: Actor, *, on: date) -> dict[int, int]:
    """What every unit stood under on a day."""
    return {one.key: one.parent_key for one in units_at(actor, on=on) if one.parent_key}


def _collected(actor: Actor, *, cycle: Cycle, relation: str) -> dict[int, list[str]]:
    """What sheets say of the relation, whichever form it has."""
    found: dict[int, list[str]] = {}
    year = cycle.period[:4]
    for row in rows_of(actor, scheme=cycle.scheme, year=year):
        if row.asked.key == relation:
            found.setdefault(row.unit_id, []).append(row.values.get(VALUE, ""))
    for figure in facts_of(actor, scheme=cycle.scheme, year=year):
        if figure.key == relation:
            found.setdefault(figure.unit_id, []).append(figure.value)
    return {unit: [name for name in names if name] for unit, names in found.items()}
