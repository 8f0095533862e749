"""Sheets: who may write, what may stand, how it goes to the head, to the office and back."""

from __future__ import annotations

import pytest

from kaoji.apps.appraisals import actions as appraisals
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.inputs import inputs_of
from kaoji.apps.facts.models import Figure
from kaoji.apps.selfscore import actions, queries, todo
from kaoji.apps.selfscore.checking import Typed, faults_in, tidied
from kaoji.apps.selfscore.models import Line, Proof, Round, Sheet, Word
from kaoji.apps.selfscore.trials import periods_in, trial_of
from kaoji.web.asking import answered
from kaoji.web.refusals import Refused
from kaoji.web.roles import Role
from tests import factories
from tests.apps.appraisals import public
from tests.apps.selfscore import asked
from tests.apps.selfscore.asked import HALF, PERIOD, TOWN, filled, fresh, line_of, sent, submitted
from tests.cast import TODAY
from tests.web import hostile

pytestmark = pytest.mark.django_db


def refused(code, doing, **told):
    with pytest.raises(Refused) as found:
        doing(**told)
    assert found.value.code == code
    return found.value


# --- asked for ------------------------------------------------------------------------------------


def test_each_unit_has_its_own_indicators_of_the_period(stage, cycle, round_):
    assert round_.sheets.count() == cycle.units.count()
    sheet = asked.sheet_of(round_)
    names = list(sheet.lines.values_list("name", flat=True))
    assert names[:2] == ["财政收入", "固定资产投资"]
    assert len(names) == 8
    # What leaders mark, and what is added or taken off, is nobody's to score himself.
    everything = set(Line.objects.values_list("name", flat=True))
    assert not everything & {"领导评估", "加分", "减分", "综合得分"}
    trial = trial_of(stage.actor("clerk"), cycle=cycle)
    assert periods_in(trial) == (HALF, PERIOD, "2026")


def test_what_is_held_is_filled_in_and_what_is_open_is_not(sheet):
    known, open_one = line_of(sheet), line_of(sheet, name="教育")
    assert (known.full, known.computed, known.tried) == ("14", "14", "14.00")
    assert (known.points, known.origin, known.reason) == ("14", "trial", "")
    assert (open_one.computed, open_one.tried, open_one.points) == ("", "0～8", "")


def test_the_reason_for_less_than_full_is_filled_in_too(stage, cycle):
    task = stage.task()
    stage.enter(task, once="a", texts={(town, "数值"): "90" for town in ("鹤汀镇", "澄湾镇")})
    stage.enter(task, once="b", texts={(town, "目标"): "100" for town in ("鹤汀镇", "澄湾镇")})
    task.figures.update(mark="value")
    type(task).objects.filter(pk=task.pk).update(state="locked")
    line = line_of(asked.sheet_of(asked.opened(stage.cast, cycle)))
    assert line.computed == line.points == "12.6"
    assert "失 1.4 分" in line.reason
    assert list(faults_in(line, typed=Typed(line.points, line.reason), is_whole=True)) == []


def test_the_period_before_is_filled_in_where_nothing_is_computed(stage, cycle):
    first = asked.sheet_of(asked.opened(stage.cast, cycle, period=HALF))
    submitted(stage.cast, first)
    second = asked.sheet_of(asked.opened(stage.cast, cycle))
    line = line_of(second, name="教育")
    assert (line.last, line.points, line.reason, line.origin) == (
        "7.5", "7.5", "比目标少", "last"
    )  # fmt: skip
    other = asked.sheet_of(second.round, town="澄湾镇")
    assert line_of(other, name="教育").points == ""


