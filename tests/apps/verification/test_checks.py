"""Desk verification: drawn by a rule, given out, decided beside the proof; figures stay theirs."""

from __future__ import annotations

import pytest

from kaoji.apps.appraisals import actions as appraisals
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.audit.models import Entry
from kaoji.apps.facts.models import Figure
from kaoji.apps.selfscore.models import Line, Round, Sheet
from kaoji.apps.verification import actions, queries
from kaoji.apps.verification.enums import DrawRule, Outcome
from kaoji.apps.verification.models import Check, Verdict
from kaoji.apps.verification.sampling import drawn, reported_in
from kaoji.apps.verification.stages import missing
from kaoji.web.refusals import Refused
from tests import factories
from tests.apps.appraisals import public
from tests.apps.facts.stage import BALLOTS, BONUS, TOWNS, fresh
from tests.apps.verification.setting import FIGURES, cycle_in, lend
from tests.cast import NOON, TODAY

pytestmark = pytest.mark.django_db


def refused(code, doing, *args, **told):
    with pytest.raises(Refused) as found:
        doing(*args, **told)
    assert found.value.code == code


def now_of(check):
    return queries.with_state(Check.objects.filter(pk=check.pk)).get().now


# --- drawing --------------------------------------------------------------------------------------


def test_only_what_somebody_answers_for_is_drawn(room):
    """Signed figures and rows: no unsigned sheet, no 缺, no ballot, nothing withdrawn."""
    stage = room.stage
    assert len(reported_in(room.cycle)) == FIGURES
    listed = stage.listed(key=BONUS)
    row = stage.row(listed)
    stage.declare(listed, *TOWNS[1:])
    assert len(reported_in(room.cycle)) == FIGURES, "not signed"
    stage.signed_list(listed)
    ballots = stage.listed(key=BALLOTS, period="2026年终评估")
    stage.row(ballots)
    stage.declare(ballots, *TOWNS[1:], mark="missing")
    stage.signed_list(ballots)
    found = reported_in(room.cycle)
    assert len(found) == FIGURES + 1
    assert [one.held for one in found if hasattr(one.held, "asked")] == [row]


def test_a_draw_can_be_repeated_from_its_seed(room):
    population = reported_in(room.cycle)
    made = room.draw(DrawRule.PER_UNIT, 1, seed="摇号 37")
    again = drawn(population, rule=DrawRule.PER_UNIT, count=1, seed="摇号 37")
    taken = set(room.cycle.checks.values_list("figure", flat=True))
    assert {one.held.pk for one in again} == taken
    assert (made.population, made.taken, made.seed) == (FIGURES, 3, "摇号 37")
    assert room.cycle.checks.values("unit").distinct().count() == 3


@pytest.mark.parametrize("seed", ["a", "b", "c", "d", "e", "f", "g", "h"])
def test_the_order_of_the_population_does_not_matter(room, seed):
    population = reported_in(room.cycle)
    rule = {"rule": DrawRule.PER_SUPPLIER, "count": 2, "seed": seed}
    assert set(drawn(population, **rule)) == set(drawn(population[::-1], **rule))


def test_another_seed_draws_others(room):
    population = reported_in(room.cycle)
    ranks = {
        tuple(one.place for one in drawn(population, rule="unit", count=1, seed=str(seed)))
        for seed in range(20)
    }
    assert len(ranks) > 1


