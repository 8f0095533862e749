"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "kaoji.apps.audit"
    label = "audit"
    verbose_name = "审计"

    def ready(self) -> None:
        from kaoji.apps.audit import audit_types, daily  # noqa: F401 - they declare when imported
        from kaoji.apps.audit.doors import open_doors

        open_doors()
        post_migrate.connect(_guard_again, sender=self, dispatch_uid="audit.guards")


def _guard_again(*, using: str, **_: object) -> None:
    """SQLite drops the guards of a table that a migration has changed: put them back."""
    from kaoji.apps.audit.guards import install

    connection = connections[using]
    if "audit_entry" in connection.introspection.table_names():
        install(connection)
