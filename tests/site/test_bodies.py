"""A body keeps its pace and its length, or is answered at once, without the office."""

from __future__ import annotations

import io
import threading

import pytest

from kaoji.site import bodies


class Asked:
    """One request, through what stands before the office."""

    def __init__(self, source, **told):
        self.seen = None
        answer = bodies.received(self._office)
        self.page = b"".join(answer({"wsgi.input": source, **told}, self._begin)).decode()

    def _begin(self, status, headers):
        self.status, self.headers = status[:3], dict(headers)

    def _office(self, told, begin):
        self.seen = told["wsgi.input"].read()
        begin("200 OK", [])
        return [b"taken"]


class Stuck(io.RawIOBase):
    """Sends some bytes, and then nothing until it is let go."""

    def __init__(self, first=b""):
        self.first, self.gone = first, threading.Event()

    def read(self, _size=-1):
        piece, self.first = self.first, b""
        if not piece:
            self.gone.wait(60)
        return piece


@pytest.fixture
def hasty(monkeypatch):
    monkeypatch.setattr(bodies, "GRACE", 0.3)


def test_a_whole_body_is_handed_on_as_it_is():
    text = b"a=%00&b=" + b"x" * (3 * bodies.IN_MEMORY)
    asked = Asked(io.BytesIO(text + b"GET / of the next request"), CONTENT_LENGTH=str(len(text)))
    assert (asked.status, asked.seen) == ("200", text)
    assert Asked(io.BytesIO(b"never asked for")).seen == b"never asked for", "a GET is let through"


@pytest.mark.parametrize("first", [b"", b"abc"])
def test_a_body_that_stops_does_not_hold_the_office(hasty, first):
    source = Stuck(first)
    asked = Asked(source, CONTENT_LENGTH="1000")
    source.gone.set()
    assert (asked.status, asked.seen) == ("408", None)
    assert "传得太慢" in asked.page
    assert asked.headers["Connection"] == "close"


class Dripping(io.RawIOBase):
    """A byte at a time, for ever."""

    def read(self, _size=-1):
        threading.Event().wait(0.01)
        return b"a"


def test_nor_does_one_that_drips(hasty):
    assert Asked(Dripping(), CONTENT_LENGTH="1000000").status == "408"


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"CONTENT_LENGTH": "5"}, "400"),
        ({"CONTENT_LENGTH": "-1"}, "400"),
        ({"CONTENT_LENGTH": "１"}, "400"),
        ({"HTTP_TRANSFER_ENCODING": "chunked"}, "411"),
        ({"HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": "3"}, "400"),
        ({"CONTENT_LENGTH": str(bodies.MOST_BYTES + 1)}, "413"),
        ({"CONTENT_LENGTH": "9" * 5000}, "413"),
    ],
)
def test_a_length_that_nobody_can_believe_is_refused_in_chinese(told, status):
    asked = Asked(io.BytesIO(b"abc"), **told)
    assert (asked.status, asked.seen) == (status, None)
    assert "什么也没有改动" in asked.page


def test_those_given_up_that_hang_on_are_counted(hasty, monkeypatch):
    monkeypatch.setattr(bodies, "_AWAITED", threading.BoundedSemaphore(1))
    source = Stuck()
    assert Asked(source, CONTENT_LENGTH="9").status == "408"
    assert Asked(io.BytesIO(b"abc"), CONTENT_LENGTH="3").status == "503"
    assert Asked(io.BytesIO()).status == "200", "pages are read all the same"
    source.gone.set()
