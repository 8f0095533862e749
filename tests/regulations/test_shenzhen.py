"""深圳: what is refused, what stays open, whose cards count, which plates are withdrawn."""

from __future__ import annotations

import pytest

from tests.regulations.scoring import score_rows
from tests.regulations.translated import row

ONE, YEAR = "甲队", "2005"
CARD = {"发文机关": "市城管局", "状态": "已认定", "听取陈述": "是", "整改结果": "按期完成"}


def year_of(marks):
    return [
        row(ONE, key="月评", value=mark, at=f"{YEAR}-{place:02d}")
        for place, mark in enumerate(marks, start=1)
    ]


def event(key, number=1, **cells):
    return row(ONE, key=key, 日期=f"{YEAR}-06-0{number}", 编号=f"{key}{number}", **cells)


def whole():
    """A year in which everything was done as the text has it."""
    team = [event("考评组", 1, 部门类别="业务部门"), event("考评组", 2, 部门类别="纪检部门")]
    looks = [event("检查", 1, 检查方式="明查"), event("检查", 2, 检查方式="暗检")]
    quarters = [event("季考", n, 季度=f"{q}季度") for n, q in enumerate("一二三四", start=1)]
    return [*team, *looks, *quarters, row(ONE, key="年初称号", value="无", at=YEAR)]


def scored(rows, *, folder, kind="执法队", **parameters):
    result = score_rows(
        "shenzhen-longterm",
        rows=rows,
        subjects=[{"对象": ONE, "类": kind}],
        parameters=parameters,
        period=YEAR,
        folder=folder,
    )
    return result["subjects"][0]


def states(found):
    return {one["code"]: one["state"] for one in found["consequences"]}


def test_a_unit_from_its_leaves(tmp_path):
    # 6 × 92 + 6 × 87 = 1074, over twelve 89.5.
    found = scored([*year_of(["92", "87"] * 6), *whole()], folder=tmp_path)
    assert (found["status"], found["problems"], found["grade"]) == ("final", [], None)
    assert (found["total"]["exact"], found["total"]["published"]) == ("89.5", "89.50")
    assert found["nodes"]["已评合计"]["exact"] == "1074"
    assert states(found) == {"publish-details": "proposed"}


def test_a_month_that_nobody_marked_leaves_the_year_open(tmp_path):
    found = scored([*year_of(["90"] * 10), *whole()], folder=tmp_path)
    assert (found["status"], found["total"]) == ("incomplete", None)
    interval = found["nodes"]["总分"]["interval"]
    assert (interval["worst"], interval["best"]) == ("75", "275/3")
    assert found["nodes"]["已评均值"]["exact"] == "90"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (row(ONE, key="月评", value="101", at=f"{YEAR}-12"), "高于"),
        (event("黄牌", **CARD | {"状态": None}), "状态"),
        (event("达标验收", 申报称号="标兵", 验收结论="不合格"), "只授给村"),
    ],
)
def test_what_does_not_fit_is_refused(more, words, tmp_path):
    found = scored([*year_of(["90"] * 11), *whole(), more], folder=tmp_path)
    assert found["status"] == "refused"
    assert any(words in one["message"] for one in found["problems"])


@pytest.mark.parametrize(
    ("cells", "cards", "code"),
    [
        ({}, "1", None),
        ({"发文机关": "市安委会"}, "0", "requirement-warning"),
        ({"听取陈述": "否"}, "1", "requirement-unlocked"),
        ({"状态": "拟", "听取陈述": "否"}, "0", None),
    ],
)
def test_whose_cards_count(cells, cards, code, tmp_path):
    rows = [*year_of(["90"] * 12), *whole(), event("黄牌", **CARD | cells)]
    found = scored(rows, folder=tmp_path)
    assert found["nodes"]["黄牌数"]["exact"] == cards
    assert [one["code"] for one in found["problems"]] == ([code] if code else [])
    assert found["total"]["exact"] == "90"


@pytest.mark.parametrize(("ruled", "state"), [("否", "awaiting_ruling"), ("是", "proposed")])
def test_a_red_card_waits_for_its_rule(ruled, state, tmp_path):
    late = event("黄牌", **CARD | {"整改结果": "逾期未完成"})
    rows = [*year_of(["90"] * 12), *whole(), late]
    found = scored(rows, folder=tmp_path, 红牌规则已明确=ruled)
    assert states(found)["red-card"] == state


@pytest.mark.parametrize(
    ("kind", "code", "title"),
    [("街道", "withdraw-plate", "无"), ("执法队", "withdraw-unclear", "达标")],
)
def test_which_plates_are_withdrawn(kind, code, title, tmp_path):
    held = row(ONE, key="年初称号", value="达标", at=YEAR)
    rows = [*year_of(["90"] * 12), *whole()[:-1], held, event("年度复查", 复查结论="不合格")]
    found = scored(rows, folder=tmp_path, kind=kind)
    assert {"withdraw-plate", "withdraw-unclear"} & states(found).keys() == {code}
    assert found["nodes"]["年末称号"]["value"] == title
