"""The invented county: who and what is in it, that its log is whole, that it can be removed."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, transaction

from kaoji.apps.accounts import actions as accounts
from kaoji.apps.accounts.models import Organisation, User
from kaoji.apps.appraisals.enums import CycleState, RunState
from kaoji.apps.appraisals.models import Cycle, Final, Minute, Objection, Reissue
from kaoji.apps.archiving.actions import inspect
from kaoji.apps.audit.keeping import examined
from kaoji.apps.audit.models import Entry
from kaoji.apps.audit.queries import entries_visible_to, head_now
from kaoji.apps.claims.models import Claim, Letter
from kaoji.apps.documents.enums import PaperState
from kaoji.apps.documents.models import Paper
from kaoji.apps.facts.enums import Channel, DisputeOutcome, Mark, TaskState
from kaoji.apps.facts.export import as_csv
from kaoji.apps.facts.models import (
    CollectionTask,
    Confirmation,
    Dispute,
    Draft,
    Evidence,
    FactSource,
    Figure,
    FigureRevision,
    PinnedScheme,
    Setting,
    Step,
    TaskList,
)
from kaoji.apps.improvement.models import Item
from kaoji.apps.organisation.calendar import country_calendar
from kaoji.apps.organisation.enums import HoldingKind
from kaoji.apps.organisation.models import (
    Absence,
    Delegation,
    Duty,
    HandOver,
    Holding,
    LocalDay,
    Succession,
    UnitState,
)
from kaoji.apps.ratings.models import Rating
from kaoji.apps.schemes.models import SchemeRelease
from kaoji.apps.schemes.shelf import name_for_run
from kaoji.apps.selfscore.models import Sheet as SelfScore
from kaoji.apps.targets.models import Assignment, Change, Line, LineRevision
from kaoji.packs import demo as engine_demo
from kaoji.site.demo import building, people
from kaoji.site.demo.days import USUAL_TODAY, present
from kaoji.site.demo.people import LED_BY
from kaoji.site.demo.signing_in import drawn_password, sign_ins
from kaoji.web.actor import THE_SYSTEM
from kaoji.web.files.store import path_of, stored
from kaoji.web.refusals import Refused
from kaoji.web.roles import ADMINISTRATORS, BUSINESS, Role
from tests import cast
from tests.cli.county import call
from tests.factories import acting, signed_in

TODAY = date(2026, 7, 15)


PROGRESS = []


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The county beside another organisation, built once; nothing of it stays."""
    with django_db_blocker.unblock(), transaction.atomic():
        other = cast.county(code="other", name="邻县")
        PROGRESS.clear()
        built = building.build(on=TODAY, report=lambda *told: PROGRESS.append(told))
        yield built, other
        transaction.set_rollback(True)


@pytest.fixture
def built(world, db):
    return world[0]


@pytest.fixture
def other(world, db):
    return world[1]


@pytest.fixture
def here(built):
    return built.county.organisation


def person(built, role):
    """Who was meant for a role, as the table has them now."""
    return User.objects.get(pk=built.county.planned(role).pk)


def in_force(rows, *, day=TODAY):
    return [one for one in rows if one.begins_on <= day and (one.ends_on or day) >= day]


def test_it_is_told_how_far_it_is(built):
    total = len(PROGRESS)
    assert [(done, of) for done, of, _day in PROGRESS] == [(n + 1, total) for n in range(total)]
    days = [day for _done, _of, day in PROGRESS]
    assert days == sorted(set(days))
    assert total > 50, "steps that nobody has to wait for long"


@pytest.mark.parametrize("fault", [OSError("full"), KeyboardInterrupt()], ids=str)
def test_what_goes_wrong_on_the_way_takes_along_what_was_made(db, monkeypatch, fault):
    def broken(county):
        assert county.users
        raise fault

    def standing():
        return set(Organisation.objects.values_list("code")), User.objects.count()

    before = standing()
    monkeypatch.setattr(building, "CODE", "cut-short")
    monkeypatch.setattr(building, "add_people", broken)
    with pytest.raises(type(fault)):
        building.build(on=TODAY, prefix="cut")
    assert standing() == before
    assert Entry.objects.first().act == "accounts.remove_demo"


