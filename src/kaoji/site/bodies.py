"""What somebody sends is there in full before the office looks at it, or it is answered at once.

A few threads answer all pages: whoever sends a body letter by letter, or promises one and never
sends it, would hold one of them for as long as they like. Here a body has to keep a pace.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable
from tempfile import SpooledTemporaryFile
from typing import IO, Any

Surroundings = dict[str, Any]
Status = str
Answer = Callable[[Surroundings, Callable[..., Any]], Iterable[bytes]]

log = logging.getLogger("kaoji.serving")

#: Seconds that every body has, and bytes a second that it must keep afterwards.
GRACE, PACE = 10.0, 4096
#: More than the greatest file that any room takes, and a workbook beside it.
MOST_BYTES = 64 * 1024 * 1024
IN_MEMORY = 1024 * 1024
#: Bodies that may be awaited at a time, those included that were given up and hang on.
MOST_AWAITED = 200
_AWAITED = threading.BoundedSemaphore(MOST_AWAITED)
_PIECE = 64 * 1024

_PAGE = """<!doctype html><html lang="zh-Hans"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>没有收到</title>
<h1>没有收到</h1><p>{why}；什么也没有改动。</p><p>{then}</p></html>
"""
_SAID = {
    "400 Bad Request": ("内容没有传完，或长度写得不对", "请检查网络，退回上一页再交。"),
    "408 Request Timeout": ("内容传得太慢，没有传完", "请检查网络，退回上一页再交。"),
    "411 Length Required": ("请求没有写明长度", "请用浏览器从首页重新进入。"),
    "503 Service Unavailable": ("同时传来的内容太多", "请过一会儿退回上一页再交。"),
    "413 Content Too Large": ("内容太大", "请把文件分开或压小，再交。"),
}


def received(answer: Answer) -> Answer:
    """Hand on a request with its whole body; what is none, or comes too slowly, is refused."""

    def receiving(told: Surroundings, begin: Callable[..., Any]) -> Iterable[bytes]:
        length = _length(told)
        if isinstance(length, str):
            return _refused(length, begin)
        if not length:
            return answer(told, begin)
        with SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            wrong = _fill(body, source=told["wsgi.input"], length=length)
            if wrong:
                return _refused(wrong, begin)
            body.seek(0)
            return _whole(answer({**told, "wsgi.input": body}, begin))

    return receiving


def _length(told: Surroundings) -> int | Status:
    """How long a body is said to be; the refusal of one that nobody can know the end of."""
    said = str(told.get("CONTENT_LENGTH") or "")
    if told.get("HTTP_TRANSFER_ENCODING"):
        return "400 Bad Request" if said else "411 Length Required"
    if not said:
        return 0
    if not (said.isascii() and said.isdigit()):
        return "400 Bad Request"
    return int(said) if len(said) < 12 and int(said) <= MOST_BYTES else "413 Content Too Large"


def _whole(made: Iterable[bytes]) -> list[bytes]:
    """An answer made before its request is closed."""
    try:
        return [b"".join(made)]
    finally:
        close = getattr(made, "close", None)
        if close is not None:
            close()


class _Reading(threading.Thread):
    """Reads beside whoever waits: a read that gets nothing cannot be called back. It ends when
    the connection does, which is closed with the refusal.
    """

    def __init__(self, source: IO[bytes], length: int) -> None:
        super().__init__(name="kaoji-body", daemon=True)
        self.source, self.length = source, length
        self.pieces: list[bytes] = []
        self.count = 0
        self.ended = threading.Event()

    def run(self) -> None:
        """Read until all is there, or nothing more comes."""
        try:
            while self.count < self.length:
                piece = self.source.read(min(_PIECE, self.length - self.count))
                if not piece:
                    break
                self.pieces.append(piece)
                self.count += len(piece)
        except Exception:  # noqa: BLE001 - whatever breaks a connection: the body stays short
            log.info("a body broke off after %d of %d bytes", self.count, self.length)
        finally:
            self.ended.set()
            _AWAITED.release()


def _fill(body: IO[bytes], *, source: IO[bytes], length: int) -> Status:
    """Read all of it while it keeps its pace; nothing is wrong, or the refusal."""
    if not _AWAITED.acquire(blocking=False):
        return "503 Service Unavailable"
    reading = _Reading(source, length)
    reading.start()
    begun = time.monotonic()
    while not reading.ended.wait(0.25):
        _empty(reading, into=body)
        if time.monotonic() - begun > GRACE + reading.count / PACE:
            return "408 Request Timeout"
    _empty(reading, into=body)
    return "400 Bad Request" if reading.count < length else ""


def _empty(reading: _Reading, *, into: IO[bytes]) -> None:
    while reading.pieces:
        into.write(reading.pieces.pop(0))


def _refused(status: Status, begin: Callable[..., Any]) -> Iterable[bytes]:
    why, then = _SAID[status]
    page = _PAGE.format(why=why, then=then).encode()
    begin(
        status,
        [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(page))),
            ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
            ("X-Content-Type-Options", "nosniff"),
            ("Cache-Control", "no-store"),
            ("Connection", "close"),
        ],
    )
    return [page]