def test_it_is_asked_for_in_its_stage_once_a_period(stage, cycle):
    by, shape = stage.actor("clerk"), actions.RoundShape(PERIOD, 5)
    refused("not-allowed", actions.open_round, by=stage.actor("head"), cycle=cycle, shape=shape)
    unknown = actions.RoundShape("2026Q1", 5)
    told = refused("period-unknown", actions.open_round, by=by, cycle=cycle, shape=unknown)
    assert PERIOD in told.remedy
    never = actions.RoundShape(PERIOD, 0)
    refused("window-out-of-range", actions.open_round, by=by, cycle=cycle, shape=never)
    asked.opened(stage.cast, cycle)
    refused("opened-already", actions.open_round, by=by, cycle=cycle, shape=shape)
    public.open_stage(cycle, StageKind.SCORE)
    later = actions.RoundShape(HALF, 5)
    refused("stage-not-open", actions.open_round, by=by, cycle=cycle, shape=later)
    assert Round.objects.count() == 1


def ending(by, collecting):
    return {"by": by, "stage": collecting, "version": collecting.cycle.version, "note": "已锁定"}


def test_the_stage_waits_for_what_was_asked_and_for_nothing_else(stage, cycle):
    by, collecting = stage.actor("clerk"), cycle.stages.get(kind=StageKind.COLLECT)
    asked.opened(stage.cast, cycle)
    told = refused("stage-work-open", appraisals.end_stage, **ending(by, collecting))
    assert f"“{TOWN} {PERIOD}”自评待自评" in told.reason
    Sheet.objects.update(state="submitted")
    appraisals.end_stage(**ending(by, collecting))
    assert fresh(collecting).state == "done"


def test_a_cycle_without_self_scores_ends_its_stage(stage, cycle):
    collecting = cycle.stages.get(kind=StageKind.COLLECT)
    appraisals.end_stage(**ending(stage.actor("clerk"), collecting))
    assert fresh(collecting).state == "done"


# --- filled in ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("points", "column"),
    [
        ("14.01", "points"), ("-0.5", "points"), ("1e1", "points"), ("1/3", "points"),
        ("十", "points"), ("NaN", "points"), ("9" * 80, "points"), ("13.5", "reason"),
        ("", "points"),
    ],
)  # fmt: skip
def test_what_will_not_do_is_told_with_its_column(sheet, points, column):
    found = dict(faults_in(line_of(sheet), typed=tidied(Typed(points)), is_whole=True))
    assert list(found) == [column]


@pytest.mark.parametrize("points", ["0", "14", "13.999999999999999999", "１３．５", " 14 "])
def test_what_will_do_stands_exactly(stage, sheet, points):
    line = line_of(sheet)
    typed = {line.pk: Typed(points, "少一笔")}
    found = actions.save(by=stage.actor("liaison"), sheet=sheet, typed=typed, version=1)
    kept = fresh(line)
    assert kept.points == points.strip().replace("１３．５", "13.5")
    # What did not change is no new version.
    assert found.version == (1 if kept.points == line.points and not kept.reason else 2)


def test_nothing_of_a_sheet_with_a_fault_is_kept(stage, sheet):
    good, bad = line_of(sheet), line_of(sheet, name="教育")
    typed = {good.pk: Typed("3", "x"), bad.pk: Typed("8.5", "")}
    told = refused(
        "self-score-unfit", actions.save, by=stage.actor("liaison"), sheet=sheet, typed=typed,
        version=1,
    )  # fmt: skip
    assert told.field == f"points_{bad.pk}"
    assert "0 到 8" in told.reason
    assert fresh(good).points == "14"


def test_a_sheet_is_sent_whole_with_every_reason(stage, sheet):
    by = stage.actor("liaison")
    refused("self-score-unfit", actions.send, by=by, sheet=sheet, version=1)
    found = actions.save(
        by=by, sheet=sheet, typed=asked.typed(sheet, reason=""), version=sheet.version
    )
    told = refused("self-score-unfit", actions.send, by=by, sheet=found, version=found.version)
    assert "要写扣分理由" in told.reason
    found = filled(stage.cast, found)
    found = actions.send(by=by, sheet=found, version=found.version)
    assert (found.state, found.sent_by) == ("to_sign", by.person_key)


def test_two_who_write_at_once_are_told(stage, sheet):
    filled(stage.cast, sheet)
    head = {"by": stage.actor("head"), "sheet": sheet, "typed": asked.typed(sheet, points="1")}
    refused("changed_meanwhile", actions.save, **head, version=1)
    assert line_of(sheet).points == "13.5"


