"""Encodings: UTF-8, UTF-16 with a mark, GB 18030; a broken byte is named, never guessed over."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.facts.readers.text import decoded
from kaoji.engine.plinth.problem import Problem

CHINESE = "对象,指标,数值\n甲乡,财政收入,1\n"


@pytest.mark.parametrize(
    "data",
    [
        CHINESE.encode(),
        codecs.BOM_UTF8 + CHINESE.encode(),
        CHINESE.encode("gb18030"),
        codecs.BOM_UTF16_LE + CHINESE.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + CHINESE.encode("utf-16-be"),
    ],
)
def test_known_encodings(data):
    assert decoded(data, file="a.csv") == CHINESE


def test_plain_ascii():
    assert decoded(b"subject,value\n", file="a.csv") == "subject,value\n"


@pytest.mark.parametrize(
    ("data", "offset"),
    [
        # UTF-8 up to a broken byte: the Chinese before it tells that it is not GB 18030.
        (CHINESE.encode() + b"\xff\xfe", len(CHINESE.encode())),
        (codecs.BOM_UTF8 + b"abc\xff", 6),
        (codecs.BOM_UTF16_LE + b"a\0\0\xd8b\0", 4),
        # Neither: GB 18030 gets further and fails where the file is cut.
        ("甲乡".encode("gb18030")[:-1], 2),
        (b"abc\xff", 3),
    ],
)
def test_a_broken_byte_is_named(data, offset):
    problem = decoded(data, file="a.csv")
    assert isinstance(problem, Problem)
    assert (problem.code, problem.place.file) == ("wrong-encoding", "a.csv")
    assert f"第 {offset + 1} 个字节（偏移 {offset}）" in problem.message
    assert problem.remedy


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=50))
def test_utf_8_always_wins(text):
    assert decoded(text.encode(), file="a") == text.removeprefix("\ufeff")


@given(st.binary(max_size=60))
def test_any_bytes_are_text_or_a_problem(data):
    assert isinstance(decoded(data, file="a"), str | Problem)
