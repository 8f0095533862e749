"""Random complete facts of a unit of 泗洪: tiers with ties, the edges 75 and 65, events, vetoes."""

from __future__ import annotations

from random import Random

from tests.oracles import sihong
from tests.oracles.chance import Profile, events

COLLEAGUES = ("单位互评", "局机关")
FOUR_LINES = ("社会治安", "计划生育", "社会稳定", "安全生产")
BONUS_TABLE = {"省级表彰": "2", "市级表彰": "0.75", "系统评比前三": "3"}
CONTRACTS = ("重大项目建设", "交通重点工作和重点工程")
#: Points of the clauses of a contract; they make 100.
CLAUSES = (("100",), ("60", "40"), ("35", "25", "20", "12", "8"))
#: Marks throughout: the last of a tier is measured at 75 and at 65.
FLAT = ("100", "95", "90", "89.995", "80", "75", "75", "74.995", "74.99", "65", "65", "64.99", "60")
RANGES = ((90, 100), (80, 100), (60, 95), (40, 80), (0, 100))


def facts(rng: Random) -> dict:
    """One unit; a third of the units have the same mark in everything, most of them no events."""
    low, high = rng.choice(RANGES)
    own = Profile(rng, rng.choice(FLAT) if rng.random() < 0.35 else None, low, high)
    found = {
        "contract": {half: _clauses(own) for half in sihong.HALVES},
        "colleagues": {half: {name: own.marks() for name in COLLEAGUES} for half in sihong.HALVES},
        "leaders": {half: own.marks() for half in sihong.HALVES},
        "lodged": rng.random() < 0.93,
        "chiefs": str(rng.randint(1, 2)),
        "members": str(rng.randint(0, 5)),
        "singles": [one for one in sihong.SINGLES if rng.random() < 0.1],
        "vetoes": rng.sample(FOUR_LINES, 1) if rng.random() < 0.15 else [],
        "split": [{"prize": "13000", "chiefs_part": "3900"}] if rng.random() < 0.2 else [],
    }
    if own.flat is not None and rng.random() < 0.7:
        return found | {"bonuses": [], "violations": [], "last_in_city": False}
    return found | _events(rng)


def _clauses(own: Profile) -> list[dict]:
    """Clauses of the two contracts with the marks of the group."""
    return [
        {
            "item": f"第{place}条",
            "contract": own.rng.choice(CONTRACTS),
            "points": points,
            "marks": own.mark(full=int(points)),
        }
        for place, points in enumerate(own.rng.choice(CLAUSES), start=1)
    ]


def _events(rng: Random) -> dict:
    """Bonuses, penalties, and what last year left."""
    won = events(rng, fields={"what": tuple(BONUS_TABLE), "system": ("是", "否")})
    found = {
        "bonuses": won,
        "violations": events(rng, fields={"by": tuple(sihong.VIOLATION)}),
        "last_in_city": rng.random() < 0.2,
    }
    return found | ({"carried_in": rng.choice(("1.5", "3"))} if rng.random() < 0.2 else {})
