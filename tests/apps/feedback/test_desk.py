"""The papers of a result on their way: together, by two, and only while the result stands."""

from __future__ import annotations

import io
import zipfile

import pytest

from kaoji.apps.appraisals import actions as appraisals
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.stage_work import work_of
from kaoji.apps.audit.models import Entry
from kaoji.apps.documents import actions as documents
from kaoji.apps.documents.models import Paper, SeriesYear
from kaoji.apps.feedback import actions
from kaoji.apps.feedback.actions import lettering
from kaoji.apps.feedback.enums import Step
from kaoji.apps.feedback.jobs import DRAFT, MAKE, MOVE
from kaoji.apps.feedback.models import Feedback, Package
from kaoji.web import todo
from kaoji.web.files import read_back
from kaoji.web.jobs import worker
from kaoji.web.refusals import Refused
from tests import factories
from tests.apps.appraisals import scored
from tests.apps.feedback import setting

pytestmark = pytest.mark.django_db


def page(cast, who="clerk", where=""):
    client = factories.signed_in(cast.people[who])
    return client.get(f"/feedback/{setting.cycle(cast).number}/{where}").content.decode()


def missing(cast):
    return tuple(work_of(StageKind.FEEDBACK).missing(setting.cycle(cast)))


def withdrawn(cast):
    made = setting.final(cast)
    asked = appraisals.propose_withdrawal(by=cast.actor("clerk"), final=made, reason="审计")
    return appraisals.confirm_withdrawal(by=cast.actor("leader"), final=asked)


# --- drafting -------------------------------------------------------------------------------------


def test_one_notice_and_a_letter_for_each_unit_once(cast):
    feedback = setting.set_up(cast)
    job = actions.ask_for_drafts(by=cast.actor("clerk"), feedback=feedback)
    told = setting.carried(job, DRAFT)
    assert [one[:2] for one in told] == [(at, 8) for at in range(1, 9)]
    assert Paper.objects.filter(kind="results").count() == 1
    assert Paper.objects.filter(kind="feedback").count() == 7
    feedback.refresh_from_db()
    setting.carried(actions.ask_for_drafts(by=cast.actor("clerk"), feedback=feedback), DRAFT)
    assert Paper.objects.count() == 8


def test_cut_off_in_the_middle_it_goes_on_where_it_stopped(cast, monkeypatch):
    feedback = setting.set_up(cast)
    job = actions.ask_for_drafts(by=cast.actor("clerk"), feedback=feedback)
    usual, calls = lettering.documents.draft_paper, []

    def dies(**told):
        calls.append(told)
        if len(calls) == 4:
            raise SystemExit
        return usual(**told)

    monkeypatch.setattr(lettering.documents, "draft_paper", dies)
    with pytest.raises(SystemExit):
        setting.carried(job, DRAFT)
    assert Paper.objects.count() == 3
    setting.carried(job, DRAFT)
    assert Paper.objects.count() == 8
    keys = Paper.objects.values_list("origin_key", flat=True)
    assert len(set(keys)) == 8


def test_drafting_stops_when_the_result_is_taken_back(cast, monkeypatch):
    feedback = setting.set_up(cast)
    job = actions.ask_for_drafts(by=cast.actor("clerk"), feedback=feedback)
    withdrawn(cast)
    with pytest.raises(Refused) as refused:
        setting.carried(job, DRAFT)
    assert refused.value.code == "final-not-standing"
    assert not Paper.objects.exists()


def test_nothing_is_asked_for_twice_at_once_nor_outside_the_stage(cast):
    feedback = setting.set_up(cast)
    actions.ask_for_drafts(by=cast.actor("clerk"), feedback=feedback)
    with pytest.raises(Refused) as refused:
        actions.ask_for_drafts(by=cast.actor("clerk"), feedback=feedback)
    assert refused.value.code == "work-under-way"
    setting.cycle(cast).stages.filter(kind="feedback").update(state="done")
    with pytest.raises(Refused) as refused:
        actions.ask_for_drafts(by=cast.actor("clerk"), feedback=feedback)
    assert refused.value.code == "stage-not-open"


def test_a_stale_form_is_told(cast):
    setting.set_up(cast)
    with pytest.raises(Refused) as refused:
        actions.set_up(
            by=cast.actor("clerk"), final=setting.final(cast), shape=setting.shape(cast), version=0
        )
    assert refused.value.code == "changed_meanwhile"
    assert Feedback.objects.get().version == 1


