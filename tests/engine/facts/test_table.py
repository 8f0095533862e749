"""The records: cells on demand, missing columns as empty ones, validity of subjects."""

from __future__ import annotations

from datetime import date

import pytest

from kaoji.engine.facts.table import Cell, FactRow, FactTable, RowCells, SubjectRow
from kaoji.engine.plinth.problem import Place

PLACE = Place("a.csv", row=3, line=3)
CELLS = RowCells({"subject": 1, "value": 0}, texts=("1", "甲"), columns=(5, 2), place=PLACE)


def test_cells_are_made_on_demand():
    assert CELLS["subject"] == Cell("甲", Place("a.csv", row=3, line=3, column=2))
    assert CELLS["value"].place.column == 5
    assert list(CELLS) == ["subject", "value"]
    assert len(CELLS) == 2
    assert {name: CELLS[name] for name in CELLS} == CELLS
    assert repr(CELLS) == "{'subject': '甲', 'value': '1'}"
    with pytest.raises(KeyError):
        CELLS["target"]


@pytest.mark.parametrize("cells", [CELLS, dict(CELLS)])
def test_a_missing_column_is_an_empty_one(cells):
    row = FactRow(PLACE, cells, {})
    assert (row.text("subject"), row.text("target")) == ("甲", "")
    assert row.cell("value") == CELLS["value"]
    assert row.cell("target") == Cell("", PLACE)


def test_rows_are_whole_by_default():
    row = FactRow(PLACE, CELLS, {})
    assert (row.units, row.is_faulty) == ({}, False)
    assert FactTable().units == {}


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        (None, None, True),
        (date(2016, 1, 1), None, True),
        (None, date(2016, 6, 30), True),
        (date(2016, 6, 30), date(2016, 6, 30), True),
        (date(2016, 7, 1), None, False),
        (None, date(2016, 6, 29), False),
    ],
)
def test_a_subject_holds_from_its_first_to_its_last_day(starts, ends, expected):
    row = SubjectRow("甲", "甲", "", "", "", starts, ends, {}, PLACE)
    assert row.holds_on(date(2016, 6, 30)) is expected
