"""Addresses that belong to no room."""

from __future__ import annotations

from django.urls import path

from kaoji.web import gallery, views

app_name = "web"
urlpatterns = [
    path("help/", views.help_page, name="help"),
    path("more/", views.more, name="more"),
    path("letters/", views.letters, name="letters"),
    path("gallery/", gallery.page, name="gallery"),
]
