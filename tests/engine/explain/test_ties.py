"""Ties that a further key of the ranking has broken: with whom, by what, and who is ahead."""

from __future__ import annotations

import pytest

from kaoji.engine.explain.account import account_of
from kaoji.engine.explain.telling import verdict_lines
from tests.engine.explain.telling import row, scored

TEXT = """
指标: {工作: {分值: 80}, 作风: {分值: 20}}
排名: {名次: {顺序: [总分 降, %s]}}
"""
#: 甲 and 乙 have 88 each, 丙 has 80.
FIGURES = {"甲": (70, 18), "乙": (72, 16), "丙": (65, 15)}
ROWS = tuple(
    row(who, key, str(figure))
    for who, figures in FIGURES.items()
    for key, figure in zip(("工作", "作风"), figures, strict=True)
)


def ties(key, who, *, rows=ROWS):
    return told(scored(TEXT % key, *rows), who)


def told(made, who):
    subject = next(one for one in made.result.subjects if one.subject == who)
    account = account_of(made, subject=subject, node="总分", period=made.run.period)
    return [text for _depth, text in verdict_lines(account) if text.startswith("排名：")]


@pytest.mark.parametrize(
    ("key", "who", "said"),
    [
        ("作风 降", "甲", ["排名：与乙的「总分」同为 88，比「作风」：18 对 16，排在前。"]),
        ("作风 降", "乙", ["排名：与甲的「总分」同为 88，比「作风」：16 对 18，排在后。"]),
        ("工作 升", "甲", ["排名：与乙的「总分」同为 88，比「工作」：70 对 72，排在前。"]),
        ("作风 降", "丙", []),
    ],
)
def test_what_decided_between_two_that_are_level(key, who, said):
    assert ties(key, who) == said


def test_nothing_is_told_of_a_tie_that_stays_or_of_a_ranking_that_is_open():
    level = (*ROWS[:2], row("乙", "工作", "70"), row("乙", "作风", "18"))
    assert ties("作风 降", "甲", rows=level) == []
    assert ties("作风 降", "甲", rows=ROWS[:-1]) == []


def test_of_many_that_are_level_the_first_five_are_named_that_are_told_apart():
    """一 to 八 have 88 with 18 of 作风, 九 and 十 with 17, 末 has 80."""
    figures = {**dict.fromkeys("一二三四五六七八", (70, 18)), "九": (71, 17), "十": (71, 17)}
    figures["末"] = (62, 18)
    rows = [row(who, key, str(one)) for who, pair in figures.items()
            for key, one in zip(("工作", "作风"), pair, strict=True)]  # fmt: skip
    made = scored(TEXT % "作风 降", *rows)
    named = {who: [one[4] for one in told(made, who)] for who in figures}
    assert named == {
        **{who: ["九", "十"] for who in "一二三四五六七八"},
        **{who: ["一", "二", "三", "四", "五"] for who in "九十"},
        "末": [],
    }


def test_those_of_another_pool_are_no_rivals():
    text = (TEXT % "作风 降").replace("名次: {", "名次: {分组: 组别, ")
    subjects = tuple(
        {"对象": who, "类": "单位", "组别": group} for who, group in (("甲", "山"), ("乙", "川"))
    )
    made = scored(text, *ROWS[:4], subjects=subjects)
    assert [told(made, who) for who in "甲乙"] == [[], []]


def test_a_further_key_without_a_figure_breaks_no_tie_in_words():
    """To 乙 the second key does not apply: what decides then is not told as a comparison."""
    text = """
指标: {一: {分值: 60, 不适用: 移出并折合}, 二: {分值: 40}}
排名: {名次: {顺序: [二 降, 一 降]}}
"""
    rows = [
        row(who, key, mark)
        for who, one in (("甲", "30"), ("乙", "不适用"), ("丙", "20"))
        for key, mark in (("一", one), ("二", "30"))
    ]
    made = scored(text, *rows)
    assert told(made, "乙") == []
    assert told(made, "甲") == ["排名：与丙的「二」同为 30，比「一」：30 对 20，排在前。"]
