"""A backup made while people write is one moment of the office, on whichever database it lands."""

from __future__ import annotations

import json
import random
import threading
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Self

import pytest

from tests.site.clusters import fresh_database  # noqa: F401 - a fixture
from tests.site.server import PATIENCE, GoneError, Server

PATH = "/organisation/calendar/local/set/"
WRITERS = 3
MANY = 6
#: What an installation holds, value by value as the database gives it, and not as backups write it.
TOLD = """
import hashlib, json
from django.apps import apps
from kaoji.apps.audit.keeping import examined
from kaoji.apps.audit.models import Entry
from kaoji.apps.organisation.models import LocalDay
skipped = {"sessions.session", "contenttypes.contenttype", "auth.permission"}
told = {}
for model in apps.get_models(include_auto_created=True):
    if not model._meta.proxy and model._meta.label_lower not in skipped:
        rows = [
            tuple(bytes(one) if isinstance(one, memoryview) else one for one in row)
            for row in model._base_manager.order_by("pk").values_list()
        ]
        told[model._meta.label_lower] = len(rows), hashlib.sha256(repr(rows).encode()).hexdigest()
print(json.dumps({
    "tables": told,
    "days": [str(one) for one in LocalDay.objects.order_by("day").values_list("day", flat=True)],
    "acts": Entry.objects.filter(act="organisation.set_local_day").count(),
    "is_whole": examined().is_whole,
}))
"""


class Writers:
    """Clerks who set one day after the other until told to stop, each through the pages."""

    def __init__(self, server: Server) -> None:
        self.acknowledged: list[str] = []
        self.are_many, self.stopped = threading.Event(), threading.Event()
        self.threads = [
            threading.Thread(target=self._write, args=(server, number)) for number in range(WRITERS)
        ]

    def _write(self, server: Server, number: int) -> None:
        day = date(2027 + 10 * number, 1, 1)
        while not self.stopped.is_set():
            day += timedelta(days=1)
            form = {
                "day": day.isoformat(),
                "is_working": "0",
                "name": "庙会",
                "basis": "禾政办〔2026〕9号",
            }
            try:
                if server.sent(PATH, form) in (200, 302):
                    self.acknowledged.append(day.isoformat())
                if len(self.acknowledged) > MANY:
                    self.are_many.set()
            except GoneError:
                continue

    def __enter__(self) -> Self:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self.stopped.set()
        for thread in self.threads:
            thread.join()


def told_of(server):
    return json.loads(server.asked(TOLD).strip().splitlines()[-1])


def backed_up_under_load(server, folder):
    """A backup, what was acknowledged before it was asked for and after it was made."""
    server.start()
    with Writers(server) as writers:
        assert writers.are_many.wait(10 * PATIENCE)
        before = tuple(writers.acknowledged)
        made = server.commanded("backup", "--folder", str(folder))
        assert made.returncode == 0, made.stderr
        after = tuple(writers.acknowledged)
    server.kill()
    (path,) = folder.iterdir()
    return path, before, after


def restored(path: Path, *, into: Path, database: str = "") -> Server:
    server = Server(into, database=database)
    done = server.commanded("restore", str(path))
    assert done.returncode == 0, done.stderr
    return server.placed()


def held(told, *, before, after):
    """One moment: everything acknowledged before, nothing half, the log whole."""
    assert set(before) <= set(told["days"])
    assert len(told["days"]) == told["acts"] > 0
    assert told["is_whole"]
    assert len(after) > len(before)  # nobody waited for the backup


def starts(server):
    server.start()
    status, page = server.asked_for("/sign-in/")
    server.kill()
    assert status == 200
    assert "登录" in page


@pytest.mark.parametrize("begun_on", ["sqlite", "postgresql"])
def test_a_backup_under_load_is_one_moment_wherever_it_is_restored(
    begun_on,
    tmp_path,
    fresh_database,  # noqa: F811
):
    there = fresh_database() if begun_on == "postgresql" else ""
    server = Server(tmp_path / "data", database=there).made()
    proof = server.folder / "evidence" / "2026" / "证明.bin"
    proof.parent.mkdir(parents=True)
    proof.write_bytes(random.Random(5).randbytes(3_000_000))
    try:
        path, before, after = backed_up_under_load(server, tmp_path / "backups")
    finally:
        server.kill()
    found = {}
    for database in ("sqlite", "postgresql"):
        address = fresh_database() if database == "postgresql" else ""
        again = restored(path, into=tmp_path / database, database=address)
        found[database] = told_of(again)
        held(found[database], before=before, after=after)
        for kept in ("evidence/2026/证明.bin", "secret-key"):
            assert (again.folder / kept).read_bytes() == (server.folder / kept).read_bytes()
    starts(again)
    assert found["sqlite"]["tables"] == found["postgresql"]["tables"]
    with zipfile.ZipFile(path) as archive:
        parts = json.loads(archive.read("head.json"))["parts"]
    for name, (rows, _digest) in found["sqlite"]["tables"].items():
        assert parts[f"tables/{name}.jsonl"]["rows"] == rows
