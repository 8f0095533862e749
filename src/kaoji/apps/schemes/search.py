"""What can be found in this room: own schemes."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from kaoji.apps.schemes.models import OwnScheme
from kaoji.apps.schemes.permissions import SEE
from kaoji.apps.schemes.queries import drafts_of
from kaoji.web.actor import Actor
from kaoji.web.search import Findable, Hit, make_findable


def make_all_findable() -> None:
    """Called once, when the application is ready."""
    make_findable(SCHEMES)


def _schemes(actor: Actor) -> QuerySet[OwnScheme]:
    rows = drafts_of(actor)
    return rows if actor.roles & SEE.held_by else rows.none()


def _hit(scheme: OwnScheme) -> Hit:
    told = _t("{key} · 第 {n} 稿 · {by}").format(
        key=scheme.key, n=scheme.number, by=scheme.changed_by
    )
    return Hit(scheme.title, context=told, url=reverse("schemes:draft", args=(scheme.pk,)))


SCHEMES = Findable(
    "own-schemes", word=_("考核方案"), rows=_schemes, fields=("title", "key"), hit=_hit, order=25
)
