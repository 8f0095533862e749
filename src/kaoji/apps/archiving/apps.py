"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class ArchivingConfig(AppConfig):
    name = "kaoji.apps.archiving"
    label = "archiving"
    verbose_name = "归档"

    def ready(self) -> None:
        from kaoji.apps.accounts.removal import before_removal
        from kaoji.apps.archiving import (
            audit_types,  # noqa: F401 - declares acts
            doors,
            jobs,  # noqa: F401 - declares jobs
            search,
            stages,
            todo,
        )
        from kaoji.apps.archiving.keeping import held_files, leave_no_files
        from kaoji.web.files.keeping import hold_files

        before_removal(leave_no_files)
        hold_files(held_files)
        doors.open_doors()
        search.make_all_findable()
        stages.do_stages()
        todo.tell()
        post_migrate.connect(_guard_again, sender=self, dispatch_uid="archiving.guards")


def _guard_again(*, using: str, **_: object) -> None:
    """SQLite drops the guards of a table that a migration has changed: put them back."""
    from kaoji.apps.archiving.guards import install, tables

    connection = connections[using]
    if tables() <= set(connection.introspection.table_names()):
        install(connection)
