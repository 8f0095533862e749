"""A body keeps its pace and its length, or is answered at once, without the office."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from kaoji.site import bodies
from kaoji.site.office import Office


class Line:
    """One request as the web server tells it: pieces of a body, then whatever is to come."""

    def __init__(self, *pieces, then=None, pause=0.0, **headers):
        self.pieces, self.then, self.pause = list(pieces), then, pause
        self.headers = [
            (name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()
        ]
        self.status, self.told, self.page, self.read = 0, {}, "", 0

    @property
    def scope(self):
        return {
            "type": "http", "method": "POST", "path": "/letters/", "query_string": b"q=%ff",
            "http_version": "1.1", "headers": self.headers, "client": ("10.0.0.7", 4000),
        }  # fmt: skip

    async def receive(self):
        self.read += 1
        await asyncio.sleep(self.pause)
        if self.pieces:
            piece = self.pieces.pop(0)
            return {"type": "http.request", "body": piece, "more_body": True}
        if self.then is None:
            await asyncio.Event().wait()
        return self.then

    async def send(self, message):
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.told = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            self.page += message["body"].decode()


END = {"type": "http.request", "body": b"", "more_body": False}
GONE = {"type": "http.disconnect"}


class Pages:
    """What the office was asked, in which thread."""

    def __init__(self):
        self.seen, self.told, self.threads = [], {}, set()

    def __call__(self, told, begin):
        self.threads.add(threading.current_thread().name.rpartition("_")[0])
        self.told = told
        self.seen.append(told["wsgi.input"].read())
        begin("200 OK", [("Content-Type", "text/plain")])
        return [b"ta", b"ken"]


@pytest.fixture
def pages():
    return Pages()


def asked(pages, *lines):
    """The lines are all asked at the same time."""
    office = Office(pages, threads=2)

    async def all_of_them():
        await asyncio.gather(*(office(one.scope, one.receive, one.send) for one in lines))

    # A loop in a thread of its own: where the browser's driver has run, this one has its loop.
    with ThreadPoolExecutor(1) as apart:
        apart.submit(lambda: asyncio.run(all_of_them())).result()
    office.threads.shutdown()
    return lines[0]


@pytest.fixture
def hasty(monkeypatch):
    monkeypatch.setattr(bodies, "GRACE", 0.3)
    monkeypatch.setattr(bodies, "LINGER", 0.3)


def test_a_whole_body_is_handed_on_as_it_is(pages):
    text = b"a=%00&b=" + b"x" * (3 * bodies.IN_MEMORY)
    line = asked(pages, Line(text[:9], text[9:], then=END, content_length=str(len(text))))
    assert (line.status, line.page, pages.seen) == (200, "taken", [text])
    assert pages.threads == {"kaoji-page"}


def test_what_has_no_body_is_not_waited_for(pages):
    line = asked(pages, Line())
    assert (line.status, line.read) == (200, 0)


def test_the_pages_are_told_what_was_asked(pages):
    asked(pages, Line(host="kaoji.invalid", cookie="a=1", x_forwarded_for="10.9.9.9"))
    assert pages.told["HTTP_HOST"] == "kaoji.invalid"
    assert pages.told["HTTP_X_FORWARDED_FOR"] == "10.9.9.9"
    assert pages.told["REMOTE_ADDR"] == "10.0.0.7"
    assert (pages.told["PATH_INFO"], pages.told["QUERY_STRING"]) == ("/letters/", "q=%ff")


def test_a_header_cannot_pass_for_another(pages):
    """What a proxy writes with hyphens somebody may send with underscores."""
    line = Line(x_forwarded_for="10.9.9.9")
    line.headers += [(b"x_forwarded_for", b"1.1.1.1"), (b"cookie", b"a=1"), (b"cookie", b"b=2")]
    asked(pages, line)
    assert pages.told["HTTP_X_FORWARDED_FOR"] == "10.9.9.9"
    assert pages.told["HTTP_COOKIE"] == "a=1; b=2"


@pytest.mark.parametrize("first", [(), (b"abc",)])
def test_a_body_that_stops_does_not_hold_the_office(hasty, pages, first):
    line = asked(pages, Line(*first, content_length="1000"))
    assert (line.status, pages.seen) == (408, [])
    assert "传得太慢" in line.page
    assert line.told["connection"] == "close"


def test_nor_does_one_that_drips(hasty, pages):
    drops = [b"a"] * 1000
    assert asked(pages, Line(*drops, pause=0.01, content_length="1000000")).status == 408


def test_who_is_refused_may_finish_sending_for_a_moment(pages):
    """A connection that is closed while something comes in takes the refusal with it."""
    line = asked(pages, Line(*[b"a" * 100] * 20, then=GONE, content_length="9" * 12))
    assert (line.status, line.pieces) == (413, [])


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"content_length": "5"}, 400),
        ({"content_length": "2"}, 400),
        ({"content_length": "-1"}, 400),
        ({"content_length": "１"}, 400),
        ({"content_length": "3"}, 200),
        ({"transfer_encoding": "chunked"}, 411),
        ({"transfer_encoding": "chunked", "content_length": "3"}, 400),
        ({"content_length": str(bodies.MOST_BYTES + 1)}, 413),
        ({"content_length": "9" * 5000}, 413),
    ],
)
def test_a_length_that_nobody_can_believe_is_refused_in_chinese(pages, told, status):
    line = asked(pages, Line(b"abc", then=END, **told))
    assert line.status == status
    assert ("什么也没有改动" in line.page) == (status != 200)
    assert pages.seen == ([b"abc"] if status == 200 else [])


def test_two_lengths_are_none(pages):
    line = Line(b"abc", then=END, content_length="3")
    line.headers.append((b"content-length", b"3"))
    assert asked(pages, line).status == 400


def test_only_so_many_are_awaited(hasty, pages, monkeypatch):
    monkeypatch.setattr(bodies, "MOST_AWAITED", 1)
    stuck, late, page = (
        Line(content_length="9"), Line(b"abc", then=END, content_length="3"), Line(),
    )  # fmt: skip
    asked(pages, stuck, late, page)
    assert [one.status for one in (stuck, late, page)] == [408, 503, 200]


def test_the_stuck_are_more_than_the_threads(hasty, pages):
    stuck = [Line(b"a", content_length="9") for _ in range(20)]
    page = Line()
    asked(pages, page, *stuck)
    assert {one.status for one in stuck} == {408}
    assert page.status == 200
