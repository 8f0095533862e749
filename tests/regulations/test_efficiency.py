"""牡丹江's year of efficiency: what is owed, told and refused, and that it stands for itself."""

from __future__ import annotations

import pytest

from tests.regulations.scoring import score_rows
from tests.regulations.translated import row

ONE = "甲处"
POINTS = {"岗位责任分值": "40", "管理台账分值": "12", "队伍素质分值": "35"}
LEDGERS = ("企业", "车辆", "从业人员", "重要文件")


def work(key, mark, *, points="10", at="2008", **more):
    cells = {"事项": "一项", "分值": points, "牵头部门": "甲科", "协办部门": "乙科"} | more
    return row(ONE, key=key, value=mark, at=at, **cells)


def ledgers(*kinds, at="2008"):
    day = f"{at}-05-01"
    return [row(ONE, key="台账", 日期=day, 编号=f"{at}{one}", 台账种类=one) for one in kinds]


def year_of(*, at="2008", systems="8"):
    """9 + 28 + 35 + 20 of 100: one ledger is not there, one work lost a fifth."""
    marks = {"制度和流程": "10", "队伍素质": "10", "信息化": systems}
    return [work(key, mark, at=at) for key, mark in marks.items()]


def scored(rows, *, folder, year="2008", **parameters):
    result = score_rows(
        "mudanjiang-efficiency",
        rows=rows,
        subjects=[{"对象": ONE, "类": "运管处"}],
        parameters=POINTS | parameters,
        period=year,
        folder=folder,
    )
    return result["subjects"][0]


def test_an_office_from_its_leaves(tmp_path):
    found = scored([*year_of(), *ledgers(*LEDGERS[:3])], folder=tmp_path)
    assert (found["status"], found["problems"], found["grade"]) == ("final", [], None)
    assert found["total"]["exact"] == "92"
    assert found["nodes"]["岗位责任"]["exact"] == "37"


def test_ledgers_that_nobody_reported_are_owed(tmp_path):
    found = scored(year_of(), folder=tmp_path)
    assert (found["status"], found["total"]) == ("incomplete", None)
    interval = found["nodes"]["总分"]["interval"]
    assert (interval["worst"], interval["best"]) == ("83", "95")


@pytest.mark.parametrize(
    ("more", "code", "status"),
    [
        ({"协办部门": None}, "requirement-warning", "final"),
        ({"牵头部门": None}, "requirement-failed", "refused"),
        ({"points": "7"}, "out-of-range", "refused"),
    ],
)
def test_what_a_work_must_say(more, code, status, tmp_path):
    rows = [*year_of()[:2], work("信息化", "8", **more), *ledgers(*LEDGERS)]
    found = scored(rows, folder=tmp_path)
    assert found["status"] == status
    assert [one["code"] for one in found["problems"]] == [code]


@pytest.mark.parametrize("points", [{"管理台账分值": "40"}, {"队伍素质分值": "60"}])
def test_points_that_leave_nothing_are_refused(points, tmp_path):
    found = scored([*year_of(), *ledgers(*LEDGERS)], folder=tmp_path, **points)
    assert found["status"] == "refused"
    assert "requirement-failed" in {one["code"] for one in found["problems"]}


def test_a_second_year_is_held_against_the_first(tmp_path):
    before = [*year_of(), *ledgers(*LEDGERS)]
    again = [*year_of(at="2009", systems="10"), *ledgers(*LEDGERS, at="2009")]
    found = scored([*before, *again], folder=tmp_path, year="2009")
    assert found["total"]["exact"] == "100"
    assert found["nodes"]["比上年"]["exact"] == "5"


def test_attendance_is_listed_and_nothing_is_cut(tmp_path):
    late = row(ONE, key="缺勤汇总", 日期="2008-03-31", 编号="一季度", 件数=9)
    found = scored([*year_of(), *ledgers(*LEDGERS), late], folder=tmp_path)
    states = {one["code"]: (one["state"], one["amount"]) for one in found["consequences"]}
    assert states["attendance-bonus"] == ("not_executable", None)


def test_both_methods_of_a_year_read_one_table(tmp_path):
    rows = [{"方案": "mudanjiang-efficiency"} | one for one in (*year_of(), *ledgers(*LEDGERS))]
    rows.append({"方案": "mudanjiang-targets"} | row(ONE, key="责任目标", value="88", at="2008"))
    subjects = [{"对象": ONE, "类": "运管处"}]
    targets = {"规费征收分值": "9", "客运站建设分值": "9", "学习考核分值": "9", "群众满意分值": "9"}
    for pack, parameters, total in (
        ("mudanjiang-efficiency", POINTS, "95"),
        ("mudanjiang-targets", targets, "88"),
    ):
        tables = {"rows": rows, "subjects": subjects, "parameters": parameters}
        [found] = score_rows(pack, **tables, period="2008", folder=tmp_path)["subjects"]
        assert found["total"]["exact"] == total
