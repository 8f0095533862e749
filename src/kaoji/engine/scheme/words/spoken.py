"""Keys and value words as messages show them: in the spelling of the language now spoken."""

from __future__ import annotations

from kaoji.engine.plinth.speech import ENGLISH, spoken_language
from kaoji.engine.scheme.words.search import chinese_key, spelled, value_word

#: Steps of paths that the loader makes: the root node, and 加分 and 减分 as single nodes.
_UNNAMED = {"总分": "total", "加分": "bonus", "减分": "deduction"}


def spoken_key(english: str, *, kind: str) -> str:
    """A key of a record kind, given by its identifier."""
    return spelled((chinese_key(english, kind=kind), english))


def spoken_value(text: str, *, kind: str) -> str:
    """A value word, given in any spelling; what is no such word stands for itself."""
    word = value_word(text, kind=kind)
    return text if word is None else spelled(word.spellings)


def spoken_field(name: str) -> str:
    """A field of a node: the contract's own in English too, an author's own as it is."""
    return spoken_value(name, kind="own_field") if spoken_language() == ENGLISH else name


def spoken_path(path: str) -> str:
    """The path of a node: what no author has named is a word of the language."""
    if spoken_language() != ENGLISH:
        return path
    return "/".join(_UNNAMED.get(step, step) for step in path.split("/"))
