"""Syntax errors in words, at the place where the slip was made, whichever parser is at work."""

from __future__ import annotations

import pytest
import yaml

from kaoji.engine.scheme.source.fault import fault_of
from kaoji.engine.scheme.source.read import read_with
from kaoji.engine.scheme.source.syntax import explain

LOADERS = [yaml.SafeLoader, yaml.CSafeLoader]

SLIPS = [
    # The colon is missing, glued or full-width.
    ("甲: 1\n乙\n丙: 3\n", [("missing-colon", 2, 1)]),
    ("甲乙\n  丙: 1\n", [("missing-colon", 1, 1)]),
    ("- 甲\n  乙: 1\n", [("missing-colon", 1, 1)]),
    ("甲:1\n乙: 2\n", [("missing-space-after-colon", 1, 2)]),
    ("甲: 1\n乙:2\n丙: 3\n", [("missing-space-after-colon", 2, 2)]),
    ("方案：甲\n版本: 1\n分值：3\n", [("fullwidth-colon", 1, 3), ("fullwidth-colon", 3, 3)]),
    ("甲: 1\n- 分值（共）：3\n", [("fullwidth-colon", 2, 8)]),
    ("甲: 1\n分值：3\n乙: 2\n", [("fullwidth-colon", 2, 3)]),
    ("[甲]\n分值：3\n", [("fullwidth-colon", 2, 3)]),
    ("甲: 乙: 丙\n", [("needs-quotes", 1, 5)]),
    ("甲: : 丙\n", [("needs-quotes", 1, 4)]),
    ("甲: 1\n: 2\n", [("yaml-key", 2, 1)]),
    ("--- 甲: 1\n", [("yaml-syntax", 1, 6)]),
    # Indentation.
    ("甲: 1\n  乙: 2\n", [("bad-indentation", 2, 3)]),
    ("甲 乙: 1\n\n# 注\n  丙: 2\n", [("bad-indentation", 4, 3)]),
    ("甲:\n    乙: 1\n  丙: 2\n", [("bad-indentation", 3, 3)]),
    ("甲: 1\n- 乙\n", [("bad-indentation", 2, 1)]),
    ("- 甲\n乙: 1\n", [("list-and-keys", 2, 1)]),
    ("甲:\n  - 1\n  乙: 2\n", [("list-and-keys", 3, 3)]),
    # Quotes.
    ('甲: "乙\n丙: 1\n', [("unclosed-quote", 1, 4)]),
    ("甲: '乙\n丙: 1\n", [("unclosed-quote", 1, 4)]),
    ('甲: "乙”\n', [("unclosed-quote", 1, 4)]),
    ('甲: "乙\n---\n', [("unclosed-quote", 1, 4)]),
    ('甲: "乙" 丙\n', [("text-after-end", 1, 8)]),
    ('甲: "C:\\数据"\n', [("bad-escape", 1, 7)]),
    ('甲: "一\\x0z"\n', [("bad-escape", 1, 6)]),
    # Brackets.
    ("甲: [1, 2\n乙: 3\n", [("unclosed-bracket", 1, 4)]),
    ("甲: [1, 2\n", [("unclosed-bracket", 1, 4)]),
    ("甲: {乙: 1\n\n# 注\n", [("unclosed-bracket", 1, 4)]),
    ("甲: [1,\n", [("unclosed-bracket", 1, 7)]),
    ("甲: [1, 2}\n", [("unclosed-bracket", 1, 4)]),
    ("甲: [1, 2］\n乙: 1\n", [("fullwidth-bracket", 1, 9)]),
    ("甲: [1,\n  【2]\n乙: [3\n", [("unclosed-bracket", 3, 4)]),
    ("甲: {乙: 1｝\n", [("fullwidth-bracket", 1, 9)]),
    ("甲: {乙: 60，丙: 1}\n", [("fullwidth-comma", 1, 10)]),
    ('甲: {"丁，": 1, 乙: “戊”己: 1}\n', [("fullwidth-quote", 1, 17)]),
    ("甲: [1,\n 乙：2, 丙: 丁: 1]\n", [("fullwidth-colon", 2, 3)]),
    ("甲: ]\n", [("stray-bracket", 1, 4)]),
    ("甲: [1]]\n", [("stray-bracket", 1, 7)]),
    ("}: 1\n", [("stray-bracket", 1, 1)]),
    ("甲: [1] 2\n", [("text-after-end", 1, 8)]),
    ("甲: [,]\n", [("missing-item", 1, 5)]),
    ("甲: {乙: 丙: 丁}\n", [("missing-comma", 1, 9)]),
    ("[甲]\n乙: 1\n", [("text-after-end", 2, 1)]),
    # Signs that begin something else.
    ("甲: @乙\n", [("needs-quotes", 1, 4)]),
    ("甲: %乙\n", [("needs-quotes", 1, 4)]),
    ("甲: `乙\n", [("needs-quotes", 1, 4)]),
    ("甲: - 乙\n", [("needs-quotes", 1, 4)]),
    ("甲: ? 乙\n", [("needs-quotes", 1, 4)]),
    ("甲: |乙\n  丙\n", [("bad-block-text", 1, 4)]),
    ("甲: >0\n  丙\n", [("bad-block-text", 1, 4)]),
]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("text", "expected"), SLIPS)
def test_a_slip_is_named_where_it_was_made(loader, text, expected):
    tree, problems = read_with(text, file="f", loader=loader)
    assert tree is None
    errors = [found for found in problems if found.severity == "error"]
    assert [(found.code, found.place.line, found.place.column) for found in errors] == expected


