"""医院: departments of a hospital, month by month, from the text, with fractions.

Facts of one subject (numbers are decimal strings):

    class       临床科室 | 职能科室 | 临床科室护理;  subject, month
    sheets      assessor → {item: [{amount, count, state, month}]}: what was found, item by item
    key, single figures out of 100;  marks: what clinical departments gave, out of 100
    sheet_weights   class → {assessor: percent};  a sheet without weight is not handed in
    excused     assessors that do not appraise this department: their weight goes to the others
    shares      class → percents of the four parts, where the text does not say them (nursing)
    trial       whether this is the trial run
    given       node → value: stands for the computation (worked cases only)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from tests.oracles.common import (
    HUNDRED,
    IncompleteFactsError,
    counted,
    mean,
    number,
    ranks,
    weighted,
)

#: Sheets of 100 points each, as the pack sets them out; the text leaves them to the assessors.
SHEETS = {
    "医务": {"核心制度": 40, "病历质量": 35, "诊疗安全": 25},
    "护理": {"分级护理": 40, "护理文书": 30, "病区管理": 30},
    "院感": {"手卫生": 30, "消毒隔离": 40, "医疗废物": 30},
    "药事": {"合理用药": 60, "药品管理": 40},
    "行政": {"岗位职责": 50, "应急和消防": 30, "服务临床": 20},
}
QUALITY, KEY, SINGLE, SATISFACTION = (
    "质量与安全考核",
    "关键指标考核",
    "重点单项考核",
    "临床满意度评价",
)
#: What each part brings to the total.
POINTS = {
    QUALITY: "质量与安全得分",
    KEY: "关键指标得分",
    SINGLE: "重点单项得分",
    SATISFACTION: "临床满意度得分",
}
SHARES = {
    "临床科室": {QUALITY: "85", KEY: "10", SINGLE: "5", SATISFACTION: "0"},
    "职能科室": {QUALITY: "90", KEY: "0", SINGLE: "0", SATISFACTION: "10"},
}
FULL = HUNDRED


class BadFactsError(ValueError):
    """Facts or parameters that the text does not admit."""


def check_sheet(points: Iterable[str | int]) -> None:
    """A sheet has 100 points, else it cannot be frozen."""
    if sum(map(number, points), Fraction(0)) != FULL:
        raise BadFactsError("a sheet has 100 points")


def item(points: int, *, findings: Sequence[Mapping], month: int) -> Fraction:
    """The points of an item less what was found in the month, down to nothing."""
    read = [dict(one) | {"amount": number(one["amount"])} for one in findings]
    own = [one for one in counted(read) if one.get("month", month) == month]
    taken = sum((one["amount"] * one.get("count", 1) for one in own), Fraction(0))
    return max(Fraction(0), points - taken)


def quality(
    scores: Mapping[str, Fraction], *, weights: Mapping[str, str], excused: Sequence[str] = ()
) -> Fraction:
    """Sheets at the weights that the hospital gives when it brings them together."""
    if sum((number(one) for one in weights.values()), Fraction(0)) != HUNDRED:
        raise BadFactsError("the weights of the sheets are 100 % in all")
    used = {name for name, weight in weights.items() if number(weight)} - set(excused)
    if used != set(scores):
        raise IncompleteFactsError("a sheet with a weight is missing")
    return weighted(scores, weights=weights)


def shares_of(facts: Mapping) -> dict[str, Fraction]:
    """What each part weighs, in per cent; the text is silent on nursing."""
    known = {**facts.get("shares", {}), **SHARES}
    if facts["class"] not in known:
        raise IncompleteFactsError("the text does not say the parts of this class")
    shares = {part: number(share) for part, share in known[facts["class"]].items()}
    if sum(shares.values()) != HUNDRED:
        raise BadFactsError("the four parts are 100 % in all")
    return shares


def _quality(facts: Mapping, nodes: dict) -> Fraction:
    """Sheets without weight are read, so that nothing missing passes, and do not count."""
    weights = facts["sheet_weights"][facts["class"]]
    excused = facts.get("excused", ())
    scores = {}
    for name, findings in facts["sheets"].items():
        items = {
            key: item(points, findings=findings[key], month=facts["month"])
            for key, points in SHEETS[name].items()
        }
        if number(weights[name]) and name not in excused:
            scores[name] = sum(items.values(), Fraction(0))
            at = f"{QUALITY}/{name}考核表"
            nodes |= {f"{at}/{key}": value for key, value in items.items()} | {at: scores[name]}
    return quality(scores, weights=weights, excused=excused)


def _part(name: str, *, facts: Mapping, nodes: dict) -> Fraction:
    given = facts.get("given", {})
    if name in given:
        return number(given[name])
    if name == QUALITY:
        return _quality(facts, nodes)
    if name == SATISFACTION:
        return mean(facts["marks"])
    return number(facts[{KEY: "key", SINGLE: "single"}[name]])


def score(facts: Mapping) -> dict:
    nodes: dict[str, Fraction] = {}
    shares = {part: share for part, share in shares_of(facts).items() if share}
    for part in shares:
        nodes[part] = _part(part, facts=facts, nodes=nodes)
    points = {POINTS[part]: share * nodes[part] / 100 for part, share in shares.items()}
    nodes |= points
    total = sum(points.values(), Fraction(0))
    code = "trial-result" if facts.get("trial") else "performance-indicator"
    return {
        "subject": facts["subject"],
        "nodes": nodes | {"总分": total},
        "total": total,
        "grade": None,
        "grades_possible": (),
        "proposals": {code: ("proposed", None)},
        "told": (),
    }


def group(population: Sequence[Mapping]) -> dict:
    """Scores, ranked within each class; the text knows no grades."""
    scored = {facts["subject"]: score(facts) for facts in population}
    places: dict[str, int] = {}
    for kind in {facts["class"] for facts in population}:
        members = [facts["subject"] for facts in population if facts["class"] == kind]
        places |= ranks({member: scored[member]["total"] for member in members})
    return {"subjects": {name: one | {"rank": places[name]} for name, one in scored.items()}}
