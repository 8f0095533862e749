"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "kaoji.apps.workbench"
    label = "workbench"
    verbose_name = "工作台"

    def ready(self) -> None:
        from kaoji.apps.organisation.owed import tell_owed
        from kaoji.apps.workbench import audit_types, jobs, todo  # noqa: F401 - they declare
        from kaoji.apps.workbench.doors import open_doors
        from kaoji.apps.workbench.owing import owed_of

        open_doors()
        todo.tell()
        tell_owed(owed_of)
