"""What can be found in this room: items and on-site checks that somebody sees."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kaoji.apps.appraisals.queries import is_insider
from kaoji.apps.verification.enums import CheckState
from kaoji.apps.verification.models import Check, Visit
from kaoji.apps.verification.queries import visits_of, with_state
from kaoji.web.actor import Actor
from kaoji.web.search import Findable, Hit, make_findable


def make_all_findable() -> None:
    """Called once, when the application is ready."""
    make_findable(CHECKS)
    make_findable(VISITS)


def _checks(actor: Actor) -> QuerySet[Check]:
    rows: QuerySet[Check] = Check.objects.of(actor).select_related("cycle")
    if not is_insider(actor):
        rows = rows.filter(verifier=actor.person_key or 0)
    found: QuerySet[Check] = with_state(rows).order_by("-pk")
    return found


def _check(one: Check) -> Hit:
    told = f"{one.cycle} · {one.period} · {CheckState(one.now).label}"  # type: ignore[attr-defined]
    return Hit(str(one), context=told, url=reverse("verification:check", args=[one.pk]))


def _visits(actor: Actor) -> QuerySet[Visit]:
    return visits_of(actor).order_by("-pk")


def _visit(one: Visit) -> Hit:
    told = f"{one.cycle} · {one.on} · {one.get_state_display()}"
    return Hit(str(one), context=told, url=reverse("verification:visit", args=[one.pk]))


CHECKS = Findable(
    "verification",
    word=_("核验"),
    rows=_checks,
    fields=("unit_name", "title", "supplier_name", "verifier_name"),
    hit=_check,
    order=26,
)
VISITS = Findable(
    "visits", word=_("现场核查"), rows=_visits, fields=("unit_name",), hit=_visit, order=27
)
