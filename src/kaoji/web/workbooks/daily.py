"""What the clock asks of imports every day: forget what can no longer be undone."""

from __future__ import annotations

from datetime import time

from kaoji.web.jobs.kinds import Kind, Payload, Report, declare
from kaoji.web.workbooks.runs import forget_old


def _forget(payload: Payload, report: Report) -> None:
    del payload
    count = forget_old()
    report(count, count, "")


FORGET = declare(Kind("forget_imports", "清理旧的导入", _forget, every_day_at=time(3, 20)))
