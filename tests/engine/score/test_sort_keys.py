"""Orders by fields of a node and by steps of a scale; what has no order is told."""

from __future__ import annotations

import pytest

from tests.engine.score.small import codes, scored

BODY = """\
序: {四档: [差, 中, 良, 优]}
事实: {党建: 四档, 驻地: 文字, 整改: 是否}
指标:
  招商: {分值: 100, 字段: {目标: {}}, 算式: "最小(100, 数值)"}
派生: {话: 驻地, 改: 整改}
排名: {名次: {顺序: [总分 降, KEY]}}
"""
FACTS = """\
对象,指标,数值,目标,党建,驻地,整改
甲,招商,150,90,,,
甲,党建,中,,,,
乙,招商,200,80,,,
乙,党建,优,,,,
"""


def ranks(key, *, facts=FACTS):
    """Who stands where: both have all 100 points, so that the second key decides."""
    rest = "".join(f"{one},驻地,县城,,,,\n{one},整改,是,,,,\n" for one in "甲乙")
    found = scored(BODY.replace("KEY", key), facts=facts + rest)
    return {name: one["rank"] for name, one in found.items()}


@pytest.mark.parametrize(
    ("key", "first"),
    [
        ("招商.数值 降", "乙"),  # 200 before 150
        ("招商.数值 升", "甲"),
        ("招商.目标 降", "甲"),  # 90 before 80
        ("党建 降", "乙"),  # 优 before 中
        ("党建 升", "甲"),
    ],
)
def test_a_later_key_decides(key, first):
    other = {"甲": "乙", "乙": "甲"}[first]
    assert ranks(key) == {first: 1, other: 2}


def test_a_key_that_is_not_here_yet_leaves_the_order_open():
    assert ranks("党建 降", facts=FACTS.replace("乙,党建,优,,,,\n", "")) == {"甲": None, "乙": None}


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("招商.数字 降", "unknown-field"),
        ("话 降", "wrong-type"),
        ("驻地 降", "wrong-type"),
        ("改 降", "wrong-type"),
        ("收商.数值 降", "unknown-name"),
    ],
)
def test_what_has_no_order_is_told(key, code):
    assert code in codes(BODY.replace("KEY", key))


def test_fields_order_seats_as_well():
    body = """\
        指标: {招商: {分值: 100, 算式: "最小(100, 数值)"}}
        等次:
          先进: {名额: 1, 顺序: [总分 降, 招商.数值 降], 并列: 同进}
          合格: 其余
        """
    found = scored(body, facts="对象,指标,数值\n甲,招商,150\n乙,招商,200\n丙,招商,120\n")
    assert {name: one["grade"] for name, one in found.items()} == {
        "甲": "合格",
        "乙": "先进",
        "丙": "合格",
    }
