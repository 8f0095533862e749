"""Pages that belong to no room: help, what else there is, letters; faults."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme

from kaoji.web import meanings
from kaoji.web.access import PUBLIC, SIGNED_IN, allows
from kaoji.web.shell import BIG_LETTERS

YEAR = 365 * 24 * 3600


@allows(get=PUBLIC)
def help_page(request: HttpRequest) -> HttpResponse:
    """How pages work, and what each field means."""
    return render(request, "web/help.html", {"topics": meanings.topics_for(request)})


@allows(get=SIGNED_IN)
def more(request: HttpRequest) -> HttpResponse:
    """All rooms, for phones."""
    return render(request, "web/more.html")


@allows(post=PUBLIC)
def letters(request: HttpRequest) -> HttpResponse:
    """Change between usual and large letters, and go back."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    answer = HttpResponseRedirect(back)
    is_big = request.COOKIES.get(BIG_LETTERS) == "big"
    answer.set_cookie(
        BIG_LETTERS,
        "usual" if is_big else "big",
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return answer


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request cannot be understood."""
    del exception
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: refused whoever asks."""
    del exception
    return render(request, "errors/403.html", status=403)


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the page was open too long, or was sent from elsewhere."""
    del reason
    return render(request, "errors/403.html", {"is_stale": True}, status=403)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: the same words for what never was, what is gone and what is not yours."""
    del exception
    return render(request, "errors/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: no database and no session may be asked, they may be what is broken."""
    reference = getattr(request, "reference", "")
    return HttpResponse(render_to_string("errors/500.html", {"reference": reference}), status=500)
