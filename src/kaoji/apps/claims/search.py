"""What can be found in this room: the claims that somebody sees."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kaoji.apps.claims.models import Claim
from kaoji.apps.claims.queries import claims_visible_to
from kaoji.web.actor import Actor
from kaoji.web.search import Findable, Hit, make_findable


def make_all_findable() -> None:
    """Called once, when the application is ready."""
    make_findable(CLAIMS)


def _rows(actor: Actor) -> QuerySet[Claim]:
    return claims_visible_to(actor).order_by("-pk")


def _hit(claim: Claim) -> Hit:
    told = f"{claim.cycle} · {claim.paper or '—'} · {claim.get_state_display()}"
    return Hit(str(claim), context=told, url=reverse("claims:claim", args=[claim.pk]))


CLAIMS = Findable(
    "claims",
    word=_("加减分申报"),
    rows=_rows,
    fields=("unit_name", "key", "paper", "proof"),
    hit=_hit,
    order=25,
)
