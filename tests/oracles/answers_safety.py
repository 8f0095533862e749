"""How the oracle of 安全生产 answers the worked cases: one function for each sort of case."""

from __future__ import annotations

from datetime import date

from tests.oracles import safety
from tests.oracles.common import published

UNIT = {
    "subject": "甲",
    "mark": "100",
    "class": "乡镇",
    "acceptances": [],
    "taken": "0",
    "during": "whole",
    "larger": False,
    "accidents": [],
    "findings": [],
    "survey": "2016-03-31",
    "slack": [],
    "poor": [],
}


def funds(inputs):
    found = safety.funds(str(inputs["population"]), per_head=inputs["per_head"])
    return {"minimum": published(found)}


def reward(inputs):
    report = {"day": inputs["report_date"], "true": inputs["verified"]}
    return {"entitled": safety.rewarded([report]) > 0}


def phases(inputs):
    return {"phases": [safety.phase(date.fromisoformat(day)) for day in inputs["dates"]]}


def accident(inputs):
    general = [{"day": "2016-05-10", "grade": safety.GENERAL}]
    own = {"mark": inputs["score"], "accidents": general}
    found = safety.unit(UNIT | (own if inputs["general_accident_in_campaign"] else {}))
    return {"score": found["total"], "award_eligible": not found["barred"]}


def acceptance(inputs):
    rows = [{"failed": inputs["acceptance"] == "failed"}]
    found = safety.unit(UNIT | {"acceptances": rows, "taken": inputs["deduction_parameter"]})
    return {
        "rectification": "acceptance-rectification" in found["proposals"],
        "deduction": found["nodes"]["减分"],
    }


ANSWERS = {
    funds: "GB-144",
    reward: "GB-146 GB-147",
    phases: "GB-148",
    accident: "GB-150",
    acceptance: "GB-152",
}
