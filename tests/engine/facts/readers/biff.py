"""Makes `.xls` workbooks record by record, so that tests can plant what no writer would write."""

from __future__ import annotations

import struct

SECTOR = 512
#: Shorter streams lie in pieces of 64 bytes inside the root's own.
CUTOFF = 4096
END = 0xFFFF_FFFE
FREE = 0xFFFF_FFFF


def record(kind, body=b""):
    return struct.pack("<HH", kind, len(body)) + body


def bof(*, version=0x600, what=0x10):
    return record(0x809, struct.pack("<HHHHII", version, what, 0, 0, 0, 0))


EOF = record(0x0A)


def number(row, column, value, *, style=0):
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


def short_number(row, column, packed, *, style=0):
    return record(0x27E, struct.pack("<HHHI", row, column, style, packed))


def many_numbers(row, first, packed, *, style=0):
    body = b"".join(struct.pack("<HI", style, one) for one in packed)
    last = first + len(packed) - 1
    return record(0xBD, struct.pack("<HH", row, first) + body + struct.pack("<H", last))


def truth(row, column, value, *, is_error=False):
    return record(0x205, struct.pack("<HHHBB", row, column, 0, value, is_error))


def formula(row, column, result, *, style=0):
    return record(0x06, struct.pack("<HHH", row, column, style) + result + bytes(8))


def special(kind, value=0):
    """A formula's result that is no number: 0 text, 1 truth, 2 error, 3 nothing."""
    return bytes([kind, 0, value, 0, 0, 0, 0xFF, 0xFF])


def wide(text):
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def label(row, column, text):
    return record(0x204, struct.pack("<HHH", row, column, 0) + wide(text))


def shared(row, column, at):
    return record(0xFD, struct.pack("<HHHI", row, column, 0, at))


def merged(*ranges):
    body = b"".join(struct.pack("<4H", *one) for one in ranges)
    return record(0xE5, struct.pack("<H", len(ranges)) + body)


def strings(*bodies, count):
    """The shared strings in one or several pieces."""
    first, *rest = bodies
    return record(0xFC, struct.pack("<II", count, count) + first) + b"".join(
        record(0x3C, one) for one in rest
    )


def xf(number_format):
    return record(0xE0, struct.pack("<HH", 0, number_format) + bytes(16))


def number_format(at, code):
    return record(0x41E, struct.pack("<H", at) + wide(code))


def bound_sheet(start, name, *, state=0, kind=0):
    text = struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")
    return record(0x85, struct.pack("<IBB", start, state, kind) + text)


def stream(sheets, *, globals_=xf(0), state=0, kind=0):  # noqa: B008
    """A workbook stream: name → records of each sheet."""
    tabs = {name: bof() + cells + EOF for name, cells in sheets.items()}
    head_size = len(bof() + globals_ + EOF)
    head_size += sum(len(bound_sheet(0, name)) for name in tabs)
    starts, at = [], head_size
    for cells in tabs.values():
        starts.append(at)
        at += len(cells)
    bounds = b"".join(
        bound_sheet(start, name, state=state, kind=kind)
        for start, name in zip(starts, tabs, strict=True)
    )
    return bof(what=5) + globals_ + bounds + EOF + b"".join(tabs.values())


def _entry(name, *, kind, start, size, child=FREE):
    raw = name.encode("utf-16-le") + b"\0\0"
    head = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), kind, 1)
    links = struct.pack("<III", FREE, FREE, child)
    return head + links + bytes(36) + struct.pack("<IIQ", start, size, 0)[:12]


def compound(name, content, *, small=False):
    """A compound file with one stream; a small one lies inside the root's own stream."""
    content = content if small else content.ljust(CUTOFF, b"\0")
    chunks = -(-len(content) // SECTOR)
    body = content.ljust(chunks * SECTOR, b"\0")
    # Sector 0: the table; 1: the directory; 2: the table of small sectors; then the stream.
    first = 3
    table = [0xFFFF_FFFD, END, END]
    table += [first + at + 1 for at in range(chunks - 1)] + [END]
    table += [FREE] * (SECTOR // 4 - len(table))
    tiny = -(-len(content) // 64)
    small_table = [at + 1 for at in range(tiny - 1)] + [END] if small else []
    small_table += [FREE] * (SECTOR // 4 - len(small_table))
    root = _entry("Root Entry", kind=5, start=first, size=len(body), child=1)
    entry = _entry(name, kind=2, start=0 if small else first, size=len(content))
    directory = (root + entry).ljust(SECTOR, b"\0")
    header = struct.pack(
        "<8s16sHHHHHHIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, 1, 1, 0,
        CUTOFF, 2, 1, END, 0,
    )  # fmt: skip
    header += struct.pack("<109I", 0, *[FREE] * 108)
    assert len(table) <= SECTOR // 4, "the helper knows one table sector only"
    return (
        header
        + struct.pack(f"<{SECTOR // 4}I", *table)
        + directory
        + struct.pack(f"<{SECTOR // 4}I", *small_table)
        + body
    )


def xls(sheets, **options):
    return compound("Workbook", stream(sheets, **options))
