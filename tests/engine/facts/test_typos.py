"""Which unknown headers are slips of a known one, and which are honest further columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.facts.columns import FACTS, SUBJECTS
from kaoji.engine.facts.typos import meant_column, one_edit


@pytest.mark.parametrize(
    ("word", "other", "kind"),
    [
        ("value", "value", None),
        ("vaule", "value", "swap"),
        ("valu", "value", "less"),
        ("valuee", "value", "more"),
        ("xvalue", "value", "more"),
        ("volue", "value", "change"),
        ("vlaeu", "value", None),
        ("", "", None),
        ("", "a", "less"),
        ("a", "", "more"),
        ("ab", "ba", "swap"),
        ("abc", "cba", None),
        ("数数值", "数值", "more"),
    ],
)
def test_one_edit(word, other, kind):
    edit = one_edit(word, other=other)
    assert (edit.kind if edit else None) == kind


def neighbours(word):
    """All words one edit away, built by doing the edits."""
    letters = "ab"
    for at in range(len(word) + 1):
        yield from (word[:at] + letter + word[at:] for letter in letters)
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
        yield from (word[:at] + letter + word[at + 1 :] for letter in letters)
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


@given(st.text("ab", max_size=6), st.text("ab", max_size=6))
def test_one_edit_is_what_doing_the_edits_gives(word, other):
    found = one_edit(word, other=other) is not None
    assert found == (word != other and word in set(neighbours(other)))


def meant(header, *present, columns=FACTS):
    column = meant_column(header, columns=columns, present=present)
    return column.key if column else None


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("vaule", "value"),
        ("valeu", "value"),
        ("subjct", "subject"),
        ("Subjects", "subject"),
        ("raterclas", "rater_class"),
        ("Rater-Clas", "rater_class"),
        ("kye", "key"),
        ("对像", "subject"),
        ("象对", "subject"),
        ("数直", "value"),
        ("指票", "key"),
        ("备住", "note"),
        ("周其（期）", "period"),
        ("发文机构", "issuer"),
        ("评分入", "rater"),
        ("数数值", "value"),
        ("值", "value"),
        ("目标值", "target"),
    ],
)
def test_slips(header, key):
    assert meant(header) == key


@pytest.mark.parametrize(
    "header",
    [
        "备注2", "备注二", "数值1", "目标A", "note2", "2note", "value1", "类别", "人数", "严重", "级别",  # noqa: E501
        "事由", "目的", "金额", "单位", "地址", "ip", "ids", "项目名称", "联系人电话", "",
        "valué", "评分人2",
    ],
)  # fmt: skip
def test_honest_further_columns(header):
    assert meant(header) is None


def test_a_character_too_many_is_no_slip_where_the_column_is_there():
    assert meant("目标值", "target") is None
    assert meant("值", "value", "target") is None


def test_confused_characters_are_a_slip_even_then():
    assert meant("数直", "value") == "value"


def test_subject_headers():
    assert meant("form", columns=SUBJECTS) == "from"
    assert meant("上及", columns=SUBJECTS) == "parent"
    assert meant("类别", columns=SUBJECTS) is None