def test_only_its_own_people_write_and_only_its_head_signs(stage, sheet):
    typed = asked.typed(sheet)
    told = {"sheet": sheet, "typed": typed, "version": 1}
    refused("not-your-unit", actions.save, by=stage.actor("second_liaison"), **told)
    refused("not-allowed", actions.save, by=stage.actor("clerk"), **told)
    found = sent(stage.cast, sheet)
    at = {"sheet": found, "version": found.version}
    refused("not-allowed", actions.sign, by=stage.actor("liaison"), **at)
    refused("not-allowed", actions.sign, by=stage.actor("director"), **at)
    refused("not-your-unit", actions.sign, by=stage.actor("second_head"), **at)
    assert actions.sign(by=stage.actor("head"), **at).state == "submitted"


def test_whoever_sends_does_not_sign(stage, sheet):
    found = filled(stage.cast, sheet)
    by = stage.actor("head")
    found = actions.send(by=by, sheet=found, version=found.version)
    refused("own-sheet", actions.sign, by=by, sheet=found, version=found.version)
    assert fresh(sheet).state == "to_sign"


def test_head_and_office_give_it_back_with_the_reason(stage, sheet):
    found, head, office = sent(stage.cast, sheet), stage.actor("head"), stage.actor("clerk")
    told = {"sheet": found, "version": found.version}
    refused("text-missing", actions.give_back, by=head, **told, reason=" ")
    refused("not-your-unit", actions.give_back, by=office, **told, reason="还没签")
    found = actions.give_back(by=head, **told, reason="教育少报一项")
    assert (found.state, found.reason) == ("returned", "教育少报一项")
    found = submitted(stage.cast, found)
    assert (found.reason, found.signed_name) == ("", "镇长 · 鹤鸣皋")
    told = {"sheet": found, "version": found.version}
    refused("not-now", actions.give_back, by=head, **told, reason="想改")
    found = actions.give_back(by=office, **told, reason="没有台账")
    assert (found.state, found.signed_at, found.signed_name) == ("returned", None, "")
    words = list(Word.objects.filter(sheet=sheet).values_list("said", flat=True))
    assert words == ["opened", "sent", "held_back", "sent", "signed", "returned"]
    with pytest.raises(TypeError):
        Word.objects.first().save()


def test_nobody_in_the_office_gives_back_his_own_units(stage, sheet):
    found = submitted(stage.cast, sheet)
    post = factories.make_post(unit=sheet.unit, role=Role.STAFF, name="挂职")
    factories.hold(stage.cast.people["clerk"], post=post)
    by = stage.actor("clerk")
    refused("own-unit", actions.give_back, by=by, sheet=found, version=found.version, reason="x")


def test_what_is_sent_is_written_to_no_more(stage, sheet):
    found = sent(stage.cast, sheet)
    by = stage.actor("liaison")
    told = {"by": by, "sheet": found, "typed": asked.typed(sheet), "version": found.version}
    refused("sheet-not-in-this-state", actions.save, **told)
    line, pdf = line_of(sheet), hostile.pdf()
    refused("not-now", actions.attach, by=by, line=line, content=pdf, name="台账.pdf")


def test_an_archived_cycle_stays(stage, sheet):
    type(sheet.round.cycle).objects.update(state="archiving")
    by = stage.actor("liaison")
    told = {"by": by, "sheet": sheet, "typed": asked.typed(sheet), "version": 1}
    refused("cycle-archived", actions.save, **told)


# --- beside the figures ---------------------------------------------------------------------------


def test_a_self_score_changes_no_figure_and_no_input_of_a_scoring(stage, cycle, sheet):
    by = stage.actor("clerk")
    figures = list(Figure.objects.order_by("pk").values_list())
    before = inputs_of(by, cycle=cycle)
    submitted(stage.cast, sheet)
    assert inputs_of(by, cycle=cycle) == before
    assert list(Figure.objects.order_by("pk").values_list()) == figures


