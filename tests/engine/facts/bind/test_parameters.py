"""Parameters as facts rows: for all, a group or a subject; with or without a period."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from kaoji.engine.scheme.load.overlay import read_overlay, with_overlay
from tests.engine.worlds import bound, period_of, placed, scheme_of

SCHEME = """
指标: {作风: {分值: 100}}
参数:
  标准: {类型: 数, 单位: 元, 范围: 0..100}
  办法: {取值: [整步, 按比例]}
  停用: {类型: 是否}
  加分表: {类型: 表, 键: [级别]}
"""


def value(book, name, *, subject="甲", period="2025"):
    found = book.parameter(name, subject=subject, period=period_of(period))
    return None if found is None else found.value


def test_the_nearest_row_wins():
    rows = "*,标准,1\n组:乡镇,标准,2\n甲,标准,3"
    book = bound(SCHEME, f"对象,指标,数值\n{rows}", groups={"甲": ("组:乡镇",), "乙": ("组:乡镇",)})
    assert [value(book, "标准", subject=one) for one in "甲乙丙"] == [3, 2, 1]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [("标准", "5元", Fraction(5)), ("办法", "整步", "整步"), ("停用", "是", True)],
)
def test_values_are_read_by_their_type(name, text, expected):
    assert value(bound(SCHEME, f"对象,指标,数值\n*,{name},{text}"), name) == expected


def test_rows_of_periods_serve_them_and_what_lies_in_them():
    rows = "*,标准,1,\n*,标准,2,2025\n*,标准,3,2025Q2\n*,标准,9,2024"
    book = bound(SCHEME, f"对象,指标,数值,周期\n{rows}")
    found = [
        value(book, "标准", period=one) for one in ("2025", "2025Q1", "2025Q2", "2024", "2023")
    ]
    assert found == [2, 2, 3, 9, 1]
    assert not book.problems


def test_nobody_set_it():
    book = bound(SCHEME, "对象,指标,数值,周期\n甲,标准,,\n甲,停用,是,2024")
    assert value(book, "标准") is None
    assert value(book, "停用") is None


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("*,标准,101,", ("out-of-range", 2, 3)),
        ("*,标准,-1,", ("out-of-range", 2, 3)),
        ("*,标准,无,", ("nil-not-asked", 2, 3)),
        ("*,标准,多,", ("not-a-number", 2, 3)),
        ("*,办法,别的,", ("unknown-word", 2, 3)),
        ("*,加分表,1,", ("not-a-fact", 2, 2)),
        ("*,标准,1,去年", ("bad-period", 2, 4)),
    ],
)
def test_a_row_at_fault(row, problem):
    assert placed(bound(SCHEME, f"对象,指标,数值,周期\n{row}").problems) == [problem]


@pytest.mark.parametrize("row", ["*,加分表,,", "*,标准,,", "*,办法,,", "*,停用,,"])
def test_an_empty_row_as_a_sheet_has_it_says_nothing(row):
    book = bound(SCHEME, f"对象,指标,数值,填法\n{row}样行")
    assert not book.problems
    assert not book.refused


@pytest.mark.parametrize(
    ("keys", "header", "row"),
    [("级别", "对象,指标,级别", "*,加分表,市"), ("层级", "对象,指标,层级", "*,加分表,市")],
)
def test_a_table_filled_in_row_by_row_is_told(keys, header, row):
    scheme = SCHEME.replace("键: [级别]", f"键: [{keys}]")
    assert placed(bound(scheme, f"{header}\n{row}").problems) == [("not-a-fact", 2, 2)]


@pytest.mark.parametrize("keys", ["级别", "类别, 层级", "数值"])
def test_what_to_write_instead_of_a_row_can_be_read(keys, tmp_path):
    text = SCHEME.replace("键: [级别]", f"键: [{keys}]")
    (problem,) = bound(text, "对象,指标,数值\n*,加分表,1").problems
    assert "删去这一行" in problem.remedy
    templates = re.findall(r"参数: \{加分表: [^；]*\}", problem.remedy)
    assert len(templates) == (1 if "," in keys else 2)
    scheme = scheme_of(text)
    for template in templates:
        path = tmp_path / "given.yaml"
        path.write_text(template, encoding="utf-8")
        overlay = read_overlay(path)
        filled, faults = with_overlay(scheme, overlay=overlay)
        assert (overlay.problems, faults) == ((), ())
        (table,) = [one.table for one in filled.parameters if one.name == "加分表"]
        assert table.cells or table.bands


@pytest.mark.parametrize(
    ("second", "code"),
    [("1", "repeated-fact"), ("1.0", "repeated-fact"), ("2", "conflicting-facts")],
)
def test_a_parameter_is_set_once_per_scope_and_period(second, code):
    book = bound(
        SCHEME, f"对象,指标,数值,周期\n*,标准,1,\n*,标准,{second},\n甲,标准,7,\n*,标准,8,2025"
    )
    assert placed(book.problems) == [(code, 3, 3)]
