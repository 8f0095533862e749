"""PDF: nothing that runs, opens, carries or hides; names are read as a PDF reader reads them."""

from __future__ import annotations

import re
import zlib
from typing import NoReturn

from django.utils.translation import gettext as _

from kaoji.web.files.refusing import refuse
from kaoji.web.files.secrecy import is_marked

#: More than this is not unpacked to be looked at.
MOST_UNPACKED = 30 * 1024 * 1024
#: What may stand behind the last end mark: some programs add a few blank lines.
MOST_BEHIND = 64
#: Packed objects are fed to the machine in pieces that grow.
FIRST_PIECE, LONGEST_PIECE = 1024, 65_536

_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_FORBIDDEN = re.compile(
    rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|GoToE|GoToR"
    rb"|AA|Movie|Sound|3D|Encrypt)(?![A-Za-z0-9])"
)
#: Programs escape blanks and bytes beyond ASCII; who escapes plain letters has something to hide.
_REWRITTEN = re.compile(rb"/[A-Za-z0-9#]*#(?:3[0-9]|4[1-9A-Fa-f]|5[0-9Aa]|6[1-9A-Fa-f]|7[0-9Aa])")
_OBJECTS = re.compile(rb"/ObjStm(.{0,400}?)stream\r?\n", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n")
_END = b"endstream"
_HEX = re.compile(rb"<([0-9A-Fa-f\s]{8,4000})>")


def harmless(content: bytes) -> bytes:
    """The same bytes; what is more than a paper to read is refused."""
    end = content.rfind(b"%%EOF")
    if end < 0 or len(content) - end - 5 > MOST_BEHIND or content[end + 5 :].strip():
        refuse(
            "pdf-broken",
            reason=_("PDF 不完整，或后面还跟着别的内容"),
            remedy=_("请用原来的程序重新导出"),
        )
    if b"PK\x05\x06" in content[-70_000:] or _looks_like_page(content[:1024]):
        refuse("polyglot", reason=_("文件同时是两种格式"), remedy=_("请重新导出 PDF"))
    packed = _unpacked(content)
    for part in (_without_streams(content), packed):
        if _REWRITTEN.search(part):
            _hidden()
        found = _FORBIDDEN.search(_plain_names(part))
        if found is not None:
            refuse(
                "pdf-active",
                reason=_("PDF 里有脚本、附件、动作或加密（{what}）").format(
                    what=found[1].decode("ascii")
                ),
                remedy=_("请打印成普通 PDF 后再传"),
            )
    if is_marked(_text(content)) or is_marked(_text(packed)):
        refuse("secret", reason=_("文件带有密级标志"), remedy=_("涉密文件不得上传"))
    return content


def _looks_like_page(start: bytes) -> bool:
    low = start.lower()
    return b"<html" in low or b"<script" in low or b"<svg" in low or low[:2] == b"mz"


def _plain_names(part: bytes) -> bytes:
    """Names may write any letter as #xx."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), part)


def _without_streams(content: bytes) -> bytes:
    """What stands outside of streams. In one pass: a pattern would seek every end anew."""
    parts, start = [], 0
    while (begun := _STREAM.search(content, start)) is not None:
        end = content.find(_END, begun.end())
        if end < 0:
            break
        parts.append(content[start : begun.end()])
        start = end
    return b"".join((*parts, content[start:]))


def _unpacked(content: bytes) -> bytes:
    """Objects that are packed into streams; names hide there."""
    parts, total = [], 0
    for found in _OBJECTS.finditer(content):
        start = found.end()
        if b"/Filter" not in found[1] and b"/Filter" not in content[found.start() - 200 : start]:
            part = content[start : content.find(_END, start)]
        else:
            part = _inflated(content, start=start, most=MOST_UNPACKED - total)
        total += len(part)
        if total >= MOST_UNPACKED:
            refuse("bomb", reason=_("文件展开后太大"), remedy=_("请重新导出 PDF"))
        parts.append(part)
    return b"\n".join(parts)


def _inflated(content: bytes, *, start: int, most: int) -> bytes:
    """A packed stream, fed in pieces: what follows it would be copied each time."""
    machine, parts, size, step = zlib.decompressobj(), [], 0, FIRST_PIECE
    while not machine.eof and start < len(content) and size < most:
        try:
            part = machine.decompress(content[start : start + step], most - size)
        except zlib.error:
            _hidden()
        parts.append(part)
        size, start, step = size + len(part), start + step, min(2 * step, LONGEST_PIECE)
    return b"".join(parts)


def _hidden() -> NoReturn:
    refuse(
        "pdf-active",
        reason=_("PDF 里有改写过、看不明白的对象"),
        remedy=_("请打印成普通 PDF 后再传"),
    )


def _text(part: bytes) -> str:
    """What can be read without drawing the page: plain texts, and texts in hexadecimal."""
    head = part[:2_000_000]
    texts = [head.decode("utf-8", "ignore"), head.decode("gb18030", "ignore")]
    for found in _HEX.finditer(head):
        digits = re.sub(rb"\s", b"", found[1])
        if len(digits) % 4 == 0:
            texts.append(bytes.fromhex(digits.decode()).decode("utf-16-be", "ignore"))
    texts += [
        found[0][2:].decode("utf-16-be", "ignore")
        for found in re.finditer(rb"\xfe\xff(?:[^()\\]|\\.){2,400}", head)
    ]
    return "\n".join(texts)
