"""Titles on several lines (clause 7.3.1)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.paper.measures import width_of
from kaoji.engine.paper.titles import lines_of_title


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于2026年度绩效考核结果的通报", ("关于2026年度绩效考核结果的通报",)),
        (
            "禾安县绩效考核工作领导小组办公室关于二〇二六年度乡镇和部门绩效考核结果的通报",
            ("禾安县绩效考核工作领导小组办公室关于", "二〇二六年度乡镇和部门绩效考核结果的通报"),
        ),
        # Neither a year nor a quoted name is torn, no line begins with 的.
        (
            "禾安县人民政府办公室关于印发《2026年度乡镇绩效考核办法》的通知",
            ("禾安县人民政府办公室关于印发", "《2026年度乡镇绩效考核办法》的通知"),
        ),
    ],
)
def test_lines_of_like_length(title, lines):
    assert lines_of_title(title) == lines


@given(st.text("禾安县绩效考核关于的通知报告二〇六年度（）《》、2026", min_size=1, max_size=90))
def test_nothing_is_lost_and_no_line_begins_with_a_closing_sign(title):
    lines = lines_of_title(title)
    assert "".join(lines) == title
    assert all(lines)


def test_the_width_of_a_day():
    # Eight digits of half a character, three signs, five seams of a quarter.
    assert width_of("2026年3月15日") == 7 * 2 + 3 * 4 + 5
