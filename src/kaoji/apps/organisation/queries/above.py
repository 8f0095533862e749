"""Units with those above them: whoever belongs to a section belongs to its bureau as well."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kaoji.apps.organisation.models import UnitState
from kaoji.apps.organisation.queries.found import standing


def with_those_above(keys: Iterable[int], *, organisation_key: int, on: date) -> frozenset[int]:
    """Units with every unit that they belong to on a day."""
    states = UnitState.objects.filter(standing(on), organisation_id=organisation_key)
    above = dict(states.exclude(parent=None).values_list("unit_id", "parent_id"))
    found: set[int] = set()
    for key in keys:
        here: int | None = key
        while here is not None and here not in found:
            found.add(here)
            here = above.get(here)
    return frozenset(found)
