"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "kaoji.apps.accounts"
    label = "accounts"
    verbose_name = "账户"

    def ready(self) -> None:
        from kaoji.apps.accounts import audit_types, daily  # noqa: F401 - they declare themselves
        from kaoji.apps.accounts.doors import open_doors

        open_doors()
        from kaoji.apps.accounts import search

        search.make_all_findable()
