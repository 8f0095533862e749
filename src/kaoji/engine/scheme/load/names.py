"""Keys that an author chooses: what may be one, and that no two siblings share one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kaoji.engine.feel.lexer import KEYWORDS, is_plain_name
from kaoji.engine.plinth.problem import Place
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.load.desk import Desk, Spot
from kaoji.engine.scheme.source import Scalar
from kaoji.engine.scheme.words import RESERVED, spelled


def check_key(key: Scalar, *, desk: Desk, spot: Spot, may_have_name: bool = False) -> bool:
    """Refuse a key that expressions could not say, or that already means something else."""
    text = key.text.strip()
    if text in RESERVED or text in KEYWORDS:
        desk.refuse(
            "reserved-key",
            message=speak("“{text}”是语言自己的词，不能作键", text=text),
            remedy=speak("换一个名字")
            + (speak("；或另写“键”，把它作为“名称”") if may_have_name else ""),
            place=key.place,
            spot=spot,
        )
        return False
    if is_plain_name(text):
        return True
    desk.refuse(
        "bad-key",
        message=speak(
            "“{text}”不能作键：键只能有汉字、字母、数字和下划线，且不以数字开头", text=text
        ),
        remedy=speak('在下面写 键: {key}，名称: "{text}"', key=plain_key(text), text=text)
        if may_have_name
        else speak("换一个键"),
        place=key.place,
        spot=spot,
    )
    return False


def plain_key(text: str) -> str:
    """A key made of the usable characters of a name."""
    letters = re.sub(r"[(（\[【].*", "", text) or text
    letters = re.sub(r"\W+", "_", letters).strip("_")
    return letters if is_plain_name(letters) else f"{spelled(('项', 'item'))}_{letters}".rstrip("_")


def refuse_shared_words(
    siblings: Iterable[tuple[str, frozenset[str], Place]], *, desk: Desk, spot: Spot
) -> None:
    """Refuse a key or alias that two siblings answer to."""
    seen: dict[str, tuple[int, str]] = {}
    for number, (key, words, place) in enumerate(siblings):
        for word in sorted(words, key=lambda one: (one != key, one)):
            owner, name = seen.setdefault(word, (number, key))
            if owner != number:
                _shared(word, owner=name, place=place, desk=desk, spot=spot)
                break


def _shared(word: str, *, owner: str, place: Place, desk: Desk, spot: Spot) -> None:
    desk.refuse(
        "duplicate-name",
        message=speak("“{word}”已经是同级“{owner}”的键或又名", word=word, owner=owner),
        remedy=speak("换一个名字"),
        place=place,
        spot=spot,
    )


def refuse_twice(key: Scalar, *, desk: Desk, spot: Spot) -> None:
    """Refuse a key that stands twice, in one spelling or in two."""
    desk.refuse(
        "duplicate-key",
        message=speak("“{key}”写了两次", key=key.text.strip()),
        remedy=speak("只留一个"),
        place=key.place,
        spot=spot,
    )
