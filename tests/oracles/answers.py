"""How the oracles answer the worked cases: one function for each sort of case, inputs → expected.

Names are carried over; the arithmetic is the oracles' own.
"""

from __future__ import annotations

from fractions import Fraction

from tests.oracles import (
    answers_beijing,
    answers_hospital,
    answers_mudanjiang,
    answers_sihong,
    bureau,
    qitai,
    taishun,
    village,
    zhengding,
)
from tests.oracles.common import IncompleteFactsError, published

# --- 正定 -----------------------------------------------------------------------------------------


def zhengding_indicator(inputs):
    return {"score": zhengding.indicator(**inputs)}


def zhengding_daily(inputs):
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


def zhengding_public(inputs):
    return {
        "points": [
            zhengding.public_points(one, bands=inputs["bands"]) for one in inputs["satisfaction"]
        ]
    }


def zhengding_months(inputs):
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


def zhengding_bonus(inputs):
    pairs = [HONOURS[name] for name in inputs["honours"]]
    return {"bonus": zhengding.bonus([{"kind": kind, "level": level} for kind, level in pairs])}


def zhengding_minus(inputs):
    events = [{"cause": cause, "count": count} for cause, count in inputs["minus"].items()]
    return {"minus": zhengding.deduction(events)}


def zhengding_no_bonus(inputs):
    given = {"指标评估": inputs["indicators"], "领导评估": inputs["leaders"]}
    facts = {"kind": "old-town", "subject": "甲", "year": 2016, "given": given}
    facts["bonuses"] = [{"kind": "党委政府", "level": "省"}]
    return {"total": zhengding.score(facts)["total"]}


def zhengding_quota(inputs):
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


def zhengding_advanced(inputs):
    population = towns(inputs["scores"], barred=inputs.get("barred", ()), size=7)
    decision = zhengding.group(population)["decisions"]["乡镇"]
    assert decision["seats"] == inputs["quota"]
    return {"xianjin": decision["proposed"], "tie_for_last_place": decision["tied"]}


def zhengding_edge(inputs):
    result = zhengding.score(towns([["甲", inputs["total_exact"]]])[0])
    return {"display": result["total"], "meets": result["may_be_advanced"]}


def zhengding_old_town_places(inputs):
    population = [
        {"kind": "old-town", "subject": str(place), "group": "古城", "given": {"总分": total}}
        for place, total in enumerate(inputs["scores"])
    ]
    decision = zhengding.group(population)["decisions"]["古城"]
    return {"places": len(decision["proposed"]), "below_minimum": decision["below_minimum"]}


def zhengding_grade(inputs):
    return {"grade": zhengding.score(towns([["甲", inputs["total"]]])[0])["grade"]}


def zhengding_copied(inputs):
    return {"copied": zhengding.copied(towns(inputs["scores"]))["certain"]}


# --- 奇台 -----------------------------------------------------------------------------------------

PART_NAMES = {
    "department": {"key_work": "全局性重点工作", "annual": "年度目标任务", "style": "机关作风效能"},
    "township": {
        "key_work": "全局性重点工作",
        "economy": "经济发展",
        "social": "社会发展",
        "service": "公共管理服务",
        "style": "机关作风效能",
    },
    "section": {"key_work": "全局性重点工作", "annual": "年度目标任务", "style": "机关作风效能"},
}
KINDS = {"部门": "department", "乡镇": "township"}


def findings(amounts):
    return [{"amount": amount} for amount in amounts]


def qitai_formula(inputs):
    facts = {
        "kind": "department",
        "subject": "甲",
        "year": 2016,
        "given": {"重点考核": inputs["key"], "公众评议": inputs["public"]},
        "visit": findings(inputs.get("visit_items") or [inputs["visit"]]),
        "complaint": findings(inputs.get("complaint_items") or [inputs["complaint"]]),
    }
    result = qitai.score(facts)
    nodes = result["nodes"]
    return result | {"visit": nodes["查访核验"], "complaint": nodes["投诉查处"]}


def qitai_halves(inputs):
    given = {"重点考核@半年初评": inputs["half_year"], "重点考核@年终总评": inputs["year_end"]}
    facts = {"kind": "department", "subject": "甲", "year": 2016, "visit": [], "complaint": []}
    nodes = qitai.score(facts | {"given": given | {"公众评议": "0"}})["nodes"]
    return {"key": nodes["重点考核"], "central": nodes["总分"]}


def qitai_tree(inputs):
    kind = "section" if inputs["level"] == "三级" else KINDS[inputs["kind"]]
    given = {name: inputs[word] for word, name in PART_NAMES[kind].items()}
    given["公众评议"] = inputs["public"]
    facts = {"kind": kind, "subject": "甲", "year": 2016, "visit": [], "complaint": []}
    facts |= {"given": given, "special": inputs.get("special") or "不适用"}
    return qitai.score(facts)


def qitai_special(inputs):
    facts = {"kind": "project", "subject": "甲", "given": {"总分": inputs["special_score"]}}
    points = qitai.special_points(inputs["special_score"])
    return {"grade": qitai.score(facts)["grade"], "points": points}


