"""Shares of groups: what a group without points is worth, what stands beside the sum."""

from __future__ import annotations

import pytest

from kaoji.engine.scheme.load import load_scheme_text
from kaoji.engine.score.check import check_scheme
from tests.engine.score.small import HEAD, codes

SUMMED = "指标: {{甲: {{指标: {{子一: {{分值: 40}}, 子二: {{分值: {two}}}}}}}, 乙: {{分值: 40}}}}\n"


def test_a_group_is_worth_what_its_parts_add_up_to():
    assert codes(SUMMED.format(two=20)) == []
    assert codes(SUMMED.format(two=10)) == ["points-sum"]


@pytest.mark.parametrize(
    "group",
    [
        "{指标: {子一: {分值: 60}, 子二: {}}}",  # a part without points
        "{合成: 最高, 指标: {子一: {分值: 60}, 子二: {分值: 60}}}",  # parts that are not added
        "{满分: 60, 指标: {子一: {分值: 30}, 子二: {分值: 30}}}",  # a scale of its own
        "{}",
    ],
)
def test_no_share_is_guessed(group):
    found = codes("指标: {甲: " + group + ", 乙: {分值: 40}}\n")
    assert "share-missing" in found


def test_parts_of_a_bonus_may_simply_be_added():
    text = """
    指标: {甲: {分值: 100}}
    加分:
      上限: 4
      指标:
        一: {条目: {}, 每条: 1, 上限: 3}
        二: {指标: {三: {条目: {}, 每条: 1, 上限: 2}, 四: {条目: {}, 每条: 1, 上限: 2}}}
    """
    assert codes(text) == []
    assert codes(text.replace("一: {", "一: {分值: 5, ")) == ["share-missing"]


def told(text):
    """What `check` says of a text: code and remedy."""
    scheme, problems = load_scheme_text(HEAD + text, file="trial.yaml")
    found = (*problems, *check_scheme(scheme, loaded=problems))
    return [(one.code, one.remedy) for one in found if one.severity != "note"]


PARTS = "指标: {子一: {}, 子二: {}}"


GROUP = "指标: {甲: {分值: 100, %s, " + PARTS + "}}\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # 汇总 is nearer, but no key of a group; 几何 is a word of 合成.
        (GROUP % "汇集: 几何", ("unknown-key", "是不是要写“合成”？")),
        (GROUP % "合成: 最大", ("unknown-word", "是不是要写“最高”或“最低”？")),
        ("合成: 最大\n" + PARTS, ("unknown-word", "是不是要写“最高”或“最低”？")),
    ],
)
def test_parts_of_a_group_whose_way_is_misspelt_owe_no_points(text, found):
    assert told(text) == [found]


def test_a_part_that_says_nothing_is_told_beside_one_that_is_not_understood():
    text = "指标: {甲: {指标: {子一: {分植: 70}, 子二: %s}}, 乙: {分值: 30}}\n"
    assert [code for code, _ in told(text % "{分值: 20}")] == ["unknown-key"]
    assert [code for code, _ in told(text % "{}")] == ["unknown-key", "share-missing"]
