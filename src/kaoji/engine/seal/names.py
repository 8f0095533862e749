"""Names that a public text must not hold, found however they are spelled.

Texts are compared by their letters and digits alone: width, case, look-alikes, blanks, dots and
signs that nobody sees make no difference. A text that holds a name is left out whole, for what
stands beside a name (a mark, an office) may tell as much as the name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

LEFT_OUT = "略"
#: Letters by their category that show nothing.
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
#: One cell may name several raters, or an office behind the name.
_BETWEEN = re.compile(r"[、，,;；/／|()（）\[\]【】〔〕\n]+")
_WORD = re.compile(r"[^\W_]+")
#: Fewer digits are a serial number that names nobody, and would be found in every figure.
_FEWEST_DIGITS = 6


def folded(text: str) -> str:
    """The letters and digits of a text in one spelling."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(
        sign
        for sign in unicodedata.normalize("NFKD", plain)
        if unicodedata.category(sign)[0] in "LN" and sign not in _FILLERS
    )


class Names:
    """Some names, looked for in texts.

    A name of one letter counts as a word of its own, any other wherever its letters stand.
    `public` are names that are published anyway. A cell that is a word of the rules stays: that
    it can be told from the rules' own text is the rules' doing, and grades are words.
    """

    def __init__(self, written: Iterable[str], *, public: Iterable[str], rules: str) -> None:
        told = {folded(name) for name in public}
        self._names = {name for text in set(written) for name in _names_in(text)} - told
        self._told = told
        self._rules = rules
        self._lengths = sorted({len(name) for name in self._names} - {1})
        self._known: dict[str, bool] = {}
        self._numbers: dict[str, int] = {}

    def clean(self, text: str) -> str:
        """The text, or what stands for it: the same for the same text, another for another."""
        if not self.are_in(text):
            return text
        number = self._numbers.setdefault(folded(text), len(self._numbers) + 1)
        return f"{LEFT_OUT}{number}"

    def clean_figure(self, text: str) -> str:
        """The same of a text that is a figure where it has no letters."""
        return self.clean(text) if any(map(str.isalpha, text)) else text

    def cleaned(self, told: Any) -> Any:  # noqa: ANN401 - JSON has any shape
        """A record with every text in it cleaned; its keys are the contract's own."""
        if isinstance(told, str):
            return self.clean_figure(told)
        if isinstance(told, dict):
            return {key: self.cleaned(value) for key, value in told.items()}
        return [self.cleaned(one) for one in told] if isinstance(told, list) else told

    def are_in(self, text: str) -> bool:
        """Whether one of the names stands in the text."""
        if not self._names:
            return False
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._are_in(text)
        return found

    def _are_in(self, text: str) -> bool:
        letters = folded(text)
        if letters in self._told or not self._hold(text, letters=letters):
            return False
        return not is_word_of(text, rules=self._rules)

    def _hold(self, text: str, *, letters: str) -> bool:
        if letters in self._names or self._as_words(text):
            return True
        return any(
            letters[at : at + length] in self._names
            for length in self._lengths
            for at in range(len(letters) - length + 1)
        )

    def _as_words(self, text: str) -> bool:
        return any(folded(word) in self._names for word in _WORD.findall(text))


def _names_in(text: str) -> Iterator[str]:
    """The whole and its parts, for a cell may name several."""
    for part in (text, *_BETWEEN.split(text)):
        name = folded(part)
        if name and not (name.isdecimal() and len(name) < _FEWEST_DIGITS):
            yield name


def is_word_of(text: str, *, rules: str) -> bool:
    """Whether a text stands in the rules as a word of its own."""
    return bool(text) and re.search(rf"(?<!\w){re.escape(text)}(?!\w)", rules) is not None
