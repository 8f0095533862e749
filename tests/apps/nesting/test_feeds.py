"""Results of one appraisal feed another: to the digit, with their origin, never as zero."""

from __future__ import annotations

import csv
import io
import json
from fractions import Fraction

import pytest

from kaoji.apps.appraisals import actions as appraisals
from kaoji.apps.appraisals.fed import behind, origins_of
from kaoji.apps.appraisals.inputs import inputs_of
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.audit.models import Entry
from kaoji.apps.nesting import actions, queries
from kaoji.apps.nesting.enums import FeedState, Mapping, RunStanding
from kaoji.apps.nesting.models import Feed
from kaoji.web.refusals import Refused
from tests import cast as people
from tests.apps.nesting import nested
from tests.cli.county import call

pytestmark = pytest.mark.django_db
#: What a bureau has beside its projects: 90 throughout.
_NINETY = {
    "重点考核/全局性重点工作": "90", "重点考核/年度目标任务": "90",
    "重点考核/机关作风效能": "90", "公众评议": "90",
}  # fmt: skip
_WEIGHTS = "参数:\n  评议组权重: {值: {县四套班子领导: 100%}}\n"


@pytest.fixture
def filled(parent, held, monkeypatch):
    """The bureaus' own figures, and what the scheme leaves open."""
    from kaoji.apps.appraisals import inputs

    held["qitai-departments"] = nested.figures(parent, _NINETY)
    monkeypatch.setattr(inputs, "_given", lambda _actor, **_told: _WEIGHTS)
    return parent


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def told(run, name):
    return run.standings.get(name=name)


def test_a_projects_score_goes_to_its_lead_bureau(cast, child, filled):
    run = nested.scored_at(child, {"一号工程": "92", "二号工程": "84", "三号工程": "277/3"})
    nested.name(cast, cycle=filled, run=run)
    done = nested.score(cast, cycle=filled)
    # 92 and 84 are 88 in the mean: 8.8 of 10; 277/3 is 先进: 10; who has no project is scaled up.
    assert Fraction(told(done, "住房和城乡建设局").exact) == Fraction("89.8")
    assert Fraction(told(done, "农业农村局").exact) == Fraction(91)
    assert Fraction(told(done, "统计局").exact) == Fraction(90)


def test_what_is_brought_has_its_origin_and_every_digit(cast, child, filled):
    run = nested.scored_at(child, {"一号工程": "92", "三号工程": "277/3"})
    nested.name(cast, cycle=filled, run=run)
    texts, _count = inputs_of(cast.actor("clerk"), cycle=filled)
    fed = {one["对象"]: one for one in rows(texts.facts) if one["方案"] == "qitai-projects"}
    assert {name: one["数值"] for name, one in fed.items()} == {
        "一号工程": "92",
        "三号工程": "277/3",
    }
    for one in fed.values():
        assert one["指标"] == "总分"
        assert str(child) in one["来源"]
        assert "第 1 次" in one["来源"]
        assert run.digest in one["来源"]
    led = [(one["对象"], one["数值"]) for one in rows(texts.facts) if one["指标"] == "承担项目"]
    assert ("住房和城乡建设局", "一号工程") in led
    assert ("统计局", "无") in led


def test_the_score_is_that_of_the_command_and_the_seal_verifies(cast, child, filled, tmp_path):
    run = nested.scored_at(child, {"一号工程": "92", "二号工程": "84", "三号工程": "277/3"})
    nested.name(cast, cycle=filled, run=run)
    done = nested.score(cast, cycle=filled)
    for name, text in (("f.csv", done.facts), ("s.csv", done.subjects), ("g.yaml", done.given)):
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    files = ["--facts", str(tmp_path / "f.csv"), "--subjects", str(tmp_path / "s.csv")]
    given = ["--given", str(tmp_path / "g.yaml")]
    asked = call("score", nested.BUREAU_PACK, *files, *given, "--period", "2025", "--json")
    found = json.loads(asked.out)["subjects"]
    command = {one["subject"]: one["total"]["exact"] for one in found if one["total"]}
    assert {one.subject: one.exact for one in done.standings.all()} == command
    assert len(command) == 8
    (tmp_path / "seal").write_bytes(bytes(done.seal))
    assert call("verify", str(tmp_path / "seal")).code == 0


def test_a_missing_result_is_open_never_zero(cast, child, filled):
    run = nested.scored_at(child, {"一号工程": "92", "二号工程": "84"})
    nested.name(cast, cycle=filled, run=run)
    done = nested.score(cast, cycle=filled)
    waiting = told(done, "农业农村局")
    assert (waiting.status, waiting.exact) == ("incomplete", "")
    assert Fraction(waiting.worst) == 81
    assert Fraction(waiting.best) == 91
    assert told(done, "住房和城乡建设局").status == "final"


