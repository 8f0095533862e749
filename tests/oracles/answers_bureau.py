"""How the oracle of 局绩效 answers the worked cases: one function for each sort of case."""

from __future__ import annotations

from fractions import Fraction

from tests.oracles import bureau
from tests.oracles.common import published


def unit(inputs):
    quarters = {str(place): one for place, one in enumerate(inputs["职能季度"], start=1)}
    facts = {"kind": "unit", "subject": "甲", "year": 2008, "职能工作": quarters}
    facts |= {"管理工作": inputs["管理"], "创新创优": inputs["创新"]}
    result = bureau.score(facts | {"工作满意度": inputs["满意度"]})
    nodes = result["nodes"]
    return nodes | {
        "季度": [nodes[f"职能工作@2008Q{quarter}"] for quarter in "1234"],
        "总得分_exact": result["total"],
        "总得分": published(result["total"]),
        "等次": result["grade"],
    }


def incident(inputs):
    facts = {"kind": "unit", "subject": "甲", "given": {"总分": inputs["总得分"]}}
    result = bureau.score(facts | {"incidents": [{"count": inputs["incidents"]}]})
    return {
        "总得分": published(result["total"]),
        "原等次": result["grade_before"],
        "等次": result["grade"],
        "重点整改单位": result["key_rectification"],
        "duties": result["duties"],
        "年度先进资格": result["eligible"],
    }


def weights(inputs):
    total = bureau.weights_sum(inputs["weights"])
    return {"valid": total == 100, "sum": total}


def person(inputs):
    quarters = {str(place): one for place, one in enumerate(inputs["工作考核季度"], start=1)}
    ballots = {name: inputs[name] for name in bureau.PERSON_PANEL}
    facts = {"kind": "person", "subject": "甲", "year": 2008, "工作考核": quarters}
    facts |= {"内部管理": inputs["内部管理"], "工作满意度": ballots}
    result = bureau.score(facts | {"punished": inputs.get("违纪违法受查处", False)})
    return result["nodes"] | {
        "个人总分_exact": result["total"],
        "个人总分": published(result["total"]),
        "原等次": result["grade_before"],
        "等次": result["grade"],
    }


def both(inputs):
    unit = {"kind": "unit", "subject": "甲处", "given": {"总分": inputs["单位总得分"]}}
    unit = bureau.score(unit | {"incidents": [{"count": 1}]})
    person = {"kind": "person", "subject": "某", "given": {"总分": inputs["person"]["个人总分"]}}
    person = bureau.score(person | {"punished": inputs["person"]["违纪违法受查处"]})
    assert unit["grade_before"] == inputs["单位原等次"]
    return {
        "person_等次": person["grade"],
        "单位等次": unit["grade"],
        "单位年度先进资格": unit["eligible"],
        "other_members_评优资格": unit["members_eligible"],
    }


def honours(inputs):
    names = [(one["name"], one["score"]) for one in inputs["candidates"]]
    names += [(f"陪{place}", "60") for place in range(len(names), inputs["total"])]
    population = [{"kind": "unit", "subject": n, "given": {"总分": s}} for n, s in names]
    decision = bureau.group(population, percent=inputs["percent"])["decision"]
    assert all(bureau.grade_of(Fraction(c["score"])) == c["grade"] for c in inputs["candidates"])
    return decision


ANSWERS = {
    unit: "G-001 G-002 G-003 G-005 G-008 G-009 G-010",
    incident: "G-011 G-012 G-013 G-014",
    weights: "G-017",
    person: "G-021 G-023 G-024",
    both: "G-026",
    honours: "G-027 G-028 G-029 G-030 G-032 G-033 G-034",
}