@pytest.mark.parametrize("who", ["leader", "head", "supplier"])
def test_only_the_office_prepares(cast, who):
    feedback = setting.drafted(cast)
    for act in (
        lambda by: actions.set_up(by=by, final=feedback.final, shape=setting.shape(cast)),
        lambda by: actions.ask_for_drafts(by=by, feedback=feedback),
        lambda by: actions.ask_for_step(by=by, feedback=feedback, step=Step.SEND),
        lambda by: actions.ask_for_letters(by=by, feedback=feedback),
    ):
        with pytest.raises(Refused) as refused:
            act(cast.actor(who))
        assert refused.value.code == "not-allowed"


# --- step by step ---------------------------------------------------------------------------------


def test_all_are_issued_with_numbers_without_gaps(cast):
    setting.issued(cast)
    numbers = sorted(Paper.objects.values_list("number", flat=True))
    assert numbers == list(range(1, 9))
    assert SeriesYear.objects.get().taken == 8
    assert all(one.files.count() == 2 for one in Paper.objects.all())
    assert missing(cast) == ()


def test_who_drafted_does_not_approve_and_the_page_says_why(cast):
    feedback = setting.drafted(cast)
    setting.moved(cast, feedback, Step.SEND, "clerk")
    told = setting.moved(cast, feedback, Step.APPROVE, "clerk")
    assert told[-1][2] == "办了 0 份，没办成 8 份"
    assert set(Paper.objects.values_list("state", flat=True)) == {"to_approve"}
    feedback.refresh_from_db()
    assert "不能自己签发" in feedback.faults[0]["why"]
    shown = page(cast)
    assert "没有办成的" in shown
    assert "不能自己签发" in shown
    setting.moved(cast, feedback, Step.APPROVE, "second_clerk")
    feedback.refresh_from_db()
    assert feedback.faults == []
    assert set(Paper.objects.values_list("state", flat=True)) == {"approved"}


def test_one_that_cannot_go_does_not_hold_the_others(cast):
    feedback = setting.drafted(cast)
    spoiled = setting.letter(cast)
    spoiled.signed_by = ""
    spoiled.save()
    setting.moved(cast, feedback, Step.SEND, "clerk")
    assert Paper.objects.filter(state="to_approve").count() == 7
    assert Paper.objects.get(state="draft") == spoiled


def test_issuing_cut_off_in_the_middle_takes_no_number_twice(cast, monkeypatch):
    feedback = setting.drafted(cast)
    setting.moved(cast, feedback, Step.SEND, "clerk")
    setting.moved(cast, feedback, Step.APPROVE, "director")
    job = actions.ask_for_step(by=cast.actor("clerk"), feedback=feedback, step=Step.ISSUE)
    from kaoji.apps.documents.actions import issuing

    usual, calls = issuing.frozen, []

    def dies(*one, **more):
        calls.append(one)
        if len(calls) == 4:
            raise SystemExit
        return usual(*one, **more)

    monkeypatch.setattr(issuing, "frozen", dies)
    with pytest.raises(SystemExit):
        setting.carried(job, MOVE)
    assert Paper.objects.filter(state="issued").count() == SeriesYear.objects.get().taken == 3
    setting.carried(job, MOVE)
    assert sorted(Paper.objects.values_list("number", flat=True)) == list(range(1, 9))


def test_the_worker_does_it_and_the_page_shows_how_far(cast):
    feedback = setting.set_up(cast)
    actions.ask_for_drafts(by=cast.actor("clerk"), feedback=feedback)
    assert "后台办理" in page(cast)
    assert worker.work_once("w")
    shown = page(cast)
    assert "送签 8 份" in shown
    assert "后台办理" not in shown


# --- the result is taken back ---------------------------------------------------------------------


def test_a_paper_of_a_result_taken_back_goes_no_further(cast):
    feedback = setting.drafted(cast)
    setting.moved(cast, feedback, Step.SEND, "clerk")
    setting.moved(cast, feedback, Step.APPROVE, "director")
    withdrawn(cast)
    paper = setting.letter(cast)
    with pytest.raises(Refused) as refused:
        documents.issue(by=cast.actor("clerk"), paper=paper, version=paper.version)
    assert refused.value.code == "paper-not-sound"
    assert "定稿已撤回" in str(refused.value)
    assert not SeriesYear.objects.filter(taken__gt=0).exists()
    client = factories.signed_in(cast.people["clerk"])
    assert "定稿已撤回" in client.get(f"/documents/papers/{paper.pk}/").content.decode()


