"""Random facts of 牡丹江: years with fees and without, nobody asked, figures and marks."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tests.oracles import mudanjiang
from tests.oracles.chance import Profile, decimal_text, events, figure, split

YEARS = (2008, 2008, 2016)
#: What a whole office may obtain of everything, in per cent.
FLAT = ("100", "100", "90", "90", "60", "0")
#: The same for the year of efficiency, and how many of four ledgers that makes.
FLAT_YEARS = {"100": 4, "75": 3, "50": 2, "0": 0}
EFFICIENCY = ("mudanjiang-efficiency",)
ITEMS = ("治超", "档案", "许可", "安全", "培训", "稽查")


def year(rng: Random) -> int:
    return rng.choice(YEARS)


def parameters(rng: Random, *, family: str) -> dict:
    """Points of what the text names; something is always left for the others."""
    if family in EFFICIENCY:
        posts = figure(rng, low=10, high=60)
        registers = decimal_text(Fraction(posts) * rng.choice((0, 25, 30, 50)) / 100)
        return {"points": {"岗位责任": posts, "管理台账": registers, "队伍素质": "35"}}
    return {
        "points": {name: figure(rng, low=1, high=20) for name in mudanjiang.PARAMETERS.values()}
    }


def facts(rng: Random, *, family: str) -> dict:
    return _efficiency(rng) if family in EFFICIENCY else _targets(rng)


def _efficiency(rng: Random) -> dict:
    """Marks of works that helpers share, more often than not."""
    flat = rng.choice(tuple(FLAT_YEARS)) if rng.random() < 0.4 else None
    own = Profile(rng, flat, *rng.choice(((90, 100), (60, 95), (0, 100))))
    ledgers = [{"ledger": one} for one in mudanjiang.LEDGERS[: FLAT_YEARS.get(flat, 4)]]
    if flat is None:
        ledgers = events(rng, fields={"ledger": mudanjiang.LEDGERS})
    names = (mudanjiang.RULES, mudanjiang.STAFF, mudanjiang.SYSTEMS)
    return {
        "ledgers": [{name: row[name] for name in row if name != "count"} for row in ledgers],
        "works": {name: _works(rng, own) for name in names},
        "self": rng.choice(("100", "100", own.mark())),
        "before": own.mark(),
        "faults": events(rng, fields={}) if rng.random() < 0.5 else [],
        "absences": events(rng, fields={}) if rng.random() < 0.5 else [],
    }


def _works(rng: Random, own: Profile) -> list[dict]:
    found = []
    for item in rng.sample(ITEMS, rng.randint(1, 3)):
        points = rng.choice(("5", "10", "20", "12.5"))
        mark = decimal_text(Fraction(own.mark()) * Fraction(points) / 100)
        joint = rng.random() < 0.95
        found.append({"item": item, "points": points, "mark": mark, "joint": joint})
    return found


def _targets(rng: Random) -> dict:
    """Shares of the other targets stand in per cent until their points are known."""
    flat = rng.choice(FLAT) if rng.random() < 0.4 else None
    own = Profile(rng, flat, *rng.choice(((90, 100), (60, 95), (0, 100))))
    items = rng.sample(ITEMS, rng.randint(1, len(ITEMS)))
    shares = zip(items, split(rng, count=len(items)), strict=True) if len(items) > 1 else []
    found: dict = {
        "fees": _row(own),
        "stations": _row(own),
        "exam": own.mark(),
        "content": _content(rng, own),
        "others": [_item(rng, own, item=item, share=share) for item, share in shares],
        "bonuses": [] if flat else events(rng, fields={"amount": ("0.5", "2", "3.25", "8")}),
        "late": events(rng, fields={}) if rng.random() < 0.5 else [],
        "needs": events(rng, fields={}) if rng.random() < 0.5 else [],
        "quarters": list(mudanjiang.QUARTERS[: rng.choice((4, 4, 3, 1))]),
    }
    found["others"] = found["others"] or [_item(rng, own, item=items[0], share="100")]
    bonus = rng.choice(("0", "0", "2", "8.25"))
    return found | {"self": {"base": rng.choice(("90", "81", own.mark(full=90))), "bonus": bonus}}


def _row(own: Profile) -> dict:
    return dict(zip(("target", "actual"), own.completion(), strict=True))


def _content(rng: Random, own: Profile) -> dict:
    """None asked now and then."""
    if rng.random() < 0.15:
        return {"good": "0", "valid": "0"}
    valid = 100 * rng.randint(1, 3)
    good = Fraction(own.flat) * valid / 100 if own.flat else Fraction(rng.randint(0, valid))
    return {"good": decimal_text(good), "valid": str(valid)}


def _item(rng: Random, own: Profile, *, item: str, share: str) -> dict:
    """By figure against a target, or by mark: a rate of points that are not known yet."""
    row = {"item": item, "share": share}
    if rng.random() < 0.5:
        return row | {"mode": "按质", "rate": own.mark()}
    return row | {"mode": "按量"} | _row(own)


def settle(facts: dict) -> None:
    """Points in place of per cent; no fees once they are abolished, no year before the first."""
    if "works" in facts:
        if facts["year"] == YEARS[0]:  # the method is of this year: there was none before
            del facts["before"]
        return
    rest = mudanjiang.full_marks(facts["points"])[mudanjiang.OTHERS]
    for one in facts["others"]:
        points = rest * Fraction(one.pop("share")) / 100
        one["points"] = decimal_text(points)
        if "rate" in one:
            one["actual"] = decimal_text(points * Fraction(one.pop("rate")) / 100)
    if facts["year"] > mudanjiang.LAST_YEAR_OF_FEES:
        del facts["fees"]
