"""肥城: what a visit must hold, what is refused, and what stays open while nobody has set it."""

from __future__ import annotations

import pytest

from tests.oracles import feicheng
from tests.regulations.scoring import score_rows
from tests.regulations.translate_feicheng import GROUPS, OPEN, PACK
from tests.regulations.translated import row

ONE, YEAR = "甲局", "2013"
POINTS = dict(zip(GROUPS, ("40", "36", "14"), strict=True))
GIVEN = [row(ONE, key=name, value=points, at=YEAR) for name, points in POINTS.items()]
VISIT = [
    row(ONE, key="评估环节", 日期="2013-09-02", 编号=step, 环节=step) for step in feicheng.STEPS
]
LINES = ("优秀线", "良好线", "合格线")


def bodies(there, looked_at):
    counts = {"下属事业单位数": there, "抽查下属单位数": looked_at}
    return [row(ONE, key=key, value=count, at=YEAR) for key, count in counts.items()]


WHOLE = [*GIVEN, *VISIT, *bodies("4", "2")]


def scored(rows, *, folder, parameters=OPEN):
    subjects = [{"对象": ONE, "类": "政府工作部门"}]
    tables = {"rows": rows, "subjects": subjects, "parameters": parameters}
    return score_rows(PACK, **tables, period=YEAR, folder=folder)["subjects"][0]


def codes(found):
    return [one["code"] for one in found["problems"]]


def test_a_whole_visit_is_told_nothing(tmp_path):
    found = scored(WHOLE, folder=tmp_path)
    assert (found["status"], found["grade"], codes(found)) == ("final", "优秀", [])


@pytest.mark.parametrize("step", feicheng.STEPS)
def test_a_step_that_was_left_out_is_told(step, tmp_path):
    rows = [one for one in WHOLE if one.get("环节") != step]
    assert codes(scored(rows, folder=tmp_path)) == ["requirement-unlocked"]


@pytest.mark.parametrize(
    ("there", "looked_at", "told"),
    [
        ("0", "0", []),
        ("1", "0", ["requirement-unlocked"]),
        ("4", "1", ["requirement-unlocked"]),
        ("4", "4", []),
        ("4", "5", ["requirement-failed"]),
    ],
)
def test_three_in_ten_of_the_bodies_are_looked_at(there, looked_at, told, tmp_path):
    found = scored([*GIVEN, *VISIT, *bodies(there, looked_at)], folder=tmp_path)
    assert codes(found) == told
    assert (found["status"] == "refused") is ("requirement-failed" in told)


def test_without_lines_there_is_a_total_and_no_grade(tmp_path):
    parameters = {name: value for name, value in OPEN.items() if name not in LINES}
    found = scored(WHOLE, parameters=parameters, folder=tmp_path)
    assert (found["total"]["exact"], found["grade"]) == ("90", None)
    assert len(found["grades_possible"]) == 4


def test_weights_of_layers_beside_a_hundred_are_refused(tmp_path):
    weights = {"问卷权重": {"值": OPEN["问卷权重"]["值"] | {"市编办": "20%"}}}
    found = scored(WHOLE, parameters=OPEN | weights, folder=tmp_path)
    assert (found["status"], codes(found)) == (
        "refused",
        ["unit-weights-sum", "requirement-failed"],
    )


def test_nothing_is_decided_about_an_establishment(tmp_path):
    kinds = ("职责交叉", "自设内设机构")
    problems = [row(ONE, key="现场问题", 日期="2013-09-03", 编号=k, 种类=k) for k in kinds]
    found = scored([*WHOLE, *problems], folder=tmp_path)
    states = {one["code"]: one["state"] for one in found["consequences"]}
    assert states.pop("report-served") == "awaiting_basis"
    assert set(states.values()) == {"proposed"}
    assert {"rectify-on-site", "duty-overlap"} < set(states)
