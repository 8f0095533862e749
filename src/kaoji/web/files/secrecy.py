"""Marks of secrecy as papers carry them: 机密★5年, 密级：秘密, or the word alone on its line.

商业秘密 and 国家秘密 in running text are no marks.
"""

from __future__ import annotations

import re

_WORDS = ("绝密", "机密", "秘密")
_ANY = "|".join(_WORDS)
_MARK = re.compile(rf"(?:{_ANY})\s*[★☆*＊]|密\s*级\s*[:：为]\s*(?:{_ANY})")
_IN_NAME = re.compile(rf"(?<!商业)(?<!国家)(?:{_ANY})(?!性|程度|事项)")


def is_marked(text: str) -> bool:
    """Whether a text carries a mark. A search for a word alone on its line would look anew from
    every blank line: the text of an office's file, tags taken out, is blank lines by the thousand.
    """
    return _MARK.search(text) is not None or any(
        line.strip() in _WORDS for line in text.splitlines()
    )


def is_marked_name(name: str) -> bool:
    """Whether the name of a file says so."""
    return _IN_NAME.search(name) is not None
