"""What drafts of schemes can be tried on: locked figures of a scheme that the draft comes from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from kaoji.apps.facts.actions.common import states_on
from kaoji.apps.facts.enums import TaskState
from kaoji.apps.facts.export import as_csv, facts_of
from kaoji.apps.facts.models import CollectionTask, PinnedScheme
from kaoji.apps.organisation.models import UnitState
from kaoji.apps.schemes.models import OwnScheme
from kaoji.apps.schemes.trial import Supply
from kaoji.web import clock
from kaoji.web.actor import Actor


def locked_years(actor: Actor, scheme: OwnScheme) -> Iterator[Supply]:
    """The locked figures of last year and this one, of each chosen version that is akin."""
    akin = {scheme.key, scheme.base.rpartition("@")[0]} - {""}
    tasks = CollectionTask.objects.of(actor).filter(
        scheme__scheme_key__in=akin, state=TaskState.LOCKED
    )
    years = {(one.scheme, one.period[:4]) for one in tasks.select_related("scheme")}
    recent = {str(clock.today().year - back) for back in (0, 1)}
    for pinned, year in sorted(years, key=lambda one: (one[1], one[0].pk), reverse=True):
        if year in recent:
            yield _supply(actor, pinned=pinned, year=year)


def _supply(actor: Actor, *, pinned: PinnedScheme, year: str) -> Supply:
    return Supply(
        f"locked-{pinned.pk}-{year}",
        _("{scheme}：{year} 年已锁定的数").format(scheme=pinned, year=year),
        year,
        facts=lambda: (as_csv(actor, scheme=pinned, year=year),),
        subjects=_subjects(actor, pinned=pinned, year=year),
    )


def _subjects(actor: Actor, *, pinned: PinnedScheme, year: str) -> str:
    """The groups of the units that have figures, as the engine's table of subjects."""
    keys = {one.unit_id for one in facts_of(actor, scheme=pinned, year=year)}
    known = states_on(keys, day=clock.today()).values()
    groups = {one.group_id for one in known if one.group_id is not None}
    states = UnitState.objects.filter(
        unit__organisation_id=actor.organisation_key or 0,
        group__in=groups,
        begins_on__lte=clock.today(),
    ).exclude(ends_on__lt=clock.today())
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(("对象", "组别"))
    for name, group in states.order_by("unit__code").values_list("name", "group__name"):
        writer.writerow((name, group))
    return stream.getvalue()
