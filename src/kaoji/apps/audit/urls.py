"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from kaoji.apps.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.entries, name="list"),
    path("<int:number>/", views.entry, name="entry"),
    path("verify/", views.verify, name="verify"),
    path("anchors/make/", views.make_checkpoint, name="make-checkpoint"),
    path("anchors/<int:number>/", views.checkpoint, name="checkpoint"),
    path("anchors/<int:number>/file/", views.checkpoint_file, name="checkpoint-file"),
    path("purge/", views.purge, name="purge"),
]
