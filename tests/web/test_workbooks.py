"""Excel both ways: what goes out, what comes back, and where its faults are."""

from __future__ import annotations

import io
import random
from datetime import date
from fractions import Fraction

import pytest
from openpyxl import Workbook, load_workbook

from kaoji.web.workbooks import (
    CHOICE,
    DATE,
    NUMBER,
    Book,
    Column,
    Fault,
    difference,
    marked,
    read,
    template_of,
)

BOOK = Book(
    key="villages",
    title="人居环境采集表",
    columns=(
        Column("unit", "单位", is_required=True, is_locked=True),
        Column("kind", "类别", kind=CHOICE, choices=("乡镇", "街道"), is_required=True),
        Column("due", "应整治", kind=NUMBER, group="村", unit="个", is_whole=True, least=0),
        Column("done", "已完成", kind=NUMBER, group="村", unit="个", is_whole=True, least=0),
        Column("rate", "收运率", kind=NUMBER, unit="%", most=100, least=0, example="98.6"),
        Column("paid", "投入", kind=NUMBER, unit="元", group="钱"),
        Column("day", "核实日期", kind=DATE, is_required=True, example="2026-03-01"),
        Column("note", "备注", longest=20),
    ),
    keys=("unit",),
)
#: Where each column stands in our template: A is hidden.
LETTERS = dict(zip((one.key for one in BOOK.columns), "BCDEFGHI", strict=True))
FIRST_ROW = 5


def unit(place):
    return f"第{place}村"


def held(count):
    return {
        unit(place): {
            "unit": unit(place),
            "kind": "乡镇",
            "due": Fraction(10),
            "done": Fraction(place % 10),
            "rate": Fraction(965, 10),
            "paid": Fraction(1200),
            "day": date(2026, 3, 1),
            "note": None,
        }
        for place in range(count)
    }


def opened(content):
    return load_workbook(io.BytesIO(content))


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def checked(content, *, known=None, name="回表.xlsx"):
    return read(content, book=BOOK, name=name, held=known or {})


def addresses(reading):
    return sorted(one.address for one in reading.faults)


def test_what_goes_out_comes_back_the_same():
    known = held(30)
    reading = checked(template_of(BOOK, held=known, stamp="task-12"), known=known)
    assert reading.faults == ()
    assert reading.stamp["stamp"] == "task-12"
    assert {row.key: dict(row.values) for row in reading.rows} == known
    assert difference(reading, book=BOOK, held=known).changes == ()


def test_the_template_has_merged_heads_lists_and_locks():
    sheet = opened(template_of(BOOK, held=held(2))).worksheets[0]
    assert "D3:E3" in {str(one) for one in sheet.merged_cells.ranges}
    assert sheet["D3"].value == "村"
    (rule,) = [one for one in sheet.data_validations.dataValidation if one.type == "list"]
    assert rule.formula1 == '"乡镇,街道"'
    assert sheet["B5"].protection.locked
    assert not sheet["C5"].protection.locked
    assert sheet.protection.sheet
    assert sheet.column_dimensions["A"].hidden
    assert opened(template_of(BOOK))["_kaoji"].sheet_state == "veryHidden"


def test_user_text_in_a_template_is_no_formula():
    known = held(1)
    known[unit(0)]["note"] = "=1+1"
    cell = opened(template_of(BOOK, held=known)).worksheets[0]["I5"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("１２", "done", Fraction(12)),
        ("12.50%", "rate", Fraction(25, 2)),
        ("3万元", "paid", Fraction(30000)),
        ("1,200", "paid", Fraction(1200)),
        ("2026年3月1日", "day", date(2026, 3, 1)),
        ("2026.3.1", "day", date(2026, 3, 1)),
        (date(2026, 3, 1), "day", date(2026, 3, 1)),
        (12, "done", Fraction(12)),
        ("　乡镇 ", "kind", "乡镇"),
        ("", "note", None),
    ],
)
def test_habits_of_writing_are_understood(text, key, expected):
    known = held(1)
    book = opened(template_of(BOOK, held=known))
    book.worksheets[0][f"{LETTERS[key]}5"].value = text
    reading = checked(saved(book), known=known)
    assert reading.faults == ()
    assert reading.rows[0].values[key] == expected


