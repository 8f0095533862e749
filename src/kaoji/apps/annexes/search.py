"""What can be found in this room: approved items of the tables that somebody sees."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kaoji.apps.annexes.models import Item
from kaoji.apps.annexes.queries import items_in_force
from kaoji.web.actor import Actor
from kaoji.web.search import Findable, Hit, make_findable


def make_all_findable() -> None:
    """Called once, when the application is ready."""
    make_findable(ITEMS)


def _rows(actor: Actor) -> QuerySet[Item]:
    return items_in_force(actor).order_by("-pk")


def _hit(item: Item) -> Hit:
    table = item.edition.table
    told = f"{table.unit_name} · {table.annex} · {table.annex.cycle}"
    return Hit(str(item), context=told, url=reverse("annexes:table", args=[table.pk]))


ITEMS = Findable(
    "annex-items",
    word=_("个性指标"),
    rows=_rows,
    fields=("name", "edition__table__unit_name"),
    hit=_hit,
    order=28,
)
