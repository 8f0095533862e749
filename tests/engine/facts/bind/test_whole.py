"""Binding whole tables: which rows are ours, in effect, known, and what is said of the others."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from kaoji.engine.facts.expected import OtherVersion
from tests.engine.worlds import bound, codes_of, period_of, placed

SCHEME = """
指标:
  产值: {分值: 60, 计分: 按完成比例折算, 范围: 0..1000}
  作风: {分值: 40}
"""


def figure(book, path, name="数值", *, subject="甲", period="2025"):
    when = period_of(period) if period else None
    found = book.figure(path, field=name, subject=subject, period=when)
    return None if found is None else found.value


def test_rows_of_another_scheme_are_not_ours():
    book = bound(
        SCHEME,
        """对象,指标,数值,方案
        甲,作风,30,trial
        甲,作风,35,other
        乙,作风,36,""",
    )
    assert figure(book, "作风") == 30
    assert figure(book, "作风", subject="乙") == 36
    assert list(book.subjects) == ["甲", "乙"]
    assert not book.problems


def test_a_faulty_row_refuses_its_subject_and_nobody_else():
    book = bound(SCHEME, "对象,指标,数值\n甲,作风,#REF!\n乙,作风,30")
    assert book.refused == {"甲": []}
    assert figure(book, "作风", subject="乙") == 30


def test_a_date_that_is_none_is_a_problem_at_its_cell():
    book = bound(SCHEME, "对象,指标,数值,日期\n甲,作风,30,2025-02-30")
    assert placed(book.problems) == [("bad-date", 2, 4)]
    assert book.problems[0].coordinate == "甲:作风"
    assert figure(book, "作风") is None


@pytest.mark.parametrize(
    ("as_of", "here"), [(None, True), (date(2025, 5, 1), True), (date(2025, 4, 30), False)]
)
def test_facts_dated_later_than_the_day_of_the_run_are_counted_in_a_note(as_of, here):
    book = bound(SCHEME, "对象,指标,数值,日期\n甲,作风,30,2025-05-01", as_of=as_of)
    assert (figure(book, "作风") == 30) is here
    assert codes_of(book.problems) == ([] if here else ["later-facts"])
    if not here:
        assert "1 行" in book.problems[0].message
        assert "2025-04-30" in book.problems[0].message
        assert book.problems[0].severity == "note"


def test_a_group_and_everyone_are_no_subjects():
    book = bound(SCHEME, "对象,指标,数值\n组:乡镇,作风,30\n*,产值.目标,100\n,作风,20")
    assert not book.subjects
    assert figure(book, "作风") == 20


def test_the_nearest_scope_wins():
    book = bound(
        SCHEME,
        "对象,指标,数值\n*,作风,1\n组:乡镇,作风,2\n甲,作风,3",
        groups={"甲": ("组:乡镇",), "乙": ("组:乡镇",)},
    )
    found = [figure(book, "作风", subject=one) for one in ("甲", "乙", "丙")]
    assert found == [3, 2, 1]
    assert (
        book.figure("作风", field="数值", subject="乙", period=period_of("2025")).scope == "组:乡镇"
    )


# --- who is unknown -----------------------------------------------------------------------------


def test_a_subject_that_the_table_does_not_have_is_told_once_with_its_rows():
    book = bound(
        SCHEME,
        "对象,指标,数值\n甲乡,作风,30\n甲香,作风,31\n甲香,产值,9\n组:局,作风,3\n*,作风,1",
        known_subjects=frozenset({"甲乡", "组:乡镇"}),
    )
    assert placed(book.problems) == [("unknown-subject", 3, 1), ("unknown-group", 5, 1)]
    assert "「甲香」" in book.problems[0].message
    assert "2 行" in book.problems[0].message
    assert "甲乡" in book.problems[0].remedy
    assert "「局」" in book.problems[1].message


def test_a_subject_of_a_neighbouring_scheme_is_no_stranger():
    facts = "对象,指标,数值,方案\n工程,作风,30,\n工程,作风,30,trial"
    book = bound(
        SCHEME, facts, known_subjects=frozenset({"甲"}), known_elsewhere=lambda key: key == "作风"
    )
    assert [(one.code, one.place.row) for one in book.problems if one.severity == "error"] == [
        ("unknown-subject", 3)
    ]


LED = SCHEME + "事实: {牵头: {类型: 对象}}\n"


@pytest.mark.parametrize("named", ["组:乡镇", "group:乡镇", "组:局", "group:局", "*", "丙"])
@pytest.mark.parametrize("about", ["组:乡镇", "group:乡镇", "group:局", "*", ""])
def test_a_cell_that_names_a_subject_names_no_group_however_it_is_spelt(named, about):
    book = bound(
        LED,
        f"对象,指标,数值\n甲,牵头,{named}\n{about},作风,3",
        known_subjects=frozenset({"甲", "乙", "组:乡镇"}),
    )
    assert ("unknown-subject", 2, 3) in placed(book.problems)


def test_a_cell_may_name_whom_the_table_has_and_whom_rows_are_about():
    facts = "对象,指标,数值,方案\n甲,牵头,乙,\n乙,牵头,工程,\n工程,别的,30,other"
    book = bound(LED, facts, known_subjects=frozenset({"甲", "乙", "组:乡镇"}))
    assert not book.problems


def test_without_a_subjects_table_nobody_is_a_stranger():
    assert not bound(SCHEME, "对象,指标,数值\n谁,作风,30").problems


# --- versions -----------------------------------------------------------------------------------


OLD = OtherVersion("2020", lambda key: (key,) if key == "旧指标" else (), lambda _path: ())


def test_rows_of_a_period_under_another_version_are_left_to_that_version():
    book = bound(
        SCHEME,
        "对象,指标,数值,周期\n甲,旧指标,30,2024\n甲,作风,30,2025",
        other_version=lambda period: OLD if period.year == 2024 else None,
    )
    assert not book.problems
    assert figure(book, "作风") == Fraction(30)
    assert list(book.subjects) == ["甲"]


def test_problems_beyond_the_thousandth_are_counted_and_refuse_all_the_same():
    rows = "\n".join(f"甲,没有{at},1" for at in range(1003))
    book = bound(SCHEME, f"对象,指标,数值\n{rows}\n乙,作风,x\n丙,作风,30")
    assert len(book.problems) == 1001
    assert "另有 4 处" in book.problems[-1].message
    assert book.problems[-1].message.endswith("：unknown-key 3 处、not-a-number 1 处")
    assert book.problems[-1].severity == "error"
    assert sorted(book.refused) == ["乙", "甲"]
    assert len(book.refused["甲"]) == 1000
    assert [one.code for one in book.refused["乙"]] == ["not-a-number"]
    assert figure(book, "作风", subject="丙") == 30


def test_a_message_quotes_the_beginning_of_a_long_cell():
    book = bound(SCHEME, f"对象,指标,数值\n甲,{'长' * 61},1\n乙,{'长' * 60},1")
    assert f"「{'长' * 60}…」" in book.problems[0].message
    assert f"「{'长' * 60}」" in book.problems[1].message
