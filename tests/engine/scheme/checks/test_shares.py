"""Shares of groups: what a group without points is worth, what stands beside the sum."""

from __future__ import annotations

import pytest

from tests.engine.score.small import codes

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
