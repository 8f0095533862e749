"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from kaoji.apps.schemes.views import drafts, intakes, regulations, releases, rulings, shelf, trial

app_name = "schemes"
urlpatterns = [
    path("", shelf.gallery, name="gallery"),
    path("packs/<str:reference>/", shelf.pack, name="pack"),
    path("packs/<str:reference>/copy/", drafts.copy, name="copy"),
    path("own/", drafts.own, name="own"),
    path("own/<int:key>/", drafts.draft, name="draft"),
    path("own/<int:key>/lint/", drafts.lint, name="lint"),
    path("own/<int:key>/cases/", drafts.cases, name="cases"),
    path("own/<int:key>/trial/", trial.trial, name="trial"),
    path("own/<int:key>/versions/", drafts.versions, name="versions"),
    path("own/<int:key>/versions/<int:number>/", drafts.take_back, name="take-back"),
    path("own/<int:key>/discard/", drafts.discard, name="discard"),
    path("own/<int:key>/restore/", drafts.restore, name="restore"),
    path("own/<int:key>/ask/", releases.ask, name="ask"),
    path("imports/", intakes.intake_list, name="intakes"),
    path("imports/add/", intakes.intake_add, name="intake-add"),
    path("imports/<int:key>/", intakes.intake, name="intake"),
    path("imports/<int:key>/questions/", intakes.intake_questions, name="intake-questions"),
    path("imports/<int:key>/clauses/", intakes.intake_clauses, name="intake-clauses"),
    path("imports/<int:key>/meeting/", intakes.intake_meeting, name="intake-meeting"),
    path("regulations/", regulations.regulation_list, name="regulations"),
    path("regulations/add/", regulations.regulation_add, name="regulation-add"),
    path("regulations/<int:key>/", regulations.regulation, name="regulation"),
    path(
        "regulations/<int:key>/meeting/", regulations.regulation_meeting, name="regulation-meeting"
    ),
    path("regulations/<int:key>/file/", regulations.regulation_file, name="regulation-file"),
    path("rulings/", rulings.rulings, name="rulings"),
    path("rulings/add/<str:reference>/", rulings.ruling_add, name="ruling-add"),
    path("releases/<int:key>/", releases.release, name="release"),
]
