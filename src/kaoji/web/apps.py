"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "kaoji.web"
    label = "web"
