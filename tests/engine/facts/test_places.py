"""How a message names another row."""

from __future__ import annotations

import pytest

from kaoji.engine.facts.places import row_seen
from kaoji.engine.plinth.problem import Place

HERE = Place("a/facts.xlsx", row=9, sheet="一")


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        (Place("a/facts.xlsx", row=3, sheet="一"), "第 3 行"),
        (Place("a/facts.xlsx", row=3, sheet="二"), "工作表「二」第 3 行"),
        (Place("a/more.csv", row=3), "more.csv 第 3 行"),
        (Place("a/more.xlsx", row=3, sheet="一"), "more.xlsx 工作表「一」第 3 行"),
        (Place("a/given.yaml", line=2), "given.yaml 第 2 行"),
        (Place(), "前面的行"),
    ],
)
def test_by_its_file_and_sheet_where_they_are_others(there, expected):
    assert row_seen(there, here=HERE) == expected
