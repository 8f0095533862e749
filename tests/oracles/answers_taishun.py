"""How the oracle of 泰顺 answers the worked cases: one function for each sort of case."""

from __future__ import annotations

from tests.oracles import taishun


def extra(inputs):
    growth = [{"work": "甲", **one} for one in inputs["indicators"]]
    return {"extra": taishun.extra({"甲": inputs["item_points"]}, growth=growth)}


def item(inputs):
    losses = [{"work": "甲", "amount": amount} for amount in inputs["deductions"]]
    return {"item": taishun.items({"甲": inputs["item_points"]}, losses=losses)}


def bonus(inputs):
    issued = int(inputs.get("document_date", "2016-05-01")[:4])
    events = [
        {"work": work, "level": level, "issued": issued}
        for work, levels in inputs["works"].items()
        for level in levels
    ]
    return {"bonus": taishun.bonus(events, year=inputs.get("year", issued))}


def demerit(inputs):
    try:
        taken = taishun.demerit([{"amount": amount} for amount in inputs["cases"]])
    except taishun.BadFactsError:
        return {"valid": False}
    return {"unit": taken, "head": taken * taishun.OF_THE_HEAD}


def total(inputs):
    given = {"考核实得分": inputs["obtained"], "加分": inputs["bonus"], "减分": inputs["demerit"]}
    facts = {"subject": "甲", "class": "一类", "given": given, "safety": "合格"}
    assert inputs["conditions_met"]
    return taishun.score(facts)


def conditions(inputs):
    facts = {"subject": "甲", "class": "一类", "given": {"总分": inputs["total"]}}
    facts |= {"safety": inputs["safety"], "discipline": inputs["discipline_case"]}
    return taishun.score(facts | {"vetoed": inputs["bureau_vetoed_by_unit"]})


def reason(inputs):
    try:
        taishun.check_reason(inputs["reason"])
    except taishun.BadFactsError:
        return {"valid": False}
    return {"valid": True}


ANSWERS = {
    extra: "GB-052 GB-053",
    bonus: "GB-057 GB-058",
    demerit: "GB-059 GB-061",
    total: "GB-062 GB-065",
    conditions: "GB-067 GB-068",
    item: "GB-071",
    reason: "GB-072",
}
