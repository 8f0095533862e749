"""What can be verified in a cycle, and which of it a rule takes: the same again from its seed.

Of everything reported the SHA-256 of `seed|unit|indicator|field|period` (of a row: `…|#number`) is
taken; those with the smallest are drawn. Whoever has the seed can draw again and compare.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.facts.enums import ListKind, Mark, TaskState
from kaoji.apps.facts.models import CollectionTask, Figure, ListRow
from kaoji.apps.verification.enums import DrawRule

#: Sheets that somebody answers for: signed by the supplier's head.
SIGNED = (TaskState.TO_REVIEW, TaskState.LOCKED)
#: Between the parts of what is hashed; no name has it.
_BETWEEN = "|"


@dataclass(frozen=True, slots=True)
class Reported:
    """Something that a supplier has reported and signed."""

    held: Figure | ListRow
    task: CollectionTask
    code: str
    title: str
    period: str
    place: str

    def rank(self, seed: str) -> str:
        """Where it stands when it is drawn."""
        text = _BETWEEN.join((seed, self.code, self.place))
        return hashlib.sha256(text.encode()).hexdigest()


def reported_in(cycle: Cycle) -> tuple[Reported, ...]:
    """All that may still be drawn in a cycle: signed, about its units, not drawn yet."""
    units = cycle.units.values("unit")
    taken = cycle.checks.all()
    figures = (
        Figure.objects.filter(
            organisation=cycle.organisation_id, task__scheme=cycle.scheme_id,
            task__state__in=SIGNED, unit__in=units, period__startswith=cycle.period[:4],
        )
        .exclude(mark=Mark.MISSING)
        .exclude(pk__in=taken.exclude(figure=None).values("figure"))
        .select_related("task", "unit")
    )  # fmt: skip
    rows = (
        ListRow.objects.filter(
            organisation=cycle.organisation_id, asked__task__scheme=cycle.scheme_id,
            asked__task__state__in=SIGNED, unit__in=units, is_withdrawn=False, mark=Mark.VALUE,
        )
        .filter(Q(asked__period__startswith=cycle.period[:4]))
        .exclude(asked__kind=ListKind.BALLOT)
        .exclude(pk__in=taken.exclude(row=None).values("row"))
        .select_related("asked__task", "unit")
    )  # fmt: skip
    found = [*map(_of_figure, figures), *map(_of_row, rows)]
    return tuple(sorted(found, key=lambda one: (one.code, one.place)))


def _of_figure(held: Figure) -> Reported:
    title = held.title if held.field == "数值" else f"{held.title}（{held.field}）"
    place = _BETWEEN.join((held.key, held.field, held.period))
    return Reported(held, held.task, held.unit.code, title, held.period, place)


def _of_row(held: ListRow) -> Reported:
    asked = held.asked
    title = f"{asked.title} 第 {held.number} 条"
    place = _BETWEEN.join((asked.key, asked.period, f"#{asked.task.number}-{held.number}"))
    return Reported(held, asked.task, held.unit.code, title, asked.period, place)


def drawn(
    population: Sequence[Reported], *, rule: DrawRule, count: int, seed: str
) -> tuple[Reported, ...]:
    """What a rule takes, in the order of the population."""
    if rule == DrawRule.ALL:
        return tuple(population)
    by_owner: dict[int, list[Reported]] = defaultdict(list)
    for one in population:
        owner = one.held.unit_id if rule == DrawRule.PER_UNIT else one.task.supplier_id
        by_owner[owner].append(one)
    chosen = {id(one) for owned in by_owner.values() for one in _least(owned, count, seed)}
    return tuple(one for one in population if id(one) in chosen)


def _least(owned: Iterable[Reported], count: int, seed: str) -> list[Reported]:
    return sorted(owned, key=lambda one: one.rank(seed))[:count]
