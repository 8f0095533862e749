"""How the oracle of 牡丹江 answers the worked cases: one function for each sort of case."""

from __future__ import annotations

from fractions import Fraction

from tests.oracles import mudanjiang
from tests.oracles.common import published


def both(inputs):
    own, verified = inputs["self"], inputs["verified"]
    given = {"责任目标": verified["base"], "加分": verified["bonus"]}
    facts = {"subject": "甲", "year": 2008, "given": given, "self": own}
    nodes = mudanjiang.score(facts)["nodes"]
    return {
        "self_total": nodes["自查总分"],
        "verified_total": nodes["总分"],
        "difference": nodes["核验差额"],
    }


def percent(inputs):
    found = mudanjiang.fees({"target": inputs["plan"], "actual": inputs["actual"]})
    return {
        "percent_2dp": published(found["规费完成率"]),
        "percent_0dp": found["规费完成率整数"],
        "over": found["规费超收"],
    }


def points(inputs):
    row = {"target": inputs["plan"], "actual": inputs["actual"]}
    found = Fraction(inputs["full"]) * mudanjiang.completion(row)
    return {"points_exact": found, "points": found}


ANSWERS = {both: "G-053", percent: "G-054", points: "G-056"}
