"""The background work of this room."""

from __future__ import annotations

from kaoji.apps.feedback.actions.packages import JOB, make_package
from kaoji.web.jobs.kinds import Kind, Payload, Report, declare


def _make(payload: Payload, report: Report) -> None:
    make_package(int(payload["package"]), report=report)


MAKE = declare(Kind(JOB, "制作上会材料包", _make, is_whole=False, most_tries=3))
