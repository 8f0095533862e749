"""定版日 and 各期版本: which version of a regulation a period, or a part of it, is scored under."""

from __future__ import annotations

import re
from datetime import date

from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.load.shapes import Fields, refuse_word, scalar_of, wrong_shape
from kaoji.engine.scheme.model import Pin
from kaoji.engine.scheme.words import english_value

_UNDER = re.compile(r"(?:按|under\s)?\s*(?P<version>[\w.-]+?)\s*版?")
_DAY = re.compile(r"(\d{2})-(\d{2})")
#: A year that has every day.
_LEAP = 2024


def version_day_of(fields: Fields) -> str | None:
    """`first`, a day of the year, or nothing: the last day of the period."""
    scalar = fields.scalar("version_day")
    if scalar is None:
        return None
    text = scalar.text.strip()
    word = english_value(text, kind="version_day")
    if word is None and not _is_day(text):
        refuse_word(scalar, kind="version_day", desk=fields.desk, spot=fields.below("version_day"))
        return None
    if word is None:
        return text
    return "first" if word == "first" else None


def _is_day(text: str) -> bool:
    found = _DAY.fullmatch(text)
    try:
        return found is not None and bool(date(_LEAP, int(found[1]), int(found[2])))
    except ValueError:
        return False


def pins_of(fields: Fields) -> tuple[Pin, ...]:
    """Part → version, written `2016.1` or 按 2016.1."""
    block = fields.block("part_versions") if fields.has("part_versions") else None
    found: dict[str, Pin] = {}
    for entry in () if block is None else block.entries:
        part = entry.key.text.strip()
        spot = fields.below("part_versions").down(part)
        scalar = scalar_of(entry.value, desk=fields.desk, spot=spot)
        if scalar is None:
            continue
        version = _UNDER.fullmatch(scalar.text.strip())
        if version is None:
            wrong_shape(
                scalar, wanted=speak("一个版本号，如 按 2016.1"), desk=fields.desk, spot=spot
            )
            continue
        found.setdefault(part, Pin(part, version["version"], place=entry.key.place))
    return tuple(found.values())
