"""Random facts of 卫生系统: nobody asked, papers on the day and after it, problems by origin."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tests.oracles import weisheng
from tests.oracles.chance import decimal_text, events, figure

Days = tuple[tuple[int, int], ...]

CLASSES = ("医疗卫生单位", "局机关科室")
#: What a whole unit may obtain of everything, in per cent.
FLAT = ("100", "90", "89.995", "60", "50", "0")
ORIGINS = ("自查", "集中检查", "明察暗访", "群众举报")
WAYS = ("媒体", "网站", "党务公开栏", "电子显示屏")
DAYS: Days = ((3, 1), (3, 14), (3, 15), (3, 16), (5, 19), (5, 20), (5, 21), (12, 31))
WORK_DAYS: Days = ((4, 1), (4, 15), (4, 30))


def parameters(rng: Random, *, family: str) -> dict:
    """What the text leaves to rules that are not issued yet."""
    assert family == "weisheng-units"
    points = {weisheng.PATIENTS: figure(rng, low=20, high=60), weisheng.STAFF: rng.choice("59")}
    return {"points": points, "seats": rng.choice("01123"), "ruled": rng.random() < 0.5}


def facts(rng: Random, *, family: str) -> dict:
    assert family == "weisheng-units"
    found = {"origin": ORIGINS, "mended": (True, False)}
    survey = rng.choice((("0", "40"), ("3", "40"), ("40", "40"), ("1", "3")))
    return {
        "class": rng.choice(CLASSES),
        "content": _content(rng),
        "joined": rng.random() < 0.8,
        "papers": _dated(rng, key="paper", words=tuple(weisheng.PAPERS), days=DAYS),
        "works": _dated(rng, key="work", words=weisheng.WORKS, days=WORK_DAYS),
        "promises": events(rng, fields={"way": WAYS}) if rng.random() < 0.3 else [{"way": "网站"}],
        "found": events(rng, fields=found),
        "survey": dict(zip(("named", "valid"), survey, strict=True)),
        "practice": events(rng, fields={"amount": ("1", "2.5", "12")}),
    }


def _content(rng: Random) -> dict:
    """The same share of all, or any; a section has no patients now and then."""
    flat = rng.choice(FLAT) if rng.random() < 0.5 else None
    found = {name: _asked(rng, flat) for name in (weisheng.PATIENTS, weisheng.STAFF)}
    if rng.random() < 0.2:
        found[weisheng.PATIENTS] = {"good": "0", "valid": "0"}
    return found | {weisheng.SOCIETY: _asked(rng, flat)}


def _asked(rng: Random, flat: str | None) -> dict:
    valid = 20000 * rng.randint(1, 3)
    good = Fraction(flat) * valid / 100 if flat else Fraction(rng.randint(0, valid))
    return {"good": decimal_text(good), "valid": str(valid)}


def _dated(rng: Random, *, key: str, words: tuple[str, ...], days: Days) -> list[dict]:
    """All, or some of them; at times twice, at times out of the window."""
    chosen = words if rng.random() < 0.5 else rng.sample(words, rng.randint(0, len(words)))
    rows = [{key: word, "day": rng.choice(days)} for word in chosen]
    if rng.random() < 0.3:
        rows.append({key: rng.choice(words), "day": rng.choice(DAYS), "state": "已认定"})
    if rng.random() < 0.2:
        rows.append({key: rng.choice(words), "day": days[0], "state": rng.choice(("拟", "已撤销"))})
    return rows
