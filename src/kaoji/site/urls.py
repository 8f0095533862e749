"""All addresses of the office. Every view below says who may ask for it (`web.access`)."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
