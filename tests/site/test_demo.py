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
from kaoji.apps.appraisals.models import Cycle, Final, Objection, Publication
from kaoji.apps.audit.keeping import examined
from kaoji.apps.audit.models import Entry
from kaoji.apps.audit.queries import entries_visible_to, head_now
from kaoji.apps.facts.enums import Channel, DisputeOutcome, Mark, TaskState
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
from kaoji.engine.seal.verify import verify
from kaoji.packs import demo as engine_demo
from kaoji.site.demo import building, people
from kaoji.site.demo.days import USUAL_TODAY, present
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


def test_forty_eight_units_in_three_groups(here):
    states = in_force(UnitState.objects.filter(organisation=here).select_related("group"))
    groups = Counter(one.group.name for one in states if one.group)
    assert groups == {"乡镇组": 16, "部门组": 26, "审计局处室组": 6}
    assert groups.total() == 48


def test_the_units_of_the_demonstration_are_among_them(here):
    names = set(UnitState.objects.filter(organisation=here).values_list("name", flat=True))
    text = (Path(engine_demo.__file__).parent / "subjects.csv").read_text(encoding="utf-8")
    rows = [line.split(",") for line in text.splitlines()[1:]]
    wanted = {row[0] for row in rows if row[2] in ("乡镇", "部门", "处室", "单位")}
    assert len(wanted) == 25
    assert wanted <= names


def test_three_hundred_people_in_every_role(here):
    users = User.objects.filter(organisation=here)
    assert users.count() == 300
    assert len(set(users.values_list("name", flat=True))) == 300
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
        "zhengding-towns", "zhengding-departments", "bureau-units",
    }  # fmt: skip
    # 9 keys and 3 lists of the townships, 7 keys of the departments, 9 of the bureau's sections.
    assert Counter(
        FactSource.objects.filter(organisation=here).values_list("scheme__scheme_key", flat=True)
    ) == {"zhengding-towns": 12, "zhengding-departments": 7, "bureau-units": 9}


def test_a_year_and_a_half_is_there_by_quarter_and_half_year(here):
    periods = set(CollectionTask.objects.filter(organisation=here).values_list("period", flat=True))
    assert periods == {
        "2025Q1", "2025Q2", "2025Q3", "2025Q4", "2026Q1", "2026Q2", "2026Q3",
        "2025中期评估", "2025年终评估", "2026中期评估", "2025",
    }  # fmt: skip
    figures = Figure.objects.filter(organisation=here)
    assert set(figures.values_list("period", flat=True)) == periods - {"2026Q3"}
    assert figures.count() > 1500


def test_honours_faults_ballots_and_parameters_with_their_history_are_there(here):
    mine = {"organisation": here}
    lists = {(one.key, one.period): one for one in TaskList.objects.filter(**mine)}
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
    setting = Setting.objects.get(**mine, name="主要领导权重")
    told = setting.revisions.order_by("number").values_list("value", "paper")
    assert list(told) == [("60%", "禾考发〔2025〕1号"), ("50%", "禾考发〔2026〕2号")]
    assert setting.revisions.get(number=2).reason


def test_some_figures_are_late_disputed_missing_or_corrected(here):
    mine = {"organisation": here}
    under_way = (TaskState.COLLECTING, TaskState.TO_SIGN)
    late = CollectionTask.objects.filter(**mine, state__in=under_way, due_on__lt=TODAY)
    assert late.count() == 7
    assert [one.title for one in late if not one.figures.exists()]
    outcomes = Counter(Dispute.objects.filter(**mine).values_list("outcome", flat=True))
    assert outcomes[DisputeOutcome.OPEN] == 6
    assert outcomes[DisputeOutcome.UPHELD] >= 3
    assert outcomes[DisputeOutcome.CORRECTED] >= 3
    mended = FigureRevision.objects.filter(**mine, number=2)
    # Six were missing when the towns were first scored, one was objected to in public.
    assert mended.count() == outcomes[DisputeOutcome.CORRECTED] + 6 + 1
    assert all(one.reason and one.channel == Channel.FORM for one in mended)
    assert Figure.objects.filter(**mine, mark=Mark.MISSING, typed="缺").count() >= 10
    assert Draft.objects.filter(**mine).count() == 3
    states = set(CollectionTask.objects.filter(**mine).values_list("state", flat=True))
    # No rating has been sealed in this county yet.
    assert states == set(TaskState.values) - {TaskState.SEALED}
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
    assert acts["accounts.add_user"] == 297
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


# --- the towns' year ------------------------------------------------------------------------------

UNCHANGED = {"status", "total", "grade", "rank"}


@pytest.fixture
def year(here):
    """Last year's appraisal of the towns."""
    return Cycle.objects.get(organisation=here, period="2025")


def test_last_year_has_come_to_its_end_and_this_one_is_under_way(here, year):
    assert year.state == CycleState.CLOSED
    assert not year.stages.exclude(state="done").exists()
    present = Cycle.objects.get(organisation=here, period="2026")
    assert present.state == CycleState.RUNNING
    assert present.runs.get().state == RunState.DONE


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
    states = list(Publication.objects.order_by("number").values_list("state", flat=True))
    assert states == ["replaced", "public"]
    final = Final.objects.get()
    assert final.run == year.runs.get(number=3)
    assert final.proposed_by != final.confirmed_by


def test_every_score_is_what_the_command_says_and_its_seal_verifies(year, tmp_path):
    for run in year.runs.all():
        assert verify(bytes(run.seal), file="run").passed
        paths = {name: tmp_path / name for name in ("facts.csv", "subjects.csv", "given.yaml")}
        for path, text in zip(paths.values(), (run.facts, run.subjects, run.given), strict=True):
            path.write_text(text, encoding="utf-8", newline="")
        words = ["score", year.scheme.pack, "--period", "2025", "--json"]
        words += ["--facts", str(paths["facts.csv"]), "--subjects", str(paths["subjects.csv"])]
        told = json.loads(call(*words, "--given", str(paths["given.yaml"])).out)
        here = {one["subject"]: one for one in json.loads(run.result)["subjects"]}
        assert len(told["subjects"]) == 16
        for one in told["subjects"]:
            same = {name: one[name] for name in UNCHANGED}
            assert same == {name: here[one["subject"]][name] for name in UNCHANGED}


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
