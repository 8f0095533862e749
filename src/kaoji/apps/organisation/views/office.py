"""The director of the performance office: all that the security administrator sees of this room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.organisation import actions, queries
from kaoji.apps.organisation.forms import OfficeForm
from kaoji.apps.organisation.permissions import APPOINT_OFFICE
from kaoji.apps.organisation.views.pages import ActPage, actor_of, answer_act, crumb
from kaoji.web.access import allows


@allows(get=APPOINT_OFFICE)
def office(request: HttpRequest) -> HttpResponse:
    """Who directs the office, and the posts that may be filled."""
    actor = actor_of(request)
    context = {
        "directors": queries.directors_of(actor),
        "posts": queries.director_posts_of(actor),
        "has_director": queries.has_director(actor),
    }
    return render(request, "organisation/office.html", context)


@allows(get=APPOINT_OFFICE, post=APPOINT_OFFICE)
def open_office(request: HttpRequest) -> HttpResponse:
    """Set up the office with its first director."""
    actor = actor_of(request)
    page = ActPage(
        title=_("设立绩效办并任用首任主任"),
        verb=_("设立并任用"),
        done=_("绩效办已设立，主任可以登录了。"),
        back=reverse("organisation:office"),
        lead=_("只在还没有主任时办一次；此后机构、岗位和人员由绩效办自己管。"),
        crumbs=(crumb(_("绩效办主任"), name="office"),),
    )

    def act(told: Mapping[str, Any]) -> object:
        return actions.open_office(by=actor, user=told["user"], name=told["name"], on=told["on"])

    return answer_act(request, page=page, form=OfficeForm, act=act)
