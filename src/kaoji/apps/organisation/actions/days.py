"""Local days: working or free here, other than the calendar of the country says."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.audit.actions import record
from kaoji.apps.organisation import audit_types as acts
from kaoji.apps.organisation.actions.common import check_day, home, lock, needed, shown, told
from kaoji.apps.organisation.calendar import country_calendar
from kaoji.apps.organisation.models import LocalDay
from kaoji.apps.organisation.permissions import EDIT_CALENDAR, check, check_own
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused


def set_local_day(*, by: Actor, day: date, is_working: bool, name: str, basis: str) -> LocalDay:
    """Say that a day is free or worked here; the paper that says so must be named."""
    check(by, right=EDIT_CALENDAR)
    check_day(day, field="day")
    name = needed(name, field="name", what=_("名称"))
    basis = needed(basis, field="basis", what=_("依据的文号"))
    if country_calendar().is_working_day(day) is is_working:
        raise Refused(
            "day-is-so-already",
            reason=_("{day} 按全国日历本来就{what}").format(
                day=day, what=_("上班") if is_working else _("放假")
            ),
            remedy=_("请核对日期；无须登记"),
            field="day",
        )
    with transaction.atomic():
        lock(by)
        known = LocalDay.objects.of(by).filter(day=day).first()
        before = None if known is None else _told(known)
        made = known or LocalDay(organisation_id=home(by), day=day)
        made.is_working, made.name, made.basis = is_working, name, basis
        made.save()
        record(
            acts.SET_LOCAL_DAY,
            by=by,
            of=made,
            named=f"{shown(day)} {name}",
            before=before,
            after=_told(made),
        )
    return made


def drop_local_day(*, by: Actor, local_day: LocalDay) -> None:
    """The day is again as the calendar of the country says."""
    check(by, right=EDIT_CALENDAR)
    check_own(by, local_day)
    with transaction.atomic():
        lock(by)
        record(
            acts.DROP_LOCAL_DAY,
            by=by,
            of=local_day,
            named=f"{shown(local_day.day)} {local_day.name}",
            before=_told(local_day),
        )
        local_day.delete()


def _told(local_day: LocalDay) -> dict[str, object]:
    return told(
        day=local_day.day,
        is_working=local_day.is_working,
        name=local_day.name,
        basis=local_day.basis,
    )
