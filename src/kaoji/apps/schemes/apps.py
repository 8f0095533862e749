"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class SchemesConfig(AppConfig):
    name = "kaoji.apps.schemes"
    label = "schemes"
    verbose_name = "考核方案"

    def ready(self) -> None:
        from kaoji.apps.schemes.doors import open_doors

        open_doors()
