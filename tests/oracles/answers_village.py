"""How the oracle of 村级 answers the worked cases: one function for each sort of case."""

from __future__ import annotations

from fractions import Fraction

from tests.oracles import village
from tests.oracles.common import IncompleteFactsError

PANELS = {"leaders": "镇领导班子评价", "social": "社会评议", "reps": "党员村居民代表评价"}
UNCHANGED = {"current": "1", "previous": "1"}


def whole(inputs):
    given = {"共性部分@集中考核": inputs["central"], "共性部分@分散考核": inputs["dispersed"]}
    facts = {"kind": "village", "subject": "甲", "year": 2016, "income": UNCHANGED}
    facts["given"] = given | {"阶段性中心工作": inputs["stage"]}
    facts["ballots"] = {name: inputs[word] for word, name in PANELS.items()}
    result = village.score(facts)
    panels = {word: result["nodes"][name] for word, name in PANELS.items()}
    return panels | {"total": result["total"]}


def ballots(inputs):
    try:
        village.ballots(inputs["panel"], counts={"满意": inputs["valid_ballots"]})
    except IncompleteFactsError:
        return {"valid": False}
    return {"valid": True}


def honours(inputs):
    events = [{"work": "一事", "kind": kind, "level": level} for level, kind in inputs["same_work"]]
    return {"bonus": village.honours(events, year=2016)}


def promotions(inputs):
    events = [{"work": name, "level": level} for name, level in inputs["projects"].items()]
    return {"bonus": village.promotions(events)}


def income(inputs):
    return {"points": village.rise(inputs) - village.fall(inputs)}


def item(inputs):
    taken = [Fraction(one) for one in inputs["deductions"]]
    return {"item": village.item(inputs["item_points"], deductions=taken)}


def total(inputs):
    facts = {"kind": "village", "subject": "甲", "group": "村", "given": {"总分": inputs["total"]}}
    facts["vetoes"] = inputs.get("veto", [])
    facts["pay"] = [{"amount": inputs.get("pay_base", "0")}]
    result = village.group([facts])["subjects"]["甲"]
    return result | {"score": result["total"], "grade_cap": result["grade"]}


def document(inputs):
    year = int(inputs["document_date"][:4])
    event = {"work": "一事", "kind": "党政", "level": "县", "year": year}
    years = (inputs["award_year"], year)
    return {"counts_in": next(one for one in years if village.honours([event], year=one))}


def commended(inputs):
    sizes = {"村": inputs["villages"], "社区": inputs["communities"]}
    population = [
        {"kind": "", "subject": f"{kind}{n}", "group": kind, "given": {"总分": str(n)}}
        for kind, size in sizes.items()
        for n in range(size)
    ]
    subjects = village.group(population)["subjects"].values()
    return {"commended": sum(one["commended"] for one in subjects)}


ANSWERS = {
    whole: "GB-023",
    ballots: "GB-024",
    honours: "GB-028 GB-029",
    promotions: "GB-031",
    income: "GB-034 GB-035 GB-036 GB-037 GB-038",
    item: "GB-042",
    total: "GB-043 GB-045 GB-046 GB-047 GB-050 GB-051",
    document: "GB-048",
    commended: "GB-049",
}
