"""Cleaning: what people cannot see or did not mean goes, what they read stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.facts.clean import clean, plain_signs


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("１２．５％", "12.5%"),
        ("ＡｂＺ", "AbZ"),
        ("　甲乡　", "甲乡"),
        ("甲\u00a0乡\u2003镇", "甲 乡 镇"),
        ("\ufeff甲\u200b乡\u00ad", "甲乡"),
        ("⼄乡", "乙乡"),
        ("\uf90a", "金"),
        ("一（二），三：四；五！六？七～八、九。", "一（二），三：四；五！六？七～八、九。"),
        ("上\r\n下\r左", "上\n下\n左"),
        ("a\tb\x01c", "a bc"),
        ("－５", "-5"),
        ("\ud800x", "\ufffdx"),
        ("", ""),
        ("  \u3000\n ", ""),
    ],
)
def test_cleaning(raw, expected):
    assert clean(raw) == expected


@given(st.text())
def test_cleaning_twice_changes_nothing(raw):
    assert clean(clean(raw)) == clean(raw)


@given(st.text())
def test_cleaned_text_can_be_written_to_any_file(raw):
    clean(raw).encode("utf-8")


@pytest.mark.parametrize(
    ("text", "expected"), [("（１，２）", "(1,2)"), ("−5", "-5"), ("plain", "plain"), ("甲", "甲")]
)
def test_plain_signs(text, expected):
    assert plain_signs(text) == expected


@given(st.text())
def test_plain_signs_keep_the_length(text):
    assert len(plain_signs(text)) == len(text)
