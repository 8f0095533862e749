"""Loading facts: several files, one table; everything that is wrong, each at its place."""

from __future__ import annotations

import hashlib
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.facts.load import load_facts, load_subjects
from kaoji.engine.facts.readers import grid
from kaoji.engine.facts.report import MOST_PROBLEMS
from kaoji.engine.plinth.problem import has_errors
from tests.engine.facts.books import codes, header_row, load, row, spots, text_cell, texts, xlsx

TABLE = "对象,周期,指标,数值,备注\n甲乡,2016,财政收入,1.10,好\n乙乡,2016,财政收入,,\n"


def test_a_small_table(tmp_path):
    path = tmp_path / "facts.csv"
    table = load(path, TABLE)
    assert texts(table) == [
        {"subject": "甲乡", "period": "2016", "key": "财政收入", "value": "1.10", "note": "好"},
        {"subject": "乙乡", "period": "2016", "key": "财政收入"},
    ]
    assert table.columns == ("subject", "period", "key", "value", "note")
    assert table.problems == ()
    first = table.rows[0]
    place = first.cells["value"].place
    assert (place.file, place.line, place.row, place.column) == (str(path), 2, 2, 4)
    assert first.text("target") == ""
    assert first.cell("target").place == first.place
    assert not first.is_faulty


def test_the_sources_name_what_was_read(tmp_path):
    table = load(tmp_path / "facts.csv", TABLE)
    (source,) = table.sources
    assert (source.name, source.kind) == ("facts.csv", "csv")
    assert source.sha256 == hashlib.sha256(TABLE.encode()).hexdigest()


