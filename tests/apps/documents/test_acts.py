"""Papers on their way: who may do what, what is missing, what stays."""

from __future__ import annotations

import hashlib
from io import BytesIO

import docx
import pytest
from django.http import Http404

from kaoji.apps.audit.models import Entry
from kaoji.apps.documents import actions
from kaoji.apps.documents.checking import findings_of
from kaoji.apps.documents.content import read_back
from kaoji.apps.documents.models import Paper, Revision
from kaoji.engine.paper.elements import Paragraph
from kaoji.web.files import read_back as file_of
from kaoji.web.refusals import Refused
from tests import cast
from tests.apps.documents import stage as stages
from tests.apps.documents.deeds import layout
from tests.apps.documents.stage import BLOCKS, SCORES, TITLE, fresh
from tests.web import hostile


def refused(act, **told):
    with pytest.raises(Refused) as caught:
        act(**told)
    return caught.value


def says(paper, *, blocking=True):
    return [f"{one.place}：{one.says}" for one in findings_of(paper) if one.blocks is blocking]


class TestTwoPersons:
    def test_the_drafter_does_not_approve(self, stage):
        paper = stage.sent()
        fault = refused(
            actions.approve, by=stage.actor("clerk"), paper=paper, version=paper.version
        )
        assert fault.code == "own-paper"

    def test_nor_does_whoever_changed_a_word(self, stage):
        paper = stage.drafted()
        by = stage.actor("director")
        shape = stage.shape(title="另一标题")
        actions.change_paper(by=by, paper=paper, shape=shape, version=paper.version)
        paper = fresh(paper)
        actions.send(by=stage.actor("clerk"), paper=paper, version=paper.version)
        paper = fresh(paper)
        assert refused(actions.approve, by=by, paper=paper, version=paper.version).code == (
            "own-paper"
        )
        second = stage.actor("second_clerk")
        actions.approve(by=second, paper=paper, version=paper.version)
        assert fresh(paper).state == "approved"

    def test_nor_withdraws(self, stage):
        paper = stage.issued()
        fault = refused(
            actions.withdraw,
            by=stage.actor("clerk"), paper=paper, version=paper.version, reason="数有误",
        )  # fmt: skip
        assert fault.code == "own-paper"

    def test_what_is_sent_back_must_be_approved_anew(self, stage):
        paper = stage.approved()
        actions.return_paper(
            by=stage.actor("director"), paper=paper, version=paper.version, reason="数要核"
        )
        paper = fresh(paper)
        assert (paper.state, paper.approved_by) == ("draft", None)

    @pytest.mark.parametrize("who", ["supplier", "head", "leader", "system"])
    def test_others_draft_nothing(self, stage, who):
        fault = refused(actions.draft_paper, by=stage.actor(who), shape=stage.shape())
        assert fault.code == "not-allowed"


class TestChecks:
    def test_all_that_is_missing_is_told_at_once(self, stage):
        paper = stage.drafted(addressee="", blocks=(), signed_by="", series=None)
        assert says(paper) == [
            "主送：没有主送机关", "正文：没有正文", "署名：没有署名", "代字：没有选代字",
        ]  # fmt: skip
        fault = refused(actions.send, by=stage.actor("clerk"), paper=paper, version=paper.version)
        assert fault.code == "paper-not-sound"
        assert fresh(paper).state == "draft"

    def test_a_public_notice_goes_to_nobody(self, stage):
        assert says(stage.drafted(kind="public_notice", addressee="")) == []

    def test_a_series_for_another_kind(self, stage):
        by = stage.actor("clerk")
        series = actions.declare_series(by=by, mark="禾考示", issuer="甲", kind="public_notice")
        assert says(stage.drafted(series=series)) == ["代字：代字“禾考示”只用于公示"]

    @pytest.mark.parametrize("text", ["机密★5年", "密级：秘密", "绝密"])
    def test_marks_of_secrecy_are_refused(self, stage, text):
        paper = stage.drafted(blocks=(Paragraph(text),))
        assert says(paper) == ["正文第 1 段：带有密级字样"]

    def test_what_is_published_tells_nothing_of_persons(self, stage):
        rows = (*SCORES.rows, ("13912345678", "1"))
        table = type(SCORES)(SCORES.columns, rows, SCORES.title)
        paper = stage.drafted(blocks=(table,), is_public=True)
        assert says(paper) == ["表 1 第 3 行“单位”：有手机号（13＊＊78）"]
        fault = refused(actions.send, by=stage.actor("clerk"), paper=paper, version=paper.version)
        assert "手机号" in fault.reason

    def test_elsewhere_it_is_pointed_out(self, stage):
        paper = stage.drafted(blocks=(Paragraph("联系人 13912345678"),))
        assert says(paper) == []
        assert says(paper, blocking=False) == ["正文第 1 段：有手机号（13＊＊78）"]

    def test_what_was_broken_after_sending_is_not_approved(self, stage):
        paper = stage.sent()
        Paper.objects.filter(pk=paper.pk).update(signed_by="")
        fault = refused(
            actions.approve, by=stage.actor("director"), paper=paper, version=paper.version
        )
        assert fault.code == "paper-not-sound"


