"""Random facts of 深圳: months alike and unlike, cards of ours and of others, titles."""

from __future__ import annotations

from random import Random

from tests.oracles import shenzhen
from tests.oracles.chance import Profile, events

FLAT = ("100", "90", "89.995", "60", "59.99", "0")
RANGES = ((90, 100), (60, 95), (0, 100))
CLASSES = ("街道", "村", "执法队")
OUTCOMES = ("整改中", "按期完成", "逾期完成", "逾期未完成")
VERDICTS = ("合格", "不合格")


def parameters(rng: Random, *, family: str) -> dict:
    """When a red card is proposed: not stated in the text."""
    assert family == "shenzhen-longterm"
    red = {"clear": rng.random() < 0.5, "cards": rng.choice("1223"), "late": rng.random() < 0.5}
    return {"red": red}


def facts(rng: Random, *, family: str) -> dict:
    assert family == "shenzhen-longterm"
    flat = rng.choice(FLAT) if rng.random() < 0.5 else None
    own = Profile(rng, flat, *rng.choice(RANGES))
    kind = rng.choice(CLASSES)
    titles = shenzhen.TITLES if kind == "村" else shenzhen.TITLES[:2]
    card = {"issuer": (shenzhen.OURS, shenzhen.OURS, "市安委会"), "heard": (True, True, False)}
    return {
        "class": kind,
        "months": [own.mark() for _ in range(shenzhen.MONTHS)],
        "reports": events(rng, fields={"verdict": ("属实", "不属实", "核查中")}),
        "yellows": events(rng, fields=card | {"outcome": OUTCOMES}),
        "reds": events(rng, fields=card) if rng.random() < 0.4 else [],
        "title": rng.choice(titles),
        "accepted": events(rng, fields={"title": titles[1:], "verdict": VERDICTS}),
        "rechecked": events(rng, fields={"verdict": VERDICTS}),
        "sections": events(rng, fields={"prize": ("奖励", "罚款")}),
    } | _whole(rng)


def _whole(rng: Random) -> dict:
    """Who looks, how and when: all of it as often as not."""
    whole = {
        "team": ("side", shenzhen.SIDES),
        "ways": ("way", shenzhen.WAYS),
        "quarters": ("quarter", shenzhen.QUARTERS),
    }
    return {name: _rows(rng, key=key, words=sorted(words)) for name, (key, words) in whole.items()}


def _rows(rng: Random, *, key: str, words: list[str]) -> list[dict]:
    """All of them, all but one, or any."""
    if rng.random() < 0.7:
        return [{key: word} for word in words]
    if rng.random() < 0.6:
        return [{key: word} for word in rng.sample(words, len(words) - 1)]
    return events(rng, fields={key: words})