def test_sixty_units_in_six_groups(here):
    states = in_force(UnitState.objects.filter(organisation=here).select_related("group"))
    groups = Counter(one.group.name for one in states if one.group)
    assert groups == {
        "乡镇组": 16, "部门组": 26, "审计局处室组": 6, "直属事业单位组": 4, "重点项目组": 4,
        "县人民医院临床科室组": 4,
    }  # fmt: skip
    assert groups.total() == 60


def test_the_units_of_the_demonstration_are_among_them(here):
    names = set(UnitState.objects.filter(organisation=here).values_list("name", flat=True))
    text = (Path(engine_demo.__file__).parent / "subjects.csv").read_text(encoding="utf-8")
    rows = [line.split(",") for line in text.splitlines()[1:]]
    wanted = {row[0] for row in rows if row[2] in ("乡镇", "部门", "处室", "单位")}
    assert len(wanted) == 25
    assert wanted <= names


def test_over_three_hundred_people_in_every_role(here):
    users = User.objects.filter(organisation=here)
    assert users.count() == 326
    assert len(set(users.values_list("name", flat=True))) == 326
    held = in_force(Holding.objects.filter(organisation=here).select_related("post"))
    assert {one.post.role for one in held} == {role.value for role in BUSINESS}
    administrators = users.exclude(administrator="").values_list("administrator", flat=True)
    assert set(administrators) == {role.value for role in ADMINISTRATORS}
    busy = {one.user_id for one in held}
    idle = users.filter(administrator="").exclude(pk__in=busy)
    # Who has handed over has left; everybody else holds a post today.
    assert [one.pk for one in idle] == [HandOver.objects.get(organisation=here).holding.user_id]


def test_what_has_happened_to_units_and_people(here):
    mine = {"organisation": here}
    merged = Succession.objects.get(**mine)
    former = merged.former.states.get()
    assert (former.name, str(merged.on), str(former.ends_on)) == (
        "粮食和物资储备局", "2025-10-01", "2025-09-30",
    )  # fmt: skip
    assert merged.successor.states.get().name == "发展和改革局"
    renamed = UnitState.objects.filter(**mine, name__startswith="栗坪").order_by("begins_on")
    assert [one.name for one in renamed] == ["栗坪乡", "栗坪镇"]
    borrowed = Holding.objects.get(**mine, kind=HoldingKind.BORROWED)
    assert borrowed.ends_on > TODAY > borrowed.begins_on
    assert Delegation.objects.filter(**mine, begins_on__lte=TODAY, ends_on__gte=TODAY).count() == 2
    assert Absence.objects.filter(**mine).count() == 1
    assert HandOver.objects.filter(**mine).count() == 1
    assert LocalDay.objects.filter(**mine).count() == 4
    assert Duty.objects.filter(**mine).values("unit").distinct().count() == 5


def test_the_register_names_a_supplier_for_every_key_of_the_pinned_schemes(here):
    pinned = PinnedScheme.objects.filter(organisation=here)
    assert {one.scheme_key for one in pinned} == {
        "zhengding-towns", "hean-departments", "bureau-units", "feicheng-bodies", "qitai-projects",
        "hean-supervised", "hospital-departments",
    }  # fmt: skip
    # Of the townships 9 keys and 3 lists, of the departments 7 and 3, of the sections 9 keys, of
    # the bodies 27 keys, a list and 3 questionnaires, of the projects 11 keys, and one of what
    # departments were told to do, of the wards 2 keys and 11 lists.
    assert Counter(
        FactSource.objects.filter(organisation=here).values_list("scheme__scheme_key", flat=True)
    ) == {
        "zhengding-towns": 12, "hean-departments": 10, "bureau-units": 9, "feicheng-bodies": 31,
        "qitai-projects": 11, "hean-supervised": 1, "hospital-departments": 13,
    }  # fmt: skip


