"""What the clock asks of drafts every day: forget what nobody has sent for too long."""

from __future__ import annotations

from datetime import time

from kaoji.web.drafts.keeping import forget_old
from kaoji.web.jobs.kinds import Kind, Payload, Report, declare


def _forget(payload: Payload, report: Report) -> None:
    del payload
    count = forget_old()
    report(count, count, "")


FORGET = declare(Kind("forget_drafts", "清理过期的草稿", _forget, every_day_at=time(3, 25)))
