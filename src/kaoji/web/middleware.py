"""What happens around every request: its number, the headers that guard the page, refusals told."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from kaoji.web.refusals import Refused

Answer = Callable[[HttpRequest], HttpResponse]

#: Everything comes from here; nothing is written into the page itself.
CONTENT_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)

#: No page asks for the devices of whoever reads it.
DEVICES = "camera=(), microphone=(), geolocation=()"

log = logging.getLogger("kaoji.requests")


def numbered(answer: Answer) -> Answer:
    """A reference number for each request, which pages of faults show and the log repeats."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.reference = f"E-{secrets.token_hex(4).upper()}"  # type: ignore[attr-defined]
        return answer(request)

    return middleware


def seen_through_proxy(answer: Answer) -> Answer:
    """Behind a proxy of ours everybody comes from its address: it tells theirs, last of a list.

    What stands before the last was told by whoever asks, and anybody can write anything there.
    """
    if not settings.IS_BEHIND_PROXY:
        raise MiddlewareNotUsed

    def middleware(request: HttpRequest) -> HttpResponse:
        told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if _is_address(told):
            request.META["REMOTE_ADDR"] = told
        return answer(request)

    return middleware


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def guarded(answer: Answer) -> Answer:
    """Headers that keep a page to itself; what is personal is not stored on the way."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()"
        )
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


class RefusalsTold:
    """A refusal becomes a page that says why and what to do next; nothing has been changed."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Called by Django with whatever a view has raised."""
        if not isinstance(fault, Refused):
            reference = getattr(request, "reference", "")
            log.error("%s %s %s", reference, request.method, request.path, exc_info=fault)
            return None
        named = {
            "reason": _closed(fault.reason),
            "remedy": _closed(fault.remedy),
            "back": _page_before(request),
        }
        return render(request, "errors/refused.html", named, status=409)


def _closed(text: str) -> str:
    """A sentence with its full stop, as it stands before another one."""
    return f"{text.rstrip('。')}。" if text else ""


def _page_before(request: HttpRequest) -> str:
    """Where the person came from, if that was one of our pages."""
    before = request.META.get("HTTP_REFERER", "")
    ours = url_has_allowed_host_and_scheme(before, allowed_hosts={request.get_host()})
    return before if before and ours else "/"
