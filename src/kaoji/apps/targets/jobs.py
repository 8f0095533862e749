"""The background work of this room."""

from __future__ import annotations

from kaoji.apps.targets.actions.lettering import JOB, draft_letters
from kaoji.web.jobs.kinds import Kind, Payload, Report, declare


def _draft(payload: Payload, report: Report) -> None:
    draft_letters(
        assignment_key=int(payload["assignment"]),
        person_key=int(payload["person"]),
        report=report,
    )


DRAFT_LETTERS = declare(Kind(JOB, "起草目标任务书", _draft, is_whole=False))
