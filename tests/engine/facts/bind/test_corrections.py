"""更正: the corrected row no longer counts, once the correction is here."""

from __future__ import annotations

from datetime import date

import pytest

from tests.engine.worlds import bound, codes_of, period_of, placed

SCHEME = "指标: {作风: {分值: 100}}\n减分: {条目: {}, 每条: 数值, 上限: 5}"
HEADER = "对象,指标,数值,日期,编号,更正"


def value(book):
    return book.figure("作风", field="数值", subject="甲", period=period_of("2025")).value


def points(book):
    return [line.record["数值"] for line in book.lines_of("减分", subject="甲")]


def test_a_correction_stands_for_the_old_row():
    book = bound(SCHEME, f"{HEADER}\n甲,作风,30,,a,\n甲,作风,40,,b,a")
    assert value(book) == 40
    assert not book.problems


def test_a_correction_may_come_first_and_be_corrected_itself():
    book = bound(SCHEME, f"{HEADER}\n甲,减分,3,2025-03-01,c,b\n甲,减分,1,2025-01-01,a,\n"
                         "甲,减分,2,2025-02-01,b,a")  # fmt: skip
    assert points(book) == [3]
    assert not book.problems


def test_only_rows_of_the_same_subject_are_corrected():
    book = bound(SCHEME, f"{HEADER}\n乙,作风,30,,a,\n甲,作风,40,,b,a")
    assert placed(book.problems) == [("unknown-correction", 3, 6)]
    assert book.figure("作风", field="数值", subject="乙", period=period_of("2025")).value == 30


@pytest.mark.parametrize(("first", "second"), [("group:乡镇", "组:乡镇"), ("*", ""), ("", "*")])
def test_the_same_scope_may_be_spelt_in_two_ways(first, second):
    rows = f"{HEADER}\n{first},作风,30,,a,\n{second},作风,40,,b,a"
    book = bound(SCHEME, rows, groups={"甲": ("组:乡镇",)})
    assert not book.problems
    assert value(book) == 40


def test_a_correction_of_a_group_that_makes_no_sense_refuses_the_whole_group():
    rows = f"{HEADER}\ngroup:乡镇,作风,30,,a,a"
    assert list(bound(SCHEME, rows).refused) == ["组:乡镇"]


def test_a_correction_that_is_not_here_yet_corrects_nothing():
    facts = f"{HEADER}\n甲,减分,1,2025-01-01,a,\n甲,减分,3,2025-07-01,b,a"
    assert points(bound(SCHEME, facts, as_of=date(2025, 6, 30))) == [1]
    assert points(bound(SCHEME, facts, as_of=date(2025, 7, 1))) == [3]


@pytest.mark.parametrize(
    ("rows", "problems"),
    [
        ("甲,作风,30,,a,a", [("circular-correction", 2, 6)]),
        ("甲,作风,30,,a,b\n甲,作风,31,,b,a",
         [("circular-correction", 2, 6), ("circular-correction", 3, 6)]),
        ("甲,减分,1,2025-01-01,a,\n甲,减分,2,2025-01-01,b,a\n甲,减分,3,2025-01-01,c,a",
         [("corrected-twice", 4, 6)]),
    ],
)  # fmt: skip
def test_corrections_that_make_no_sense(rows, problems):
    book = bound(SCHEME, f"{HEADER}\n{rows}")
    assert placed(book.problems) == problems
    assert "甲" in book.refused


def test_a_row_without_a_number_may_correct_too():
    book = bound(SCHEME, f"{HEADER}\n甲,作风,30,,a,\n甲,作风,40,,,a")
    assert value(book) == 40
    assert codes_of(book.problems) == []
