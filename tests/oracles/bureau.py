"""局绩效: sections and units, persons, and the honours of both, from the text, with fractions.

Facts of one unit (numbers are decimal strings):

    kind unit · subject · year
    职能工作    1 … 4 → {重点, 常规, 其他}, each 0–100; 不适用 = none planned in that quarter
    管理工作    {依法履职, 高效履职, 廉洁履职, 其他工作}
    创新创优    {成果体现, 适时改进}
    工作满意度  {局领导: marks, 中层以下: marks}
    incidents   [{count, state}]: persons punished, grave accidents

Facts of one person: kind person · subject · unit_grade (optional) ·
    工作考核 1 … 4 → mark · 内部管理 · 工作满意度 {领导班子评价: marks, 中层以下评价: marks} ·
    punished · on_establishment (default yes)

`given: {总分: …}` stands for the computation (worked cases only).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor

from tests.oracles.common import (
    HUNDRED,
    NOT_APPLICABLE,
    IncompleteFactsError,
    band,
    choose,
    counted,
    number,
    panel,
    ranks,
    weighted,
)

UNIT_WEIGHTS = {"职能工作": "40", "管理工作": "30", "创新创优": "10", "工作满意度": "20"}
FUNCTION_WEIGHTS = {"重点": "50", "常规": "30", "其他": "20"}
MANAGEMENT_WEIGHTS = {"依法履职": "20", "高效履职": "20", "廉洁履职": "20", "其他工作": "40"}
INNOVATION_WEIGHTS = {"成果体现": "60", "适时改进": "40"}
UNIT_PANEL = {"局领导": "40", "中层以下": "60"}
PERSON_WEIGHTS = {"工作考核": "60", "内部管理": "20", "工作满意度": "20"}
PERSON_PANEL = {"领导班子评价": "40", "中层以下评价": "60"}
FLOORS = [("优秀", "90"), ("良好", "80"), ("达标", "70")]
GRADES = ["优秀", "良好", "达标", "诫勉"]
QUARTERS = "1234"
SHARE = "30"
#: The grade of a punished person, whatever the score.
PUNISHED = "诫勉"


def weights_sum(weights: dict[str, str]) -> Fraction:
    """What the weights of one level add up to; only 100 is a scheme."""
    return sum((number(weight) for weight in weights.values()), Fraction(0))


def grade_of(total: Fraction) -> str:
    return band(total, floors=FLOORS, otherwise="诫勉")


def _leaves(marks: dict[str, str], *, weights: dict[str, str]) -> Fraction:
    """Weighted marks; what is not planned leaves its weight to its siblings."""
    if set(marks) != set(weights):
        raise IncompleteFactsError("an item is missing")
    planned = {name: number(mark) for name, mark in marks.items() if mark != NOT_APPLICABLE}
    if not planned:
        raise IncompleteFactsError("nothing is planned")
    return weighted(planned, weights=weights)


def score(facts: dict) -> dict:
    """Exact parts, total, the grade before and after incidents or punishment, and duties."""
    return _score_unit(facts) if facts["kind"] == "unit" else _score_person(facts)


def _score_unit(facts: dict) -> dict:
    nodes = _unit_nodes(facts) if "given" not in facts else {}
    total = _total(facts, nodes, weights=UNIT_WEIGHTS)
    before = grade_of(total)
    happened = any(int(event.get("count", 1)) for event in counted(facts.get("incidents", ())))
    after = GRADES[min(GRADES.index(before) + happened, len(GRADES) - 1)]
    return {
        "subject": facts["subject"],
        "total": total,
        "nodes": nodes | {"总分": total},
        "grade_before": before,
        "grade": after,
        "key_rectification": happened and before == "诫勉",
        "duties": ["书面情况报告", "诫勉谈话"] if after == "诫勉" else [],
        "eligible": after == "优秀",
        "members_eligible": after != "诫勉",
    }


def _total(facts: dict, nodes: dict, *, weights: dict[str, str]) -> Fraction:
    given = facts.get("given", {}).get("总分")
    if given is not None:
        return number(given)
    return sum((number(weights[name]) / HUNDRED * nodes[name] for name in weights), Fraction(0))


def _unit_nodes(facts: dict) -> dict:
    nodes = {}
    for quarter in QUARTERS:
        marks = facts["职能工作"][quarter]
        nodes[f"职能工作@{facts['year']}Q{quarter}"] = _leaves(marks, weights=FUNCTION_WEIGHTS)
    nodes["职能工作"] = sum(nodes.values(), Fraction(0)) / len(QUARTERS)
    nodes["管理工作"] = _leaves(facts["管理工作"], weights=MANAGEMENT_WEIGHTS)
    nodes["创新创优"] = _leaves(facts["创新创优"], weights=INNOVATION_WEIGHTS)
    nodes["工作满意度"] = panel(facts["工作满意度"], weights=UNIT_PANEL)
    return nodes


def _score_person(facts: dict) -> dict:
    nodes: dict[str, Fraction] = {}
    if "given" not in facts:
        for quarter in QUARTERS:
            nodes[f"工作考核@{facts['year']}Q{quarter}"] = number(facts["工作考核"][quarter])
        nodes["工作考核"] = sum(nodes.values(), Fraction(0)) / len(QUARTERS)
        nodes["内部管理"] = number(facts["内部管理"])
        nodes["工作满意度"] = panel(facts["工作满意度"], weights=PERSON_PANEL)
    total = _total(facts, nodes, weights=PERSON_WEIGHTS)
    before = grade_of(total)
    after = PUNISHED if facts.get("punished") else before
    unit_allows = facts.get("unit_grade") != "诫勉"
    return {
        "subject": facts["subject"],
        "total": total,
        "nodes": nodes | {"总分": total},
        "grade_before": before,
        "grade": after,
        "duties": ["书面情况报告", "诫勉谈话"] if after == "诫勉" else [],
        "unit_allows": unit_allows,
        "eligible": after == "优秀" and unit_allows and facts.get("on_establishment", True),
    }


def seats_of(total: int, *, percent: str = SHARE) -> tuple[Fraction, int]:
    """The share of all bodies, cut to whole seats so that it is never exceeded."""
    raw = Fraction(total) * number(percent) / HUNDRED
    return raw, floor(raw)


def group(population: Sequence[dict], *, percent: str = SHARE) -> dict:
    """Honours of one pool: all sections and units together, or all persons."""
    scored = [score(facts) for facts in population]
    raw, seats = seats_of(len(scored), percent=percent)
    eligible = {one["subject"]: one["total"] for one in scored if one["eligible"]}
    places = ranks({one["subject"]: one["total"] for one in scored})
    return {
        "subjects": {one["subject"]: one | {"rank": places[one["subject"]]} for one in scored},
        "decision": choose(eligible, seats=seats) | {"raw": raw},
    }
