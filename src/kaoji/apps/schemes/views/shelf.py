"""The gallery of shipped schemes, and the page of one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kaoji.apps.schemes import queries
from kaoji.apps.schemes.gallery import entry_of, shipped, study_of_pack
from kaoji.apps.schemes.listings import GALLERY
from kaoji.apps.schemes.permissions import SEE
from kaoji.apps.schemes.views.reading import CASES, shown
from kaoji.engine.scheme.catalogue import PackEntry
from kaoji.web import lists
from kaoji.web.access import actor_behind, allows


@allows(get=SEE)
def gallery(request: HttpRequest) -> HttpResponse:
    """Every shipped scheme."""
    return lists.answer(request, listing=GALLERY, rows=shipped(), template="schemes/gallery.html")


@allows(get=SEE)
def pack(request: HttpRequest, reference: str) -> HttpResponse:
    """One of them: its text, its tree, its worked cases."""
    entry = entry_or_404(reference)
    part = request.GET.get("part", "")
    study = study_of_pack(entry, with_cases=part == CASES)
    rulings = tuple(queries.rulings_of(actor_behind(request), reference=entry.reference))
    told = shown(study, part=part, reference=entry.reference, rulings=rulings)
    context = {"entry": entry, **told}
    return render(request, "schemes/pack.html", context)


def entry_or_404(reference: str) -> PackEntry:
    """The shipped scheme of an address."""
    entry = entry_of(reference)
    if entry is None:
        raise Http404
    return entry