class TestRevisions:
    def test_every_draft_is_kept(self, stage):
        paper = stage.drafted()
        shape = stage.shape(blocks=(Paragraph("改过。"),))
        actions.change_paper(
            by=stage.actor("director"), paper=paper, shape=shape, version=paper.version
        )
        first, second = paper.revisions.order_by("number")
        assert read_back(first.content["blocks"]) == BLOCKS
        assert read_back(second.content["blocks"]) == (Paragraph("改过。"),)
        with pytest.raises(TypeError):
            first.save()

    def test_saved_unchanged_it_is_no_revision(self, stage):
        paper = stage.drafted()
        actions.change_paper(
            by=stage.actor("director"), paper=paper, shape=stage.shape(), version=paper.version
        )
        assert Revision.objects.count() == 1

    def test_the_second_of_two_is_told(self, stage):
        paper = stage.drafted()
        told = {"by": stage.actor("clerk"), "paper": paper, "version": paper.version}
        actions.change_paper(**told, shape=stage.shape(title="甲"))
        fault = refused(actions.change_paper, **told, shape=stage.shape(title="乙"))
        assert fault.code == "changed_meanwhile"

    def test_only_drafts_are_changed_or_dropped(self, stage):
        paper = stage.issued()
        told = {"by": stage.actor("clerk"), "paper": paper, "version": paper.version}
        assert refused(actions.change_paper, **told, shape=stage.shape(title="甲")).code == (
            "not-in-this-state"
        )
        assert refused(actions.drop_paper, **told).code == "not-in-this-state"

    def test_a_dropped_draft_stays_in_the_log(self, stage):
        paper = stage.drafted()
        actions.drop_paper(by=stage.actor("clerk"), paper=paper, version=paper.version)
        assert Paper.objects.count() == 0
        assert TITLE in Entry.objects.latest("number").before


class TestFrozen:
    def test_the_files_say_the_number_and_the_day(self, stage):
        paper = stage.issued()
        files = {one.kind: file_of(one.digest) for one in paper.files.all()}
        assert set(files) == {"pdf", "docx"}
        lines = [one.text for one in docx.Document(BytesIO(files["docx"])).paragraphs]
        assert "禾考发〔2026〕1号" in lines
        assert "2026年6月12日" in lines
        assert files["pdf"].startswith(b"%PDF-")

    def test_what_is_changed_later_does_not_reach_them(self, stage):
        paper = stage.issued()
        before = {one.digest for one in paper.files.all()}
        Paper.objects.filter(pk=paper.pk).update(title="偷改")
        files = fresh(paper).files.all()
        assert {one.digest for one in files} == before
        assert all(hashlib.sha256(file_of(one.digest)).hexdigest() == one.digest for one in files)

    def test_a_withdrawn_paper_stays_with_its_reason(self, stage):
        paper = stage.withdrawn()
        assert (paper.state, paper.withdrawn_reason, paper.files.count()) == (
            "withdrawn", "数有误", 2,
        )  # fmt: skip
        assert all(file_of(one.digest) for one in paper.files.all())

    def test_the_class_of_keeping_is_that_of_the_day(self, stage):
        first = stage.issued()
        actions.set_retention(by=stage.actor("clerk"), classes={"results": "ten"})
        assert (first.retention, stage.issued().retention) == ("permanent", "ten")


