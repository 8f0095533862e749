"""Makes `.xlsb` workbooks record by record: no library writes them."""

from __future__ import annotations

import struct

from tests.engine.facts.books import RELATION, RELATIONS, zipped


def _number(value):
    raw = b""
    while True:
        value, low = value >> 7, value & 0x7F
        raw += bytes([low | (0x80 if value else 0)])
        if not value:
            return raw


def record(kind, body=b""):
    return _number(kind) + _number(len(body)) + body


def wide(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def row(at):
    return record(0, struct.pack("<I", at) + bytes(13))


def cell(kind, column, body=b"", *, style=0):
    return record(kind, struct.pack("<II", column, style) + body)


def text(column, words):
    return cell(6, column, wide(words))


def formula(kind, column, result, *, style=0):
    return cell(kind, column, result + bytes(10), style=style)


def merged(first, last, column):
    return record(176, struct.pack("<4I", first, last, column, column))


FORMATS = [0, 164, 14]
STYLES = (
    record(615, struct.pack("<I", 1))
    + record(44, struct.pack("<H", 164) + wide("0.0%"))
    + record(616)
    + record(626, struct.pack("<I", 1))
    + record(47, struct.pack("<HH", 0, 9) + bytes(12))
    + record(627)
    + record(617, struct.pack("<I", len(FORMATS)))
    + b"".join(record(47, struct.pack("<HH", 0, one) + bytes(12)) for one in FORMATS)
    + record(618)
)


def parts(sheets, *, state=0, is_1904=0, strings=(), kind="worksheet"):
    bundles = b"".join(
        record(156, struct.pack("<II", state, at) + wide(f"rId{at}") + wide(name))
        for at, name in enumerate(sheets, start=1)
    )
    workbook = record(131) + record(153, struct.pack("<II", is_1904, 0) + wide("")) + record(143)
    relations = "".join(
        RELATION.format(id=f"rId{at}", kind=kind, target=f"worksheets/sheet{at}.bin")
        for at in range(1, len(sheets) + 1)
    )
    relations += RELATION.format(id="s", kind="styles", target="styles.bin")
    relations += RELATION.format(id="t", kind="sharedStrings", target="sharedStrings.bin")
    shared = b"".join(record(19, b"\0" + wide(one)) for one in strings)
    found = {
        "_rels/.rels": RELATIONS.format(
            RELATION.format(id="a", kind="officeDocument", target="xl/workbook.bin")
        ),
        "xl/workbook.bin": workbook + bundles + record(144) + record(132),
        "xl/_rels/workbook.bin.rels": RELATIONS.format(relations),
        "xl/styles.bin": STYLES,
        "xl/sharedStrings.bin": record(159, struct.pack("<II", 9, len(strings)))
        + shared
        + record(160),
    }
    for at, cells in enumerate(sheets.values(), start=1):
        extent = record(148, struct.pack("<4I", 0, 99, 0, 99))
        body = record(129) + extent + record(145) + cells + record(146) + record(130)
        found[f"xl/worksheets/sheet{at}.bin"] = body
    return found


def xlsb(sheets, **options):
    return zipped(parts(sheets, **options))
