"""What can be found in this room: the items that somebody sees."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kaoji.apps.improvement.models import Item
from kaoji.apps.improvement.queries import items_visible_to
from kaoji.web.actor import Actor
from kaoji.web.search import Findable, Hit, make_findable


def make_all_findable() -> None:
    """Called once, when the application is ready."""
    make_findable(ITEMS)


def _rows(actor: Actor) -> QuerySet[Item]:
    return items_visible_to(actor).order_by("-pk")


def _hit(item: Item) -> Hit:
    told = f"{item.part.improvement_list} · {item.get_state_display()}"
    return Hit(str(item), context=told, url=reverse("improvement:item", args=[item.pk]))


ITEMS = Findable(
    "improvement",
    word=_("改进事项"),
    rows=_rows,
    fields=("unit_name", "name", "measures", "responsible"),
    hit=_hit,
    order=27,
)
