"""安全生产: what is refused, what stays open, and what is only proposed or awaits somebody."""

from __future__ import annotations

import pytest

from tests.regulations.scoring import score_rows
from tests.regulations.translated import row

ONE = "甲乡"
#: One failed acceptance costs a point and a half here.
COST = {"验收不合格扣分": "1.5"}


def listed(key, *, day, **cells):
    return row(ONE, key=key, 日期=day, 编号=f"{key}{day}", **cells)


def unit(*rows, folder, mark="94", parameters=None):
    own = [row(ONE, key="目标考核", value=mark, at="2016")] if mark else []
    survey = row(ONE, key="摸底表上报日", value="2016-03-30", at="2016")
    result = score_rows(
        "anquan-units",
        rows=[*own, survey, *rows],
        subjects=[{"对象": ONE, "类": "乡镇"}],
        parameters=COST if parameters is None else parameters,
        period="2016",
        folder=folder,
    )
    return result["subjects"][0]


def codes(found):
    return {one["code"]: one["state"] for one in found["consequences"]}


def test_a_unit_from_its_leaves(tmp_path):
    # 94 less two failed acceptances at 1.5; one accident in May bars, the score stays.
    found = unit(
        listed("减分", day="2016-12-22", 验收结果="不合格", 件数=2),
        listed("减分", day="2016-12-23", 验收结果="合格"),
        listed("安全事故", day="2016-05-05", 等级="一般"),
        folder=tmp_path,
    )
    assert (found["status"], found["total"]["exact"], found["rank"]) == ("final", "91", 1)
    assert found["nodes"]["减分"]["exact"] == "3"
    bar = "集中行动期间一般事故"
    assert [one["code"] for one in found["flags"]] == [bar, f"{bar}:取消评先:单位"]
    assert codes(found) == {"acceptance-rectification": "proposed"}


def test_nothing_is_scored_while_the_cost_is_open(tmp_path):
    failed = listed("减分", day="2016-12-22", 验收结果="不合格")
    found = unit(failed, folder=tmp_path, parameters={})
    assert (found["status"], found["total"]) == ("refused", None)
    assert "open-parameter" in {one["code"] for one in found["problems"]}


@pytest.mark.parametrize(
    ("ruling", "state", "is_barred"), [("否", "awaiting_ruling", False), ("是", "proposed", True)]
)
def test_a_graver_accident_waits_for_a_ruling(ruling, state, is_barred, tmp_path):
    accident = listed("安全事故", day="2016-05-05", 等级="较大")
    own = COST | {"较大以上同样取消": ruling}
    found = unit(accident, folder=tmp_path, parameters=own)
    assert codes(found) == {"larger-accident": state}
    assert bool(found["flags"]) is is_barred


def test_duty_not_done_is_never_a_sanction_by_itself(tmp_path):
    slack = listed("责任不落实", day="2016-07-05", 状态="已认定")
    found = unit(slack, folder=tmp_path)
    assert codes(found) == {"warning": "proposed", "accountability": "awaiting_basis"}
    assert found["total"]["exact"] == "94"


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (listed("责任不落实", day="2016-07-05"), "state-required"),
        (listed("问题隐患", day="2016-07-05", 性质="隐患缺陷", 种类号="19"), "out-of-range"),
        (listed("问题隐患", day="2016-07-05", 性质="非法违法", 种类号="11"), "requirement-failed"),
        (listed("安全事故", day="2016-07-05", 等级="轻微"), "unknown-word"),
    ],
)
def test_what_does_not_fit_is_refused(bad, code, tmp_path):
    found = unit(bad, folder=tmp_path)
    assert found["status"] == "refused"
    assert code in {one["code"] for one in found["problems"]}


def test_a_mark_that_is_not_here_is_an_interval(tmp_path):
    failed = listed("减分", day="2016-12-22", 验收结果="不合格")
    found = unit(failed, folder=tmp_path, mark="")
    assert found["status"] == "incomplete"
    assert (found["interval"]["worst"], found["interval"]["best"]) == ("0", "98.5")


def test_rewards_wait_for_an_approval_and_name_nobody(tmp_path):
    reports = [
        row("甲县", key="举报", 日期="2016-03-01", 编号="一", 查实="是", 件数=3),
        row("甲县", key="举报", 日期="2016-02-01", 编号="二", 查实="是"),
    ]
    result = score_rows(
        "anquan-county",
        rows=reports,
        subjects=[{"对象": "甲县", "类": "县"}],
        parameters={},
        period="2016",
        folder=tmp_path,
    )
    [found] = result["subjects"]
    [reward] = found["consequences"]
    assert (reward["code"], reward["state"]) == ("report-reward", "awaiting_basis")
    assert (reward["amount"], reward["persons"]) == ({"exact": "600", "unit": "元"}, None)
    assert (found["total"], found["rank"]) == (None, None)
