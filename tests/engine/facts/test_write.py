"""Writing tables: what is written reads back the same, and no text ever becomes a formula."""

from __future__ import annotations

import csv
import errno
import sys
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.facts import write
from kaoji.engine.facts.clean import clean
from kaoji.engine.facts.load import load_facts
from kaoji.engine.facts.write import csv_lines, shielded, write_table, write_whole

HEADERS = ["对象", "指标", "数值", "备注", "人数"]
SUFFIXES = [".csv", ".xlsx", ".parquet", ".jsonl", ".ndjson"]


def read_back(path, rows):
    assert write_table(path, headers=HEADERS, rows=rows) == ()
    table = load_facts(path)
    keys = ["subject", "key", "value", "note"]
    return table, [[*(one.text(key) for key in keys), one.extra["人数"].text] for one in table.rows]


#: Any text but those that the loader tells on: broken characters, NUL, error values, footnotes.
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufffd\ufffe\uffff#")
)
ROWS = st.lists(
    st.lists(TEXTS, min_size=5, max_size=5).map(lambda row: ["甲乡", "k", *row[2:]]), min_size=1
)


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(rows=ROWS)
def test_what_is_written_is_read_back(tmp_path_factory, suffix, rows):
    path = Path(tmp_path_factory.mktemp("w")) / f"t{suffix}"
    table, found = read_back(path, rows)
    assert found == [[clean(text) for text in row] for row in rows]
    assert table.problems == ()


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
def test_a_table_without_rows_keeps_its_header(tmp_path, suffix):
    table, found = read_back(tmp_path / f"t{suffix}", [])
    assert (found, table.problems) == ([], ())
    assert table.columns == ("subject", "key", "value", "note", "人数")


DANGEROUS = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "＝1+1", "|x", "%x",
    " =1+1", "'=1+1", "''=x", '=HYPERLINK("http://x")', "-", "+",
]  # fmt: skip


@pytest.mark.parametrize("text", DANGEROUS)
def test_dangerous_texts_are_shielded_in_csv(tmp_path, text):
    path = tmp_path / "t.csv"
    _, found = read_back(path, [["甲", "k", text, text, text]])
    assert found == [["甲", "k", clean(text), clean(text), clean(text)]]
    with path.open(encoding="utf-8-sig", newline="") as file:
        written = list(csv.reader(file))[1][2]
    assert written == f"'{text}"


@pytest.mark.parametrize(
    "text", ["-5", "+5", "-1.50", "-3/4", "-85%", "85%", "甲", "", "a=b", "'t"]
)
def test_figures_and_plain_texts_stay_bare(text):
    assert shielded(text) == text


@pytest.mark.parametrize("text", [*DANGEROUS, "http://x", "<r>x</r>", "<r><t>&amp;</t></r>", "1e5"])
def test_a_workbook_holds_texts_only(tmp_path, text):
    path = tmp_path / "t.xlsx"
    read_back(path, [["甲", "k", text, "2016-01-20", "3"]])
    for row in openpyxl.load_workbook(path).active.iter_rows():
        for cell in row:
            assert cell.data_type in {"s", "n"}
            assert cell.data_type == "s" or cell.value is None
            assert cell.hyperlink is None


def test_csv_begins_with_the_mark_that_spreadsheets_want(tmp_path):
    write_table(tmp_path / "t.csv", headers=HEADERS, rows=[])
    assert (tmp_path / "t.csv").read_bytes() == "\ufeff对象,指标,数值,备注,人数\r\n".encode()


def test_lines_for_a_stream():
    assert list(csv_lines(["a", "b"], rows=[["=1", 'x"y'], ["-5", "1,2"]])) == [
        "a,b\r\n",
        '\'=1,"x""y"\r\n',
        '-5,"1,2"\r\n',
    ]


