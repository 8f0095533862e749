"""What can be found in this room: the cycles that somebody sees."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.queries import cycles_visible_to
from kaoji.web.actor import Actor
from kaoji.web.search import Findable, Hit, make_findable


def make_all_findable() -> None:
    """Called once, when the application is ready."""
    make_findable(CYCLES)


def _cycles(actor: Actor) -> QuerySet[Cycle]:
    return cycles_visible_to(actor).order_by("-number")


def _hit(cycle: Cycle) -> Hit:
    told = f"{cycle.group_name} · {cycle.basis} · {cycle.get_state_display()}"
    address = reverse("appraisals:cycle", args=[cycle.number])
    return Hit(str(cycle), context=told, url=address)


CYCLES = Findable(
    "cycles",
    word=_("考核"),
    rows=_cycles,
    fields=("title", "period", "group_name", "basis", "scheme__title"),
    hit=_hit,
    order=20,
)
