"""Words of the language as messages show them: English where English is spoken."""

from __future__ import annotations

from kaoji.engine.plinth.speech import ENGLISH, spoken_language
from kaoji.engine.scheme.words.search import english_value


def spoken_word(word: str, *, kind: str) -> str:
    """A value word of a kind in the language spoken; any other text as it is."""
    if spoken_language() != ENGLISH:
        return word
    return english_value(word, kind=kind) or word


def spoken_path(path: str) -> str:
    """A path as its author knows it: 总分 is `total` in English."""
    return spoken_word(path, kind="outcome")


def spoken_field(field: str) -> str:
    """A field or column of a key; one that the author has declared is named by him."""
    own = spoken_word(field, kind="own_field")
    return spoken_word(field, kind="row_field") if own == field else own
