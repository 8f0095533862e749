"""The daily work of this room: failed sign-ins that count for nothing any more are forgotten.

They lock for minutes; as a trace they are kept as long as entries of the log are at the least.
"""

from __future__ import annotations

from datetime import time

from kaoji.apps.accounts.models import Attempt
from kaoji.apps.audit.acts import LEAST_MONTHS
from kaoji.apps.audit.keeping import months_before
from kaoji.web import clock
from kaoji.web.jobs.kinds import Kind, Payload, Report, declare


def forget_attempts(_payload: Payload, report: Report) -> None:
    """Delete failed sign-ins older than the least retention of the log."""
    old = Attempt.objects.filter(at__lt=months_before(clock.now(), months=LEAST_MONTHS))
    count, _kinds = old.delete()
    report(count, count, "")


FORGET = declare(
    Kind("accounts.forget_attempts", "清理旧的登录失败", forget_attempts, every_day_at=time(3, 30))
)
