"""Units of measure that the engine itself knows, in both languages.

A file may write either word; inside a unit has its Chinese word, and messages have that of the
language spoken. Any other unit stays as its author writes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kaoji.engine.plinth.speech import ENGLISH, spoken_language


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that both languages have: its words, and what else English may call it."""

    zh: str
    en: str
    one: str = ""  # where a single one has another word
    also: tuple[str, ...] = ()


UNITS = (
    Unit("分", "points", "point"),
    Unit("百分点", "percentage points", "percentage point"),
    Unit("人", "people", "person", ("persons",)),
    Unit("个", "units", "unit"),
    Unit("名额", "seats", "seat"),
    Unit("条", "rows", "row"),
    Unit("件", "items", "item"),
    Unit("票", "ballots", "ballot"),
    Unit("元", "yuan", also=("CNY", "RMB")),
    Unit("千元", "thousand yuan", also=("1000 yuan", "1k yuan")),
    Unit("万元", "10k yuan", also=("10,000 yuan", "10000 yuan", "ten thousand yuan")),
    Unit("百万元", "million yuan", also=("1m yuan",)),
    Unit("千万元", "10 million yuan", also=("ten million yuan", "10m yuan")),
    Unit("亿元", "100 million yuan", also=("hundred million yuan", "100m yuan")),
    Unit("%", "%", also=("percent", "per cent")),
)

_CHINESE = {word.casefold(): one.zh for one in UNITS for word in (one.en, one.one, *one.also)}
_CHINESE.pop("", None)
_ENGLISH = {one.zh: one for one in UNITS}
_FACTORS = re.compile(r"([·/^])")
_PER = re.compile(r"\s+per\s+(?!cent)")
#: English words of more than one part, as they may stand behind a number.
SEVERAL_WORDS = "|".join(
    sorted((re.escape(one) for one in _CHINESE if " " in one), key=len, reverse=True)
)


def own_unit(text: str) -> str:
    """A unit as the engine knows it; one that it does not know as its author writes it."""
    whole = " ".join(text.split())
    known = _CHINESE.get(whole.casefold())
    if known is not None:
        return known
    if not any(sign in whole for sign in "·/^") and not _PER.search(whole):
        return text
    return "".join(_own_factor(one) for one in _FACTORS.split(_PER.sub("/", whole)))


def _own_factor(text: str) -> str:
    return _CHINESE.get(" ".join(text.split()).casefold(), text)


def counted_as(unit: str) -> str:
    """The unit by which numbers are held together: 3 seats may be written as 3个."""
    return "个" if unit == "名额" else unit


def unit_word(unit: str | None, *, is_one: bool = False) -> str:
    """A unit in the language spoken."""
    if not unit or spoken_language() != ENGLISH:
        return unit or ""
    return "".join(_english(one, is_one=is_one) for one in _FACTORS.split(unit))


def unit_json(unit: str | None) -> str | None:
    """A unit in the language spoken, as JSON has it."""
    return unit_word(unit) if unit else unit


def _english(factor: str, *, is_one: bool) -> str:
    known = _ENGLISH.get(factor)
    if known is None:
        return factor
    return known.one if is_one and known.one else known.en
