"""What was tried and not granted is remembered too, after the act itself has been rolled back."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from kaoji.apps.audit.audit_types import REFUSED_ATTEMPT
from kaoji.apps.audit.models import Result
from kaoji.apps.audit.recording import record
from kaoji.web.access import actor_behind, holds, rights_of
from kaoji.web.refusals import Refused

Answer = Callable[[HttpRequest], HttpResponse]

#: Methods that change nothing.
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class AttemptsRemembered:
    """Stands inside of what tells refusals, so that it hears of them first."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        if response.status_code == 404 and _lacks_right(request):
            _remember(request, reason="", code="no_right")
        return response

    def process_exception(self, request: HttpRequest, fault: Exception) -> None:
        """Called by Django with whatever a view has raised; others tell it."""
        if isinstance(fault, Refused):
            remember_refusal(request, fault=fault)


def remember_refusal(request: HttpRequest, *, fault: Refused) -> None:
    """For views that tell a refusal on their own form: write down that it was tried."""
    if request.method not in SAFE:
        _remember(request, reason=str(fault), code=fault.code)


def _lacks_right(request: HttpRequest) -> bool:
    """The page is there, and the person behind the request may not see it."""
    match = request.resolver_match
    if match is None or not request.user.is_authenticated:
        return False
    right = (rights_of(match.func) or {}).get(request.method or "")
    return right is not None and not holds(request, right)


def _remember(request: HttpRequest, *, reason: str, code: str) -> None:
    match = request.resolver_match
    right = (rights_of(match.func) or {}).get(request.method or "") if match else None
    record(
        REFUSED_ATTEMPT,
        by=actor_behind(request),
        named=right.name if right else "",
        after={"代号": code, "方式": request.method, "地址": request.path},
        result=Result.REFUSED,
        reason=reason,
    )
