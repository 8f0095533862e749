"""Numbers and dates as people write them: read exactly, or refused with a reason and a question."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.facts.numbers import (
    CellFault,
    DateFault,
    NumberFault,
    NumberWord,
    decimal_text,
    double_as_decimal,
    is_formula_error,
    read_date,
    read_number,
)
from kaoji.engine.plinth.exact import exact_text
from kaoji.engine.plinth.problem import Place


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("85", "85"),
        ("1.10", "11/10"),
        ("-12.50", "-25/2"),
        ("+5", "5"),
        ("−5", "-5"),
        ("－５．５", "-11/2"),
        (".5", "1/2"),
        ("007", "7"),
        ("1,234.5", "2469/2"),
        ("１，２３４，５６７", "1234567"),
        ("3/4", "3/4"),
        ("-3 / 4", "-3/4"),
        ("６／８", "3/4"),
        ("0", "0"),
        (" 85 ", "85"),
    ],
)
def test_plain_numbers(text, expected):
    assert read_number(text) == Fraction(expected)


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("85", "%", "85"),
        ("85%", "%", "85"),
        ("85％", "%", "85"),
        ("85 %", "%", "85"),
        ("85%", None, "17/20"),
        ("3个", "名额", "3"),
        ("3 seats", "个", "3"),
        ("85%", "倍", "17/20"),
        ("5‰", None, "1/200"),
        ("5‰", "%", "1/2"),
        ("1%", "‰", "10"),
        ("3/4%", "%", "3/4"),
        ("5分", "分", "5"),
        ("5 分", "分", "5"),
        ("12万元", "万元", "12"),
        ("12万元", "元", "120000"),
        ("120000元", "万元", "12"),
        ("0.5亿元", "万元", "5000"),
        ("1,234万元", "万元", "1234"),
        ("3个百分点", "百分点", "3"),
        ("3元/人", "元/人", "3"),
    ],
)
def test_units(text, unit, expected):
    assert read_number(text, unit=unit) == Fraction(expected)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("不适用", NumberWord.NOT_APPLICABLE),
        ("Missing", NumberWord.MISSING),
        ("nil", NumberWord.NIL_RETURN),
        ("N/A", NumberWord.NOT_APPLICABLE),
        ("n/a", NumberWord.NOT_APPLICABLE),
        ("Ｎ／Ａ", NumberWord.NOT_APPLICABLE),
        ("缺", NumberWord.MISSING),
        ("空", NumberWord.MISSING),
        ("", NumberWord.MISSING),
        ("　", NumberWord.MISSING),
        ("无", NumberWord.NIL_RETURN),
        ("零报告", NumberWord.NIL_RETURN),
    ],
)
def test_words_in_a_numbers_place(text, word):
    assert read_number(text) is word


@pytest.mark.parametrize(
    ("text", "unit", "code", "hint"),
    [
        ("NaN", None, "not-finite", "缺"),
        ("inf", None, "not-finite", "缺"),
        ("-Infinity", None, "not-finite", "缺"),
        ("1e400", None, "exponent", "全部数字"),
        ("1e5", None, "exponent", "全部数字"),
        ("1.23E+11", "元", "exponent", "全部数字"),
        ("99、57%", "%", "decimal-mark", "是不是 99.57%？"),
        ("99、57", None, "decimal-mark", "是不是 99.57？"),
        ("99。57", None, "decimal-mark", "是不是 99.57？"),
        ("1,23", None, "decimal-mark", "是不是 1.23？"),
        ("0,123", None, "decimal-mark", "是不是 0.123？"),
        ("1,23,456", None, "grouping", "1,234.5"),
        ("12,34元", "元", "grouping", "1,234.5"),
        ("1234,567.8", None, "grouping", "1,234.5"),
        ("12万元", None, "unit-not-declared", "声明单位"),
        ("12万元", "", "unit-not-declared", "声明单位"),
        ("12万", "万元", "unit-mismatch", "是不是 12万元？"),
        ("12件", "次", "unit-mismatch", "「次」"),
        ("3%", "百分点", "unit-mismatch", "「百分点」"),
        ("3百分点", "%", "unit-mismatch", "「%」"),
        ("104.2 %", "万元", "unit-mismatch", "去掉「%」"),
        ("5‰", "件", "unit-mismatch", "去掉「‰」"),
        ("85%", "分", "unit-mismatch", "比率那一项"),
        ("3/4%", "元/人", "unit-mismatch", "去掉「%」"),
        ("8O", "亿元", "not-a-number", "是不是 80？"),
        ("O.5", None, "not-a-number", "是不是 0.5？"),
        ("1l0%", "%", "not-a-number", "是不是 110%？"),
        ("l2", "元", "not-a-number", "是不是 12？"),
        ("（5）", None, "not-a-number", "是不是 -5？"),
        ("1 234", None, "not-a-number", "是不是 1234？"),
        ("--", None, "dash", "不适用"),
        ("—", None, "dash", "不适用"),
        ("/", None, "dash", "不适用"),
        ("……", None, "dash", "不适用"),
        ("3/0", None, "zero-denominator", "分母"),
        ("#DIV/0!", None, "formula-error", "公式"),
        ("9" * 61, None, "number-too-long", "核对"),
        ("5.", None, "not-a-number", "只写数字"),
        ("1.2.3", None, "not-a-number", "只写数字"),
        ("约5", None, "not-a-number", "只写数字"),
        ("8—9", None, "not-a-number", "只写数字"),
        ("五", None, "not-a-number", "只写数字"),
        ("٣", None, "not-a-number", "只写数字"),
        ("①", None, "not-a-number", "只写数字"),
        ("12e5元", "元", "not-a-number", "只写数字"),
        ("1,234/5", None, "not-a-number", "只写数字"),
    ],
)
def test_refused_with_a_reason(text, unit, code, hint):
    fault = read_number(text, unit=unit)
    assert isinstance(fault, NumberFault)
    assert fault.code == code
    assert hint in fault.remedy
    assert text[:60] in fault.message


def test_a_fault_becomes_a_problem_at_its_place():
    fault = read_number("约5")
    assert isinstance(fault, CellFault)
    problem = fault.problem(Place("a.csv", row=3, column=2))
    assert (problem.code, problem.severity, problem.place.row) == ("not-a-number", "error", 3)


@given(st.fractions(max_denominator=10**9).filter(lambda one: len(str(one.numerator)) < 40))
def test_every_exact_text_is_read_back(value):
    assert read_number(exact_text(value)) == value


@given(st.integers(0, 10**18))
def test_thousands_are_read_as_they_are_written(value):
    assert read_number(f"{value:,}") == value


@given(st.text(max_size=80), st.sampled_from([None, "%", "元", "分"]))
def test_any_text_is_a_number_a_word_or_a_fault(text, unit):
    assert isinstance(read_number(text, unit=unit), Fraction | NumberWord | NumberFault)


@pytest.mark.parametrize(
    ("double", "expected"),
    [
        (0.1, "0.1"),
        (0.1 + 0.2, "0.3"),
        (1.1 * 3, "3.3"),
        (1 / 3, "0.333333333333333"),
        (-0.0, "0"),
        (89.95, "89.95"),
        (123456789012345.0, "123456789012345"),
        (9007199254740993.0, "9007199254740990"),
        (1e22, "10000000000000000000000"),
        (0.000012345, "0.000012345"),
        (5e-324, "0." + "0" * 323 + "5"),
        ("0.30000000000000004", "0.3"),
        (float("nan"), None),
        (float("inf"), None),
    ],
)
def test_a_double_is_its_shortest_decimal(double, expected):
    assert decimal_text(double) == expected


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**10)))
def test_a_decimal_of_fifteen_digits_survives_the_double(value):
    if len(value.as_tuple().digits) <= 15:
        assert double_as_decimal(float(value)) == Fraction(value)


@pytest.mark.parametrize("text", ["#DIV/0!", "#ref!", "#N/A", "#NAME?", "#VALUE!", "#NUM!"])
def test_error_values(text):
    assert is_formula_error(text)


@pytest.mark.parametrize("text", ["#1", "# 备注", "N/A", ""])
def test_no_error_values(text):
    assert not is_formula_error(text)


@pytest.mark.parametrize(
    "text",
    [
        "2016-01-20", "2016/1/20", "2016.1.20", "2016年1月20日", "2016 年 1 月 20 号", "20160120",
        "２０１６年１月２０日", "2016-01-20 00:00:00", "2016-01-20T13:05", "2016-01-20 13:05:06.789",  # noqa: E501
        "2016-01-20T13:05:06+08:00", "2016年1月20日 13:05", " 2016-1-20 ",
    ],
)  # fmt: skip
def test_dates(text):
    assert read_date(text) == date(2016, 1, 20)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2016-02-30", "核对"),
        ("2016-13-01", "核对"),
        ("20160230", "核对"),
        ("2016年1月", "到日"),
        ("2016-1", "到日"),
        ("42389", "序号"),
        ("42389.5", "序号"),
        ("1/20/2016", "2016-01-20"),
        ("16-1-20", "2016-01-20"),
        ("昨天", "2016-01-20"),
        ("", "2016-01-20"),
        ("٢٠١٦0120", "2016-01-20"),
        ("2016-01-19T16:00:00Z", "时区"),
        ("2016-01-19T16:00:00-05:00", "时区"),
    ],
)
def test_no_dates(text, hint):
    fault = read_date(text)
    assert isinstance(fault, DateFault)
    assert fault.code == "bad-date"
    assert hint in fault.remedy


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_read_back(day):
    assert read_date(day.isoformat()) == day


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_a_fault(text):
    assert isinstance(read_date(text), date | DateFault)