@pytest.mark.parametrize("loader", LOADERS)
def test_a_key_that_has_its_value_is_named(loader):
    _, problems = read_with('"财政 收入": 1\n  乙: 2\n', file="f", loader=loader)
    assert "财政 收入" in problems[0].message
    assert "第 1 行" in problems[0].message


@pytest.mark.parametrize("loader", LOADERS)
def test_a_full_width_end_quote_is_pointed_out(loader):
    _, mixed = read_with('甲: "乙”\n', file="f", loader=loader)
    _, forgotten = read_with('甲: "乙\n', file="f", loader=loader)
    assert "全角引号" in mixed[0].message
    assert "全角引号" not in forgotten[0].message


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("digits", ["99999999", "FFFFFFFF", "00110000"])
def test_an_escape_beyond_all_characters(loader, digits):
    _, problems = read_with(f'甲: 1\n乙: "一\\U{digits}"\n', file="f", loader=loader)
    assert [(found.code, found.place.line) for found in problems] == [("bad-escape", 2)]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('甲: "乙" 丙\n', "第 1 行在 引号 后面又接了文字"),
        ("甲: [1] 2\n", "第 1 行在 ] 后面又接了文字"),
        ("甲:\n    乙: 1\n  丙: 2\n", "第 3 行的缩进对不上"),
    ],
)
def test_the_words_name_the_thing(loader, text, said):
    assert read_with(text, file="f", loader=loader)[1][0].message == said


def test_an_escape_that_the_python_parser_leaves_unplaced_is_looked_for():
    _, problems = read_with('甲: "一\\U00110000"\n', file="f", loader=yaml.SafeLoader)
    assert problems[0].place.column == 6


def test_what_was_found_before_the_slip_is_kept():
    _, problems = read_with("甲: 010\n乙: [\n", file="f", loader=yaml.SafeLoader)
    assert [found.code for found in problems] == ["yaml-number-trap", "unclosed-bracket"]


def test_a_complaint_nobody_foresaw_still_has_words_and_a_place():
    problems = explain(yaml.YAMLError("something new"), text="甲: 1\n", file="f")
    assert [(found.code, found.place.line) for found in problems] == [("yaml-syntax", 1)]
    problems = explain(ValueError("chr() arg not in range"), text="甲: 1\n", file="f")
    assert [(found.code, found.place.line) for found in problems] == [("bad-escape", 1)]


def test_a_fault_in_an_empty_text_stays_on_the_first_line():
    mark = yaml.Mark("f", 0, 7, 0, None, None)
    fault = fault_of(yaml.MarkedYAMLError(problem_mark=mark), text="", file="f")
    assert (fault.at.line, fault.at.column) == (1, 1)
    assert fault.line(0) == fault.line(9) == ""
    assert fault.is_at_end
