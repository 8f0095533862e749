"""The gallery: every component in every state, on one page. For developers and for the tests."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kaoji.web.access import PUBLIC, allows


@allows(get=PUBLIC)
def page(request: HttpRequest) -> HttpResponse:
    """Only where an installation is being developed; elsewhere there is no such page."""
    if not settings.HAS_GALLERY:
        raise Http404
    return render(request, "web/gallery.html")
