"""Bytes to text: UTF-8 with or without mark, UTF-16 with one, GB 18030; never a guess in silence.

A file that is UTF-8 but for a broken byte must not pass as GB 18030, where almost any bytes are
some character: it is told by the Chinese that reads well before the break.
"""

from __future__ import annotations

import codecs

from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak

#: So many characters beyond ASCII before the first bad byte: by chance GB 18030 has no such run.
_TELLING = 4

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decoded(data: bytes, *, file: str) -> str | Problem:
    """The text of a file, or the problem that names the first byte that fits no encoding."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _decode(data[len(mark) :], encoding=encoding)
            return text if isinstance(text, str) else _wrong(text + len(mark), file=file)
    text = _decode(data, encoding="utf-8")
    if isinstance(text, str):
        return text
    before = data[:text].decode("utf-8")
    if sum(not letter.isascii() for letter in before) >= _TELLING:
        return _wrong(text, file=file)
    other = _decode(data, encoding="gb18030")
    return other if isinstance(other, str) else _wrong(max(text, other), file=file)


def _decode(data: bytes, *, encoding: str) -> str | int:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start


def _wrong(offset: int, *, file: str) -> Problem:
    return Problem(
        "wrong-encoding",
        speak(
            "第 {number} 个字节（偏移 {offset}）起既不是 UTF-8 也不是 GB 18030 的文字",
            number=offset + 1,
            offset=offset,
        ),
        speak("另存为「CSV UTF-8」后再来一次"),
        place=Place(file),
    )
