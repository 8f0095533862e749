"""Random facts of 安全生产: days on both sides of every edge, nothing, everything, one less."""

from __future__ import annotations

from random import Random

from tests.oracles import safety
from tests.oracles.chance import Profile, events, figure

SORTS = {"anquan-units": ("unit", "乡"), "anquan-county": ("county", "县")}
KINDS = ("乡镇", "县直单位")
#: Days around every edge of the campaign and its phases.
DAYS = (
    "2016-01-05",
    "2016-02-29",
    "2016-03-01",
    "2016-03-31",
    "2016-04-01",
    "2016-06-30",
    "2016-07-01",
    "2016-08-31",
    "2016-09-01",
    "2016-10-31",
    "2016-11-01",
    "2016-12-31",
)
GRADES = ("一般", "一般", "较大", "重大")
TRUTHS = (True, False, None)
WHOLES = (0, 1, 8, 60, 426)


def parameters(rng: Random, *, family: str) -> dict:
    if family == "anquan-county":
        return {"per_head": rng.choice(("3", "2.5")), "reward": rng.choice(("200", "350"))}
    return {
        "taken": rng.choice(("2", "5", "0", figure(rng, low=0, high=100))),
        "during": rng.choice(("whole", "rounds")),
        "larger": rng.random() < 0.3,
    }


def facts(rng: Random, *, family: str) -> dict:
    return _county(rng) if family == "anquan-county" else _unit(rng)


def _dated(rng: Random, *, fields: dict) -> list[dict]:
    return events(rng, fields={"day": DAYS} | fields)


def _unit(rng: Random) -> dict:
    flat = rng.choice(("100", "90", "89.995", "60", "0")) if rng.random() < 0.4 else None
    own = Profile(rng, flat, *rng.choice(((90, 100), (60, 95), (0, 100))))
    kinds = {"kind": (safety.ILLEGAL, "隐患缺陷"), "number": ("1", "9", "10"), "mended": TRUTHS}
    acceptances = [] if flat else events(rng, fields={"failed": (True, False)})
    return {
        "mark": own.mark(),
        "class": rng.choice(KINDS),
        "acceptances": acceptances,
        "accidents": _dated(rng, fields={"grade": GRADES}),
        "findings": _dated(rng, fields=kinds),
        "survey": rng.choice(DAYS),
        "slack": _confirmed(rng),
        "poor": _confirmed(rng),
    }


def _confirmed(rng: Random) -> list[dict]:
    """Lists whose rows must say their state."""
    return [{"state": one} for one in rng.choice(((), (), ("拟",), ("已认定",), ("已撤销",)))]


def _county(rng: Random) -> dict:
    counts = {
        "常住人口": rng.choice((0, 1000, 426000)),
        "安全生产经费": rng.choice((0, 2500, 3000, 1278000)),
        "计划执法数": rng.choice(WHOLES),
        "实际执法数": rng.choice(WHOLES),
    }
    for part, whole, *_rest in safety.RATES.values():
        counts[whole] = rng.choice(WHOLES)
        all_but_one = max(0, counts[whole] - 1)
        counts[part] = rng.choice((counts[whole], 0, all_but_one, rng.randint(0, counts[whole])))
    return {
        "counts": {name: str(value) for name, value in counts.items()},
        "reports": _dated(rng, fields={"true": TRUTHS}),
        "meetings": list(safety.QUARTERS[: rng.choice((4, 4, 3, 0))]),
    }
