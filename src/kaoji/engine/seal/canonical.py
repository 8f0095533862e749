"""Canonical JSON (RFC 8785): one value has one text, so that equal things have equal digests.

Numbers are whole here; a rational is a text. Half a pair, which no file can hold, becomes U+FFFD.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any, NoReturn

_HALF_A_PAIR = re.compile("[\ud800-\udfff]")
_BEYOND_PLANE = re.compile("[\U00010000-\U0010ffff]")


#: Made once: a file has hundreds of thousands of lines.
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_IN_ORDER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def canonical(value: object) -> str:
    """The one text of a value: sorted keys, no blanks, the fewest escapes."""
    text = _ENCODER.encode(value)
    if text.isascii() or _is_usual(text):
        return text
    if _BEYOND_PLANE.search(text):
        # Python sorts by code points, the standard by UTF-16 units: they differ only up here.
        text = _IN_ORDER.encode(in_order(value))
    return _HALF_A_PAIR.sub("\ufffd", text)


def _is_usual(text: str) -> bool:
    """Every letter is one UTF-16 unit, and none is half a pair: told without looking at each."""
    try:
        return len(text.encode("utf-16-le")) == 2 * len(text)
    except UnicodeEncodeError:
        return False


def in_order(value: object) -> object:
    """The same value with every object's keys in the order of the standard."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
        return {key: in_order(value[key]) for key in keys}
    return [in_order(one) for one in value] if isinstance(value, list | tuple) else value


def _refuse(text: str) -> NoReturn:
    message = f"no whole number: {text}"
    raise ValueError(message)


_OPENING = frozenset('[{"')
_DECODER = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse)


def parsed(text: str | bytes) -> Any:  # noqa: ANN401 - JSON has any shape
    """The value of a line. Raises ValueError for what is no JSON or holds a broken number."""
    line = text if isinstance(text, str) else text.decode()
    if line[:1] in _OPENING:  # as every line of ours: nothing to skip before the value
        value, end = _DECODER.raw_decode(line)
        if end == len(line):
            return value
    return _DECODER.decode(line)


def digest_of(pieces: Iterable[bytes]) -> str:
    """The SHA-256 of bytes, in hexadecimal."""
    found = hashlib.sha256()
    for piece in pieces:
        found.update(piece)
    return found.hexdigest()
