"""Results on the wall: by two persons, whole or not at all, for the whole of their time."""

from __future__ import annotations

import json
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.http import Http404
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from kaoji.apps.appraisals import actions, todo
from kaoji.apps.appraisals import publishing_queries as queries
from kaoji.apps.appraisals.effects import comparison_of, effects_of
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.losses import losses_in
from kaoji.apps.appraisals.models import (
    Explanation,
    Final,
    Objection,
    Publication,
    PublicLine,
    Ruling,
)
from kaoji.apps.appraisals.publishing_enums import FinalState, PublicationState, Scope
from kaoji.apps.appraisals.verdicts import open_ties, standing_answers
from kaoji.apps.audit.models import Entry
from kaoji.engine.plinth.exact import parse_exact
from kaoji.web import clock
from kaoji.web.asking import answered
from kaoji.web.refusals import Refused
from tests.apps.appraisals import public
from tests.apps.appraisals.scored import renamed, run_in
from tests.cast import NOON
from tests.deeds import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.stopped_at(NOON):
        yield


@pytest.fixture
def scored(stage):
    return run_in(public.cycle_in(stage))


@pytest.fixture
def run(stage, scored):
    """Scored, and its tie decided."""
    return public.settle(stage, scored)


def refused(code, doing, **told):
    with pytest.raises(Refused) as found:
        doing(**told)
    assert found.value.code == code


# --- forewarning ----------------------------------------------------------------------------------


def test_every_unit_is_shown_its_losses_and_may_explain(stage, run):
    public.open_stage(run.cycle, StageKind.FOREWARN)
    made = actions.forewarn(by=stage.actor("clerk"), run=run, days=5)
    # Five working days after Friday the 12th: the 19th is the holiday of the dragon boats.
    assert made.due_on.isoformat() == "2026-06-22"
    assert made.shown.count() == 7
    shown = made.shown.get(standing__name="鹤汀镇")
    actions.look(by=stage.actor("head"), shown=shown)
    actions.look(by=stage.actor("liaison"), shown=shown)
    shown.refresh_from_db()
    assert "鹤鸣皋" in shown.seen_by
    assert made.shown.filter(seen_at=None).count() == 6
    loss = losses_in(json.loads(shown.standing.account))[0]
    actions.explain_loss(by=stage.actor("head"), shown=shown, node=loss.node, text="汛期停工")
    assert Explanation.objects.get().node_name == loss.name
    refused(
        "not-allowed", actions.explain_loss,
        by=stage.actor("second_head"), shown=shown, node=loss.node, text="不是我的",
    )  # fmt: skip
    with clock.stopped_at(public.LATER):
        refused(
            "too-late", actions.explain_loss,
            by=stage.actor("head"), shown=shown, node=loss.node, text="晚了",
        )  # fmt: skip


def test_losses_and_what_was_added_make_up_the_total(run):
    """Full points are a hundred: what is missing was lost, what is above was added."""
    for one in run.standings.all():
        account = json.loads(one.account)
        top = account["derivation"]["children"]
        added = sum(parse_exact(node["exact"]) for node in top if node["relation"] == "bonus")
        lost = sum(loss.lost for loss in losses_in(account))
        assert 100 - lost + added == parse_exact(one.exact), one.name


# --- the meeting ----------------------------------------------------------------------------------


def test_a_departure_needs_its_reason_and_leaves_the_run_alone(stage, run):
    public.open_stage(run.cycle, StageKind.MEETING)
    answers = [one for one in standing_answers(run).values() if one.question.about == ""]
    one = next(one for one in answers if one.proposed)
    other = next(name for name in one.question.choices if name != one.proposed)
    before = list(run.standings.values_list("grade", "account"))
    told = {"by": stage.actor("clerk"), "run": run, "meeting": public.meeting()}
    refused(
        "reason-missing", actions.decide,
        **told, decided=[actions.Decided(one.standing, other)],
    )  # fmt: skip
    refused("nothing-decided", actions.decide, **told, decided=[])
    refused(
        "no-such-grade", actions.decide,
        **told, decided=[actions.Decided(one.standing, "特等", "想要")],
    )  # fmt: skip
    assert Ruling.objects.count() == 2, "those of the tie"
    actions.decide(**told, decided=[actions.Decided(one.standing, other, "重大安全事故")])
    now = standing_answers(run)[one.standing.pk, ""]
    assert (now.proposed, now.told, now.departs) == (one.proposed, other, True)
    assert list(run.standings.values_list("grade", "account")) == before


