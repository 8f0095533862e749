"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class VerificationConfig(AppConfig):
    name = "kaoji.apps.verification"
    label = "verification"
    verbose_name = "核验"

    def ready(self) -> None:
        from kaoji.apps.verification import (
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
        stages.do_stage()
        todo.tell()
