"""What can be found in this room: the sheets that somebody sees."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kaoji.apps.selfscore.models import Sheet
from kaoji.apps.selfscore.queries import sheets_visible_to
from kaoji.web.actor import Actor
from kaoji.web.search import Findable, Hit, make_findable


def make_all_findable() -> None:
    """Called once, when the application is ready."""
    make_findable(SHEETS)


def _rows(actor: Actor) -> QuerySet[Sheet]:
    return sheets_visible_to(actor).order_by("-pk")


def _hit(sheet: Sheet) -> Hit:
    word = _now("自评：{sheet}").format(sheet=sheet)
    told = f"{sheet.round.cycle} · {sheet.get_state_display()}"
    return Hit(word, context=told, url=reverse("selfscore:sheet", args=[sheet.pk]))


SHEETS = Findable(
    "selfscore",
    word=_("自评"),
    rows=_rows,
    fields=("unit_name", "round__period"),
    hit=_hit,
    order=24,
)