def test_the_seat_that_two_are_level_for_is_given_by_people(stage, scored):
    told = {"by": stage.actor("clerk"), "run": scored, "meeting": public.meeting()}
    assert [one.standing.name for one in open_ties(scored)] == ["澄湾镇", "云砚镇"]
    both = [actions.Decided(public.own(scored, town), "先进") for town in ("澄湾镇", "云砚镇")]
    refused("seats-exceeded", actions.decide, **told, decided=both)
    actions.decide(**told, decided=both[:1])
    assert [one.standing.name for one in open_ties(scored)] == ["云砚镇"]
    again = actions.Decided(both[0].standing, "合格")
    refused("reason-missing", actions.decide, **told, decided=[again])


def test_the_office_is_told_how_many_ties_the_meeting_has_before_it(stage, scored):
    def waiting():
        told = answered(todo._mine(stage.actor("clerk")))
        return [(one.title, one.context, one.due_on) for one in told if one.kind == "议定"]

    assert waiting() == []
    public.open_stage(scored.cycle, StageKind.MEETING)
    title = f"登记会议议定：{scored.cycle}"
    assert waiting() == [(title, "2 项并列待议", clock.today())]
    first = [actions.Decided(public.own(scored, "澄湾镇"), "先进")]
    actions.decide(by=stage.actor("clerk"), run=scored, meeting=public.meeting(), decided=first)
    assert waiting() == [(title, "1 项并列待议", clock.today())]
    # A later scoring stands for the earlier one, and nothing of it has been decided.
    run_in(scored.cycle)
    assert waiting() == [(title, "2 项并列待议", clock.today())]


# --- publication ----------------------------------------------------------------------------------


def test_two_persons_make_it_public_and_not_one(stage, run):
    made = public.proposed(stage, run)
    head, staff = stage.actor("head"), stage.actor("staff")
    for actor in (head, staff):
        with pytest.raises(Http404):
            queries.publication_keyed(actor, key=made.pk)
    refused("not-allowed", actions.confirm_publication, by=stage.actor("clerk"), publication=made)
    actions.confirm_publication(by=stage.actor("leader"), publication=made)
    made.refresh_from_db()
    assert (made.state, made.due_on.isoformat()) == (PublicationState.PUBLIC, "2026-06-22")
    assert queries.publication_keyed(staff, key=made.pk) == made


def test_nobody_confirms_his_own_proposal(stage, run):
    public.open_stage(run.cycle, StageKind.PUBLIC)
    by = stage.actor("director")
    made = actions.propose_publication(by=by, run=run, notice=public.notice())
    refused("own-proposal", actions.confirm_publication, by=by, publication=made)
    assert not PublicLine.objects.exists()


def test_the_time_cannot_be_made_shorter(stage, run):
    refused("window-too-short", lambda: public.proposed(stage, run, days=4))
    made = public.published(stage, run)
    with clock.stopped_at(public.LATER - timedelta(days=1)):
        refused(
            "still-public", actions.end_stage, by=stage.actor("clerk"),
            stage=run.cycle.stages.get(kind=StageKind.PUBLIC), version=run.cycle.version, note="完",
        )  # fmt: skip
    with clock.stopped_at(public.LATER):
        actions.end_stage(
            by=stage.actor("clerk"), stage=run.cycle.stages.get(kind=StageKind.PUBLIC),
            version=run.cycle.version, note="期满",
        )  # fmt: skip
    assert made.days == 5


