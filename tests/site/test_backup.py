"""Backups: whole, proving themselves, restored into an empty installation of either database."""

from __future__ import annotations

import random
import zipfile
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import connection

from kaoji.apps.accounts.models import Organisation, SecurityPolicy, User
from kaoji.apps.audit import guards
from kaoji.apps.audit.actions import record
from kaoji.apps.audit.acts import Act
from kaoji.apps.audit.keeping import examined
from kaoji.apps.audit.models import Entry
from kaoji.site import backup
from kaoji.web.actor import THE_SYSTEM

AT = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
FLIPS = 1_000
KEY = bytes(range(32)).hex()


@pytest.fixture
def office(transactional_db, settings, tmp_path):
    settings.DATA = tmp_path / "data"
    settings.MEDIA_ROOT = settings.DATA / "evidence"
    (settings.MEDIA_ROOT / "2026").mkdir(parents=True)
    (settings.MEDIA_ROOT / "2026" / "证明.txt").write_text("已办结", encoding="utf-8")
    (settings.DATA / "audit-key").write_text(KEY, encoding="ascii")
    county = Organisation.objects.create(code="hean", name="禾安县", created_at=AT)
    SecurityPolicy.objects.create(organisation=county)
    for number in range(7):
        User.objects.create(
            username=f"person{number}", name="某人", organisation=county, created_at=AT
        )
        record(Act("tests.act", "试"), by=THE_SYSTEM, of=county, after={"n": number})
    return settings


def kept_models():
    skipped = {"sessions.session", "contenttypes.contenttype", "auth.permission"}
    found = apps.get_models(include_auto_created=True)
    return [one for one in found if one._meta.label_lower not in skipped]


def contents():
    """Every value of every row as the database gives it, not as a backup writes it."""
    return {one: list(one._base_manager.order_by("pk").values_list()) for one in kept_models()}


def emptied():
    guards.lift(connection)
    with connection.cursor() as cursor:
        for model in kept_models():
            table = connection.ops.quote_name(model._meta.db_table)
            cascade = " CASCADE" if connection.vendor == "postgresql" else ""
            word = "TRUNCATE TABLE" if cascade else "DELETE FROM"
            if not cascade:
                cursor.execute("PRAGMA foreign_keys=OFF")
            cursor.execute(f"{word} {table}{cascade}")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys=ON")
    guards.install(connection)


def test_what_is_restored_equals_what_was_there(office, tmp_path):
    before = contents()
    made = backup.make_backup(tmp_path / "backups", at=AT)
    assert backup.verify_backup(made.path).rows == made.rows > 0
    emptied()
    (office.MEDIA_ROOT / "2026" / "证明.txt").unlink()
    backup.restore_backup(made.path)
    assert contents() == before
    assert (office.MEDIA_ROOT / "2026" / "证明.txt").read_text(encoding="utf-8") == "已办结"
    assert (office.DATA / "audit-key").read_text(encoding="ascii") == KEY
    assert examined().is_whole
    newest = Entry.objects.order_by("-number").first()
    assert record(Act("tests.act", "试"), by=THE_SYSTEM).previous == newest.digest
    User.objects.create(
        username="next", name="某人", organisation=Organisation.objects.get(), created_at=AT
    )


def test_nothing_is_restored_over_data(office, tmp_path):
    made = backup.make_backup(tmp_path / "backups", at=AT)
    before = contents()
    with pytest.raises(backup.BackupError, match="已经有数据"):
        backup.restore_backup(made.path)
    assert contents() == before


def test_every_changed_byte_is_found(office, tmp_path):
    made = backup.make_backup(tmp_path / "backups", at=AT)
    whole = made.path.read_bytes()
    chance = random.Random(7)
    spoilt = tmp_path / f"spoilt{backup.SUFFIX}"
    for _ in range(FLIPS):
        place = chance.randrange(len(whole))
        changed = bytearray(whole)
        changed[place] ^= chance.randrange(1, 256)
        spoilt.write_bytes(changed)
        with pytest.raises(backup.BackupError):
            backup.verify_backup(spoilt)


@pytest.mark.parametrize("kept", [0, 10, 64, 65, 1000])
def test_a_cut_backup_is_found(office, tmp_path, kept):
    made = backup.make_backup(tmp_path / "backups", at=AT)
    cut = tmp_path / f"cut{backup.SUFFIX}"
    cut.write_bytes(made.path.read_bytes()[:kept])
    with pytest.raises(backup.BackupError):
        backup.verify_backup(cut)


def test_a_failed_backup_leaves_no_file(office, tmp_path, monkeypatch):
    def full(*_args, **_settings):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_add_table", full)
    with pytest.raises(OSError, match="No space"):
        backup.make_backup(tmp_path / "backups", at=AT)
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_name_that_leads_elsewhere_is_not_written(office, tmp_path, monkeypatch):
    made = backup.make_backup(tmp_path / "backups", at=AT)
    evil = tmp_path / f"evil{backup.SUFFIX}"
    with zipfile.ZipFile(made.path) as good, zipfile.ZipFile(evil, "w") as archive:
        head = good.read("head.json").decode().replace("evidence/2026/", "evidence/../../2026/")
        for name in good.namelist():
            if name != "head.json":
                archive.writestr(
                    name.replace("evidence/2026/", "evidence/../../2026/"), good.read(name)
                )
        archive.writestr("head.json", head)
    backup._seal(evil)
    emptied()
    with pytest.raises(backup.BackupError, match="指向别处"):
        backup.restore_backup(evil)
