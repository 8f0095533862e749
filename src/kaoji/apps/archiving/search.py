"""What can be found in this room: archives."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kaoji.apps.archiving.models import Archive
from kaoji.apps.archiving.queries import made_archives
from kaoji.web.actor import Actor
from kaoji.web.search import Findable, Hit, make_findable


def make_all_findable() -> None:
    """Called once, when the application is ready."""
    make_findable(ARCHIVES)


def _rows(actor: Actor) -> QuerySet[Archive]:
    return made_archives(actor).order_by("-pk")


def _hit(archive: Archive) -> Hit:
    told = f"{archive.get_retention_display()} · {archive.digest[:16]}"
    url = reverse("archiving:cycle", args=[archive.cycle.number])
    return Hit(str(archive), context=told, url=url)


ARCHIVES = Findable(
    "archives",
    word=_("考核归档"),
    rows=_rows,
    fields=("cycle__title", "digest"),
    hit=_hit,
    order=55,
)