def test_how_the_two_stand_to_each_other_is_exact(stage, sheet):
    found = submitted(stage.cast, sheet)
    line, open_one = line_of(found), line_of(found, name="教育")
    assert (line.difference, line.beside) == ("-0.5", "lower")
    assert (open_one.difference, open_one.beside) == ("", "open")


def test_it_is_tried_once_more_when_figures_were_locked_since(stage, cycle):
    sheet = asked.sheet_of(asked.opened(stage.cast, cycle))
    assert line_of(sheet).computed == ""
    found = submitted(stage.cast, sheet)
    stage.locked()
    by = stage.actor("clerk")
    refused("not-allowed", actions.try_again, by=stage.actor("head"), round=found.round)
    actions.try_again(by=by, round=found.round)
    line = line_of(found)
    assert (line.computed, line.points, line.beside) == ("14", "13.5", "lower")
    other = asked.sheet_of(found.round, town="澄湾镇")
    actions.try_own(by=stage.actor("second_liaison"), sheet=other)
    refused("not-your-unit", actions.try_own, by=stage.actor("second_liaison"), sheet=sheet)


def test_what_a_unit_gave_itself_is_found_for_its_verifier(stage, cycle, sheet):
    told = {"cycle": cycle, "unit_key": sheet.unit_id, "key": line_of(sheet).key, "period": PERIOD}
    assert queries.self_scored(**told) is None
    submitted(stage.cast, sheet)
    assert queries.self_scored(**told).points == "13.5"


# --- what proves it -------------------------------------------------------------------------------


def test_a_file_is_kept_once_and_at_most_nine(stage, sheet, settings, tmp_path):
    settings.DATA = tmp_path
    by, line = stage.actor("liaison"), line_of(sheet)
    first = actions.attach(by=by, line=line, content=hostile.pdf(), name="台账.pdf")
    assert actions.attach(by=by, line=line, content=hostile.pdf(), name="台账.pdf") == first
    with pytest.raises(Refused):
        actions.attach(by=by, line=line, content=b"MZ...", name="台账.exe")
    for n in range(8):
        own = {"digest": f"{n:064}", "sent_digest": f"{n:064}", "size": 1, "kind": "pdf"}
        Proof.objects.create(
            organisation=sheet.organisation, line=line, name="x.pdf", at=sheet.round.at,
            by_name="某人", **own,
        )  # fmt: skip
    more = hostile.pdf(b" ")
    refused("too-many-files", actions.attach, by=by, line=line, content=more, name="另.pdf")
    refused(
        "not-your-unit", actions.attach, by=stage.actor("second_head"), line=line, content=more,
        name="另.pdf",
    )  # fmt: skip


# --- what waits -----------------------------------------------------------------------------------


def told_to(stage, key):
    return [one.title for one in answered(todo._mine(stage.actor(key)))]


def test_what_waits_moves_with_the_sheet(stage, sheet):
    assert told_to(stage, "liaison") == [f"自评：{TOWN} {PERIOD}"]
    found = sent(stage.cast, sheet)
    assert told_to(stage, "liaison") == []
    assert told_to(stage, "head") == [f"签批自评：{TOWN} {PERIOD}"]
    actions.sign(by=stage.actor("head"), sheet=found, version=found.version)
    assert told_to(stage, "head") == []
    given = list(answered(todo._given(stage.actor("clerk"))))
    assert [one.context for one in given] == ["13 个单位"]
    (owed,) = todo._owed(stage.actor("clerk"))
    assert len(owed.debts) == 13
    assert ("澄湾镇", "待自评") in [(one.unit, one.what) for one in owed.debts]
    assert list(todo._owed(stage.actor("head"))) == []


def test_whoever_is_over_the_last_day_is_late(stage, sheet):
    assert not sheet.is_late(today=TODAY)
    Round.objects.update(due_on="2026-06-11")
    assert fresh(sheet).is_late(today=TODAY)
    assert not fresh(submitted(stage.cast, fresh(sheet))).is_late(today=TODAY)
