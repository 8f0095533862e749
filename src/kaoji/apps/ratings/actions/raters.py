"""Who rates, and whom somebody does not rate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kaoji.apps.audit.actions import record
from kaoji.apps.organisation.models import Unit
from kaoji.apps.organisation.queries.people import holdings_of
from kaoji.apps.ratings import audit_types as acts
from kaoji.apps.ratings.actions.common import check_state, home, lock, needed
from kaoji.apps.ratings.enums import RatingState
from kaoji.apps.ratings.models import Rater, Rating, Recusal
from kaoji.apps.ratings.permissions import DRAW_UP, check, check_own
from kaoji.apps.ratings.rules import units_of
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused

_BEFORE_CLOSING = (RatingState.DRAFT, RatingState.OPEN)


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody without an account: the name, the post, and the unit where there is one."""

    name: str
    post: str = ""
    unit: Unit | None = None


def add_raters(
    *,
    by: Actor,
    rating: Rating,
    rater_class: str,
    people: Iterable[int] = (),
    named: Iterable[Named] = (),
) -> int:
    """Add raters to a class: people who hold a post today, and others by name."""
    check(by, right=DRAW_UP)
    with transaction.atomic():
        rating = lock(by, rating=rating)
        check_state(rating, states=_BEFORE_CLOSING, verb=_("加评分人"))
        if rater_class not in rating.classes:
            raise Refused("no-such-class", reason=_("没有这类评分人"), field="rater_class")
        wanted = [*_with_accounts(by, keys=set(people)), *_without(by, named=named)]
        if not wanted:
            raise Refused("no-raters", reason=_("没有选评分人"), field="people")
        _check_new(rating, rater_class=rater_class, wanted=wanted)
        last = rating.raters.aggregate(last=Max("order"))["last"] or 0
        for order, one in enumerate(wanted, start=last + 1):
            one.rating, one.order, one.rater_class = rating, order, rater_class
            one.save()
        told = {"class": rater_class, "raters": [one.name for one in wanted]}
        record(acts.ADD_RATERS, by=by, of=rating, after=told)
    return len(wanted)


def _with_accounts(by: Actor, *, keys: set[int]) -> list[Rater]:
    """People by key, each with the first of the posts held today."""
    posts: dict[int, Rater] = {}
    held: Any = holdings_of(by, on=clock.today()).filter(user__in=keys)
    for one in held:
        post = f"{one.unit_name} {one.post.name}"
        made = Rater(organisation_id=home(by), name=one.user.name, post=post, user=one.user)
        posts.setdefault(one.user_id, made)
    if len(posts) != len(keys):
        raise Refused("no-such-person", reason=_("选的人里有今天不在岗的"), field="people")
    return list(posts.values())


def _without(by: Actor, *, named: Iterable[Named]) -> list[Rater]:
    made = []
    for one in named:
        check_own(by, one.unit)
        name = needed(one.name, field="named", what=_("姓名"))
        made.append(
            Rater(organisation_id=home(by), name=name, post=one.post.strip(), unit=one.unit)
        )
    return made


def _check_new(rating: Rating, *, rater_class: str, wanted: list[Rater]) -> None:
    """Nobody rates twice, in whichever class."""
    users = set(rating.raters.exclude(user=None).values_list("user", flat=True))
    names = set(
        rating.raters.filter(user=None, rater_class=rater_class).values_list("name", flat=True)
    )
    for one in wanted:
        is_known = one.user_id in users if one.user_id else one.name in names
        if is_known:
            raise Refused(
                "rater-twice",
                reason=_("{name}已经是评分人").format(name=one.name),
                remedy=_("一人一票；同名的请在姓名后注明单位"),
                field="people" if one.user_id else "named",
            )
        if not one.user_id:
            names.add(one.name)


def remove_rater(*, by: Actor, rater: Rater) -> None:
    """Take somebody off who has not cast."""
    check(by, right=DRAW_UP)
    check_own(by, rater)
    with transaction.atomic():
        rating = lock(by, rating=rater.rating)
        check_state(rating, states=_BEFORE_CLOSING, verb=_("移出评分人"))
        rater = _waiting(rater)
        record(acts.REMOVE_RATER, by=by, of=rating, before={"rater": rater.name})
        rater.delete()


def recuse(*, by: Actor, rater: Rater, unit_keys: Iterable[int], reason: str) -> None:
    """Lay down whom a rater does not rate; what was laid down before is replaced."""
    check(by, right=DRAW_UP)
    check_own(by, rater)
    with transaction.atomic():
        rating = lock(by, rating=rater.rating)
        check_state(rating, states=_BEFORE_CLOSING, verb=_("登记回避"))
        rater, keys = _waiting(rater), set(unit_keys)
        units = units_of(rating)
        if not keys <= set(units):
            raise Refused("no-such-unit", reason=_("这次不评这个单位"), field="units")
        why = needed(reason, field="reason", what=_("回避理由")) if keys else ""
        rater.recusals.all().delete()
        for key in sorted(keys):
            Recusal.objects.create(organisation_id=home(by), rater=rater, unit_id=key, reason=why)
        told = {"rater": rater.name, "units": [units[key] for key in sorted(keys)]}
        record(acts.RECUSE, by=by, of=rating, after=told, reason=why)


def _waiting(rater: Rater) -> Rater:
    found: Rater = Rater.objects.select_for_update().get(pk=rater.pk)
    if found.has_cast:
        raise Refused("cast-already", reason=_("{name}已经投票").format(name=found.name))
    return found
