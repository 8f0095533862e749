"""A run tried with something changed: what it comes to, and what refuses it."""

from __future__ import annotations

import pytest

from kaoji.engine.runs.job import run_job
from kaoji.engine.runs.trying import run_whatif, try_on
from tests.engine.runs.offices import BODY, FACTS, HEAD, office, write

#: As it stands: 甲局 60 × 50/100 + 10 × 2 = 50, 乙局 60 + 15 × 2 = 90.
BEFORE = {"甲局": "50", "乙局": "90"}


def trial(folder, *changes, draft=None, **more):
    return run_whatif(office(folder, **more), changes=changes, draft=draft)


def after(tried):
    told = tried.as_json()["subjects"]
    assert {one["subject"]: one["before"]["total"]["exact"] for one in told} == BEFORE
    return {one["subject"]: one["after"]["total"]["exact"] for one in told}


def errors(tried):
    return [one.code for one in tried.problems if one.severity == "error"]


CHANGES = {
    # 60 × 75/100 + 20.
    "甲局:甲@2025=75": {"甲局": "65", "乙局": "90"},
    # A figure that only the feeder reads: 30 + 11 × 2.
    "甲局:丙=11": {"甲局": "52", "乙局": "90"},
    # A parameter of ours, and one of the feeder: 60 × 50/200 + 20; 30 + 10 × 1.
    "参数:线=200": {"甲局": "35", "乙局": "90"},
    # Another formula: 50/10 + 20, 200/10 + 30.
    "甲.算式=数值 / 10": {"甲局": "25", "乙局": "50"},
}


@pytest.mark.parametrize("change", CHANGES)
def test_each_kind_of_change_is_scored_beside_what_is_there(tmp_path, change):
    tried = trial(tmp_path, change)
    assert errors(tried) == []
    assert after(tried) == CHANGES[change]
    assert tried.exit_code == 0


def test_changes_are_told_in_the_order_in_which_they_were_written(tmp_path):
    changes = ("参数:线=200", "甲局:甲=75", "甲.依据=第三条", "乙局:甲=100")
    tried = trial(tmp_path, *changes)
    told = [(one["target"], one["before"], one["after"]) for one in tried.as_json()["changes"]]
    assert told == [
        ("参数:线", "100", "200"), ("甲局:甲", "50", "75"), ("甲.依据", None, "第三条"),
        ("乙局:甲", "200", "100"),
    ]  # fmt: skip
    assert after(tried) == {"甲局": "42.5", "乙局": "60"}


def test_what_the_run_had_set_stays_set(tmp_path):
    """线 is 200 by the call: 60 × 75/200 + 20, and 60 × 100/200 + 30."""
    job = office(tmp_path, settings=("线=200",))
    tried = run_whatif(job, changes=("甲局:甲=75", "乙局:甲=100"))
    told = {one["subject"]: one["after"]["total"]["exact"] for one in tried.as_json()["subjects"]}
    assert told == {"甲局": "42.5", "乙局": "60"}


# Drafts -----------------------------------------------------------------------------------------

DRAFT = BODY.replace("分值: 60", "分值: 50").replace("分值: 40", "分值: 50")


def draft(folder, body, *, key="trial", version="2"):
    feed = HEAD.format(key="feed50", version="1") + "满分: 50\n指标: {丙: {分值: 50}}\n"
    write(folder, "feed50.yaml", feed)
    text = HEAD.format(key=key, version=version) + body.replace("feed.yaml", "feed50.yaml")
    return str(write(folder, "draft.yaml", text))


def test_a_draft_is_scored_over_the_facts_of_the_scheme(tmp_path):
    """50 × 50/100 + 10; 50 + 15."""
    tried = trial(tmp_path, draft=draft(tmp_path, DRAFT))
    assert errors(tried) == []
    assert after(tried) == {"甲局": "35", "乙局": "65"}
    assert tried.draft.version == "2"


def test_a_draft_may_be_changed_too(tmp_path):
    """50/10 + 40; 200/10 + 15."""
    changes = ("甲.算式=数值 / 10", "甲局:丙=40")
    tried = trial(tmp_path, *changes, draft=draft(tmp_path, DRAFT))
    assert after(tried) == {"甲局": "45", "乙局": "35"}


def test_a_draft_under_another_name_stands_where_the_scheme_stood(tmp_path):
    tried = trial(tmp_path, draft=draft(tmp_path, DRAFT, key="trial-2026"))
    assert after(tried) == {"甲局": "35", "乙局": "65"}


