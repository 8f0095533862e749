"""One run from files: what it comes to, and every way in which it does not come about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kaoji.engine.plinth.bilingual import ENGLISH
from kaoji.engine.runs.job import Job, UsageError, open_scheme, run_job, score_scheme
from kaoji.engine.scheme.load.overlay import Overlay
from kaoji.engine.seal.verify import verify
from tests.engine.runs.offices import BODY, FACTS, FEED, errors, office, scored, totals, write

SUBJECTS = "对象,名称,类\n甲局,,单位\n乙局,,单位\n丙局,,单位\n"


# What comes about -------------------------------------------------------------------------------


def test_a_run_reads_its_feeders_and_finds_its_period(tmp_path):
    outcome = scored(tmp_path)
    assert totals(outcome) == {"甲局": 50, "乙局": 90}
    assert (str(outcome.result.period), outcome.exit_code) == ("2025", 0)


def test_units_come_from_their_own_table_where_there_is_one(tmp_path):
    job = office(tmp_path, subjects=write(tmp_path, "subjects.csv", SUBJECTS))
    assert totals(run_job(job)) == {"甲局": 50, "乙局": 90, "丙局": None}


def test_parameters_reach_the_schemes_that_have_them(tmp_path):
    """60 × 50/200 + 10 × 3; 线 is ours, 力 the feeder's."""
    assert totals(scored(tmp_path, settings=("线=200", "力=3"))) == {"甲局": 45, "乙局": 105}


def test_a_scheme_in_hand_is_scored_with_what_stands_beside_its_file(tmp_path):
    """Changed in memory: 乙 comes from the feeder beside the file all the same."""
    job = office(tmp_path)
    scheme, _problems = open_scheme(job.scheme)
    outcome = score_scheme(replace(scheme, title="改过的"), job=job, overlay=Overlay())
    assert outcome.result.title == "改过的"
    assert totals(outcome) == {"甲局": 50, "乙局": 90}


@pytest.mark.parametrize("text", ["参数: {线: 200}\n", "parameters: {线: 200}\n"])
def test_a_file_of_parameters_does_what_settings_do(tmp_path, text):
    given = write(tmp_path, "given.yaml", text)
    assert totals(scored(tmp_path, given=(given,))) == {"甲局": 35, "乙局": 90}


KNOWN = {
    # A figure of one unit, and a score in the place of a computation.
    "甲局:甲@2025: 100": {"甲局": 80, "乙局": 90},
    "甲局:乙.得分: 5": {"甲局": 35, "乙局": 90},
}


@pytest.mark.parametrize("line", KNOWN)
def test_known_values_are_rows_of_the_facts(tmp_path, line):
    facts = FACTS.replace("甲局,2025,甲,50\n", "") if "甲@" in line else FACTS
    given = write(tmp_path, "given.yaml", f"已知:\n  {line}\n")
    outcome = scored(tmp_path, facts=facts, given=(given,))
    assert errors(outcome) == []
    assert totals(outcome) == KNOWN[line]


def test_a_known_value_that_contradicts_the_table_is_told_at_both_places(tmp_path):
    given = write(tmp_path, "given.yaml", "已知:\n  甲局:甲@2025: 60\n")
    outcome = scored(tmp_path, given=(given,))
    assert "conflicting-facts" in errors(outcome)


@pytest.mark.parametrize("line", ["甲局:甲@: 3", "甲局:甲@去年: 3", "甲局:甲: [1, 2]"])
def test_known_values_at_no_coordinate_are_told(tmp_path, line):
    given = write(tmp_path, "given.yaml", f"已知:\n  {line}\n")
    outcome = scored(tmp_path, given=(given,))
    (problem,) = [one for one in outcome.all_problems if one.code == "bad-coordinate"]
    assert problem.place.line == 2
    assert line.rpartition(":")[0] in problem.message
    assert problem.remedy == "写成 对象:指标@周期，后面跟一个值"


def test_a_day_is_read_as_people_write_it(tmp_path):
    outcome = scored(tmp_path, as_of="2025年6月30日")
    assert outcome.basis.tables.as_of == date(2025, 6, 30)


# What does not come about -----------------------------------------------------------------------


def test_a_scheme_that_is_not_there_is_told(tmp_path):
    outcome = run_job(Job(str(tmp_path / "gone.yaml"), period="2025"))
    assert outcome.scheme is None
    assert (outcome.exit_code, len(outcome.all_problems)) == (1, 1)
    assert outcome.result.scheme == str(tmp_path / "gone.yaml")
    assert str(outcome.result.period) == "2025"


