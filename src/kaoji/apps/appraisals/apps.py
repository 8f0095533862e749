"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class AppraisalsConfig(AppConfig):
    name = "kaoji.apps.appraisals"
    label = "appraisals"
    verbose_name = "考核"

    def ready(self) -> None:
        from kaoji.apps.appraisals import audit_types, jobs  # noqa: F401 - declare acts and jobs
        from kaoji.apps.appraisals.doors import open_doors

        open_doors()

        from kaoji.apps.appraisals import notice_papers, publishing_doors, search, todo

        search.make_all_findable()
        publishing_doors.open_doors()
        todo.tell()
        notice_papers.tell()