def test_a_year_and_a_half_is_there_by_quarter_and_half_year(here):
    periods = set(CollectionTask.objects.filter(organisation=here).values_list("period", flat=True))
    assert periods == {
        "2025Q1", "2025Q2", "2025Q3", "2025Q4", "2026Q1", "2026Q2", "2026Q3",
        "2025中期评估", "2025年终评估", "2026中期评估", "2025", "2026",
        "2025-12",
    }  # fmt: skip
    figures = Figure.objects.filter(organisation=here)
    assert set(figures.values_list("period", flat=True)) == periods - {"2026Q3"}
    assert figures.count() > 1500


def test_honours_faults_ballots_and_parameters_with_their_history_are_there(here):
    mine = {"organisation": here}
    of_towns = TaskList.objects.filter(**mine, task__scheme__scheme_key="zhengding-towns")
    lists = {(one.key, one.period): one for one in of_towns}
    locked = {key for key, one in lists.items() if one.task.state == TaskState.LOCKED}
    assert locked == {
        ("加分", "2025"), ("减分", "2025"),
        ("领导评估", "2025中期评估"), ("领导评估", "2025年终评估"),
    }  # fmt: skip
    # 16 townships: five have been praised, 11 say 无; three raters rate each.
    praise = Counter(lists["加分", "2025"].rows.values_list("mark", flat=True))
    assert praise == {Mark.VALUE: 5, Mark.NIL: 11}
    ballots = lists["领导评估", "2025年终评估"]
    assert Counter(ballots.rows.values_list("mark", flat=True)) == {Mark.VALUE: 48}
    assert ballots.is_secret
    setting = Setting.objects.get(**mine, name="主要领导权重", scheme__scheme_key="zhengding-towns")
    told = setting.revisions.order_by("number").values_list("value", "paper")
    assert list(told) == [("60%", "禾考发〔2025〕1号"), ("50%", "禾考发〔2026〕2号")]
    assert setting.revisions.get(number=2).reason


def test_some_figures_are_late_disputed_missing_or_corrected(here):
    mine = {"organisation": here}
    under_way = (TaskState.COLLECTING, TaskState.TO_SIGN)
    late = CollectionTask.objects.filter(**mine, state__in=under_way, due_on__lt=TODAY)
    assert late.count() == 9
    assert [one.title for one in late if not one.figures.exists()]
    outcomes = Counter(Dispute.objects.filter(**mine).values_list("outcome", flat=True))
    assert outcomes[DisputeOutcome.OPEN] == 6
    assert outcomes[DisputeOutcome.UPHELD] >= 3
    assert outcomes[DisputeOutcome.CORRECTED] >= 3
    mended = FigureRevision.objects.filter(**mine, number=2)
    # Thirteen were missing when their cycles were first scored, one was objected to in public.
    assert mended.count() == outcomes[DisputeOutcome.CORRECTED] + 13 + 1
    assert all(one.reason and one.channel == Channel.FORM for one in mended)
    assert Figure.objects.filter(**mine, mark=Mark.MISSING, typed="缺").count() >= 5
    assert Draft.objects.filter(**mine).count() == 3
    states = set(CollectionTask.objects.filter(**mine).values_list("state", flat=True))
    assert states == set(TaskState.values)
    assert Confirmation.objects.filter(**mine, state="seen").exists()


def test_some_locked_sheets_were_sent_late(here):
    locked = CollectionTask.objects.filter(organisation=here, state=TaskState.LOCKED)
    sent = {one.pk: Step.objects.filter(task=one, kind="submit").last().at.date() for one in locked}
    assert 5 <= sum(sent[one.pk] > one.due_on for one in locked) < len(locked) / 2


def test_the_log_is_whole_and_says_that_it_was_played(here):
    verdict = examined()
    assert verdict.is_whole, verdict.finding
    said = Entry.objects.get(act="accounts.build_demo")
    assert said.organisation_key == here.pk
    assert Entry.objects.filter(organisation_key=here.pk).count() > 900
    moments = Entry.objects.filter(organisation_key=here.pk, act__startswith="facts.")
    times = list(moments.order_by("number").values_list("at", flat=True))
    assert times == sorted(times)


