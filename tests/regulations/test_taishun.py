"""泰顺: what the list of a year's targets must hold, and what is told when it does not."""

from __future__ import annotations

import pytest

from tests.regulations.scoring import score_rows
from tests.regulations.translated import row

ONE, YEAR = "甲办", "2016"


def scored(rows, *, kind, folder):
    rows = [*rows, row(ONE, key="安全管理单项考核", value="合格", at=YEAR)]
    subjects = [{"对象": ONE, "类": kind}]
    result = score_rows(
        "taishun-units", rows=rows, subjects=subjects, parameters={}, period=YEAR, folder=folder
    )
    return result["subjects"][0]


def target(work, points, *, key="重要目标"):
    return row(ONE, key=key, at=YEAR, 事项=work, 分值=points)


def loss(work, amount, **more):
    return row(ONE, key="目标扣分", value=amount, at=YEAR, 事项=work, 理由="未完成", **more)


def growth(work, actual, of):
    return row(ONE, key="超额加分", value=actual, at=YEAR, 事项=work, 目标=of)


WHOLE = [target("路", "60"), target("桥", "40")]
COMMON = target("文明创建", "40", key="共性工作目标")
REFUSED = {
    "扣分的事项": [*WHOLE, loss("站", "3")],
    "一处扣分": [*WHOLE, loss("路", "3", 件数=2)],
    "二类单位没有": [*WHOLE, COMMON],
    "一项目标一行": [target("路", "50"), target("路", "50") | {"编号": "二"}],
    "事项应是": [*WHOLE, growth("站", "120", "100")],
    "目标为零": [*WHOLE, growth("路", "5", "0")],
    "没有填「分值」": [row(ONE, key="重要目标", at=YEAR, 事项="路")],
    "没有填「目标」": [*WHOLE, growth("路", "5", "")],
    "哪一项工作": [*WHOLE, row(ONE, key="加分", 日期="2016-05-01", 层级="省厅", 文号="文")],
}


@pytest.mark.parametrize("words", REFUSED)
def test_what_would_be_lost_is_refused(words, tmp_path):
    found = scored(REFUSED[words], kind="二类", folder=tmp_path)
    assert found["status"] == "refused"
    assert any(words in one["message"] for one in found["problems"])


def test_the_same_rows_without_fault_are_scored(tmp_path):
    rows = [*WHOLE, loss("路", "3"), growth("桥", "120", "100")]
    found = scored(rows, kind="二类", folder=tmp_path)
    assert (found["status"], found["total"]["exact"], found["problems"]) == ("final", "99", [])


def test_points_beside_a_hundred_are_told_and_nothing_is_rescaled(tmp_path):
    found = scored([target("路", "60"), COMMON], kind="一类", folder=tmp_path)
    assert (found["total"]["exact"], found["problems"]) == ("100", [])
    found = scored([target("路", "50"), COMMON], kind="一类", folder=tmp_path)
    assert found["total"]["exact"] == "90"
    assert [one["code"] for one in found["problems"]] == ["requirement-unlocked"]


@pytest.mark.parametrize(
    ("rows", "missing"), [(WHOLE, "共性工作目标"), ([COMMON], "重要目标"), ([], "重要目标")]
)
def test_targets_that_are_not_handed_in_are_missing_and_not_zero(rows, missing, tmp_path):
    found = scored(rows, kind="一类", folder=tmp_path)
    assert (found["status"], found["grade"]) == ("incomplete", None)
    assert any(missing in one for one in found["blocking"])


def test_an_award_without_its_date_is_not_settled(tmp_path):
    rows = [*WHOLE, row(ONE, key="加分", 事项="路", 层级="省厅", 文号="文")]
    found = scored(rows, kind="二类", folder=tmp_path)
    assert [one["code"] for one in found["problems"]] == ["requirement-unlocked"]
