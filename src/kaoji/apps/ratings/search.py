"""What can be found in this room: ratings, for the office; never raters, never marks."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kaoji.apps.ratings.models import Rating
from kaoji.apps.ratings.permissions import SEE_RATINGS
from kaoji.web.actor import Actor
from kaoji.web.search import Findable, Hit, make_findable


def make_all_findable() -> None:
    """Called once, when the application is ready."""
    make_findable(RATINGS)


def _ratings(actor: Actor) -> QuerySet[Rating]:
    found: QuerySet[Rating] = Rating.objects.of(actor).select_related("cycle")
    return found if actor.roles & SEE_RATINGS.held_by else found.none()


def _hit(rating: Rating) -> Hit:
    told = f"{rating.cycle} · {rating.get_state_display()}"
    return Hit(str(rating), context=told, url=reverse("ratings:rating", args=[rating.number]))


RATINGS = Findable(
    "ratings", word=_("评议"), rows=_ratings, fields=("key", "period", "cycle__title"), hit=_hit,
    order=25,
)  # fmt: skip
