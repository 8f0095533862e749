"""Near words for "did you mean": close enough to be a slip, never another word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.plinth.spelling import edit_distance, nearest

KEYS = ("指标", "分值", "满分", "权重", "周期", "财政收入", "财政支出", "招商引资", "加分项")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("分直", "分值"),
        ("权中", "权重"),
        ("财政收人", "财政收入"),
        ("财政收入额", "财政收入"),
        ("政财收入", "财政收入"),
        ("招商引", "招商引资"),
        ("招商", "招商引资"),
        ("加分", "加分项"),
        ("本级一般公共预算财政收入", "财政收入"),
        ("财收", "财政收入"),
        ("指标\u3000", "指标"),
    ],
)
def test_a_slip_finds_its_word(word, expected):
    assert nearest(word, known=KEYS) == (expected,)


@pytest.mark.parametrize("word", ["", " ", "值", "县城", "安全生产", "指标" * 33])
def test_another_word_finds_nothing(word):
    assert nearest(word, known=KEYS) == ()


def test_width_and_case_are_no_difference():
    assert nearest("ｗｅｉｇｈｔ", known=("Weight", "height")) == ("Weight",)
    assert nearest("q2", known=("Q1", "Q2")) == ("Q2",)
    assert nearest("Ａ", known=("a", "b")) == ("a",)


def test_the_word_itself_is_no_suggestion():
    assert nearest("分值", known=("分值", "满分")) == ()


def test_the_nearest_stand_first_then_those_that_begin_alike():
    known = ("财产收入", "财政收支", "财政收入线", "财政收入", "财政收入")
    assert nearest("财政收人", known=known, most=2) == ("财政收支", "财政收入")
    assert nearest("财政收人", known=known, most=9) == ("财政收支", "财政收入")


def test_edits_come_before_abbreviations():
    assert nearest("财政收入", known=("一般预算财政收入", "财政支入"), most=2) == (
        "财政支入",
        "一般预算财政收入",
    )


def test_the_longer_a_word_the_more_slips_are_forgiven():
    assert nearest("财政收入增长", known=("财政支出增长",)) == ("财政支出增长",)
    assert nearest("财政收入增", known=("财政支出增",)) == ()


def test_one_character_is_no_abbreviation():
    assert nearest("分项", known=("分", "项")) == ()
    assert nearest("分", known=("分项",)) == ()


def test_of_two_long_names_the_shorter_stands_first():
    known = ("招商引资项目", "招商引资", "招商银行部门")
    assert nearest("招商", known=known, most=2) == ("招商引资", "招商引资项目")


def test_sentences_are_never_suggested():
    assert nearest("分值", known=("分值" + "。" * 80,)) == ()
    assert nearest("分" * 64, known=("分" * 63,)) == ("分" * 63,)
    assert nearest("分" * 63, known=("分" * 64,)) == ("分" * 64,)
    assert nearest("分" * 64, known=("分" * 65,)) == ()
    assert nearest("分" * 65, known=("分" * 64,)) == ()


@pytest.mark.parametrize(
    ("word", "other", "distance"),
    [
        ("", "", 0),
        ("", "ab", 2),
        ("kitten", "sitting", 3),
        ("ab", "ba", 1),
        ("abc", "bca", 2),
        ("财政收入", "财收政入", 1),
        # Each stretch is edited once: a swap with something put between counts three.
        ("ca", "abc", 3),
    ],
)
def test_known_distances(word, other, distance):
    assert edit_distance(word, other=other, limit=distance) == distance
    assert edit_distance(other, other=word, limit=distance + 3) == distance
    if distance:
        assert edit_distance(word, other=other, limit=distance - 1) is None


def reference(word, other):
    """The distance by its definition, without any table."""
    if not word or not other:
        return len(word) + len(other)
    options = [
        reference(word[1:], other) + 1,
        reference(word, other[1:]) + 1,
        reference(word[1:], other[1:]) + (word[0] != other[0]),
    ]
    if len(word) > 1 and word[:2] == other[1::-1]:
        options.append(reference(word[2:], other[2:]) + 1)
    return min(options)


words = st.text("abc", max_size=5)


@given(word=words, other=words, limit=st.integers(0, 6))
def test_the_distance_is_the_one_of_the_definition(word, other, limit):
    expected = reference(word, other)
    found = edit_distance(word, other=other, limit=limit)
    assert found == (expected if expected <= limit else None)


@given(word=st.text(max_size=8), known=st.lists(st.text(max_size=8)), most=st.integers(0, 3))
def test_suggestions_are_known_words_each_once(word, known, most):
    found = nearest(word, known=known, most=most)
    assert len(found) == len(set(found)) <= most
    assert set(found) <= set(known) - {word}