def test_a_scoring_for_which_nothing_was_named_says_so(cast, filled):
    # Nobody is said to lead a project: the scheme moves the part out, and it is no zero either.
    done = nested.score(cast, cycle=filled)
    assert {Fraction(one.exact) for one in done.standings.all()} == {Fraction(90)}
    (told_open,) = behind(done)
    assert told_open.is_open
    assert "专项得分" in told_open.told


def test_the_relation_is_read_from_the_facts_where_that_is_named(cast, child, filled, held):
    run = nested.scored_at(child, {"一号工程": "92", "二号工程": "84", "三号工程": "70"})
    led = [one for one in nested.figures(filled, {"承担项目": "三号工程"})
           if one.unit_name == "统计局"]  # fmt: skip
    held["qitai-departments"] = (*held["qitai-departments"], *led)
    nested.name(cast, cycle=filled, run=run, mapping=Mapping.COLLECTED)
    done = nested.score(cast, cycle=filled)
    assert Fraction(told(done, "统计局").exact) == Fraction("81") + 5


def test_each_number_leads_to_the_others_derivation(cast, child, filled):
    run = nested.scored_at(child, {"一号工程": "92", "二号工程": "84", "三号工程": "70"})
    nested.name(cast, cycle=filled, run=run)
    done = nested.score(cast, cycle=filled)
    found = origins_of(cast.actor("clerk"), standing=told(done, "住房和城乡建设局"))
    assert [one.line.word for one in found] == ["一号工程", "二号工程"]
    assert [one.line.href for one in found] == [
        f"/appraisals/standings/{told(run, name).pk}/" for name in ("一号工程", "二号工程")
    ]
    assert all(run.digest[:16] in one.line.told for one in found)
    assert origins_of(cast.actor("clerk"), standing=told(done, "统计局")) == ()
    # A head sees nothing of a result that is not public, also where it feeds his own.
    assert origins_of(cast.actor("head"), standing=told(done, "住房和城乡建设局")) == ()


def test_a_new_scoring_says_which_units_would_change(cast, child, filled):
    first = nested.scored_at(child, {"一号工程": "92", "二号工程": "84", "三号工程": "70"})
    nested.name(cast, cycle=filled, run=first)
    done = nested.score(cast, cycle=filled)
    assert behind(done) == ()
    second = nested.scored_at(child, {"一号工程": "92", "二号工程": "84", "三号工程": "75"})
    (told_behind,) = behind(done)
    assert told_behind.units == ("农业农村局",)
    assert "第 2 次" in told_behind.told
    (line,) = queries.lines_of(cast.actor("clerk"), cycle=filled)
    assert line.is_behind
    assert line.units == ("农业农村局",)
    nested.name(cast, cycle=filled, run=second)
    assert [one.state for one in Feed.objects.order_by("number")] == ["replaced", "named"]
    again = nested.score(cast, cycle=filled, reason="项目异议成立，改用新结果")
    changed = {one.name for one in again.standings.all() if one.exact != told(done, one.name).exact}
    assert changed == {"农业农村局"}
    assert behind(again) == ()
    assert len(behind(done)) == 1


def test_a_grade_goes_to_the_people_of_a_section(cast, held):
    sections = nested.group_of(cast, "处室组", {"办公室": "finance", "信息处": "finance"})
    people_group = nested.group_of(cast, "人员组", {"张三": "办公室", "李四": "信息处"})
    above = nested.scored.cycle_in(
        cast, scheme=nested.pinned(cast, nested.SECTION_PACK), group=sections, title="处室考核",
        subject_kind="处室", period="2025",
    )  # fmt: skip
    own = nested.scored.cycle_in(
        cast, scheme=nested.pinned(cast, nested.PERSON_PACK), group=people_group, title="个人考核",
        subject_kind="人员", period="2025",
    )  # fmt: skip
    run = nested.scored_at(above, {"办公室": "85"}, leaves=("总分",))
    assert told(run, "办公室").grade == "良好"
    nested.name(cast, cycle=own, run=run, key="单位等次", mapping=Mapping.ABOVE)
    texts, _count = inputs_of(cast.actor("clerk"), cycle=own)
    graded = [(one["对象"], one["数值"]) for one in rows(texts.facts) if one["指标"] == "单位等次"]
    assert graded == [("张三", "良好")]
    subjects = {one["对象"]: one for one in rows(texts.subjects)}
    assert subjects["李四"]["上级"] == "信息处"
    assert subjects["信息处"]["类"] == "处室"