def test_each_item_has_its_readers(stage, run):
    made = public.published(stage, run, rank=Scope.GROUP, score=Scope.UNIT)

    def seen(who):
        paper = queries.paper_of(stage.actor(who), publication=made)
        return paper, {one.line.name: one for one in paper.lines}

    paper, lines = seen("staff")
    assert (paper.has_grade, paper.has_rank, paper.has_score) == (True, False, False)
    paper, lines = seen("head")
    assert lines["鹤汀镇"].score == public.own(run).shown
    assert lines["澄湾镇"].score is None
    assert lines["澄湾镇"].rank is not None
    paper, lines = seen("leader")
    assert None not in [one.score for one in lines.values()]


def test_its_files_say_what_its_page_says_to_whoever_reads(stage, run):
    made = public.published(stage, run, rank=Scope.GROUP, score=Scope.UNIT)

    def told(who, kind):
        client, path = client_of(stage.cast, who), reverse("appraisals:publication", args=[made.pk])
        content = BytesIO(client.get(path, {"export": kind}).content)
        if kind == "xlsx":
            return list(load_workbook(content).active.iter_rows(values_only=True))
        paper = Document(content)
        assert "绩效办 0311-0000000" in "".join(one.text for one in paper.paragraphs)
        return [tuple(cell.text for cell in row.cells) for row in paper.tables[0].rows]

    own = ("鹤汀镇", "先进", str(public.own(run).rank), public.own(run).shown)
    for kind in ("xlsx", "docx"):
        assert told("staff", kind)[:2] == [("单位", "等次"), ("鹤汀镇", "先进")]
        heads, first, second, *others = told("head", kind)
        assert heads == ("单位", "等次", "位次", "得分")
        assert (first, len(others)) == (own, 5)
        assert second[3] == "不公开"
    public.retracted(stage, made)
    answer = client_of(stage.cast, "staff").get(
        reverse("appraisals:publication", args=[made.pk]), {"export": "docx"}
    )
    paper = Document(BytesIO(answer.content))
    said = "".join(one.text for one in paper.paragraphs)
    assert "撤回理由：漏了一家" in said
    assert "已撤回" in said


def test_a_trial_is_never_public(stage):
    run = run_in(public.cycle_in(stage, is_trial=True))
    refused("is-trial", lambda: public.proposed(stage, run))
    public.open_stage(run.cycle, StageKind.FINAL)
    refused("is-trial", actions.propose_final, by=stage.actor("clerk"), run=run, basis="纪要")


def test_what_was_retracted_stays_readable_with_its_reason(stage, run):
    made = public.published(stage, run)
    before = list(made.lines.values_list("name", "grade", "score"))
    public.retracted(stage, made)
    found = queries.publication_keyed(stage.actor("staff"), key=made.pk)
    assert (found.state, found.end_reason) == (PublicationState.RETRACTED, "漏了一家")
    assert list(found.lines.values_list("name", "grade", "score")) == before


def test_two_persons_take_it_back_and_not_one(stage, run):
    made = public.published(stage, run)
    clerk, director = stage.actor("clerk"), stage.actor("director")
    told = {"publication": made, "reason": "漏了一家"}
    refused("not-allowed", actions.propose_retraction, by=stage.actor("head"), **told)
    refused("text-missing", actions.propose_retraction, by=clerk, publication=made, reason=" ")
    refused("no-retraction", actions.confirm_retraction, by=director, publication=made)
    actions.propose_retraction(by=director, **told)
    refused("retraction-under-way", actions.propose_retraction, by=clerk, **told)
    refused("own-proposal", actions.confirm_retraction, by=director, publication=made)
    refused("not-allowed", actions.confirm_retraction, by=clerk, publication=made)
    made.refresh_from_db()
    assert made.state == PublicationState.PUBLIC, "until the second has confirmed"
    actions.confirm_retraction(by=stage.actor("leader"), publication=made)
    made.refresh_from_db()
    assert (made.state, made.retraction_name, made.ended_name) == (
        PublicationState.RETRACTED, director.shown, stage.actor("leader").shown,
    )  # fmt: skip
    for doing in (actions.confirm_retraction, actions.drop_retraction):
        refused("publication-not-in-this-state", doing, by=director, publication=made)


