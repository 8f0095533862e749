"""How the oracle of 正定 answers the worked cases: one function for each sort of case."""

from __future__ import annotations

from tests.oracles import zhengding


def indicator(inputs):
    return {"score": zhengding.indicator(**inputs)}


def daily(inputs):
    parts = {"mid": "中期评估", "end": "年终评估"}
    given = {"加分": inputs["bonus"], "减分": inputs["minus"]}
    for part, name in parts.items():
        given[f"指标评估@{name}"] = inputs["indicators"][part]
        given[f"领导评估@{name}"] = inputs["leaders"][part]
    for quarter, value in enumerate(inputs.get("public", []), start=1):
        given[f"公众评估@{quarter}"] = value
    kind = {"乡镇": "township", "部门": "department"}[inputs["kind"]]
    result = zhengding.score({"kind": kind, "subject": "甲", "year": 2016, "given": given})
    return {"total": result["total"], "public": result["nodes"].get("公众评估")}


def public(inputs):
    return {
        "points": [
            zhengding.public_points(one, bands=inputs["bands"]) for one in inputs["satisfaction"]
        ]
    }


def months(inputs):
    given = {}
    for month, value in zip(zhengding.MONTHS, inputs["indicators"], strict=True):
        given |= {f"指标评估@{month}": value, f"领导评估@{month}": inputs["leaders_each_month"]}
    facts = {"kind": "old-town", "subject": "甲", "year": 2016, "given": given}
    return {"total": zhengding.score(facts)["total"]}


HONOURS = {
    "党中央国务院": ("党委政府", "中央"),
    "省委省政府": ("党委政府", "省"),
    "市委市政府": ("党委政府", "市"),
    "省部门": ("部门", "省"),
}


def bonus(inputs):
    pairs = [HONOURS[name] for name in inputs["honours"]]
    return {"bonus": zhengding.bonus([{"kind": kind, "level": level} for kind, level in pairs])}


def minus(inputs):
    events = [{"cause": cause, "count": count} for cause, count in inputs["minus"].items()]
    return {"minus": zhengding.deduction(events)}


def no_bonus(inputs):
    given = {"指标评估": inputs["indicators"], "领导评估": inputs["leaders"]}
    facts = {"kind": "old-town", "subject": "甲", "year": 2016, "given": given}
    facts["bonuses"] = [{"kind": "党委政府", "level": "省"}]
    return {"total": zhengding.score(facts)["total"]}


def quota(inputs):
    return {"quota": zhengding.quota(inputs["units"])[1]}


def towns(pairs, *, barred=(), size=0):
    """Subjects with given totals; further ones far below fill the group up to its size."""
    pairs = [*pairs, *([f"陪{place}", "60"] for place in range(len(pairs), size))]
    return [
        {
            "kind": "township",
            "subject": name,
            "group": "乡镇",
            "given": {"总分": total},
            "bars": ["班子成员腐败案件"] if name in barred else [],
        }
        for name, total in pairs
    ]


def advanced(inputs):
    population = towns(inputs["scores"], barred=inputs.get("barred", ()), size=7)
    decision = zhengding.group(population)["decisions"]["乡镇"]
    assert decision["seats"] == inputs["quota"]
    return {"xianjin": decision["proposed"], "tie_for_last_place": decision["tied"]}


def edge(inputs):
    result = zhengding.score(towns([["甲", inputs["total_exact"]]])[0])
    return {"display": result["total"], "meets": result["may_be_advanced"]}


def old_town_places(inputs):
    population = [
        {"kind": "old-town", "subject": str(place), "group": "古城", "given": {"总分": total}}
        for place, total in enumerate(inputs["scores"])
    ]
    decision = zhengding.group(population)["decisions"]["古城"]
    return {"places": len(decision["proposed"]), "below_minimum": decision["below_minimum"]}


def grade(inputs):
    return {"grade": zhengding.score(towns([["甲", inputs["total"]]])[0])["grade"]}


def copied(inputs):
    return {"copied": zhengding.copied(towns(inputs["scores"]))["certain"]}


ANSWERS = {
    indicator: "GB-073 GB-074",
    daily: "GB-076 GB-077",
    public: "GB-078",
    months: "GB-079",
    bonus: "GB-080 GB-081",
    minus: "GB-082",
    no_bonus: "GB-083",
    quota: "GB-084 GB-085 GB-086 GB-087 GB-088 GB-089 GB-090",
    advanced: "GB-091 GB-092 GB-093 GB-094",
    edge: "GB-095",
    old_town_places: "GB-096 GB-097 GB-098",
    grade: "GB-099 GB-100",
    copied: "GB-101",
}
