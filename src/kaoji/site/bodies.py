"""What somebody sends is there in full before the office looks at it, or it is answered at once.

A few threads answer all pages: whoever sends a body letter by letter, or promises one and never
sends it, must not hold one of them. Bodies are awaited beside those threads, and keep a pace.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import IO, Any

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = Iterable[tuple[bytes, bytes]]
#: A number and its word.
Status = str

#: Seconds that every body has, and bytes a second that it must keep afterwards.
GRACE, PACE = 10.0, 4096
#: More than the greatest file that any room takes, and a workbook beside it.
MOST_BYTES = 64 * 1024 * 1024
IN_MEMORY = 1024 * 1024
#: Bodies that may be awaited at a time.
MOST_AWAITED = 200
#: Seconds for which somebody who was refused may go on sending: a connection that is closed while
#: something still comes in is torn down, and with it the refusal that was on its way.
LINGER = 5.0

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


def length_of(headers: Headers) -> int | Status:
    """How long a body is said to be; the refusal of one that nobody can know the end of."""
    said = [value for name, value in headers if name == b"content-length"]
    if any(name == b"transfer-encoding" for name, _value in headers):
        return "400 Bad Request" if said else "411 Length Required"
    if not said:
        return 0
    if len(said) > 1 or not said[0].isdigit():
        return "400 Bad Request"
    length = int(said[0]) if len(said[0]) < 12 else MOST_BYTES + 1
    return length if length <= MOST_BYTES else "413 Content Too Large"


class Awaited:
    """The bodies that are awaited now; all by one loop, so that counting needs no lock."""

    def __init__(self) -> None:
        self.count = 0

    async def fill(self, body: IO[bytes], *, receive: Receive, length: int) -> Status:
        """Read all of it while it keeps its pace; nothing is wrong, or the refusal."""
        if self.count >= MOST_AWAITED:
            return "503 Service Unavailable"
        self.count += 1
        try:
            return await _filled(body, receive=receive, length=length)
        except TimeoutError:
            return "408 Request Timeout"
        finally:
            self.count -= 1


async def _filled(body: IO[bytes], *, receive: Receive, length: int) -> Status:
    begun, count, is_more = asyncio.get_running_loop().time(), 0, True
    while is_more and count < length:
        async with asyncio.timeout_at(begun + GRACE + count / PACE):
            message = await receive()
        piece = message.get("body", b"")
        body.write(piece)
        count += len(piece)
        is_more = message.get("more_body", False)
    return "" if count == length else "400 Bad Request"


async def refuse(status: Status, *, receive: Receive, send: Send) -> None:
    """Say so, and let what is still coming come for a moment, so that it is heard."""
    why, then = _SAID[status]
    page = _PAGE.format(why=why, then=then).encode()
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(page)).encode()),
        (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
        (b"x-content-type-options", b"nosniff"),
        (b"cache-control", b"no-store"),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": int(status[:3]), "headers": headers})
    await send({"type": "http.response.body", "body": page})
    try:
        async with asyncio.timeout(LINGER):
            while (await receive()).get("more_body"):
                pass
    except TimeoutError:
        pass
