"""The invented county that ships with the packs: scored without faults, with what it promises."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from kaoji.engine.explain.account import account_of
from kaoji.engine.runs.job import Job, run_job
from kaoji.packs import demo

FOLDER = Path(demo.__file__).parent
FILES = {
    "zhengding-towns": (("towns.csv",), "towns-given.yaml"),
    "qitai-projects": (("projects.csv",), None),
    "qitai-departments": (("departments.csv", "projects.csv"), "departments-given.yaml"),
    "bureau-units": (("staff.csv",), None),
    "bureau-persons": (("staff.csv",), "staff-given.yaml"),
}
SIZES = {
    "zhengding-towns": 7,
    "qitai-projects": 4,
    "qitai-departments": 12,
    "bureau-units": 6,
    "bureau-persons": 12,
}


@pytest.fixture(scope="module")
def results():
    return {pack: scored(pack) for pack in FILES}


def scored(pack):
    facts, given = FILES[pack]
    job = Job(
        pack,
        facts=tuple(FOLDER / name for name in facts),
        subjects=FOLDER / "subjects.csv",
        period="2025",
        given=(FOLDER / given,) if given else (),
    )
    outcome = run_job(job)
    assert [one.as_text() for one in outcome.all_problems if one.severity == "error"] == []
    return outcome.result.as_json()


def of(result, name):
    return next(one for one in result["subjects"] if one["subject"] == name)


@pytest.mark.parametrize("pack", FILES)
def test_everybody_is_scored(results, pack):
    assert len(results[pack]["subjects"]) == SIZES[pack]
    unfinished = [one["subject"] for one in results[pack]["subjects"] if one["status"] != "final"]
    assert unfinished == (["建设局"] if pack == "qitai-departments" else [])


def test_the_last_seat_is_put_to_people(results):
    towns = results["zhengding-towns"]
    [decision] = towns["decisions"]
    assert (decision["seats"], decision["proposed"]) == (2, ["青溪乡"])
    assert sorted(decision["tied"]) == ["云台镇", "白石镇"]
    assert decision["body"] == "县绩效管理工作领导小组"
    totals = {of(towns, name)["total"]["exact"] for name in decision["tied"]}
    assert len(totals) == 1
    assert of(towns, "白石镇")["grades_possible"] == ["先进", "合格"]


def test_a_bar_and_an_unconfirmed_claim(results):
    towns = results["zhengding-towns"]
    assert (of(towns, "金坪镇")["rank"], of(towns, "金坪镇")["grade"]) == (2, "合格")
    assert of(towns, "柳湾乡")["nodes"]["加分"]["exact"] == "0"
    assert of(towns, "荷塘乡")["grade"] == "不合格"


def test_a_missing_figure_leaves_an_interval(results):
    """The missing item is worth 50 of 100, of a part of 30, of the 60 points of the year-end."""
    found = of(results["qitai-departments"], "建设局")
    worst, best = (Fraction(found["interval"][end]) for end in ("worst", "best"))
    whole = Fraction(50, 100) * Fraction(30, 90) * 60
    assert best - worst == whole * 100 / 90  # without a project the rest is taken for the 100
    assert found["grades_possible"] == ["优秀", "良好"]
    assert found["grade"] is None


def test_vetoes_and_projects_reach_the_departments(results):
    found = of(results["qitai-departments"], "市场监督管理局")
    assert (found["grade_before"], found["grade"]) == ("优秀", "合格")
    project = of(results["qitai-projects"], "第二实验小学新建")
    assert project["grade"] == "先进"
    school = of(results["qitai-departments"], "教育局")["nodes"]
    assert school["重点考核/专项绩效@2025年终总评"]["exact"] == "10"


def test_the_bureau(results):
    units, persons = results["bureau-units"], results["bureau-persons"]
    assert (of(units, "办公室")["grade_before"], of(units, "办公室")["grade"]) == ("良好", "达标")
    barred = [
        one["subject"]
        for one in persons["subjects"]
        if "members-barred" in {each["code"] for each in one["consequences"]}
    ]
    assert barred == ["审计信息中心一号", "审计信息中心二号"]
    assert of(persons, "办公室二号")["grade"] == "诫勉"


@pytest.mark.parametrize("pack", FILES)
def test_what_each_part_is_worth_is_earned_lost_or_open(pack):
    facts, given = FILES[pack]
    job = Job(
        pack,
        facts=tuple(FOLDER / name for name in facts),
        subjects=FOLDER / "subjects.csv",
        period="2025",
        given=(FOLDER / given,) if given else (),
        tracing=True,
    )
    made = run_job(job).scored
    run = made.run
    for one in made.result.subjects:
        account = account_of(made, subject=one, node=run.plan.root, period=run.period)
        top = account.as_json()["derivation"]
        assert Fraction(top["in_total"]["worth"]) == Fraction(top["full"])
        parts = [child for child in top["children"] if child["relation"] in ("child", "part")]
        assert sum(Fraction(child["in_total"]["worth"]) for child in parts) == Fraction(top["full"])
        for node in summed(top):
            figures = [Fraction(node["in_total"][key]) for key in ("earned", "lost", "open")]
            assert sum(figures) == Fraction(node["in_total"]["worth"]), node["coordinate"]
            if node["value"] is None and node["full"] and node["lost"]:
                rest = Fraction(node["exact"]) + Fraction(node["lost"]) + Fraction(node["out"] or 0)
                assert rest == Fraction(node["full"]), node["coordinate"]


def summed(node):
    """The node and everything that the total is shared out to."""
    yield node
    for child in node["children"]:
        if child["in_total"] is not None:
            yield from summed(child)