class TestReceipts:
    def test_each_unit_signs_for_itself_once(self, stage):
        paper = stage.issued()
        actions.sign_for(by=stage.actor("head"), paper=paper)
        assert actions.sign_for(by=stage.actor("liaison"), paper=paper) == ()
        signed = {one.name: one.by_name for one in paper.receipts.all()}
        assert signed == {"鹤汀镇": "镇长 · 鹤鸣皋", "澄湾镇": ""}

    def test_who_did_not_get_it_does_not_sign(self, stage):
        paper = stage.issued(copies=(stage.cast.units["鹤汀镇"],))
        with pytest.raises(Http404):
            actions.sign_for(by=stage.actor("second_head"), paper=paper)

    def test_nobody_signs_before_it_is_issued(self, stage):
        with pytest.raises(Http404):
            actions.sign_for(by=stage.actor("head"), paper=stage.approved())


class TestTemplates:
    def add(self, stage, content, filename="a.docx", kind="results"):
        by = stage.actor("clerk")
        return actions.add_template(
            by=by, kind=kind, name="版式", content=content, filename=filename
        )

    def test_a_paper_is_kept_in_the_own_layout_too(self, stage):
        paper = stage.issued(template=self.add(stage, layout()))
        own = paper.files.get(kind="own")
        lines = [one.text for one in docx.Document(BytesIO(file_of(own.digest))).paragraphs]
        assert lines == [f"{TITLE}（禾考发〔2026〕1号）"]

    def test_faults_are_told_with_their_places(self, stage):
        document = docx.Document()
        document.add_paragraph("致{{职务}}")
        document.add_paragraph("{{标题}")
        target = BytesIO()
        document.save(target)
        fault = refused(self.add, stage=stage, content=target.getvalue())
        assert "不认识“{{职务}}”（致{{职务}}）" in fault.reason
        assert "花括号没有成对（{{标题}）" in fault.reason

    @pytest.mark.parametrize(
        "content",
        [hostile.docx_with({"word/vbaProject.bin": b"x"}), hostile.docx("DDEAUTO c"),
         hostile.linked(), hostile.locked_up(), hostile.docx("机密★5年"), b"%PDF-1.4", b""],
    )  # fmt: skip
    def test_hostile_files_are_refused(self, stage, content):
        refused(self.add, stage=stage, content=content)

    def test_of_another_kind_it_is_not_taken(self, stage):
        template = self.add(stage, layout(), kind="notice")
        by = stage.actor("clerk")
        fault = refused(actions.draft_paper, by=by, shape=stage.shape(template=template))
        assert fault.code == "template-of-other-kind"


class TestSeries:
    @pytest.mark.parametrize("mark", ["", " ", "禾考 发", "禾考1发", "禾〔考", "很" * 21])
    def test_a_mark_that_no_number_can_carry(self, stage, mark):
        by = stage.actor("clerk")
        assert refused(actions.declare_series, by=by, mark=mark, issuer="甲").field == "mark"

    def test_twice_it_is_refused(self, stage):
        by = stage.actor("clerk")
        fault = refused(actions.declare_series, by=by, mark=stages.MARK, issuer="甲")
        assert fault.code == "mark-taken"


def test_a_room_drafts_from_its_data(stage):
    origin = actions.Origin("appraisals", "7", "2026 年二季度考核", "/appraisals/7/")
    paper = stage.drafted(origin=origin)
    shape = stage.shape(title="改后")
    actions.change_paper(by=stage.actor("clerk"), paper=paper, shape=shape, version=paper.version)
    paper = fresh(paper)
    assert (paper.title, paper.origin_room, paper.origin_key, paper.origin_url) == (
        "改后", "appraisals", "7", "/appraisals/7/",
    )  # fmt: skip


def test_what_is_anothers_is_as_good_as_missing(stage):
    other = stages.of(cast.county(code="other", name="别县"))
    with pytest.raises(Http404):
        stage.drafted(series=other.series)
    with pytest.raises(Http404):
        stage.drafted(copies=(other.cast.units["鹤汀镇"],))
    paper = other.drafted()
    with pytest.raises(Http404):
        actions.send(by=stage.actor("clerk"), paper=paper, version=paper.version)
