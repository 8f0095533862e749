"""A refused figure decides nothing of others: who reads the subject stays open, in any order."""

from __future__ import annotations

import pytest

from tests.engine.score.small import HEAD, scored

SUBJECTS = "对象,类,上级\n大县,县,\n甲乡,乡,大县\n乙乡,乡,大县"
MEAN = """\
满分: 60
指标: {自身: {分值: 60, 算式: 'if 属性(类) = "县" then 均值(下级(数)) else 0', 无定义: 计零}}
事实: {数: {范围: 0..60, 首期: 0}}
派生: {去年: {算式: 上年(数), 首期: 0}}
"""
RATED = """\
指标:
  自身: {分值: 70}
  下属:
    分值: 30
    适用: '属性(类) = "县"'
    不适用: 移出并折合
    算式: 30 * 均值(下级(自身)) / 70
    无定义: 计零
    上限: 30
    下限: 0
"""


def statuses(text, *rows):
    facts = "\n".join(("对象,周期,指标,数值", *rows))
    head = HEAD.replace("对象: 单位", "对象: [县, 乡]")
    found = scored(text, head=head, facts=facts, subjects=SUBJECTS)
    return {name: one["status"] for name, one in found.items()}


@pytest.mark.parametrize(
    "rows",
    [
        ("甲乡,2025,数,50", "甲乡,2025,数,40"),
        ("甲乡,2025,数,40", "甲乡,2025,数,50"),
        ("*,2025,数,50", "甲乡,2025,数,x"),
        ("甲乡,2025,数,50", "甲乡,2025,数,x"),
    ],
)
def test_who_reads_a_refused_figure_is_open(rows):
    found = statuses(MEAN, *rows, "乙乡,2025,数,30")
    assert (found["甲乡"], found["大县"]) == ("refused", "incomplete")


def test_points_beyond_their_range_leave_the_superior_open():
    rows = ("大县,2025,自身,60", "甲乡,2025,自身,50", "乙乡,2025,自身,99")
    assert statuses(RATED, *rows) == {"大县": "incomplete", "甲乡": "final", "乙乡": "refused"}


def test_what_a_requirement_refuses_leaves_the_superior_open():
    text = RATED + "校验: [{条件: '自身 < 65', 说明: 高了, 否则: 错误}]\n"
    rows = ("大县,2025,自身,60", "甲乡,2025,自身,50", "乙乡,2025,自身,69")
    assert statuses(text, *rows) == {"大县": "incomplete", "甲乡": "final", "乙乡": "refused"}


def test_where_nothing_is_refused_all_is_final():
    rows = ("大县,2025,自身,60", "甲乡,2025,自身,50", "乙乡,2025,自身,60")
    assert set(statuses(RATED, *rows).values()) == {"final"}
