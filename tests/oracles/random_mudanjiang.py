"""Random facts of 牡丹江: years with fees and without, nobody asked, figures and marks."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tests.oracles import mudanjiang
from tests.oracles.chance import Profile, decimal_text, events, figure, split

YEARS = (2008, 2008, 2016)
#: What a whole office may obtain of everything, in per cent.
FLAT = ("100", "100", "90", "90", "60", "0")
ITEMS = ("治超", "档案", "许可", "安全", "培训", "稽查")


def year(rng: Random) -> int:
    return rng.choice(YEARS)


def parameters(rng: Random, **_family: str) -> dict:
    """Points of the named targets; something is always left for the others."""
    return {
        "points": {name: figure(rng, low=1, high=20) for name in mudanjiang.PARAMETERS.values()}
    }


def facts(rng: Random, **_family: str) -> dict:
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
    """Points in place of per cent; no fees once they are abolished."""
    rest = mudanjiang.full_marks(facts["points"])[mudanjiang.OTHERS]
    for one in facts["others"]:
        points = rest * Fraction(one.pop("share")) / 100
        one["points"] = decimal_text(points)
        if "rate" in one:
            one["actual"] = decimal_text(points * Fraction(one.pop("rate")) / 100)
    if facts["year"] > mudanjiang.LAST_YEAR_OF_FEES:
        del facts["fees"]
