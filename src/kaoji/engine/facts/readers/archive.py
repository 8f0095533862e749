"""Zip archives under guard: size, ratio and number of entries are checked before unpacking.

Workbooks are zip archives; a few kilobytes can claim to be, or turn out to be, gigabytes.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO

from kaoji.engine.facts.readers.grid import MOST_BYTES
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak

MOST_ENTRIES = 2_000
HIGHEST_RATIO = 200
#: Small parts may well shrink more: a ratio only counts from here.
_RATIO_FROM = 1024 * 1024
_PIECE = 64 * 1024

#: What the unpacking of a damaged archive raises.
DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, KeyError,
    NotImplementedError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive within the limits; its parts are found in any case and with either slash."""

    zipped: zipfile.ZipFile
    parts: Mapping[str, zipfile.ZipInfo] = field(repr=False)

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self.parts

    def opened(self, name: str) -> IO[bytes]:
        """A part as a stream; it ends at the size that the directory declares."""
        return self.zipped.open(self.parts[_plain(name)])

    def content(self, name: str) -> bytes:
        """The whole of a part, b'' where there is none."""
        if name not in self:
            return b""
        with self.opened(name) as stream:
            return stream.read()

    def names(self) -> tuple[str, ...]:
        """The names of all parts, in lower case."""
        return tuple(self.parts)


def open_archive(data: bytes) -> Archive | Problem:
    """Open an archive, or say why it is not opened."""
    try:
        zipped = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGE:
        return damaged()
    entries = zipped.infolist()
    refusal = _refusal(entries, packed=len(data))
    if refusal is not None:
        return refusal
    return Archive(zipped, {_plain(entry.filename): entry for entry in entries})


def _refusal(entries: list[zipfile.ZipInfo], *, packed: int) -> Problem | None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES:
        return _bomb(
            speak(
                "这个文件里面有 {count} 个部分，超过 {most} 个，不像正常的表格，没有打开",
                count=len(entries),
                most=MOST_ENTRIES,
            )
        )
    if unpacked > MOST_BYTES:
        return _bomb(
            speak(
                "这个文件解开后有 {size} MB，超过 {most} MB，不像正常的表格，没有打开",
                size=unpacked // 1024**2,
                most=MOST_BYTES // 1024**2,
            )
        )
    if unpacked > max(_RATIO_FROM, packed * HIGHEST_RATIO):
        return _bomb(
            speak(
                "这个文件解开后是原来的 {ratio} 倍，超过 {most} 倍，不像正常的表格，没有打开",
                ratio=unpacked // packed,
                most=HIGHEST_RATIO,
            )
        )
    if any(entry.flag_bits & 1 for entry in entries):
        return protected()
    return None


def _bomb(why: str) -> Problem:
    return Problem(
        "archive-too-large",
        why,
        speak("核对文件来源；若确是大表，请删去空白的格式后另存，或分成几个文件"),
    )


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def too_large() -> Problem:
    """The file turns out to be too large while it is unpacked."""
    return Problem(
        "archive-too-large",
        speak("这个文件解开后超过 {most} MB，没有打开", most=MOST_BYTES // 1024**2),
        speak("分成几个文件，一起给出"),
    )


def damaged() -> Problem:
    """The file cannot be read to its end."""
    return Problem(
        "damaged-file",
        speak("文件不完整或已损坏，打不开"),
        speak("重新下载或导出；用表格软件打开后另存为 .xlsx"),
    )


def protected() -> Problem:
    """The file cannot be read without its password."""
    return Problem(
        "password-protected",
        speak("文件加了密码，打不开"),
        speak("在表格软件里去掉打开密码后另存"),
    )
