"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class SchemesConfig(AppConfig):
    name = "kaoji.apps.schemes"
    label = "schemes"
    verbose_name = "考核方案"

    def ready(self) -> None:
        from kaoji.apps.accounts.removal import before_removal
        from kaoji.apps.schemes import audit_types, search, todo  # noqa: F401 - declares its acts
        from kaoji.apps.schemes.actions.leaving import held_files, leave_no_uploads
        from kaoji.apps.schemes.doors import open_doors
        from kaoji.apps.schemes.store import leave_no_files
        from kaoji.web.files.keeping import hold_files

        before_removal(leave_no_files)
        before_removal(leave_no_uploads)
        hold_files(held_files)
        open_doors()
        search.make_all_findable()
        todo.tell()
