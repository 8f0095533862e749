"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class ImprovementConfig(AppConfig):
    name = "kaoji.apps.improvement"
    label = "improvement"
    verbose_name = "改进"

    def ready(self) -> None:
        from kaoji.apps.improvement import (
            audit_types,  # noqa: F401 - declares acts
            doors,
            kept,
            reminding,
            search,
            stages,
            todo,
        )

        doors.open_doors()
        kept.keep()
        reminding.remind_beside_results()
        search.make_all_findable()
        stages.do_stages()
        todo.tell()
