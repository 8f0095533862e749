"""XML as events: local names, text, and no document types."""

from __future__ import annotations

import io

import pytest

from kaoji.engine.facts.readers.xml import BROKEN, events


def read(text):
    return list(events(io.BytesIO(text.encode() if isinstance(text, str) else text)))


def test_events():
    assert read('<a x="1">one<b/>two</a>') == [
        ("a", {"x": "1"}, ""),
        ("b", {}, "one"),
        ("b", None, ""),
        ("a", None, "two"),
    ]


def test_namespaces_are_dropped():
    text = '<p:a xmlns:p="urn:p" xmlns:q="urn:q" q:x="1" y="2"/>'
    assert read(text)[0] == ("a", {"x": "1", "y": "2"}, "")


def test_the_namespace_that_repeats_names_is_kept_apart():
    text = '<a xmlns:o="urn:office" xmlns:c="urn:calcext:1" o:value-type="x" c:value-type="y"/>'
    assert read(text)[0][1] == {"value-type": "x", "calc-value-type": "y"}


def test_a_long_part_comes_piece_by_piece():
    assert len(read("<a>" + "<b/>" * 50_000 + "</a>")) == 100_002


def test_a_long_text_comes_whole():
    assert read("<a>" + "甲" * 200_000 + "</a>")[1][2] == "甲" * 200_000


def test_other_encodings():
    assert read("<?xml version='1.0' encoding='utf-16'?><a>甲</a>".encode("utf-16"))[1][2] == "甲"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<a>",
        "<a></b>",
        '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        '<!DOCTYPE a SYSTEM "file:///etc/hosts"><a/>',
        "<a>&unknown;</a>",
        "<?xml version='1.0' encoding='x-bogus'?><a/>",
        "<?xml version='1.0' encoding='hex'?><a/>",
        "<?xml version='1.0' encoding='zip'?><a/>",
        "<?xml version='1.0' encoding='rot13'?><a/>",
    ],
)
def test_what_is_refused(text):
    with pytest.raises(BROKEN):
        read(text)