def qitai_project(inputs):
    facts = {"kind": "project", "subject": "甲", "tracking": {n: inputs[n] for n in qitai.TRACKING}}
    facts |= {"公众评议": inputs["公众评议"], "绩效审计": inputs["审计监督"]}
    return qitai.score(facts)


def qitai_weights(inputs):
    assert sorted(qitai.PROJECT.values()) == sorted(inputs["weights"])
    whole, tracking = qitai.PROJECT.values(), qitai.TRACKING.values()
    return {"sum": sum(whole), "tracking_part": sum(tracking)}


def qitai_band(inputs):
    facts = {"kind": "department", "subject": "甲", "given": {"总分": inputs["total"]}}
    return qitai.score(facts)


def qitai_satisfaction(inputs):
    rate, low = qitai.satisfaction(**inputs)
    return {"rate": rate * 100, "head_barred": low, "rectify": low}


def qitai_award(inputs):
    return {"award": qitai.award(inputs["grade"], wages=inputs["base_wages"])}


def qitai_measures(inputs):
    return {"measures": qitai.measures(inputs["grades"], year=2015)}


def qitai_counts(inputs):
    fields = {"key_items": "全局性重点工作", "target_items": "年度目标任务"}
    for word, field in fields.items():
        try:
            qitai.check_count(field, count=inputs[word])
        except qitai.BadItemsError:
            return {"valid": False, "field": word}
    return {"valid": True}


def qitai_training(inputs):
    return {"valid": inputs["trained"] >= qitai.TRAINED_AT_LEAST}


def qitai_veto(inputs):
    facts = {"kind": "department", "subject": "甲", "given": {"总分": inputs["total"]}}
    result = qitai.score(facts | {"vetoes": inputs["veto"]})
    wages = qitai.award(result["grade"], wages=["2800"])
    return {"score": result["total"], "grade_cap": result["grade"], "award": wages}


# --- 局绩效 ---------------------------------------------------------------------------------------


def bureau_unit(inputs):
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


def bureau_incident(inputs):
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


def bureau_weights(inputs):
    total = bureau.weights_sum(inputs["weights"])
    return {"valid": total == 100, "sum": total}


def bureau_person(inputs):
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


def bureau_both(inputs):
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


def bureau_honours(inputs):
    names = [(one["name"], one["score"]) for one in inputs["candidates"]]
    names += [(f"陪{place}", "60") for place in range(len(names), inputs["total"])]
    population = [{"kind": "unit", "subject": n, "given": {"总分": s}} for n, s in names]
    decision = bureau.group(population, percent=inputs["percent"])["decision"]
    assert all(bureau.grade_of(Fraction(c["score"])) == c["grade"] for c in inputs["candidates"])
    return decision


# --- 泰顺 -----------------------------------------------------------------------------------------


def taishun_extra(inputs):
    growth = [{"work": "甲", **one} for one in inputs["indicators"]]
    return {"extra": taishun.extra({"甲": inputs["item_points"]}, growth=growth)}


def taishun_item(inputs):
    losses = [{"work": "甲", "amount": amount} for amount in inputs["deductions"]]
    return {"item": taishun.items({"甲": inputs["item_points"]}, losses=losses)}


def taishun_bonus(inputs):
    issued = int(inputs.get("document_date", "2016-05-01")[:4])
    events = [
        {"work": work, "level": level, "issued": issued}
        for work, levels in inputs["works"].items()
        for level in levels
    ]
    return {"bonus": taishun.bonus(events, year=inputs.get("year", issued))}


def taishun_demerit(inputs):
    try:
        taken = taishun.demerit(findings(inputs["cases"]))
    except taishun.BadFactsError:
        return {"valid": False}
    return {"unit": taken, "head": taken * taishun.OF_THE_HEAD}


def taishun_total(inputs):
    given = {"考核实得分": inputs["obtained"], "加分": inputs["bonus"], "减分": inputs["demerit"]}
    facts = {"subject": "甲", "class": "一类", "given": given, "safety": "合格"}
    assert inputs["conditions_met"]
    return taishun.score(facts)


def taishun_conditions(inputs):
    facts = {"subject": "甲", "class": "一类", "given": {"总分": inputs["total"]}}
    facts |= {"safety": inputs["safety"], "discipline": inputs["discipline_case"]}
    return taishun.score(facts | {"vetoed": inputs["bureau_vetoed_by_unit"]})


def taishun_reason(inputs):
    try:
        taishun.check_reason(inputs["reason"])
    except taishun.BadFactsError:
        return {"valid": False}
    return {"valid": True}


# --- 村级 -----------------------------------------------------------------------------------------

VILLAGE_PANELS = {"leaders": "镇领导班子评价", "social": "社会评议", "reps": "党员村居民代表评价"}
UNCHANGED = {"current": "1", "previous": "1"}


def village_whole(inputs):
    given = {"共性部分@集中考核": inputs["central"], "共性部分@分散考核": inputs["dispersed"]}
    facts = {"kind": "village", "subject": "甲", "year": 2016, "income": UNCHANGED}
    facts["given"] = given | {"阶段性中心工作": inputs["stage"]}
    facts["ballots"] = {name: inputs[word] for word, name in VILLAGE_PANELS.items()}
    result = village.score(facts)
    panels = {word: result["nodes"][name] for word, name in VILLAGE_PANELS.items()}
    return panels | {"total": result["total"]}