def test_what_is_out_of_a_result_taken_back_must_be_withdrawn(cast):
    setting.issued(cast)
    withdrawn(cast)
    assert "8 份公文出自已撤回的定稿" in page(cast)
    run = scored.run_in(setting.cycle(cast), reason="更正")
    from tests.apps.appraisals import public, publishing_deeds

    public.settle(publishing_deeds.staged(cast), run)
    setting.finished(cast, run)
    setting.set_up(cast)
    told = missing(cast)
    assert sum("没有印发" in one for one in told) == 8
    assert sum("已撤回的定稿" in one for one in told) == 8
    for paper in Paper.objects.all():
        documents.withdraw(
            by=cast.actor("director"), paper=paper, version=paper.version, reason="结果有变"
        )
    assert not any("已撤回的定稿" in one for one in missing(cast))


# --- receipts and the stage -----------------------------------------------------------------------


def test_the_stage_ends_when_all_is_issued_and_not_before(cast):
    def end():
        made = setting.cycle(cast)
        stage = made.stages.get(kind="feedback")
        return appraisals.end_stage(
            by=cast.actor("clerk"), stage=stage, version=made.version, note="已发"
        )

    setting.drafted(cast)
    with pytest.raises(Refused, match="还有 8 件没有办完"):
        end()
    setting.issued(cast)
    assert end().state == "done"


def test_receipts_hold_the_stage_only_where_the_office_says_so(cast):
    setting.issued(cast)
    assert missing(cast) == ()
    setting.set_up(cast, needs_receipts=True)
    told = missing(cast)
    assert len(told) == 8
    assert any("鹤汀镇的反馈函还有1家没有签收" in one for one in told)
    paper = setting.letter(cast)
    documents.sign_for(by=cast.actor("head"), paper=paper)
    assert len(missing(cast)) == 7


def test_a_letter_without_a_receiver_is_not_sent(cast):
    setting.issued(cast)
    setting.letter(cast).receipts.all().delete()
    assert missing(cast) == ("鹤汀镇的反馈函没有送达单位",)


def test_who_has_not_signed_is_named_with_whom_to_ask(cast):
    setting.issued(cast)
    documents.sign_for(by=cast.actor("second_head"), paper=setting.letter(cast, "澄湾镇"))
    shown = page(cast, where="receipts/")
    assert "【催签收】" in shown
    assert "鹤汀镇（汀小兰）：" in shown
    (task,) = todo.owed(cast.actor("clerk"))
    number = setting.letter(cast).number_text
    debts = {one.unit: one.what for one in task.debts}
    assert number in debts["鹤汀镇"]
    assert setting.letter(cast, "澄湾镇").number_text not in debts["澄湾镇"]
    assert "【催签收】" not in page(cast, who="leader", where="receipts/")


def test_a_unit_gets_its_own_letter_and_no_other(cast):
    setting.issued(cast)
    client = factories.signed_in(cast.people["head"])
    assert client.get(f"/documents/papers/{setting.letter(cast).pk}/").status_code == 200
    other = setting.letter(cast, "澄湾镇")
    assert client.get(f"/documents/papers/{other.pk}/").status_code == 404
    assert client.get(f"/feedback/{setting.cycle(cast).number}/").status_code == 404


# --- all in one file ------------------------------------------------------------------------------


def packed(cast, feedback):
    package = actions.ask_for_letters(by=cast.actor("clerk"), feedback=feedback)
    told = []
    MAKE.work({"package": package.pk}, lambda *one: told.append(one))
    package.refresh_from_db()
    return zipfile.ZipFile(io.BytesIO(read_back(package.digest))).namelist(), told


def test_drafts_and_issued_papers_come_in_one_file(cast):
    feedback = setting.drafted(cast)
    names, told = packed(cast, feedback)
    assert len([one for one in names if one.startswith("草稿-")]) == 8
    assert [one[:2] for one in told] == [(at, 8) for at in range(1, 9)]
    setting.issued(cast)
    names, _told = packed(cast, feedback)
    assert len([one for one in names if one.endswith(".pdf")]) == 8
    assert not any(one.startswith("草稿-") for one in names)
    assert "下载 16 个文件" in page(cast)
    assert Package.objects.filter(kind="letters").count() == 2


def test_every_act_is_in_the_log(cast):
    setting.issued(cast)
    acts = set(Entry.objects.values_list("act", flat=True))
    assert {
        "feedback.set_up", "feedback.draft_all", "feedback.ask_for_step", "feedback.do_step",
    } <= acts  # fmt: skip


def test_the_desk_says_what_comes_first(cast):
    setting.cycle(cast)
    assert "结果还没有定稿" in page(cast)
    setting.final(cast)
    assert "写明怎么发" in page(cast)
    assert any("起草通报" in one.title for one in todo.mine(cast.actor("clerk")))
    setting.set_up(cast)
    assert "起草 8 份" in page(cast)
    assert "起草 8 份" not in page(cast, who="leader")
