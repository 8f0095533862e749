"""The working days of a year, local days, and a limit counted day by day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.organisation import actions, queries
from kaoji.apps.organisation.forms import ActForm, DueForm, LocalDayForm
from kaoji.apps.organisation.listings import LOCAL_DAYS
from kaoji.apps.organisation.permissions import EDIT_CALENDAR, SEE_CALENDAR, has
from kaoji.apps.organisation.views.pages import ActPage, actor_of, answer_act, crumb
from kaoji.web import clock, lists
from kaoji.web.access import allows
from kaoji.web.parts import Day
from kaoji.web.refusals import Refused

FIRST_YEAR, LAST_YEAR = 2004, 2099
_WEEKDAYS = "一二三四五六日"


@allows(get=SEE_CALENDAR)
def calendar(request: HttpRequest) -> HttpResponse:
    """A year as months, with the orders that made each day what it is."""
    actor = actor_of(request)
    year = _year_of(request)
    context = {
        "year": queries.year_of(actor, year=year),
        "today": clock.today(),
        "weekdays": _WEEKDAYS,
        "before": year - 1 if year > FIRST_YEAR else None,
        "after": year + 1 if year < LAST_YEAR else None,
        "may_edit": has(actor, right=EDIT_CALENDAR),
    }
    return render(request, "organisation/calendar.html", context)


def _year_of(request: HttpRequest) -> int:
    asked = request.GET.get("year", "")
    if asked.isascii() and asked.isdigit() and len(asked) == 4:
        return max(FIRST_YEAR, min(int(asked), LAST_YEAR))
    return clock.today().year


@allows(get=SEE_CALENDAR)
def due(request: HttpRequest) -> HttpResponse:
    """When a limit in working days ends, proven day by day."""
    actor = actor_of(request)
    form = DueForm(request.GET or None, initial={"start": clock.today()}, actor=actor)
    proof = None
    if form.is_bound and form.is_valid():
        try:
            proof = queries.due_in(
                actor, start=form.cleaned_data["start"], count=form.cleaned_data["count"]
            )
        except Refused as refused:
            form.refuse(refused)
    strip = () if proof is None else _strip(proof)
    context = {"form": form, "proof": proof, "strip": strip}
    return render(request, "organisation/due.html", context)


def _strip(proof: queries.Proof) -> tuple[Day, ...]:
    days = []
    for one, number in proof.days:
        day = one.day
        label = f"{day.month}/{day.day} {_WEEKDAYS[day.weekday()]}"
        if number == 0:
            days.append(Day(label, _("起"), kind="rest"))
        elif number is None:
            days.append(Day(label, one.mark, kind="rest"))
        else:
            days.append(Day(label, str(number), kind="due" if day == proof.due_on else "counted"))
    return tuple(days)


@allows(get=SEE_CALENDAR)
def local_days(request: HttpRequest) -> HttpResponse:
    """The days that are other here."""
    actor = actor_of(request)
    return lists.answer(
        request,
        listing=LOCAL_DAYS,
        rows=queries.local_days_of(actor),
        template="organisation/local_days.html",
        context={"may_edit": has(actor, right=EDIT_CALENDAR)},
    )


@allows(get=EDIT_CALENDAR, post=EDIT_CALENDAR)
def set_local_day(request: HttpRequest) -> HttpResponse:
    """Say that a day is free or worked here."""
    actor = actor_of(request)
    page = ActPage(
        title=_("登记本地工作日"),
        verb=_("登记"),
        done=_("已登记，时限从现在起照此计算。"),
        back=reverse("organisation:local-days"),
        lead=_("同一天再登记一次，就以新的为准。"),
        crumbs=(
            crumb(_("工作日历"), name="calendar"),
            crumb(_("本地工作日"), name="local-days"),
        ),
    )

    def act(told: Mapping[str, Any]) -> object:
        return actions.set_local_day(
            by=actor,
            day=told["day"],
            is_working=told["is_working"],
            name=told["name"],
            basis=told["basis"],
        )

    return answer_act(request, page=page, form=LocalDayForm, act=act)


@allows(get=EDIT_CALENDAR, post=EDIT_CALENDAR)
def drop_local_day(request: HttpRequest, key: int) -> HttpResponse:
    """Let a day be again as in the calendar of the country."""
    actor = actor_of(request)
    one = queries.local_day_of(actor, key=key)
    page = ActPage(
        title=_("取消“{name}”").format(name=one.name),
        verb=_("取消这一天"),
        done=_("已取消，这一天照全国日历。"),
        back=reverse("organisation:local-days"),
        crumbs=(
            crumb(_("工作日历"), name="calendar"),
            crumb(_("本地工作日"), name="local-days"),
        ),
        now=((_("日期"), one.day), (_("名称"), one.name), (_("依据"), one.basis)),
        is_undoing=True,
    )

    def act(_told: Mapping[str, Any]) -> None:
        actions.drop_local_day(by=actor, local_day=one)

    return answer_act(request, page=page, form=ActForm, act=act)
