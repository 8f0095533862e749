"""Pages: what each shows, whom it lets in, what it asks of the database."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kaoji.apps.appraisals import actions
from kaoji.apps.appraisals.enums import RunState, StageKind
from kaoji.apps.appraisals.models import Cycle, Run
from kaoji.apps.audit.models import Entry
from tests import factories
from tests.apps.appraisals import scored
from tests.apps.appraisals.deeds import told_cycle
from tests.costs import MOST_QUERIES

pytestmark = pytest.mark.django_db


def page(stage, who, name, *args, **query):
    client = factories.signed_in(stage.cast.people[who])
    return client.get(reverse(f"appraisals:{name}", args=args), query)


def post(stage, who, name, *args, **data):
    client = factories.signed_in(stage.cast.people[who])
    return client.post(reverse(f"appraisals:{name}", args=args), data)


def text_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def words_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def whole(stage):
    """A cycle over the demonstration's year."""
    return scored.cycle_in(stage.cast, scheme=stage.scheme)


class TestSettingUp:
    def test_the_form_offers_the_schemes_kinds_and_usual_days(self, stage):
        answer = page(stage, "clerk", "set-up")
        text = text_of(answer)
        assert f'value="{stage.scheme.pk}|乡镇"' in text
        assert 'name="days_collect" value="10"' in text

    def test_it_is_set_up_with_the_stages_that_have_days(self, stage):
        answer = post(stage, "clerk", "set-up", **told_cycle(stage.cast, stage.scheme))
        made = Cycle.objects.get()
        assert answer["Location"] == reverse("appraisals:cycle", args=(made.number,))
        found = [(one.kind, one.window_days, one.owner_name) for one in made.stages.all()]
        assert found == [("collect", 5, "统计局"), ("score", 3, "")]

    def test_what_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost(self, stage):
        told = told_cycle(stage.cast, stage.scheme) | {"period": "某年", "title": "年度考核"}
        text = text_of(post(stage, "clerk", "set-up", **told))
        assert "周期“某年”不认识" in text
        assert 'value="年度考核"' in text
        assert not Cycle.objects.exists()

    def test_days_out_of_range_are_told(self, stage):
        told = told_cycle(stage.cast, stage.scheme) | {"days_score": "900"}
        assert "超过上限 250" in text_of(post(stage, "clerk", "set-up", **told))
        assert not Cycle.objects.exists()

    def test_without_a_scheme_it_leads_to_choosing_one(self, stage):
        stage.scheme.delete()
        assert "还没有选定方案" in text_of(page(stage, "clerk", "set-up"))


class TestCycle:
    def test_stages_are_told_with_what_may_be_done_next(self, stage, whole):
        text = words_of(page(stage, "clerk", "cycle", whole.number))
        assert "数据采集和自评" in text
        assert "开始“数据采集和自评”" in text
        assert "还没有计过分" in text

    def test_a_stage_is_begun_and_ended_from_the_page(self, stage, whole):
        post(stage, "clerk", "begin", whole.number, 1, version=1)
        text = words_of(page(stage, "clerk", "cycle", whole.number))
        assert "完成“数据采集和自评”" in text
        assert "6月22日前" in text, "five working days after the 12th, the festival not counted"
        post(stage, "clerk", "end", whole.number, 1, version=2, note="各单位已报齐")
        text = words_of(page(stage, "clerk", "cycle", whole.number))
        assert "各单位已报齐" in text
        assert "开始“计分”" in text

    def test_an_old_page_moves_nothing_and_keeps_the_note(self, stage, whole):
        post(stage, "clerk", "begin", whole.number, 1, version=1)
        text = text_of(post(stage, "clerk", "end", whole.number, 1, version=1, note="各单位已报齐"))
        assert "已被别人改过" in text
        assert "各单位已报齐</textarea>" in text
        assert post(stage, "clerk", "begin", whole.number, 1, version="x").status_code == 409

    def test_a_stage_past_its_day_is_marked(self, stage, whole):
        post(stage, "clerk", "begin", whole.number, 1, version=1)
        whole.stages.filter(order=1).update(due_on=date(2026, 6, 11))
        text = page(stage, "clerk", "cycle", whole.number).content.decode()
        assert "kj-status-late" in text
        assert "已过期" in text

    def test_one_button_is_solid(self, stage, whole):
        for _each in range(2):
            text = page(stage, "clerk", "cycle", whole.number).content.decode()
            assert text.count("kj-button-main") == 1
            post(stage, "clerk", "begin", whole.number, 1, version=1)

    def test_scoring_is_asked_for_and_told_until_it_is_done(self, stage, whole):
        actions.begin_stage(by=stage.actor("clerk"), stage=whole.stages.first(), version=1)
        assert post(stage, "clerk", "score", whole.number, reason="第一次试算").status_code == 302
        text = words_of(page(stage, "clerk", "cycle", whole.number))
        assert "正在计分" in text
        assert "第 1 次" in text
        assert "看算完没有" in words_of(page(stage, "clerk", "run", whole.number, 1))

    def test_a_run_that_failed_says_why_and_what_to_do(self, stage, whole):
        run = scored.run_in(whole, given="参数:\n  没有这个参数: 1\n")
        assert run.state == RunState.FAILED
        text = words_of(page(stage, "clerk", "run", whole.number, 1))
        assert run.fault[:12] in text
        assert "再计一次分" in text

    def test_a_leader_sees_and_does_nothing(self, stage, whole):
        text = page(stage, "leader", "cycle", whole.number).content.decode()
        assert "kj-button-main" not in text
        assert post(stage, "leader", "begin", whole.number, 1, version=1).status_code == 404