def refused(code, act, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    assert caught.value.code == code
    assert caught.value.remedy or caught.value.field


def test_circles_are_refused(cast, child, parent):
    run = nested.scored_at(child, {"一号工程": "92"})
    nested.name(cast, cycle=parent, run=run)
    back = nested.scored_at(parent, {"统计局": "90"}, leaves=("总分",))
    # A scheme declares no circle; of two cycles the rows alone would make one.
    Feed.objects.create(
        organisation=cast.organisation, cycle=child, number=1, key="x", scheme_key="y",
        take="总分", mapping=Mapping.SAME, run=back, basis="z", at=run.asked_at, by_name="某人",
    )  # fmt: skip
    again = nested.scored_at(child, {"一号工程": "93"})
    refused("circular-feed", nested.name, cast, cycle=parent, run=again)


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("not-fed", {"key": "公众评议"}),
        ("mapping-unfit", {"mapping": Mapping.SAME}),
    ],
)
def test_what_does_not_fit_is_refused(cast, child, parent, code, change):
    run = nested.scored_at(child, {"一号工程": "92"})
    refused(code, nested.name, cast, **({"cycle": parent, "run": run} | change))
    assert not Feed.objects.exists()


def test_runs_that_do_not_fit_are_refused(cast, child, parent):
    queued = appraisals.ask_for_run(by=cast.actor("clerk"), cycle=child, reason="试算")
    refused("run-not-done", nested.name, cast, cycle=parent, run=queued)
    queued.delete()
    other = nested.projects(cast, title="试运行的项目", is_trial=True)
    trial = nested.scored_at(other, {"一号工程": "92"})
    refused("trial-feeds-none", nested.name, cast, cycle=parent, run=trial)
    own = nested.scored_at(parent, {"统计局": "90"}, leaves=("总分",))
    refused("scheme-unfit", nested.name, cast, cycle=parent, run=own)
    run = nested.scored_at(child, {"一号工程": "92"})
    Cycle.objects.filter(pk=child.pk).update(period="2024")
    run.refresh_from_db()
    refused("period-unfit", nested.name, cast, cycle=parent, run=run)


def test_a_trial_may_be_fed_by_a_trial(cast):
    child = nested.projects(cast, is_trial=True)
    parent = nested.bureaus(cast, is_trial=True)
    run = nested.scored_at(child, {"一号工程": "92"})
    nested.name(cast, cycle=parent, run=run)
    (line,) = queries.lines_of(cast.actor("clerk"), cycle=parent)
    assert line.standing == RunStanding.TRIAL


def test_the_same_twice_is_refused_and_an_end_is_one(cast, child, parent):
    run = nested.scored_at(child, {"一号工程": "92"})
    feed = nested.name(cast, cycle=parent, run=run)
    refused("named-already", nested.name, cast, cycle=parent, run=run)
    actions.end_feed(by=cast.actor("clerk"), feed=feed, why="重做")
    refused("ended-already", actions.end_feed, by=cast.actor("clerk"), feed=feed, why="重做")
    texts, _count = inputs_of(cast.actor("clerk"), cycle=parent)
    assert "方案" not in texts.facts.splitlines()[0]
    feed.refresh_from_db()
    assert (feed.state, feed.why_ended) == (FeedState.ENDED, "重做")
    acts = Entry.objects.order_by("number").values_list("act", flat=True)
    assert [one for one in acts if one.startswith("nesting.")] == ["nesting.name", "nesting.end"]


def test_of_another_organisation_there_is_nothing(cast, child, parent):
    other = people.county(code="other", name="别县")
    run = nested.scored_at(nested.projects(other), {"一号工程": "92"})
    from django.http import Http404

    with pytest.raises(Http404):
        nested.name(cast, cycle=parent, run=run)


def test_units_do_not_name_results(cast, child, parent):
    run = nested.scored_at(child, {"一号工程": "92"})
    refused("not-allowed", nested.name, cast, cycle=parent, run=run, by="head")


def test_pages_say_it(cast, child, filled):
    from tests.deeds import client_of

    client = client_of(cast, "clerk")
    first = nested.scored_at(child, {"一号工程": "92", "二号工程": "84", "三号工程": "70"})
    nested.name(cast, cycle=filled, run=first)
    done = nested.score(cast, cycle=filled)
    nested.scored_at(child, {"一号工程": "92", "二号工程": "84", "三号工程": "75"})
    here = f"/appraisals/{filled.number}/"
    pages = {
        name: client.get(path).content.decode()
        for name, path in {
            "cycle": here, "run": f"{here}runs/{done.number}/",
            "fed": f"/nesting/{filled.number}/", "desk": "/",
            "unit": f"/appraisals/standings/{told(done, '住房和城乡建设局').pk}/",
        }.items()
    }  # fmt: skip
    assert str(first) in pages["cycle"]
    assert "下级结果已变" in pages["run"]
    assert "会变的单位：农业农村局" in pages["run"]
    assert "下级结果已变" in pages["fed"]
    assert "农业农村局" in pages["fed"]
    assert "结果已变" in pages["desk"]
    link = f"/appraisals/standings/{told(first, '一号工程').pk}/"
    assert link in pages["unit"]
    facts = client.get(f"/nesting/{filled.number}/facts/").content.decode()
    assert facts == inputs_of(cast.actor("clerk"), cycle=filled)[0].facts
