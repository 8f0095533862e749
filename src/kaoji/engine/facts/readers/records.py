"""Reading bytes of binary records one after another, strings over several pieces among them."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from kaoji.engine.facts.readers.builder import short_number

#: What reading broken records raises.
BROKEN_RECORDS = (struct.error, IndexError, ValueError, KeyError, LookupError, OverflowError)


class Record(NamedTuple):
    """One record of an `.xls` stream: its kind, its body, and how the body goes on."""

    kind: int
    body: bytes
    more: tuple[bytes, ...] = ()


def unpack_short(raw: bytes, *, at: int) -> Fraction:
    """The packed 32-bit number that stands at an offset."""
    (packed,) = struct.unpack_from("<I", raw, at)
    (double,) = struct.unpack("<d", struct.pack("<II", 0, packed & 0xFFFF_FFFC))
    return short_number(packed, double=double)


def wide_string(raw: bytes, *, at: int = 0) -> str:
    """A string of `.xlsb`: its length in four bytes, then two bytes a character."""
    (length,) = struct.unpack_from("<I", raw, at)
    text = raw[at + 4 : at + 4 + 2 * length]
    if len(text) < 2 * length:
        raise ValueError("the string is cut off")
    return text.decode("utf-16-le", "replace")


class Pieces:
    """A cursor over a body and its continuations.

    Where characters go on in the next piece, that piece begins with a byte that says anew
    whether they are of one byte or two.
    """

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self._pieces = pieces
        self._piece = 0
        self._at = 0

    def take(self, count: int) -> bytes:
        """So many bytes, over the borders of pieces."""
        taken = b""
        while len(taken) < count:
            taken += self._part(count - len(taken))
        return taken

    def skip(self, count: int) -> None:
        """Pass over so many bytes."""
        while count:
            count -= len(self._part(count))

    def number(self, code: str) -> int:
        """One number by its `struct` code."""
        value: int = struct.unpack(f"<{code}", self.take(struct.calcsize(code)))[0]
        return value

    def characters(self, count: int, *, is_wide: bool) -> str:
        """So many characters, counted as the format does: in units of sixteen bits."""
        units = b""
        while len(units) < 2 * count:
            if units and self._is_at_border():
                is_wide = bool(self.number("B") & 1)
            part = self._part((2 * count - len(units)) // (1 if is_wide else 2))
            if is_wide and len(part) % 2:
                raise ValueError("a character is cut in two")
            units += part if is_wide else part.decode("latin-1").encode("utf-16-le")
        return units.decode("utf-16-le", "replace")

    @property
    def is_at_end(self) -> bool:
        """Nothing is left."""
        return self._is_at_border() and not any(self._pieces[self._piece + 1 :])

    def _is_at_border(self) -> bool:
        return self._at >= len(self._pieces[self._piece])

    def _part(self, count: int) -> bytes:
        """Up to so many bytes out of one piece, at least one."""
        while self._is_at_border():
            self._piece += 1
            self._at = 0
        part = self._pieces[self._piece][self._at : self._at + count]
        self._at += len(part)
        return part
