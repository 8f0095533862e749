"""What people send: a corpus of hostile files is refused, honest ones are kept harmless."""

from __future__ import annotations

import io
import resource
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from kaoji.apps.audit.models import Entry
from kaoji.apps.facts import actions
from kaoji.apps.facts.models import Evidence, Figure
from kaoji.web.files import checked, path_of
from kaoji.web.refusals import Refused
from tests import factories
from tests.web import hostile
from tests.web.hostile import HONEST, HOSTILE


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_files_are_refused(case):
    name, content, code = HOSTILE[case]
    with pytest.raises(Refused) as caught:
        checked(content, name=name)
    assert caught.value.code == code
    assert caught.value.field == "file"


def test_the_corpus_is_large():
    assert len(HOSTILE) >= 60


def test_refusing_all_of_them_costs_little():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    slowest = 0.0
    for name, content, _code in HOSTILE.values():
        begun = time.process_time()
        with pytest.raises(Refused):
            checked(content, name=name)
        slowest = max(slowest, time.process_time() - begun)
    assert slowest <= 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before <= 200 * 1024


@pytest.mark.parametrize("case", HONEST)
def test_honest_files_are_kept(case):
    name, content = HONEST[case]
    kept = checked(content, name=name)
    assert kept.name == name.rsplit("\\", 1)[-1]
    if kept.kind not in ("jpeg", "png"):
        assert kept.content == content


def test_a_photograph_loses_its_place_and_what_hangs_behind():
    content = hostile.photograph() + b"<script>alert(1)</script>"
    assert b"KANARIE-CAMERA" in content
    kept = checked(content, name="现场.jpg").content
    assert b"KANARIE-CAMERA" not in kept
    assert b"<script>" not in kept
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.size == (64, 48)
        assert not picture.getexif()


def test_a_picture_stands_upright_without_its_mark():
    exif = Image.Exif()
    exif[0x0112] = 6
    kept = checked(hostile.picture(exif=exif), name="a.jpg").content
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.size == (48, 64)


@pytest.fixture
def figure(stage, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    stage.fill(stage.task())
    return Figure.objects.get(unit=stage.cast.units["鹤汀镇"], field="数值")


def send(stage, figure, *, who="supplier", name="花名册.pdf", content=None):
    client = factories.signed_in(stage.cast.people[who])
    file = SimpleUploadedFile(name, content if content is not None else hostile.pdf())
    return client.post(reverse("facts:figure", args=(figure.pk,)), {"file": file, "note": "名单"})


def test_a_file_is_kept_by_its_digest_and_can_be_saved(stage, figure):
    assert send(stage, figure).status_code == 302
    kept = Evidence.objects.get()
    assert path_of(kept.digest).read_bytes() == hostile.pdf()
    assert path_of(kept.digest).stat().st_mode & 0o111 == 0
    assert Entry.objects.first().act == "facts.attach_evidence"
    client = factories.signed_in(stage.cast.people["clerk"])
    answer = client.get(reverse("facts:evidence", args=(kept.pk,)))
    assert answer.content == hostile.pdf()
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert Entry.objects.first().act == "facts.read_evidence"


def test_a_file_that_is_not_what_it_was_is_not_handed_out(stage, figure):
    send(stage, figure)
    kept = Evidence.objects.get()
    path_of(kept.digest).write_bytes(b"%PDF-other")
    client = factories.signed_in(stage.cast.people["clerk"])
    assert client.get(reverse("facts:evidence", args=(kept.pk,))).status_code == 409


def test_a_refused_file_is_told_at_its_field_and_stored_nowhere(stage, figure, settings):
    answer = send(stage, figure, name="a.svg", content=b"<svg/>")
    assert "这种文件不能收" in answer.content.decode()
    assert not Evidence.objects.exists()
    assert not list(settings.MEDIA_ROOT.iterdir())


def test_the_same_file_again_is_the_one_that_is_there(stage, figure):
    send(stage, figure)
    send(stage, figure)
    assert Evidence.objects.count() == 1


def test_a_figure_has_nine_files_at_most(stage, figure):
    for number in range(9):
        send(stage, figure, content=hostile.pdf(b"%% %d" % number))
    assert "最多 9 份" in send(stage, figure).content.decode()
    assert Evidence.objects.count() == 9


def test_others_neither_send_nor_save(stage, figure):
    assert send(stage, figure, who="second_supplier").status_code == 404
    assert "现在不能给这里加佐证" in send(stage, figure, who="clerk").content.decode()
    assert not Evidence.objects.exists()
    send(stage, figure)
    kept = Evidence.objects.get()
    for who in ("second_supplier", "head", "staff"):
        client = factories.signed_in(stage.cast.people[who])
        assert client.get(reverse("facts:evidence", args=(kept.pk,))).status_code == 404


def test_a_unit_proves_what_it_disputes(stage, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    task = stage.signed()
    figure = task.figures.get(unit=stage.cast.units["鹤汀镇"], field="数值")
    assert send(stage, figure, who="head").status_code == 302
    other = task.figures.get(unit=stage.cast.units["澄湾镇"], field="数值")
    assert send(stage, other, who="head").status_code == 404


def test_nothing_is_added_to_a_locked_sheet(stage, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    figure = stage.locked().figures.first()
    with pytest.raises(Refused) as caught:
        actions.attach(by=stage.actor("supplier"), held=figure, content=hostile.pdf(), name="a.pdf")
    assert caught.value.code == "not-now"
