"""CSV: quotes, separators, line ends, and the faults that stop the reading."""

from __future__ import annotations

import pytest

from kaoji.engine.facts.readers import csv_text
from tests.engine.facts.books import codes, load, spots, texts

ROW = {"subject": "甲", "key": "k", "value": "1"}


@pytest.mark.parametrize(
    "text",
    [
        "对象,指标,数值\n甲,k,1\n",
        "对象,指标,数值\r\n甲,k,1\r\n",
        "对象,指标,数值\r甲,k,1\r",
        "对象,指标,数值\n甲,k,1",
        "对象\t指标\t数值\n甲\tk\t1\n",
        "对象;指标;数值\n甲;k;1\n",
        '"对象","指标","数值"\n"甲","k","1"\n',
        "\ufeff对象,指标,数值\n甲,k,1\n",
    ],
)
def test_shapes_of_csv(tmp_path, text):
    table = load(tmp_path / "a.csv", text)
    assert texts(table) == [ROW]
    assert table.problems == ()


def test_gb_18030(tmp_path):
    assert texts(load(tmp_path / "a.csv", "对象,指标,数值\n甲,k,1\n".encode("gb18030"))) == [ROW]


def test_tabs_in_front_of_commas(tmp_path):
    table = load(tmp_path / "a.csv", "对象\t指标\t数值\n甲\tk\t1,234\n")
    assert texts(table) == [ROW | {"value": "1,234"}]


def test_lines_and_rows_are_counted_apart(tmp_path):
    table = load(tmp_path / "a.csv", '对象,指标,数值,备注\n甲,k,1,"一\n二"\n乙,k,#REF!,\n')
    first, second = table.rows
    assert (first.place.row, first.place.line, first.text("note")) == (2, 2, "一\n二")
    assert (second.place.row, second.place.line) == (3, 4)
    assert (table.problems[0].place.line, table.problems[0].place.column) == (4, 3)


def test_quotes_inside(tmp_path):
    table = load(tmp_path / "a.csv", '对象,指标,数值\n"甲""乙""",k"x,1\n')
    assert texts(table) == [{"subject": '甲"乙"', "key": 'k"x', "value": "1"}]


def test_a_quote_that_is_not_closed(tmp_path):
    table = load(tmp_path / "a.csv", '对象,指标,数值\n甲,k,1\n乙,"k,2\n丙,k,3\n')
    assert texts(table) == [ROW]
    assert spots(table) == [("unclosed-quote", None, 3, None)]
    assert table.problems[0].place.line == 3


def test_text_behind_a_closing_quote(tmp_path):
    table = load(tmp_path / "a.csv", '对象,指标,数值\n甲,k,1\n乙,"k"x,2\n')
    assert texts(table) == [ROW]
    assert spots(table) == [("stray-quote", None, 3, None)]


def test_a_cell_without_end(tmp_path):
    table = load(tmp_path / "a.csv", f"对象,指标,数值\n甲,k,1\n乙,k,{'9' * 140_000}\n")
    assert texts(table) == [ROW]
    assert spots(table) == [("cell-too-long", None, 3, None)]


def test_the_longest_cell(tmp_path):
    table = load(
        tmp_path / "a.csv", f"对象,指标,备注\n甲,k,{'长' * 32_767}\n乙,k,{'长' * 32_768}\n"
    )
    assert spots(table) == [("cell-too-long", None, 3, 3)]
    assert len(table.rows[1].text("note")) == 32_768
    assert [one.is_faulty for one in table.rows] == [False, True]


def test_a_row_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr(csv_text, "MOST_COLUMNS", 4)
    table = load(tmp_path / "a.csv", "对象,指标,数值\n甲,k,1\n乙,k,2,,,,,\n")
    assert texts(table) == [ROW]
    assert spots(table) == [("too-many-cells", None, 3, None)]


def test_a_wrong_encoding(tmp_path):
    table = load(tmp_path / "a.csv", "对象,指标,数值\n".encode() + b"\xff\xff\n")
    assert codes(table) == ["wrong-encoding"]
    assert table.rows == ()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("'=1+1", "=1+1"),
        ("''=1", "'=1"),
        ("'-5", "-5"),
        ("'＝1", "=1"),
        ("'甲'", "'甲'"),
        ("'", "'"),
        ("=1+1", "=1+1"),
    ],
)
def test_the_shield_against_formulas_is_taken_off(tmp_path, written, expected):
    table = load(tmp_path / "a.csv", f"对象,指标,备注\n甲,k,{written}\n")
    assert table.rows[0].text("note") == expected
