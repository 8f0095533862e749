"""The condition of a band, as officers write it, brought to one form: a FEEL unary test.

`90以上` is >=, `不满90` is <; `90以下` alone is refused, for texts mean both by it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kaoji.engine.feel.parse import parse_test
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.load.desk import Desk, Spot
from kaoji.engine.scheme.load.shapes import scalar_of
from kaoji.engine.scheme.source import Node, Scalar
from kaoji.engine.scheme.words import english_value

ANY = "-"

_INCLUSIVE = r"(?:及|\(含\)|（含）)"
_LESS = "(?:不满|低于|不足|小于|＜)"
_NUMBER = r"(-?\d+(?:\.\d+)?%?)\s*分?"
_SHAPES = (
    (re.compile(rf"{_NUMBER}{_INCLUSIVE}?以上[、,，\s]*{_LESS}{_NUMBER}"), "[{}..{})"),
    (re.compile(rf"{_NUMBER}\s*(?:-|—+|–|~|～|至|到)\s*{_NUMBER}"), "[{}..{}]"),
    (re.compile(rf"(?:不低于|不少于|≥|达到){_NUMBER}"), ">= {}"),
    (re.compile(rf"{_NUMBER}{_INCLUSIVE}?以上"), ">= {}"),
    (re.compile(rf"{_LESS}{_NUMBER}"), "< {}"),
    (re.compile(rf"(?:超过|高于|大于|＞){_NUMBER}"), "> {}"),
    (re.compile(rf"(?:不超过|不高于|≤){_NUMBER}"), "<= {}"),
    (re.compile(rf"{_NUMBER}{_INCLUSIVE}以下"), "<= {}"),
)
_VAGUE = re.compile(rf"{_NUMBER}以下")
_WORD = re.compile(r"[^\W\d](?:[\w·（）]|\([^()]*\))*")
_WORDS = re.compile(r"\s*[,，、]\s*")


def tests_of(node: Node, *, desk: Desk, spot: Spot) -> tuple[str, ...]:
    """The tests of which one must hold, each in its one form; none when it is no test."""
    scalar = scalar_of(node, desk=desk, spot=spot)
    if scalar is None:
        return ()
    text = scalar.text.strip()
    if _VAGUE.fullmatch(text):
        _vague(scalar, desk=desk, spot=spot)
        return ()
    for shape, form in _SHAPES:
        found = shape.fullmatch(text)
        if found is not None:
            return (form.format(*found.groups()),)
    return _words(text) or _expression(scalar, desk=desk, spot=spot)


def _words(text: str) -> tuple[str, ...]:
    """Words of a scale or list in quotes, truth words as truth values."""
    if text == ANY:
        return (ANY,)
    parts = _WORDS.split(text)
    if not all(_WORD.fullmatch(part) for part in parts):
        return ()
    return tuple(_as_test(part) for part in parts)


def _as_test(word: str) -> str:
    truth = english_value(word, kind="truth")
    return f'"{word}"' if truth is None else f"= {truth}"


def _expression(scalar: Scalar, *, desk: Desk, spot: Spot) -> tuple[str, ...]:
    """Any other test is FEEL's own; its faults are shown where they stand."""
    text = scalar.text.strip()
    expression, problems = parse_test(text)
    for problem in problems:
        shift = (problem.place.column or 1) - 1 + scalar.quoted
        column = None if scalar.place.column is None else scalar.place.column + shift
        desk.problems.append(problem.at(replace(scalar.place, column=column), path=spot.path))
    return () if expression is None else (text,)


def _vague(scalar: Scalar, *, desk: Desk, spot: Spot) -> None:
    text = scalar.text.strip()
    number = text.removesuffix("以下")
    desk.refuse(
        "vague-band",
        message=speak("“{text}”含不含{number}，各处写法不一", text=text, number=number),
        remedy=speak("不含写 不满{number}，含写 不超过{number}", number=number),
        place=scalar.place,
        spot=spot,
    )
