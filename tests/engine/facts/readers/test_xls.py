"""`.xls` and old `.et`: every kind of cell, protected and broken files, another library's view."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from kaoji.engine.facts.load import load_facts
from kaoji.engine.facts.readers import grid
from kaoji.engine.facts.readers.book import open_book
from kaoji.engine.facts.report import Report
from tests.engine.facts.books import codes, load, spots, texts
from tests.engine.facts.readers import biff

#: Written with xlwt 1.3: a merged title, merged names, per cent, day, month, error, hidden sheet.
SMALL = Path(__file__).parent / "fixtures" / "small.xls"

HEADER = b"".join(biff.label(0, at, name) for at, name in enumerate(("对象", "指标", "数值")))
STYLES = biff.number_format(164, "0.0%") + biff.xf(0) + biff.xf(164) + biff.xf(14) + biff.xf(57)


def fact(*cells, row=1):
    return HEADER + biff.label(row, 0, "甲") + biff.label(row, 1, "k") + b"".join(cells)


def loaded(tmp_path, cells, **options):
    return load(tmp_path / "a.xls", biff.xls({"表": cells}, **options))


def test_a_workbook_of_another_hand():
    table = load_facts(SMALL)
    assert texts(table) == [
        {
            "subject": "甲乡",
            "key": "完成率",
            "value": "85%",
            "date": "2016-01-20",
            "period": "2016-06",
        },
        {"subject": "甲乡", "key": "招商引资", "value": "1234.5", "period": "2016"},
        {"subject": "乙乡", "key": "完成率", "value": "#DIV/0!"},
        {"subject": "乙乡", "key": "招商引资", "value": "true"},
        {"subject": "丙乡", "key": "1", "value": "2", "date": "3"},
    ]
    assert spots(table) == [
        ("formula-error", "事实", 5, 3),
        ("sheet-without-header", "隐藏", None, None),
    ]
    assert table.sources[0].kind == "xls"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (biff.number(1, 2, 0.1 + 0.2), "0.3"),
        (biff.number(1, 2, 0.855, style=1), "85.5%"),
        (biff.number(1, 2, 42389.0, style=2), "2016-01-20"),
        (biff.number(1, 2, 42522.0, style=3), "2016-06"),
        (biff.number(1, 2, 5.0, style=99), "5"),
        # Packed numbers: whole, in hundredths, negative, half a double, that in hundredths.
        (biff.short_number(1, 2, 85 << 2 | 2), "85"),
        (biff.short_number(1, 2, 123456 << 2 | 3), "1234.56"),
        (biff.short_number(1, 2, (-7 << 2 | 2) & 0xFFFFFFFF), "-7"),
        (biff.short_number(1, 2, struct.unpack("<II", struct.pack("<d", 1.5))[1]), "1.5"),
        (biff.short_number(1, 2, struct.unpack("<II", struct.pack("<d", 1.5))[1] | 1), "0.015"),
        (biff.short_number(1, 2, 85 << 2 | 3, style=1), "85%"),
        (biff.many_numbers(1, 2, [9 << 2 | 2]), "9"),
        (biff.truth(1, 2, 1), "true"),
        (biff.truth(1, 2, 0), "false"),
        (biff.label(1, 2, "文字"), "文字"),
        (biff.label(1, 2, ""), ""),
        (biff.formula(1, 2, struct.pack("<d", 2.5)), "2.5"),
        (biff.formula(1, 2, struct.pack("<d", 0.5), style=1), "50%"),
        (biff.formula(1, 2, biff.special(1, 1)), "true"),
        (biff.formula(1, 2, biff.special(3)), ""),
        (biff.formula(1, 2, biff.special(0)) + biff.record(0x207, b"\x02\0\0ab"), "ab"),
        (
            biff.formula(1, 2, biff.special(0))
            + biff.record(0x4BC)
            + biff.record(0x207, biff.wide("长")),
            "长",
        ),
        (biff.record(0x207, b"\x02\0\0ab"), ""),
        # An embedded chart brings records of its own, which are none of the sheet's.
        (biff.bof(what=0x20) + biff.number(1, 2, 7.0) + biff.EOF, ""),
    ],
)
def test_cells(tmp_path, cell, expected):
    table = loaded(tmp_path, fact(cell), globals_=STYLES)
    assert table.rows[0].text("value") == expected
    assert codes(table) == []


@pytest.mark.parametrize(
    ("cell", "text", "code"),
    [
        (biff.truth(1, 2, 0x07, is_error=True), "#DIV/0!", "formula-error"),
        (biff.truth(1, 2, 0x99, is_error=True), "#N/A", "formula-error"),
        (biff.formula(1, 2, biff.special(2, 0x17)), "#REF!", "formula-error"),
        (biff.number(1, 2, 60.0, style=2), "60", "bad-date"),
        (biff.number(1, 2, float("nan")), "nan", "not-finite"),
    ],
)
def test_cells_that_hold_no_data(tmp_path, cell, text, code):
    table = loaded(tmp_path, fact(cell), globals_=STYLES)
    assert table.rows[0].text("value") == text
    assert spots(table) == [(code, "表", 2, 3)]


def test_cells_in_any_order_and_many_numbers(tmp_path):
    cells = biff.many_numbers(5, 2, [1 << 2 | 2, 2 << 2 | 2]) + biff.label(5, 0, "乙") + fact()
    table = loaded(tmp_path, cells + biff.label(0, 3, "目标"))
    assert texts(table) == [
        {"subject": "甲", "key": "k"},
        {"subject": "乙", "value": "1", "target": "2"},
    ]


def test_merged_names(tmp_path):
    cells = fact() + biff.label(2, 1, "j") + biff.merged((1, 2, 0, 0), (0, 0, 3, 5))
    assert [one.text("subject") for one in loaded(tmp_path, cells).rows] == ["甲", "甲"]


def test_the_calendar_of_1904(tmp_path):
    globals_ = STYLES + biff.record(0x22, b"\x01\0")
    table = loaded(tmp_path, fact(biff.number(1, 2, 40927.0, style=2)), globals_=globals_)
    assert table.rows[0].text("value") == "2016-01-20"


def shared(*bodies, count):
    return biff.strings(*bodies, count=count) + biff.xf(0)


@pytest.mark.parametrize(
    ("bodies", "expected"),
    [
        ([biff.wide("甲乙丙丁")], "甲乙丙丁"),
        # Cut between two characters: the next piece says anew how wide its characters are.
        ([biff.wide("甲乙丙丁")[:7], b"\x01" + "丙丁".encode("utf-16-le")], "甲乙丙丁"),
        ([struct.pack("<HB", 4, 1) + "甲乙".encode("utf-16-le"), b"\0ab"], "甲乙ab"),
        ([struct.pack("<HB", 4, 0) + b"ab", b"\x01" + "丙丁".encode("utf-16-le")], "ab丙丁"),
        # A pair of halves cut in two is still one character.
        (
            [
                struct.pack("<HB", 2, 1) + "𠮷".encode("utf-16-le")[:2],
                b"\x01" + "𠮷".encode("utf-16-le")[2:],
            ],
            "𠮷",
        ),
        # Runs of fonts and reading aids stand behind the characters and are passed over.
        ([struct.pack("<HBHI", 1, 13, 1, 6) + "甲".encode("utf-16-le") + bytes(4), bytes(6)], "甲"),
        ([struct.pack("<H", 2), b"\0ab"], "ab"),
    ],
)
def test_shared_texts(tmp_path, bodies, expected):
    *first, last = bodies
    table = loaded(
        tmp_path,
        fact(biff.shared(1, 2, 1)),
        globals_=shared(
            biff.wide("x") + (first or [last])[0], *([*first[1:], last] if first else []), count=2
        ),
    )
    assert table.rows[0].text("value") == expected
    assert codes(table) == []


def test_more_texts_counted_than_written(tmp_path):
    table = loaded(tmp_path, fact(biff.shared(1, 2, 0)), globals_=shared(biff.wide("x"), count=9))
    assert table.rows[0].text("value") == "x"


@pytest.mark.parametrize(
    "globals_",
    [
        shared(struct.pack("<HB", 9, 1) + b"ab", count=1),
        shared(struct.pack("<HB", 2, 1) + b"abc", b"\x01d", count=1),
        biff.record(0xE0, b""),
        biff.record(0x85, b""),
    ],
)
def test_broken_globals(tmp_path, globals_):
    assert codes(loaded(tmp_path, fact(), globals_=globals_)) == ["damaged-file"]


@pytest.mark.parametrize(
    "cell", [biff.shared(1, 2, 5), biff.record(0x203, b"ab"), biff.number(1, 20000, 1.0)]
)
def test_a_broken_sheet(tmp_path, cell):
    table = loaded(tmp_path, fact(cell))
    assert codes(table) == ["damaged-file"]
    assert table.problems[0].place.sheet == "表"


def test_a_stream_without_end_mark(tmp_path):
    data = biff.stream({"表": fact(biff.number(1, 2, 1.0))})
    table = load(tmp_path / "a.xls", biff.compound("Workbook", data[:-4]))
    assert table.rows[0].text("value") == "1"


def test_hidden_sheets_and_charts(tmp_path):
    assert codes(loaded(tmp_path, fact(), state=1)) == ["hidden-sheet"]
    assert codes(loaded(tmp_path, fact(), kind=2)) == ["no-header"]


def old(cells, *, globals_=b""):
    """A stream of BIFF 5: texts in bytes of a code page."""
    sheet = biff.bof(version=0x500) + cells + biff.EOF
    name = "表".encode("gbk")

    def bound(start):
        return biff.record(0x85, struct.pack("<IBBB", start, 0, 0, len(name)) + name)

    head = biff.bof(version=0x500, what=5) + globals_
    start = len(head + bound(0) + biff.EOF)
    return head + bound(start) + biff.EOF + sheet


def old_label(row, column, text):
    raw = text.encode("gbk")
    return biff.record(0x204, struct.pack("<HHHH", row, column, 0, len(raw)) + raw)


@pytest.mark.parametrize(
    "page", [b"", biff.record(0x42, b"\xa8\x03"), biff.record(0x42, b"\x01\x80")]
)
def test_the_older_version(tmp_path, page):
    code = b"0%"
    styles = (
        biff.record(0x41E, struct.pack("<HB", 164, len(code)) + code) + biff.xf(0) + biff.xf(164)
    )
    cells = b"".join(
        old_label(*spot)
        for spot in ((0, 0, "对象"), (0, 1, "指标"), (0, 2, "数值"), (1, 0, "甲乡"), (1, 1, ""))
    )
    stream = old(cells + biff.number(1, 2, 0.5, style=1), globals_=page + styles)
    table = load(tmp_path / "a.xls", biff.compound("Book", stream))
    assert texts(table) == [{"subject": "甲乡", "value": "50%"}]
    assert table.rows[0].place.sheet == "表"


def test_another_code_page(tmp_path):
    cells = old_label(0, 0, "key") + old_label(0, 1, "value")
    label = biff.record(0x204, struct.pack("<HHHH", 1, 0, 0, 1) + b"\xe9")
    stream = old(cells + label, globals_=biff.record(0x42, struct.pack("<H", 1252)))
    assert texts(load(tmp_path / "a.xls", biff.compound("Book", stream))) == [{"key": "é"}]


def test_protected_files(tmp_path):
    locked = biff.record(0x2F, bytes(6))
    assert codes(loaded(tmp_path, fact(), globals_=locked)) == ["password-protected"]
    packed = biff.compound("EncryptedPackage", b"x" * 600)
    assert codes(load(tmp_path / "b.xlsx", packed)) == ["password-protected"]


def test_a_small_stream_inside_the_root(tmp_path):
    data = biff.compound("Workbook", biff.stream({"表": fact(biff.number(1, 2, 1.0))}), small=True)
    assert load(tmp_path / "a.xls", data).rows[0].text("value") == "1"


def test_too_many_cells(tmp_path, monkeypatch):
    monkeypatch.setattr(grid, "MOST_CELLS", 4)
    table = loaded(tmp_path, fact(biff.number(1, 2, 1.0)))
    assert codes(table) == ["too-many-cells"]


@pytest.mark.parametrize("share", [1, 5, 20, 50, 80, 99])
def test_a_cut_workbook(tmp_path, share):
    data = SMALL.read_bytes()
    table = load(tmp_path / "a.xls", data[: len(data) * share // 100])
    assert codes(table) == ["damaged-file"]


def patched(data, *, at, raw):
    return data[:at] + raw + data[at + len(raw) :]


@pytest.mark.parametrize(
    ("at", "raw"),
    [
        (30, b"\x05\0"),
        (48, b"\xff\xff\0\0"),
        (68, b"\xff\0\0\0"),
        # The stream claims to be longer than its sectors.
        (1024 + 128 + 120, b"\xff\xff\0\0"),
        # The table of sectors leads from the directory to itself, without end.
        (512 + 4, b"\x01\0\0\0"),
    ],
)
def test_a_broken_container(tmp_path, at, raw):
    data = patched(biff.xls({"表": fact()}), at=at, raw=raw)
    assert codes(load(tmp_path / "a.xls", data)) == ["damaged-file"]


def test_further_tables_of_sectors_are_followed(tmp_path):
    """A large file names more table sectors in a chain of its own; a chain in a ring ends too."""
    data = biff.xls({"表": fact(biff.number(1, 2, 1.0))})
    ring = (len(data) - 512) // 512
    extra = struct.pack("<128I", *[0xFFFF_FFFF] * 127, ring)
    table = load(tmp_path / "a.xls", patched(data, at=68, raw=struct.pack("<I", ring)) + extra)
    assert table.rows[0].text("value") == "1"


@pytest.mark.parametrize(
    "data",
    [
        SMALL.read_bytes(),
        biff.xls(
            {
                "表": fact(biff.number(1, 2, 1.5)),
                "二": biff.many_numbers(2, 3, [4 << 2 | 2, 5 << 2 | 3]),
            }
        ),
        biff.xls(
            {"表": biff.shared(0, 0, 0) + biff.shared(3, 1, 1)},
            globals_=shared(
                biff.wide("甲") + biff.wide("乙丙")[:5], b"\x01" + "丙".encode("utf-16-le"), count=2
            ),
        ),
    ],
)
def test_another_library_reads_the_same_texts(tmp_path, data):
    """The other library shows per cents as plain numbers and errors as nothing: they are left out."""  # noqa: E501
    calamine = pytest.importorskip("python_calamine")
    path = tmp_path / "a.xls"
    path.write_bytes(data)
    book = calamine.load_workbook(path)
    sheets = {sheet.name: sheet for sheet in open_book(data, file="a", report=Report()).sheets}
    assert list(sheets) == book.sheet_names
    for name, sheet in sheets.items():
        found = book.get_sheet_by_name(name)
        top, left = found.start
        theirs = {
            (top + down + 1, left + across + 1): cell
            for down, line in enumerate(found.to_python())
            for across, cell in enumerate(line)
            if isinstance(cell, str) and cell
        }
        ours = {
            (one.number, at): text
            for one in sheet.rows
            for at, text in one.cells.items()
            if at not in one.filled
        }
        assert theirs.items() <= ours.items()
        numbers = {spot: text for spot, text in ours.items() if spot not in theirs}
        assert all(text[0] in "0123456789#-t" for text in numbers.values())
