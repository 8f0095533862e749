"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from kaoji.apps.archiving.views import archives

app_name = "archiving"
urlpatterns = [
    path("", archives.archives, name="list"),
    path("<int:number>/", archives.cycle, name="cycle"),
    path("<int:number>/propose/", archives.propose, name="propose"),
    path("one/<int:key>/confirm/", archives.confirm, name="confirm"),
    path("one/<int:key>/drop/", archives.drop, name="drop"),
    path("one/<int:key>/package/", archives.package, name="package"),
    path("one/<int:key>/inspect/", archives.inspect, name="inspect"),
]
