"""Who a signed-in person is today: the roles of the posts held, and of those stood in for.

Whoever holds a post in a unit that has taken over from another holds it for that one as well, once
it is no more: an appraisal that is under way still has somebody to speak for it. The posts of the
appraising office are not taken over in this way; its successor is the office anyhow.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from kaoji.apps.accounts.models import User
from kaoji.apps.organisation.models import Delegation, Holding, Succession, UnitState
from kaoji.web.actor import Actor
from kaoji.web.roles import OFFICE, Role


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
    formers = _formers_of(held, on=on)
    posts = {(one.post.unit_id, Role(one.post.role)) for one in held}
    heirs = {
        (former, role)
        for former, successors in formers.items()
        for unit, role in posts
        if unit in successors and role not in OFFICE
    }
    return replace(
        known,
        roles=frozenset(Role(one.post.role) for one in held),
        unit_keys=frozenset({*(unit for unit, _role in posts), *formers}),
        posts=frozenset(posts | heirs),
        post=own.post.name if own is not None else "",
        stands_in_for=stood_in.user.name if own is None and stood_in is not None else "",
    )


def holdings_on(user: User, *, on: date) -> tuple[Holding, ...]:
    """The posts that a person holds on a day, own ones first, then those stood in for."""
    found = (
        _held(user.pk, on=on)
        .select_related("post", "user")
        .annotate(has_formers=Exists(Succession.objects.filter(successor=OuterRef("post__unit"))))
        .order_by()
    )
    own = (one for one in found if one.organisation_id == user.organisation_id)
    return tuple(sorted(own, key=lambda one: (one.user_id != user.pk, one.pk)))


def posts_on(person_key: int | None, *, on: date) -> QuerySet[Holding, Any]:
    """The keys of the same posts, to be asked for within another question."""
    return _held(person_key, on=on).values("post")


def _held(person_key: int | None, *, on: date) -> QuerySet[Holding]:
    in_force = Q(begins_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    post_in_force = Q(post__begins_on__lte=on) & (
        Q(post__ends_on__isnull=True) | Q(post__ends_on__gte=on)
    )
    deputed = Delegation.objects.filter(
        deputy=person_key, begins_on__lte=on, ends_on__gte=on, withdrawn_at__isnull=True
    )
    # By two short ways, the person and the key: every request asks, and holdings are many. Asked
    # by the organisation, SQLite would read all of them.
    found: QuerySet[Holding] = Holding.objects.filter(
        Q(user=person_key) | Q(pk__in=deputed.values("holding"))
    ).filter(in_force, post_in_force)
    return found


def units_with_formers(held: Iterable[Holding], *, on: date) -> frozenset[int]:
    """The units of posts that are held on a day, and those that these have taken over."""
    held = tuple(held)
    return frozenset({*(one.post.unit_id for one in held), *_formers_of(held, on=on)})


def _formers_of(held: Iterable[Holding], *, on: date) -> dict[int, frozenset[int]]:
    # `has_formers` is asked along with the posts: most units have taken over nothing.
    heads = {one.post.unit_id for one in held if getattr(one, "has_formers", True)}
    return taken_over(heads, on=on)


def taken_over(unit_keys: Iterable[int], *, on: date) -> dict[int, frozenset[int]]:
    """Units that are no more on a day and have come into some units, each with those of them into
    which it has come, at once or by way of others.
    """
    found: dict[int, set[int]] = {}
    latest = {key: {key} for key in unit_keys}
    standing = UnitState.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on), unit=OuterRef("former"), begins_on__lte=on
    )
    while latest:
        steps = Succession.objects.filter(~Exists(standing), successor__in=latest, on__lte=on)
        further: dict[int, set[int]] = {}
        for former, successor in steps.values_list("former", "successor"):
            if new := latest[successor] - found.get(former, set()):
                found.setdefault(former, set()).update(new)
                further.setdefault(former, set()).update(new)
        latest = further
    return {former: frozenset(keys) for former, keys in found.items()}