def test_moved_columns_further_titles_and_blank_rows_are_read_through():
    book = Workbook()
    sheet = book.active
    sheet.append(["禾安县"])
    sheet.append([])
    sheet.append(["填报人：王某"])
    sheet.append(["核实日期", "单位*", "收运率(%)", "类别", "我的批注", "已完成"])
    sheet.append(["2026/3/1", "甲", 90, "街道", "随手记", 4])
    sheet.append([])
    sheet.append(["2026/3/1", "乙", 900, "街道", None, 4])
    sheet.append([None, "合计", 990])
    reading = checked(saved(book))
    assert [row.values["unit"] for row in reading.rows] == ["甲", "乙"]
    assert addresses(reading) == ["C7"]
    assert any("我的批注" in one for one in reading.notes)


def test_a_table_without_our_heads_is_told_so():
    book = Workbook()
    book.active.append(["姓名", "电话"])
    (fault,) = checked(saved(book)).faults
    assert (fault.address, fault.reason) == ("", "没有找到表头")


def test_what_is_no_table_is_told_so():
    assert not checked(b"%PDF-1.7", name="x.xlsx").is_sound


def test_a_missing_column_is_told_once():
    book = Workbook()
    book.active.append(["单位", "类别", "应整治", "已完成", "备注"])
    book.active.append(["甲", "乡镇", 1, 1, ""])
    reasons = [one.reason for one in checked(saved(book)).faults]
    assert reasons == ["缺少「核实日期」一列"]


def test_the_same_unit_twice_and_a_locked_cell_changed():
    known = held(3)
    book = opened(template_of(BOOK, held=known))
    sheet = book.worksheets[0]
    sheet["B6"].value = "改了名"
    sheet["B8"].value, sheet["C8"].value, sheet["H8"].value = unit(0), "乡镇", "2026-03-01"
    found = {one.address: one.reason for one in checked(saved(book), known=known).faults}
    assert found == {"B6": f"这一格是锁定的，原为「{unit(1)}」", "B8": "与第 5 行重复"}


def wrong_cells():
    """Faults by column: what to write so that it is wrong."""
    return {
        "kind": ["市", "", "乡鎮", 7],
        "due": ["十二", "-1", "1.5", "12元", "#REF!", "不适用", "1、2"],
        "done": ["约 5", "-0.5", "3/2", "NaN", "#DIV/0!", "零报告"],
        "rate": ["104.2", "-1", "12..5", "90百分点", "高"],
        "paid": ["3斤", "１２ａ", "1e5", "(12)"],
        "day": ["2026-02-30", "", "三月", "2026-13-01", "昨天"],
        "note": ["字" * 21, "=1/0+" + "1" * 30],
        "unit": ["无此村"],
    }


def planted(book, *, count, rows, seed):
    """Write so many faults into cells drawn at random; the addresses, known beforehand."""
    drawn = random.Random(seed)
    sheet, wrong = book.worksheets[0], wrong_cells()
    places = [(row, key) for row in range(rows) for key in LETTERS]
    chosen = drawn.sample(places, count)
    for row, key in chosen:
        cell = sheet[f"{LETTERS[key]}{FIRST_ROW + row}"]
        cell.value = drawn.choice(wrong[key])
        if cell.data_type == "f":
            cell.data_type = "s"
    return sorted(f"{LETTERS[key]}{FIRST_ROW + row}" for row, key in chosen)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_five_hundred_planted_faults_are_five_hundred_addresses(seed):
    known = held(300)
    book = opened(template_of(BOOK, held=known))
    expected = planted(book, count=500, rows=300, seed=seed)
    content = saved(book)
    reading = checked(content, known=known)
    assert addresses(reading) == expected
    returned = opened(marked(content, sheet=reading.sheet, faults=reading.faults))
    sheet = returned.worksheets[0]
    red = [
        cell
        for line in sheet.iter_rows()
        for cell in line
        if cell.fill.start_color.rgb == "FFF4B6AE"
    ]
    assert sorted(cell.coordinate for cell in red) == expected
    assert all(cell.comment for cell in red)
    listed = returned["错误清单"]
    assert sorted(line[0].value for line in listed.iter_rows(min_row=2)) == expected
    assert not [cell for line in listed.iter_rows() for cell in line if cell.data_type == "f"]


