"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "kaoji.apps.organisation"
    label = "organisation"
    verbose_name = "组织机构"

    def ready(self) -> None:
        from kaoji.apps.organisation import audit_types  # noqa: F401 - declares its acts
        from kaoji.apps.organisation.doors import open_doors

        open_doors()
        from kaoji.apps.organisation import search, todo

        search.make_all_findable()
        todo.tell()
