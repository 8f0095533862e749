"""Who a signed-in person is today: the roles of the posts held, and of those stood in for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db.models import Q

from kaoji.apps.accounts.models import User
from kaoji.apps.organisation.models import Delegation, Holding
from kaoji.web.actor import Actor
from kaoji.web.roles import Role


def actor_of(user: User, *, on: date, address: str = "") -> Actor:
    """The actor behind an account on a day. An administrator has that one role and no post."""
    known = Actor(
        username=user.username,
        name=user.name,
        organisation_key=user.organisation_id,
        person_key=user.pk,
        address=address,
    )
    if user.administrator:
        role = Role(user.administrator)
        return replace(known, roles=frozenset({role}), post=str(role.label))
    held = holdings_on(user, on=on)
    own = next((one for one in held if one.user_id == user.pk), None)
    stood_in = next((one for one in held if one.user_id != user.pk), None)
    return replace(
        known,
        roles=frozenset(Role(one.post.role) for one in held),
        unit_keys=frozenset(one.post.unit_id for one in held),
        posts=frozenset((one.post.unit_id, Role(one.post.role)) for one in held),
        post=own.post.name if own is not None else "",
        stands_in_for=stood_in.user.name if own is None and stood_in is not None else "",
    )


def holdings_on(user: User, *, on: date) -> tuple[Holding, ...]:
    """The posts that a person holds on a day, own ones first, then those stood in for."""
    in_force = Q(begins_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    post_in_force = Q(post__begins_on__lte=on) & (
        Q(post__ends_on__isnull=True) | Q(post__ends_on__gte=on)
    )
    deputed = Delegation.objects.filter(
        deputy=user, begins_on__lte=on, ends_on__gte=on, withdrawn_at__isnull=True
    )
    # By two short ways, the person and the key: every request asks, and holdings are many. Asked
    # by the organisation, SQLite would read all of them.
    found = (
        Holding.objects.filter(Q(user=user) | Q(pk__in=deputed.values("holding")))
        .filter(in_force, post_in_force)
        .select_related("post", "user")
        .order_by()
    )
    own = (one for one in found if one.organisation_id == user.organisation_id)
    return tuple(sorted(own, key=lambda one: (one.user_id != user.pk, one.pk)))
