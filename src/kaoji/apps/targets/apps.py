"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class TargetsConfig(AppConfig):
    name = "kaoji.apps.targets"
    label = "targets"
    verbose_name = "目标"

    def ready(self) -> None:
        from kaoji.apps.targets import audit_types, doors, facts, jobs, search, todo, work  # noqa: F401

        doors.open_doors()
        facts.bring_targets()
        search.make_all_findable()
        todo.tell()
        work.tell()
