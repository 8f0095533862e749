"""Compound files (the container of `.xls`, old `.et` and protected workbooks): their streams.

Only what is needed to look into a workbook before a library does: the directory and one stream.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_NO_SECTOR = 0xFFFF_FFFA
_ENTRY = 128
_STREAM = 2
_ROOT = 5


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: int
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class Container:
    """A compound file: its table of sectors and the streams by lower-case name."""

    data: bytes
    sector_size: int
    table: tuple[int, ...]
    entries: Mapping[str, _Entry]

    def __contains__(self, name: str) -> bool:
        return name in self.entries

    def stream(self, name: str) -> bytes:
        """The bytes of a stream; broken chains raise one of `BROKEN_RECORDS`."""
        entry = self.entries[name]
        (cutoff,) = struct.unpack_from("<I", self.data, 56)
        held = self._chained(entry.start) if entry.size >= cutoff else self._small(entry)
        if len(held) < entry.size:
            raise ValueError("the stream is cut off")
        return held[: entry.size]

    def _chained(self, start: int) -> bytes:
        size = self.sector_size
        return b"".join(
            self.data[(at + 1) * size : (at + 2) * size] for at in _chain(start, table=self.table)
        )

    def _small(self, entry: _Entry) -> bytes:
        (first,) = struct.unpack_from("<I", self.data, 60)
        packed = self._chained(first)
        table = struct.unpack(f"<{len(packed) // 4}I", packed)
        held = self._chained(next(one.start for one in self.entries.values() if one.kind == _ROOT))
        parts = (held[at * 64 : (at + 1) * 64] for at in _chain(entry.start, table=table))
        return b"".join(parts)


def open_container(data: bytes) -> Container:
    """Read the tables of a compound file; a broken one raises one of `BROKEN_RECORDS`."""
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in {9, 12}:
        raise ValueError("no such sector size")
    size = 1 << shift
    table = tuple(_table(data, size=size))
    (first,) = struct.unpack_from("<I", data, 48)
    bare = Container(data, size, table, {})
    directory = bare._chained(first)  # noqa: SLF001 - the same class, one step earlier
    if len(directory) % size:
        raise ValueError("the directory is cut off")
    entries = dict(_entries(directory))
    return Container(data, size, table, entries)


def _table(data: bytes, *, size: int) -> Iterator[int]:
    sectors = list(struct.unpack_from("<109I", data, 76))
    (more,) = struct.unpack_from("<I", data, 68)
    seen: set[int] = set()
    while more < _NO_SECTOR and more not in seen:
        seen.add(more)
        *further, more = struct.unpack_from(f"<{size // 4}I", data, (more + 1) * size)
        sectors += further
    for sector in sectors:
        if sector < _NO_SECTOR:
            yield from struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)


def _chain(start: int, *, table: tuple[int, ...]) -> Iterator[int]:
    at, left = start, len(table)
    while at < _NO_SECTOR:
        if not left:
            raise ValueError("a chain without end")
        left -= 1
        yield at
        at = table[at]


def _entries(directory: bytes) -> Iterator[tuple[str, _Entry]]:
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        raw = directory[at : at + _ENTRY]
        length, kind = struct.unpack_from("<HB", raw, 64)
        if kind in {_STREAM, _ROOT} and 2 <= length <= 64:
            start, size = struct.unpack_from("<II", raw, 116)
            name = raw[: length - 2].decode("utf-16-le", "replace").lower()
            yield name, _Entry(kind, start, size)