def test_nothing_is_written_but_by_an_act(here):
    """Every sheet, figure and unit is named by an entry of the log, or stands in its sheet's."""
    acts = Counter(Entry.objects.filter(organisation_key=here.pk).values_list("act", flat=True))
    tasks = CollectionTask.objects.filter(organisation=here)
    assert acts["facts.draft_task"] == tasks.count()
    assert acts["facts.open_task"] == tasks.exclude(state=TaskState.DRAFT).count()
    assert acts["facts.register_source"] == FactSource.objects.filter(organisation=here).count()
    assert acts["facts.dispute_figures"] == Dispute.objects.filter(organisation=here).count()
    assert acts["accounts.add_user"] == 323
    assert acts["organisation.import"] + acts["organisation.import_organisation"] == 2


def test_the_same_county_comes_out_each_time(here, built):
    values = list(
        Figure.objects.filter(organisation=here)
        .order_by("scheme_key", "unit__code", "key", "field", "period")
        .values_list("unit__code", "key", "field", "period", "typed")
    )
    with transaction.atomic():
        accounts.remove_demo(by=THE_SYSTEM, organisation=here)
        again = building.build(on=TODAY).county.organisation
        same = list(
            Figure.objects.filter(organisation=again)
            .order_by("scheme_key", "unit__code", "key", "field", "period")
            .values_list("unit__code", "key", "field", "period", "typed")
        )
    assert same == values


def test_the_present_is_the_real_day_where_the_calendar_reaches():
    calendar = country_calendar()
    assert present(date(2026, 9, 9), calendar=calendar) == date(2026, 9, 9)
    assert present(date(2026, 1, 9), calendar=calendar) == USUAL_TODAY
    assert present(date(2031, 9, 9), calendar=calendar) == USUAL_TODAY


# --- the cycles -----------------------------------------------------------------------------------

#: Each cycle: its scheme, its period, where it stands, its scorings.
CYCLES = {
    ("zhengding-towns", "2025", "closed", 3), ("zhengding-towns", "2026", "running", 1),
    ("hean-departments", "2025", "closed", 1), ("hean-departments", "2026", "running", 2),
    ("bureau-units", "2025", "closed", 1), ("bureau-units", "2026", "running", 1),
    ("feicheng-bodies", "2025", "archived", 1), ("feicheng-bodies", "2026", "running", 1),
    ("qitai-projects", "2025", "closed", 1), ("qitai-projects", "2026", "running", 1),
    ("hean-supervised", "2025", "closed", 1), ("hospital-departments", "2025-12", "closed", 1),
}  # fmt: skip


def cycle_of(here, scheme_key, period):
    return Cycle.objects.get(organisation=here, scheme__scheme_key=scheme_key, period=period)


@pytest.fixture
def year(here):
    """Last year's appraisal of the towns."""
    return cycle_of(here, "zhengding-towns", "2025")


def test_five_schemes_ran_last_year_to_its_end_and_this_one_is_under_way(here):
    found = Cycle.objects.filter(organisation=here).select_related("scheme")
    assert {
        (one.scheme.scheme_key, one.period, one.state, one.runs.count()) for one in found
    } == CYCLES
    for one in found:
        assert not one.runs.exclude(state=RunState.DONE).exists(), one
        is_done = not one.stages.exclude(state="done").exists()
        assert is_done == (one.state in (CycleState.CLOSED, CycleState.ARCHIVED))
        last = one.runs.latest("number").standings
        assert last.filter(status="final").count() == (last.count() if is_done else 0), one


def test_it_was_scored_with_gaps_then_whole_then_once_more(year):
    first, second, third = year.runs.order_by("number")
    assert first.standings.filter(status="incomplete").count() == 5
    assert not second.standings.exclude(status="final").exists()
    moved = {
        now.name
        for now in third.standings.all()
        if second.standings.get(subject=now.subject).exact != now.exact
    }
    assert moved == {"青溪乡"}, "an upheld objection changes whom it explains"


