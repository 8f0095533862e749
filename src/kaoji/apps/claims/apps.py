"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "kaoji.apps.claims"
    label = "claims"
    verbose_name = "申报和会签"

    def ready(self) -> None:
        from kaoji.apps.claims import (
            audit_types,  # noqa: F401 - declares acts
            doors,
            kept,
            search,
            stages,
            todo,
        )

        doors.open_doors()
        kept.keep()
        search.make_all_findable()
        stages.do_stages()
        todo.tell()
