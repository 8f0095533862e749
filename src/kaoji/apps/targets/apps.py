"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class TargetsConfig(AppConfig):
    name = "kaoji.apps.targets"
    label = "targets"
    verbose_name = "目标"

    def ready(self) -> None:
        from kaoji.apps.targets import (
            audit_types,  # noqa: F401 - declares acts
            doors,
            facts,
            jobs,  # noqa: F401 - declares jobs
            kept,
            search,
            todo,
            work,
        )

        doors.open_doors()
        facts.bring_targets()
        kept.keep()
        search.make_all_findable()
        todo.tell()
        work.tell()
