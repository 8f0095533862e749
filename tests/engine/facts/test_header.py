"""Where the header of a sheet is found, and how two rows become one."""

from __future__ import annotations

import pytest

from kaoji.engine.facts.columns import FACTS, SUBJECTS
from kaoji.engine.facts.header import DEEPEST_HEADER, find_header
from kaoji.engine.facts.readers.grid import GridRow


def grid(*rows):
    return [
        GridRow(number, {at: text for at, text in enumerate(row, start=1) if text})
        for number, row in enumerate(rows, start=1)
    ]


def found(*rows, columns=FACTS):
    header = find_header(grid(*rows), columns=columns)
    assert header is not None
    return dict(header.texts), header.row.number, [row.number for row in header.rows]


def test_the_first_row():
    assert found(["对象", "数值"], ["甲", "1"]) == ({1: "对象", 2: "数值"}, 1, [2])


def test_below_titles_and_blank_rows():
    rows = [["某县考核数据"], [], ["单位:万元", "", "2016 年"], ["对象", "数值"], ["甲", "1"]]
    assert found(*rows) == ({1: "对象", 2: "数值"}, 4, [5])


def test_one_known_header_is_no_header_of_facts():
    assert find_header(grid(["对象", "人口"], ["甲", "1"]), columns=FACTS) is None


def test_the_subject_alone_is_a_header_of_subjects():
    assert found(["对象", "人口"], ["甲", "1"], columns=SUBJECTS)[1] == 1
    assert find_header(grid(["名称", "人口"]), columns=SUBJECTS) is None


def test_mistyped_names_make_a_header_too():
    assert found(["对像", "数直"], ["甲", "1"])[1] == 1
    assert found(["对像", "名称"], ["甲", "1"], columns=SUBJECTS)[1] == 1
    assert find_header(grid(["对像", "人口"]), columns=FACTS) is None


def test_not_below_the_thirtieth_filled_row():
    titles = [[f"第 {at} 行"] for at in range(DEEPEST_HEADER)]
    assert find_header(grid(*titles, ["对象", "数值"]), columns=FACTS) is None
    assert found(*titles[1:], ["对象", "数值"])[1] == DEEPEST_HEADER


@pytest.mark.parametrize(
    ("top", "low", "expected"),
    [
        # A group above known names: the known ones stand alone, the others are joined.
        (
            ["对象", "指标", "考核数据", "", ""],
            ["", "", "数值", "目标", "人数"],
            ["对象", "指标", "数值", "目标", "考核数据人数"],
        ),
        # A name cut over two rows.
        (
            ["对象", "指标", "发文", "", "评分人", ""],
            ["", "", "机关", "文号", "", ""],
            ["对象", "指标", "发文机关", "文号", "评分人"],
        ),
        # A unit of its own below its name.
        (["对象", "指标", "数值"], ["", "", "（万元）"], ["对象", "指标", "数值（万元）"]),
        # One cell below another, neither known, both together known.
        (["对象", "指标", "发文"], ["", "", "机关"], ["对象", "指标", "发文机关"]),
        # Merged downwards: the reader repeats the name.
        (["对象", "指标", "数据"], ["对象", "指标", "数值"], ["对象", "指标", "数值"]),
    ],
)
def test_two_rows_are_joined(top, low, expected):
    data = ["甲", "财政收入", "1", "2", "3"]
    texts, _, rest = found(top, low, data)
    assert list(texts.values()) == expected
    assert rest == [3]


def test_known_names_in_the_row_above_complete_the_header():
    texts, number, rest = found(
        ["对象", "考核", "", ""], ["", "指标", "数值", "人数"], ["甲", "财政收入", "1", "2"]
    )
    assert list(texts.values()) == ["对象", "指标", "数值", "考核人数"]
    assert (number, rest) == (2, [3])


@pytest.mark.parametrize(
    "data",
    [
        ["甲", "财政收入", "1", "5"],
        ["", "", "", "5"],
        ["", "", "3", ""],
        ["", "", "", "", "x", "y"],
        ["", "", "", "5", "6"],
    ],
)
def test_facts_are_no_second_header_row(data):
    texts, _, rest = found(["对象", "指标", "数值", "人数"], data)
    assert list(texts.values()) == ["对象", "指标", "数值", "人数"]
    assert rest == [2]


def test_a_title_above_is_not_joined():
    texts, *_ = found(["标题", "", "副标题"], ["对象", "数值", "人数"], ["甲", "1", "2"])
    assert list(texts.values()) == ["对象", "数值", "人数"]
