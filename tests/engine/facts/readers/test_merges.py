"""Merged cells: their text holds for every row that they cover, but no figure is doubled."""

from __future__ import annotations

from collections import deque

from kaoji.engine.facts.readers import grid
from kaoji.engine.facts.readers.grid import GridRow
from kaoji.engine.facts.readers.merges import Merge, merged_sheet, with_merges
from kaoji.engine.facts.report import Report


def filled(*rows, merges):
    queue = deque(GridRow(number, cells) for number, cells in rows)
    found = [
        (row.number, dict(row.cells), set(row.filled)) for row in with_merges(queue, merges=merges)
    ]
    assert not queue
    return found


def test_the_text_goes_down_to_the_last_row():
    rows = [(1, {1: "甲", 2: "a"}), (2, {2: "b"}), (3, {2: "c"}), (4, {2: "d"})]
    assert filled(*rows, merges=[Merge(1, 3, 1)]) == [
        (1, {1: "甲", 2: "a"}, set()),
        (2, {1: "甲", 2: "b"}, {1}),
        (3, {1: "甲", 2: "c"}, {1}),
        (4, {2: "d"}, set()),
    ]


def test_blank_rows_stay_blank_and_rows_may_be_missing():
    rows = [(1, {1: "甲"}), (2, {}), (5, {2: "b"})]
    assert [one[1] for one in filled(*rows, merges=[Merge(1, 5, 1)])] == [
        {1: "甲"}, {}, {1: "甲", 2: "b"},
    ]  # fmt: skip


def test_an_empty_merge_fills_nothing():
    rows = [(1, {2: "a"}), (2, {2: "b"})]
    assert [one[2] for one in filled(*rows, merges=[Merge(1, 2, 1)])] == [set(), set()]


def test_a_cell_of_its_own_wins():
    rows = [(1, {1: "甲"}), (2, {1: "乙"})]
    assert [one[1] for one in filled(*rows, merges=[Merge(1, 2, 1)])] == [{1: "甲"}, {1: "乙"}]


def test_merges_that_cover_too_much_are_refused(monkeypatch):
    monkeypatch.setattr(grid, "MOST_CELLS", 10)
    report = Report()
    sheets = merged_sheet(
        "表", rows=deque(), merges=[Merge(1, 8, 1), Merge(1, 8, 2)], file="a", report=report
    )
    assert list(sheets) == []
    (problem,) = report.problems()
    assert (problem.code, problem.place.sheet) == ("too-many-cells", "表")
