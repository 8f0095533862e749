"""Finding a word by any of its spellings, and its twin in the other language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kaoji.engine.plinth.speech import ENGLISH, spoken_language
from kaoji.engine.scheme.words.keys import KEYS
from kaoji.engine.scheme.words.values import VALUES
from kaoji.engine.scheme.words.word import Word


def _by_spelling(tables: Mapping[str, tuple[Word, ...]]) -> dict[str, dict[str, Word]]:
    return {
        kind: {spelling: word for word in words for spelling in word.spellings}
        for kind, words in tables.items()
    }


_KEYS = _by_spelling(KEYS)
_VALUES = _by_spelling(VALUES)
_CHINESE = {kind: {word.en: word.zh for word in words} for kind, words in KEYS.items()}


def key_word(text: str, *, kind: str) -> Word | None:
    """The key of a record kind in any spelling."""
    return _KEYS[kind].get(text)


def value_word(text: str, *, kind: str) -> Word | None:
    """The value word of a kind in any spelling."""
    return _VALUES[kind].get(text)


def english_value(text: str, *, kind: str) -> str | None:
    """The identifier of a value word."""
    word = value_word(text, kind=kind)
    return None if word is None else word.en


def chinese_value(text: str, *, kind: str) -> str | None:
    """The printed spelling of a value word."""
    word = value_word(text, kind=kind)
    return None if word is None else word.zh


def chinese_key(english: str, *, kind: str) -> str:
    """The printed spelling of a key given by its identifier."""
    return _CHINESE[kind][english]


def spelled(spellings: Sequence[str]) -> str:
    """The spelling that the language now spoken has, of a Chinese and an English one."""
    return spellings[spoken_language() == ENGLISH]


def takes_english(text: str) -> bool:
    """Tell whether the author of a word is helped by English words: where it, or the file, is."""
    return text.isascii() or spoken_language() == ENGLISH


def spellings_of(words: Iterable[Word]) -> tuple[str, ...]:
    """Every spelling of the words, Chinese first."""
    return tuple(dict.fromkeys(spelling for word in words for spelling in word.spellings))


def _twins() -> dict[str, frozenset[str]]:
    """Each spelling with the other spellings of it in any record kind, value words too."""
    found: dict[str, set[str]] = {}
    for words in (*KEYS.values(), *VALUES.values()):
        for word in words:
            for spelling in word.spellings:
                found.setdefault(spelling, set()).update(word.spellings)
    return {spelling: frozenset(others) for spelling, others in found.items()}


_TWINS = _twins()


def are_twins(one: str, *, other: str) -> bool:
    """Tell whether two keys of a file are the same word in two spellings (or the same text)."""
    return one == other or other in _TWINS.get(one, ())


#: Words that no node, fact, parameter, table or derived value may be called.
RESERVED: frozenset[str] = frozenset(
    spellings_of(
        word
        for kind in ("own_field", "row_field", "outcome", "open", "otherwise")
        for word in VALUES[kind]
    )
) | {"是", "否", "true", "false", "null", "无"}
