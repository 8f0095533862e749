"""The background work of this room."""

from __future__ import annotations

from kaoji.apps.feedback.actions.lettering import DRAFT_JOB, STEP_JOB, draft_papers, move_papers
from kaoji.apps.feedback.actions.packages import JOB, make_package
from kaoji.apps.feedback.enums import Step
from kaoji.web.jobs.kinds import Kind, Payload, Report, declare


def _make(payload: Payload, report: Report) -> None:
    make_package(int(payload["package"]), report=report)


def _draft(payload: Payload, report: Report) -> None:
    draft_papers(
        feedback_key=int(payload["feedback"]), person_key=int(payload["person"]), report=report
    )


def _move(payload: Payload, report: Report) -> None:
    move_papers(
        feedback_key=int(payload["feedback"]),
        person_key=int(payload["person"]),
        step=Step(payload["step"]),
        report=report,
    )


MAKE = declare(Kind(JOB, "制作材料包", _make, is_whole=False, most_tries=3))
DRAFT = declare(Kind(DRAFT_JOB, "起草通报和反馈函", _draft, is_whole=False, most_tries=3))
MOVE = declare(Kind(STEP_JOB, "成批办理通报和反馈函", _move, is_whole=False, most_tries=3))
