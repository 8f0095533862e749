"""Sentences in the language of the file that is read: Chinese in the code, English beside it.

A message is written in Chinese where it arises and goes through `speak`. `engine/english` holds
for each room a gettext catalogue with the English of every sentence; a house test holds the
catalogues against the code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

CHINESE, ENGLISH = "zh", "en"
CATALOGUES = Path(__file__).parent.parent / "english"

_language: ContextVar[str] = ContextVar("language", default=CHINESE)


def speak(sentence: str, /, **values: object) -> str:
    """The sentence in the language now spoken, its `{names}` filled in from the keywords.

    Without values nothing is filled in, and braces stand for themselves.
    """
    if _language.get() == ENGLISH:
        sentence = english().get(sentence, sentence)
    return filled(sentence, **values) if values else sentence


def filled(sentence: str, /, **values: object) -> str:
    """The sentence with its `{names}` filled in; `{count:row|rows}` is the word that goes with a
    number, for one or for several.
    """
    if "|" not in sentence:
        return sentence.format(**values)
    return _COUNTING.vformat(sentence, (), values)


class _Counting(Formatter):
    """Chooses between the words for one and for several."""

    def format_field(self, value: Any, format_spec: str) -> Any:  # noqa: ANN401 - its signature
        one, bar, several = format_spec.partition("|")
        if not bar:
            return super().format_field(value, format_spec)
        return one if str(value) == "1" else several


_COUNTING = _Counting()


def marked(sentence: str) -> str:
    """The sentence itself, marked as one that is spoken elsewhere, such as a table's entry."""
    return sentence


def spoken_language() -> str:
    """The language now spoken: `zh` or `en`."""
    return _language.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language for a while; never around a `yield`, whose reader would speak it too."""
    before = _language.set(language)
    try:
        yield
    finally:
        _language.reset(before)


def speak_from_here(language: str) -> None:
    """Speak a language until the `speaking` around this ends."""
    _language.set(language)


@cache
def english() -> Mapping[str, str]:
    """The English of every sentence. Raises OSError when a catalogue cannot be read."""
    import polib  # noqa: PLC0415 - only English files need it

    return {
        entry.msgid: entry.msgstr
        for path in sorted(CATALOGUES.glob("*.po"))
        for entry in polib.pofile(str(path), encoding="utf-8")
    }
