"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "kaoji.apps.documents"
    label = "documents"
    verbose_name = "公文"

    def ready(self) -> None:
        from kaoji.apps.accounts.removal import before_removal
        from kaoji.apps.documents import audit_types  # noqa: F401 - declares its acts
        from kaoji.apps.documents.actions.leaving import held_files, leave_no_files
        from kaoji.apps.documents.doors import open_doors
        from kaoji.web.files.keeping import hold_files

        before_removal(leave_no_files)
        hold_files(held_files)
        open_doors()

        from kaoji.apps.documents import search, todo

        search.make_all_findable()
        todo.tell()