def test_two_objections_one_upheld_and_the_old_paper_stays(year):
    found = dict(Objection.objects.values_list("standing__name", "state"))
    assert found == {"青溪乡": "upheld", "白石镇": "rejected"}
    states = list(year.publications.order_by("number").values_list("state", flat=True))
    assert states == ["replaced", "public"]
    final = Final.objects.get(cycle=year)
    assert final.run == year.runs.get(number=3)
    assert final.proposed_by != final.confirmed_by


def test_a_seat_for_which_two_are_level_is_given_by_a_meeting(here):
    run = cycle_of(here, "bureau-units", "2025").runs.get()
    (seat,) = json.loads(run.result)["decisions"]
    assert (seat["seats"], seat["tied"], seat["needs_decision"]) == (
        1, ["财政审计科", "投资审计科"], True,
    )  # fmt: skip
    minute = Minute.objects.get(run=run)
    assert minute.paper == "审计局局长办公会议纪要〔2026〕3号"
    given = dict(minute.rulings.values_list("standing__name", "decided"))
    assert given == {"财政审计科": "列入", "投资审计科": "不列"}


def test_what_a_competent_body_answers_takes_a_grade_or_a_seat(here):
    letters = Letter.objects.filter(organisation=here)
    assert Counter(letters.values_list("cycle__title", flat=True)) == {
        "部门绩效考核": 4, "审计局处室绩效考核": 1,
    }  # fmt: skip
    run = cycle_of(here, "bureau-units", "2025").runs.get()
    told = {one["subject"]: one for one in json.loads(run.result)["subjects"]}
    assert (told["法规科"]["grade_before"], told["法规科"]["grade"]) == ("良好", "达标")
    run = cycle_of(here, "hean-departments", "2025").runs.get()
    told = {one["subject"]: one for one in json.loads(run.result)["subjects"]}
    assert [flag["text"] for flag in told["市场监督管理局"]["flags"]] != []
    late = letters.get(key="认定不合格").task
    sent = Step.objects.filter(task=late, kind="submit").last().at.date()
    assert sent > late.due_on


def test_towns_are_scoring_themselves(here):
    """Some have sent; the two of the page of entry have something to do."""
    cycle = cycle_of(here, "zhengding-towns", "2026")
    sheets = {one.unit_name: one for one in SelfScore.objects.filter(round__cycle=cycle)}
    assert len(sheets) == cycle.units.count()
    states = Counter(one.state for one in sheets.values())
    assert states == {"filling": 13, "to_sign": 1, "submitted": 2}
    assert (sheets["白石镇"].state, sheets["青溪乡"].state) == ("to_sign", "filling")
    lines = sheets["云台镇"].lines.all()
    assert all(one.points and (one.reason or one.points == one.full) for one in lines)


def test_one_claim_of_two_for_the_same_paper_is_refused(here):
    cycle = cycle_of(here, "hean-departments", "2025")
    found = {one.unit_name: one for one in Claim.objects.filter(cycle=cycle)}
    states = {name: one.state for name, one in found.items()}
    assert states == {"教育局": "accepted", "水利局": "accepted", "文化和旅游局": "refused"}
    assert found["教育局"].paper == found["文化和旅游局"].paper
    assert found["教育局"].row.asked.task.state == TaskState.LOCKED
    told = {one["subject"]: one for one in json.loads(cycle.runs.get().result)["subjects"]}
    assert told["教育局"]["nodes"]["加分"]["exact"] == "2"
    assert told["文化和旅游局"]["nodes"]["加分"]["exact"] == "0"


def test_ballots_without_a_name_are_sealed_as_tallies(here):
    rating = Rating.objects.get(organisation=here)
    assert (rating.state, rating.ballots.count()) == ("closed", 9)
    assert rating.sealed_in.state == TaskState.SEALED
    assert not any(one.values.get("评分人") for one in rating.sealed_in.lists.get().rows.all())


