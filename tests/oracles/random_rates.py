"""Random facts of rates without points: nothing at all, everything, one less than everything."""

from __future__ import annotations

from random import Random

from tests.oracles import rates
from tests.oracles.chance import events

#: The pack, the sort of its facts, and what its subjects are called.
SORTS = {
    "anjian-visits": ("visits", "村"),
    "jisheng-reviews": ("reviews", "委"),
    "gongshang-reports": ("reports", "科"),
    "fazhi-counties": ("law", "县"),
}
WHOLES = (0, 1, 8, 60, 200, 417)
TRUTHS = (True, False, None)


def part(rng: Random, *, of: int) -> int:
    """All of it, none, all but one, or any part."""
    return rng.choice((of, of, 0, max(0, of - 1), rng.randint(0, of)))


def chain(rng: Random, *, names: tuple[str, ...], counts: dict[str, int]) -> None:
    """Each is a part of the one before; one that is known already stays."""
    for before, name in zip((None, *names), names, strict=False):
        if name not in counts:
            whole = rng.choice(WHOLES)
            counts[name] = part(rng, of=counts[before]) if before else whole


def parameters(rng: Random, *, family: str) -> dict:
    """Only the quotas of reports on the law can be set."""
    if family != "fazhi-counties":
        return {}
    months = rng.choice(("12", "12", "6", "1"))
    return {"quota": {"unit": rng.choice(("1", "2", "0")), "office": "10", "months": months}}


def facts(rng: Random, *, family: str) -> dict:
    sort = SORTS[family][0]
    made = {"visits": _visits, "reviews": _reviews, "reports": _reports, "law": _law}[sort](rng)
    counts = {name: str(value) for name, value in made.pop("counts").items()}
    return {"sort": sort, "counts": counts} | made


def _visits(rng: Random) -> dict:
    counts: dict[str, int] = {}
    chain(rng, names=("在册户数", "已走访户数", "已收集户数"), counts=counts)
    chain(rng, names=("意见条数", "已反馈条数", "已解释条数"), counts=counts)
    if rng.random() < 0.3:  # all three in full
        whole = rng.choice(WHOLES[1:])
        counts |= dict.fromkeys(("在册户数", "已走访户数", "已收集户数"), whole)
        counts |= dict.fromkeys(("意见条数", "已反馈条数"), whole) | {"已解释条数": 0}
    day = rng.choice(("2016-08-20", "2016-08-31", "2016-09-01", "2016-10-10"))
    return {"counts": counts, "days": day, "later": events(rng, fields={})}


def _reviews(rng: Random) -> dict:
    counts: dict[str, int] = {"征求意见书份数": rng.choice((1, 235))}
    chain(rng, names=rates.FORMS, counts=counts)
    comments = events(rng, fields={"promise": TRUTHS, "public": TRUTHS})
    heard = int(rates.total_of(comments))
    aspects = {"aspect": rates.ASPECTS_OF_PROBLEMS, "public": TRUTHS}
    opinions = {"channel": rates.CHANNELS, "answer": (*rates.DISPOSED, None)}
    return {
        "counts": counts | {"应点评人数": heard + rng.choice((0, 0, 1, 4))},
        "comments": comments,
        "problems": events(rng, fields=aspects),
        "opinions": events(rng, fields=opinions),
    }


def _reports(rng: Random) -> dict:
    pairs = [(a, r) for a in rates.ASPECTS for r in (rates.INSIDE, rates.OUTSIDE)]
    if rng.random() < 0.3:
        pairs = rng.sample(pairs, rng.randint(0, 7))
    all_good = rng.random() < 0.3
    ballots = []
    for aspect, rater in pairs:
        valid = rng.choice(WHOLES)
        good = rng.randint(0, valid)
        fair = valid - good if all_good else part(rng, of=valid - good)
        votes = {"good": str(good), "fair": str(fair), "valid": str(valid)}
        ballots.append({"aspect": aspect, "rater": rater} | votes)
    meetings = events(rng, fields={"form": rates.MEETINGS, "public": TRUTHS})
    if rng.random() < 0.5:
        meetings += [{"form": one, "public": True} for one in rates.MEETINGS]
    place = rng.randint(1, 40)
    counts = {"综合评议名次": place, "综合评议单位数": place + rng.choice((0, 1, 20))}
    return {"counts": counts, "ballots": ballots, "meetings": meetings}


def _law(rng: Random) -> dict:
    counts: dict[str, int] = {}
    for names in rates.CHAINS:
        chain(rng, names=names, counts=counts)
    others = events(rng, fields={"outcome": ("撤销", "变更", "驳回")})
    counts |= {name: rng.choice(WHOLES[:3]) for name in rates.ENDINGS}
    ended = sum(counts[name] for name in rates.ENDINGS) + int(rates.total_of(others))
    counts["复议受理"] = ended + rng.choice((0, 0, 3))
    counts["复议收到"] = counts["复议受理"] + rng.choice((0, 3))
    free = (*rates.AID, *rates.NOTARY, "执法单位数", "执法单位报送")
    counts |= {name: rng.choice(WHOLES) for name in free}
    counts["法制局报送"] = rng.choice((0, 10, 60, 119, 120, 257))
    counts |= {"自查得分": rng.choice((99, 90, 0)), "考核得分": rng.choice((99, 90, 100))}
    files = events(rng, fields={"mended": TRUTHS})
    return {"counts": counts, "others": others, "files": files}