def test_a_scheme_that_is_no_text_gives_no_scheme(tmp_path):
    path = write(tmp_path, "scheme.yaml", "方案: [\n")
    scheme, problems = open_scheme(str(path))
    assert scheme is None
    assert problems[0].place.file == str(path)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"body": BODY.replace("满分", "满份")}, "unknown-name"),
        ({"feed": FEED.replace("力", "历", 1)}, "unknown-name"),
        ({"feed": FEED.replace("满分: 40", "满分: 50")}, "points-sum"),
        ({"settings": ("线",)}, "bad-setting"),
        ({"settings": ("现=3",)}, "unknown-parameter"),
        ({"settings": ("线=很多",)}, "bad-setting"),
        ({"settings": ("线=5000",)}, "default-outside-range"),
    ],
)
def test_nothing_is_scored_under_a_fault(tmp_path, more, code):
    outcome = scored(tmp_path, period="2025", **more)
    assert code in errors(outcome)
    assert (outcome.scored, outcome.exit_code, totals(outcome)) == (None, 1, {})


def test_nothing_was_scored_so_nothing_is_sealed(tmp_path):
    outcome = scored(tmp_path, settings=("线",))
    assert (outcome.inputs, outcome.sealed()) == (None, b"")


def test_a_parameter_is_set_in_one_place(tmp_path):
    """A row for everybody says 300, the call 200: neither wins; rows for one unit may differ."""
    rows = f"{FACTS},,线,300\n"
    outcome = scored(tmp_path, facts=rows, settings=("线=200",))
    assert errors(outcome) == ["conflicting-facts"]
    (problem,) = [one for one in outcome.all_problems if one.severity == "error"]
    assert (problem.place.row, problem.coordinate) == (6, "线")
    assert problem.message == "参数「线」由 --set 或补充文件设为 200，这一行填的是 300"
    assert errors(scored(tmp_path, facts=rows, settings=("线=300",))) == []
    assert errors(scored(tmp_path, facts=rows.replace(",,线", "*,,线"), settings=("线=2",))) != []


def test_units_that_cannot_be_read_at_all_stop_the_run(tmp_path):
    job = office(tmp_path, subjects=write(tmp_path, "subjects.csv", "名字\n甲局\n"))
    outcome = run_job(job)
    assert outcome.scored is None
    assert outcome.exit_code == 1


# Periods and days -------------------------------------------------------------------------------

NO_PERIOD = "对象,指标,数值\n甲局,甲,50\n"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"facts": NO_PERIOD}, "数据表里没有周期：请写明算哪一期，例如加 --period "),
        ({"facts": f"{FACTS}甲局,2024,甲,3\n"}, "数据表里有 2 个周期，请用 --period 选一个："),
        ({"period": "去年"}, "周期「去年」不认识：写成 "),
        ({"period": "2025春"}, "周期「2025春」不认识：写成 "),
        ({"period": "2025Q1"}, "「2025Q1」不是这个方案计分的周期：写成 "),
        ({"as_of": "六月底"}, "--as-of 六月底:"),
    ],
)
def test_a_call_that_leaves_its_period_or_day_open_is_refused(tmp_path, more, told):
    with pytest.raises(UsageError) as refused:
        scored(tmp_path, **more)
    assert str(refused.value).startswith(told)
    assert refused.value.words.told(ENGLISH, **refused.value.figures) != str(refused.value)


def test_facts_without_a_period_are_scored_in_the_one_that_is_asked_for(tmp_path):
    outcome = scored(tmp_path, facts=FACTS.replace("周期,", "").replace("2025,", ""), period="2025")
    assert totals(outcome) == {"甲局": 50, "乙局": 90}


def test_facts_that_cannot_be_read_are_the_reason_why_there_is_no_period(tmp_path):
    """The file is gone: that is told, not that --period is missing."""
    job = replace(office(tmp_path), facts=(tmp_path / "gone.csv",))
    outcome = run_job(job)
    assert outcome.scored is None
    (problem,) = [one for one in outcome.all_problems if one.severity == "error"]
    assert problem.place.file == str(tmp_path / "gone.csv")


# What is told with it ---------------------------------------------------------------------------


def test_a_unit_is_told_its_own_problems_and_those_of_the_run(tmp_path):
    facts = FACTS.replace("甲局,2025,甲,50", "甲局,2025,甲,很多").replace(
        "乙局,2025,丙", "乙局,2025,丁"
    )
    outcome = scored(tmp_path, facts=facts)
    told = {
        one.subject: [problem.coordinate or "" for problem in outcome.problems_concerning(one)]
        for one in outcome.result.subjects
    }
    assert any(one.startswith("甲局:") for one in told["甲局"])
    assert not any(one.startswith("乙局:") for one in told["甲局"])
    assert not any(one.startswith("甲局:") for one in told["乙局"])


def test_the_seal_of_a_run_is_verified_and_its_digest_is_its_last_line(tmp_path):
    outcome = scored(tmp_path, settings=("线=200",))
    sealed = outcome.sealed()
    found = verify(sealed, file="run.kaoji")
    assert (found.problems, found.differences) == ((), ())
    assert outcome.digest
    assert outcome.digest in sealed.decode().splitlines()[-1]
    assert outcome.inputs.scheme is outcome.scheme
