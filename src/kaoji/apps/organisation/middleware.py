"""Every request is somebody's: `request.actor`."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from kaoji.apps.accounts.models import User
from kaoji.apps.organisation.acting import actor_of
from kaoji.web import clock
from kaoji.web.actor import Actor

Answer = Callable[[HttpRequest], HttpResponse]


def acting(answer: Answer) -> Answer:
    """Set `request.actor`: asked anew for each request, so that a lost post is lost at once."""

    def middleware(request: HttpRequest) -> HttpResponse:
        address = str(request.META.get("REMOTE_ADDR", ""))
        user = request.user
        request.actor = (  # type: ignore[attr-defined]
            actor_of(user, on=clock.today(), address=address)
            if isinstance(user, User)
            else Actor(username="", name="", organisation_key=None, address=address)
        )
        return answer(request)

    return middleware
