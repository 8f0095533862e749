"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class AnnexesConfig(AppConfig):
    name = "kaoji.apps.annexes"
    label = "annexes"
    verbose_name = "个性指标表"

    def ready(self) -> None:
        from kaoji.apps.annexes import (
            audit_types,  # noqa: F401 - declares acts
            doors,
            facts,
            kept,
            search,
            todo,
        )

        doors.open_doors()
        facts.bring_annexes()
        kept.keep()
        search.make_all_findable()
        todo.tell()
