"""The doors: a text or a file in, a tree and its problems out. Nothing here raises."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from stat import S_ISREG
from typing import Any

import yaml

from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak, speaking
from kaoji.engine.scheme.source.build import TreeBuilder
from kaoji.engine.scheme.source.findings import Findings
from kaoji.engine.scheme.source.nodes import Node, Scalar
from kaoji.engine.scheme.source.syntax import explain
from kaoji.engine.scheme.source.text import LARGEST_FILE, clean_text, too_large
from kaoji.engine.scheme.source.tongue import language_of_text

#: The parser written in C where it is there, else the one written in Python: same result.
FASTEST_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Reading = tuple[Node | None, tuple[Problem, ...]]


@lru_cache(maxsize=8)
def read_document(text: str, *, file: str) -> Reading:
    """Read a YAML text; the tree is `None` when the text cannot be read as one.

    Trees cannot be changed, so that the last ones are kept: a scheme is read again by whoever
    takes it for a base, feeds on it or sets its parameters.
    """
    return read_with(text, file=file, loader=FASTEST_LOADER)


def read_with(text: str, *, file: str, loader: type[Any]) -> Reading:
    """Read a YAML text with the named parser."""
    with speaking(language_of_text(text)):
        findings = Findings()
        clean = clean_text(text, file=file, findings=findings)
        tree = None if clean is None else _tree(clean, file=file, findings=findings, loader=loader)
        return tree, findings.sorted()


def _tree(text: str, *, file: str, findings: Findings, loader: type[Any]) -> Node | None:
    builder = TreeBuilder(text, file=file, findings=findings)
    try:
        if not all(map(builder.take, yaml.parse(text, Loader=loader))):
            return None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        for problem in explain(error, text=text, file=file):
            findings.add(problem)
        return None
    root = builder.root
    if root is None or (isinstance(root, Scalar) and root.is_empty):
        findings.add(_empty(file))
        return None
    return root


def read_file(path: Path) -> Reading:
    """Read a YAML file, its bytes once; the tree is `None` when it cannot be read."""
    file = str(path)
    content = _content(path)
    if isinstance(content, Problem):
        return None, (content,)
    text = _decoded(content, file=file)
    if isinstance(text, Problem):
        return None, (text,)
    return read_document(text, file=file)


def _content(path: Path) -> bytes | Problem:
    file = str(path)
    try:
        before = path.stat()
        if not S_ISREG(before.st_mode):
            return _unreadable(file, reason=speak("它不是一个普通文件"))
        large = too_large(before.st_size, file=file)
        if large is not None:
            return large
        with path.open("rb") as handle:
            content = handle.read(LARGEST_FILE + 1)
            after = os.fstat(handle.fileno())
    except FileNotFoundError:
        return _unreadable(file, reason=speak("没有这个文件"))
    except PermissionError:
        return _unreadable(file, reason=speak("没有读它的权限"))
    except (OSError, ValueError):
        return _unreadable(file, reason=speak("读取时出错"))
    return content if _is_settled(content, before=before, after=after) else _changed(file)


def _is_settled(content: bytes, *, before: os.stat_result, after: os.stat_result) -> bool:
    """Tell whether the bytes are the whole of one and the same state of the file."""
    return len(content) == before.st_size == after.st_size and (
        (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)
    )


def _decoded(content: bytes, *, file: str) -> str | Problem:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(content, offset=error.start, file=file)


def _not_utf8(content: bytes, *, offset: int, file: str) -> Problem:
    line_start = content.rfind(b"\n", 0, offset) + 1
    guess = _encoding_of(content)
    return Problem(
        code="not-utf8",
        message=speak(
            "文件不是 UTF-8 编码：第 {byte} 个字节读不通{guess}", byte=offset + 1, guess=guess
        ),
        remedy=speak("用编辑器打开，另存为 UTF-8 编码"),
        place=Place(
            file=file,
            line=content.count(b"\n", 0, offset) + 1,
            column=len(content[line_start:offset].decode("utf-8")) + 1,
        ),
    )


def _encoding_of(content: bytes) -> str:
    """The likely encoding in words, for the message only: it is never read so by guess."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return speak("，看来是 UTF-16")
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return speak("，看来是 GB 18030（GBK）")


def _unreadable(file: str, *, reason: str) -> Problem:
    return Problem(
        code="file-unreadable",
        message=speak("读不了文件 {file}：{reason}", file=file, reason=reason),
        remedy=speak("检查路径、文件名和权限"),
        place=Place(file=file),
    )


def _changed(file: str) -> Problem:
    return Problem(
        code="file-changed",
        message=speak("文件在读取的时候被改动了"),
        remedy=speak("等别的程序保存完，再运行一次"),
        place=Place(file=file),
    )


def _empty(file: str) -> Problem:
    return Problem(
        code="empty-file",
        message=speak("文件里没有内容（只有空行或注释也算没有）"),
        remedy=speak("确认选对了文件，或写上内容"),
        place=Place(file=file, line=1, column=1),
    )
