"""One word of the language: its Chinese and English spelling and what it means.

The English spelling is also the identifier that the code uses.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A key or a value word; `also` are further spellings that are read but never printed."""

    zh: str
    en: str
    meaning: str
    also: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every spelling that is read."""
        return (self.zh, self.en, *self.also)


def pick(table: tuple[Word, ...], *, english: str) -> tuple[Word, ...]:
    """The words of a table by their English spellings, in the order asked for."""
    by_english = {word.en: word for word in table}
    return tuple(by_english[name] for name in english.split())
