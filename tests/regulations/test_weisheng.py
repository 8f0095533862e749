"""卫生系统: a unit from its leaves, who is honoured, days of papers, what no program decides."""

from __future__ import annotations

import pytest

from tests.regulations.scoring import score_rows
from tests.regulations.translated import row

ONE, YEAR = "甲院", "2012"
OPEN = {"患者满意分值": "40", "职工满意分值": "30", "先进名额": "1"}
WORKS = ("集中排查", "民主生活会", "评议活动", "整改落实", "选树典型", "综合分析报告")


def event(key, number, *, day, **cells):
    return row(ONE, key=key, 日期=f"{YEAR}-{day}", 编号=f"{key}{number}", **cells)


def whole(*, joined="是", report="05-20"):
    """Everything on its day: 36 + 24 + 15 of 40, 30 and 30."""
    votes = {"患者满意": ("90", "100"), "职工满意": ("8", "10"), "社会满意": ("5", "10")}
    rows = [row(ONE, key=key, at=YEAR, 满意=a, 有效=b) for key, (a, b) in votes.items()]
    rows.append(row(ONE, key="参与三满意", value=joined, at=YEAR))
    rows += [row(ONE, key="测评票", value="0", at=YEAR)]
    rows += [row(ONE, key="测评有效票", value="30", at=YEAR)]
    papers = {"实施方案": "03-15", "成员名单": "03-15", "综合分析报告": report}
    rows += [event("报送", name, day=day, 材料=name) for name, day in papers.items()]
    rows += [event("自查工作", name, day="04-15", 工作=name) for name in WORKS]
    return [*rows, event("公开承诺", 1, day="04-20", 方式="媒体")]


def problem(origin, **cells):
    own = {"状态": "已认定", "类别": "懒", "发现途径": origin, "已整改": "是"} | cells
    return event("查实问题", 1, day="06-01", **own)


def scored(rows, *, folder, **parameters):
    result = score_rows(
        "weisheng-units",
        rows=rows,
        subjects=[{"对象": ONE, "类": "医疗卫生单位"}],
        parameters=OPEN | parameters,
        period=YEAR,
        folder=folder,
    )
    return result["subjects"][0]


def states(found):
    return {one["code"]: one["state"] for one in found["consequences"]}


def test_a_unit_from_its_leaves(tmp_path):
    found = scored(whole(), folder=tmp_path)
    assert (found["status"], found["problems"], found["grade"]) == ("final", [], None)
    assert found["total"]["exact"] == "75"
    assert [one["code"] for one in found["honours"]] == ["先进单位"]
    assert states(found) == {"commendation": "awaiting_basis"}


def test_who_does_not_join_is_not_honoured(tmp_path):
    found = scored(whole(joined="否"), folder=tmp_path)
    assert (found["total"]["exact"], found["rank"]) == ("75", 1)
    assert [one["state"] for one in found["honours"] if one["state"] != "barred"] == []
    assert states(found) == {}


@pytest.mark.parametrize(("day", "late"), [("05-20", "0"), ("05-21", "1")])
def test_a_paper_is_in_time_on_its_day(day, late, tmp_path):
    found = scored(whole(report=day), folder=tmp_path)
    assert found["nodes"]["未按时报送"]["exact"] == late
    assert ("late-filing" in states(found)) is (late == "1")


@pytest.mark.parametrize(("ruled", "state"), [("否", "awaiting_ruling"), ("是", "proposed")])
def test_nobody_is_suspended_by_a_program(ruled, state, tmp_path):
    found = states(scored([*whole(), problem("明察暗访")], folder=tmp_path, 问责办法已出台=ruled))
    assert found == {
        "investigation": "proposed",
        "suspension": "not_executable",
        "off-post": "not_executable",
        "measures": state,
        "head-accountable": "awaiting_ruling",
        "commendation": "awaiting_basis",
    }


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (problem("自查", 状态=None), "状态"),
        (row(ONE, key="报送", at=YEAR, 编号="无日", 材料="成员名单"), "哪一天"),
    ],
)
def test_what_does_not_fit_is_refused(more, words, tmp_path):
    found = scored([*whole(), more], folder=tmp_path)
    assert found["status"] == "refused"
    assert any(words in one["message"] for one in found["problems"])


def test_points_that_leave_nothing_for_society_are_refused(tmp_path):
    found = scored(whole(), folder=tmp_path, 患者满意分值="70")
    assert found["status"] == "refused"
    assert any("小于 100 分" in one["message"] for one in found["problems"])


def test_what_is_not_here_is_an_interval(tmp_path):
    rows = [one for one in whole() if one["指标"] != "患者满意"]
    found = scored(rows, folder=tmp_path)
    assert found["status"] == "incomplete"
    interval = found["nodes"]["总分"]["interval"]
    assert (interval["worst"], interval["best"]) == ("39", "79")
