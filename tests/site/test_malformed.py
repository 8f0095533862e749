"""Requests that no browser sends, to the real server: refused, and the next one is served."""

from __future__ import annotations

import re
import socket

import pytest

from tests.site.server import Server

WORDS = ("看不懂", "没有照办", "没有收到", "找不到", "没有这一页")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    made = Server(tmp_path_factory.mktemp("malformed") / "data").made()
    made.start()
    yield made
    made.kill()


def answer_to(server, request, *, patience=60):
    """Everything that comes back until the server closes, which it is asked to."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=patience) as line:
        found = b""
        try:
            line.sendall(request)
            while piece := line.recv(65536):
                found += piece
        except ConnectionError:
            pass  # closed while we were still sending: an answer too
        return found


def asked(server, *, first=b"GET / HTTP/1.1", head=b"", host=b"", body=b""):
    host = host or b"127.0.0.1:%d" % server.port
    own = f"kaoji_session={server.cookie}; csrftoken={server.csrf}".encode()
    told = first + b"\r\nHost: " + host + b"\r\nConnection: close\r\nCookie: " + own + b"\r\n"
    return answer_to(server, told + head + b"\r\n" + body)


def statuses(answer):
    return [int(one) for one in re.findall(rb"(?:^|\n)HTTP/1\.1 (\d\d\d)", answer)]


def is_refused(answer):
    """A 4xx with a page in Chinese; or an answer of the protocol: none, or one without a page."""
    codes, text = statuses(answer), answer.partition(b"\r\n\r\n")[2].decode("utf-8", "replace")
    if not codes:
        return True
    return codes[0] // 100 == 4 and (not text or any(word in text for word in WORDS))


def sent(text, *, kind=b"application/x-www-form-urlencoded"):
    return {
        "first": b"POST /letters/ HTTP/1.1",
        "head": b"Content-Type: " + kind + b"\r\nContent-Length: %d\r\n" % len(text),
        "body": text,
    }


TOKEN = b"csrfmiddlewaretoken=" + b"k" * 32 + b"&"
CHUNKED = {"first": b"POST /letters/ HTTP/1.1"}
REFUSED = {
    "a header of two megabytes": {"head": b"X-A: " + b"a" * 2_000_000 + b"\r\n"},
    "a thousand headers": {"head": b"".join(b"X-%d: a\r\n" % one for one in range(1000))},
    "a null in a header": {"head": b"X-A: a\0b\r\n"},
    "two lengths": {
        **CHUNKED,
        "head": b"Content-Length: 4\r\nContent-Length: 40\r\n",
        "body": b"a",
    },
    "a length below nothing": {**CHUNKED, "head": b"Content-Length: -4\r\n", "body": b"abcd"},
    "no chunks": {**CHUNKED, "head": b"Transfer-Encoding: chunked\r\n", "body": b"ZZ\r\na\r\n"},
    "huge chunks": {**CHUNKED, "head": b"Transfer-Encoding: chunked\r\n", "body": b"f" * 20},
    "other codings": {**CHUNKED, "head": b"Transfer-Encoding: xchunked\r\n", "body": b"0\r\n\r\n"},
    "another host": {"host": b"evil.example"},
    "a host that is none": {"host": b"a b"},
    "two hosts": {"head": b"Host: evil.example\r\n"},
    "raw bytes in the path": {"first": b"GET /\xff\xfe/ HTTP/1.1"},
    "a path that is no UTF-8": {"first": b"GET /%ff%fe/ HTTP/1.1"},
    "a null in the path": {"first": b"GET /documents/%00/ HTTP/1.1"},
    "a way out of the folder": {"first": b"GET /static/..%2f..%2fsecret-key HTTP/1.1"},
    "a very long path": {"first": b"GET " + b"/a" * 100_000 + b" HTTP/1.1"},
    "a very long query": {"first": b"GET /search/?q=" + b"a" * 200_000 + b" HTTP/1.1"},
    "too many fields": sent(TOKEN + b"&".join(b"f%d=1" % one for one in range(30_000))),
    "another charset": sent(TOKEN, kind=b"application/x-www-form-urlencoded; charset=utf-16"),
    "no boundary": sent(b"abc", kind=b"multipart/form-data"),
    "garbage": {"first": b"\x16\x03\x01\x02\0\x01\0"},
    "another protocol": {"first": b"PRI * HTTP/2.0"},
    "tracing": {"first": b"TRACE / HTTP/1.1"},
    "a method that is none": {"first": b"FOO / HTTP/1.1"},
    "putting": {"first": b"PUT / HTTP/1.1"},
}
#: What is odd, and does no harm: it is answered as what it comes to.
TAKEN = {
    "ten thousand fields": sent(TOKEN + b"&".join(b"f%d=1" % one for one in range(10_000))),
    "a form that is no UTF-8": sent(TOKEN + b"next=%ff%fe%00"),
    "a query that is no UTF-8": {"first": b"GET /search/?q=%ff%00%ed%a0%80 HTTP/1.1"},
    "a query of 50,000 letters": {"first": b"GET /search/?q=" + b"a" * 50_000 + b" HTTP/1.1"},
    "heads that are no UTF-8": {
        "head": b"Referer: \xff\r\nAccept-Language: \xff;q=z\r\nIf-Modified-Since: x\r\n"
        b"HX-Request: true\r\nHX-Current-URL: \xff%%\r\nRange: bytes=9-1\r\n"
    },
    "a cookie that is none": {"head": b"Cookie: csrftoken=\xfe\xc3; messages=zz\r\n"},
    "an address of its own": {"first": b"GET http://evil.example/help/ HTTP/1.1"},
    "another host behind a proxy": {"head": b"X-Forwarded-Host: evil.example\r\n"},
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_understood_is_refused(server, name):
    answer = asked(server, **REFUSED[name])
    assert is_refused(answer), answer[:600]
    assert b"evil.example" not in answer
    assert server.asked_for("/help/")[0] == 200


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_odd_breaks_nothing(server, name):
    answer = asked(server, **TAKEN[name])
    assert statuses(answer)[0] in (200, 302), answer[:600]
    assert b"evil.example" not in answer


def test_a_request_hidden_in_another_is_not_answered(server):
    """Two lengths in one head: a proxy and a server may disagree on where it ends."""
    hidden = b"GET /help/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    head = b"Content-Length: %d\r\nTransfer-Encoding: chunked\r\n" % (5 + len(hidden))
    answer = asked(server, **CHUNKED, head=head, body=b"0\r\n\r\n" + hidden)
    assert [one // 100 for one in statuses(answer)] == [4]


def stuck(server):
    """A connection whose body is promised and does not come."""
    line = socket.create_connection(("127.0.0.1", server.port), timeout=60)
    told = f"Host: 127.0.0.1:{server.port}\r\nContent-Length: 1000\r\n\r\na".encode()
    line.sendall(b"POST /letters/ HTTP/1.1\r\n" + told)
    return line


def heard(line):
    """All that still comes."""
    with line:
        return b"".join(iter(lambda: line.recv(65536), b""))


def test_bodies_that_never_come_do_not_stop_the_office(server):
    """Many more than threads, and as many that are malformed: whoever asks for a page has it,
    and each of them is told why.
    """
    lines = [stuck(server) for _ in range(20)]
    for name in list(REFUSED)[:20]:
        assert is_refused(asked(server, **REFUSED[name])), name
    assert server.asked_for("/help/")[0] == 200
    for line in lines:
        answer = heard(line)
        assert statuses(answer) == [408]
        assert "传得太慢" in answer.decode()
    assert server.asked_for("/help/")[0] == 200


def test_whoever_goes_on_sending_hears_why_it_is_refused(server):
    """More than is taken: what is on its way is let come, then the line is closed."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as line:
        told = f"Host: 127.0.0.1:{server.port}\r\nContent-Length: 100000000\r\n\r\n".encode()
        line.sendall(b"POST /letters/ HTTP/1.1\r\n" + told)
        for _ in range(50):
            line.sendall(b"a" * 100_000)
        answer = heard(line)
    assert statuses(answer) == [413]
    assert "内容太大" in answer.decode()
