"""Stages of this room: the meeting has its papers here, and what follows a final result."""

from __future__ import annotations

from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.stage_work import StageWork, do_in_stage
from kaoji.apps.feedback.permissions import SEE_PACKAGES


def do_stages() -> None:
    """Called once, when the application is ready. The meeting itself decides when it is done."""
    do_in_stage(
        StageWork(
            kind=StageKind.MEETING,
            page="feedback:packages",
            right=SEE_PACKAGES,
            missing=lambda _cycle: (),
        )
    )
