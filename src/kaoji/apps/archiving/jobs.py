"""The background work of this room."""

from __future__ import annotations

from kaoji.apps.archiving.actions import JOB, pack
from kaoji.web.jobs.kinds import Kind, Payload, Report, declare


def _pack(payload: Payload, report: Report) -> None:
    last = [0]

    def telling(count: int, title: str) -> None:
        last[0] = count
        # How many there will be, only the end tells.
        report(count, count + 1, title)

    archive = pack(int(payload["archive"]), telling=telling)
    report(last[0], last[0], archive.get_state_display())


PACK = declare(Kind(JOB, "制作归档包", _pack, is_whole=False, most_tries=5))
