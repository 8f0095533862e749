"""What people make of a list for themselves: its columns and their order, and searches by name.

All of it is in the address, so that it can be sent to others, who see in it what they may see.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.lists.declare import Column, Listing
from kaoji.web.models import KeptView
from kaoji.web.refusals import Refused

#: What of an address tells which part is shown, or as what; the rest tells what is sought.
PASSING = ("page", "export", "print", "choose")
#: More searches of one list than this nobody finds again.
MOST_KEPT = 30
LONGEST_ASKED = 2_000
LONGEST_NAME = 50


@dataclass(frozen=True, slots=True)
class Choice:
    """A column that may be shown or left out."""

    key: str
    title: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Own:
    """What somebody keeps of a list: searches by name, and columns; nothing while signed out."""

    searches: tuple[KeptView, ...] = ()
    columns: str = ""


def own_of(request: HttpRequest, *, listing: Listing) -> Own:
    """What the person behind a request keeps of a list."""
    actor = getattr(request, "actor", None)
    if actor is None or not actor.username:
        return Own()
    rows = tuple(_kept_by(actor).filter(listing=listing.key))
    columns = next(
        (dict(parse_qsl(one.asked)).get("columns", "") for one in rows if not one.name), ""
    )
    return Own(tuple(one for one in rows if one.name), columns=columns)


def may_choose(listing: Listing) -> tuple[Column, ...]:
    """The columns that may be left out: neither the name of the row nor what only screens show."""
    return tuple(one for one in listing.columns[1:] if not one.is_screen_only)


def arranged(listing: Listing, *, keys: str) -> tuple[Column, ...]:
    """The columns that some keys name, in their order; all where they name none of them."""
    known = {one.key: one for one in (listing.columns[0], *may_choose(listing))}
    named = [known[key] for key in dict.fromkeys(keys.split(",")) if key in known]
    if not named:
        return listing.columns
    first, rest = listing.columns[0], may_choose(listing)
    apart = [one for one in listing.columns[1:] if one not in rest]
    return (first, *(one for one in named if one is not first), *apart)


def as_shown(request: HttpRequest, *, listing: Listing, own: Own) -> Listing:
    """The list with the columns that the address asks for, else with the person's own."""
    columns = arranged(listing, keys=request.GET.get("columns", own.columns))
    return listing if columns == listing.columns else replace(listing, columns=columns)


def choices_of(listing: Listing, *, shown: Listing) -> tuple[Choice, ...]:
    """What may be chosen: the shown ones in their order, then the others."""
    able = may_choose(listing)
    here = [one for one in shown.columns if one in able]
    others = [one for one in able if one not in here]
    return tuple(Choice(one.key, str(one.title), one in here) for one in (*here, *others))


# --- keeping --------------------------------------------------------------------------------------


def keep_columns(*, by: Actor, listing: str, keys: list[str]) -> None:
    """Show a list with these columns from now on; without any, as it is for everybody."""
    rows = _kept_by(by).filter(listing=listing, name="")
    keys = [one for one in keys if one]
    if not keys:
        rows.delete()
        return
    asked = urlencode({"columns": ",".join(keys)})
    if len(asked) > LONGEST_ASKED:
        raise Refused("too-much", reason=_("列太多，记不下"), remedy=_("请少选几列"))
    named = {"listing": listing, "name": "", **_whose(by)}
    KeptView.objects.update_or_create(**named, defaults={"asked": asked, "at": clock.now()})


def keep_search(*, by: Actor, listing: str, name: str, asked: str) -> None:
    """Keep what an address asks under a name. One that stands is not written over."""
    kept = urlencode([one for one in parse_qsl(asked) if one[0] not in PASSING])
    if not listing or not name or len(name) > LONGEST_NAME:
        raise Refused("no-name", reason=_("没有保存：要写名称，最多 50 字"))
    if len(kept) > LONGEST_ASKED:
        raise Refused("too-much", reason=_("没有保存：筛选的条件太长"))
    with transaction.atomic():
        rows = _kept_by(by).filter(listing=listing).exclude(name="")
        if rows.filter(name=name).exists():
            remedy = _("请换一个名称，或先删除原来的")
            raise Refused("name-taken", reason=_("没有保存：已有同名的常用筛选"), remedy=remedy)
        if rows.count() >= MOST_KEPT:
            remedy = _("请先删除不用的")
            raise Refused("too-many", reason=_("没有保存：常用筛选已满 30 个"), remedy=remedy)
        named = {"listing": listing, "name": name, **_whose(by)}
        KeptView.objects.create(**named, asked=kept, at=clock.now())


def forget_search(*, by: Actor, listing: str, name: str) -> str:
    """Forget a kept search; what it asked, so that it can be kept again."""
    row = _kept_by(by).filter(listing=listing, name=name).exclude(name="").first()
    if row is None:
        return ""
    row.delete()
    return row.asked


def _whose(actor: Actor) -> dict[str, Any]:
    return {"organisation_key": actor.organisation_key or 0, "username": actor.username}


def _kept_by(actor: Actor) -> QuerySet[KeptView]:
    return KeptView.objects.filter(**_whose(actor))
