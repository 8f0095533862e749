"""Amounts in threes, and what is no amount as it stands."""

from __future__ import annotations

import pytest
from django.template import Context, Template

from kaoji.web.amounts import grouped
from kaoji.web.lists import NUMBER, Column


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("999", "999"),
        ("1300", "1,300"),
        ("-1234567.25", "-1,234,567.25"),
        ("−1300", "−1,300"),
        ("12345678901234567890.123456789", "12,345,678,901,234,567,890.123456789"),
        ("0.12345", "0.12345"),
        ("0012", "0012"),
        ("1300万元", "1300万元"),
        ("1/3000", "1/3000"),
        ("2026Q2", "2026Q2"),
        ("禾检考〔2026〕1234号", "禾检考〔2026〕1234号"),
        ("２０２６", "２０２６"),
        ("缺", "缺"),
        ("", ""),
    ],
)
def test_thousands_stand_in_threes(text, shown):
    assert grouped(text) == shown
    assert Template("{{ text|amount }}").render(Context({"text": text})) == shown


def test_only_what_counts_something_is_an_amount():
    assert Column("left", title="还缺", kind=NUMBER, unit="格").is_amount
    assert not Column("year", title="年度", kind=NUMBER).is_amount
    assert not Column("name", title="名称").is_amount
