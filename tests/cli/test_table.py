"""Widths, wrapping and tables; no figure is cut off."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.cli.table import (
    broken,
    cut,
    padded,
    table,
    terminal_width,
    two_columns,
    width_of,
    wrapped,
)

TEXTS = st.text(alphabet="甲乙丙丁,。ab c-1", max_size=40)


@pytest.mark.parametrize(
    ("text", "expected"), [("", 0), ("ab", 2), ("甲", 2), ("甲a,", 4), ("e\u0301", 1), ("Ａ", 2)]
)
def test_chinese_characters_count_two_columns(text, expected):
    assert width_of(text) == expected


@given(TEXTS, st.integers(6, 30))
def test_wrapping_loses_nothing_but_blanks(text, room):
    lines = broken(text, room=room)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(TEXTS, st.integers(6, 30))
def test_every_line_fits(text, room):
    assert all(width_of(line) <= room for line in broken(text, room=room))


def test_lines_break_between_words_and_characters():
    assert broken("ab cd ef", room=5) == ["ab cd", "ef"]
    assert broken("甲乙丙丁", room=5) == ["甲乙", "丙丁"]
    assert broken("甲乙丙。丁", room=6) == ["甲乙", "丙。丁"]
    assert broken("甲乙丙,丁", room=6) == ["甲乙", "丙,丁"]
    assert broken("abcdefgh", room=3) == ["abc", "def", "gh"]
    assert broken("", room=5) == [""]


def test_later_lines_may_hang():
    assert list(wrapped("甲乙丙丁戊己", width=10, indent=2, hang=2)) == ["  甲乙丙丁", "    戊己"]


def test_off_a_terminal_nothing_is_wrapped():
    assert list(wrapped("甲" * 200, width=None, indent=2)) == ["  " + "甲" * 200]


def test_padding_on_either_side():
    assert padded("甲", width=4) == "甲  "
    assert padded("甲", width=4, right=True) == "  甲"


def test_columns_line_up():
    lines = list(table(["名次", "对象"], rows=[("1", "甲乡"), ("10", "b")], width=None, right={0}))
    assert lines == ["名次  对象", "   1  甲乡", "  10  b"]


def test_a_table_that_is_too_wide_is_wrapped_in_its_widest_column():
    lines = list(table(["a", "b"], rows=[("1", "甲乙丙丁戊己")], width=11))
    assert lines == ["a  b", "1  甲乙丙丁", "   戊己"]
    assert all(width_of(line) <= 11 for line in lines)


def test_a_row_is_painted_whole():
    lines = list(
        table(["a"], rows=[("甲乙丙丁戊己",)], width=8, paint=lambda at, line: f"{at}{line}")
    )
    assert lines == ["0a", "1甲乙丙丁", "1戊己"]


def test_terms_and_explanations():
    lines = list(two_columns([("a", "甲乙"), ("long-term-here", "x")], width=24))
    assert lines == ["  a             甲乙", "  long-term-here", "                x"]
    assert list(two_columns([], width=20)) == []


def test_the_terminal_says_how_wide_it_is(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr("sys.stdout", stream)
    assert terminal_width() is None
    stream.isatty = lambda: True
    monkeypatch.setenv("COLUMNS", "57")
    assert terminal_width() == 57


def test_a_text_without_end_is_wrapped_in_one_pass():
    lines = broken("甲a" * 300_000, room=30)
    assert len(lines) == 30_000
    assert set(lines) == {"甲a" * 10}
    assert broken("a" * 300_001, room=30)[-1] == "a"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abcdef", "abcdef"),
        ("abcdefg", "abcde…"),
        ("甲乙丙", "甲乙丙"),
        ("甲乙丙丁", "甲乙…"),
        ("", ""),
    ],
)
def test_a_cut_text_ends_with_a_sign_for_the_rest(text, expected):
    assert cut(text, longest=6) == expected


def test_texts_are_cut_and_figures_never():
    lines = list(
        table(
            ["得分得分", "对象"], rows=[("1234567", "甲乙丙丁")], width=None, right={0}, longest=6
        )
    )
    assert lines == ["  得分…  对象", "1234567  甲乙…"]


def test_what_could_steer_a_terminal_takes_the_room_of_its_code():
    assert list(table(["a", "b"], rows=[("\x1b", "1")], width=None)) == ["a     b", "\\x1b  1"]
