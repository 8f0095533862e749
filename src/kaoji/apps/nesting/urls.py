"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from kaoji.apps.nesting.views import feeds

app_name = "nesting"
urlpatterns = [
    path("<int:number>/", feeds.cycle, name="cycle"),
    path("<int:number>/name/", feeds.name, name="name"),
    path("<int:number>/facts/", feeds.facts, name="facts"),
    path("<int:number>/<int:feed>/end/", feeds.end, name="end"),
]