def test_faulty_facts_refuse_only_their_unit_under_a_draft(tmp_path):
    """200 of 乙局 is beyond what the draft allows; without the draft it would be nobody's fault."""
    body = DRAFT.replace("0..1000", "0..100")
    tried = trial(tmp_path, draft=draft(tmp_path, body))
    told = {one["subject"]: one["after"]["status"] for one in tried.as_json()["subjects"]}
    assert told["甲局"] == "final"
    assert told["乙局"] != "final"
    assert "out-of-range" in errors(tried)


LISTS = BODY + "加分: {条目: {}, 每条: 1, 上限: 5}\n"
ROWS = FACTS.replace("数值", "数值,件数") + "甲局,2025,加分,,2\n"


def test_a_list_that_a_draft_has_not_cannot_stay_open(tmp_path):
    """加分 is open while the year goes on; the draft has none, so it is told of no open list."""
    job = office(tmp_path, body=LISTS, facts=ROWS, open_paths=("加分",))
    found = run_job(job)
    assert [one.status for one in found.result.subjects] == ["incomplete", "incomplete"]
    tried = try_on(found, job=job, changes=(), draft=draft(tmp_path, DRAFT))
    told = {one["subject"]: one["after"]["status"] for one in tried.as_json()["subjects"]}
    assert told == {"甲局": "final", "乙局": "final"}
    assert "unknown-open-path" not in [one.code for one in tried.problems]


# Refusals ---------------------------------------------------------------------------------------


def test_a_run_that_did_not_come_about_is_not_tried(tmp_path):
    tried = trial(tmp_path, "甲局:甲=75", settings=("线=很多",))
    assert tried.trial is None
    assert errors(tried) == ["bad-setting"]
    assert tried.exit_code == 1
    assert tried.as_json()["subjects"] == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("甲局", "bad-change"),
        ("丁局:甲=3", "unknown-subject"),
        ("甲局:甲=很多", "not-a-number"),
        ("甲局:甲=5000", "out-of-range"),
        ("参数:现=3", "unknown-parameter"),
        ("参数:线=5000", "default-outside-range"),
        ("甲.分直=3", "change-not-found"),
        ("甲.分值=70", "points-sum"),
        ("甲.算式=数值 +", "missing-operand"),
    ],
)
def test_a_change_that_cannot_be_refuses_the_trial(tmp_path, change, code):
    tried = trial(tmp_path, change)
    assert code in errors(tried)
    assert (tried.trial, tried.exit_code) == (None, 1)
    told = tried.as_json()
    assert (told["subjects"], told["changes"]) == ([], [])


def test_all_refusals_are_told_at_once(tmp_path):
    tried = trial(tmp_path, "甲局", "丁局:甲=3", "甲.分直=3", "参数:现=3")
    assert sorted(errors(tried)) == [
        "bad-change", "change-not-found", "unknown-parameter", "unknown-subject",
    ]  # fmt: skip


def test_a_draft_that_is_not_there_is_told_beside_the_faults_of_the_facts(tmp_path):
    tried = trial(tmp_path, "丁局:甲=3", draft=str(tmp_path / "gone.yaml"))
    assert "unknown-subject" in errors(tried)
    assert len(errors(tried)) == 2
    assert tried.draft is None


@pytest.mark.parametrize("body", ["指标: [\n", DRAFT.replace("分值: 50", "分直: 50", 1)])
def test_a_draft_with_errors_is_told(tmp_path, body):
    broken = draft(tmp_path, body)
    tried = trial(tmp_path, draft=broken)
    assert (tried.trial, tried.draft) == (None, None)
    assert {one.place.file for one in tried.problems if one.severity == "error"} == {broken}


def test_what_was_wrong_before_refuses_nothing(tmp_path):
    """乙局's figure cannot be read, with and without the change: 甲局 is tried all the same."""
    facts = FACTS.replace("乙局,2025,甲,200", "乙局,2025,甲,很多")
    tried = trial(tmp_path, "甲局:甲=75", facts=facts)
    told = {one["subject"]: one["after"]["total"] for one in tried.as_json()["subjects"]}
    assert told["甲局"]["exact"] == "65"
    assert told["乙局"] is None
    assert "not-a-number" in errors(tried)
    assert tried.exit_code == 1


def test_notes_of_the_job_are_not_told_twice(tmp_path):
    """What scoring says of the job is told by scoring; a trial tells its errors only."""
    job = office(tmp_path, facts=f"{FACTS}丙局,2025,丁,3\n")
    found = run_job(job)
    tried = try_on(found, job=job, changes=("甲局:甲=75",))
    own = set(found.all_problems)
    assert all(one.severity == "error" or one not in own for one in tried.problems)
