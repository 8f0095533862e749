"""Figures as the engine's facts table: what is locked, without what is under dispute."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from kaoji.apps.facts.enums import DisputeOutcome, Mark, TaskState
from kaoji.apps.facts.models import Figure, PinnedScheme, TaskUnit
from kaoji.web.actor import Actor

FIRST = ("对象", "周期", "指标", "数值")
LAST = ("来源", "佐证")


def facts_of(actor: Actor, *, scheme: PinnedScheme, year: str) -> Iterable[Figure]:
    """Figures that may be scored."""
    return (
        Figure.objects.of(actor)
        .filter(
            scheme_key=scheme.scheme_key,
            period__startswith=year,
            task__scheme=scheme,
            task__state=TaskState.LOCKED,
        )
        .exclude(disputes__outcome=DisputeOutcome.OPEN)
        .exclude(mark=Mark.MISSING, typed="")
        .select_related("task")
        .order_by("unit__code", "key", "period", "field")
    )


def as_csv(actor: Actor, *, scheme: PinnedScheme, year: str) -> str:
    """The facts table as text: a row for each unit, key and period, a column for each field."""
    figures = list(facts_of(actor, scheme=scheme, year=year))
    names = {
        (one.task_id, one.unit_id): one.name
        for one in TaskUnit.objects.of(actor).filter(task__in={one.task_id for one in figures})
    }
    fields = sorted({one.field for one in figures} - set(FIRST))
    rows: dict[tuple[str, str, str], dict[str, str]] = {}
    for one in figures:
        name = names[one.task_id, one.unit_id]
        row = rows.setdefault((name, one.period, one.key), {"来源": one.task.supplier_name})
        row[one.field] = one.value if one.mark == Mark.VALUE else str(Mark(one.mark).label)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    columns = (*FIRST, *fields, *LAST)
    writer.writerow(columns)
    for (name, period, key), row in rows.items():
        told = row | {"对象": name, "周期": period, "指标": key}
        writer.writerow([told.get(column, "") for column in columns])
    return stream.getvalue()
