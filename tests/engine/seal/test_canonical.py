"""One value, one text: the rules of RFC 8785, as far as values without fractions need them."""

from __future__ import annotations

import pytest

from kaoji.engine.seal.canonical import canonical, parsed


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [True, None, "x"]}, '{"a":[true,null,"x"],"b":1}'),
        ({"": {}, "甲": []}, '{"":{},"甲":[]}'),
        ('"\\/\b\f\n\r\t\x00\x1f\x7f€', '"\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\x7f€"'),
        (-12, "-12"),
    ],
)
def test_the_text_of_a_value(value, text):
    assert canonical(value) == text
    assert parsed(text) == value


def test_keys_are_sorted_by_utf_16_units():
    """The example of the standard: the smiling face, beyond the plane, comes before U+FB33."""
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\x80", "\xf6"]
    told = parsed(canonical({"outer": [dict.fromkeys(keys, 0)]}))
    assert list(told["outer"][0]) == ["\r", "1", "\x80", "\xf6", "\u20ac", "\U0001f600", "\ufb33"]


def test_half_a_pair_can_be_written():
    assert canonical({"甲\ud800": "\udfff"}) == '{"甲\ufffd":"\ufffd"}'


@pytest.mark.parametrize("text", ["0.5", "[1e3]", "NaN", "-Infinity", "{", "", "1 2"])
def test_broken_numbers_and_lines_are_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - whatever json says
        parsed(text)