def test_the_database_itself_refuses_to_have_it_taken_back_by_one(stage, run):
    made = public.published(stage, run)
    actions.propose_retraction(by=stage.actor("director"), publication=made, reason="漏了一家")
    made.refresh_from_db()
    made.retracted_by = made.retraction_by
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save()


def test_what_was_proposed_to_be_taken_back_may_stay(stage, run):
    made = public.published(stage, run)
    clerk = stage.actor("clerk")
    refused("no-retraction", actions.drop_retraction, by=clerk, publication=made)
    actions.propose_retraction(by=clerk, publication=made, reason="漏了一家")
    actions.drop_retraction(by=stage.actor("director"), publication=made)
    made.refresh_from_db()
    assert (made.state, made.end_reason) == (PublicationState.PUBLIC, "")
    entry = Entry.objects.order_by("-pk").first()
    assert "漏了一家" in json.dumps(entry.before, ensure_ascii=False), "the log keeps it"
    refused("no-retraction", actions.confirm_retraction, by=stage.actor("leader"), publication=made)


def test_only_the_office_knows_that_it_may_be_taken_back(stage, run):
    made = public.published(stage, run)
    actions.propose_retraction(by=stage.actor("clerk"), publication=made, reason="漏了一家")

    def page(who):
        answer = client_of(stage.cast, who).get(reverse("appraisals:publication", args=[made.pk]))
        assert answer.status_code == 200
        return answer.content.decode()

    assert "漏了一家" in page("leader")
    assert "确认撤回公示" in page("leader")
    assert "确认撤回公示" not in page("clerk")
    for who in ("staff", "head"):
        assert "撤回" not in page(who)
        assert "漏了一家" not in page(who)


def test_the_second_person_is_told_of_it_and_the_first_waits(stage, run):
    made = public.published(stage, run)
    actions.propose_retraction(by=stage.actor("director"), publication=made, reason="漏了一家")
    waits = {
        who: [one.title for one in answered((*todo._mine(actor), *todo._given(actor)))]
        for who in ("leader", "director", "clerk")
        for actor in (stage.actor(who),)
    }
    assert waits == {
        "leader": [f"确认撤回公示：{run.cycle}"],
        "director": [f"待第二人确认撤回公示：{run.cycle}"],
        "clerk": [],
    }


def test_nothing_is_final_that_may_be_taken_back_tomorrow(stage, over):
    made = Publication.objects.get()
    actions.propose_retraction(by=stage.actor("clerk"), publication=made, reason="漏了一家")
    refused("retraction-under-way", lambda: proposed_final(stage, over))
    actions.drop_retraction(by=stage.actor("clerk"), publication=made)
    final = proposed_final(stage, over)
    actions.propose_retraction(by=stage.actor("clerk"), publication=made, reason="漏了一家")
    refused("retraction-under-way", actions.confirm_final, by=stage.actor("leader"), final=final)


def test_a_new_publication_takes_the_place_of_one_that_was_to_be_taken_back(stage, run):
    made = public.published(stage, run)
    second = public.proposed(stage, run_in(run.cycle))
    actions.propose_retraction(by=stage.actor("clerk"), publication=made, reason="漏了一家")
    actions.confirm_publication(by=stage.actor("director"), publication=second)
    made.refresh_from_db()
    assert (made.state, made.end_reason) == (PublicationState.REPLACED, "漏了一家")
    refused(
        "publication-not-in-this-state",
        actions.confirm_retraction, by=stage.actor("leader"), publication=made,
    )  # fmt: skip


def test_an_outdated_run_is_not_made_public(stage, run):
    made = public.proposed(stage, run)
    run_in(run.cycle)
    refused(
        "run-outdated", actions.confirm_publication, by=stage.actor("director"), publication=made
    )


