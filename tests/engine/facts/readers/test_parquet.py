"""Parquet: exact decimals, shortest doubles, nulls, and values that no cell can hold."""

from __future__ import annotations

import datetime  # noqa: ICN001
import io
import sys
from decimal import Decimal

import pyarrow as pa
import pytest
from pyarrow import parquet

from kaoji.engine.facts.readers import parquet as module
from tests.engine.facts.books import codes, load, spots, texts

SHANGHAI = datetime.timezone(datetime.timedelta(hours=8))


def packed(columns):
    buffer = io.BytesIO()
    parquet.write_table(pa.table(columns), buffer)
    return buffer.getvalue()


def loaded(tmp_path, values):
    return load(
        tmp_path / "a.parquet",
        packed({"对象": ["甲"] * len(values), "指标": ["k"] * len(values), "数值": values}),
    )


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (pa.array([0.1, 0.1 + 0.2, None, 1e20]), ["0.1", "0.3", "", "1" + "0" * 20]),
        (pa.array([0.1, 16777216.0], pa.float32()), ["0.1", "16777216"]),
        (pa.array([Decimal("1.10"), None], pa.decimal128(20, 2)), ["1.10", ""]),
        (pa.array([1, 2**62, None]), ["1", str(2**62), ""]),
        (pa.array(["x", "", None, "１"]), ["x", "", "", "1"]),
        (pa.array(["x"], pa.large_string()), ["x"]),
        (pa.array(["x", None, "x"]).dictionary_encode(), ["x", "", "x"]),
        (pa.array([True, False, None]), ["true", "false", ""]),
        (pa.array([datetime.date(2016, 1, 20), None]), ["2016-01-20", ""]),
        (pa.array([datetime.datetime(2016, 1, 20)]), ["2016-01-20"]),  # noqa: DTZ001
        (pa.array([datetime.datetime(2016, 1, 20, 1, 2, 3)]), ["2016-01-20 01:02:03"]),  # noqa: DTZ001
        (
            pa.array([datetime.datetime(2016, 1, 20, 1, 2, 3, 500000)]),  # noqa: DTZ001
            ["2016-01-20 01:02:03.500000"],
        ),
        (pa.array([datetime.time(1, 2)]), ["01:02:00"]),
        (pa.array([b"abc", None]), ["abc", ""]),
        (pa.array([None, None]), ["", ""]),
        (
            pa.array(
                [datetime.datetime(2016, 1, 20, tzinfo=SHANGHAI)], pa.timestamp("s", "+08:00")
            ),
            ["2016-01-20"],
        ),
        (
            pa.array([datetime.datetime(2016, 1, 20, tzinfo=SHANGHAI)], pa.timestamp("s", "UTC")),
            ["2016-01-19 16:00:00Z"],
        ),
    ],
)
def test_values(tmp_path, values, expected):
    table = loaded(tmp_path, values)
    assert [one.text("value") for one in table.rows] == expected
    assert table.problems == ()
    assert [one.place.row for one in table.rows] == list(range(1, len(expected) + 1))
    assert table.rows[0].cells["value"].place.column == 3


@pytest.mark.parametrize(
    ("values", "code"),
    [
        (pa.array([None, [1]]), "nested-value"),
        (pa.array([[], None]), "nested-value"),
        (pa.array([None, {"a": 1}]), "nested-value"),
        (pa.array([None, float("nan")]), "not-finite"),
        (pa.array([1.0, float("-inf")]), "not-finite"),
        (pa.array([b"a", b"\xff"]), "bad-character"),
    ],
)
def test_values_that_no_cell_holds(tmp_path, values, code):
    table = loaded(tmp_path, values)
    row = 1 if values.to_pylist() == [[], None] else 2
    assert spots(table) == [(code, None, row, 3)]


def test_rows_come_in_parts(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_PART", 2)
    table = loaded(tmp_path, pa.array([1, 2, 3, 4, 5]))
    assert [one.text("value") for one in table.rows] == ["1", "2", "3", "4", "5"]


def test_a_text_repeated_very_often_is_held_once(tmp_path):
    table = loaded(tmp_path, pa.array(["长" * 1000] * 5000))
    assert len({id(one.text("value")) for one in table.rows}) == 1


def test_the_library_is_not_installed(tmp_path, monkeypatch):
    data = packed({"指标": ["k"]})
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    table = load(tmp_path / "a.parquet", data)
    assert codes(table) == ["parquet-not-installed"]
    assert "kaoji[parquet]" in table.problems[0].remedy


def test_broken_files(tmp_path):
    assert codes(load(tmp_path / "a.parquet", b"PAR1 nothing PAR1")) == ["damaged-file"]


def test_a_broken_page(tmp_path):
    data = bytearray(packed({"指标": ["k"] * 9, "数值": [str(at) * 9 for at in range(9)]}))
    data[4:60] = bytes(56)
    table = load(tmp_path / "a.parquet", bytes(data))
    assert codes(table) == ["damaged-file"]
    assert table.rows == ()


def test_too_large_when_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MOST_BYTES", 10)
    assert codes(loaded(tmp_path, pa.array([1, 2]))) == ["archive-too-large"]


def test_no_known_column(tmp_path):
    assert codes(load(tmp_path / "a.parquet", packed({"a": [1]}))) == [
        "sheet-without-header",
        "no-header",
    ]


def test_headers_with_units(tmp_path):
    table = load(tmp_path / "a.parquet", packed({"指标": ["k"], "数值(万元)": [1], "x": [""]}))
    assert texts(table) == [{"key": "k", "value": "1"}]
    assert table.units == {"value": "万元"}
