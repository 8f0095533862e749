"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from kaoji.apps.schemes.views import drafts, releases, rulings, shelf, trial

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
    path("rulings/", rulings.rulings, name="rulings"),
    path("rulings/add/<str:reference>/", rulings.ruling_add, name="ruling-add"),
    path("releases/<int:key>/", releases.release, name="release"),
]
