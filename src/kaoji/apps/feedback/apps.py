"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "kaoji.apps.feedback"
    label = "feedback"
    verbose_name = "通报和反馈"

    def ready(self) -> None:
        from kaoji.apps.accounts.removal import before_removal
        from kaoji.apps.feedback import (  # noqa: F401 - declare acts and jobs
            audit_types,
            doors,
            jobs,
            search,
            stages,
            todo,
        )
        from kaoji.apps.feedback.leaving import held_files, leave_no_files
        from kaoji.web.files.keeping import hold_files

        before_removal(leave_no_files)
        hold_files(held_files)
        doors.open_doors()
        search.make_all_findable()
        stages.do_stages()
        todo.tell()
