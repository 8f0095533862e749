"""How the oracle of 奇台 answers the worked cases: one function for each sort of case."""

from __future__ import annotations

from tests.oracles import qitai

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


def formula(inputs):
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


def halves(inputs):
    given = {"重点考核@半年初评": inputs["half_year"], "重点考核@年终总评": inputs["year_end"]}
    facts = {"kind": "department", "subject": "甲", "year": 2016, "visit": [], "complaint": []}
    nodes = qitai.score(facts | {"given": given | {"公众评议": "0"}})["nodes"]
    return {"key": nodes["重点考核"], "central": nodes["总分"]}


def tree(inputs):
    kind = "section" if inputs["level"] == "三级" else KINDS[inputs["kind"]]
    given = {name: inputs[word] for word, name in PART_NAMES[kind].items()}
    given["公众评议"] = inputs["public"]
    facts = {"kind": kind, "subject": "甲", "year": 2016, "visit": [], "complaint": []}
    facts |= {"given": given, "special": inputs.get("special") or "不适用"}
    return qitai.score(facts)


def special(inputs):
    facts = {"kind": "project", "subject": "甲", "given": {"总分": inputs["special_score"]}}
    points = qitai.special_points(inputs["special_score"])
    return {"grade": qitai.score(facts)["grade"], "points": points}


def project(inputs):
    facts = {"kind": "project", "subject": "甲", "tracking": {n: inputs[n] for n in qitai.TRACKING}}
    facts |= {"公众评议": inputs["公众评议"], "绩效审计": inputs["审计监督"]}
    return qitai.score(facts)


def weights(inputs):
    assert sorted(qitai.PROJECT.values()) == sorted(inputs["weights"])
    whole, tracking = qitai.PROJECT.values(), qitai.TRACKING.values()
    return {"sum": sum(whole), "tracking_part": sum(tracking)}


def band(inputs):
    facts = {"kind": "department", "subject": "甲", "given": {"总分": inputs["total"]}}
    return qitai.score(facts)


def satisfaction(inputs):
    rate, low = qitai.satisfaction(**inputs)
    return {"rate": rate * 100, "head_barred": low, "rectify": low}


def award(inputs):
    return {"award": qitai.award(inputs["grade"], wages=inputs["base_wages"])}


def measures(inputs):
    return {"measures": qitai.measures(inputs["grades"], year=2015)}


def counts(inputs):
    fields = {"key_items": "全局性重点工作", "target_items": "年度目标任务"}
    for word, field in fields.items():
        try:
            qitai.check_count(field, count=inputs[word])
        except qitai.BadItemsError:
            return {"valid": False, "field": word}
    return {"valid": True}


def training(inputs):
    return {"valid": inputs["trained"] >= qitai.TRAINED_AT_LEAST}


def veto(inputs):
    facts = {"kind": "department", "subject": "甲", "given": {"总分": inputs["total"]}}
    result = qitai.score(facts | {"vetoes": inputs["veto"]})
    wages = qitai.award(result["grade"], wages=["2800"])
    return {"score": result["total"], "grade_cap": result["grade"], "award": wages}


ANSWERS = {
    formula: "GB-105 GB-107",
    halves: "GB-106",
    tree: "GB-109 GB-111 GB-122 GB-123 GB-173",
    special: "GB-113 GB-115 GB-116 GB-117 GB-118 GB-119 GB-120",
    project: "GB-125",
    weights: "GB-126",
    band: "GB-127 GB-129 GB-130 GB-131 GB-132",
    satisfaction: "GB-134",
    award: "GB-135 GB-136",
    measures: "GB-139 GB-140",
    counts: "GB-141",
    training: "GB-143",
    veto: "GB-172",
}
