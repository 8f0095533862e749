"""Number formats: what a double shows as, by the format's code and the calendar."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, to_excel

from kaoji.engine.facts.readers.formats import Format, format_of, number_text


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("General", Format.PLAIN),
        ("0.00", Format.PLAIN),
        ("#,##0.00", Format.PLAIN),
        ("0.00E+00", Format.PLAIN),
        ("@", Format.PLAIN),
        ("", Format.PLAIN),
        ("ss", Format.CLOCK),
        ('0.00"%"', Format.PLAIN),
        ('0"d"', Format.PLAIN),
        (r"0\d", Format.PLAIN),
        ("0%", Format.PERCENT),
        ("0.00%;[Red]-0.00%", Format.PERCENT),
        ("yyyy-mm-dd", Format.DAY),
        ('yyyy"年"m"月"d"日"', Format.DAY),
        ("[$-804]yyyy/m/d;@", Format.DAY),
        ("[DBNum1]yyyy年m月d日", Format.DAY),
        ("m/d", Format.DAY),
        ("dd", Format.DAY),
        ("mmmm", Format.DAY),
        ("e/m/d", Format.DAY),
        ("yyyy-mm-dd hh:mm", Format.DAY),
        ('yyyy"年"m"月"', Format.MONTH),
        ("yyyy-mm", Format.MONTH),
        ("mmm-yy", Format.MONTH),
        ("yyyy", Format.YEAR),
        ('yyyy"年"', Format.YEAR),
        ("e", Format.YEAR),
        ("h:mm", Format.CLOCK),
        ("mm:ss", Format.CLOCK),
        ("[h]:mm:ss", Format.ELAPSED),
        ("[mm]:ss", Format.ELAPSED),
    ],
)
def test_codes(code, expected):
    assert format_of(code) is expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, Format.PLAIN),
        (4, Format.PLAIN),
        (9, Format.PERCENT),
        (10, Format.PERCENT),
        (14, Format.DAY),
        (17, Format.MONTH),
        (20, Format.CLOCK),
        (22, Format.DAY),
        (31, Format.DAY),
        (46, Format.ELAPSED),
        (57, Format.MONTH),
        (58, Format.DAY),
        (999, Format.PLAIN),
    ],
)
def test_built_in_numbers(number, expected):
    assert format_of(None, number=number) is expected


@pytest.mark.parametrize("code", ["yyyy-mm-dd", "0.00", "h:mm", 'yyyy"年"m"月"', "0%", "[h]:mm"])
def test_another_library_takes_the_same_codes_for_dates(code):
    shows_time = format_of(code) not in {Format.PLAIN, Format.PERCENT}
    assert shows_time == is_date_format(code)


@pytest.mark.parametrize(
    ("value", "shown_as", "expected"),
    [
        (0.85, Format.PLAIN, ("0.85", None)),
        (0.85, Format.PERCENT, ("85%", None)),
        (0.1 + 0.2, Format.PERCENT, ("30%", None)),
        (Fraction(1, 8), Format.PERCENT, ("12.5%", None)),
        ("42389", Format.DAY, ("2016-01-20", None)),
        (42389.5, Format.DAY, ("2016-01-20 12:00:00", None)),
        (42389.999999, Format.DAY, ("2016-01-21", None)),
        (42522.0, Format.MONTH, ("2016-06", None)),
        (42523.0, Format.MONTH, ("2016-06-02", None)),
        (42370.0, Format.YEAR, ("2016", None)),
        (42401.0, Format.YEAR, ("2016-02-01", None)),
        (0.5, Format.CLOCK, ("12:00:00", None)),
        (42389.5, Format.CLOCK, ("2016-01-20 12:00:00", None)),
        (1.25, Format.ELAPSED, ("30:00:00", None)),
        (1.0, Format.DAY, ("1900-01-01", None)),
        (59.0, Format.DAY, ("1900-02-28", None)),
        (60.0, Format.DAY, ("60", "bad-date")),
        (61.0, Format.DAY, ("1900-03-01", None)),
        (2958465.0, Format.DAY, ("9999-12-31", None)),
        (2958466.0, Format.DAY, ("2958466", "bad-date")),
        (0.0, Format.DAY, ("0", "bad-date")),
        (-1.0, Format.DAY, ("-1", "bad-date")),
        (-1.0, Format.ELAPSED, ("-1", "bad-date")),
        (-0.25, Format.CLOCK, ("-0.25", "bad-date")),
        ("nan", Format.PLAIN, ("nan", "not-finite")),
        (float("inf"), Format.PERCENT, ("inf", "not-finite")),
    ],
)
def test_what_a_cell_stands_for(value, shown_as, expected):
    assert number_text(value, shown_as=shown_as) == expected


@pytest.mark.parametrize(
    ("serial", "expected"),
    [(0.0, "1904-01-01"), (40927.0, "2016-01-20"), (2957003.0, "9999-12-31")],
)
def test_the_calendar_of_1904(serial, expected):
    assert number_text(serial, shown_as=Format.DAY, is_1904=True) == (expected, None)
    assert number_text(2957004.0, shown_as=Format.DAY, is_1904=True)[1] == "bad-date"


@given(st.dates(min_value=date(1900, 3, 1)))
def test_another_library_counts_the_same_days(day):
    assert number_text(to_excel(day), shown_as=Format.DAY) == (day.isoformat(), None)


@given(st.dates(min_value=date(1904, 1, 2)))
def test_and_the_same_days_from_1904(day):
    serial = to_excel(day, epoch=CALENDAR_MAC_1904)
    assert number_text(serial, shown_as=Format.DAY, is_1904=True) == (day.isoformat(), None)
