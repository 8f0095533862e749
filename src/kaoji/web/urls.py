"""Addresses that belong to no room."""

from __future__ import annotations

from django.urls import path

from kaoji.web import gallery, views
from kaoji.web.drafts import views as drafts
from kaoji.web.lists import keeping

app_name = "web"
urlpatterns = [
    path("help/", views.help_page, name="help"),
    path("more/", views.more, name="more"),
    path("letters/", views.letters, name="letters"),
    path("lists/columns/", keeping.columns, name="list-columns"),
    path("lists/keep/", keeping.keep, name="list-keep"),
    path("lists/forget/", keeping.forget, name="list-forget"),
    path("drafts/keep/", drafts.keep, name="draft-keep"),
    path("drafts/discard/", drafts.discard, name="draft-discard"),
    path("gallery/", gallery.page, name="gallery"),
]
