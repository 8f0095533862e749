"""Backups: every table, every evidence file and the keys in one file that proves itself.

The file is a ZIP archive whose comment is the SHA-256 of all bytes before it. Tables are written
row by row in Django's own exchange format, so that what was saved from SQLite is restored into
PostgreSQL and back. It is read in one snapshot; nobody who writes meanwhile waits for it.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from kaoji import __version__

FORMAT = 1
SUFFIX = ".kaoji-backup"
DIGITS = 64
#: Rows handed to the database at once.
BATCH = 500
#: Files of the data folder that belong to the installation itself.
KEYS = ("secret-key", "audit-key", "code-key")


#: What a backup says of itself.
Head: TypeAlias = dict[str, Any]


class BackupError(Exception):
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
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"kaoji-{at:%Y%m%d-%H%M%S}{SUFFIX}"
    if path.exists():
        raise BackupError(f"{path} 已经存在：换一个文件夹，或过一秒再试")
    handle, half = tempfile.mkstemp(dir=folder, suffix=".part")
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
        tables = backed_up_models()
        for model in tables:
            name = f"tables/{model._meta.label_lower}.jsonl"
            parts[name] = _add_table(archive, model, name=name)
            rows += parts[name]["rows"]
        applied = sorted(MigrationRecorder(connection).applied_migrations())
        for name, source in files_here():
            parts[name] = _add_file(archive, source, name=name)
            files += 1
        head = {
            "format": FORMAT,
            "version": __version__,
            "made_at": at.isoformat(),
            "migrations": [list(one) for one in applied],
            "parts": parts,
        }
        archive.writestr("head.json", json.dumps(head, ensure_ascii=False, sort_keys=True))
    return Summary(path, at.isoformat(), len(tables), rows, files)


def backed_up_models() -> tuple[type[models.Model], ...]:
    """Every table of ours and of the libraries but sessions, in an order that need not matter."""
    skipped = {"sessions.session", "contenttypes.contenttype", "auth.permission"}
    found = (model for model in apps.get_models(include_auto_created=True))
    return tuple(
        sorted(
            (one for one in found if _is_a_table(one) and one._meta.label_lower not in skipped),
            key=lambda one: one._meta.label_lower,
        )
    )


def _is_a_table(model: type[models.Model]) -> bool:
    return model._meta.managed and not model._meta.proxy


def _add_table(archive: zipfile.ZipFile, model: type[models.Model], *, name: str) -> dict[str, Any]:
    digest, count = hashlib.sha256(), 0
    with archive.open(name, "w", force_zip64=True) as part:
        for line in rows_of(model):
            part.write(line)
            digest.update(line)
            count += 1
    return {"sha256": digest.hexdigest(), "rows": count}


def rows_of(model: type[models.Model]) -> Iterator[bytes]:
    """Each row as one line, in the order of the primary key."""
    rows = model._base_manager.order_by("pk")
    for row in rows.iterator(chunk_size=BATCH):
        yield serializers.serialize("jsonl", [row], ensure_ascii=False).encode("utf-8")


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
    """
    summary = verify_backup(path)
    with zipfile.ZipFile(path) as archive:
        head = _head_of(archive)
        _refuse_unless_empty()
        _migrate_to({tuple(one) for one in head["migrations"]})
        with transaction.atomic():
            _load_tables(archive, head)
            _reset_sequences()
        _put_files(archive, head["parts"])
    call_command("migrate", interactive=False, verbosity=0)
    return summary


def _refuse_unless_empty() -> None:
    known = set(connection.introspection.table_names())
    for model in backed_up_models():
        table = model._meta.db_table
        if table in known and model._base_manager.exists():
            raise BackupError("这里已经有数据：只能恢复到空的系统（换一个数据文件夹或空的数据库）")


def _migrate_to(applied: set[tuple[str, ...]]) -> None:
    """Make the tables as they were when the backup was made; an empty installation has none."""
    executor = MigrationExecutor(connection)
    unknown = applied - set(executor.loader.graph.nodes)
    if unknown:
        raise BackupError("备份来自更新的版本：请先升级程序，再恢复")
    leaves = {}
    for app, name in executor.loader.graph.leaf_nodes():
        own = (step for step in executor.loader.graph.forwards_plan((app, name)) if step[0] == app)
        for step in own:
            if step in applied:
                leaves[app] = step
    executor.migrate(sorted(leaves.values()))


def _load_tables(archive: zipfile.ZipFile, head: Head) -> None:
    with connection.constraint_checks_disabled():
        for name in sorted(head["parts"]):
            if name.startswith("tables/"):
                with archive.open(name) as part:
                    _load(part)
    connection.check_constraints()


def _load(lines: Iterable[bytes]) -> None:
    """Rows of one table, many at once, with the keys that they had."""
    rows = (_row_of(line) for line in lines)
    while batch := list(islice(rows, BATCH)):
        type(batch[0])._base_manager.bulk_create(batch)


def _row_of(line: bytes) -> models.Model:
    row: models.Model = next(serializers.deserialize("jsonl", line.decode("utf-8"))).object
    return row


def _reset_sequences() -> None:
    statements = connection.ops.sequence_reset_sql(no_style(), list(backed_up_models()))
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
