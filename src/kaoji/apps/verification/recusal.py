"""Who stands back from what (回避): by unit, by what he supplied, by what he declared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from kaoji.apps.accounts.models import User
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.facts.models import CollectionTask, FigureRevision, ListRowRevision
from kaoji.apps.facts.permissions import SUPPLIERS
from kaoji.apps.organisation.acting import holdings_on, units_with_formers
from kaoji.apps.organisation.queries.above import with_those_above
from kaoji.apps.verification.models import Check, Visit
from kaoji.web.refusals import Refused


@dataclass(frozen=True, slots=True)
class Bars:
    """What somebody may not verify in a cycle."""

    own: frozenset[int]
    supplies: frozenset[int]
    declared: Mapping[int, str]
    #: Figures and rows that the person has entered, and sheets that he has sent or signed.
    figures: frozenset[int]
    rows: frozenset[int]
    sheets: frozenset[int]

    def of_unit(self, unit_key: int) -> str:
        """Why the person stands back from a unit; nothing where he need not."""
        if unit_key in self.own:
            return _("在被核验单位任职")
        if unit_key in self.declared:
            return _("本人申报回避：{reason}").format(reason=self.declared[unit_key])
        return ""

    def of_check(self, check: Check) -> str:
        """Why the person stands back from an item; nothing where he need not."""
        if why := self.of_unit(check.unit_id):
            return why
        if check.supplier_id in self.supplies:
            return _("在提供这个数的责任单位任职")
        has_entered = check.figure_id in self.figures or check.row_id in self.rows
        if has_entered or check.held.task.pk in self.sheets:
            return _("这个数由本人填报或签批")
        return ""


def bars_of(person: User, *, cycle: Cycle, on: date) -> Bars:
    """All of it for one person, in as many questions whatever the number of items."""
    held = holdings_on(person, on=on)
    checks = cycle.checks.all()
    figures = FigureRevision.objects.filter(
        post__sender=person, figure__in=checks.exclude(figure=None).values("figure")
    )
    rows = ListRowRevision.objects.filter(
        post__sender=person, row__in=checks.exclude(row=None).values("row")
    )
    sheets = CollectionTask.objects.filter(
        Q(submitted_by=person) | Q(signed_by=person), scheme=cycle.scheme_id
    )
    return Bars(
        own=with_those_above(
            units_with_formers(held, on=on), organisation_key=cycle.organisation_id, on=on
        ),
        supplies=frozenset(one.post.unit_id for one in held if one.post.role in SUPPLIERS),
        declared=declared_by(person, cycle=cycle),
        figures=frozenset(figures.values_list("figure", flat=True)),
        rows=frozenset(rows.values_list("row", flat=True)),
        sheets=frozenset(sheets.values_list("pk", flat=True)),
    )


def declared_by(person: User, *, cycle: Cycle) -> dict[int, str]:
    """Units from which somebody has said that he stands back."""
    return dict(cycle.recusals.filter(person=person).values_list("unit", "reason"))


def check_stands(why: str) -> None:
    """Refuse whoever must stand back."""
    if why:
        raise Refused(
            "must-recuse",
            reason=_("应当回避：{why}").format(why=why),
            remedy=_("请由绩效办改派别人"),
        )


def check_team(people: Iterable[User], *, visit: Visit, on: date) -> None:
    """Refuse a team of which somebody must stand back from the unit, or from what is looked at."""
    items = list(visit.checks.select_related("figure__task", "row__asked__task"))
    for one in people:
        bars = bars_of(one, cycle=visit.cycle, on=on)
        if why := _why(bars, visit=visit, items=items):
            raise Refused(
                "must-recuse",
                reason=_("{name}应当回避{unit}：{why}").format(
                    name=one.name, unit=visit.unit_name, why=why
                ),
                remedy=_("请由绩效办换人"),
                field="team",
            )


def _why(bars: Bars, *, visit: Visit, items: list[Check]) -> str:
    reasons = (bars.of_unit(visit.unit_id), *map(bars.of_check, items))
    return next(filter(None, reasons), "")
