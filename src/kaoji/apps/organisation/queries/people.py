"""Who holds which post on a day, who is away, who stands in for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from kaoji.apps.accounts.models import User
from kaoji.apps.organisation.enums import HoldingKind
from kaoji.apps.organisation.models import (
    BUSINESS_CHOICES,
    Absence,
    Delegation,
    HandOver,
    Holding,
    Post,
    Unit,
    UnitState,
)
from kaoji.apps.organisation.permissions import is_concerned, may_give
from kaoji.apps.organisation.queries.found import found, standing
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.roles import Role


@dataclass(frozen=True, slots=True)
class Held:
    """A post on the page of its unit, with those who hold it on the day."""

    post: Post
    holdings: tuple[Holding, ...]
    may_give: bool


def _named(rows: QuerySet[Holding], *, on: date) -> QuerySet[Holding]:
    """Holdings with the unit's name on a day (the nearest one where it is not there)."""
    names = UnitState.objects.filter(unit=OuterRef("post__unit")).order_by("-begins_on")
    names = names.filter(begins_on__lte=on)
    return rows.select_related("post__unit", "user").annotate(
        unit_name=Subquery(names.values("name")[:1]),
        unit_initials=Subquery(names.values("initials")[:1]),
    )


def holdings_of(
    actor: Actor, *, on: date, unit: Unit | None = None, user: User | None = None
) -> QuerySet[Holding]:
    """Who holds what on a day: of the whole organisation, of a unit or of a person."""
    rows = Holding.objects.of(actor).filter(standing(on))
    if unit is not None:
        rows = rows.filter(post__unit=unit)
    if user is not None:
        rows = rows.filter(user=user)
    return _named(rows, on=on).order_by("post__unit__code", "post__name", "user__name", "pk")


def posts_of(actor: Actor, *, unit: Unit, on: date) -> tuple[Held, ...]:
    """The posts of a unit on a day, with whoever holds them."""
    posts = Post.objects.of(actor).filter(standing(on), unit=unit).order_by("name", "pk")
    by_post: dict[int, list[Holding]] = {}
    for holding in holdings_of(actor, on=on, unit=unit):
        by_post.setdefault(holding.post_id, []).append(holding)
    return tuple(
        Held(post, tuple(by_post.get(post.pk, ())), may_give(actor, role=post.role))
        for post in posts
    )


def people_of(actor: Actor) -> QuerySet[User]:
    """Whom one may appoint: people with an account here who are no administrators."""
    rows = User.objects.filter(organisation_id=actor.organisation_key or 0)
    return rows.filter(administrator="", is_active=True).order_by("name", "username")


def person_of(actor: Actor, *, key: int) -> User:
    """A person by key; administrators are no people of this room."""
    rows = User.objects.filter(organisation_id=actor.organisation_key or 0, administrator="")
    person: User = found(rows, key=key)
    return person


def post_of(actor: Actor, *, key: int) -> Post:
    """A post by its key."""
    post: Post = found(Post.objects.of(actor).select_related("unit"), key=key)
    return post


def holding_of(actor: Actor, *, key: int) -> Holding:
    """A holding by its key."""
    rows = Holding.objects.of(actor).select_related("post__unit", "user")
    holding: Holding = found(rows, key=key)
    return holding


def absence_of(actor: Actor, *, key: int) -> Absence:
    """An absence by its key."""
    absence: Absence = found(Absence.objects.of(actor).select_related("user"), key=key)
    return absence


def holding_to_delegate(actor: Actor, *, key: int) -> Holding:
    """A holding of one's own, or of a role that one gives; any other is missing."""
    holding = holding_of(actor, key=key)
    if holding.user_id != actor.person_key and not may_give(actor, role=holding.post.role):
        raise Http404
    return holding


def delegation_of(actor: Actor, *, key: int) -> Delegation:
    """A delegation that one may withdraw; any other is missing."""
    rows = Delegation.objects.of(actor).select_related("holding__post__unit", "holding__user")
    delegation: Delegation = found(rows.select_related("deputy"), key=key)
    holding_to_delegate(actor, key=delegation.holding_id)
    return delegation