class Failing:
    """Lets so many statements pass, then fails one."""

    def __init__(self, number):
        self.left = number

    def __call__(self, execute, sql, params, many, context):
        self.left -= 1
        if self.left == 0:
            raise DatabaseError("the line is cut")
        return execute(sql, params, many, context)


def on_the_wall(stage, cycle):
    """What somebody outside the office reads."""
    shown = queries.publications_visible_to(stage.actor("staff")).filter(cycle=cycle)
    return [
        (one.number, one.state, list(one.lines.values_list("name", "grade")))
        for one in shown.order_by("number")
    ]


def test_cut_at_any_statement_the_old_set_or_the_new_stands(stage, run):
    public.published(stage, run)
    second = public.proposed(stage, run_in(run.cycle))
    old = on_the_wall(stage, run.cycle)
    entries = Entry.objects.count()
    by = stage.actor("director")
    for number in range(1, 400):
        cut = Failing(number)
        try:
            with connection.execute_wrapper(cut):
                actions.confirm_publication(by=by, publication=second)
        except DatabaseError:
            assert on_the_wall(stage, run.cycle) == old, number
            assert Entry.objects.count() == entries
        else:
            break
    new = on_the_wall(stage, run.cycle)
    assert number > 10, "there were statements to cut"
    assert [state for _number, state, _lines in new] == ["replaced", "public"]
    assert len(new[1][2]) == 7


# --- objections -----------------------------------------------------------------------------------


def test_a_unit_objects_to_its_own_numbers_in_time(stage, run):
    standing = public.own(run)
    refused("not-public", lambda: public.objected(stage, run))
    public.published(stage, run)
    refused("not-allowed", lambda: public.objected(stage, run, who="second_head"))
    made = public.objected(stage, run)
    assert made.answer_due_on.isoformat() == "2026-06-22"
    refused("objected-already", lambda: public.objected(stage, run))
    refused(
        "no-such-node", actions.object_to, by=stage.actor("head"), standing=standing,
        complaint=public.complaint(standing, node="没有这一项"),
    )  # fmt: skip
    with clock.stopped_at(public.LATER), pytest.raises(Refused) as late:
        public.objected(stage, run, who="second_head", town="澄湾镇")
    assert late.value.code == "too-late"
    assert "0311-0000000" in late.value.remedy


def test_an_objection_is_rejected_with_a_reason(stage, run):
    public.published(stage, run)
    made = public.objected(stage, run)
    told = {"by": stage.actor("clerk"), "objection": made}
    refused("text-missing", actions.reject_objection, **told, answer="")
    actions.reject_objection(**told, answer="与统计局报表一致")
    refused("answered-already", actions.reject_objection, **told, answer="再答")
    made.refresh_from_db()
    assert (made.state, made.rerun) == ("rejected", None)


def test_whoever_holds_a_post_in_the_unit_does_not_answer(stage, run):
    from dataclasses import replace

    public.published(stage, run)
    made = public.objected(stage, run)
    clerk = stage.actor("clerk")
    related = replace(clerk, unit_keys=clerk.unit_keys | {made.standing.unit_id})
    refused("own-unit", actions.reject_objection, by=related, objection=made, answer="好")


#: A fact of one town is put right: it moves that town, and whoever stands between.
WRONG, RIGHT = "鹤汀镇,2025年终评估,社会保障,95,100", "鹤汀镇,2025年终评估,社会保障,96,100"


def test_an_upheld_objection_changes_exactly_the_units_it_explains(stage, run):
    public.published(stage, run)
    made = public.objected(stage, run)
    told = {
        "by": stage.actor("clerk"), "objection": made, "answer": "属实", "correction": "95 改为 96",
    }  # fmt: skip
    with public.unchanged():
        refused("facts-not-corrected", actions.uphold_objection, **told)
    facts = renamed("towns.csv").replace(WRONG, RIGHT)
    assert facts != renamed("towns.csv")
    with public.Corrected(facts):
        actions.uphold_objection(**told)
    made.refresh_from_db()
    rerun = public.carry_out(made.rerun)
    assert (rerun.number, rerun.state, rerun.facts) == (2, "done", facts)
    moved = {one.subject for one in effects_of(run, after=rerun)}
    otherwise = {
        one.subject
        for one in run.standings.all()
        if (one.exact, one.rank, one.grade)
        != rerun.standings.values_list("exact", "rank", "grade").get(subject=one.subject)
    }
    assert moved == otherwise >= {"鹤汀镇"}
    for move in comparison_of(run, after=rerun).moves:
        assert move.subject == "鹤汀镇" or not move.nodes


