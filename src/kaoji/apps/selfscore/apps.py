"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class SelfScoreConfig(AppConfig):
    name = "kaoji.apps.selfscore"
    label = "selfscore"
    verbose_name = "自评"

    def ready(self) -> None:
        from kaoji.apps.accounts.removal import before_removal
        from kaoji.apps.selfscore import (
            audit_types,  # noqa: F401 - declares acts
            beside_results,
            doors,
            kept,
            search,
            stages,
            todo,
        )
        from kaoji.apps.selfscore.leaving import held_files, leave_no_files
        from kaoji.web.files.keeping import hold_files

        before_removal(leave_no_files)
        hold_files(held_files)
        beside_results.show_beside()
        doors.open_doors()
        kept.keep()
        search.make_all_findable()
        stages.do_stages()
        todo.tell()
