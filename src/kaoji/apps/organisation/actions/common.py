"""What the acts of this room have in common: the lock, the days, the version, the texts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kaoji.apps.accounts.models import Organisation
from kaoji.apps.audit.models import Entry
from kaoji.apps.organisation.models import Versioned
from kaoji.web.actor import Actor
from kaoji.web.forms import changed_meanwhile
from kaoji.web.refusals import Refused

#: Days of an organisation lie between these; anything else is a slip of the keyboard.
EARLIEST, LATEST = date(1949, 10, 1), date(2199, 12, 31)
ONE_DAY = timedelta(days=1)


def home(by: Actor) -> int:
    """The organisation in which somebody acts; nobody acts without one."""
    return by.organisation_key or 0


def lock(by: Actor) -> Organisation:
    """One act at a time changes an organisation; call it first in the transaction."""
    found: Organisation = Organisation.objects.select_for_update().get(pk=home(by))
    return found


def check_day(day: date, *, field: str = "on") -> None:
    """Refuse a day that nobody can have meant."""
    if not EARLIEST <= day <= LATEST:
        raise Refused(
            "day-out-of-range",
            reason=_("日期 {day} 不在可用范围").format(day=day),
            remedy=_("请核对年份，如 2026-07-01"),
            field=field,
        )


def check_spell(begins_on: date, *, ends_on: date | None) -> None:
    """Refuse a spell that ends before it begins."""
    check_day(begins_on, field="begins_on")
    if ends_on is None:
        return
    check_day(ends_on, field="ends_on")
    if ends_on < begins_on:
        raise Refused(
            "ends-before-beginning",
            reason=_("止日 {end} 早于起日 {begin}").format(end=ends_on, begin=begins_on),
            remedy=_("请核对两个日期"),
            field="ends_on",
        )


def needed(text: str, *, field: str, what: str) -> str:
    """A text that must not be empty, without the blanks around it."""
    stripped = text.strip()
    if not stripped:
        raise Refused("text-missing", reason=_("没有填写{what}").format(what=what), field=field)
    return stripped


def take_version(row: Versioned, *, version: int | None) -> None:
    """Refuse an act that was prepared on an older state of the row; else count the row on.

    The row is read anew under the lock, so that of two officers exactly one comes through.
    """
    row.refresh_from_db(fields=("version",))
    if version is not None and version != row.version:
        last = Entry.objects.filter(
            object_kind=row._meta.label_lower, object_key=str(row.pk)
        ).first()
        if last is None:
            raise changed_meanwhile()
        at = timezone.localtime(last.at)
        raise changed_meanwhile(by=last.actor_name, at=f"{at.month}月{at.day}日 {at:%H:%M}")
    row.version += 1
    row.save(update_fields=("version",))


def reaching(day: date, *, prefix: str = "") -> Q:
    """Spells that are in force on a day or later."""
    return Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": day})


def overlapping(begins_on: date, *, ends_on: date | None) -> Q:
    """Spells that share a day with another one."""
    shared = reaching(begins_on)
    return shared if ends_on is None else shared & Q(begins_on__lte=ends_on)


def shown(day: date | None) -> str:
    """A day as people write it; nothing for an open end."""
    return "" if day is None else f"{day.year}年{day.month}月{day.day}日"


def told(**fields: object) -> dict[str, Any]:
    """What the log keeps of a row: days as texts, rows by their names."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in fields.items()
    }
