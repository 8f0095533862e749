"""Words and joints of sentences in the language spoken: units, names, value words, commas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from kaoji.engine.facts.columns import spoken_header
from kaoji.engine.feel.functions import FUNCTIONS, words_of
from kaoji.engine.plan.reaches import FORM_TWINS
from kaoji.engine.plinth.names import is_english, spoken_field
from kaoji.engine.plinth.speech import marked, speak

_COMMA = marked("，")
#: What steps call their own figures.
_FIGURES = frozenset(
    {
        marked("每条"), marked("不再计"), marked("有效票"), marked("最少"), marked("不计入"),
        marked("之前"), marked("限"), marked("份额"), marked("留存"), marked("结果数"),
        marked("票"), marked("各选项票数"), marked("位数"),
    }
)  # fmt: skip
#: Columns of an empty table that nobody fills in.
_BESIDE = frozenset({marked("单位"), marked("填法")})
_WORD = re.compile(r'"[\u4e00-\u9fff]+"|[\u4e00-\u9fff]+\(?')


def name_word(name: str) -> str:
    """A figure's name in the language spoken; one that the scheme gives stays as it is."""
    if not is_english():
        return name
    return speak(name) if name in _FIGURES else expression_word(name)


def expression_word(text: str) -> str:
    """An expression that the engine has made, with English names and functions in English."""
    if not is_english():
        return text
    return _WORD.sub(lambda found: _words().get(found[0]) or spoken_field(found[0]), text)


@cache
def _words() -> Mapping[str, str]:
    """The English name of each function and form, under its Chinese one with the bracket, and of
    each word for a way of it.
    """
    forms = {f"{chinese}(": f"{english}(" for english, chinese in FORM_TWINS.items()}
    ways = {f'"{one}"': f'"{word}"' for each in FUNCTIONS.values()
            for one, word in words_of(each).items()}  # fmt: skip
    return (
        forms
        | ways
        | {f"{one.name}(": f"{one.aliases[0]}(" for one in FUNCTIONS.values() if one.aliases}
    )


def header_words(headers: Iterable[str]) -> tuple[str, ...]:
    """Headers of a facts table in the language spoken; either is read."""
    return tuple(speak(one) if one in _BESIDE else spoken_header(one) for one in headers)


def bracketed(text: str) -> str:
    """A text in brackets behind a word; nothing where there is none."""
    return speak("（{text}）", text=text) if text else ""


def quoted(name: str) -> str:
    """A name in quotes."""
    return speak("「{name}」", name=name)


def listed(names: Iterable[str]) -> str:
    """Names one behind the other."""
    return speak("、").join(names)


def joined(parts: Iterable[str], *, by: str = _COMMA) -> str:
    """Parts of a sentence, those that are there, with commas between them, or what else."""
    return speak(by).join(part for part in parts if part)


def ended(parts: Iterable[str], *, by: str = _COMMA) -> str:
    """Parts of a sentence as the whole sentence, which in English opens with a capital letter."""
    text = speak("{text}。", text=joined(parts, by=by))
    return f"{text[:1].upper()}{text[1:]}" if is_english() else text


def tidy(text: str) -> str:
    """The sentence as it is written: in Chinese without a blank before 约, which stands close to
    the word that it follows.
    """
    return text.replace(" 约 ", "约 ")
