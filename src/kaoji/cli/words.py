"""Texts of the command line in Chinese and English, and which of the two is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

CHINESE, ENGLISH = "zh", "en"


class Words(NamedTuple):
    """One text in both languages."""

    zh: str
    en: str

    def told(self, language: str, **figures: object) -> str:
        """The text in a language, its `{figures}` filled in; several of them with commas."""
        text = self.en if language == ENGLISH else self.zh
        if not figures:
            return text
        listed = _listed(figures, language=language)
        if "|" not in text:
            return text.format(**listed)
        from kaoji.engine.plinth.speech import filled  # heavier than a help page

        return filled(text, **listed)

    def spoken(self, **figures: object) -> str:
        """The text in the language now spoken: once a scheme is open, that of the scheme."""
        from kaoji.engine.plinth.speech import spoken_language  # heavier than a help page

        return self.told(spoken_language(), **figures)


#: Between names.
COMMA = Words("、", ", ")


def _listed(figures: Mapping[str, object], *, language: str) -> Mapping[str, object]:
    comma = COMMA.told(language)
    return {
        name: comma.join(map(str, value)) if isinstance(value, list | tuple) else value
        for name, value in figures.items()
    }


def chosen_language(arguments: Sequence[str], *, environment: Mapping[str, str]) -> str:
    """`--lang`, wherever it stands, then LANG, then Chinese."""
    asked = ""
    for number, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang" and number + 1 < len(arguments):
            asked = arguments[number + 1]
        elif argument.startswith("--lang="):
            asked = argument.partition("=")[2]
    return language_of(asked) or language_of(environment.get("LANG", "")) or CHINESE


def language_of(text: str) -> str:
    """The language of a locale such as `en_GB.UTF-8`; nothing when it is neither."""
    word = text.strip().lower()
    if word.startswith(("en", "英")):
        return ENGLISH
    return CHINESE if word.startswith(("zh", "中")) else ""
