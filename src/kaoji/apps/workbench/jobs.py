"""The background work of this room."""

from __future__ import annotations

from datetime import date, time

from kaoji.apps.workbench import digest, drills
from kaoji.web.jobs.kinds import Kind, Payload, Report, declare


def _plan(payload: Payload, report: Report) -> None:
    count = digest.plan(date.fromisoformat(payload["day"]))
    report(count, count, "")


def _send(payload: Payload, report: Report) -> None:
    del report
    digest.deliver(int(payload["letter"]))


PLAN = declare(Kind("workbench.plan_letters", "安排当日提醒", _plan, every_day_at=time(6, 0)))
SEND = declare(Kind(digest.SEND, "发送待办提醒", _send, is_whole=False))
DRILL = declare(Kind(drills.NAME, "恢复演练", drills.do_drill, is_whole=False, most_tries=2))
