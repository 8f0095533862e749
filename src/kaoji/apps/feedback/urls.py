"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from kaoji.apps.feedback.views import packages

app_name = "feedback"
urlpatterns = [
    path("<int:number>/packages/", packages.packages, name="packages"),
    path("<int:number>/packages/make/", packages.make, name="package-make"),
    path("packages/<int:key>/file/", packages.file, name="package-file"),
]
