"""村级: villages and communities of one town, from the text, with fractions.

Facts of one subject (numbers are decimal strings, counts of ballots too):

    kind        village | community
    subject     its name; `group` is 村 or 社区; `year` e.g. 2016
    common      part → item → deductions [{amount, count, state}]; parts: 集中考核 分散考核
    once        item that is appraised once → points deducted in all
    stage       [{item, points, mode, 集中得分, 分散得分}]; mode: 集中 | 分散 | 两种
    ballots     镇领导班子评价 社会评议 党员村居民代表评价 → option → count
    income      {current, previous, ruled}; ruled: growth in points where last year was not above 0
    honours     [{work, kind: 党政|部门, level: 县|市|省|国家, count, state, year}]; of the document
    promotions  [{work, level, count, state}]
    criticisms  [{level: 镇|县|市|省|国家, count, state}]
    visits      [{level, count, state, unrectified}]
    vetoes      names;  pay  [{amount, count}] of the cadres
    given       node → value: stands for the computation (worked cases only)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import floor

from tests.oracles.common import IncompleteFactsError, band, choose, counted, number, ranks

PARTS = {"集中考核": Fraction(60, 100), "分散考核": Fraction(40, 100)}
GROUPS = {"village": "村考核内容", "community": "社区考核内容"}
ITEMS = {
    "village": {"基层党建": 20, "集体经济": 20, "农业生产": 20, "村庄环境": 15, "平安建设": 15},
    "community": {"社区党建": 25, "居民服务": 25, "社区环境": 20, "社区平安": 20},
}
ONCE = {"village": {"村务公开": 10}, "community": {"居务公开": 10}}
WEIGHTS = {
    "共性部分": Fraction(80, 100),
    "阶段性中心工作": Fraction(5, 100),
    "镇领导班子评价": Fraction(5, 100),
    "社会评议": Fraction(5, 100),
    "党员村居民代表评价": Fraction(5, 100),
}
SCALES = {
    "镇领导班子评价": {"好": 100, "中": 80, "差": 60},
    "社会评议": {"满意": 100, "基本满意": 80, "不满意": 60},
    "党员村居民代表评价": {"满意": 100, "基本满意": 80, "不满意": 60},
}
BALLOTS_AT_LEAST = {"镇领导班子评价": 1, "社会评议": 40, "党员村居民代表评价": 30}
LEVELS = ("县", "市", "省", "国家")
ALL_LEVELS = ("镇", *LEVELS)


def _rising(levels: Sequence[str], *, step: str) -> dict[str, Fraction]:
    """Every level up is worth one step more."""
    return {level: place * Fraction(step) for place, level in enumerate(levels, start=1)}


HONOUR = {"党政": _rising(LEVELS, step="0.1"), "部门": _rising(LEVELS, step="0.05")}
PROMOTION = _rising(LEVELS, step="0.02")
CRITICISM = _rising(ALL_LEVELS, step="0.1")
VISIT = _rising(ALL_LEVELS, step="0.05")
UNRECTIFIED = 2
INCOME_FLOOR = Fraction(50000)
STEP, POINTS_A_STEP = 10, Fraction(1, 2)
FLOORS = [("优秀", "95"), ("合格", "80")]
LOWEST = "不合格"
VETO_CAP = "合格"
SEATS = {"村": 5, "社区": 1}


def item(points: int | str, *, deductions: Sequence[Fraction]) -> Fraction:
    """Points less deductions, down to nothing."""
    return max(Fraction(0), number(points) - sum(deductions, Fraction(0)))


def times(event: Mapping) -> int:
    return event.get("count", 1)


def ballots(name: str, *, counts: Mapping[str, str]) -> Fraction:
    """The mean of the valid ballots; too few of them have no result."""
    votes = {option: number(count) for option, count in counts.items()}
    whole = sum(votes.values(), Fraction(0))
    if whole < BALLOTS_AT_LEAST[name]:
        raise IncompleteFactsError("too few ballots")
    return sum((SCALES[name][option] * vote for option, vote in votes.items()), Fraction(0)) / whole


def stage(items: Sequence[Mapping[str, str]]) -> Fraction:
    """What the items earned of the points they carry, on 100."""
    earned = sum((_stage_item(one) for one in items), Fraction(0))
    return earned / sum((number(one["points"]) for one in items), Fraction(0)) * 100


def _stage_item(one: Mapping[str, str]) -> Fraction:
    if one["mode"] != "两种":
        return number(one[f"{one['mode']}得分"])
    return sum(
        (share * number(one[f"{part[:2]}得分"]) for part, share in PARTS.items()), Fraction(0)
    )


def growth(income: Mapping[str, str]) -> Fraction:
    """Percentage points on last year's income; where that is not above zero, as decided."""
    current, previous = number(income["current"]), number(income["previous"])
    if previous <= 0:
        return number(income.get("ruled"))
    return (current - previous) / previous * 100


def rise(income: Mapping[str, str]) -> Fraction:
    points = growth(income)
    if number(income["current"]) < INCOME_FLOOR or points <= 0:
        return Fraction(0)
    return floor(points / STEP) * POINTS_A_STEP


def fall(income: Mapping[str, str]) -> Fraction:
    points = growth(income)
    return floor(-points / STEP) * POINTS_A_STEP if points < 0 else Fraction(0)


