"""All addresses of the office. Every view below says who may ask for it (`web.access`)."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("kaoji.web.urls")),
    path("", include("kaoji.apps.accounts.urls")),
    path("audit/", include("kaoji.apps.audit.urls")),
    path("", include("kaoji.apps.workbench.urls")),
    path("organisation/", include("kaoji.apps.organisation.urls")),
    path("schemes/", include("kaoji.apps.schemes.urls")),
    path("facts/", include("kaoji.apps.facts.urls")),
    path("documents/", include("kaoji.apps.documents.urls")),
    path("appraisals/", include("kaoji.apps.appraisals.urls")),
    path("annexes/", include("kaoji.apps.annexes.urls")),
    path("archiving/", include("kaoji.apps.archiving.urls")),
    path("claims/", include("kaoji.apps.claims.urls")),
    path("feedback/", include("kaoji.apps.feedback.urls")),
    path("improvement/", include("kaoji.apps.improvement.urls")),
    path("nesting/", include("kaoji.apps.nesting.urls")),
    path("ratings/", include("kaoji.apps.ratings.urls")),
    path("self-scores/", include("kaoji.apps.selfscore.urls")),
    path("targets/", include("kaoji.apps.targets.urls")),
    path("verification/", include("kaoji.apps.verification.urls")),
]

handler400 = "kaoji.web.views.unreadable"
handler403 = "kaoji.web.views.forbidden"
handler404 = "kaoji.web.views.missing"
handler500 = "kaoji.web.views.broken"
