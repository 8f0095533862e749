"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "kaoji.apps.workbench"
    label = "workbench"
    verbose_name = "工作台"

    def ready(self) -> None:
        from kaoji.apps.workbench import audit_types, jobs, todo  # noqa: F401 - they declare
        from kaoji.apps.workbench.doors import open_doors

        open_doors()
        todo.tell()
