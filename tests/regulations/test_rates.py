"""Rates without points: no total, no rank, what is open, and that nobody is named or fined."""

from __future__ import annotations

import pytest

from kaoji.engine.runs.job import open_scheme
from tests.oracles.random_facts import RATES
from tests.regulations.scoring import score_rows
from tests.regulations.translated import row

KINDS = {
    "anjian-visits": "走访村",
    "jisheng-reviews": "机关",
    "gongshang-reports": "部门",
    "fazhi-counties": "县",
}
YEARS = {"jisheng-reviews": "2012", "gongshang-reports": "2009"}
FULL = {
    "在册户数": "120",
    "已走访户数": "120",
    "已收集户数": "120",
    "意见条数": "40",
    "已反馈条数": "40",
    "已解释条数": "6",
    "首轮完成日": "2016-08-30",
}


def scored(pack, counts, *, folder, rows=(), **parameters):
    year = YEARS.get(pack, "2016")
    own = [row("甲", key=key, value=value, at=year) for key, value in counts.items()]
    result = score_rows(
        pack,
        rows=[*own, *rows],
        subjects=[{"对象": "甲", "类": KINDS[pack]}],
        parameters=parameters,
        period=year,
        folder=folder,
    )
    return result["subjects"][0]


def visited(folder, **changes):
    later = row("甲", key="重点走访", 日期="2016-09-20")
    return scored("anjian-visits", FULL | changes, folder=folder, rows=[later])


def test_a_village_from_its_leaves(tmp_path):
    # 114 of 120 visited, 111 of 120 heard, 36 of 40 answered, four days late.
    found = visited(
        tmp_path, 已走访户数="114", 已收集户数="111", 已反馈条数="36", 首轮完成日="2016-09-04"
    )
    assert (found["status"], found["grade"], found["problems"]) == ("final", "未达到要求", [])
    exact = {key: node["exact"] for key, node in found["nodes"].items()}
    assert (exact["入户走访率"], exact["意见收集率"], exact["意见整改和反馈率"]) == (
        "95",
        "92.5",
        "90",
    )
    amounts = {one["code"]: one["amount"]["exact"] for one in found["consequences"]}
    assert amounts == {
        "visits-left": "6",
        "opinions-left": "9",
        "answers-left": "4",
        "first-round-late": "4",
    }


@pytest.mark.parametrize(
    ("changes", "grade"),
    [
        ({}, "达到要求"),
        ({"已收集户数": "119"}, "未达到要求"),
        ({"意见条数": "0", "已反馈条数": "0", "已解释条数": "0"}, "未达到要求"),
        ({"已反馈条数": "39"}, "未达到要求"),
    ],
)
def test_all_three_must_be_a_hundred(changes, grade, tmp_path):
    assert visited(tmp_path, **changes)["grade"] == grade


@pytest.mark.parametrize("left_out", ["在册户数", "已收集户数", "已反馈条数"])
def test_what_is_not_here_is_not_nothing(left_out, tmp_path):
    found = visited(tmp_path, **{left_out: None})
    assert (found["status"], found["grade"]) == ("incomplete", None)
    assert set(found["grades_possible"]) == {"达到要求", "未达到要求"}


@pytest.mark.parametrize("pack", RATES)
def test_rates_have_no_total_and_no_rank(pack, tmp_path):
    scheme, _problems = open_scheme(pack)
    found = scored(pack, {}, folder=tmp_path, rows=[_something(pack)])
    assert (found["total"], found["rank"], found["honours"]) == (None, None, [])
    assert not scheme.root.children
    assert not scheme.vetoes


def _something(pack):
    """One figure, so that there is somebody to score."""
    keys = {
        "anjian-visits": "在册户数",
        "jisheng-reviews": "发放份数",
        "gongshang-reports": "综合评议名次",
        "fazhi-counties": "规范性文件数",
    }
    return row("甲", key=keys[pack], value="1", at=YEARS.get(pack, "2016"))


def test_nothing_returned_has_no_rate_of_content(tmp_path):
    counts = {"发放份数": "12", "收回份数": "0", "有效份数": "0", "满意份数": "0"}
    found = scored("jisheng-reviews", counts, folder=tmp_path)
    states = {key: found["nodes"][key]["state"] for key in ("回收率", "有效率", "满意率")}
    assert states == {"回收率": "computed", "有效率": "undefined", "满意率": "undefined"}


@pytest.mark.parametrize("pack", RATES)
def test_rates_are_followed_by_proposals_without_money(pack):
    scheme, _problems = open_scheme(pack)
    assert all(one.unit is None or str(one.unit) != "元" for one in scheme.consequences)


def test_quotas_of_half_a_year_are_set(tmp_path):
    counts = {"法制局报送": "45", "执法单位数": "4", "执法单位报送": "12"}
    found = scored("fazhi-counties", counts, folder=tmp_path, 报送月数="6")
    exact = {key: found["nodes"][key]["exact"] for key in ("法制局任务", "法制局还差", "单位任务")}
    assert exact == {"法制局任务": "60", "法制局还差": "15", "单位任务": "24"}
    assert found["nodes"]["法制局完成率"]["exact"] == "75"
