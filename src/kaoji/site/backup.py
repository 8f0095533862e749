"""Backups: every table, every evidence file and the keys in one file that proves itself.

The file is a ZIP archive whose comment is the SHA-256 of all bytes before it. Tables are written
row by row as text (`tables.py`), so that what was saved from SQLite is restored into PostgreSQL
and back. It is read in one snapshot; nobody who writes meanwhile waits for it.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from kaoji import __version__
from kaoji.site import tables
from kaoji.site.faults import OperatingError
from kaoji.site.running import alone
from kaoji.site.tables import Model, Step

FORMAT = 1
SUFFIX = ".kaoji-backup"
#: The end of the name of one that is being written.
HALF = ".part"
DIGITS = 64
#: Files of the data folder that belong to the installation itself.
KEYS = ("secret-key", "audit-key", "code-key")


#: What a backup says of itself.
Head: TypeAlias = dict[str, Any]


class BackupError(OperatingError):
    """A backup cannot be made, read or restored: the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a backup holds."""

    path: Path
    made_at: str
    tables: int
    rows: int
    files: int


# --- making ---------------------------------------------------------------------------------------


def make_backup(folder: Path, *, at: datetime) -> Summary:
    """Write everything into one new file of the folder; a half-written one never keeps the name."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"kaoji-{at:%Y%m%d-%H%M%S}{SUFFIX}"
    if path.exists():
        raise BackupError(f"{path} 已经存在：换一个文件夹，或过一秒再试")
    handle, half = tempfile.mkstemp(dir=folder, suffix=HALF)
    os.close(handle)
    try:
        summary = _write(Path(half), at=at)
        _seal(Path(half))
        Path(half).replace(path)
    finally:
        Path(half).unlink(missing_ok=True)
    _sync(folder)
    return Summary(path, summary.made_at, summary.tables, summary.rows, summary.files)


def _write(path: Path, *, at: datetime) -> Summary:
    parts: dict[str, dict[str, Any]] = {}
    rows = files = 0
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive,
        _snapshot(),
    ):
        applied = _known_steps()
        models = tables.models_at(applied)
        for label, model in models.items():
            name = f"tables/{label}.jsonl"
            parts[name] = _add_table(archive, model, name=name)
            rows += parts[name]["rows"]
        for name, source in files_here():
            parts[name] = _add_file(archive, source, name=name)
            files += 1
        head = {
            "format": FORMAT,
            "version": __version__,
            "made_at": at.isoformat(),
            "migrations": [list(one) for one in sorted(applied)],
            "parts": parts,
        }
        archive.writestr("head.json", json.dumps(head, ensure_ascii=False, sort_keys=True))
    return Summary(path, at.isoformat(), len(models), rows, files)


def _known_steps() -> frozenset[Step]:
    applied = tables.applied_steps()
    if tables.unknown_steps(applied):
        raise BackupError("数据表比程序新：请换上做出这些数据的版本，再备份")
    return applied


def _add_table(archive: zipfile.ZipFile, model: Model, *, name: str) -> dict[str, Any]:
    digest, count = hashlib.sha256(), 0
    with archive.open(name, "w", force_zip64=True) as part:
        for line in tables.lines_of(model):
            part.write(line)
            digest.update(line)
            count += 1
    return {"sha256": digest.hexdigest(), "rows": count}


def files_here() -> Iterator[tuple[str, Path]]:
    """Keys and evidence, each with the name that it has in a backup."""
    folder = Path(settings.DATA)
    for key in KEYS:
        if (folder / key).is_file():
            yield f"keys/{key}", folder / key
    evidence = Path(settings.MEDIA_ROOT)
    for source in sorted(evidence.rglob("*")) if evidence.is_dir() else ():
        if source.is_file():
            yield f"evidence/{source.relative_to(evidence).as_posix()}", source


def _add_file(archive: zipfile.ZipFile, source: Path, *, name: str) -> dict[str, Any]:
    digest = hashlib.sha256()
    with source.open("rb") as file, archive.open(name, "w", force_zip64=True) as part:
        while chunk := file.read(1 << 20):
            part.write(chunk)
            digest.update(chunk)
    return {"sha256": digest.hexdigest()}


@contextmanager
def _snapshot() -> Iterator[None]:
    """Inside, everything is read as it was at one moment; whoever writes does not wait."""
    if connection.vendor == "sqlite":
        # Begun by hand: Django's own transactions say at once that they mean to write.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


# --- proving --------------------------------------------------------------------------------------


def _seal(path: Path) -> None:
    """Write the digest of all bytes into the comment at the end, and let it reach the disk."""
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = b"0" * DIGITS
    digest = _digest_without_seal(path)
    with path.open("r+b") as file:
        file.seek(-DIGITS, os.SEEK_END)
        file.write(digest.encode("ascii"))
        file.flush()
        os.fsync(file.fileno())


