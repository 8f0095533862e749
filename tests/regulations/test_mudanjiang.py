"""牡丹江: what is refused, what stays open, what has ended and is not scored any more."""

from __future__ import annotations

import pytest

from tests.regulations import translate_mudanjiang
from tests.regulations.scoring import score_rows
from tests.regulations.translated import row

ONE = "甲处"


def rows_of(year="2008", **changes):
    """Everything in full but the stations: 10 + 5 + 10 + 10 + 50 = 85 of 90."""
    own = {
        "规费征收": {"value": "500", "目标": "500"},
        "乡镇客运站建设": {"value": "3", "目标": "6"},
        "学习考核": {"value": "100"},
        "群众满意": {"满意": "7", "有效": "7"},
        "其他目标": {"value": "50", "事项": "治超", "分值": "50", "方式": "按质", "责任科站": "科"},
        "自查得分": {"value": "85"},
        "自查加分": {"value": "0"},
    }
    own = {key: cells for key, cells in (own | changes).items() if cells is not None}
    return [row(ONE, key=key, at=year, **cells) for key, cells in own.items()]


def scored(rows, *, folder, year="2008", **parameters):
    result = score_rows(
        "mudanjiang-targets",
        rows=rows,
        subjects=[{"对象": ONE, "类": "运管处"}],
        parameters=translate_mudanjiang.OPEN | parameters,
        period=year,
        folder=folder,
    )
    return result["subjects"][0]


def quarters(*names):
    return [
        row(ONE, key="季度验收", 日期=f"2008-0{place}-01", 季度=name)
        for place, name in enumerate(names, start=1)
    ]


def test_an_office_from_its_leaves(tmp_path):
    rows = [*rows_of(), *quarters("一季度", "二季度", "三季度", "四季度")]
    found = scored(rows, folder=tmp_path)
    assert (found["status"], found["problems"], found["grade"]) == ("final", [], None)
    assert (found["total"]["exact"], found["consequences"]) == ("85", [])


def test_a_quarter_that_was_not_accepted_is_told(tmp_path):
    found = scored([*rows_of(), *quarters("一季度", "二季度", "四季度")], folder=tmp_path)
    assert [one["code"] for one in found["problems"]] == ["requirement-warning"]
    assert found["status"] == "final"


OTHERS = {"value": "50", "事项": "治超", "分值": "50", "方式": "按质", "责任科站": "科"}


@pytest.mark.parametrize(
    ("key", "cells", "words"),
    [
        ("其他目标", OTHERS | {"分值": "49"}, "应为 50"),
        ("其他目标", OTHERS | {"value": "50.5"}, "不超过本项分值"),
        ("其他目标", OTHERS | {"方式": "按量", "目标": "0"}, "大于零的目标"),
        ("群众满意", {"满意": "8", "有效": "7"}, "不多于办结"),
        ("学习考核", {"value": "101"}, "高于范围上限 100"),
        ("自查得分", {"value": "91"}, "高于范围上限 90"),
        ("规费征收", {"value": "-1", "目标": "5"}, "低于范围下限 0"),
    ],
)
def test_what_does_not_fit_is_refused(key, cells, words, tmp_path):
    found = scored(rows_of(**{key: cells}), folder=tmp_path)
    assert found["status"] == "refused"
    assert any(words in one["message"] for one in found["problems"])


def test_points_that_leave_nothing_for_the_others_are_refused(tmp_path):
    found = scored(rows_of(), folder=tmp_path, 规费征收分值="60")
    assert found["status"] == "refused"
    assert any("应小于 90 分" in one["message"] for one in found["problems"])


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ({"文号": "文"}, "refused"),
        ({"文号": "文", "批准机关": "省局"}, "final"),
        ({"批准机关": "省局"}, "final"),
    ],
)
def test_a_bonus_needs_somebody_who_approved_it(cells, status, tmp_path):
    bonus = row(ONE, key="加分", value="3", 日期="2008-05-01", 事项="竞赛", **cells)
    rows = [*rows_of(), bonus, *quarters("一季度", "二季度", "三季度", "四季度")]
    found = scored(rows, folder=tmp_path)
    assert found["status"] == status
    if status == "final":
        assert found["total"]["exact"] == "88"
        assert len(found["problems"]) == ("文号" not in cells)


@pytest.mark.parametrize(
    ("left_out", "interval"),
    [
        ("学习考核", ("75", "85")),
        ("其他目标", ("35", "85")),
        ("群众满意", ("75", "85")),
    ],
)
def test_what_is_not_here_is_an_interval(left_out, interval, tmp_path):
    found = scored(rows_of(**{left_out: None}), folder=tmp_path)
    assert found["status"] == "incomplete"
    node = found["nodes"]["总分"]["interval"]
    assert (node["worst"], node["best"]) == interval


@pytest.mark.parametrize(("year", "total"), [("2008", "85"), ("2009", "84.375")])
def test_the_fees_have_ended(year, total, tmp_path):
    # From 2009 on 75 of the other 80: 84.375 of 90, with the figure and without it.
    for fees in ({"value": "500", "目标": "500"}, None)[: 1 if year == "2008" else 2]:
        found = scored(rows_of(year, 规费征收=fees), folder=tmp_path, year=year)
        assert (found["status"], found["total"]["exact"]) == ("final", total)


def test_a_penalty_is_listed_and_not_proposed(tmp_path):
    late = row(ONE, key="逾期任务", 日期="2008-07-01", 事项="客运站", 件数=2)
    found = scored([*rows_of(), late], folder=tmp_path)
    states = {one["code"]: one["state"] for one in found["consequences"]}
    assert states == {"rectification": "proposed", "penalty": "not_executable"}
