"""Random facts of 兴国: weeks kept and missed, publications over the terms, articles, prizes."""

from __future__ import annotations

from random import Random

from tests.oracles import xingguo
from tests.oracles.chance import STATES, events

KINDS = ("国家级", "省级", "市级", "县级")
PRIZES = ("未获奖", "三等奖", "二等奖", "一等奖")
MONTHS = tuple(range(1, xingguo.MONTHS + 1))


def parameters(rng: Random, *, family: str) -> dict:
    """Points by class, which the text leaves open; a short year, so that a case stays small."""
    assert family == "xingguo-staff"
    points = {kind: rng.choice(("0", "0.5", "1", "2.25", "3", "5")) for kind in KINDS}
    span = {
        "weeks": str(rng.randint(1, 5)),
        "terms": rng.choice(("1", "1", "2", "4", "12")),
        "a_week": rng.choice(("1", "2", "3", "3")),
    }
    return {"table": points, "span": span}


def facts(rng: Random, *, family: str) -> dict:
    """Weeks beyond the year of the case are left out when that is known."""
    assert family == "xingguo-staff"
    keen = rng.random() < 0.5
    return {
        "class": rng.choice(tuple(xingguo.QUOTA)),
        "sent": _weeks(rng, keen=keen),
        "excused": [{"week": week} for week in range(1, 6) if rng.random() < 0.1],
        "published": _pieces(rng, keen=keen),
        "articles": _articles(rng, keen=keen),
        "contest": events(rng, fields={"prize": PRIZES}),
    }


def _row(rng: Random, *, keen: bool, most: int, **fields: object) -> dict:
    state = None if keen and rng.random() < 0.9 else rng.choice(STATES)
    return fields | {"count": str(rng.randint(1, most))} | ({"state": state} if state else {})


def _weeks(rng: Random, *, keen: bool) -> list[dict]:
    """Whoever is keen sends three and more a week; others some, and some weeks none."""
    rows = []
    for week in range(1, 6):
        if keen:
            rows.append({"week": week, "count": rng.choice("3334")})
        else:
            rows += [_row(rng, keen=False, most=3, week=week) for _ in range(rng.randint(0, 2))]
    return rows


def _pieces(rng: Random, *, keen: bool) -> list[dict]:
    months = MONTHS if keen and rng.random() < 0.7 else rng.sample(MONTHS, rng.randint(0, 4))
    most = rng.choice((2, 6))
    return [
        _row(rng, keen=keen, most=most, kind=rng.choice(KINDS), month=month) for month in months
    ]


def _articles(rng: Random, *, keen: bool) -> list[dict]:
    number = rng.choice((2, 3)) if keen else rng.randint(1, 2)
    return [
        _row(rng, keen=keen, most=2, kind=rng.choice(KINDS), listed=keen or rng.random() < 0.7)
        for _ in range(number)
    ]


def settle(facts: dict) -> None:
    """No week beyond the year of the case."""
    for name in ("sent", "excused"):
        weeks = int(facts["span"]["weeks"])
        facts[name] = [one for one in facts[name] if one["week"] <= weeks]
