"""JSON lines: numbers by their characters, one fault a line or cell, the rest is read."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaoji.engine.facts.numbers import read_number
from kaoji.engine.facts.readers import grid
from tests.engine.facts.books import codes, load, spots, texts


def test_values_of_every_kind(tmp_path):
    lines = (
        '{"对象": "甲", "指标": "k", "数值": 1.10}\n'
        "\n"
        '{"subject": "乙", "key": "k", "value": 12345678901234567890.5, "note": null}\r\n'
        '{"数值": true, "指标": "k", "人数": false, "对象": ""}'
    )
    table = load(tmp_path / "a.jsonl", lines)
    # Both spellings of a column in one file are two columns of one name.
    assert {"duplicate-header"} == set(codes(table))
    assert [one.place.line for one in table.rows] == [1, 3, 4]


def test_numbers_keep_their_characters(tmp_path):
    table = load(
        tmp_path / "a.jsonl",
        '{"指标": "k", "数值": 1.10}\n{"指标": "k", "数值": 0.1000000000000000055511}\n'
        '{"指标": "k", "数值": -0}\n{"指标": "k", "数值": 1e5}\n',
    )
    assert [one.text("value") for one in table.rows] == [
        "1.10",
        "0.1000000000000000055511",
        "-0",
        "1e5",
    ]
    assert read_number(table.rows[1].text("value")) == Fraction("0.1000000000000000055511")
    assert table.problems == ()


def test_columns_come_in_order_of_appearance(tmp_path):
    table = load(tmp_path / "a.jsonl", '{"指标": "k"}\n{"人数": 1, "对象": "甲", "指标": "j"}\n')
    assert table.columns == ("subject", "key", "人数")
    assert texts(table) == [{"key": "k"}, {"subject": "甲", "key": "j", "人数": "1"}]
    assert table.rows[1].cells["subject"].place.column == 3
    assert (table.rows[1].place.line, table.rows[1].place.row) == (2, 2)


def test_truths_and_nulls(tmp_path):
    table = load(tmp_path / "a.jsonl", '{"指标": "k", "数值": true, "目标": false, "备注": null}')
    assert texts(table) == [{"key": "k", "value": "true", "target": "false"}]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("[1]", "nested-value"),
        ("[]", "nested-value"),
        ('{"a": 1}', "nested-value"),
        ("{}", "nested-value"),
        ("NaN", "not-finite"),
        ("-Infinity", "not-finite"),
        ('"a\\u0000b"', "embedded-nul"),
        ('"\\ud800"', "bad-character"),
        ('"#N/A"', "formula-error"),
    ],
)
def test_cells_that_hold_no_text(tmp_path, cell, code):
    table = load(
        tmp_path / "a.jsonl", f'{{"指标": "k", "数值": {cell}}}\n{{"指标": "k", "数值": 1}}\n'
    )
    assert spots(table) == [(code, None, 1, 2)]
    assert [one.is_faulty for one in table.rows] == [True, False]


def test_a_doubled_name(tmp_path):
    table = load(tmp_path / "a.jsonl", '{"指标": "k", "数值": 1, "数值": 2}\n')
    assert spots(table) == [("duplicate-member", None, 1, 2)]
    assert "2" in table.problems[0].message
    assert table.rows[0].is_faulty


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("[1, 2]", "对象"),
        ("3", "对象"),
        ('{"指标": }', "第 8 个字符"),
        ('{"指标": "k"', "JSON"),
        ('{"指标": "k"} x', "JSON"),
        ("[" * 100_000, "太深"),
        ('{"a":' * 100_000, "太深"),
    ],
)
def test_lines_that_are_no_object(tmp_path, line, why):
    table = load(
        tmp_path / "a.jsonl", f'{{"指标": "k", "数值": 1}}\n{line}\n{{"指标": "j", "数值": 2}}\n'
    )
    (problem,) = table.problems
    assert (problem.code, problem.place.line) == ("bad-json", 2)
    assert why in problem.message
    assert [one.text("key") for one in table.rows] == ["k", "j"]


def test_told_by_content_whatever_the_name(tmp_path):
    table = load(tmp_path / "a.txt", '\ufeff {"指标": "k", "数值": 1}\n')
    assert table.sources[0].kind == "jsonl"
    assert texts(table) == [{"key": "k", "value": "1"}]


def test_a_mistyped_name(tmp_path):
    table = load(tmp_path / "a.jsonl", '{"指标": "k", "vaule": 1}\n')
    assert codes(table) == ["header-typo"]


def test_no_known_name(tmp_path):
    assert codes(load(tmp_path / "a.jsonl", '{"a": 1}\n')) == ["sheet-without-header", "no-header"]
    assert codes(load(tmp_path / "b.jsonl", "\n\n")) == ["no-header"]


def test_a_wrong_encoding(tmp_path):
    assert codes(load(tmp_path / "a.jsonl", b'{"\xff')) == ["wrong-encoding"]


def test_too_many_names(tmp_path, monkeypatch):
    monkeypatch.setattr(grid, "MOST_COLUMNS", 3)
    fact = '{"指标": "k", "数值": 1}\n'
    within = fact + '{"指标": "k", "甲": 1}\n'
    assert codes(load(tmp_path / "a.jsonl", within + fact)) == []
    table = load(tmp_path / "b.jsonl", within + '{"指标": "k", "乙": 1}\n' + fact)
    (problem,) = table.problems
    assert (problem.code, problem.place.line) == ("too-many-cells", 3)
    assert table.columns == ("key", "value", "甲")
    assert len(table.rows) == 2


def test_too_many_lines(tmp_path, monkeypatch):
    monkeypatch.setattr(grid, "MOST_ROWS", 2)
    table = load(tmp_path / "a.jsonl", '{"指标": "k", "数值": 1}\n' * 4)
    assert len(table.rows) == 2
    assert codes(table) == ["too-many-rows"]
