"""Which language a file is written in: that of its keys. Its messages speak it too."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kaoji.engine.plinth.speech import CHINESE, ENGLISH
from kaoji.engine.scheme.source.nodes import Block, Node

_KEY = re.compile(r"^[\"']?([^\W\d]\w*)[\"']?[ ]*[:：]", re.MULTILINE)
_TITLE = "scheme"


def language_of_text(text: str) -> str:
    """The language of a text that need not be sound YAML."""
    return _language_of(_KEY.findall(text))


def language_of_document(document: Node) -> str:
    """The language of a document that has been read."""
    entries = document.entries if isinstance(document, Block) else ()
    return _language_of(entry.key.text.strip() for entry in entries)


def _language_of(keys: Iterable[str]) -> str:
    """English when the title has the English key, or when the first key is Latin."""
    known = list(keys)
    is_english = _TITLE in known or ("方案" not in known and bool(known) and known[0].isascii())
    return ENGLISH if is_english else CHINESE
