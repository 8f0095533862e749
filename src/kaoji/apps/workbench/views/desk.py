"""The workbench itself; whom to chase; what just happened."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kaoji.apps.organisation.calendar import calendar_of
from kaoji.apps.workbench import actions, queries
from kaoji.apps.workbench.chasing import chase_text, phone_list
from kaoji.apps.workbench.desk import PER_PAGE, WEEKDAYS, Desk, desk_of
from kaoji.apps.workbench.doors import given_behind, tasks_behind
from kaoji.apps.workbench.listings import NEWS, PHONES, progress_of, word_of
from kaoji.apps.workbench.permissions import CHASE, READ_NEWS
from kaoji.apps.workbench.quiet import is_night
from kaoji.engine.plinth.workdays import Calendar
from kaoji.web import clock, lists, todo
from kaoji.web.access import SIGNED_IN, actor_behind, allows, holds
from kaoji.web.actor import Actor
from kaoji.web.lists.answer import Page
from kaoji.web.parts import Tab
from kaoji.web.shell import address_of

NEWS_BESIDE = 6
NEWS_IN_ALL = 500
JOBS_BESIDE = 4
DONE_SHOWN = 100
#: More tasks than this are printed by room, not in one go.
MOST_PRINTED = 2_000

MINE, GIVEN, DONE = "mine", "given", "done"


@allows(get=SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """What I must do, by deadline."""
    actor, today = actor_behind(request), clock.today()
    calendar = calendar_of(actor)
    mine = tasks_behind(request)
    given = given_behind(request)
    monday = timezone.make_aware(datetime.combine(queries.week_of(today), time()))
    done = queries.done_by(actor, since=monday)
    tab = request.GET.get("tab", MINE)
    tab = tab if tab in (GIVEN, DONE) else MINE
    is_print = request.GET.get("print") == "1"
    desk = desk_of(
        given if tab == GIVEN else mine,
        today=today,
        calendar=calendar,
        number=_number(request),
        per_page=MOST_PRINTED if is_print else PER_PAGE,
    )
    done_count = done.count()
    shown = {
        "tab": tab,
        "tabs": _tabs(tab, counts={MINE: len(mine), GIVEN: len(given), DONE: done_count}),
        "facts": _facts(mine, today=today),
        "desk": desk,
        "page": _page(desk, tab=tab),
        "done": queries.shown_done(done[:DONE_SHOWN]) if tab == DONE else (),
        "is_print": is_print,
        "print_href": _address(tab, print="1"),
        "can_chase": holds(request, CHASE) and bool(given),
        **_beside(request, actor=actor, calendar=calendar),
    }
    return render(request, "workbench/home.html", shown)


def _number(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1


def _address(tab: str, **asked: str) -> str:
    asked = asked if tab == MINE else {"tab": tab, **asked}
    home_address = reverse("workbench:home")
    return f"{home_address}?{urlencode(asked)}" if asked else home_address


def _tabs(tab: str, *, counts: dict[str, int]) -> list[Tab]:
    words = {MINE: _("我的待办"), GIVEN: _("我交办的"), DONE: _("本周已办")}
    return [
        Tab(words[key], href=_address(key), count=count, is_here=key == tab)
        for key, count in counts.items()
    ]


def _facts(tasks: Any, *, today: Any) -> str:  # noqa: ANN401 - tasks and a day
    """2026年1月22日 星期四 · 您有 7 件待办，其中 2 件逾期."""
    day = _("{y}年{m}月{d}日 星期{w}").format(
        y=today.year, m=today.month, d=today.day, w=WEEKDAYS[today.weekday()]
    )
    if not tasks:
        return _("{day} · 没有待办").format(day=day)
    late = sum(task.due_on is not None and task.due_on < today for task in tasks)
    told = _("{day} · 您有 {n} 件待办").format(day=day, n=len(tasks))
    return told + (_("，其中 {n} 件逾期").format(n=late) if late else "")


def _page(desk: Desk, *, tab: str) -> Page | None:
    """Only where there is more than one."""
    if desk.count <= desk.last - desk.first + 1:
        return None
    number = desk.number
    return Page(
        first=desk.first,
        last=desk.last,
        count=desk.count,
        before=_address(tab, page=str(number - 1)) if number > 1 else "",
        after=_address(tab, page=str(number + 1)) if desk.has_more else "",
    )


def _beside(request: HttpRequest, *, actor: Actor, calendar: Calendar) -> dict[str, Any]:
    """What stands in the side column."""
    today = clock.today()
    jobs = queries.own_jobs(actor, most=JOBS_BESIDE)
    beside: dict[str, Any] = {
        "jobs": [(one, word_of(one), progress_of(one)) for one in jobs],
        "is_business": holds(request, READ_NEWS),
        "first_door": "",
    }
    if not beside["is_business"]:
        return beside
    quarter = today.replace(month=today.month - (today.month - 1) % 3, day=1)
    load = todo.burden(actor, since=quarter)
    sent = queries.sent_since(actor, since=quarter) if load.cell_count else ()
    disturbed = sum(
        not calendar.is_working_day(day) or is_night(timezone.localtime(at).time())
        for day, at in sent
    )
    return {
        **beside,
        "news": todo.news(actor, most=NEWS_BESIDE),
        "today": today,
        "burden": load if load.cell_count else None,
        "burden_by_hand": load.cell_count - load.carried_count,
        "disturbed": disturbed,
        "facts_href": address_of("facts:list"),
    }


@allows(get=CHASE)
def chase(request: HttpRequest) -> HttpResponse:
    """The text to copy into a work group, with names."""
    shown = {"text": chase_text(todo.owed(actor_behind(request))), "tabs": _chase_tabs("chase")}
    return render(request, "workbench/chase.html", shown)


@allows(get=CHASE)
def phones(request: HttpRequest) -> HttpResponse:
    """The same as a list of telephones. That somebody opened it is remembered."""
    actor = actor_behind(request)
    lines = phone_list(todo.owed(actor))
    if lines:
        actions.read_phones(by=actor, count=len(lines))
    return lists.answer(
        request,
        listing=PHONES,
        rows=lines,
        template="workbench/phones.html",
        context={"tabs": _chase_tabs("phones")},
    )


def _chase_tabs(here: str) -> list[Tab]:
    words = {"chase": _("催报文字"), "phones": _("电话单")}
    return [
        Tab(word, href=reverse(f"workbench:{name}"), is_here=name == here)
        for name, word in words.items()
    ]


@allows(get=READ_NEWS)
def news(request: HttpRequest) -> HttpResponse:
    """What happened lately in the business that one sees."""
    rows = todo.news(actor_behind(request), most=NEWS_IN_ALL)
    return lists.answer(request, listing=NEWS, rows=rows)
