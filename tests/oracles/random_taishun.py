"""Random facts of 泰顺: both classes, works lost whole, growth of just a tenth, late papers."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tests.oracles import taishun
from tests.oracles.chance import STATES, decimal_text, events, figure, split

YEAR = 2016
WORKS = "路桥站港线车"
COMMON = ("文明创建", "依法行政", "信访维稳")
#: Obtained figures on and beside the edges, before and after the rounding to one place.
FLAT = ("100", "80", "79.95", "79.94", "79.9", "70", "69.95", "69.949", "60", "59.95", "59.94", "0")
#: Targets, and figures that are a tenth more, a little less, much more, and less than them.
GROWTH = (("100", ("110", "109.99", "160", "80")), ("0.7", ("0.77", "0.769", "7", "0")))


def taishun_facts(rng: Random, *, family: str) -> dict:
    assert family == "taishun-units"
    kind = rng.choice(("一类", "一类", "二类"))
    common = rng.randint(1, 3) if kind == "一类" else 0
    key = rng.randint(1, len(WORKS))
    points = split(rng, count=key + common)
    facts = {
        "class": kind,
        "key": dict(zip(WORKS, points[:key], strict=False)),
        "common": dict(zip(COMMON, points[key:], strict=False)),
        "safety": rng.choice(("不合格", "合格", "合格", "良好", "优秀")),
        "discipline": rng.random() < 0.1,
        "vetoed": rng.random() < 0.1,
    }
    items = facts["key"] | facts["common"]
    if rng.random() < 0.4:
        own = {"losses": _flat(items, rate=rng.choice(FLAT)), "growth": []}
        return facts | own | {"bonuses": [], "demerits": []}
    facts["losses"] = [row for item in items for row in _losses(rng, item, points=items[item])]
    facts["growth"] = [row for work in facts["key"] for row in _growth(rng, work)]
    levels = {"work": tuple(WORKS[:3]), "level": tuple(taishun.HONOURS)}
    bonuses = events(rng, fields=levels | {"issued": (YEAR, YEAR, YEAR + 1)})
    facts["bonuses"] = bonuses
    facts["demerits"] = events(rng, fields={"amount": ("1", "5", "2.5", "1.25")})
    return facts


def _flat(items: dict, *, rate: str) -> list[dict]:
    """The same share taken from every item, so that just this much is obtained."""
    lost = 1 - Fraction(rate) / 100
    return [
        {"work": item, "amount": decimal_text(Fraction(points) * lost)}
        for item, points in items.items()
    ]


def _losses(rng: Random, item: str, *, points: str) -> list[dict]:
    """None as often as not; some, at times more than the item has."""
    rows = []
    for _ in range(rng.choice((0, 0, 0, 1, 2, 3))):
        amount = figure(rng, low=0, high=int(points))
        state = rng.choice(STATES)
        rows.append({"work": item, "amount": amount} | ({"state": state} if state else {}))
    return rows


def _growth(rng: Random, work: str) -> list[dict]:
    rows = []
    for _ in range(rng.choice((0, 0, 1, 1, 2))):
        target, figures = rng.choice(GROWTH)
        state = rng.choice(STATES)
        row = {"work": work, "target": target, "actual": rng.choice(figures)}
        rows.append(row | ({"state": state} if state else {}))
    return rows
