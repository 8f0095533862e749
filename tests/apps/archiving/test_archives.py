"""Archiving: by two, of what is done; the package recomputes, is found altered, is made once."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import subprocess
import sys
import zipfile

import pytest
from django.db import IntegrityError, transaction

from kaoji.apps.appraisals.belonging import ways_to_cycles
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.models import Cycle, Objection, Run
from kaoji.apps.archiving import actions, contents, guards, packing, todo
from kaoji.apps.archiving.models import Archive
from kaoji.apps.archiving.readiness import missing
from kaoji.apps.audit.models import Entry
from kaoji.apps.documents.enums import Retention
from kaoji.apps.improvement.models import Item
from kaoji.engine.seal.verify import verify
from kaoji.web.asking import answered
from kaoji.web.files import path_of
from kaoji.web.jobs.models import Job
from kaoji.web.refusals import Refused
from tests.apps.appraisals import public, scored
from tests.apps.archiving import kept
from tests.apps.archiving.kept import confirmed, made, pack, proposed

pytestmark = pytest.mark.django_db


def refused(code, doing, **told):
    with pytest.raises(Refused) as found:
        doing(**told)
    assert found.value.code == code
    return found.value


def opened(archive):
    return zipfile.ZipFile(io.BytesIO(path_of(archive.digest).read_bytes()))


def test_it_takes_two_and_then_the_cycle_is_closed_for_good(stage, cycle):
    found = proposed(stage.cast, cycle)
    clerk, director = stage.actor("clerk"), stage.actor("director")
    refused("not-allowed", actions.confirm, by=clerk, archive=found)
    assert [one.verb for one in answered(todo._mine(director))] == ["去确认"]
    found = actions.confirm(by=director, archive=found)
    cycle.refresh_from_db()
    assert (found.state, cycle.state) == ("packing", "archiving")
    assert Job.objects.get(kind=actions.JOB).key == actions.key_of(found)
    found = pack(found)
    cycle.refresh_from_db()
    assert (found.state, cycle.state) == ("done", "archived")
    assert cycle.stages.get(kind=StageKind.ARCHIVE).state == "done"
    assert Entry.objects.filter(act="archiving.pack").count() == 1
    assert not path_of(found.digest).parent.joinpath(f"{found.digest}.tmp").exists()


def test_who_proposed_does_not_confirm(stage, cycle):
    director = stage.actor("director")
    found = actions.propose(by=director, cycle=cycle, shape=kept.shape())
    refused("own-proposal", actions.confirm, by=director, archive=found)
    assert not answered(todo._mine(director))
    with pytest.raises(IntegrityError), transaction.atomic():
        Archive.objects.filter(pk=found.pk).update(confirmed_by=found.proposed_by)
    actions.drop(by=stage.actor("clerk"), archive=found)
    assert proposed(stage.cast, cycle).state == "proposed"


def test_a_unit_and_a_clerk_of_elsewhere_do_not_archive(stage, cycle):
    by, shape = stage.actor("head"), kept.shape()
    refused("not-allowed", actions.propose, by=by, cycle=cycle, shape=shape)
    by, shape = stage.actor("clerk"), kept.shape(retention=Retention.TEN)
    refused("retention-too-short", actions.propose, by=by, cycle=cycle, shape=shape)


# --- what must be done first ----------------------------------------------------------------------


def test_what_is_open_is_listed_and_holds_it_up(stage, cycle):
    assert missing(cycle, chosen=[]) == ()
    cycle.stages.filter(kind=StageKind.FINAL).update(state="open")
    Run.objects.create(
        organisation=cycle.organisation, cycle=cycle, number=9, reason="又算",
        asked_at=cycle.runs.first().asked_at, by_name="某人",
    )  # fmt: skip
    told = missing(cycle, chosen=[])
    assert "“定稿”环节没有完成" in told
    assert "还有计分没有算完" in told
    said = refused(
        "archive-not-ready", actions.propose, by=stage.actor("clerk"), cycle=cycle,
        shape=kept.shape(),
    )  # fmt: skip
    assert "还有 2 件没有办完" in said.reason


def test_an_open_objection_holds_it_up(stage, cycle):
    scored.make_public(cycle)
    run = cycle.runs.get()
    made_one = Objection.objects.create(
        organisation=cycle.organisation, publication=cycle.publications.get(),
        standing=public.own(run), number=1, node="x@2025", node_name="某项", reason="少计",
        by_name="镇长", at=run.asked_at, answer_due_on=run.asked_at.date(),
    )  # fmt: skip
    assert [str(made_one) in one for one in missing(cycle, chosen=[])] == [True]
    found = Objection.objects.filter(pk=made_one.pk)
    found.update(state="rejected")
    assert missing(cycle, chosen=[]) == ()


def test_what_becomes_open_after_the_proposal_holds_the_confirmation_up(stage, cycle):
    found = proposed(stage.cast, cycle)
    cycle.finals.update(state="withdrawing")
    refused("archive-not-ready", actions.confirm, by=stage.actor("director"), archive=found)


def test_open_items_are_carried_over_but_a_list_without_measures_is_none(stage, cycle):
    found = made(stage.cast, cycle)
    assert len(found.carried) == 1
    assert "继续办到销号" in found.carried[0]
    assert found.carried[0] in opened(found).read("index.html").decode()
    item = Item.objects.get(state="under_way")
    from kaoji.apps.improvement import actions as improvement

    told = improvement.Progress("办完", "材料", is_done=True)
    by = stage.actor("liaison")
    assert improvement.report(by=by, item=item, progress=told, version=item.version)


def test_a_list_of_which_nothing_was_agreed_to_holds_it_up(stage, cycle):
    Item.objects.update(state="drawn")
    assert missing(cycle, chosen=[]) == ("改进清单没有一项措施得到同意",)


def test_the_last_stage_is_not_ended_by_hand(stage, cycle):
    from kaoji.apps.appraisals import actions as appraisals

    one = cycle.stages.get(kind=StageKind.ARCHIVE)
    by = stage.actor("clerk")
    refused(
        "stage-work-open", appraisals.end_stage, by=by, stage=one, version=cycle.version, note="x"
    )


# --- the package ----------------------------------------------------------------------------------


def test_every_file_is_listed_with_its_digest_and_retention(archive):
    package = opened(archive)
    sums = dict(
        reversed(line.split("  ")) for line in package.read("SHA256SUMS").decode().splitlines()
    )
    assert set(package.namelist()) == {*sums, "SHA256SUMS"}
    assert {one["name"]: one["digest"] for one in archive.files} == sums
    for name, digest in sums.items():
        assert hashlib.sha256(package.read(name)).hexdigest() == digest
    listed = list(csv.reader(io.StringIO(package.read("archive-list.csv").decode("utf-8-sig"))))
    terms = {row[2]: row[3] for row in listed[1:]}
    assert terms["final/result.json"] == "永久"
    assert terms["decisions/stages.csv"] == "30 年"
    page = package.read("index.html").decode()
    assert all(name in page for name in sums if name not in ("archive-list.csv", "index.html"))
    assert {"improvement/items.csv", "log/entries.csv", "decisions/objections.csv"} <= set(sums)


def test_thirty_years_make_nothing_in_it_permanent(stage, cycle):
    found = proposed(stage.cast, cycle, retention=Retention.THIRTY)
    found = pack(actions.confirm(by=stage.actor("director"), archive=found))
    assert {one["retention"] for one in found.files} == {"thirty"}


def test_its_seal_verifies_and_its_facts_score_to_the_same_digits(archive, tmp_path):
    opened(archive).extractall(tmp_path)
    (seal,) = (tmp_path / "runs").glob("*.kaoji")
    assert verify(seal.read_bytes(), file=seal.name).passed
    (scheme,) = (tmp_path / "scheme").iterdir()
    assert scheme.name == "zhengding-towns-2016.1.yaml", "called what it is called"
    final = tmp_path / "final"
    asked = [
        "score", str(scheme), "--facts", str(final / "facts.csv"),
        "--subjects", str(final / "subjects.csv"), "--given", str(final / "given.yaml"),
        "--period", "2025", "--json",
    ]  # fmt: skip
    told = json.loads(kaoji(*asked).stdout)
    result = json.loads((final / "result.json").read_text(encoding="utf-8"))
    assert told.get("result", told)["subjects"] == result["subjects"]
    assert kaoji("verify", str(seal)).returncode == 0


def kaoji(*words):
    """The command, as somebody would type it who has only the archive."""
    entry = "import sys; sys.argv[0] = 'kaoji'; from kaoji.cli.main import run; run()"
    command = [sys.executable, "-c", entry, *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_log_extract_has_the_acts_and_no_looking(stage, cycle):
    found = made(stage.cast, cycle)
    rows = list(csv.reader(io.StringIO(opened(found).read("log/entries.csv").decode("utf-8-sig"))))
    done = [row[3] for row in rows[1:]]
    assert {"设立考核", "计分", "起草改进清单", "提请归档", "确认归档"} <= set(done)
    numbers = [int(row[0]) for row in rows[1:]]
    assert numbers == sorted(numbers)
    assert max(numbers) == found.last_entry


def test_a_changed_byte_is_found_and_the_package_not_handed_out(stage, archive):
    clerk = stage.actor("clerk")
    assert actions.inspect(by=clerk, archive=archive).is_same
    assert actions.download(by=clerk, archive=archive) == path_of(archive.digest).read_bytes()
    path, content = path_of(archive.digest), path_of(archive.digest).read_bytes()
    at = content.index(b"final/facts.csv") + 400
    path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
    found = actions.inspect(by=clerk, archive=archive)
    assert not found.is_same
    assert any("final/facts.csv" in one for one in found.faults)
    refused("package-altered", actions.download, by=clerk, archive=archive)
    path.write_bytes(content)
    assert actions.inspect(by=clerk, archive=archive).is_same
    path.unlink()
    assert actions.inspect(by=clerk, archive=archive).faults == ["归档包不在盘上"]
    assert archive.inspections.count() == 4


def test_a_package_with_other_files_is_found(stage, archive):
    path = path_of(archive.digest)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("more.txt", "x")
    told = actions.inspect(by=stage.actor("clerk"), archive=archive).faults
    assert told == ["整包校验值与归档时不同", "包里有而清单里没有：more.txt"]


# --- killed, failed, begun again ------------------------------------------------------------------


class KilledError(BaseException):
    """The process is gone."""


def test_work_that_was_killed_anywhere_is_begun_again_and_gives_the_same(stage, cycle, monkeypatch):
    found = confirmed(stage.cast, cycle)
    whole = packing.packed(found, telling=lambda _count, _title: None)
    steps = len(whole.lines)
    for at in range(1, steps - 1, 6):

        def killed(count, _title, at=at):
            if count == at:
                raise KilledError

        with pytest.raises(KilledError):
            actions.pack(found.pk, telling=killed)
        found.refresh_from_db()
        cycle.refresh_from_db()
        assert (found.state, found.digest, cycle.state) == ("packing", "", "archiving")

    def gone(*_args, **_more):
        raise KilledError

    usual = actions._end_stage
    monkeypatch.setattr(actions, "_end_stage", gone)
    with pytest.raises(KilledError):
        pack(found)
    monkeypatch.setattr(actions, "_end_stage", usual)
    found.refresh_from_db()
    assert found.state == "packing"
    done = pack(found)
    assert done.digest == hashlib.sha256(whole.content).hexdigest()
    assert pack(done).digest == done.digest
    assert Entry.objects.filter(act="archiving.pack").count() == 1


def test_what_cannot_be_packed_gives_the_cycle_back_and_says_why(stage, cycle, monkeypatch):
    before = cycle.state
    found = confirmed(stage.cast, cycle)

    def fail(*_args, **_more):
        raise Refused("file-gone", reason="文件不在盘上", remedy="从备份恢复")

    with monkeypatch.context() as broken:
        broken.setattr(contents, "_of_paper", fail)
        broken.setattr(contents, "_of_runs", fail)
        found = pack(found)
    cycle.refresh_from_db()
    assert (found.state, cycle.state) == ("failed", before)
    assert "文件不在盘上" in found.fault
    assert made(stage.cast, cycle).state == "done"


def test_a_seal_that_was_altered_is_not_archived(stage, cycle):
    run = cycle.runs.get()
    seal = bytearray(bytes(run.seal))
    seal[len(seal) // 2] ^= 1
    Run.objects.filter(pk=run.pk).update(seal=bytes(seal))
    found = made(stage.cast, cycle)
    assert (found.state, "核验不过" in found.fault) == ("failed", True)


def test_what_the_background_gave_up_can_be_dropped(stage, cycle):
    found, by = confirmed(stage.cast, cycle), stage.actor("clerk")
    refused("packing-under-way", actions.drop, by=by, archive=found)
    Job.objects.filter(kind=actions.JOB).update(state="failed")
    actions.drop(by=by, archive=found)
    cycle.refresh_from_db()
    assert cycle.state != "archiving"


# --- nothing changes any more ---------------------------------------------------------------------


def test_the_database_refuses_whatever_the_acts_would_not(archive):
    cycle = archive.cycle
    for rows in (
        Cycle.objects.filter(pk=cycle.pk), cycle.stages.all(), cycle.units.all(), cycle.runs.all(),
        cycle.finals.all(),
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(organisation=cycle.organisation)
    with pytest.raises(IntegrityError), transaction.atomic():
        cycle.units.all().delete()
    standing = cycle.runs.get().standings.all()
    with pytest.raises(IntegrityError), transaction.atomic():
        standing.update(shown="100")


def test_every_table_of_the_guarded_rooms_is_guarded():
    """A table that belongs to a cycle and is not reached by a way would stay open."""
    from django.apps import apps

    ways = ways_to_cycles()
    for room in guards.ROOMS:
        for model in apps.get_app_config(room).get_models():
            assert model in ways
    assert len(guards.tables()) > 20


def test_another_cycle_stays_open(stage, archive):
    other = scored.cycle_in(stage.cast, scheme=stage.scheme, period="2026", title="次年")
    other.stages.update(note="可以改")
    assert archive.cycle.state == "archived"