def test_several_files_make_one_table(tmp_path):
    (tmp_path / "a.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"指标": "k", "数值": 2, "人数": 3}\n', encoding="utf-8")
    table = load_facts(tmp_path / "a.csv", tmp_path / "b.jsonl")
    assert [one.text("value") for one in table.rows] == ["1.10", "", "2"]
    assert table.columns == ("subject", "period", "key", "value", "note", "人数")
    assert [source.kind for source in table.sources] == ["csv", "jsonl"]


def test_no_file_is_an_empty_table():
    table = load_facts()
    assert (table.rows, table.columns, table.problems, table.sources) == ((), (), (), ())


def test_the_same_file_twice_is_read_once(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(TABLE, encoding="utf-8")
    table = load_facts(path, path)
    assert len(table.rows) == 2
    assert codes(table) == ["file-given-twice"]


def test_the_same_content_twice_is_read_and_told(tmp_path):
    for name in ("a.csv", "c.csv", "b.csv"):
        (tmp_path / name).write_text(TABLE + ("x,,y,,\n" if name == "c.csv" else ""), "utf-8")
    table = load_facts(tmp_path / "a.csv", tmp_path / "c.csv", tmp_path / "b.csv")
    assert len(table.rows) == 7
    assert codes(table) == ["same-content"]
    assert "a.csv" in table.problems[0].message


def test_headers_of_any_kind_in_any_order(tmp_path):
    table = load(tmp_path / "a.csv", "NOTE,ｖａｌｕｅ（％）, 指 标 ,Subject,人数\n好,８５,k,甲,3\n")
    assert texts(table) == [{"note": "好", "value": "85", "key": "k", "subject": "甲", "人数": "3"}]
    assert table.units == {"value": "%"}
    assert table.rows[0].units == {"value": "%"}


def test_units_that_differ_between_files_stay_with_their_rows(tmp_path):
    (tmp_path / "a.csv").write_text("指标,数值(元)\nk,1\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("指标,数值(万元)\nk,1\n", encoding="utf-8")
    table = load_facts(tmp_path / "a.csv", tmp_path / "b.csv")
    assert table.units == {}
    assert [one.units["value"] for one in table.rows] == ["元", "万元"]


def test_a_mistyped_header_is_an_error(tmp_path):
    table = load(tmp_path / "a.csv", "对象,指标,数直,备注2\n甲,k,1,x\n")
    assert spots(table) == [("header-typo", None, 1, 3)]
    assert "数直" in table.problems[0].message
    assert "数值" in table.problems[0].message
    assert table.problems[0].remedy
    assert has_errors(table.problems)
    (one,) = table.rows
    assert one.is_faulty
    assert {name: cell.text for name, cell in one.extra.items()} == {"数直": "1", "备注2": "x"}


def test_a_declared_header_is_no_typing_error(tmp_path):
    csv = "对象,指标,目标值,人数（人）\n甲,k,1,5\n"
    assert codes(load(tmp_path / "a.csv", csv)) == ["header-typo"]
    table = load(tmp_path / "a.csv", csv, declared={"目标值", "人数"})
    assert table.problems == ()
    assert texts(table) == [{"subject": "甲", "key": "k", "目标值": "1", "人数": "5"}]
    assert table.units == {"人数": "人"}


def test_doubled_headers_are_errors_and_lose_nothing(tmp_path):
    table = load(tmp_path / "a.csv", "对象,指标,数值,Value,人数,人数\n甲,k,1,2,3,4\n")
    assert spots(table) == [("duplicate-header", None, 1, 4), ("duplicate-header", None, 1, 6)]
    assert texts(table) == [
        {
            "subject": "甲",
            "key": "k",
            "value": "1",
            "Value·第4列": "2",
            "人数": "3",
            "人数·第6列": "4",
        }
    ]
    assert table.rows[0].is_faulty


def test_many_columns_without_header_are_counted(tmp_path):
    table = load(tmp_path / "a.csv", f"对象,指标,数值{',' * 50}\n甲,k,1{',x' * 50}\n")
    # 20 of 50 are told one by one.
    assert codes(table) == ["unnamed-column"] * 20 + ["more-problems"]
    assert (table.problems[-1].severity, table.problems[-1].message[:5]) == ("warning", "另有 30")
    assert len(table.columns) == 53


def test_many_mistyped_headers_are_counted(tmp_path):
    table = load(tmp_path / "a.csv", "对象,指标,数值" + ",数直" * 25 + "\n甲,k,1\n")
    # 24 doubled and 25 mistyped.
    assert codes(table) == ["duplicate-header"] * 20 + ["more-problems"]
    assert (table.problems[-1].severity, table.problems[-1].message[:5]) == ("error", "另有 29")


def test_a_header_that_is_too_long(tmp_path):
    table = load(tmp_path / "a.csv", f"对象,指标,数值,{'长' * 32_768}\n甲,k,1,2\n")
    assert spots(table) == [("cell-too-long", None, 1, 4)]
    assert table.rows[0].is_faulty


def test_a_message_quotes_the_beginning_of_a_long_header(tmp_path):
    table = load(tmp_path / "a.csv", "对象,指标,数值" + f",{'长' * 99}" * 2 + "\n甲,k,1\n")
    assert f"「{'长' * 60}…」" in table.problems[0].message
    assert table.columns[3] == "长" * 99


def test_a_column_without_header_is_kept_and_told_once(tmp_path):
    table = load(tmp_path / "a.csv", "对象,指标,,数值\n甲,k,x,1\n乙,k,y,2\n丙,k,,3\n")
    assert spots(table) == [("unnamed-column", None, 2, 3)]
    assert table.problems[0].severity == "warning"
    assert texts(table)[1] == {"subject": "乙", "key": "k", "第3列": "y", "value": "2"}
    assert table.columns == ("subject", "key", "value", "第3列")
    assert not any(one.is_faulty for one in table.rows)


def test_a_row_that_came_apart_is_an_error(tmp_path):
    table = load(tmp_path / "a.csv", "对象,指标,数值\n甲,k,1,234\n乙,k,1,,,\n")
    assert spots(table) == [("ragged-row", None, 2, 4)]
    assert [one.is_faulty for one in table.rows] == [True, False]
    assert texts(table)[0]["第4列"] == "234"


def test_blank_rows_footnotes_and_repeated_headers_are_no_facts(tmp_path):
    csv = (
        "对象,指标,数值\n甲,k,1\n,,\n\n对象,指标,数值\n乙,k,2\n注：数据来自统计局,,\n填表人: 某,,\n"
    )
    table = load(tmp_path / "a.csv", csv)
    assert [one.text("subject") for one in table.rows] == ["甲", "乙"]
    assert [(one.code, one.severity, one.place.row) for one in table.problems] == [
        ("repeated-header", "note", 5),
        ("footnote", "note", 7),
        ("footnote", "note", 8),
    ]


def test_a_remark_in_one_cell_is_no_footnote_without_its_colon(tmp_path):
    assert len(load(tmp_path / "a.csv", "对象,指标,数值\n注册局,,\n").rows) == 1


@pytest.mark.parametrize("error", ["#DIV/0!", "#REF!", "#n/a", "＃ＶＡＬＵＥ！"])
def test_error_values_in_text_files(tmp_path, error):
    table = load(tmp_path / "a.csv", f"对象,指标,数值\n甲,k,{error}\n乙,k,1\n")
    expected = "formula-error" if "！" not in error else None
    assert codes(table) == ([expected] if expected else [])
    assert [one.is_faulty for one in table.rows] == [expected is not None, False]


def test_unknown_characters(tmp_path):
    table = load(tmp_path / "a.csv", "对象,指标,数值\n甲\ufffd,k,1\n乙\0,k,1\n乙\0,k,1\n")
    assert spots(table) == [
        ("bad-character", None, 2, 1),
        ("embedded-nul", None, 3, 1),
        ("embedded-nul", None, 4, 1),
    ]


def test_long_texts_are_shown_short(tmp_path):
    table = load(tmp_path / "a.csv", f"对象,指标,数值\n{'甲' * 100}\ufffd,k,1\n")
    assert "甲" * 40 + "…" in table.problems[0].message
    assert len(table.rows[0].text("subject")) == 101


def test_no_header_at_all(tmp_path):
    table = load(tmp_path / "a.csv", "1,2,3\n4,5,6\n")
    assert codes(table) == ["sheet-without-header", "no-header"]
    assert has_errors(table.problems)


def test_a_header_alone_is_an_empty_table(tmp_path):
    table = load(tmp_path / "a.csv", "对象,指标,数值\n")
    assert (table.rows, table.problems, table.columns) == ((), (), ("subject", "key", "value"))


def test_every_sheet_with_a_header_is_read(tmp_path):
    data = header_row() + row(*map(text_cell, ("甲", "k", "1")), at=2)
    table = load(tmp_path / "a.xlsx", xlsx(data, row(text_cell("说明")), "", data))
    assert [one.place.sheet for one in table.rows] == ["表1", "表4"]
    assert [(one.code, one.severity) for one in table.problems] == [
        ("sheet-without-header", "note")
    ]
    assert table.problems[0].place.sheet == "表2"


def test_a_hidden_sheet_is_read_and_told(tmp_path):
    data = header_row() + row(*map(text_cell, ("甲", "k", "1")), at=2)
    table = load(tmp_path / "a.xlsx", xlsx(data, state=' state="hidden"'))
    assert len(table.rows) == 1
    assert [(one.code, one.severity) for one in table.problems] == [("hidden-sheet", "warning")]


def test_three_hundred_planted_cells(tmp_path):
    """Errors, formulas never computed and broken characters: exactly these addresses are told."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "数据"
    sheet.append(["对象", "指标", "数值", "目标", "备注"])
    for at in range(600):
        sheet.append([f"单位{at}", "k", at, 100, "好"])
    planted = {}
    for step in range(300):
        spot = (2 + step * 2, 3 + step % 3)
        cell = sheet.cell(*spot)
        if step % 3 == 0:
            cell.value, cell.data_type = "#DIV/0!", "e"
        elif step % 3 == 1:
            cell.value = "=SUM(A1:A2)"
        else:
            cell.value = "坏\ufffd"
        planted[spot] = ("formula-error", "formula-without-value", "bad-character")[step % 3]
    path = tmp_path / "a.xlsx"
    book.save(path)
    table = load_facts(path)
    told = {(one.place.row, one.place.column): one.code for one in table.problems}
    assert told == planted
    assert len(table.problems) == 300
    assert all(one.place.sheet == "数据" for one in table.problems)
    faulty = {one.place.row for one in table.rows if one.is_faulty}
    assert faulty == {at for at, _ in planted}


def test_a_thousand_problems_and_one_line_for_the_rest(tmp_path):
    lines = "甲,k,#REF!\n" * (MOST_PROBLEMS + 7)
    table = load(tmp_path / "a.csv", "对象,指标,数值\n" + lines)
    assert len(table.problems) == MOST_PROBLEMS + 1
    assert "7" in table.problems[-1].message
    assert all(one.is_faulty for one in table.rows)


def test_too_many_rows(tmp_path, monkeypatch):
    monkeypatch.setattr(grid, "MOST_ROWS", 3)
    table = load(tmp_path / "a.csv", "对象,指标,数值\n" + "甲,k,1\n" * 5)
    assert len(table.rows) == 3
    assert spots(table) == [("too-many-rows", None, 5, None)]


def test_too_many_cells(tmp_path, monkeypatch):
    monkeypatch.setattr(grid, "MOST_CELLS", 7)
    table = load(tmp_path / "a.csv", "对象,指标,数值\n" + "甲,k,1\n" * 5)
    assert len(table.rows) == 2
    assert spots(table) == [("too-many-cells", None, 4, None)]


def test_many_different_texts_are_cleaned_alike(tmp_path, monkeypatch):
    monkeypatch.setattr("kaoji.engine.facts.rows._POOL", 4)
    lines = "".join(f"单位{at},k,１{at}\n" for at in range(20))
    table = load(tmp_path / "a.csv", "对象,指标,数值\n" + lines)
    assert [one.text("value") for one in table.rows] == [f"1{at}" for at in range(20)]


SUFFIXES = st.sampled_from([".csv", ".xlsx", ".xls", ".et", ".ods", ".xlsb", ".parquet", ".jsonl"])
STARTS = st.sampled_from(
    [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PAR1", b"\xff\xfe", b"{", b'"']
)


@given(data=st.binary(max_size=400), start=STARTS, suffix=SUFFIXES)
def test_random_bytes_never_raise(tmp_path_factory, data, start, suffix):
    path = Path(tmp_path_factory.mktemp("any")) / f"x{suffix}"
    path.write_bytes(start + data)
    facts, subjects = load_facts(path), load_subjects(path)
    assert facts.problems or facts.rows
    assert isinstance(subjects, tuple)
