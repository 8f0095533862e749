"""The papers of a run for its meeting: one act, one file; old ones stay."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile

import pytest

from kaoji.apps.appraisals.models import Run
from kaoji.apps.audit.models import Entry
from kaoji.apps.feedback import actions, packing
from kaoji.apps.feedback.jobs import MAKE
from kaoji.apps.feedback.models import Package
from kaoji.apps.feedback.papers import meeting
from kaoji.web.files import read_back
from kaoji.web.jobs import worker
from kaoji.web.refusals import Refused
from tests import factories
from tests.apps.appraisals import public, scored
from tests.engine.paper.printed import needs_measure, pages_of

pytestmark = pytest.mark.django_db
NAMES = ("汇报提纲", "得分表", "拟定等次表", "加减分明细", "位次升降", "边缘名单", "未办事项")


def asked(stage, run, who="clerk"):
    return actions.ask_for_package(by=stage.actor(who), run=run)


def made(stage, run):
    package = asked(stage, run)
    return actions.make_package(package.pk, report=lambda *_: None)


def opened(package):
    return zipfile.ZipFile(io.BytesIO(read_back(package.digest)))


def text_of(paper):
    return json.dumps([repr(one) for one in paper.blocks], ensure_ascii=False)


def papers(run):
    found = Run.objects.select_related("cycle__scheme").get(pk=run.pk)
    named = meeting.papers_of(meeting.material_of(found))
    return {one.name.partition("-")[2]: one.paper for one in named}


def test_the_worker_makes_all_papers_with_progress(stage, run):
    asked(stage, run)
    assert worker.work_once("w")
    package = Package.objects.get()
    assert package.state == "done"
    names = opened(package).namelist()
    for place, name in enumerate(NAMES, start=1):
        assert {f"{place:02}-{name}.docx", f"{place:02}-{name}.pdf"} <= set(names)
    assert "02-得分表.xlsx" in names
    sums = opened(package).read("SHA256SUMS").decode().splitlines()
    assert len(sums) == package.files == len(names) - 1
    for line in sums:
        digest, name = line.split("  ")
        assert hashlib.sha256(opened(package).read(name)).hexdigest() == digest


def test_progress_is_told_paper_by_paper(stage, run):
    told = []
    package = asked(stage, run)
    MAKE.work({"package": package.pk}, lambda *one: told.append(one))
    assert [one[0] for one in told] == list(range(1, 9))
    assert {one[1] for one in told} == {8}


@needs_measure
def test_every_page_says_which_run_it_is_of(stage, run):
    package = made(stage, run)
    for name in opened(package).namelist():
        if name.endswith(".pdf"):
            for page in pages_of(opened(package).read(name)):
                assert run.digest[:16] in page[0].text
                assert "第1次计分" in page[0].text


def test_what_the_papers_say(stage, run):
    found = papers(run)
    assert tuple(found) == NAMES
    assert found["得分表"].is_wide
    outline = text_of(found["汇报提纲"])
    assert "澄湾镇、云砚镇并列" in outline
    assert run.digest[:16] in outline
    scores = found["得分表"].blocks[0]
    assert [one.head for one in scores.columns][:4] == ["位次", "单位", "得分", "指标评估"]
    assert len(scores.rows) == 7
    extras = found["加减分明细"].blocks[0].rows
    assert ("苇渡乡", "减分", "−1.50") in {row[:3] for row in extras}
    assert any("秸秆禁烧工作不力" in row[4] for row in extras)
    assert "读法" not in str(extras)
    unanswered = found["未办事项"].blocks[0].rows
    assert {row[1] for row in unanswered} >= {"并列待议"}


def test_what_was_decided_stands_beside_what_was_proposed(stage, run):
    public.settle(stage, run)
    found = papers(run)
    rows = {row[0]: row for row in found["拟定等次表"].blocks[0].rows}
    assert rows["澄湾镇"][4:6] == ("待议", "先进")
    assert "并列待议" not in text_of(found["未办事项"])


def test_ranks_are_held_against_the_cycle_before(stage, run):
    first, *_rest = run.standings.all()
    type(first).objects.filter(pk=first.pk).update(last_rank=3)
    rows = {row[0]: row for row in papers(run)["位次升降"].blocks[0].rows}
    assert rows[first.name] == (first.name, "3", "1", "升 2")
    assert rows["苇渡乡"][1] == "—"


def test_those_at_the_edge_are_named(stage, run, monkeypatch):
    from kaoji.apps.appraisals import ranking

    assert "没有这样的单位" in text_of(papers(run)["边缘名单"])
    monkeypatch.setattr(ranking, "EDGE", 1)
    assert "松墩镇" in text_of(papers(run)["边缘名单"])


def test_objections_and_explanations_are_no_surprise(stage, run):
    from kaoji.apps.appraisals import actions as appraisals
    from kaoji.apps.appraisals.enums import StageKind
    from kaoji.apps.appraisals.losses import losses_in
    from kaoji.apps.appraisals.models import Shown

    public.open_stage(run.cycle, StageKind.FOREWARN)
    appraisals.forewarn(by=stage.actor("clerk"), run=run, days=5)
    shown = Shown.objects.get(standing__name="鹤汀镇")
    loss = losses_in(json.loads(shown.standing.account))[0]
    appraisals.explain_loss(by=stage.actor("head"), shown=shown, node=loss.node, text="汛期停工")
    public.settle(stage, run)
    public.published(stage, run)
    public.objected(stage, run)
    told = text_of(papers(run)["未办事项"])
    for word in ("异议待答复", "少计一笔", "单位说明", "汛期停工", "预告未看"):
        assert word in told


def test_a_trial_says_so_on_every_page(stage, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    run = scored.run_in(public.cycle_in(stage, is_trial=True))
    for paper in papers(run).values():
        assert "试运行" in paper.running
        assert "试运行" in paper.state


def test_another_run_makes_another_package_and_the_old_one_stays(stage, run):
    old = made(stage, run)
    later = scored.run_in(run.cycle, reason="更正")
    with pytest.raises(Refused, match="又计过分"):
        asked(stage, run)
    new = made(stage, later)
    client = factories.signed_in(stage.cast.people["leader"])
    page = client.get(f"/feedback/{run.cycle.number}/packages/").content.decode()
    assert "第 1 份" in page
    assert "第 2 份" in page
    for one in (old, new):
        answer = client.get(f"/feedback/packages/{one.pk}/file/")
        assert hashlib.sha256(answer.content).hexdigest() == one.digest
        assert "attachment" in answer["Content-Disposition"]
    assert Entry.objects.filter(act="feedback.download_package").count() == 2


def test_it_is_not_asked_for_twice_at_once(stage, run):
    asked(stage, run)
    with pytest.raises(Refused) as refused:
        asked(stage, run)
    assert refused.value.code == "package-under-way"
    for who in ("leader", "head", "supplier"):
        with pytest.raises(Refused) as refused:
            asked(stage, run, who=who)
        assert refused.value.code == "not-allowed"


def test_killed_in_the_middle_it_is_made_once(stage, run, monkeypatch):
    """Whatever ends it, the row says that nothing is there; begun again, it is there once."""
    package = asked(stage, run)
    usual, calls = packing.as_pdf, []

    def dies(record):
        calls.append(record)
        if len(calls) == 3:
            raise SystemExit
        return usual(record)

    monkeypatch.setattr(packing, "as_pdf", dies)
    with pytest.raises(SystemExit):
        actions.make_package(package.pk, report=lambda *_: None)
    package.refresh_from_db()
    assert (package.state, package.digest) == ("queued", "")
    done = actions.make_package(package.pk, report=lambda *_: None)
    again = actions.make_package(package.pk, report=lambda *_: None)
    assert done.state == "done"
    assert again.done_at == done.done_at
    assert Entry.objects.filter(act="feedback.make_package").count() == 1


def test_a_machine_without_type_says_what_to_install(stage, run, monkeypatch):
    def without(_record):
        raise Refused("no-chinese-font", reason="本机没有中文字体", remedy="请安装")

    monkeypatch.setattr(packing, "as_pdf", without)
    package = made(stage, run)
    assert (package.state, package.fault) == ("failed", "本机没有中文字体。请安装")
    client = factories.signed_in(stage.cast.people["clerk"])
    assert (
        "本机没有中文字体" in client.get(f"/feedback/{run.cycle.number}/packages/").content.decode()
    )
    assert client.get(f"/feedback/packages/{package.pk}/file/").status_code == 404


def test_a_file_that_was_altered_is_not_given(stage, run, tmp_path):
    from kaoji.web.files import path_of

    package = made(stage, run)
    path_of(package.digest).write_bytes(b"other")
    client = factories.signed_in(stage.cast.people["clerk"])
    answer = client.get(f"/feedback/packages/{package.pk}/file/")
    assert answer.status_code >= 400
    assert not Entry.objects.filter(act="feedback.download_package").exists()


def test_units_see_no_package(stage, run):
    package = made(stage, run)
    client = factories.signed_in(stage.cast.people["head"])
    assert client.get(f"/feedback/{run.cycle.number}/packages/").status_code == 404
    assert client.get(f"/feedback/packages/{package.pk}/file/").status_code == 404


def test_the_cycle_leads_to_it(stage, run):
    client = factories.signed_in(stage.cast.people["clerk"])
    page = client.get(f"/appraisals/{run.cycle.number}/").content.decode()
    assert f"/feedback/{run.cycle.number}/packages/" in page
