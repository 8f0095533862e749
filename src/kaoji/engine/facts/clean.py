"""Cleaning of texts from tables: full-width forms, blanks, and signs that nobody sees.

What a person reads stays as it is: Chinese punctuation, words, line breaks inside a cell.
"""

from __future__ import annotations

import re
import unicodedata

#: Full-width forms that Chinese prose uses as its own punctuation: they stay.
_CHINESE_SIGNS = "！（），：；？～"

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
#: Signs that look like a blank: no-break, en and em, ideographic ...
_BLANKS = dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0x9], " ")
#: Signs that do not show at all; a name with one in it would match nothing.
_UNSEEN = dict.fromkeys(
    [
        *range(0x9), 0xB, 0xC, *range(0xE, 0x20), *range(0x7F, 0xA0), 0xAD,
        *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065),
        *range(0x2066, 0x206A), 0xFEFF,
    ]
)  # fmt: skip
#: Radicals and compatibility ideographs come out of PDF files in place of the character proper.
_LOOKALIKES = {
    code: unicodedata.normalize("NFKC", chr(code))
    for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00))
}
#: Half of a pair that stands alone is no character: no file can be written with it.
_HALVES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")

_SEEN = _LOOKALIKES | _FULL_WIDTH | _BLANKS
_TEXT = {code: to for code, to in _SEEN.items() if chr(code) not in _CHINESE_SIGNS} | _UNSEEN
_TABLE = _TEXT | _HALVES
_TOUCHED = re.compile("[" + "".join(re.escape(chr(code)) for code in _TABLE) + "]")
_MINUS = dict.fromkeys([0x2212, 0xFE63, 0x2010, 0x2011], "-")
_SIGNS = _FULL_WIDTH | _MINUS


def clean(text: str) -> str:
    """Return the text with plain digits, letters and blanks, nothing unseen, bare at both ends."""
    if _TOUCHED.search(text):
        text = text.translate(_TABLE)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip()


def plain_signs(text: str) -> str:
    """Return the text with full-width signs and brackets too in their ASCII forms."""
    return text if text.isascii() else text.translate(_SIGNS)
