"""The page of a trial."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kaoji.apps.schemes import queries
from kaoji.apps.schemes.permissions import SEE
from kaoji.apps.schemes.trial import Trial, supplies_of, try_out
from kaoji.apps.schemes.views.drafts import around
from kaoji.web.access import actor_behind, allows
from kaoji.web.refusals import Refused


@allows(get=SEE)
def trial(request: HttpRequest, key: int) -> HttpResponse:
    """Score the draft as it is stored on facts that are there; nothing is stored."""
    actor = actor_behind(request)
    scheme = queries.scheme_or_404(actor, key=key)
    supplies = supplies_of(actor, scheme=scheme)
    asked = request.GET.get("facts", "")
    chosen = next((one for one in supplies if one.key == asked), None)
    if asked and chosen is None:
        raise Http404
    found: Trial | None = None
    refused: Refused | None = None
    if chosen is not None:
        try:
            found = try_out(actor, text=queries.text_of(scheme).text, supply=chosen)
        except Refused as fault:
            refused = fault
    return render(request, "schemes/trial.html", {
        **around(scheme, here="trial"), "supplies": supplies, "chosen": chosen,
        "trial": found, "refused": refused,
    })  # fmt: skip