class TestList:
    def test_periods_narrow_it(self, stage, whole):
        scored.cycle_in(stage.cast, scheme=stage.scheme, period="2024", title="上年考核")
        text = words_of(page(stage, "clerk", "list", period="2025"))
        assert "乡镇绩效考核" in text
        assert "上年考核" not in text

    def test_a_unit_sees_the_cycles_that_it_is_in(self, stage, whole):
        assert "乡镇绩效考核" in words_of(page(stage, "head", "list"))
        bureaus = stage.cast.groups["bureaus"]
        other = scored.cycle_in(stage.cast, scheme=stage.scheme, group=bureaus, title="部门考核")
        assert "部门考核" not in words_of(page(stage, "head", "list"))
        assert page(stage, "head", "cycle", other.number).status_code == 404


class TestWhoSeesWhat:
    def test_a_unit_sees_its_own_result_only_once_it_is_public(self, stage, whole):
        run = scored.run_in(whole)
        own = run.standings.get(name="鹤汀镇")
        foreign = run.standings.get(name="澄湾镇")
        assert page(stage, "head", "standing", own.pk).status_code == 404
        assert "公示开始以后" in words_of(page(stage, "head", "cycle", whole.number))
        scored.make_public(whole)
        for who in ("head", "liaison"):
            assert page(stage, who, "standing", own.pk).status_code == 200
            assert page(stage, who, "standing", foreign.pk).status_code == 404
            assert page(stage, who, "run", whole.number, 1).status_code == 404
        assert "99.42" in words_of(page(stage, "head", "cycle", whole.number))
        assert page(stage, "second_head", "standing", foreign.pk).status_code == 200

    def test_of_several_runs_a_unit_sees_the_last(self, stage, whole):
        first, last = scored.run_in(whole), scored.run_in(whole, reason="再算")
        scored.make_public(whole)
        codes = [
            page(stage, "head", "standing", one.standings.get(name="鹤汀镇").pk).status_code
            for one in (first, last)
        ]
        assert codes == [404, 200]

    def test_nothing_of_a_trial_is_shown_to_units(self, stage):
        trial = scored.cycle_in(stage.cast, scheme=stage.scheme, is_trial=True)
        run = scored.run_in(trial)
        scored.make_public(trial)
        assert "试运行" in words_of(page(stage, "clerk", "run", trial.number, 1))
        own = run.standings.get(name="鹤汀镇")
        assert page(stage, "head", "standing", own.pk).status_code == 404

    def test_a_unit_is_told_the_composite_of_leaders_marks_only(self, stage, whole):
        run = scored.run_in(whole)
        scored.make_public(whole)
        key = run.standings.get(name="鹤汀镇").pk
        asked = {"node": "领导评估@2025中期评估"}
        assert "汇集为 9.3" in words_of(page(stage, "clerk", "standing", key, **asked))
        own = words_of(page(stage, "head", "standing", key, **asked))
        assert "得 9.24 分" in own
        assert "汇集为" not in own
        assert "澄湾镇" not in own.partition("等次怎么定的")[0], "nobody else's figures"


@pytest.mark.parametrize(
    ("name", "who"),
    [("list", "clerk"), ("cycle", "clerk"), ("cycle", "head"), ("run", "clerk"),
     ("standing", "clerk"), ("standing", "head"), ("compare", "clerk"), ("set-up", "clerk")],
)  # fmt: skip
def test_few_questions_to_the_database(stage, whole, name, who):
    run = scored.run_in(whole)
    scored.run_in(whole, reason="再算")
    scored.make_public(whole)
    last = Run.objects.get(number=2)
    standing = last.standings.get(name="鹤汀镇")
    args = {"cycle": (whole.number,), "run": (whole.number, 2), "standing": (standing.pk,),
            "compare": (whole.number, 2)}.get(name, ())  # fmt: skip
    client = factories.signed_in(stage.cast.people[who])
    path = reverse(f"appraisals:{name}", args=args)
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(path)
    assert len(asked) <= MOST_QUERIES, [one["sql"][:160] for one in asked]
    assert run.number == 1


def test_every_download_is_in_the_log(stage, whole):
    run = scored.run_in(whole)
    key = run.standings.get(name="鹤汀镇").pk
    for name, args, act in (
        ("seal", (whole.number, 1), "appraisals.download_seal"),
        ("sheet", (whole.number, 1), "appraisals.download_paper"),
        ("account", (key,), "appraisals.download_paper"),
        ("formulas", (key,), "appraisals.download_paper"),
    ):
        before = Entry.objects.filter(act=act).count()
        answer = page(stage, "clerk", name, *args)
        assert answer.status_code == 200, name
        assert "attachment" in answer["Content-Disposition"]
        assert Entry.objects.filter(act=act).count() == before + 1, name


def test_the_kinds_of_stages_all_have_usual_days():
    from kaoji.apps.appraisals.forms import USUAL_DAYS

    assert list(USUAL_DAYS) == list(StageKind)