def test_nothing_is_drawn_twice_and_a_seed_is_made_where_none_is_told(room):
    assert len(room.draw(DrawRule.PER_UNIT, 1, seed="").seed) == 16
    assert room.draw().taken == FIGURES - 3
    refused("nothing-to-draw", room.draw)
    assert room.cycle.checks.count() == FIGURES
    assert list(room.cycle.checks.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_a_draw_says_how_many_and_is_the_office_s(room):
    refused("count-out-of-range", room.draw, DrawRule.PER_UNIT, 0)
    shape = actions.DrawShape(DrawRule.ALL)
    refused("not-allowed", actions.draw, by=room.actor("appraiser"), cycle=room.cycle, shape=shape)
    public.open_stage(room.cycle, StageKind.SCORE)
    refused("stage-not-open", room.draw)
    assert not Check.objects.exists()


# --- giving out -----------------------------------------------------------------------------------


def test_items_are_given_out_evenly(room):
    lend(room.cast)
    room.draw()
    given = room.give("appraiser", "other_appraiser")
    assert (given.given, given.left) == (FIGURES, ())
    loads = [
        room.cycle.checks.filter(verifier=room.cast.people[one]).count()
        for one in ("appraiser", "other_appraiser")
    ]
    assert loads == [3, 3]
    refused("nothing-to-assign", room.give, "appraiser")


def test_only_some_units_are_given_out(room):
    room.draw()
    room.give("appraiser", units=TOWNS[:1])
    assert set(room.cycle.checks.exclude(verifier=None).values_list("unit_name", flat=True)) == {
        TOWNS[0]
    }


def test_only_those_who_may_verify_are_asked(room):
    room.draw()
    refused("verifier-unknown", room.give, "supplier")
    refused("verifier-unknown", room.give)


# --- deciding -------------------------------------------------------------------------------------


def test_a_verifier_decides_once_and_the_page_goes_stale(room):
    check = room.ready()[0]
    version = check.version
    made = room.decide(check, version=version)
    assert (made.outcome, made.revision, made.number) == ("true", 1, 1)
    refused("changed_meanwhile", room.decide, check, version=version)
    assert Verdict.objects.count() == 1
    assert Entry.objects.filter(act="verification.decide").count() == 1


def test_nobody_decides_what_was_given_to_another(room):
    check = room.ready()[0]
    refused("not-yours", room.decide, check, by="supervisor")
    refused("not-allowed", room.decide, check, by="leader")


@pytest.mark.parametrize("outcome", [Outcome.WRONG, Outcome.ONSITE])
def test_what_is_not_true_needs_its_reason(room, outcome):
    check = room.ready()[0]
    refused("text-missing", room.decide, check, outcome, reason=" ")


def test_an_earlier_verdict_is_changed_with_a_reason_and_stays(room):
    check = room.ready()[0]
    room.decide(check, Outcome.WRONG, proposed="98")
    refused("text-missing", room.decide, check)
    room.decide(check, reason="单位补交了凭证")
    assert list(check.verdicts.values_list("outcome", "proposed")) == [
        ("true", ""),
        ("wrong", "98"),
    ]
    with pytest.raises(TypeError):
        check.verdicts.first().delete()


def test_no_verdict_changes_a_figure(room):
    before = list(Figure.objects.order_by("pk").values())
    for one in room.ready():
        room.decide(one, Outcome.WRONG, proposed="1")
    assert list(Figure.objects.order_by("pk").values()) == before


def test_a_figure_that_changed_since_the_page_was_opened_is_looked_at_again(room):
    check = room.ready()[0]
    refused("figure-changed", room.decide, check, revision=0)


# --- sending back ---------------------------------------------------------------------------------


@pytest.mark.parametrize("is_locked", [False, True])
def test_what_is_wrong_goes_back_is_mended_and_verified_again(room, is_locked):
    from kaoji.apps.facts import actions as facts

    check, other = room.ready()[:2]
    task = check.figure.task
    if is_locked:
        task.confirmations.update(state="confirmed")
        facts.review(by=room.actor("second_clerk"), task=task, version=task.version)
    room.decide(other)
    room.decide(check, Outcome.WRONG, proposed="98")
    by = room.actor("clerk")
    sent = actions.send_back(by=by, cycle=room.cycle, task_number=task.number)
    assert sent.state == "collecting"
    said = task.steps.filter(kind="return").first().reason
    assert "应为 98" in said
    assert check.title in said
    refused("sent-back-already", actions.send_back, by=by, cycle=room.cycle, task_number=1)
    assert now_of(check) == "wrong"
    room.mend(check)
    assert (now_of(check), now_of(other)) == ("changed", "true")
    assert any("没有复核" in one for one in missing(room.cycle))
    room.decide(check, reason="已更正")
    assert now_of(check) == "true"
    assert fresh(task).state == "to_review"


def test_a_true_figure_that_changes_is_verified_again(room):
    check, wrong = room.ready()[:2]
    room.decide(check)
    room.decide(wrong, Outcome.WRONG)
    actions.send_back(by=room.actor("clerk"), cycle=room.cycle, task_number=1)
    room.mend(check)
    assert now_of(check) == "changed"
    assert any("又变动" in one for one in missing(room.cycle))


def test_nothing_is_sent_back_where_nothing_is_wrong(room):
    room.ready()
    by = room.actor("clerk")
    refused("nothing-wrong", actions.send_back, by=by, cycle=room.cycle, task_number=1)
    refused(
        "not-allowed", actions.send_back, by=room.actor("appraiser"), cycle=room.cycle,
        task_number=1,
    )  # fmt: skip


# --- the stage ------------------------------------------------------------------------------------


def test_the_stage_ends_when_everything_is_decided(room):
    def end():
        room.cycle.refresh_from_db()
        stage = room.cycle.stages.get(kind=StageKind.VERIFY)
        return appraisals.end_stage(
            by=room.actor("clerk"), stage=stage, version=room.cycle.version, note="齐了"
        )

    refused("stage-work-open", end)
    room.ready()
    assert len(list(missing(room.cycle))) == FIGURES
    room.decide_all()
    assert list(missing(room.cycle)) == []
    assert end().state == "done"


def test_a_trial_and_a_cycle_without_figures_owe_nothing(room):
    room.cycle.is_trial = True
    assert list(missing(room.cycle)) == []
    other = cycle_in(room.cast, scheme=room.stage.scheme, title="另一年", period="2027")
    assert list(missing(other)) == []


# --- pages ----------------------------------------------------------------------------------------


def client_of(room, who):
    return factories.signed_in(room.cast.people[who])


def test_the_page_shows_figure_proof_and_definition_and_leads_to_the_next(room):
    first, second = room.ready()[:2]
    client = client_of(room, "appraiser")
    page = client.get(f"/verification/checks/{first.pk}/").content.decode()
    assert f"已核 0/{FIGURES}" in page
    assert "指标评估/经济发展/财政收入" in page
    assert "没有佐证" in page
    sent = {"outcome": "true", "version": first.version, "revision": 1, "reason": ""}
    answer = client.post(f"/verification/checks/{first.pk}/", sent)
    assert answer.url == f"/verification/checks/{second.pk}/"
    again = client.post(f"/verification/checks/{first.pk}/", sent).content.decode()
    assert "已被别人改过" in again
    assert Verdict.objects.count() == 1


def test_what_the_unit_gave_itself_stands_beside_once_it_is_signed(room):
    check = next(one for one in room.ready() if one.unit_name == TOWNS[0])
    held, client = check.held, client_of(room, "appraiser")
    told = {"organisation": check.organisation}
    asked = Round.objects.create(
        **told, cycle=check.cycle, period=held.period, due_on=TODAY, at=NOON, tried_at=NOON,
    )  # fmt: skip
    sheet = Sheet.objects.create(
        **told, round=asked, order=1, unit=held.unit, unit_name=TOWNS[0], state="to_sign"
    )
    Line.objects.create(
        **told, sheet=sheet, number=1, key=held.key, name="财政收入", full="14", low="0",
        high="14", points="13.25", reason="差一笔入库",
    )  # fmt: skip
    address = f"/verification/checks/{check.pk}/"
    assert "13.25" not in client.get(address).content.decode()
    Sheet.objects.update(state="submitted")
    assert "13.25 / 14 分：差一笔入库" in client.get(address).content.decode()


def test_the_last_one_leads_back_to_the_list(room):
    *others, last = room.ready()
    for one in others:
        room.decide(one)
    sent = {"outcome": "true", "version": last.version, "revision": 1}
    answer = client_of(room, "appraiser").post(f"/verification/checks/{last.pk}/", sent)
    assert answer.url == f"/verification/{room.cycle.number}/"


def test_a_refused_form_keeps_what_was_typed(room):
    check = room.ready()[0]
    sent = {"outcome": "wrong", "version": check.version, "revision": 1, "proposed": "4321"}
    page = client_of(room, "appraiser").post(f"/verification/checks/{check.pk}/", sent)
    assert "4321" in page.content.decode()
    assert "没有填写理由" in page.content.decode()


def test_the_list_is_narrowed_and_told_how_far_it_is(room):
    check = room.ready()[0]
    room.decide(check)
    client = client_of(room, "clerk")
    address = f"/verification/{room.cycle.number}/"
    assert f"已核 1/{FIGURES}" in client.get(address).content.decode()

    def numbers(**asked):
        table = client.get(address, asked).context["table"]
        return len(table.lines)

    assert numbers(now="left") == FIGURES - 1
    assert numbers(now="true") == 1
    assert numbers(unit=room.unit(TOWNS[1])) == 2
    assert numbers(supplier=room.unit("agriculture")) == FIGURES
    assert numbers(verifier="0") == 0


def test_a_verifier_sees_his_own_items_only(room):
    lend(room.cast)
    room.draw()
    room.give("appraiser", "other_appraiser")
    client = client_of(room, "other_appraiser")
    address = f"/verification/{room.cycle.number}/"
    assert len(client.get(address).context["table"].lines) == FIGURES // 2
    foreign = room.cycle.checks.filter(verifier=room.cast.people["appraiser"]).first()
    assert client.get(f"/verification/checks/{foreign.pk}/").status_code == 404
    assert client_of(room, "supervisor").get(address).status_code == 404


def test_proof_is_opened_by_whoever_verifies_it(room, settings, tmp_path):
    from kaoji.apps.facts import actions as facts

    settings.DATA = tmp_path
    check = room.ready()[0]
    file = facts.attach(
        by=room.actor("supplier"), held=check.figure, content=b"%PDF-1.4\n%%EOF\n", name="a.pdf"
    )
    address = f"/verification/evidence/{file.pk}/"
    answer = client_of(room, "appraiser").get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert client_of(room, "supervisor").get(address).status_code == 404
    assert Entry.objects.filter(act="facts.read_evidence").count() == 1
