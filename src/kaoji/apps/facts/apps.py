"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class FactsConfig(AppConfig):
    name = "kaoji.apps.facts"
    label = "facts"
    verbose_name = "考核数据"

    def ready(self) -> None:
        from kaoji.apps.accounts.removal import before_removal
        from kaoji.apps.facts import audit_types  # noqa: F401 - declares its acts
        from kaoji.apps.facts.actions.leaving import held_files, leave_no_files
        from kaoji.apps.facts.doors import open_doors
        from kaoji.web.files.keeping import hold_files

        before_removal(leave_no_files)
        hold_files(held_files)
        open_doors()

        from kaoji.apps.facts import search, todo
        from kaoji.apps.facts.trials import locked_years
        from kaoji.apps.schemes.trial import supply_trials

        supply_trials(locked_years)
        search.make_all_findable()
        todo.tell()
        post_migrate.connect(_guard_again, sender=self, dispatch_uid="facts.guards")


def _guard_again(*, using: str, **_: object) -> None:
    """SQLite drops the guards of a table that a migration has changed: put them back."""
    from kaoji.apps.facts.guards import TABLES, install

    connection = connections[using]
    if set(TABLES) <= set(connection.introspection.table_names()):
        install(connection)
