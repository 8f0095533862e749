"""北京: departments of the city under 三效一创, from the text, with fractions.

Facts of one subject (numbers are decimal strings):

    subject, year
    points      {职责任务, 依法行政, 服务中央}: points of the first indicator of three dimensions
    marks       indicator → points, for the seven that an office scores
    public      what the third party reports, out of a hundred
    deductions  field → [{amount, count, state}]
    opinions    [{count, state}]: what the public asks for
    waves       [{layer, sample}]: one layer of the public in one survey
    texts       the indicators of which somebody has written an opinion
    given       node → value: stands for the computation (worked cases only)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from tests.oracles.common import HUNDRED, IncompleteFactsError, counted, number, ranks

#: Dimensions with their points; the first indicator has a share that the city sets.
POINTS = {"履职效率": 35, "管理效能": 20, "服务效果": 40, "创新创优": 5}
INDICATORS = {
    "履职效率": ("职责任务", "领导考评"),
    "管理效能": ("依法行政", "能力建设"),
    "服务效果": ("服务中央", "服务基层", "公众评价"),
    "创新创优": ("创新创优",),
}
PUBLIC, PUBLIC_POINTS = "公众评价", Fraction(20)
FIELDS = ("勤政廉政", "安全生产", "绩效审计", "预算支出")
CAP = Fraction(20)
#: Each layer of the public is asked so often a year, twice in each half.
LAYERS, WAVES = ("普通居民", "服务对象"), 4
NOTHING = Fraction(0)


class BadFactsError(ValueError):
    """Facts that the text does not admit."""


def full_marks(shares: Mapping[str, str]) -> dict[str, Fraction]:
    """Points of each indicator: the first has its share, the second what is left of the two."""
    full = {PUBLIC: PUBLIC_POINTS, "创新创优": Fraction(POINTS["创新创优"])}
    for dimension in ("履职效率", "管理效能", "服务效果"):
        first, second, *rest = INDICATORS[dimension]
        both = POINTS[dimension] - sum((full[name] for name in rest), NOTHING)
        full[first] = number(shares[first])
        full[second] = both - full[first]
    if any(value < 0 for value in full.values()):
        raise BadFactsError("an indicator has less than no points")
    return full


def public_points(score: str) -> Fraction:
    """Out of a hundred, in proportion."""
    if not 0 <= number(score) <= HUNDRED:
        raise BadFactsError("a score lies outside 0 to 100")
    return PUBLIC_POINTS * number(score) / HUNDRED


def taken(events: Sequence[Mapping]) -> Fraction:
    """What one field takes, before the cap on all four."""
    rows = [dict(row) | {"worth": number(row["amount"]) * _times(row)} for row in events]
    return sum((row["worth"] for row in counted(rows)), NOTHING)


def _times(row: Mapping) -> Fraction:
    return number(row.get("count", 1))


def deduction(by_field: Mapping[str, Fraction]) -> dict[str, Fraction]:
    raw = sum(by_field.values(), NOTHING)
    applied = min(raw, CAP)
    return {"raw": raw, "applied": applied, "waived": raw - applied}


def _earned(facts: Mapping) -> dict[str, Fraction]:
    """Indicators and dimensions, under the paths of the tree."""
    given, full = facts.get("given", {}), full_marks(facts["points"])
    found: dict[str, Fraction] = {}
    for dimension, indicators in INDICATORS.items():
        parts = {}
        for name in indicators:
            if name in given:
                parts[name] = number(given[name])
            elif name == PUBLIC:
                parts[name] = public_points(facts["public"])
            else:
                parts[name] = number(facts["marks"].get(name))
            if not 0 <= parts[name] <= full[name]:
                raise BadFactsError(f"{name} lies outside its points")
        found[dimension] = sum(parts.values(), NOTHING)
        if len(indicators) > 1:
            found |= {f"{dimension}/{name}": value for name, value in parts.items()}
    return found


def score(facts: Mapping) -> dict:
    nodes = _earned(facts)
    by_field = {name: taken(facts["deductions"].get(name, ())) for name in FIELDS}
    minus = deduction(by_field)
    nodes |= {f"减分/{name}": value for name, value in by_field.items()}
    nodes["减分"] = minus["applied"]
    nodes["八项得分"] = sum((nodes[name] for name in POINTS), NOTHING)
    nodes |= {"问责扣分合计": minus["raw"], "不再扣的分": minus["waived"]}
    nodes |= samples(facts.get("waves", ()))
    nodes["总分"] = max(NOTHING, nodes["八项得分"] - minus["applied"])
    return {
        "subject": facts["subject"],
        "nodes": nodes,
        "total": nodes["总分"],
        "grade": None,
        "grades_possible": (),
        "proposals": _proposals(facts, raw=minus["raw"]),
        "told": _told(facts),
    }


def samples(waves: Sequence[Mapping]) -> dict[str, Fraction]:
    """How many answered, over all surveys."""
    return {
        f"{layer}样本": sum(
            (number(row["sample"]) for row in waves if row["layer"] == layer), NOTHING
        )
        for layer in LAYERS
    }


def _told(facts: Mapping) -> frozenset[str]:
    """What is missing beside the points: a survey bars the lock, an opinion is only asked for."""
    asked = [row["layer"] for row in facts.get("waves", ())]
    found = set()
    if asked and any(asked.count(layer) != WAVES for layer in LAYERS):
        found.add("requirement-unlocked")
    if {name for own in INDICATORS.values() for name in own} - set(facts.get("texts", ())):
        found.add("requirement-warning")
    return frozenset(found)


def _proposals(facts: Mapping, *, raw: Fraction) -> dict[str, tuple[str, Fraction | None]]:
    """The report goes to the meeting; opinions and whatever was held to account are followed up."""
    opinions = sum(map(_times, counted(facts.get("opinions", ()))), NOTHING)
    found: dict[str, tuple[str, Fraction | None]] = {"executive-meeting": ("proposed", None)}
    if opinions:
        found["opinions"] = ("proposed", opinions)
    if raw:
        found["accountability-rectification"] = ("proposed", None)
    return found


def check_tree(weights: Mapping[str, str], *, sizes: Sequence[int]) -> dict:
    """Dimensions and the numbers of their indicators, as the text states them."""
    stated = {name: number(weight) for name, weight in weights.items()}
    mine = [len(INDICATORS[name]) for name in stated if name in INDICATORS]
    whole = sum(stated.values(), NOTHING)
    valid = stated == POINTS and mine == list(sizes) and whole == HUNDRED
    return {"valid": valid, "sum": whole, "indicators": sum(mine)}


def group(population: Sequence[Mapping]) -> dict:
    """Scores and ranks; the text has no grades."""
    if not population:
        raise IncompleteFactsError("nobody is scored")
    scored = {facts["subject"]: score(facts) for facts in population}
    places = ranks({name: result["total"] for name, result in scored.items()})
    return {"subjects": {name: result | {"rank": places[name]} for name, result in scored.items()}}
