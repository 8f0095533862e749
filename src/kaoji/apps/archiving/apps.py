"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate


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
        pre_migrate.connect(_lift, sender=self, dispatch_uid="archiving.lift")
        post_migrate.connect(_guard_again, sender=self, dispatch_uid="archiving.guards")


def _lift(*, using: str, **_: object) -> None:
    """Guards name other tables than their own: SQLite changes none of these while they stand."""
    from kaoji.apps.archiving.guards import lift

    lift(connections[using])


def _guard_again(*, using: str, **_: object) -> None:
    """Tables are as they are to be: put the guards on them."""
    from kaoji.apps.archiving.guards import install, tables

    connection = connections[using]
    if tables() <= set(connection.introspection.table_names()):
        install(connection)
