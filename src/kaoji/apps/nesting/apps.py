"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class NestingConfig(AppConfig):
    name = "kaoji.apps.nesting"
    label = "nesting"
    verbose_name = "下级结果"

    def ready(self) -> None:
        from kaoji.apps.nesting import (
            audit_types,  # noqa: F401 - declares acts
            doors,
            feeding,
            kept,
            todo,
        )

        doors.open_doors()
        feeding.tell()
        kept.keep()
        todo.tell()
