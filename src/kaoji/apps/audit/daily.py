"""The daily work of this room: what the log has come to is signed, old entries make room."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from kaoji.apps.audit.keeping import make_checkpoint, purge
from kaoji.web.actor import THE_SYSTEM
from kaoji.web.jobs.kinds import Kind, Payload, Report, declare
from kaoji.web.roles import Role

#: The clock signs and purges in the place of the audit administrator; the log names the clock.
THE_CLOCK = replace(THE_SYSTEM, roles=frozenset({Role.AUDIT_ADMINISTRATOR}))


def sign(_payload: Payload, _report: Report) -> None:
    """An anchor a day: whatever is cut off or rewritten later shows from here on."""
    make_checkpoint(by=THE_CLOCK)


def make_room(_payload: Payload, _report: Report) -> None:
    """Purge what is older than its retention asks; a log with a fault is left as it is."""
    purge(by=THE_CLOCK)


declare(Kind("audit.sign", "签一个审计锚点", sign, every_day_at=time(0, 30)))
declare(Kind("audit.purge", "清理到期的审计记录", make_room, every_day_at=time(1, 0)))
