"""The background work of this room."""

from __future__ import annotations

from kaoji.apps.appraisals.actions.runs import JOB, carry_out_run
from kaoji.web.jobs.kinds import Kind, Payload, Report, declare


def _carry_out(payload: Payload, report: Report) -> None:
    run = carry_out_run(int(payload["run"]))
    report(1, 1, run.get_state_display())


CARRY_OUT = declare(Kind(JOB, "计分", _carry_out, is_whole=False, most_tries=3))
