"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class RatingsConfig(AppConfig):
    name = "kaoji.apps.ratings"
    label = "ratings"
    verbose_name = "评议打分"

    def ready(self) -> None:
        from kaoji.apps.appraisals.enums import StageKind
        from kaoji.apps.appraisals.stage_work import StageWork, do_in_stage
        from kaoji.apps.ratings import audit_types, doors, search, todo  # noqa: F401 - declare acts
        from kaoji.apps.ratings.permissions import SEE_RATINGS
        from kaoji.apps.ratings.work import missing

        do_in_stage(
            StageWork(
                kind=StageKind.RATINGS, page="ratings:cycle", right=SEE_RATINGS, missing=missing
            )
        )
        doors.explain_all()
        search.make_all_findable()
        todo.tell()
