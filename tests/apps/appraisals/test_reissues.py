"""Mid-year re-issue: the cycle goes on by the new version, and what was before stays explained."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.http import Http404
from django.urls import reverse

from kaoji.apps.appraisals import actions
from kaoji.apps.appraisals.kinds import kinds_of
from kaoji.apps.appraisals.models import Reissue, Stage
from kaoji.apps.appraisals.trying import targets_of
from kaoji.apps.appraisals.verdicts import questions_of
from kaoji.apps.audit.models import Entry
from kaoji.apps.facts import actions as facts
from kaoji.apps.facts.models import Setting
from kaoji.apps.facts.parameters import parameters_of
from kaoji.apps.schemes import actions as schemes
from kaoji.engine.seal.verify import verify
from kaoji.web.refusals import Refused
from tests.apps.facts.stage import HALF, REVENUE
from tests.apps.schemes.desk import asked, draft, released, save, text_of
from tests.cast import county
from tests.deeds import client_of

pytestmark = pytest.mark.django_db

NOW = {
    "scheme": None, "basis": "禾考发〔2026〕11号", "reason": "下半年财政收入多占两分",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, settings):
    """Released schemes lie as files beside the data."""
    settings.DATA = tmp_path


def revised(text: str) -> str:
    """The second version: one point more for revenue, the first half by the first."""
    text = text.replace('版本: "2016.1"', '版本: "2026.2"')
    text = text.replace("周期: 年\n", "周期: 年\n各期版本: {中期评估: 按 2016.1}\n", 1)
    text = text.replace("财政收入: {分值: 14,", "财政收入: {分值: 16,")
    text = text.replace("固定资产投资: {分值: 14,", "固定资产投资: {分值: 12,")
    return text.split("\n算例:")[0] + "\n"


@pytest.fixture
def versions(stage):
    """Two released versions of an own scheme, both chosen."""
    scheme = draft(stage.cast)
    save(stage.cast, scheme, text_of(scheme).split("\n算例:")[0] + "\n")
    released(stage.cast, scheme)
    save(stage.cast, scheme, revised(text_of(scheme)))
    made = schemes.release(by=stage.actor("director"), asked=asked(stage.cast, scheme))
    assert made.version == "2026.2"
    by, day = stage.actor("clerk"), date(2026, 1, 1)
    return [
        facts.pin_scheme(by=by, pack=f"own:hean-towns@{one}", begins_on=day)
        for one in ("2016.1", "2026.2")
    ]


@pytest.fixture
def own(stage, shape, versions):
    """A cycle by the first version, its half-year locked, its parameters set, scored once."""
    first = versions[0]
    stage.scheme = first
    known = {one.name: one for one in parameters_of(first)}
    for name, value in (("主要领导权重", "60%"), ("包乡领导权重", "40%")):
        given = facts.Given(value, date(2026, 1, 1), "禾考发〔2026〕1号", date(2026, 1, 5))
        facts.set_parameter(
            by=stage.actor("clerk"), scheme=first, parameter=known[name], given=given, seen=0
        )
    stage.locked(period=HALF)
    made = actions.set_up_cycle(by=stage.actor("clerk"), shape=shape(scheme=first))
    score(stage, made)
    return made


def score(stage, cycle):
    made = actions.ask_for_run(by=stage.actor("clerk"), cycle=cycle, reason="试算")
    made = actions.carry_out_run(made.pk)
    assert made.state == "done", made.fault
    return made


def reissue(stage, cycle, scheme, **changed):
    cycle.refresh_from_db()
    told = NOW | {"scheme": scheme, "version": cycle.version} | changed
    return actions.reissue_cycle(by=stage.actor("clerk"), cycle=cycle, **told)


def test_it_goes_on_by_the_new_version_with_what_was_collected_and_set(stage, own, versions):
    first = own.runs.get()
    made = reissue(stage, own, versions[1])
    own.refresh_from_db()
    assert (own.scheme, made.before, made.number) == (versions[1], versions[0], 1)
    assert made.carried == ["主要领导权重", "包乡领导权重"]
    second = score(stage, own)
    assert (first.scored_by, second.scored_by) == (versions[0], versions[1])
    # The same facts and parameters, whichever version asked for them.
    assert second.facts == first.facts
    assert REVENUE in second.facts
    assert [one for one in second.given.splitlines() if not one.startswith("#")] == [
        one for one in first.given.splitlines() if not one.startswith("#")
    ]
    assert verify(bytes(second.seal), file="run").passed
    # The first half is scored by the first version in both, the year by its own.
    nodes = [json.loads(one.result)["subjects"][0]["nodes"] for one in (first, second)]
    half = f"指标评估/经济发展/财政收入@{HALF}"
    assert nodes[0][half]["exact"] == nodes[1][half]["exact"]
    entry = Entry.objects.get(act="appraisals.reissue")
    assert entry.reason == NOW["reason"]


def test_an_earlier_scoring_is_read_by_the_version_that_it_was_scored_by(stage, own, versions):
    first = own.runs.get()
    reissue(stage, own, versions[1])
    first.refresh_from_db()
    assert first.scored_by == versions[0]
    assert questions_of(first)
    assert targets_of(first)
    page = client_of(stage.cast, "clerk").get(reverse("appraisals:run", args=(own.number, 1)))
    assert "2016.1 版" in page.content.decode()


def test_an_own_scheme_tells_its_kinds(versions):
    assert kinds_of(versions[1]) == ("乡镇",)


def test_what_has_been_set_in_the_new_version_stands(stage, own, versions):
    known = {one.name: one for one in parameters_of(versions[1])}
    given = facts.Given("50%", date(2026, 7, 1), "禾考发〔2026〕12号", date(2026, 6, 10))
    facts.set_parameter(
        by=stage.actor("clerk"), scheme=versions[1], parameter=known["主要领导权重"],
        given=given, seen=0,
    )  # fmt: skip
    made = reissue(stage, own, versions[1])
    assert made.carried == ["包乡领导权重"]
    setting = Setting.objects.get(scheme=versions[1], name="主要领导权重")
    assert [one.value for one in setting.revisions.all()] == ["50%"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"basis": " "}, "text-missing"),
        ({"reason": ""}, "text-missing"),
        ({"version": 99}, "changed_meanwhile"),
    ],
)
def test_what_is_not_said_or_old_is_refused(stage, own, versions, changed, code):
    with pytest.raises(Refused) as refused:
        reissue(stage, own, versions[1], **changed)
    assert refused.value.code == code


def test_the_same_another_and_an_ended_version_are_refused(stage, own, versions):
    other = facts.pin_scheme(
        by=stage.actor("clerk"), pack="zhengding-departments@2016.1", begins_on=date(2026, 1, 1)
    )
    ended = versions[1]
    facts.unpin_scheme(by=stage.actor("clerk"), scheme=ended, ends_on=date(2026, 3, 1))
    for scheme, code in (
        (versions[0], "same-version"), (other, "another-scheme"), (ended, "version-ended"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            reissue(stage, own, scheme)
        assert refused.value.code == code
    assert not Reissue.objects.exists()


@pytest.mark.parametrize(
    ("prepare", "code"),
    [
        (lambda own: own.runs.update(state="queued"), "run-under-way"),
        (
            lambda own: Stage.objects.filter(cycle=own, kind="public").update(state="open"),
            "already-decided",
        ),
        (lambda own: type(own).objects.filter(pk=own.pk).update(state="closed"), "cycle-closed"),
    ],
)
def test_not_while_it_is_scored_nor_when_something_is_done_with_the_result(
    stage, own, versions, prepare, code
):
    prepare(own)
    with pytest.raises(Refused) as refused:
        reissue(stage, own, versions[1])
    assert refused.value.code == code


def test_on_the_page(stage, own, versions):
    browser = client_of(stage.cast, "clerk")
    address = reverse("appraisals:cycle", args=(own.number,))
    assert "换用新版方案" in browser.get(address).content.decode()
    told = {"scheme": versions[1].pk, "basis": NOW["basis"], "reason": "", "version": own.version}
    form = reverse("appraisals:reissue", args=(own.number,))
    kept = browser.post(form, told).content.decode()
    assert NOW["basis"] in kept, "what was typed stays"
    answer = browser.post(form, told | {"reason": NOW["reason"]})
    assert answer["Location"] == address
    shown = browser.get(address).content.decode()
    assert "从 2016.1 版换到 2026.2 版" in shown
    assert "沿用的参数：主要领导权重、包乡领导权重" in shown


def test_where_there_is_no_other_version_the_page_says_what_comes_first(stage, own, versions):
    versions[1].delete()
    form = reverse("appraisals:reissue", args=(own.number,))
    page = client_of(stage.cast, "clerk").get(form).content.decode()
    assert "没有选定同一方案的其他版本" in page
    assert reverse("facts:scheme-pin") in page
    assert "<textarea" not in page


def test_nobody_takes_the_version_of_another_organisation(stage, own, versions):
    foreign = county(code="other", name="邻县")
    theirs = facts.pin_scheme(
        by=foreign.actor("clerk"), pack="zhengding-towns@2016.1", begins_on=date(2026, 1, 1)
    )
    shown = client_of(stage.cast, "clerk").get(reverse("appraisals:reissue", args=(own.number,)))
    assert f'value="{theirs.pk}"' not in shown.content.decode()
    with pytest.raises(Http404):
        reissue(stage, own, theirs)
    assert not Reissue.objects.exists()
