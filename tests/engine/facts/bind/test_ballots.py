"""Ballots: one per rater, tallies, options of the scale, nobody himself."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.engine.worlds import bound, codes_of, period_of, placed

SCHEME = """
指标:
  测评:
    分值: 60
    评分: {评分人: {领导: 50%, 群众: 50%}, 量表: {好: 100, 中: 80, 差: 60, 不了解: 不计}}
  打分: {分值: 40, 评分: {领导: 100%}}
"""
HEADER = "对象,指标,数值,评分人类别,评分人,件数,事项"


def ballots(book, path="测评", *, subject="甲", period="2025"):
    return book.ballots_of(path, subject=subject, period=period_of(period))


def test_a_ballot_and_a_tally():
    book = bound(SCHEME, f"{HEADER}\n甲,测评,好,领导,张某,,\n甲,测评,中,群众,,12,")
    one, many = ballots(book)
    assert (one.rater_class, one.rater, one.answer, one.count) == ("领导", "张某", "好", 1)
    assert (many.rater_class, many.rater, many.answer, many.count) == ("群众", "", "中", 12)
    assert not book.problems


def test_a_mark_is_a_number_of_the_scale():
    book = bound(SCHEME, f"{HEADER}\n甲,打分,88.5,领导,张某,,\n乙,打分,101,领导,张某,,")
    assert [one.answer for one in ballots(book, "打分")] == [Fraction(177, 2)]
    assert placed(book.problems) == [("out-of-range", 3, 3)]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("甲,测评,好,专家,张某,,", ("unknown-rater-class", 2, 4)),
        ("甲,测评,好,,张某,,", ("unknown-rater-class", 2, 4)),
        ("甲,测评,很好,领导,张某,,", ("beyond-scale", 2, 3)),
        ("甲,测评,,领导,张某,,", ("beyond-scale", 2, 3)),
        ("甲,打分,,领导,张某,,", ("empty-ballot", 2, 3)),
        ("甲,打分,不适用,领导,张某,,", ("empty-ballot", 2, 3)),
        ("甲,打分,x,领导,张某,,", ("not-a-number", 2, 3)),
        ("甲,测评,好,领导,,半,", ("not-a-number", 2, 6)),
        ("甲,测评,好,领导,,1.5,", ("bad-count", 2, 6)),
        ("甲,测评,好,领导,甲,,", ("own-ballot", 2, 5)),
    ],
)
def test_a_ballot_that_does_not_count_is_named(row, problem):
    book = bound(SCHEME, f"{HEADER}\n{row}")
    assert placed(book.problems) == [problem]
    assert "甲" in book.refused
    assert not ballots(book)
    assert not ballots(book, "打分")


def test_the_only_class_need_not_be_written():
    book = bound(SCHEME, f"{HEADER}\n甲,打分,88,,张某,,")
    assert [one.rater_class for one in ballots(book, "打分")] == ["领导"]


def test_a_rater_votes_once_for_each_work():
    rows = "\n".join(
        f"甲,测评,好,{who},{name},,{work}"
        for who, name, work in (
            ("领导", "张某", ""),
            ("领导", "张某", "一"),
            ("群众", "张某", ""),
            ("领导", "张某", ""),
            ("领导", "", ""),
            ("领导", "", ""),
        )
    )
    book = bound(SCHEME, f"{HEADER}\n{rows}\n乙,测评,好,领导,张某,,")
    assert placed(book.problems) == [("second-ballot", 5, 5)]
    assert "第 2 行" in book.problems[0].message
    assert len(ballots(book)) == 5
    assert len(ballots(book, subject="乙")) == 1


def test_ballots_belong_to_periods():
    text = "指标: {打分: {分值: 100, 评分: {领导: 100%}, 周期: {上半年: 50%, 下半年: 50%}}}"
    rows = "甲,打分,80,领导,张某,2025H1\n甲,打分,90,领导,张某,2025H2\n甲,打分,95,领导,张某,2025"
    book = bound(text, f"对象,指标,数值,评分人类别,评分人,周期\n{rows}")
    assert [one.answer for one in ballots(book, "打分", period="2025H1")] == [80]
    assert [one.answer for one in ballots(book, "打分", period="2025H2")] == [90]
    assert placed(book.problems) == [("wrong-grain", 4, 6)]


def test_a_pattern_row_sent_back_as_it_was_is_noted():
    book = bound(SCHEME, f"{HEADER}\n甲,测评,,领导,,,")
    (problem,) = book.problems
    assert (problem.code, problem.severity) == ("unfilled-row", "note")


def test_a_hint_names_the_class_that_was_meant():
    (problem,) = bound(SCHEME, f"{HEADER}\n甲,测评,好,领道,张某,,").problems
    assert "领导" in problem.remedy


def test_a_ballot_says_its_class_where_there_are_several():
    (problem,) = bound(SCHEME, f"{HEADER}\n甲,测评,好,,张某,,").problems
    assert "没有写评分人类别" in problem.message
    assert problem.remedy == "可写：领导、群众"


@pytest.mark.parametrize(("second", "code"), [("30", "conflicting-facts"), ("38", "repeated-fact")])
def test_bare_numbers_of_a_panel_are_results_not_ballots(second, code):
    book = bound(SCHEME, f"{HEADER}\n甲,打分,38,,,,\n甲,打分,{second},,,,")
    assert not book.ballots
    assert codes_of(book.problems) == [code]
    assert "每张写上评分人类别（领导）" in book.problems[0].remedy
