"""A disk that fails at any moment (R4): the old set of files and rows or the new one, never mixed.

Every act that writes a file is tried with the first thing that it asks of the disk failing, then
the second, and so on until none fails. Each fails four times: a fault is raised; of a file half is
written and then a fault is raised; the process is gone before it; the process is gone right after
it. Nothing of the process passes any more once it is gone, neither to the disk nor to the database.
"""

from __future__ import annotations

import errno
import os
import re
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from django.apps import apps
from django.db import connection

from kaoji.apps.appraisals import actions as appraisals
from kaoji.apps.archiving import actions as archiving
from kaoji.apps.documents import actions as documents
from kaoji.apps.documents import rendering
from kaoji.apps.documents.models import Paper, Template
from kaoji.apps.facts import actions as facts
from kaoji.apps.facts.models import Evidence
from kaoji.apps.feedback import actions as feedback
from kaoji.apps.feedback import packing
from kaoji.apps.feedback.models import Package
from kaoji.apps.schemes.models import Intake, Regulation
from kaoji.web import clock
from kaoji.web.files import path_of, read_back, store, stored
from kaoji.web.files.keeping import drop_unheld
from kaoji.web.files.sweeping import OLD, Swept, sweep
from kaoji.web.refusals import Refused
from tests.apps.appraisals import public, scored
from tests.apps.appraisals.test_killed_anywhere import WRITING, KilledError, rows_of, tables
from tests.apps.archiving import kept
from tests.apps.documents import deeds as papers
from tests.apps.documents.stage import fresh
from tests.apps.facts.stage import made
from tests.apps.schemes import tables as tables_read
from tests.cast import NOON
from tests.web import hostile
from tools.source import ROOT

pytestmark = pytest.mark.django_db(transaction=True)

#: An act that asks more of the disk never ends.
MOST = 60
#: Ways to fail.
FAULT, HALF, GONE_BEFORE, GONE_AFTER = "fault", "half", "gone before", "gone after"
WAYS = (FAULT, HALF, GONE_BEFORE, GONE_AFTER)
#: What is asked of a disk, by the names that the program uses.
ASKED = (
    (tempfile, "mkstemp"), (os, "fsync"), (os, "replace"), (os, "unlink"), (os, "mkdir"),
    (os, "utime"), (os, "open"), (os, "link"), (os, "rename"),
)  # fmt: skip