def hand_over_of(actor: Actor, *, key: int) -> HandOver:
    """A hand-over by its key; to whom it is no concern it is missing."""
    rows = HandOver.objects.of(actor).select_related(
        "holding__post__unit", "holding__user", "successor__user"
    )
    made: HandOver = found(rows, key=key)
    if not _concerns(actor, holding=made.holding, other_key=made.successor.user_id):
        raise Http404
    return made


def _concerns(actor: Actor, *, holding: Holding, other_key: int) -> bool:
    people = frozenset({holding.user_id, other_key})
    post = holding.post
    return is_concerned(actor, role=post.role, unit_key=post.unit_id, people=people)


@dataclass(frozen=True, slots=True)
class StandingIn:
    """A delegation on the page of a person: that it is, for all; why, for those concerned."""

    row: Delegation
    is_told: bool


def _standing_in(actor: Actor, *, rows: QuerySet[Delegation]) -> tuple[StandingIn, ...]:
    return tuple(
        StandingIn(one, _concerns(actor, holding=one.holding, other_key=one.deputy_id))
        for one in rows.select_related("holding__post", "holding__user", "deputy")
    )


def person_page(actor: Actor, *, user: User, on: date) -> dict[str, object]:
    """A person's posts, absences and delegations, newest first."""
    holdings = _named(Holding.objects.of(actor).filter(user=user), on=on)
    standing_in = Delegation.objects.of(actor).filter(Q(holding__user=user) | Q(deputy=user))
    handed = HandOver.objects.of(actor).filter(Q(holding__user=user) | Q(successor__user=user))
    handed = handed.select_related("holding__post", "holding__user", "successor__user")
    return {
        "holdings": tuple(holdings.order_by("-begins_on", "-pk")),
        "absences": tuple(Absence.objects.of(actor).filter(user=user)),
        "delegations": _standing_in(actor, rows=standing_in),
        "hand_overs": tuple(
            one
            for one in handed
            if _concerns(actor, holding=one.holding, other_key=one.successor.user_id)
        ),
    }


def posts_to_fill(actor: Actor) -> QuerySet[Post]:
    """Posts that are open today or later and that the actor may fill, with their units' names."""
    names = UnitState.objects.filter(unit=OuterRef("unit")).order_by("-begins_on")
    roles = [role for role, _label in BUSINESS_CHOICES if may_give(actor, role=role)]
    posts: QuerySet[Post] = (
        Post.objects.of(actor)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=clock.today()), role__in=roles)
        .annotate(unit_name=Subquery(names.values("name")[:1]))
        .order_by("unit__code", "name")
    )
    return posts


def directors_of(actor: Actor) -> QuerySet[Holding]:
    """Who directs the performance office, today or later."""
    rows = Holding.objects.of(actor).filter(post__role=Role.OFFICE_DIRECTOR.value)
    rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=clock.today()))
    return _named(rows, on=clock.today()).order_by("begins_on", "pk")


def director_posts_of(actor: Actor) -> QuerySet[Post]:
    """The posts of directors of the performance office that are open."""
    return posts_to_fill(actor).filter(role=Role.OFFICE_DIRECTOR.value)


def director_of(actor: Actor, *, key: int) -> Holding:
    """A holding of a director of the performance office."""
    holding: Holding = found(directors_of(actor), key=key)
    return holding


def director_post_of(actor: Actor, *, key: int) -> Post:
    """A post of a director of the performance office."""
    post: Post = found(director_posts_of(actor), key=key)
    return post


def appointments_held(actor: Actor) -> QuerySet[Holding]:
    """Appointments (no borrowed and no acting ones) that are not over."""
    rows = Holding.objects.of(actor).filter(kind=HoldingKind.APPOINTED)
    rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=clock.today()))
    held: QuerySet[Holding] = rows.select_related("user", "post__unit").order_by(
        "post__unit__code", "post__name", "user__username"
    )
    return held
