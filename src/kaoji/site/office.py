"""The office as the web server asks it: requests that are there in full, a few at a time.

One loop has all connections and awaits what they send; the pages are made by threads of their own,
which wait for nobody. The server's own threads cannot do that: one that reads what never comes
cannot be called back, and whoever answers beside it waits for it with everything held.
"""

from __future__ import annotations

import asyncio
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from kaoji.site.bodies import IN_MEMORY, Awaited, Message, Receive, Send, length_of, refuse

Surroundings = dict[str, Any]
Pages = Callable[[Surroundings, Callable[..., Any]], Iterable[bytes]]

#: What comes in one place, and what in another, of the headers.
_PLACES = {"content-length": "CONTENT_LENGTH", "content-type": "CONTENT_TYPE"}


def opened(_target: str = "", *, threads: int) -> Office:
    """The office with all its pages, in the process that is to answer."""
    from kaoji.site.wsgi import application

    return Office(application, threads=threads)


class Office:
    """Takes requests in, and has them answered by its threads."""

    def __init__(self, pages: Pages, *, threads: int) -> None:
        self.pages = pages
        self.awaited = Awaited()
        self.threads = ThreadPoolExecutor(threads, thread_name_prefix="kaoji-page")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """One request, from its head to its answer."""
        length = length_of(scope["headers"])
        if isinstance(length, str):
            await refuse(length, receive=receive, send=send)
            return
        with SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            wrong = length and await self.awaited.fill(body, receive=receive, length=length)
            if wrong:
                await refuse(wrong, receive=receive, send=send)
                return
            body.seek(0)
            told = surroundings(scope, body=body)
            loop = asyncio.get_running_loop()
            begin, content = await loop.run_in_executor(self.threads, self._answered, told)
        await send(begin)
        await send({"type": "http.response.body", "body": content})

    def _answered(self, told: Surroundings) -> tuple[Message, bytes]:
        """The whole answer, made and closed in the thread that has the database open for it."""
        begun: Message = {"type": "http.response.start"}

        def begin(status: str, headers: list[tuple[str, str]], _fault: Any = None) -> None:  # noqa: ANN401
            begun["status"] = int(status[:3])
            begun["headers"] = [
                (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers
            ]

        made = self.pages(told, begin)
        try:
            content = b"".join(made)
        finally:
            close = getattr(made, "close", None)
            if close is not None:
                close()
        return begun, content


def surroundings(scope: Message, *, body: IO[bytes]) -> Surroundings:
    """A request as Django's pages are told of it."""
    server, client = scope.get("server") or ("localhost", 80), scope.get("client")
    return {
        **_of_headers(scope["headers"]),
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 0),
        "REMOTE_ADDR": client[0] if client else "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def _of_headers(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Several of one name are one, in their order. One with an underscore would pass for another,
    which a proxy has set, and is left out.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for raw, value in headers:
        name = raw.decode("latin-1").lower()
        if "_" not in name:
            place = _PLACES.get(name) or f"HTTP_{name.upper().replace('-', '_')}"
            found[place].append(value.decode("latin-1"))
    return {
        place: ("; " if place == "HTTP_COOKIE" else ",").join(values)
        for place, values in found.items()
    }