def test_two_objections_that_one_correction_answers_share_a_scoring(stage, run):
    public.published(stage, run)
    first = public.objected(stage, run)
    second = public.objected(stage, run, who="second_head", town="澄湾镇")
    facts = renamed("towns.csv").replace(WRONG, RIGHT)
    with public.Corrected(facts):
        for one in (first, second):
            actions.uphold_objection(
                by=stage.actor("clerk"), objection=one, answer="属实", correction="95 改为 96"
            )
    assert len(set(Objection.objects.values_list("rerun", flat=True))) == 1


# --- final ----------------------------------------------------------------------------------------


@pytest.fixture
def over(stage, run):
    """Public for the whole of its time, ready to be final."""
    public.published(stage, run)
    public.open_stage(run.cycle, StageKind.FINAL)
    with clock.stopped_at(public.LATER):
        yield run


def proposed_final(stage, run, who="clerk"):
    return actions.propose_final(by=stage.actor(who), run=run, basis="常务会议纪要〔2026〕5号")


def test_two_persons_make_it_final_and_two_take_it_back(stage, over):
    made = proposed_final(stage, over, who="director")
    refused("own-proposal", actions.confirm_final, by=stage.actor("director"), final=made)
    actions.confirm_final(by=stage.actor("leader"), final=made)
    refused(
        "already-decided",
        actions.ask_for_run,
        by=stage.actor("clerk"),
        cycle=over.cycle,
        reason="改",
    )
    publication = Publication.objects.get()
    refused(
        "already-final", actions.propose_retraction,
        by=stage.actor("clerk"), publication=publication, reason="改",
    )  # fmt: skip
    refused(
        "text-missing", actions.propose_withdrawal, by=stage.actor("clerk"), final=made, reason=""
    )
    actions.propose_withdrawal(by=stage.actor("director"), final=made, reason="审计发现错误")
    refused(
        "already-decided",
        actions.ask_for_run,
        by=stage.actor("clerk"),
        cycle=over.cycle,
        reason="改",
    )
    refused("own-proposal", actions.confirm_withdrawal, by=stage.actor("director"), final=made)
    actions.confirm_withdrawal(by=stage.actor("leader"), final=made)
    assert Final.objects.get().state == FinalState.WITHDRAWN
    with public.unchanged():
        actions.ask_for_run(by=stage.actor("clerk"), cycle=over.cycle, reason="审计后重算")


def test_an_open_objection_holds_the_final_back(stage, run):
    public.published(stage, run)
    objection = public.objected(stage, run)
    public.open_stage(run.cycle, StageKind.FINAL)
    with clock.stopped_at(public.LATER):
        refused("objections-open", lambda: proposed_final(stage, run))
        actions.reject_objection(by=stage.actor("clerk"), objection=objection, answer="无误")
        proposed_final(stage, run)


def test_an_undecided_tie_holds_the_final_back(stage, scored):
    public.published(stage, scored)
    assert PublicLine.objects.get(name="云砚镇").grade == "待议"
    public.open_stage(scored.cycle, StageKind.FINAL)
    with clock.stopped_at(public.LATER):
        refused("ties-undecided", lambda: proposed_final(stage, scored))


def test_nothing_is_final_before_its_time_is_over(stage, run):
    public.published(stage, run)
    public.open_stage(run.cycle, StageKind.FINAL)
    refused("still-public", lambda: proposed_final(stage, run))