def test_targets_went_down_and_up_twice_and_one_was_changed_by_a_meeting(here):
    assignment = Assignment.objects.get(organisation=here)
    assert assignment.round == "adopted"
    lines = Line.objects.filter(indicator__assignment=assignment)
    assert lines.count() == 4 * 2 * 16
    said = Counter(LineRevision.objects.filter(line__in=lines).values_list("said", flat=True))
    # Two towns wanted another figure in both halves, two let the first round go by.
    assert (said["countered"], said["silent"], said["adopted"]) == (4, 16, 128)
    change = Change.objects.get(organisation=here)
    assert (change.state, change.line.adopted) == ("granted", change.granted)
    assert change.decided_name != change.confirmed_name
    asked = CollectionTask.objects.filter(organisation=here, period="2026中期评估")
    held = {
        one.pk for task in asked for one in task.keys.filter(field="目标", key__endswith="财政收入")
    }
    assert not held, "what was handed down is not collected"


def test_a_mid_year_reissue_leaves_the_first_half_as_it_was(here):
    cycle = cycle_of(here, "hean-departments", "2026")
    made = Reissue.objects.get(cycle=cycle)
    assert (made.before.version, made.after.version) == ("2025.1", "2026.2")
    assert set(made.carried) == {"主要领导权重", "分管领导权重", "后三名范围", "公众评估档次"}
    first, second = cycle.runs.order_by("number")
    assert (first.scored_by, second.scored_by) == (made.before, made.after)
    released = SchemeRelease.objects.filter(organisation=here)
    assert all(one.settled_by_id != one.asked_by_id for one in released)
    assert {one.version for one in released} == {"2025.1", "2026.2"}
    # The first half is weighed as before, the second half by the new version.
    weights = [
        {
            half: next(
                node["full"]
                for node in flat(json.loads(one.standings.first().account)["derivation"])
                if node["path"].endswith("重点工作") and node["period"] == f"2026{half}"
            )
            for half in ("中期评估", "年终评估")
        }
        for one in (first, second)
    ]
    assert weights == [
        {"中期评估": "16", "年终评估": "16"}, {"中期评估": "16", "年终评估": "18"},
    ]  # fmt: skip


def flat(node):
    yield node
    for one in node["children"]:
        yield from flat(one)


def test_one_year_went_all_the_way_to_the_archive(here):
    cycle = cycle_of(here, "feicheng-bodies", "2025")
    assert (cycle.checks.count(), cycle.checks.exclude(state="true").count()) == (8, 0)
    assert not cycle.draws.get().checks.filter(verifier=None).exists()
    papers = Paper.objects.filter(organisation=here, state=PaperState.ISSUED)
    assert sorted(one.number_text for one in papers) == [
        f"禾考通〔2026〕{number}号" for number in range(1, 6)
    ]
    items = Item.objects.filter(part__improvement_list__cycle=cycle)
    assert Counter(items.values_list("state", flat=True)) == {"under_way": 3, "closed": 1}
    archive = cycle.archives.get()
    assert archive.state == "done"
    assert inspect(by=acting_clerk(here), archive=archive).is_same


def acting_clerk(here):
    """The office's clerk, who looks whether the package is as its list says."""
    role = Holding.objects.filter(organisation=here, post__role=Role.OFFICE_CLERK).first()
    return acting(role.user, on=TODAY)


def test_projects_feed_the_departments_that_lead_them(here):
    fed, projects = (cycle_of(here, key, "2025") for key in ("hean-supervised", "qitai-projects"))
    feed = fed.feeds.get()
    assert feed.run == projects.runs.get()
    assert (feed.run.finals.get().state, feed.mapping) == ("final", "organisation")
    run = fed.runs.get()
    assert feed.run.digest in run.facts
    points = dict(feed.run.standings.values_list("subject", "exact"))
    told = {one["subject"]: one["nodes"] for one in json.loads(run.result)["subjects"]}
    led = {department: project for project, department in LED_BY.items()}
    assert len(led) == 4
    for department, nodes in told.items():
        part = nodes["重点项目"]
        if department in led:
            assert part["exact"] == points[led[department]]
        else:
            assert part["state"] == "not_applicable"


