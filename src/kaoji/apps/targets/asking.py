"""Which keys of a cycle's scheme carry a target, and which of them are collected as figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.facts.enums import TaskState
from kaoji.apps.facts.models import TaskKey
from kaoji.apps.facts.sheets import asked_by
from kaoji.web.actor import Actor

#: The column of the facts table in which a target stands.
TARGET = "目标"


@dataclass(frozen=True, slots=True)
class Carrier:
    """A key with a target in a period. `held_by`: the task that asks for that target already."""

    key: str
    period: str
    kind: str
    measure: str
    low: str
    high: str
    options: tuple[str, ...]
    clause: str
    held_by: str = ""

    @property
    def title(self) -> str:
        """The key and the period."""
        return f"{self.key} {self.period}"


def carriers_of(actor: Actor, *, cycle: Cycle) -> tuple[Carrier, ...]:
    """The targets that a cycle's scheme knows, in its order; refused where it is no longer the one
    that was pinned.
    """
    held = _asked_for(actor, cycle=cycle)
    return tuple(_carriers(cycle, held=held))


def _carriers(cycle: Cycle, *, held: dict[tuple[str, str], str]) -> Iterator[Carrier]:
    scheme = cycle.scheme
    asked = asked_by(
        scheme.pack, digest=scheme.digest, period=cycle.period, owner=scheme.organisation_id
    )
    for one in asked:
        if one.field == TARGET:
            for period in one.periods:
                yield Carrier(
                    one.key, period, one.kind, one.measure, one.low, one.high, one.options,
                    one.clause, held.get((one.key, period), ""),
                )  # fmt: skip


def _asked_for(actor: Actor, *, cycle: Cycle) -> dict[tuple[str, str], str]:
    """Targets that sheets of the facts room ask of units of this cycle."""
    found = (
        TaskKey.objects.of(actor)
        .filter(
            field=TARGET,
            is_shown_only=False,
            task__scheme__scheme_key=cycle.scheme.scheme_key,
            task__units__unit__in=cycle.units.values("unit"),
        )
        .exclude(task__state=TaskState.DRAFT)
        .select_related("task")
        .distinct()
    )
    return {(one.key, one.period): str(one.task) for one in found}
