"""Every changed byte is found, and the first section that differs is named."""

from __future__ import annotations

import random

import pytest

from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speaking
from kaoji.engine.seal.canonical import canonical, digest_of, parsed
from kaoji.engine.seal.envelope import (
    END,
    FORMAT,
    HEAD,
    Envelope,
    Section,
    digest_told,
    envelope_bytes,
    open_envelope,
    section,
)

SMALL = envelope_bytes(
    [
        section("run", values=[{"甲": "乙"}]),
        section("scheme", values=["一"]),
        section("feeder:丁", values=["一"]),
        section("version:2", values=["一"]),
        section("parameters", values=[]),
        section("subjects", values=[{}]),
        section("facts", values=["一", "二", ["三"]]),
        section("results", values=[]),
    ],
    kind="internal",
)


def test_the_digest_is_that_of_all_before_the_last_line():
    body, last = SMALL[:-1].rsplit(b"\n", 1)
    assert digest_told(SMALL) == digest_of([body + b"\n"])
    assert last == canonical({"sha256": digest_told(SMALL)}).encode()
    assert open_envelope(SMALL, file="a.kaoji").digest == digest_told(SMALL)
    assert digest_told(b"") == ""


def sections_at(data):
    """For each byte the section in which it stands; a header belongs to its section."""
    lines, names, left = data.split(b"\n")[:-1], [HEAD], 0
    for line in lines[1:-1]:
        if left:
            left -= 1
        else:
            header = parsed(line)
            name, left = header["section"], header["lines"]
        names.append(name)
    names.append(END)
    return [name for name, line in zip(names, lines, strict=True) for _ in range(len(line) + 1)]


def kind_of(name):
    """What stands behind the colon may be what was changed."""
    return name.partition(":")[0]


def opened(data):
    return open_envelope(data, file="某.kaoji")


def test_what_is_sealed_is_opened():
    found = opened(SMALL)
    assert isinstance(found, Envelope)
    assert (found.format, found.kind) == (FORMAT, "internal")
    assert list(found.section("facts").values()) == ["一", "二", ["三"]]
    assert list(found.section("parameters").values()) == []
    assert found.digest == digest_of([SMALL[: SMALL.rindex(b"{")]])


def test_every_byte_of_a_small_file_counts():
    """Each byte replaced by each of some others: found, and told where."""
    names = sections_at(SMALL)
    assert len(names) == len(SMALL)
    for at, byte in enumerate(SMALL):
        for other in {ord("\n"), ord('"'), ord("0"), ord("x"), 0xFF, byte ^ 1} - {byte}:
            found = opened(SMALL[:at] + bytes([other]) + SMALL[at + 1 :])
            assert isinstance(found, Problem), (at, other)
            assert found.code in ("seal-changed", "seal-cut", "not-sealed")
            if found.code != "not-sealed":
                assert kind_of(found.path) == kind_of(names[at]), (at, other, found)


@pytest.mark.parametrize("form", ["data", "public_data"])
def test_a_thousand_random_edits_of_a_real_file_are_found(request, form):
    data = request.getfixturevalue(form)
    chance, names = random.Random(20261130), sections_at(data)
    for _ in range(1000):
        at = chance.randrange(len(data))
        other = bytes([(data[at] + chance.randrange(1, 256)) % 256])
        found = opened(data[:at] + other + data[at + 1 :])
        assert isinstance(found, Problem)
        assert found.code == "seal-changed"
        assert kind_of(found.path) == kind_of(names[at])


def test_a_file_cut_anywhere_is_found(data):
    for end in (*range(1, len(SMALL)), *(len(data) * part // 97 for part in range(1, 97))):
        whole = SMALL if end < len(SMALL) else data
        found = opened(whole[:end])
        assert isinstance(found, Problem)
        assert found.code in ("seal-cut", "not-sealed"), (end, found)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda data: data + b"\n", "seal-changed"),
        (lambda data: data + data, "seal-changed"),
        (lambda data: data + b'{"sha256":"0"}\n', "seal-changed"),
        (lambda data: data.replace(b"\n", b"\r\n"), "seal-changed"),
        (lambda data: b"\xef\xbb\xbf" + data, "seal-changed"),
        (lambda data: data[1:], "seal-changed"),
        (lambda data: b"\n".join(sorted(data.split(b"\n"))), "seal-cut"),
        (lambda data: data[: data.index(b"\n") + 1], "seal-cut"),
        (lambda _data: b"", "not-sealed"),
        (lambda _data: b"a,b\n1,2\n", "not-sealed"),
        (lambda _data: b'{"seal":"kaoji"}', "seal-cut"),
        (lambda _data: b"[" * 100_000 + b'"seal":"kaoji"', "seal-cut"),
    ],
)
def test_other_damage_is_told(change, code):
    found = opened(change(SMALL))
    assert isinstance(found, Problem)
    assert found.code == code
    assert found.place.file == "某.kaoji"


def test_line_breaks_of_another_system_are_recognised():
    found = opened(SMALL.replace(b"\n", b"\r\n"))
    assert "CRLF" in found.remedy


def rewritten(head):
    """The small file with another first line and right digests."""
    lines = [canonical(head).encode(), *SMALL.split(b"\n")[1:-2]]
    body = b"".join(line + b"\n" for line in lines)
    return body + canonical({"sha256": digest_of([body])}).encode() + b"\n"


def test_a_file_from_the_future_is_told_from_a_changed_one():
    head = {"format": 7, "kind": "whatever", "seal": "kaoji"}
    found = opened(rewritten(head))
    assert found.code == "seal-from-future"
    assert "第 7 版格式" in found.message
    changed = opened(rewritten(head).replace("乙".encode(), "丙".encode()))
    assert (changed.code, changed.path) == ("seal-changed", "run")
    forged = SMALL.replace(b'"format":1', b'"format":2')
    assert (opened(forged).code, opened(forged).path) == ("seal-changed", HEAD)


@pytest.mark.parametrize(
    "head",
    [
        {"format": 1, "kind": "secret", "seal": "kaoji"},
        {"format": "1", "kind": "internal", "seal": "kaoji"},
        {"format": True, "kind": "internal", "seal": "kaoji"},
        {"format": 0, "kind": "internal", "seal": "kaoji"},
        {"format": 1, "kind": "internal", "seal": "kaoji", "more": 1},
    ],
)
def test_a_first_line_of_another_making_is_refused(head):
    assert (opened(rewritten(head)).code, opened(rewritten(head)).path) == ("seal-changed", HEAD)


def test_messages_speak_english():
    with speaking("en"):
        found = opened(SMALL[:-4])
    assert found.message == "the sealed file is not whole: it breaks off in the section “last line”"
    assert found.remedy.isascii()


def test_a_section_is_had_by_its_name():
    one = Section("run", (b"{}",))
    made = Envelope(1, "internal", (one,), "")
    assert made.section("run") is one
    with pytest.raises(KeyError, match="facts"):
        made.section("facts")
