"""What can be found in this room: targets that somebody sees whole."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kaoji.apps.targets.models import Line
from kaoji.apps.targets.queries import lines_of
from kaoji.web.actor import Actor
from kaoji.web.search import Findable, Hit, make_findable


def make_all_findable() -> None:
    """Called once, when the application is ready."""
    make_findable(TARGETS)


def _lines(actor: Actor) -> QuerySet[Line]:
    return lines_of(actor).order_by("-pk")


def _hit(line: Line) -> Hit:
    told = f"{line.indicator.key} · {line.indicator.assignment.cycle}"
    return Hit(str(line), context=told, url=reverse("targets:line", args=[line.pk]))


TARGETS = Findable(
    "targets",
    word=_("目标"),
    rows=_lines,
    fields=("name", "indicator__key", "indicator__period"),
    hit=_hit,
    order=22,
)
