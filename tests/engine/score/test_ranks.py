"""Ranks over everyone: each way to count places, who is left out, what is missing."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.engine.worlds import world

TEXT = """
指标: {{工作: {{分值: 100, 缺: 不排名}}}}
等次: {{优秀: {{不低于: 60, 取消评先情形: [事故]}}, 其他: 其余}}
排名: {{总榜: {{顺序: [总分 降], {how}}}}}
"""
MARKS = dict(zip("甲乙丙丁戊", ("90", "80", "80", "70", "60"), strict=True))


def ranks(how, *, more=(), marks=MARKS):
    rows = [f"{who},工作,{mark}," for who, mark in marks.items()]
    here = world(TEXT.format(how=how), "对象,指标,数值,日期\n" + "\n".join([*rows, *more]))
    return {one.subject: one.verdict.rank for one in here.scored.result.subjects}


@pytest.mark.parametrize(
    ("how", "places"),
    [
        ("方式: 竞争", (1, 2, 2, 4, 5)),
        ("方式: 密集", (1, 2, 2, 3, 4)),
        ("方式: 平均", (1, Fraction(5, 2), Fraction(5, 2), 4, 5)),
    ],
)
def test_places(how, places):
    assert tuple(ranks(how).values()) == places


ACCIDENT = "乙,事故,,2025-03-01"


def test_the_barred_are_left_out_where_the_ranking_says_so():
    assert tuple(ranks("含被取消者: 否", more=[ACCIDENT]).values()) == (1, None, 2, 3, 4)
    assert tuple(ranks("含被取消者: 是", more=[ACCIDENT]).values()) == (1, 2, 2, 4, 5)


@pytest.mark.parametrize("how", ["含被取消者: 是", "含被取消者: 否"])
def test_whoever_may_not_be_ranked_is_nobody_s_rival(how):
    marks = {**MARKS, "甲": ""}
    assert tuple(ranks(how, marks=marks).values()) == (None, 1, 1, 3, 4)
