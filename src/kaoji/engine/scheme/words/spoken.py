"""Keys and value words as messages show them: in the spelling of the language now spoken."""

from __future__ import annotations

from kaoji.engine.scheme.words.search import chinese_key, spelled, value_word


def spoken_key(english: str, *, kind: str) -> str:
    """A key of a record kind, given by its identifier."""
    return spelled((chinese_key(english, kind=kind), english))


def spoken_value(text: str, *, kind: str) -> str:
    """A value word, given in any spelling; what is no such word stands for itself."""
    word = value_word(text, kind=kind)
    return text if word is None else spelled(word.spellings)
