"""Size, invisible characters and tabs are found line by line, before YAML sees the text."""

from __future__ import annotations

import pytest

from kaoji.engine.scheme.source import read_document, to_plain
from kaoji.engine.scheme.source.text import LARGEST_FILE, MOST_LINES


def read(text):
    tree, problems = read_document(text, file="f")
    return tree, [(found.code, found.place.line, found.place.column) for found in problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲:\n\t乙: 1\n", [("tab", 2, 1)]),
        ("甲:\n  \t乙: 1\n\t丙: 2\n", [("tab", 2, 3), ("tab", 3, 1)]),
        ("甲:\n  \t# 注\n", [("tab", 2, 3)]),
    ],
)
def test_tabs_in_the_indentation_are_named_line_by_line(text, expected):
    assert read(text) == (None, expected)
    _, problems = read_document(text, file="f")
    assert "第 2 行用了制表符（Tab）缩进" in problems[0].message


def test_tabs_elsewhere_do_not_keep_from_reading_on():
    _, problems = read_document("甲:\t1", file="f")
    assert "缩进" not in problems[0].message
    tree, found = read("甲:\t1\n乙: 010\n\t\n丙: [1,\t2]\n")
    assert found == [("tab", 1, 3), ("yaml-number-trap", 2, 4), ("tab", 3, 1), ("tab", 4, 7)]
    assert to_plain(tree) == {"甲": "1", "乙": "010", "丙": ["1", "2"]}


def test_a_tab_in_a_comment_is_nobodys_business():
    assert read("# 甲\t乙\n  #\t丙\n甲: 1\n")[1] == []


@pytest.mark.parametrize(
    "character",
    ["\x01", "\x7f", "\x85", "\xad", "\u200b", "\u200e", "\u2028", "\u202e", "\u2066", "\ufeff"],
)
def test_characters_that_do_not_show(character):
    tree, found = read(f"甲: 1\n乙: 一{character}二{character}\n丙: 010\n")
    assert found == [("control-character", 2, 5), ("yaml-number-trap", 3, 4)]
    assert to_plain(tree)["乙"] == "一\ufffd二\ufffd"
    _, problems = read_document(f"一{character}", file="f")
    assert f"U+{ord(character):04X}" in problems[0].message
    assert "后面还有" not in problems[0].message
    _, problems = read_document(f"一{character}二{character}{character}", file="f")
    assert "后面还有 2 个" in problems[0].message


@pytest.mark.parametrize("code", [0xD800, 0xDFFF, 0xFFFE, 0xFFFF])
def test_half_characters_and_no_characters(code):
    assert read(f"甲: {chr(code)}")[1] == [("control-character", 1, 4)]


def test_writings_that_need_joiners_are_left_alone():
    assert read("甲: \u0646\u200c\u0627 😀 \U00020000 \xa7\n")[1] == []


def test_a_line_that_begins_with_a_percent_sign_before_anything_else():
    assert read("# 注\n\n%甲\n  # 注\n%乙\n") == (
        None,
        [("yaml-directive", 3, 1), ("yaml-directive", 5, 1)],
    )
    assert read("甲: |\n  %\n")[1] == []
    assert read("甲: 1\n%乙\n") == (None, [("yaml-directive", 2, 1)])


def test_a_nul_means_that_it_is_no_text():
    assert read("甲: 1\n乙: \0\0\n") == (None, [("control-character", 2, 4)])


def test_a_text_of_ten_megabytes_is_refused_for_its_size():
    _, problems = read_document("甲" * 3_500_000, file="f")
    assert [found.code for found in problems] == ["file-too-large"]
    assert "10500000" in problems[0].message


def test_the_size_counts_bytes():
    filler = "#" * (LARGEST_FILE - 7)
    assert read(f"甲: 1\n{filler}")[1] == []
    assert read(f"甲: 1\n{filler}#")[1] == [("file-too-large", None, None)]


def test_so_many_lines_and_no_more():
    assert read("甲: 1" + "\n" * (MOST_LINES - 1))[1] == []
    tree, found = read("甲: 1" + "\n" * MOST_LINES)
    assert tree is None
    assert found == [("file-too-large", None, None)]
