"""What can be found in this room: units as they are today, and people."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kaoji.apps.accounts.models import User
from kaoji.apps.organisation.models import Holding, UnitState
from kaoji.apps.organisation.permissions import SEE_UNITS, has
from kaoji.apps.organisation.queries import people_of
from kaoji.apps.organisation.queries.found import standing
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.search import Findable, Hit, make_findable


def make_all_findable() -> None:
    """Called once, when the application is ready."""
    make_findable(UNITS)
    make_findable(PEOPLE)


def _units(actor: Actor) -> QuerySet[UnitState]:
    rows: QuerySet[UnitState] = UnitState.objects.of(actor).filter(standing(clock.today()))
    if not has(actor, right=SEE_UNITS):
        return rows.none()
    return rows.select_related("unit", "group").order_by("order", "name", "pk")


def _unit_hit(state: UnitState) -> Hit:
    told = [str(state.get_kind_display()), state.unit.code]
    if state.group is not None:
        told.insert(1, state.group.name)
    address = reverse("organisation:unit", args=[state.unit_id])
    return Hit(state.name, context=" · ".join(told), url=address)


def _people(actor: Actor) -> QuerySet[User]:
    """People with where they work today, to tell two of one name apart."""
    if not has(actor, right=SEE_UNITS):
        return User.objects.none()
    day = clock.today()
    held = Holding.objects.filter(standing(day), user=OuterRef("pk")).order_by("-begins_on")
    names = UnitState.objects.filter(standing(day), unit=OuterRef("post__unit"))
    named = held.annotate(unit_name=Subquery(names.values("name")[:1]))
    return people_of(actor).annotate(
        post_name=Subquery(held.values("post__name")[:1]),
        unit_name=Subquery(named.values("unit_name")[:1]),
    )


def _person_hit(user: User) -> Hit:
    told = [getattr(user, "unit_name", None), getattr(user, "post_name", None)]
    return Hit(
        user.name,
        context=" · ".join(one for one in told if one),
        url=reverse("organisation:person", args=[user.pk]),
    )


UNITS = Findable(
    "units", word=_("机构"), rows=_units, fields=("name", "unit__code"), hit=_unit_hit, order=10
)
PEOPLE = Findable(
    "people", word=_("人员"), rows=_people, fields=("name",), hit=_person_hit, order=20
)