def test_the_same_table_is_the_same_file(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write_table(tmp_path / name, headers=HEADERS, rows=[["1"] * 5])
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_halves_of_characters_do_not_stop_the_writing(tmp_path, suffix):
    path = tmp_path / f"t{suffix}"
    assert write_table(path, headers=HEADERS, rows=[["甲", "k", "1", "\ud800\uffff", ""]]) == ()
    (row,) = load_facts(path).rows
    assert row.text("note") == "\ufffd\ufffd"


def test_rows_beyond_one_sheet_go_on_in_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr(write, "MOST_SHEET_ROWS", 3)
    rows = [["甲", "k", str(at), "", ""] for at in range(5)]
    table, found = read_back(tmp_path / "t.xlsx", rows)
    assert found == rows
    assert [one.place.sheet for one in table.rows] == ["Sheet1"] * 2 + ["Sheet2"] * 2 + ["Sheet3"]


def test_a_full_sheet_is_followed_by_none(tmp_path, monkeypatch):
    monkeypatch.setattr(write, "MOST_SHEET_ROWS", 3)
    read_back(tmp_path / "t.xlsx", [["甲", "k", "1", "", ""]] * 2)
    assert openpyxl.load_workbook(tmp_path / "t.xlsx").sheetnames == ["Sheet1"]


def test_many_rows_of_parquet_go_in_parts(tmp_path, monkeypatch):
    monkeypatch.setattr(write, "_PART", 2)
    rows = [["甲", "k", str(at), "", ""] for at in range(5)]
    assert read_back(tmp_path / "t.parquet", rows)[1] == rows


def test_a_cell_that_no_sheet_can_hold_is_told_and_nothing_is_written(tmp_path):
    path = tmp_path / "t.xlsx"
    (problem,) = write_table(path, headers=HEADERS, rows=[["甲", "k", "1", "长" * 32768, ""]])
    assert (problem.code, problem.place.file) == ("cell-too-long", str(path))
    assert "第 2 行第 4 格" in problem.message
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["t.doc", "t"])
def test_an_unknown_suffix(tmp_path, name):
    (problem,) = write_table(tmp_path / name, headers=HEADERS, rows=[])
    assert problem.code == "unknown-suffix"
    assert ".xlsx" in problem.remedy


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_where_nothing_can_be_written(tmp_path, suffix):
    path = tmp_path / "none" / f"t{suffix}"
    (problem,) = write_table(path, headers=HEADERS, rows=[])
    assert (problem.code, problem.place.file) == ("cannot-write", str(path))


def test_an_old_file_survives_a_writing_that_fails(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("old")

    def rows():
        yield ["1"] * 5
        raise OSError(28, "disk full")

    (problem,) = write_table(path, headers=HEADERS, rows=rows())
    assert "磁盘满了" in problem.message
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["t.csv"]


def test_parquet_without_its_library(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (problem,) = write_table(tmp_path / "t.parquet", headers=HEADERS, rows=[])
    assert problem.code == "parquet-not-installed"
    assert list(tmp_path.iterdir()) == []


def test_what_a_library_says_of_the_disk_is_told_and_leaves_nothing(tmp_path):
    def fill(path):
        path.write_bytes(b"half")
        raise ValueError("seek of closed file") from OSError(28, "No space left on device")

    (problem,) = write_whole(tmp_path / "a.xlsx", fill=fill)
    assert problem.code == "cannot-write"
    assert "磁盘满了" in problem.message
    assert list(tmp_path.iterdir()) == []


def test_a_fault_of_the_code_is_not_taken_for_one_of_the_disk(tmp_path):
    def fill(_path):
        raise ValueError("a bug")

    with pytest.raises(ValueError, match="a bug"):
        write_whole(tmp_path / "a.xlsx", fill=fill)
    assert list(tmp_path.iterdir()) == []


# --- the passing file -----------------------------------------------------------------------------


def filled(text):
    def fill(passing):
        passing.write_text(text)

    return fill


def test_what_is_planted_beside_the_target_is_not_followed(tmp_path, monkeypatch):
    """Even where the passing name is known: a link that lies there is not written through."""
    precious, target = tmp_path / "precious", tmp_path / "made.csv"
    precious.write_text("kept")
    monkeypatch.setattr("secrets.token_hex", lambda _count: "known")
    (tmp_path / ".kaoji-known.part").symlink_to(precious)
    (problem,) = write_whole(target, fill=filled("new"))
    assert problem.code == "cannot-write"
    assert precious.read_text() == "kept"
    assert not target.exists()


def test_the_old_passing_name_means_nothing(tmp_path):
    precious, target = tmp_path / "precious", tmp_path / "made.csv"
    precious.write_text("kept")
    (tmp_path / ".made.csv.part").symlink_to(precious)
    assert write_whole(target, fill=filled("new")) == ()
    assert (precious.read_text(), target.read_text()) == ("kept", "new")
    assert not target.is_symlink()


def test_two_passing_names_differ(tmp_path):
    seen = []

    def fill(passing):
        seen.append(passing)

    for _each in range(2):
        write_whole(tmp_path / "made.csv", fill=fill)
    assert seen[0] != seen[1]
    assert {one.parent for one in seen} == {tmp_path}


def test_a_new_file_is_as_readable_as_any(tmp_path):
    (tmp_path / "plain").write_text("x")
    write_whole(tmp_path / "made.csv", fill=filled("x"))
    assert (tmp_path / "made.csv").stat().st_mode == (tmp_path / "plain").stat().st_mode


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_disk_that_fills_leaves_the_old_file_as_it_was(tmp_path, number):
    target = tmp_path / "made.csv"
    target.write_text("old")

    def fill(passing):
        passing.write_text("half")
        raise OSError(number, "No space left on device")

    (problem,) = write_whole(target, fill=fill)
    assert (problem.code, problem.message) == (
        "cannot-write", "磁盘满了，没有写出；原来有这个文件的，原样未动",
    )  # fmt: skip
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_what_is_not_on_the_disk_has_no_name(tmp_path, monkeypatch):
    def full(_descriptor):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("os.fsync", full)
    (problem,) = write_whole(tmp_path / "made.csv", fill=filled("new"))
    assert "Input/output error" in problem.message
    assert list(tmp_path.iterdir()) == []