@pytest.mark.parametrize("told", sorted(CYCLES), ids=lambda told: f"{told[0]}-{told[1]}")
def test_every_score_is_what_the_command_says_and_its_seal_verifies(here, told, tmp_path):
    cycle = cycle_of(here, told[0], told[1])
    for run in cycle.runs.all():
        seal = tmp_path / f"{run.number}.kaoji"
        seal.write_bytes(bytes(run.seal))
        assert call("verify", str(seal)).code == 0
        said = json.loads(call(*score_words(run, folder=tmp_path)).out)
        assert comparable(said) == comparable(json.loads(run.result))
        assert said["subjects"]
        exact = dict(run.standings.values_list("subject", "exact"))
        for one in said["subjects"]:
            total = one["total"] or {}
            assert exact[one["subject"]] == (total.get("exact") or "")


def comparable(told):
    """Everything but where it was read from, and that a later version has since come to lie beside
    an earlier one.
    """
    problems = [one for one in told["problems"] if one["code"] != "version-not-in-force"]
    return without_files(told | {"problems": problems})


def without_files(told):
    """A result without the paths of the files that it was read from."""
    if isinstance(told, dict):
        return {name: without_files(one) for name, one in told.items() if name != "file"}
    return [without_files(one) for one in told] if isinstance(told, list) else told


def score_words(run, *, folder):
    """`kaoji score` over what the run was made of, as it is downloaded."""
    paths = {name: folder / name for name in ("facts.csv", "subjects.csv", "given.yaml")}
    for path, text in zip(paths.values(), (run.facts, run.subjects, run.given), strict=True):
        path.write_text(text, encoding="utf-8", newline="")
    scheme = name_for_run(run.scored_by.pack, owner=run.organisation_id)
    words = ["score", scheme, "--period", run.cycle.period, "--json"]
    words += ["--facts", str(paths["facts.csv"]), "--subjects", str(paths["subjects.csv"])]
    return [*words, "--given", str(paths["given.yaml"])] if run.given else words


def test_the_export_of_the_office_is_what_a_run_is_made_of(here, year):
    """Facts, as the office exports them today, hold every row of the run that became final."""
    clerk = acting(User.objects.get(organisation=here, username="hean-004"), on=TODAY)
    called = dict(year.units.values_list("unit", "name"))
    found = as_csv(clerk, scheme=year.scheme, year="2025", called=called)
    run = year.runs.get(number=3)
    assert set(run.facts.splitlines()) == set(found.splitlines())


# --- signing in -----------------------------------------------------------------------------------


def test_one_sign_in_for_each_role(built):
    known = sign_ins(built)
    assert [one.role for one in known] == list(Role)
    assert len({one.password for one in known}) == len(known)
    for one in known:
        user = accounts.prove_password(
            username=one.user.username, password=one.password, address="127.0.0.1"
        )
        if one.role in ADMINISTRATORS:
            assert re.fullmatch(r"\d{6}", one.code)
            accounts.check_code(user=user, code=one.code, address="127.0.0.1")
            assert one.link.startswith("otpauth://totp/")
        else:
            assert one.role in acting(user, on=TODAY).roles
            assert one.code == one.link == ""
    begun = list(User.objects.filter(organisation=built.county.organisation))
    assert sum(one.has_usable_password() for one in begun) == len(known)


def test_passwords_are_drawn():
    drawn = {drawn_password() for _number in range(50)}
    assert len(drawn) == 50
    assert all(re.fullmatch(r"[A-Z][a-z]{3}-\d{4}-[a-z]{4}", one) for one in drawn)


# --- removal --------------------------------------------------------------------------------------


def rows_of(organisation):
    """Every row of an organisation, by table, found by walking what points to it."""
    counts = {}
    for model in apps.get_models():
        names = {one.name for one in model._meta.fields}
        if "organisation" in names:
            counts[model.__name__] = list(
                model._base_manager.filter(organisation=organisation).order_by("pk").values()
            )
    return counts


