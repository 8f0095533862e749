"""Marks of secrecy as papers carry them: 机密★5年, 密级：秘密, or the word alone on its line.

商业秘密 and 国家秘密 in running text are no marks.
"""

from __future__ import annotations

import re

_WORDS = "绝密|机密|秘密"
_MARK = re.compile(
    rf"(?:{_WORDS})\s*[★☆*＊]|密\s*级\s*[:：为]\s*(?:{_WORDS})|^\s*(?:{_WORDS})\s*$", re.MULTILINE
)
_IN_NAME = re.compile(rf"(?<!商业)(?<!国家)(?:{_WORDS})(?!性|程度|事项)")


def is_marked(text: str) -> bool:
    """Whether a text carries a mark."""
    return _MARK.search(text) is not None


def is_marked_name(name: str) -> bool:
    """Whether the name of a file says so."""
    return _IN_NAME.search(name) is not None
