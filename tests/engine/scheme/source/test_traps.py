"""Plain texts that YAML or the eye would take for something else."""

from __future__ import annotations

import pytest

from kaoji.engine.scheme.source import read_document, to_plain
from kaoji.engine.scheme.source.traps import number_trap

# What YAML 1.1 makes of each, after its type repository (int, float, bool, merge).
NUMBER_TRAPS = {
    **dict.fromkeys(["1:30", "-1:30", "12:30:45", "3:7", "190:20:30.15"], "六十进制数"),
    **dict.fromkeys(["010", "-007", "08", "0o17", "000", "0123_4"], "八进制数"),
    **dict.fromkeys(["0x1F", "0Xa_b", "+0x0"], "十六进制数"),
    **dict.fromkeys(["0b101", "-0b1_0"], "二进制数"),
    **dict.fromkeys(["1_000", "1_000.5", "685.230_15", "2016_01"], "带下划线的数"),
    **dict.fromkeys([".inf", "-.INF", "+.Inf", ".nan", ".NaN", ".NAN"], "无穷大或非数"),
    **dict.fromkeys(["1e400", "12e3", "1.5E+3", ".5e-1", "-1e5"], "科学记数法的数"),
    **dict.fromkeys(["yes", "No", "ON", "off", "YES", "y", "N"], "是或否"),
}
NO_TRAPS = [
    *("12", "-12.50", "+3", "0", "-0", "0.5", "00.5", ".5", "1.10", "2016.1", "2016.10"),
    *("2016-01-01", "2016-06", "2016Q2", "50%", "3/4", "1:99", "12:30分", "1,000"),
    *("true", "false", "True", "FALSE", "是", "否", "yEs", "yesterday", "甲", "e5", "1e", "0x"),
    *("inf", "nan", "-", "+", ".", "_1", "1" * 59 + "_0", "", "=", "0xyz"),
]


@pytest.mark.parametrize(("text", "meaning"), NUMBER_TRAPS.items())
def test_numbers_that_yaml_would_silently_change(text, meaning):
    _, problems = read_document(f"甲: {text}\n", file="f")
    assert [(found.code, found.place.column) for found in problems] == [("yaml-number-trap", 4)]
    assert meaning in problems[0].message
    assert f'"{text}"' in problems[0].remedy
    is_doubtful = text in ("y", "N")
    assert problems[0].severity == ("warning" if is_doubtful else "error")
    assert ("是/否" in problems[0].remedy) == (meaning == "是或否")


@pytest.mark.parametrize("text", NUMBER_TRAPS)
def test_quotes_say_that_the_text_is_meant(text):
    tree, problems = read_document(f'甲: "{text}"\n"{text}": [\'{text}\']\n', file="f")
    assert problems == ()
    assert to_plain(tree) == {"甲": text, text: [text]}


@pytest.mark.parametrize("text", NO_TRAPS)
def test_what_reads_as_it_stands(text):
    assert number_trap(text) is None


def test_beyond_the_longest_number_nothing_is_read_as_one():
    assert number_trap("1" * 58 + "_0") == "带下划线的数"
    assert number_trap("1" * 59 + "_0") is None


def test_a_trap_may_be_a_key_or_an_item():
    _, problems = read_document("010: [1,000]\n", file="f")
    assert [found.place.column for found in problems] == [1, 9]


@pytest.mark.parametrize(
    ("text", "code", "severity", "place"),
    [
        # A key by the look of it, but its colon is full-width.
        ("{分值：60}", "fullwidth-colon", "error", (1, 2)),
        ("财政：收入: 1", "fullwidth-colon", "error", (1, 1)),
        ("甲:\n  分值：60", "fullwidth-colon", "warning", (2, 3)),
        ("甲:\n  财政（本级）：60", "fullwidth-colon", "warning", (2, 3)),
        ("甲: 12\n  分值：60", "fullwidth-colon", "warning", (1, 4)),
        ("- 甲\n  分值：60", "fullwidth-colon", "warning", (1, 3)),
        ("分值：60", "fullwidth-colon", "warning", (1, 1)),
        ("甲: [市，省]", "fullwidth-comma", "warning", (1, 5)),
        ("甲: {乙: 市、省}", "fullwidth-comma", "warning", (1, 8)),
        ("甲: “乙”", "fullwidth-quote", "warning", (1, 4)),
        ("甲: [‘乙’]", "fullwidth-quote", "warning", (1, 5)),
        ("- 「乙」", "fullwidth-quote", "warning", (1, 3)),
        ("甲: ［乙, 丙］", "fullwidth-bracket", "warning", (1, 4)),
        ("甲: ｛乙｝", "fullwidth-bracket", "warning", (1, 4)),
        ("\u3000\u3000甲: 1", "fullwidth-space", "error", (1, 1)),
        ("甲: 乙\u3000", "fullwidth-space", "error", (1, 4)),
        ("甲: \xa0乙", "fullwidth-space", "error", (1, 4)),
    ],
)
def test_full_width_marks_that_do_nothing(text, code, severity, place):
    _, problems = read_document(text, file="f")
    found = [(one.code, one.severity, (one.place.line, one.place.column)) for one in problems]
    assert found == [(code, severity, place)]


@pytest.mark.parametrize(
    "text",
    [
        "说明: 依据：某办法",
        "- 甲：乙",
        "甲: [\"市，省\", '“乙”']",
        '"财政：收入": 1',
        "甲: 市，省、县",
        "甲: “乙”和“丙”",
        "甲: 乙\u3000丙",
        '甲: "\u3000乙"',
        "甲: |\n  \u3000\u3000段落：文字\n",
        '甲:\n  "分值：60"',
        "甲: （乙）",
    ],
)
def test_full_width_marks_that_belong_to_a_text(text):
    _, problems = read_document(text, file="f")
    assert problems == ()


def test_a_long_text_is_shortened_in_the_message():
    _, problems = read_document(f"甲: [{'字' * 30}，乙]", file="f")
    assert f"“{'字' * 19}…”" in problems[0].message


def test_a_warning_falls_silent_where_an_error_says_the_same():
    _, problems = read_document("甲: {分值: 60，周期: 年}\n", file="f")
    assert [(found.code, found.severity) for found in problems] == [("fullwidth-comma", "error")]
