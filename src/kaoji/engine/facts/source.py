"""Opening a file once: its bytes, their digest, and what can go wrong before anything is read."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from kaoji.engine.facts.readers.grid import MOST_BYTES
from kaoji.engine.facts.report import Report
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak


@dataclass(frozen=True, slots=True)
class Opened:
    """The bytes of a file, read exactly once, and their SHA-256."""

    file: str
    name: str
    data: bytes
    sha256: str


def read_source(path: Path, *, report: Report) -> Opened | None:
    """Read a file once; `None` and a problem where there is nothing to read."""
    file = str(path)
    try:
        before = path.stat()
        refusal = _refusal(before)
        if refusal is not None:
            report.add(refusal.at(Place(file)))
            return None
        data = path.read_bytes()
        after = path.stat()
    except (OSError, ValueError) as error:
        report.add(_unreadable(error).at(Place(file)))
        return None
    if _state(before) != _state(after) or len(data) != before.st_size:
        report.add(_changed().at(Place(file)))
    if not data:
        report.add(_empty().at(Place(file)))
        return None
    return Opened(file, path.name, data, hashlib.sha256(data).hexdigest())


def _state(status: os.stat_result) -> tuple[int, int]:
    return status.st_size, status.st_mtime_ns


def _refusal(status: os.stat_result) -> Problem | None:
    if stat.S_ISDIR(status.st_mode):
        return Problem("file-is-folder", speak("这是文件夹，不是文件"), speak("给出文件夹里的文件"))
    if not stat.S_ISREG(status.st_mode):
        return Problem(
            "not-a-file", speak("这不是普通文件（而是设备或管道）"), speak("先存成文件，再给出它")
        )
    if status.st_size > MOST_BYTES:
        return Problem(
            "file-too-large",
            speak("文件超过 {most} MB，没有读", most=MOST_BYTES // (1024 * 1024)),
            speak("分成几个文件，一起给出"),
        )
    return None


def _unreadable(error: OSError | ValueError) -> Problem:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Problem("file-missing", speak("没有这个文件"), speak("核对路径和文件名"))
    if isinstance(error, PermissionError):
        return Problem(
            "file-unreadable",
            speak("没有读这个文件的权限"),
            speak("关闭占用它的程序，或改正权限"),
        )
    return Problem(
        "file-unreadable",
        speak("读不了这个文件：{error}", error=error),
        speak("核对路径、磁盘或网络"),
    )


def _empty() -> Problem:
    return Problem("empty-file", speak("文件是空的"), speak("核对是否导出成功，或给出别的文件"))


def _changed() -> Problem:
    return Problem(
        "file-changed",
        speak("读的时候文件正被改动，读到的内容可能不完整"),
        speak("等改动完成、关闭正在编辑它的程序，再来一次"),
    )