def village_ballots(inputs):
    try:
        village.ballots(inputs["panel"], counts={"满意": inputs["valid_ballots"]})
    except IncompleteFactsError:
        return {"valid": False}
    return {"valid": True}


def village_honours(inputs):
    events = [{"work": "一事", "kind": kind, "level": level} for level, kind in inputs["same_work"]]
    return {"bonus": village.honours(events, year=2016)}


def village_promotions(inputs):
    events = [{"work": name, "level": level} for name, level in inputs["projects"].items()]
    return {"bonus": village.promotions(events)}


def village_income(inputs):
    return {"points": village.rise(inputs) - village.fall(inputs)}


def village_item(inputs):
    taken = [Fraction(one) for one in inputs["deductions"]]
    return {"item": village.item(inputs["item_points"], deductions=taken)}


def village_total(inputs):
    facts = {"kind": "village", "subject": "甲", "group": "村", "given": {"总分": inputs["total"]}}
    facts["vetoes"] = inputs.get("veto", [])
    facts["pay"] = [{"amount": inputs.get("pay_base", "0")}]
    result = village.group([facts])["subjects"]["甲"]
    return result | {"score": result["total"], "grade_cap": result["grade"]}


def village_document(inputs):
    year = int(inputs["document_date"][:4])
    event = {"work": "一事", "kind": "党政", "level": "县", "year": year}
    years = (inputs["award_year"], year)
    return {"counts_in": next(one for one in years if village.honours([event], year=one))}


def village_commended(inputs):
    sizes = {"村": inputs["villages"], "社区": inputs["communities"]}
    population = [
        {"kind": "", "subject": f"{kind}{n}", "group": kind, "given": {"总分": str(n)}}
        for kind, size in sizes.items()
        for n in range(size)
    ]
    subjects = village.group(population)["subjects"].values()
    return {"commended": sum(one["commended"] for one in subjects)}


# --- which case is answered by what --------------------------------------------------------------

ANSWERS = {
    zhengding_indicator: "GB-073 GB-074",
    zhengding_daily: "GB-076 GB-077",
    zhengding_public: "GB-078",
    zhengding_months: "GB-079",
    zhengding_bonus: "GB-080 GB-081",
    zhengding_minus: "GB-082",
    zhengding_no_bonus: "GB-083",
    zhengding_quota: "GB-084 GB-085 GB-086 GB-087 GB-088 GB-089 GB-090",
    zhengding_advanced: "GB-091 GB-092 GB-093 GB-094",
    zhengding_edge: "GB-095",
    zhengding_old_town_places: "GB-096 GB-097 GB-098",
    zhengding_grade: "GB-099 GB-100",
    zhengding_copied: "GB-101",
    qitai_formula: "GB-105 GB-107",
    qitai_halves: "GB-106",
    qitai_tree: "GB-109 GB-111 GB-122 GB-123 GB-173",
    qitai_special: "GB-113 GB-115 GB-116 GB-117 GB-118 GB-119 GB-120",
    qitai_project: "GB-125",
    qitai_weights: "GB-126",
    qitai_band: "GB-127 GB-129 GB-130 GB-131 GB-132",
    qitai_satisfaction: "GB-134",
    qitai_award: "GB-135 GB-136",
    qitai_measures: "GB-139 GB-140",
    qitai_counts: "GB-141",
    qitai_training: "GB-143",
    qitai_veto: "GB-172",
    bureau_unit: "G-001 G-002 G-003 G-005 G-008 G-009 G-010",
    bureau_incident: "G-011 G-012 G-013 G-014",
    bureau_weights: "G-017",
    bureau_person: "G-021 G-023 G-024",
    bureau_both: "G-026",
    village_whole: "GB-023",
    village_ballots: "GB-024",
    village_honours: "GB-028 GB-029",
    village_promotions: "GB-031",
    village_income: "GB-034 GB-035 GB-036 GB-037 GB-038",
    village_item: "GB-042",
    village_total: "GB-043 GB-045 GB-046 GB-047 GB-050 GB-051",
    village_document: "GB-048",
    village_commended: "GB-049",
    bureau_honours: "G-027 G-028 G-029 G-030 G-032 G-033 G-034",
    taishun_extra: "GB-052 GB-053",
    taishun_bonus: "GB-057 GB-058",
    taishun_demerit: "GB-059 GB-061",
    taishun_total: "GB-062 GB-065",
    taishun_conditions: "GB-067 GB-068",
    taishun_item: "GB-071",
    taishun_reason: "GB-072",
}
EVERY = (
    ANSWERS
    | answers_sihong.ANSWERS
    | answers_hospital.ANSWERS
    | answers_beijing.ANSWERS
    | answers_mudanjiang.ANSWERS
)
PAIRS = [(case_id, answer) for answer, ids in EVERY.items() for case_id in ids.split()]
