"""Given results: a fact that names a node stands for its computation; facts below contradict it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.engine.worlds import bound, period_of, placed

SCHEME = """
指标:
  经济:
    分值: 60
    指标:
      产值: {分值: 30, 计分: 按完成比例折算, 范围: 0..1000}
      质量: {分值: 30}
  作风:
    分值: 40
    指标:
      评议: {分值: 20, 评分: {领导: 100%}}
      重点: {分值: 20, 计划: {计分: 按完成比例折算}}
减分: {条目: {}, 每条: 1, 上限: 5}
事实:
  人口: {类型: 数}
"""
HEADER = "对象,指标,数值,周期,日期,评分人类别,事项"


def given(book, path, *, subject="甲", period="2025"):
    found = book.given_node(path, subject=subject, period=period_of(period))
    return None if found is None else found.value


@pytest.mark.parametrize(
    ("key", "path"),
    [("总分", "总分"), ("经济", "经济"), ("产值.得分", "经济/产值"), ("减分", "减分")],
)
def test_a_result_may_be_given_for_any_node(key, path):
    book = bound(SCHEME, f"对象,指标,数值\n甲,{key},5")
    assert given(book, path) == 5
    assert not book.problems


def test_a_result_serves_its_period_and_scope():
    book = bound(SCHEME, "对象,指标,数值,周期\n*,经济,5,2025\n甲,经济,6,2025\n甲,经济,7,2024")
    assert given(book, "经济") == 6
    assert given(book, "经济", subject="乙") == 5
    assert given(book, "经济", period="2024") == 7
    assert given(book, "作风") is None


def test_a_node_that_does_not_apply():
    book = bound(SCHEME, "对象,指标,数值\n甲,经济,不适用")
    assert given(book, "经济") is None
    assert book.figure("经济", field="适用", subject="甲", period=period_of("2025")).value is False
    assert book.set_by_facts == {"经济"}


@pytest.mark.parametrize(
    ("rows", "problems"),
    [
        ("甲,经济,无", [("nil-not-asked", 2, 3)]),
        ("甲,经济,很好", [("not-a-number", 2, 3)]),
        ("甲,经济,", []),
        ("甲,经济,5\n甲,经济,5", [("repeated-fact", 3, 3)]),
        ("甲,经济,5\n甲,经济,6", [("conflicting-facts", 3, 3)]),
        ("甲,经济,不适用\n甲,经济,不适用", [("repeated-fact", 3, 3)]),
        ("甲,经济,不适用\n甲,经济.适用,是", [("conflicting-facts", 3, 3)]),
    ],
)
def test_what_cannot_be_given(rows, problems):
    assert placed(bound(SCHEME, f"对象,指标,数值\n{rows}").problems) == problems


@pytest.mark.parametrize(
    ("value", "warns"), [("0", False), ("60", False), ("60.1", True), ("-0.1", True)]
)
def test_a_result_beyond_the_full_points_is_worth_a_second_look(value, warns):
    book = bound(SCHEME, f"对象,指标,数值\n甲,经济,{value}")
    assert [(one.code, one.severity) for one in book.problems] == (
        [("given-beyond-full", "warning")] if warns else []
    )
    assert given(book, "经济") == Fraction(value)


def test_a_period_at_fault():
    book = bound(SCHEME, "对象,指标,数值,周期\n甲,经济,5,那年\n甲,作风,5,2025Q1")
    assert placed(book.problems) == [("bad-period", 2, 4), ("wrong-grain", 3, 4)]


# --- conflicts -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "below",
    [
        "甲,产值,50,,,,",
        "甲,经济/产值,50,2025,,,",
        "甲,质量,20,,,,",
    ],
)
def test_a_fact_below_a_given_node_contradicts_it(below):
    book = bound(SCHEME, f"{HEADER}\n甲,经济,50,,,,\n{below}")
    (problem,) = book.problems
    assert (problem.code, problem.severity) == ("given-conflict", "error")
    assert (problem.place.row, problem.place.column) == (3, 3)
    assert "第 2 行" in problem.message
    assert "第 3 行" in problem.message
    assert "甲" in book.refused


@pytest.mark.parametrize(
    ("path", "fact"),
    [
        ("总分", "甲,产值,50,,,,"),
        ("作风", "甲,评议,50,,,领导,"),
        ("作风", "甲,重点,50,,,,修路"),
        ("减分", "甲,减分,,,2025-03-01,,"),
        ("总分", "甲,减分,,2025,,,"),
        ("产值.得分", "甲,产值,50,,,,"),
        ("评议", "甲,评议,50,,,领导,"),
        ("经济", "甲,经济.适用,否,,,,"),
    ],
)
def test_facts_of_every_kind_contradict(path, fact):
    book = bound(SCHEME, f"{HEADER}\n甲,{path},3,,,,\n{fact}")
    assert [one.code for one in book.problems if one.severity == "error"] == ["given-conflict"]


@pytest.mark.parametrize(
    "beside",
    [
        "甲,评议,50,,,领导,",  # not below
        "乙,产值,50,,,,",  # another subject
        "甲,产值,50,2024,,,",  # another period
        "甲,产值.目标,50,,,,",  # a target contradicts nothing
        "甲,人口,50,,,,",  # no node
        "*,产值,50,,,,",  # for whom nothing is given
        "甲,产值.得分,25,,,,",  # results come with the results below them
        "甲,减分,,,2024-03-01,,",
        "甲,经济.适用,是,,,,",
        "甲,产值.适用,否,,,,",
        "甲,经济.适用,否,2024,,,",
    ],
)
def test_what_does_not_contradict(beside):
    book = bound(SCHEME, f"{HEADER}\n甲,经济,50,,,,\n{beside}")
    assert not [one for one in book.problems if one.severity == "error"]


def test_a_dated_row_of_another_year_does_not_contradict_the_list():
    book = bound(SCHEME, f"{HEADER}\n甲,减分,3,2025,,,\n甲,减分,,,2024-03-01,,")
    assert not [one for one in book.problems if one.severity == "error"]


def test_a_part_below_a_given_whole_contradicts_it():
    text = """
    指标:
      经济: {分值: 100, 周期: {上半年: 50%, 下半年: 50%}, 指标: {产值: {分值: 100}}}
    """
    rows = "甲,经济,50,2025\n甲,产值,60,2025H1\n乙,经济,50,2025H1\n乙,产值,60,2025H2"
    book = bound(text, f"对象,指标,数值,周期\n{rows}")
    assert placed(book.problems) == [("given-conflict", 3, 3)]


def test_many_contradictions_are_one_problem_that_names_some():
    text = "指标: {经济: {指标: {" + ", ".join(f"项{n}: {{分值: 10}}" for n in range(10)) + "}}}"
    rows = "\n".join(f"甲,项{n},1" for n in range(10))
    (problem,) = bound(text, f"对象,指标,数值\n甲,经济,50\n{rows}").problems
    assert "等 10 行" in problem.message
    assert "项4（第 7 行）" in problem.message
    assert "项5" not in problem.message


def test_the_book_knows_what_is_given_below_each_step_and_the_root():
    book = bound(SCHEME, "对象,指标,数值\n甲,产值.得分,20")
    year = period_of("2025")
    assert book.has_given_below("经济", subject="甲", period=year)
    assert book.has_given_below("总分", subject="甲", period=year)
    assert not book.has_given_below("经济/产值", subject="甲", period=year)
    assert not book.has_given_below("作风", subject="甲", period=year)
    assert not book.has_given_below("经济", subject="乙", period=year)
    assert not book.has_given_below("经济", subject="甲", period=period_of("2024"))
