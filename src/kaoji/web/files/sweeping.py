"""What acts leave on the disk that came to nothing: halves of files, and files that no row names.

A process that is killed between a file and its row leaves the file. It harms nobody: no page leads
to it, and the same file sent again is the one that is there. Once a night the old ones go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path

from django.conf import settings

from kaoji.web import clock
from kaoji.web.files.keeping import unheld
from kaoji.web.files.store import HALF
from kaoji.web.jobs.kinds import Kind, Payload, Report, declare

#: No act is under way for so long. What is younger may be somebody's who is just at it.
OLD = timedelta(days=2)
#: So many files are asked about at once.
AT_ONCE = 500
_DIGEST = re.compile(r"[0-9a-f]{64}")
#: What halves were called before they had a name of their own.
_HALF = re.compile(rf"(?:{HALF}|tmp).*")


@dataclass(frozen=True, slots=True)
class Swept:
    """How many were taken away."""

    halves: int
    unnamed: int


def sweep() -> Swept:
    """Take away what is old and nobody's. What is called otherwise is none of ours and stays."""
    old = list(_old_files())
    halves = [one for one in old if _HALF.fullmatch(one.name)]
    named = {one.name: one for one in old if _DIGEST.fullmatch(one.name)}
    digests = sorted(named)
    unnamed = [
        named[digest]
        for start in range(0, len(digests), AT_ONCE)
        for digest in sorted(unheld(digests[start : start + AT_ONCE]))
        # Somebody may just have sent the same: then it is young again.
        if _is_old(named[digest])
    ]
    for one in (*halves, *unnamed):
        one.unlink(missing_ok=True)
    return Swept(len(halves), len(unnamed))


def _old_files() -> Iterator[Path]:
    folders = (one for one in Path(settings.MEDIA_ROOT).glob("??") if one.is_dir())
    return (one for folder in folders for one in folder.iterdir() if _is_old(one))


def _is_old(path: Path) -> bool:
    try:
        age = clock.now().timestamp() - path.stat().st_mtime
    except FileNotFoundError:
        return False
    return age > OLD.total_seconds()


def _nightly(_payload: Payload, report: Report) -> None:
    swept = sweep()
    count = swept.halves + swept.unnamed
    report(count, count, f"清出 {swept.halves} 个没写完的、{swept.unnamed} 个没人要的文件")


SWEEP = declare(
    Kind("sweep_files", "清理没人要的文件", _nightly, is_whole=False, every_day_at=time(3, 40))
)