class Disk:
    """A disk that fails at one of the things that are asked of it; `seen`: how many were asked."""

    def __init__(self, place=0, *, how=FAULT):
        self.place, self.how, self.seen, self.is_gone = place, how, 0, False
        self.written = set()

    @contextmanager
    def under(self, monkeypatch):
        """While an act is done."""
        with monkeypatch.context() as patched, connection.execute_wrapper(self._said):
            for module, name in ASKED:
                patched.setattr(module, name, self._watched(getattr(module, name)))
            patched.setattr(os, "fdopen", self._opened(os.fdopen))
            yield self

    def _said(self, execute, sql, *told):
        if self.is_gone:
            raise KilledError
        self.written |= set(WRITING.findall(sql)) & tables().keys()
        return execute(sql, *told)

    def _watched(self, usual):
        def asked(*told, **more):
            return self._asked(lambda: usual(*told, **more))

        return asked

    def _asked(self, doing, half=None):
        if self.is_gone:
            raise KilledError
        self.seen += 1
        if self.seen != self.place:
            return doing()
        self.is_gone = self.how in (GONE_BEFORE, GONE_AFTER)
        if self.how == GONE_AFTER:
            doing()
        if self.how == HALF and half is not None:
            half()
        if self.is_gone:
            raise KilledError
        raise OSError(errno.ENOSPC, "No space left on device")

    def _opened(self, usual):
        def opened(handle, *told, **more):
            stream = usual(handle, *told, **more)
            write = stream.write
            return _Stream(stream, lambda part: self._asked(
                lambda: write(part), half=lambda: (write(part[: len(part) // 2]), stream.flush())
            ))  # fmt: skip

        return opened

    @property
    def has_failed(self):
        return 0 < self.place <= self.seen


class _Stream:
    """A file being written, each part of it asked of the disk."""

    def __init__(self, stream, write):
        self._stream, self.write = stream, write

    def __getattr__(self, name):
        return getattr(self._stream, name)

    def __enter__(self):
        return self

    def __exit__(self, *told):
        self._stream.close()


# --- what must be so ------------------------------------------------------------------------------

NAMING = (
    *("facts.Evidence", "schemes.Intake", "schemes.Regulation", "documents.PaperFile"),
    *("documents.Template", "feedback.Package", "archiving.Archive", "selfscore.Proof"),
)


def named():
    """The digests that rows name."""
    return {
        digest
        for one in NAMING
        for digest in apps.get_model(one)._base_manager.values_list("digest", flat=True)
        if digest
    }


def on_disk(folder):
    return {one.name for one in folder.glob("??/*")}


def no_row_lacks_its_file():
    assert all(read_back(digest) is not None for digest in named())


def everything():
    return {table: rows_of(table) for table in tables()}


class Breaking:
    """An act that breaks wherever it asks something of the disk, before it may come to its end."""

    def __init__(self, monkeypatch, folder):
        self.monkeypatch, self.folder = monkeypatch, folder

    def everywhere(self, act):
        """Done at last; how many things it has asked of the disk."""
        before, files = everything(), on_disk(self.folder)
        for place in range(1, MOST):
            for how in WAYS:
                disk = self._tried(act, Disk(place, how=how))
                if not disk.has_failed:
                    no_row_lacks_its_file()
                    self._is_swept()
                    return disk.seen
                self._stands(before, files, disk)
        raise AssertionError("the act never ends")

    def _tried(self, act, disk):
        with disk.under(self.monkeypatch):
            try:
                act()
            except (KilledError, OSError, Refused):
                assert disk.has_failed
            else:
                assert not disk.has_failed, "the disk failed, and nobody heard of it"
        return disk

    def _stands(self, before, files, disk):
        told = f"{disk.how} at {disk.place}"
        for table in disk.written:  # nothing can have changed anywhere else
            assert rows_of(table) == before[table], f"{told}: {table}"
        no_row_lacks_its_file()
        left = on_disk(self.folder) - files
        assert files <= on_disk(self.folder), f"{told}: an old file is gone"
        if not disk.is_gone:
            assert not [one for one in left if one.startswith(store.HALF)], f"{told}: a half stays"
        for name in left:  # or else the next time finds it there
            next(self.folder.glob(f"??/{name}")).unlink()

    def _is_swept(self):
        """Another day nothing is left but what rows name."""
        with clock.stopped_at(datetime.now(UTC) + OLD + timedelta(hours=1)):
            sweep()
        assert on_disk(self.folder) == named()


@pytest.fixture
def folder(tmp_path, settings, monkeypatch):
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "evidence"
    for module in (rendering, packing):  # the same paper gives the same bytes
        for name in ("as_pdf", "docx_bytes"):
            monkeypatch.setattr(module, name, cache(getattr(module, name)))
    with clock.stopped_at(NOON):
        yield tmp_path / "evidence"


@pytest.fixture
def stage(folder):
    return made()


@pytest.fixture
def breaking(monkeypatch, folder):
    return Breaking(monkeypatch, folder)


def quiet(*_told):
    """Progress that nobody reads."""


# --- the acts -------------------------------------------------------------------------------------


def test_evidence_of_a_figure(stage, breaking):
    held = stage.signed().figures.first()
    asked = breaking.everywhere(
        lambda: facts.attach(
            by=stage.actor("supplier"), held=held, content=hostile.pdf(), name="凭证.pdf"
        )
    )
    assert asked >= 7, "a folder, a file, its bytes, three times to the disk, its name"
    assert Evidence.objects.count() == 1


def test_a_workbook_and_a_regulation_of_the_scheme_room(stage, breaking):
    breaking.everywhere(lambda: tables_read.read(stage.cast))
    breaking.everywhere(lambda: tables_read.regulation(stage.cast))
    assert (Intake.objects.count(), Regulation.objects.count()) == (1, 1)


def test_a_layout_and_an_issued_paper(stage, breaking):
    content = papers.layout()
    breaking.everywhere(
        lambda: documents.add_template(
            by=stage.actor("clerk"), kind="results", name="版式", content=content,
            filename="a.docx",
        )
    )  # fmt: skip
    paper = papers.approved(stage.cast)
    assert (
        breaking.everywhere(
            lambda: documents.issue(
                by=stage.actor("clerk"), paper=fresh(paper), version=fresh(paper).version
            )
        )
        >= 2 * 6
    ), "DOCX and PDF"
    assert (Template.objects.count(), Paper.objects.get().number) == (1, 1)


def test_publishing_asks_nothing_of_the_disk(stage, breaking):
    cycle = public.cycle_in(stage)
    run = public.settle(stage, scored.run_in(cycle))
    found = public.proposed(stage, run)
    asked = breaking.everywhere(
        lambda: appraisals.confirm_publication(by=stage.actor("director"), publication=found)
    )
    assert asked == 0, "what is on the wall is in the database alone"


def test_the_package_for_the_meeting(stage, breaking):
    cycle = public.cycle_in(stage)
    run = public.settle(stage, scored.run_in(cycle))
    package = feedback.ask_for_package(by=stage.actor("clerk"), run=run)
    assert breaking.everywhere(lambda: feedback.make_package(package.pk, report=quiet)) >= 6
    assert Package.objects.get().state == "done"


def test_the_archive(stage, breaking):
    archive = kept.confirmed(stage.cast, kept.ready(stage.cast, scheme=stage.scheme))
    assert breaking.everywhere(lambda: archiving.pack(archive.pk, telling=quiet)) >= 6
    archive.refresh_from_db()
    assert archive.state == "done"


# --- what is left, what is spoilt -----------------------------------------------------------------


def test_a_disk_that_takes_nothing_is_told_to_whoever_sends(stage, monkeypatch):
    held = stage.signed().figures.first()
    told = {"by": stage.actor("supplier"), "held": held, "name": "凭证.pdf"}
    with Disk(2).under(monkeypatch), pytest.raises(Refused) as found:
        facts.attach(**told, content=hostile.pdf())
    assert found.value.code == "file-not-kept"
    assert "磁盘" in str(found.value)
    assert facts.attach(**told, content=hostile.pdf()).name == "凭证.pdf"


def test_what_an_act_left_behind_is_the_file_of_the_next_and_young_again(folder):
    digest = stored(b"left")
    os.utime(path_of(digest), (0, 0))
    assert stored(b"left") == digest
    assert sweep() == Swept(0, 0), "somebody is just writing the row that names it"
    os.utime(path_of(digest), (0, 0))
    path_of(digest).with_name("tmpk2l9").write_bytes(b"le")
    path_of(digest).with_name("readme.txt").write_bytes(b"of somebody else")
    for name in ("tmpk2l9", "readme.txt"):
        os.utime(path_of(digest).with_name(name), (0, 0))
    assert sweep() == Swept(1, 1)
    assert on_disk(folder) == {"readme.txt"}


def test_a_file_that_was_spoilt_is_written_anew_when_it_comes_again(folder):
    digest = stored(b"whole")
    path_of(digest).write_bytes(b"who")
    assert stored(b"whole") == digest
    assert read_back(digest) == b"whole"


def test_a_file_that_the_disk_does_not_give_up_keeps_no_other(folder, monkeypatch):
    digests = sorted((stored(b"one"), stored(b"two")))
    with Disk(1).under(monkeypatch):
        drop_unheld(digests)
    assert len(on_disk(folder)) == 1
    with clock.stopped_at(datetime.now(UTC) + OLD + timedelta(hours=1)):
        assert sweep() == Swept(0, 1)


def test_every_room_that_keeps_files_says_which():
    """A room that forgot to would lose its files to the sweep."""
    rooms = ROOT / "src" / "kaoji" / "apps"
    keep = {
        one.relative_to(rooms).parts[0]
        for one in rooms.rglob("*.py")
        if re.search(r"\bstored\(", one.read_text(encoding="utf-8"))
        and "web.files import" in one.read_text(encoding="utf-8")
    }
    tell = {
        one.parent.name
        for one in rooms.glob("*/apps.py")
        if "hold_files(" in one.read_text(encoding="utf-8")
    }
    assert keep <= tell
    assert {one.split(".")[0] for one in NAMING} == tell
