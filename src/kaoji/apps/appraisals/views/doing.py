"""What pages with a form of this room have in common: do it, or show in the form why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.audit.middleware import remember_refusal
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
    cycle: Cycle,
    form: Form,
    title: str,
    verb: str,
    **more: Any,  # noqa: ANN401 - what a page says beside its form
) -> HttpResponse:
    """A page with one form."""
    shown = {"cycle": cycle, "form": form, "title": title, "verb": verb, **more}
    return render(request, "appraisals/publishing/form.html", shown)
