"""Random complete facts of 村级: marks, ballots that mean a wanted mark, works honoured twice."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from random import Random

from tests.oracles import village
from tests.oracles.chance import Profile, decimal_text, events, figure

#: Marks that lie on or beside an edge; no ballot is worth less than 60.
FLAT = ("100", "95", "95", "94.995", "94.99", "94.4", "80", "80", "79.995", "79.99", "60")
RANGES = ((95, 100), (90, 100), (80, 100), (75, 85), (60, 95))
KINDS = {"village": "村", "community": "社区"}
VETOES = ("人口和计划生育", "社会综合治理", "党风廉政建设", "安全生产")
WORKS = ("党建", "治安", "卫生")
INCOMES = ("50000", "49999.99", "65000", "100000", "0", "12345.67")
#: Growth in points: on, beside and between whole steps, up and down.
GROWTHS = ("30", "29.998", "10", "9.998", "0.01", "0", "-0.01", "-9.999", "-10", "-20", "-45.5")
RULINGS = ("25", "10", "9.99", "0", "-10", "-5")


def profile(rng: Random) -> Profile:
    flat = rng.choice(FLAT) if rng.random() < 0.35 else None
    low, high = rng.choice(RANGES)
    return Profile(rng, flat, low, high)


def facts(rng: Random) -> dict:
    """One subject; a flat one has no events and the income of last year: its mark is its total."""
    own = profile(rng)
    kind = rng.choice(("village", "village", "community"))
    found = {
        "kind": kind,
        "group": KINDS[kind],
        "common": {part: _part(own, kind=kind) for part in village.PARTS},
        "once": {name: _lost(own, points) for name, points in village.ONCE[kind].items()},
        "stage": [_stage_item(own, place) for place in range(1, rng.randint(2, 4))],
        "ballots": {name: _ballots(own, name=name) for name in village.SCALES},
        "vetoes": rng.sample(VETOES, rng.randint(1, 2)) if rng.random() < 0.1 else [],
        "pay": [{"amount": figure(rng, low=0, high=30000), "count": rng.randint(1, 3)}],
    }
    if own.flat is not None and rng.random() < 0.8:
        return found | {"income": {"current": "70000", "previous": "70000"}}
    return found | {"income": _income(rng)} | _extras(rng)


def _lost(own: Profile, points: int) -> str:
    """Points deducted, so that the mark is what is left."""
    return decimal_text(points - Fraction(own.mark(full=points)))


def _part(own: Profile, *, kind: str) -> dict:
    return {name: _deductions(own, points) for name, points in village.ITEMS[kind].items()}


def _deductions(own: Profile, points: int) -> list[dict]:
    """Nothing to deduct, one finding, or several that take more than there is."""
    lost = _lost(own, points)
    if lost == "0":
        return []
    if own.flat is not None or own.rng.random() < 0.7:
        return [{"amount": lost}]
    state = own.rng.choice(("拟", "已撤销", "已认定"))
    more = {"amount": figure(own.rng, low=0, high=points), "count": own.rng.randint(1, 3)}
    return [{"amount": lost, "count": 1}, more | {"state": state}]


def _stage_item(own: Profile, place: int) -> dict:
    points = own.rng.choice((10, 20, 35))
    mode = own.rng.choice(("集中", "分散", "两种"))
    parts = ("集中", "分散") if mode == "两种" else (mode,)
    marks = {f"{part}得分": own.mark(full=points) for part in parts}
    return {"item": f"工作{place}", "points": str(points), "mode": mode} | marks


def _ballots(own: Profile, *, name: str) -> dict[str, str]:
    """Counts whose mean is the flat mark exactly; else any counts, at times the fewest that do."""
    options, least = tuple(village.SCALES[name]), village.BALLOTS_AT_LEAST[name]
    if own.flat is None:
        best, middle = own.rng.randint(0, 3 * least), own.rng.randint(0, least)
        worst = max(least - best - middle, 0)
    else:
        steps = (Fraction(own.flat) - 60) / 20  # above 差: 1 for 中, 2 for 好
        whole = steps.denominator * ceil(Fraction(least, steps.denominator))
        best, middle = divmod(int(steps * whole), 2)
        worst = whole - best - middle
    counts = zip(options, (best, middle, worst), strict=True)
    return {option: str(count) for option, count in counts if count}


def _income(rng: Random) -> dict[str, str]:
    if rng.random() < 0.15:
        previous = rng.choice(("0", "-5000"))
        return {
            "current": rng.choice(INCOMES),
            "previous": previous,
            "ruled": rng.choice(RULINGS),
        }
    previous = rng.choice(("50000", "39000", "100000", "45454.5"))
    rate = (100 + Fraction(rng.choice(GROWTHS))) / 100
    return {"current": decimal_text(Fraction(previous) * rate), "previous": previous}


def _extras(rng: Random) -> dict:
    kinds = {"kind": tuple(village.HONOUR), "level": village.LEVELS}
    visits = {"level": village.ALL_LEVELS, "unrectified": (True, False, False)}
    return {
        "honours": events(rng, fields={"work": WORKS, "year": (2016, 2016, 2016, 2017)} | kinds),
        "promotions": events(rng, fields={"work": WORKS, "level": village.LEVELS}),
        "criticisms": events(rng, fields={"level": village.ALL_LEVELS}),
        "visits": events(rng, fields=visits),
    }
