"""The restore drill: a real backup restored into a real copy, compared, told, thrown away."""

from __future__ import annotations

import hashlib
import zipfile
from datetime import UTC, datetime

import pytest

from kaoji.apps.accounts.models import CodeDevice
from kaoji.apps.audit.models import Entry
from kaoji.apps.workbench import drills
from kaoji.apps.workbench.models import Drill
from kaoji.site import backup, nightly, rehearsal
from kaoji.web.backups import RehearsalError
from kaoji.web.jobs import worker
from kaoji.web.jobs.models import Job, State
from kaoji.web.refusals import Refused
from tests import cast

AT = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


@pytest.fixture
def county(transactional_db, settings, tmp_path, monkeypatch):
    monkeypatch.delenv("KAOJI_BACKUPS", raising=False)
    settings.DATA = tmp_path / "data"
    settings.MEDIA_ROOT = settings.DATA / "evidence"
    settings.MEDIA_ROOT.mkdir(parents=True)
    (settings.MEDIA_ROOT / "证明.txt").write_text("已办结", encoding="utf-8")
    return cast.county()


def made():
    return backup.make_backup(nightly.backup_folder(), at=AT).path


def spoilt(path, *, part, says):
    """The same backup with another part, and a list of parts that agrees with it or does not."""
    whole = zipfile.ZipFile(path)
    texts = {name: whole.read(name) for name in whole.namelist()}
    head, text = says(texts["head.json"].decode(), texts[part])
    path.unlink()
    with zipfile.ZipFile(path, "w") as archive:
        for name, old in (texts | {part: text}).items():
            if name != "head.json":
                archive.writestr(name, old)
        archive.writestr("head.json", head)
    backup._seal(path)


def drilled(county):
    drill = drills.ask_for_drill(by=county.actor("system"))
    assert worker.work_once("a")
    drill.refresh_from_db()
    return drill


def test_what_was_saved_comes_back_alike(county, settings):
    left = settings.DATA / f"{rehearsal.COPY}left-by-a-kill"
    left.mkdir()
    (left / "kaoji.sqlite3").write_bytes(b"people")
    # The library of code devices stamps each new row: a row that comes back is not new.
    CodeDevice.objects.create(user=county.people["system"], name="phone", key="00" * 20)
    CodeDevice.objects.update(created_at=AT)
    made()
    drill = drilled(county)
    assert (drill.fault, drill.unlike, drill.is_equal) == ("", [], True)
    people = next(one for one in drill.parts if one["name"] == "accounts.user")
    assert people["rows"] == len(county.people)
    assert drill.parts[-1]["name"] == "密钥和佐证 2 个文件", "the key of the codes and a proof"
    assert list(settings.DATA.glob(f"{rehearsal.COPY}*")) == [], "the copies are gone"
    entry = Entry.objects.first()
    assert (entry.act, entry.result, entry.object_name) == (
        "workbench.end_drill", "done", drill.backup,
    )  # fmt: skip
    assert entry.organisation_key == county.organisation.pk


def test_what_comes_back_otherwise_is_named(county, monkeypatch):
    made()
    told = {
        "a": {"sha256": "1", "rows": 7},
        "keys/b": {"sha256": "2"},
        "evidence/c": {"sha256": "3"},
    }
    copy = {"a": {"sha256": "1", "rows": 7}, "keys/b": {"sha256": "0"}, "keys/own": {"sha256": "4"}}
    copy["tables/d"] = {"sha256": "5", "rows": 1}
    monkeypatch.setattr(rehearsal, "_said_by", lambda _path: told)
    monkeypatch.setattr(rehearsal, "_restored", lambda _path, folder: copy)
    drill = drilled(county)
    unlike = [(one["name"], one["said"], one["found"]) for one in drill.unlike]
    assert unlike == [("evidence/c", "3", ""), ("keys/b", "2", "0"), ("d", "", "5")]
    assert not drill.is_equal
    assert Entry.objects.first().result == "failed"


def test_a_damaged_backup_is_told_and_nothing_is_retried(county):
    path = made()
    path.write_bytes(path.read_bytes()[:-100])
    drill = drilled(county)
    assert "已损坏" in drill.fault
    assert not drill.is_equal
    assert Job.objects.get(key=str(drill.pk)).state == State.DONE


def test_a_backup_that_cannot_be_restored_is_told(county):
    def unknown(head, text):
        return head, text.replace(b'"is_active"', b'"kingdom__"', 1)

    path = made()
    part = "tables/accounts.organisation.jsonl"
    before = hashlib.sha256(zipfile.ZipFile(path).read(part)).hexdigest()

    def both(head, text):
        head, text = unknown(head, text)
        return head.replace(before, hashlib.sha256(text).hexdigest()), text

    spoilt(path, part=part, says=both)
    assert "kingdom__" in drilled(county).fault


def test_a_backup_of_older_tables_is_not_held_against_new_ones(county):
    path = made()
    spoilt(
        path,
        part="tables/accounts.organisation.jsonl",
        says=lambda head, text: (head.replace('["workbench", "0001_initial"], ', ""), text),
    )
    assert "早于最近一次升级" in drilled(county).fault


def test_only_a_backup_that_is_kept_is_rehearsed(county):
    made()
    with pytest.raises(RehearsalError, match="没有叫"):
        rehearsal.rehearse("../kaoji-secret.kaoji-backup", lambda *_: None)


def test_without_a_backup_or_while_one_is_on_nothing_begins(county):
    with pytest.raises(Refused, match="还没有备份"):
        drills.ask_for_drill(by=county.actor("system"))
    made()
    drills.ask_for_drill(by=county.actor("system"))
    with pytest.raises(Refused, match="已有一次"):
        drills.ask_for_drill(by=county.actor("system"))
    with pytest.raises(Refused, match="只有系统管理员"):
        drills.ask_for_drill(by=county.actor("audit"))
    assert Drill.objects.count() == 1


def test_the_nightly_verification_is_told(county):
    nightly.back_up({}, lambda *_: None)
    (kept,) = rehearsal.kept()
    Job.objects.create(
        kind=nightly.NAME, key="2026-03-02", payload="{}", state=State.DONE, told=kept.name,
        due_at=AT, asked_at=AT, ended_at=AT,
    )  # fmt: skip
    (kept,) = rehearsal.kept()
    assert kept.verified_at == AT
    assert kept.byte_count > 0
