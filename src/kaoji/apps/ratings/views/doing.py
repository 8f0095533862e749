"""What pages with a form of this room have in common: do it, or show in the form why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kaoji.apps.audit.middleware import remember_refusal
from kaoji.apps.ratings.models import Rating
from kaoji.web.forms import Form
from kaoji.web.notices import Notice, tell
from kaoji.web.refusals import Refused


def done(request: HttpRequest, *, form: Form, doing: Callable[[], Any], said: str) -> bool:
    """Do it and tell; where it is refused, the form says why and keeps what was typed."""
    if not form.is_valid():
        return False
    try:
        doing()
    except Refused as refused:
        remember_refusal(request, fault=refused)
        form.refuse(refused)
        return False
    tell(request, Notice(said))
    return True


def form_page(
    request: HttpRequest,
    *,
    rating: Rating,
    form: Form,
    title: str,
    verb: str,
    facts: str = "",
) -> HttpResponse:
    """A page with one form."""
    shown = {"rating": rating, "form": form, "title": title, "verb": verb, "facts": facts}
    return render(request, "ratings/form.html", shown)


def version_of(request: HttpRequest) -> int:
    """The version that the page showed; one that says none is old."""
    told = request.POST.get("version", "")
    return int(told) if told.isascii() and told.isdigit() else 0
