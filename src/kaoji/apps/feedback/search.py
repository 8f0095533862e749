"""What can be found in this room: packages, by their cycle."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from kaoji.apps.feedback.models import Package
from kaoji.apps.feedback.queries import packages_visible_to
from kaoji.web.actor import Actor
from kaoji.web.search import Findable, Hit, make_findable


def make_all_findable() -> None:
    """Called once, when the application is ready."""
    make_findable(PACKAGES)


def _packages(actor: Actor) -> QuerySet[Package]:
    return packages_visible_to(actor).order_by("-pk")


def _hit(package: Package) -> Hit:
    told = _t("第 {n} 次计分 · {state}").format(
        n=package.run.number, state=package.get_state_display()
    )
    return Hit(
        str(package), context=told, url=reverse("feedback:packages", args=[package.cycle.number])
    )


PACKAGES = Findable(
    "packages",
    word=_("上会材料"),
    rows=_packages,
    fields=("cycle__title", "cycle__period", "by_name"),
    hit=_hit,
    order=46,
)
