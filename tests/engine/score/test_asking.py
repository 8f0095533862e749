"""The periods that a scheme is scored for: its own grain and its parts, nothing longer."""

from __future__ import annotations

import pytest

from kaoji.engine.score.asking import is_scored_in, periods_known
from tests.engine.worlds import period_of, scheme_of

MONTHS = "周期: 月\n指标: {作风: {分值: 100}}"
QUARTERS = "周期: 季度\n指标: {作风: {分值: 100}}"
YEARS = "指标: {作风: {分值: 100}}"
PARTS = """
指标:
  作风: {分值: 60, 周期: {中期: 50%, 年终: 50%}}
  督查: {分值: 40, 周期: {半年: 50%}}
"""


@pytest.mark.parametrize(
    ("text", "period", "expected"),
    [
        (MONTHS, "2025-03", True),
        (MONTHS, "2025", False),
        (MONTHS, "2025Q1", False),
        (MONTHS, "2025-03-31", False),
        (QUARTERS, "2025Q1", True),
        (QUARTERS, "2025H1", False),
        (QUARTERS, "2025-03", False),
        (YEARS, "2025", True),
        (YEARS, "2024..2025", False),
        (YEARS, "2025Q1", False),
        (YEARS, "2025中期", False),
        (PARTS, "2025中期", True),
        (PARTS, "2025H2", True),
        (PARTS, "2025Q3", False),
    ],
)
def test_what_a_run_may_be_of(text, period, expected):
    assert is_scored_in(scheme_of(text), period=period_of(period)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MONTHS, ("2025-01", "…", "2025-12")),
        (QUARTERS, ("2025Q1", "2025Q2", "2025Q3", "2025Q4")),
        (YEARS, ("2025",)),
        (PARTS, ("2025", "2025中期", "2025年终", "2025H1", "2025H2")),
    ],
)
def test_what_may_be_written_instead(text, expected):
    assert periods_known(scheme_of(text), period=period_of("2025-05-05")) == expected
