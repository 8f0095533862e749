"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from kaoji.apps.schemes.views import shelf

app_name = "schemes"
urlpatterns = [
    path("", shelf.gallery, name="gallery"),
    path("packs/<str:reference>/", shelf.pack, name="pack"),
]
