"""A text in both languages, for what is told before a file has said which one it speaks."""

from __future__ import annotations

from collections.abc import Mapping
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
