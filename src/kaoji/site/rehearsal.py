"""A backup is restored into a copy beside the office and compared part by part; the copy goes.

The copy is a process of its own with a folder of its own, always on SQLite: nothing in it can
reach the office, and the restore is the same that an emergency would need.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from kaoji.site import backup, nightly, tables
from kaoji.web.backups import Compared, Keeper, Kept, RehearsalError
from kaoji.web.jobs.kinds import Report
from kaoji.web.jobs.models import Job, State

Parts = Mapping[str, Mapping[str, Any]]
#: Begins the name of the folder of a copy; one that a kill has left is cleared by the next.
COPY = "rehearsal-"
_TABLES = "tables/"
_ENTRY = """
from kaoji.site.preparing import set_up
set_up(settings_module="kaoji.site.settings.base")
from kaoji.site.rehearsal import restore_and_tell
restore_and_tell()
"""


def kept() -> tuple[Kept, ...]:
    """Every backup of the backup folder, newest first; the nightly work verifies what it writes."""
    files = sorted(nightly.backup_folder().glob(f"kaoji-*{backup.SUFFIX}"), reverse=True)
    done = Job.objects.filter(kind=nightly.NAME, state=State.DONE)
    verified = dict(done.values_list("told", "ended_at"))
    return tuple(_kept(path, verified_at=verified.get(path.name)) for path in files)


def _kept(path: Path, *, verified_at: datetime | None) -> Kept:
    known = path.stat()
    made_at = datetime.fromtimestamp(known.st_mtime, UTC)
    return Kept(path.name, made_at, byte_count=known.st_size, verified_at=verified_at)


def rehearse(name: str, report: Report) -> tuple[Compared, ...]:
    """Verify, restore, compare; raises `RehearsalError` where it does not come so far."""
    path = nightly.backup_folder() / name
    if name not in {one.name for one in kept()}:
        raise RehearsalError(f"没有叫 {name} 的备份了：请换一份再演练")
    try:
        report(0, 3, "核验备份")
        backup.verify_backup(path)
        said = _said_by(path)
        report(1, 3, "恢复到临时副本")
        with _copy_folder() as folder:
            found = _restored(path, folder=folder)
    except backup.BackupError as fault:
        raise RehearsalError(str(fault)) from fault
    report(3, 3, "逐表比对完")
    return tuple(_compared(said, found))


def _said_by(path: Path) -> Parts:
    """What the backup says of its parts; it must be of the tables as they are today."""
    with zipfile.ZipFile(path) as archive:
        head = json.loads(archive.read("head.json"))
    if sorted(map(list, tables.applied_steps())) != sorted(head["migrations"]):
        raise RehearsalError("这份备份早于最近一次升级，逐表比对不出结果：等今晚的备份做好再演练")
    parts: Parts = head["parts"]
    return parts


@contextmanager
def _copy_folder() -> Iterator[Path]:
    """A folder that only we read, beside the data: there is as much room as a restore needs."""
    place = Path(settings.DATA)
    for left in place.glob(f"{COPY}*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=place, prefix=COPY) as folder:
        yield Path(folder)


def _restored(path: Path, *, folder: Path) -> Parts:
    surroundings = {
        name: text for name, text in os.environ.items() if not name.startswith("KAOJI_")
    }
    own = {
        "KAOJI_DATA": str(folder),
        "PYTHONPATH": os.pathsep.join(sys.path),
        "DJANGO_SETTINGS_MODULE": "kaoji.site.settings.base",
    }
    done = subprocess.run(  # noqa: S603 - ourselves, with a path of our own
        [sys.executable, "-c", _ENTRY, str(path)],
        env=surroundings | own, check=False, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    if done.returncode:
        told = done.stderr.strip().splitlines() or [str(done.returncode)]
        raise backup.BackupError(f"恢复没有成功：{told[-1]}")
    found: Parts = json.loads(done.stdout)
    return found


def restore_and_tell() -> None:
    """In the copy: restore, then print the digest of every part that stands there."""
    try:
        backup.restore_backup(Path(sys.argv[-1]))
    except backup.BackupError as fault:
        sys.exit(str(fault))
    print(json.dumps(dict(_parts_here())))  # noqa: T201 - read by the process that asked


def _parts_here() -> Iterator[tuple[str, dict[str, Any]]]:
    for label, model in tables.models_at(tables.applied_steps()).items():
        digest, count = hashlib.sha256(), 0
        for line in tables.lines_of(model):
            digest.update(line)
            count += 1
        yield f"{_TABLES}{label}.jsonl", _part(digest.hexdigest(), rows=count)
    for name, source in backup.files_here():
        with source.open("rb") as file:
            yield name, _part(hashlib.file_digest(file, "sha256").hexdigest())


def _part(digest: str, *, rows: int | None = None) -> dict[str, Any]:
    return {"sha256": digest} if rows is None else {"sha256": digest, "rows": rows}


def _compared(said: Parts, found: Parts) -> Iterator[Compared]:
    """Every part of the backup, and what the copy holds beyond it; files that came back alike
    count as one part, for there may be thousands.
    """
    alike = []
    for name in sorted(said.keys() | {one for one in found if one.startswith(_TABLES)}):
        before, after = said.get(name, {}), found.get(name, {})
        if before == after and not name.startswith(_TABLES):
            alike.append(f"{name} {before['sha256']}")
            continue
        shown = name.removeprefix(_TABLES).removesuffix(".jsonl")
        rows = before.get("rows", after.get("rows"))
        yield Compared(shown, rows, said=before.get("sha256", ""), found=after.get("sha256", ""))
    if alike:
        digest = hashlib.sha256("\n".join(alike).encode("utf-8")).hexdigest()
        yield Compared(f"密钥和佐证 {len(alike)} 个文件", None, said=digest, found=digest)


KEEPER = Keeper(kept=kept, rehearse=rehearse)
