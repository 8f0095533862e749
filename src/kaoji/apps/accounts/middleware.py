"""A session ends by idleness, by age, by the end of the account, and at once when it is revoked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from kaoji.apps.accounts.models import SecurityPolicy, User
from kaoji.web import clock

Answer = Callable[[HttpRequest], HttpResponse]

EPOCH, BEGUN, SEEN = "epoch", "begun", "seen"
#: The time of the last request is written down no more often than this.
SEEN_SECONDS = 30


def watched(answer: Answer) -> Answer:
    """Sign out whoever may not stay; else remember that the person is here."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, User):
            now = clock.now().timestamp()
            if _has_ended(request, request.user, now=now):
                logout(request)
            elif now - request.session.get(SEEN, 0) > SEEN_SECONDS:
                request.session[SEEN] = now
        return answer(request)

    return middleware


def _has_ended(request: HttpRequest, user: User, *, now: float) -> bool:
    session = request.session
    rules = SecurityPolicy.objects.select_related("organisation")
    policy = rules.get(organisation_id=user.organisation_id)
    user.organisation = policy.organisation  # asked for once; the page names it
    if not user.is_active or not user.organisation.is_active:
        return True
    if session.get(EPOCH) != user.session_epoch:
        return True
    idle = timedelta(minutes=policy.idle_minutes).total_seconds()
    longest = timedelta(hours=policy.session_hours).total_seconds()
    return bool(now - session.get(SEEN, 0) > idle or now - session.get(BEGUN, 0) > longest)
