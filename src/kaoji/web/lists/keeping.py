"""Where a list sends what somebody wants kept of it. Nobody sees what another keeps."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from kaoji.web.access import SIGNED_IN, actor_behind, allows
from kaoji.web.lists import own
from kaoji.web.notices import Notice, tell
from kaoji.web.refusals import Refused


@allows(post=SIGNED_IN)
def columns(request: HttpRequest) -> HttpResponse:
    """Show these columns in this order; one of them moved up; all as at first."""
    listing = request.POST.get("listing", "")
    if not listing:
        return HttpResponseRedirect("/")
    act, _sign, key = request.POST.get("act", "").partition(":")
    keys = [] if act == "reset" else _ordered(request, moved=key if act == "up" else "")
    try:
        own.keep_columns(by=actor_behind(request), listing=listing, keys=keys)
    except Refused as refused:
        _tell(request, refused)
    return HttpResponseRedirect(_back(request, choose="1" if act == "up" else ""))


def _ordered(request: HttpRequest, *, moved: str) -> list[str]:
    """The keys that are ticked, in the order of the page; one of them before its neighbour."""
    order, ticked = request.POST.getlist("order"), set(request.POST.getlist("shown"))
    place = order.index(moved) if moved in order else 0
    if place:
        order[place - 1 : place + 1] = [order[place], order[place - 1]]
    first = request.POST.get("first", "")
    return [one for one in (first, *order) if one == first or one in ticked]


@allows(post=SIGNED_IN)
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the search of an address under a name."""
    said = request.POST if "listing" in request.POST else request.GET
    name = said.get("name", "").strip()
    asked = said.get("asked", "")
    try:
        own.keep_search(
            by=actor_behind(request), listing=said.get("listing", ""), name=name, asked=asked
        )
    except Refused as refused:
        _tell(request, refused)
    else:
        tell(request, Notice(_("已保存常用筛选「%(name)s」。") % {"name": name}))
    return HttpResponseRedirect(_back(request))


@allows(post=SIGNED_IN)
def forget(request: HttpRequest) -> HttpResponse:
    """Forget a search; for a while it can be taken back."""
    listing, name = request.POST.get("listing", ""), request.POST.get("name", "")
    asked = own.forget_search(by=actor_behind(request), listing=listing, name=name)
    if asked:
        again = urlencode(
            {"listing": listing, "name": name, "asked": asked, "next": _back(request)}
        )
        said = _("已删除常用筛选「%(name)s」。") % {"name": name}
        tell(request, Notice(said, undo=f"{reverse('web:list-keep')}?{again}"))
    return HttpResponseRedirect(_back(request))


def _tell(request: HttpRequest, refused: Refused) -> None:
    tell(
        request,
        Notice(f"{refused.reason}。", f"{refused.remedy}。" * bool(refused.remedy), "failure"),
    )


def _back(request: HttpRequest, *, choose: str = "") -> str:
    """The list that was before one; columns that the address named are the person's own now."""
    before = request.POST.get("next", request.GET.get("next", "/"))
    if not url_has_allowed_host_and_scheme(before, allowed_hosts={request.get_host()}):
        return "/"
    parts = urlsplit(before)
    if parts.path.startswith("//"):  # without its host this would be the address of another
        return "/"
    passing = {"choose", *(("columns",) if request.POST.get("order") else ())}
    asked = [one for one in parse_qsl(parts.query, keep_blank_values=True) if one[0] not in passing]
    asked += [("choose", choose)] if choose else []
    return f"{parts.path}?{urlencode(asked)}" if asked else parts.path
