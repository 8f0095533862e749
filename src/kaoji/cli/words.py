"""Which of its two languages the command line is asked to speak."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kaoji.engine.plinth.bilingual import CHINESE, COMMA, ENGLISH, Words

__all__ = ["CHINESE", "COMMA", "ENGLISH", "Words", "chosen_language", "language_of"]


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