def test_marks_go_when_what_was_wrong_is_mended():
    known = held(2)
    book = opened(template_of(BOOK, held=known))
    book.worksheets[0]["F5"].value = "104.2"
    content = saved(book)
    reading = checked(content, known=known)
    returned = opened(marked(content, sheet=reading.sheet, faults=reading.faults))
    returned.worksheets[0]["F5"].value = "98.6"
    mended = saved(returned)
    again = checked(mended, known=known)
    assert again.faults == ()
    cell = opened(marked(mended, sheet=again.sheet, faults=())).worksheets[0]["F5"]
    assert cell.comment is None
    assert cell.fill.start_color.rgb != "FFF4B6AE"


def test_other_kinds_of_tables_come_back_marked_too():
    content = "单位,类别,已完成,收运率,核实日期\n甲,乡镇,=1,90,2026-03-01\n".encode()
    reading = checked(content, name="回表.csv")
    assert addresses(reading) == ["C2"]
    sheet = opened(marked(content, sheet=reading.sheet, faults=reading.faults)).worksheets[0]
    assert (sheet["C2"].value, sheet["C2"].data_type) == ("=1", "s")
    assert sheet["C2"].comment


def test_a_workbook_that_the_library_cannot_open_comes_back_as_a_copy(monkeypatch):
    known = held(2)
    book = opened(template_of(BOOK, held=known))
    book.worksheets[0]["F5"].value = "104.2"
    content = saved(book)
    reading = checked(content, known=known)

    def stumble(_content):
        raise KeyError("xl/styles.xml")

    monkeypatch.setattr("kaoji.web.workbooks.mark.load_workbook", stumble)
    returned = marked(content, sheet=reading.sheet, faults=reading.faults, name="回表.xlsx")
    cell = opened(returned)[reading.sheet]["F5"]
    assert (cell.value, bool(cell.comment)) == ("104.2", True)


def test_a_fault_in_a_merged_cell_is_shown_where_it_begins():
    book = opened(template_of(BOOK, held=held(2)))
    sheet = book.worksheets[0]
    sheet.merge_cells("F5:F6")
    content = saved(book)
    fault = Fault(6, 6, "收运率", "x", "错")
    returned = opened(marked(content, sheet=sheet.title, faults=[fault])).worksheets[0]
    assert returned["F5"].comment


def test_the_difference_names_what_is_new_and_what_is_other():
    known = held(3)
    book = opened(template_of(BOOK, held=known))
    sheet = book.worksheets[0]
    sheet["E5"].value = "8"
    sheet["B8"].value, sheet["C8"].value, sheet["H8"].value = "新村", "乡镇", "2026-03-01"
    found = difference(checked(saved(book), known=known), book=BOOK, held=known)
    assert (found.added, found.changed, found.same, found.absent) == (1, 1, 2, 0)
    changed, new = found.lines
    assert changed.cells == (("已完成", "0", "8"),)
    assert (new.name, new.is_new) == ("新村", True)
    undone = found.changes[0].turned_round
    assert undone.after == known[unit(0)]


def test_heads_in_one_row_and_heads_repeated():
    plain = Book(
        key="plain",
        title="小表",
        columns=(Column("unit", "单位", is_required=True), Column("people", "人数", kind=NUMBER)),
        keys=("unit",),
    )
    known = {"甲": {"unit": "甲", "people": Fraction(3)}}
    book = opened(template_of(plain, held=known))
    sheet = book.worksheets[0]
    for place, text in ((6, "单位"), (7, "乙")):
        sheet[f"B{place}"].value = text
    sheet["C6"].value, sheet["C7"].value = "人数", "5"
    reading = read(saved(book), book=plain, name="小表.xlsx", held=known)
    assert reading.faults == ()
    assert [(row.number, row.key) for row in reading.rows] == [(5, "甲"), (7, "乙")]
