"""What has become of units: which are no more, and who goes on for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kaoji.apps.organisation.models import Succession, Unit, UnitState
from kaoji.apps.organisation.queries.found import standing
from kaoji.apps.organisation.queries.units import names_of


@dataclass(slots=True)
class Fate:
    """A unit that is no more: since when, into which units it has come, on what basis."""

    since: date
    successors: list[str] = field(default_factory=list)
    basis: str = ""

    def __str__(self) -> str:
        day = date_format(self.since, "Y年n月j日")
        if not self.successors:
            return _("自{day}起撤销，没有承接的单位").format(day=day)
        told = _("自{day}起并入{into}").format(day=day, into="、".join(self.successors))
        return f"{told}（{self.basis}）" if self.basis else told


def fates_of(keys: Iterable[int], *, on: date) -> dict[int, Fate]:
    """Those of some units that are no more on a day, in the order in which they ended."""
    states = UnitState.objects.filter(unit__in=set(keys), begins_on__lte=on)
    ends = states.values("unit").annotate(last=Max("ends_on"), open_count=_OPEN).order_by("last")
    found = {
        one["unit"]: Fate(one["last"] + timedelta(days=1))
        for one in ends
        if not one["open_count"] and one["last"] < on
    }
    if found:
        steps = Succession.objects.filter(former__in=found, on__lte=on).order_by("on", "pk")
        rows = list(steps.values_list("former", "successor", "basis"))
        names = names_of([successor for _former, successor, _basis in rows], on=on)
        for former, successor, basis in rows:
            found[former].successors.append(names[successor])
            found[former].basis = basis
    return found


_OPEN = Max("pk", filter=Q(ends_on__isnull=True))


def spoken_for(*, on: date) -> QuerySet[Unit]:
    """Units that are there on a day, or that others have taken over: somebody answers for them."""
    here = UnitState.objects.filter(standing(on), unit=OuterRef("pk"))
    taken = Succession.objects.filter(former=OuterRef("pk"), on__lte=on)
    found: QuerySet[Unit] = Unit.objects.filter(Exists(here) | Exists(taken))
    return found