def test_removal_takes_everything_but_the_log_and_nothing_of_others(here, other):
    before, kept = rows_of(other.organisation), head_now().number
    codes = [rows for rows in rows_of(here).values() if rows]
    assert len(codes) > 20
    count = accounts.remove_demo(by=THE_SYSTEM, organisation=here)
    assert count > 5000
    assert not any(rows_of(here).values())
    assert not Organisation.objects.filter(code=building.CODE).exists()
    assert not User.objects.filter(username__startswith="hean-").exists()
    assert rows_of(other.organisation) == before
    assert head_now().number == kept + 1
    assert examined().is_whole
    gone = Entry.objects.get(act="accounts.remove_demo")
    assert (gone.organisation_key, gone.object_name) == (here.pk, people.COUNTY)
    connection.check_constraints()


def test_only_an_invented_organisation_can_be_removed(other):
    for by in (THE_SYSTEM, other.actor("system")):
        with pytest.raises(Refused, match="不是演示单位"):
            accounts.remove_demo(by=by, organisation=other.organisation)
    assert Organisation.objects.filter(pk=other.organisation.pk).exists()


def test_nobody_else_removes_it(built, other):
    here = built.county.organisation
    foreign = other.actor("system")
    director = acting(person(built, Role.OFFICE_DIRECTOR), on=TODAY)
    security = acting(person(built, Role.SECURITY_ADMINISTRATOR), on=TODAY)
    for by in (foreign, director, security):
        with pytest.raises(Refused):
            accounts.remove_demo(by=by, organisation=here)
    assert Organisation.objects.filter(pk=here.pk).exists()


def test_one_click_removes_it(built):
    browser = signed_in(person(built, Role.SYSTEM_ADMINISTRATOR))
    assert "删除演示单位" in browser.get("/accounts/").content.decode()
    assert "不能恢复" in browser.get("/accounts/demo/").content.decode()
    answer = browser.post("/accounts/demo/")
    assert answer["Location"] == "/sign-in/"
    assert not Organisation.objects.filter(pk=built.county.organisation.pk).exists()
    entry = Entry.objects.get(act="accounts.remove_demo")
    assert entry.actor_username == "hean-system"


def test_a_real_organisation_has_no_such_page(other):
    browser = signed_in(other.people["system"])
    assert "删除演示单位" not in browser.get("/accounts/").content.decode()
    assert browser.get("/accounts/demo/").status_code == 404
    assert browser.post("/accounts/demo/").status_code == 404


def test_evidence_goes_from_the_disk_unless_another_organisation_has_it(
    here, other, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    figure = Figure.objects.filter(organisation=here)[0]
    fields = {"kind": "png", "size": 3, "at": figure.task.steps.all()[0].at, "by_name": "x"}
    digests = [stored(b"one"), stored(b"two")]
    for digest in digests:
        Evidence.objects.create(
            organisation=here, figure=figure, digest=digest, sent_digest=digest, **fields
        )
    Evidence.objects.create(
        organisation=other.organisation, figure=_foreign_figure(figure, other=other),
        digest=digests[1], sent_digest=digests[1], **fields,
    )  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        accounts.remove_demo(by=THE_SYSTEM, organisation=here)
    assert not path_of(digests[0]).exists()
    assert path_of(digests[1]).exists()


def _foreign_figure(figure, *, other):
    scheme = figure.task.scheme
    for row in (scheme, figure.task, figure):
        row.pk, row.organisation = None, other.organisation
    scheme.save()
    figure.task.scheme, figure.task.supplier = scheme, other.units["agriculture"]
    figure.task.submitted_by = figure.task.signed_by = None
    figure.task.save()
    figure.task, figure.unit = figure.task, other.units["agriculture"]
    figure.save()
    return figure


def test_the_log_of_a_removed_county_is_read_by_the_first_that_stands(here, other):
    auditor = other.actor("audit")
    assert not entries_visible_to(auditor).filter(organisation_key=here.pk).exists()
    accounts.add_user(by=other.actor("system"), username="somebody", name="某人")
    accounts.remove_demo(by=THE_SYSTEM, organisation=here)
    seen = entries_visible_to(auditor)
    assert seen.filter(organisation_key=here.pk).count() > 900
    assert seen.filter(organisation_key__isnull=True).exists()
