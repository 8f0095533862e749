"""What the views of this room have in common: the chosen day, and the page of an act."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse

from kaoji.apps.organisation.forms import ActForm
from kaoji.apps.organisation.models import Versioned
from kaoji.web import clock, notices
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused

#: Something in the form needs another look; refused as things stand.
UNSOUND, CONFLICT = 422, 409


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def day_of(request: HttpRequest) -> date:
    """The day that the page is about (`?on=`); today when none is named or it cannot be read."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return clock.today()


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way to the page."""

    word: Any
    href: str


@dataclass(frozen=True, slots=True)
class ActPage:
    """A page with one form for one act.

    `lead`: what the act means, in a sentence. `now`: facts as they stand, word and text.
    `versioned`: the row whose version the form carries.
    """

    title: str
    verb: Any
    done: str
    back: str
    lead: Any = ""
    crumbs: tuple[Crumb, ...] = ()
    now: tuple[tuple[Any, Any], ...] = ()
    versioned: Versioned | None = None
    is_undoing: bool = False


def crumb(word: Any, *, name: str, key: int | None = None) -> Crumb:  # noqa: ANN401 - lazy text
    """A step that leads to a named page of this room."""
    args = [] if key is None else [key]
    return Crumb(word, reverse(f"organisation:{name}", args=args))


def answer_act(
    request: HttpRequest,
    *,
    page: ActPage,
    form: Callable[..., ActForm],
    act: Callable[[Mapping[str, Any]], object],
    initial: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Show the form; once it is sound, act, tell it and go back. A refusal loses no input."""
    actor = actor_of(request)
    start = dict(initial or {})
    if page.versioned is not None:
        start["version"] = page.versioned.version
    if request.method != "POST":
        return _shown(request, page=page, form=form(initial=start, actor=actor), status=200)
    filled = form(request.POST, initial=start, actor=actor)
    if not filled.is_valid():
        return _shown(request, page=page, form=filled, status=UNSOUND)
    try:
        act(filled.cleaned_data)
    except Refused as refused:
        filled.refuse(refused)
        if refused.code == "changed_meanwhile":
            _renew_version(filled, page=page)
        return _shown(request, page=page, form=filled, status=CONFLICT)
    notices.tell(request, notices.Notice(page.done))
    return HttpResponseRedirect(page.back)


def _renew_version(form: ActForm, *, page: ActPage) -> None:
    """Whoever has been told and sends once more means it: the form now carries the new version."""
    if page.versioned is not None and isinstance(form.data, QueryDict):
        page.versioned.refresh_from_db(fields=("version",))
        sent = form.data.copy()
        sent["version"] = str(page.versioned.version)
        form.data = sent


def _shown(request: HttpRequest, *, page: ActPage, form: ActForm, status: int) -> HttpResponse:
    return render(request, "organisation/act.html", {"page": page, "form": form}, status=status)
