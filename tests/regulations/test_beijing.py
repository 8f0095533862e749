"""北京: the tree of the text, what is refused, and what is told without touching a point."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaoji.engine.runs.job import open_scheme
from tests.golden.load import case
from tests.regulations import translate_beijing
from tests.regulations.scoring import score_rows
from tests.regulations.translated import row

ONE, YEAR = "甲委", "2011"
#: Half of everything: 17.5 + 10 + 20 + 2.5.
HALF = {
    "职责任务": "12.5",
    "领导考评": "5",
    "依法行政": "6",
    "能力建设": "4",
    "服务中央": "4",
    "服务基层": "6",
    "公众评价": "50",
    "创新创优": "2.5",
}
INDICATORS = tuple(HALF)


def scored(rows=(), *, marks=None, folder, **parameters):
    own = [row(ONE, key=key, value=value, at=YEAR) for key, value in (marks or HALF).items()]
    result = score_rows(
        "beijing-departments",
        rows=[*own, *rows],
        subjects=[{"对象": ONE, "类": "部门"}],
        parameters=translate_beijing.OPEN | parameters,
        period=YEAR,
        folder=folder,
    )
    return result["subjects"][0]


def taken(field, amount, **more):
    cells = {"日期": f"{YEAR}-05-01", "编号": f"{field}{amount}", "文号": "文", "状态": "已认定"}
    return row(ONE, key=field, value=amount, **cells | more)


def opinions(names=INDICATORS):
    return [row(ONE, key="评价意见", 日期=f"{YEAR}-12-01", 所评指标=name) for name in names]


def test_the_tree_is_that_of_the_text():
    run = translate_beijing.TRANSLATIONS["G-041"](case("G-041"))
    wanted = run.expected["scheme"]
    scheme, problems = open_scheme(run.pack)
    valid = not [one for one in problems if one.severity != "note"]
    dimensions = [one for one in scheme.root.children if one.key in wanted["weights"]]
    points = {one.key: Fraction(one.points.text) for one in dimensions}
    sizes = [len(one.children) or 1 for one in dimensions]
    assert valid is wanted["valid"]
    assert points == {name: Fraction(text) for name, text in wanted["weights"].items()}
    assert (sum(points.values()), sizes) == (Fraction(wanted["sum"]), wanted["sizes"])
    assert sum(sizes) == wanted["indicators"]


def test_a_department_from_its_leaves(tmp_path):
    # 12.5 + 5 + 6 + 4 + 4 + 6 + 20 × 50 % + 2.5 = 50; 3 + 2×0.5 - withdrawn: 50 - 4 = 46.
    rows = [taken("勤政廉政", "3"), taken("预算支出", "0.5", 件数=2)]
    rows += [taken("安全生产", "6", 状态="已撤销"), *opinions()]
    found = scored(rows, folder=tmp_path)
    assert (found["status"], found["problems"], found["grade"]) == ("final", [], None)
    assert found["total"]["exact"] == "46"
    assert found["nodes"]["服务效果"]["exact"] == "20"


@pytest.mark.parametrize(
    ("marks", "about"),
    [
        ({"职责任务": "25.1"}, "职责任务"),
        ({"领导考评": "10.01"}, "领导考评"),
        ({"公众评价": "100.5"}, "公众评价"),
        ({"创新创优": "6"}, "创新创优"),
    ],
)
def test_marks_beyond_their_points_are_refused(marks, about, tmp_path):
    found = scored(marks=HALF | marks, folder=tmp_path)
    assert found["status"] == "refused"
    assert any(about in str(one) for one in found["problems"])


@pytest.mark.parametrize(
    ("row_of", "code"),
    [
        (taken("安全生产", "2", 状态=""), "state-required"),
        (taken("安全生产", "-2"), "out-of-range"),
        (taken("绩效管理", "2"), "unknown-key"),
    ],
)
def test_deductions_that_nobody_decided_are_refused(row_of, code, tmp_path):
    found = scored([row_of], folder=tmp_path)
    assert found["status"] == "refused"
    assert code in [one["code"] for one in found["problems"]]


def test_a_deduction_without_a_paper_is_told(tmp_path):
    found = scored([taken("安全生产", "2", 文号=""), *opinions()], folder=tmp_path)
    assert [one["code"] for one in found["problems"]] == ["requirement-warning"]
    assert found["total"]["exact"] == "48"


@pytest.mark.parametrize("left_out", INDICATORS)
def test_an_indicator_without_an_opinion_is_told(left_out, tmp_path):
    names = [name for name in INDICATORS if name != left_out]
    found = scored(opinions(names), folder=tmp_path)
    assert [one["code"] for one in found["problems"]] == ["requirement-warning"]
    assert (found["status"], found["total"]["exact"]) == ("final", "50")


def test_points_that_the_city_has_not_set_stop_the_score(tmp_path):
    rows = [row(ONE, key=key, value=value, at=YEAR) for key, value in HALF.items()]
    result = score_rows(
        "beijing-departments",
        rows=rows,
        subjects=[{"对象": ONE, "类": "部门"}],
        parameters={"职责任务分值": "25", "依法行政分值": "12"},
        period=YEAR,
        folder=tmp_path,
    )
    [found] = result["subjects"]
    assert found["status"] == "refused"
    assert "open-parameter" in {one["code"] for one in (*found["problems"], *result["problems"])}