def _digest_without_seal(path: Path) -> str:
    left, digest = path.stat().st_size - DIGITS, hashlib.sha256()
    with path.open("rb") as file:
        while left > 0 and (chunk := file.read(min(left, 1 << 20))):
            digest.update(chunk)
            left -= len(chunk)
    return digest.hexdigest()


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def verify_backup(path: Path) -> Summary:
    """Check every byte; says what is wrong by `BackupError`."""
    if not path.is_file() or path.stat().st_size <= DIGITS:
        raise BackupError(f"{path} 不是备份文件，或不完整：请另取一份")
    with path.open("rb") as file:
        file.seek(-DIGITS, os.SEEK_END)
        said = file.read().decode("ascii", "replace")
    if said != _digest_without_seal(path):
        raise BackupError(f"{path} 已损坏或被改动：文件的摘要不符，请用另一份备份")
    with zipfile.ZipFile(path) as archive:
        head = _head_of(archive)
        parts = head["parts"]
        for name, part in parts.items():
            if _digest_of_part(archive, name) != part["sha256"]:
                raise BackupError(f"{path} 里的 {name} 与清单不符：请用另一份备份")
    rows = sum(part.get("rows", 0) for part in parts.values())
    tables = sum(name.startswith("tables/") for name in parts)
    return Summary(path, head["made_at"], tables, rows, len(parts) - tables)


def _head_of(archive: zipfile.ZipFile) -> Head:
    try:
        head: Head = json.loads(archive.read("head.json"))
    except (KeyError, ValueError) as error:
        raise BackupError("备份文件没有清单：不是本系统的备份") from error
    if head.get("format") != FORMAT:
        raise BackupError("备份文件的格式比本程序新：请先升级程序")
    return head


def _digest_of_part(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as part:
        while chunk := part.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


# --- restoring ------------------------------------------------------------------------------------


def restore_backup(path: Path) -> Summary:
    """Put everything back into an empty installation, on whichever database it stands.

    An older backup is restored into tables of its own time, which are then brought up to date.
    Whatever goes wrong, the tables stay empty, and it can be begun again.
    """
    summary = verify_backup(path)
    with alone(Path(settings.DATA)), zipfile.ZipFile(path) as archive:
        head = _head_of(archive)
        steps = frozenset((app, name) for app, name in head["migrations"])
        _refuse_unless_empty()
        _migrate_to(steps)
        models = tables.models_at(steps)
        with transaction.atomic():
            _load_tables(archive, head, models=models)
            _reset_sequences(models.values())
            # Before the rows are there for good: an installation with rows has its files too.
            _put_files(archive, head["parts"])
    call_command("migrate", interactive=False, verbosity=0)
    return summary


def _refuse_unless_empty() -> None:
    applied = _known_steps()
    models = tables.models_at(applied) if applied else {}
    if any(model._base_manager.exists() for model in models.values()):
        raise BackupError("这里已经有数据：只能恢复到空的系统（换一个数据文件夹或空的数据库）")


def _migrate_to(steps: frozenset[Step]) -> None:
    """Make the tables as they were when the backup was made, forwards or backwards."""
    if tables.unknown_steps(steps):
        raise BackupError("备份来自更新的版本：请先升级程序，再恢复")
    executor = MigrationExecutor(connection)
    newest = [step for step in steps if not _has_later(step, steps, executor=executor)]
    executor.migrate(sorted(newest))


def _has_later(step: Step, steps: frozenset[Step], *, executor: MigrationExecutor) -> bool:
    """Tell whether another of the steps of the same application builds on this one."""
    later = (child.key for child in executor.loader.graph.node_map[step].children)
    return any(one[0] == step[0] and one in steps for one in later)


def _load_tables(archive: zipfile.ZipFile, head: Head, *, models: Mapping[str, Model]) -> None:
    with connection.constraint_checks_disabled():
        for name in sorted(head["parts"]):
            kind, _slash, rest = name.partition("/")
            if kind == "tables":
                with archive.open(name) as part:
                    tables.load(part, model=models[rest.removesuffix(".jsonl")])
    connection.check_constraints()


def _reset_sequences(models: Iterable[Model]) -> None:
    statements = connection.ops.sequence_reset_sql(no_style(), list(models))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _put_files(archive: zipfile.ZipFile, parts: Iterable[str]) -> None:
    folders = {"keys": Path(settings.DATA), "evidence": Path(settings.MEDIA_ROOT)}
    for name in parts:
        kind, _slash, rest = name.partition("/")
        if kind not in folders:
            continue
        target = (folders[kind] / rest).resolve()
        if not target.is_relative_to(folders[kind].resolve()):
            raise BackupError(f"备份里的 {name} 指向别处：不恢复")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        mode = 0o600 if kind == "keys" else 0o640
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(archive.read(name))
            file.flush()
            os.fsync(file.fileno())