def highest_per_work(events: Sequence[Mapping], *, values: Sequence[Fraction]) -> Fraction:
    """A work that was honoured several times counts once, with the highest value."""
    best: dict[str, Fraction] = {}
    for event, value in zip(events, values, strict=True):
        best[event["work"]] = max(best.get(event["work"], Fraction(0)), value)
    return sum(best.values(), Fraction(0))


def honours(events: Sequence[Mapping], *, year: int) -> Fraction:
    rows = [one for one in counted(events) if one.get("year", year) == year]
    return highest_per_work(rows, values=[HONOUR[one["kind"]][one["level"]] for one in rows])


def promotions(events: Sequence[Mapping]) -> Fraction:
    rows = counted(events)
    return highest_per_work(rows, values=[PROMOTION[one["level"]] for one in rows])


def criticisms(events: Sequence[Mapping]) -> Fraction:
    return sum((CRITICISM[one["level"]] * times(one) for one in counted(events)), Fraction(0))


def visits(events: Sequence[Mapping]) -> Fraction:
    return sum(
        (
            VISIT[one["level"]] * times(one) * (UNRECTIFIED if one.get("unrectified") else 1)
            for one in counted(events)
        ),
        Fraction(0),
    )


def _given(facts: Mapping, key: str) -> Fraction | None:
    value = facts.get("given", {}).get(key)
    return None if value is None else number(value)


def _common_at(facts: Mapping, part: str, nodes: dict) -> Fraction:
    given = _given(facts, f"共性部分@{part}")
    if given is not None:
        return given
    kind, at = facts["kind"], f"{facts['year']}{part}"
    way = f"共性部分/{GROUPS[kind]}"
    total = Fraction(0)
    for name, points in ITEMS[kind].items():
        rows = [(one, number(one["amount"])) for one in facts["common"][part][name]]
        kept = counted([one for one, _ in rows])
        taken = [amount * times(one) for one, amount in rows if one in kept]
        nodes[f"{way}/{name}@{at}"] = item(points, deductions=taken)
        total += nodes[f"{way}/{name}@{at}"]
    for name, points in ONCE[kind].items():
        nodes[f"{way}/{name}@{at}"] = item(points, deductions=[number(facts["once"][name])])
        total += nodes[f"{way}/{name}@{at}"]
    nodes[f"{way}@{at}"] = total
    return total


def _common(facts: Mapping, nodes: dict) -> Fraction:
    total = Fraction(0)
    for part, share in PARTS.items():
        value = _common_at(facts, part, nodes)
        nodes[f"共性部分@{facts['year']}{part}"] = value
        total += share * value
    return total


def _extras(facts: Mapping) -> dict[str, Fraction]:
    income = facts["income"]
    bonus = {
        "加分/表彰奖励": honours(facts.get("honours", ()), year=facts.get("year", 0)),
        "加分/现场会及经验推广": promotions(facts.get("promotions", ())),
        "加分/集体经济增收": rise(income),
    }
    minus = {
        "减分/通报追责": criticisms(facts.get("criticisms", ())),
        "减分/明察暗访": visits(facts.get("visits", ())),
        "减分/集体经济减收": fall(income),
    }
    sums = {
        "加分": sum(bonus.values(), Fraction(0)),
        "减分": sum(minus.values(), Fraction(0)),
    }
    return bonus | minus | sums


def _parts(facts: Mapping, nodes: dict) -> dict[str, Fraction]:
    """The five weighted parts."""
    given = _given(facts, "阶段性中心工作")
    values = {
        "共性部分": _common(facts, nodes),
        "阶段性中心工作": stage(facts["stage"]) if given is None else given,
    }
    return values | {name: ballots(name, counts=facts["ballots"][name]) for name in SCALES}


def pay(total: Fraction, *, cadres: Sequence[Mapping]) -> Fraction:
    """What the cadres are paid: their pay in proportion to the score."""
    return sum((number(one["amount"]) * times(one) for one in cadres), Fraction(0)) * total / 100


def score(facts: Mapping) -> dict:
    """Exact parts and total, and the grade."""
    nodes: dict[str, Fraction] = {}
    total = _given(facts, "总分")
    if total is None:
        values = _parts(facts, nodes)
        extras = _extras(facts)
        total = sum((WEIGHTS[name] * value for name, value in values.items()), Fraction(0))
        total += extras["加分"] - extras["减分"]
        nodes |= values | extras
    nodes["总分"] = total
    before = band(total, floors=FLOORS, otherwise=LOWEST)
    grade = VETO_CAP if facts.get("vetoes") and before == FLOORS[0][0] else before
    return {
        "subject": facts["subject"],
        "total": total,
        "nodes": nodes,
        "grade_before": before,
        "grade": grade,
        "eligible": not facts.get("vetoes"),
        "pay": pay(total, cadres=facts.get("pay", ())),
    }


def group(population: Sequence[Mapping]) -> dict:
    """Villages and communities apart: ranks, and who is commended with its ties."""
    scored = {facts["subject"]: score(facts) for facts in population}
    subjects, decisions = {}, {}
    for name in dict.fromkeys(facts["group"] for facts in population):
        members = [scored[facts["subject"]] for facts in population if facts["group"] == name]
        eligible = {one["subject"]: one["total"] for one in members if one["eligible"]}
        decisions[name] = choose(eligible, seats=SEATS[name]) | {"raw": None}
        places = ranks({one["subject"]: one["total"] for one in members})
        for one in members:
            own = {"rank": places[one["subject"]]}
            own["commended"] = one["subject"] in decisions[name]["proposed"]
            subjects[one["subject"]] = one | own
    return {"subjects": subjects, "decisions": decisions}
