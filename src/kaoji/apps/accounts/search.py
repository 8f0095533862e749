"""What can be found in this room: accounts, by whoever keeps or guards them."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kaoji.apps.accounts.models import User
from kaoji.apps.accounts.permissions import SEE_ACCOUNTS
from kaoji.apps.accounts.queries import accounts_visible_to
from kaoji.web.actor import Actor
from kaoji.web.search import Findable, Hit, make_findable


def make_all_findable() -> None:
    """Called once, when the application is ready."""
    make_findable(ACCOUNTS)


def _accounts(actor: Actor) -> QuerySet[User]:
    if not actor.roles & SEE_ACCOUNTS.held_by:
        return User.objects.none()
    return accounts_visible_to(actor).order_by("username")


def _hit(user: User) -> Hit:
    address = reverse("accounts:account", args=[user.pk])
    return Hit(user.name, context=user.username, url=address)


ACCOUNTS = Findable(
    "accounts", word=_("账户"), rows=_accounts, fields=("name", "username"), hit=_hit, order=60
)
