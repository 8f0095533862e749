"""How the oracles of 医院 and 肥城 answer the worked cases: one function for each sort of case."""

from __future__ import annotations

from tests.oracles import feicheng, hospital
from tests.oracles.common import number

HOSPITAL_PARTS = {
    "quality": hospital.QUALITY,
    "key": hospital.KEY,
    "single": hospital.SINGLE,
    "satisfaction": hospital.SATISFACTION,
}


def department(inputs):
    given = {HOSPITAL_PARTS[word]: value for word, value in inputs.items()}
    kind = "职能科室" if "satisfaction" in inputs else "临床科室"
    return {"total": hospital.score({"subject": "甲", "class": kind, "given": given})["total"]}


def sheets(inputs):
    scores = {one["dept"]: number(one["score"]) for one in inputs["sheets"]}
    weights = {one["dept"]: number(one["weight"]) * 100 for one in inputs["sheets"]}
    found = hospital.quality(scores, weights=weights)
    part = found * number(hospital.SHARES["临床科室"][hospital.QUALITY]) / 100
    return {"quality": found, "part": part}


def sheet(inputs):
    whole = sum(map(number, inputs["sheet_items"]))
    try:
        hospital.check_sheet(inputs["sheet_items"])
    except hospital.BadFactsError:
        return {"valid": False, "sum": whole}
    return {"valid": True, "sum": whole}


def body(inputs):
    found = feicheng.groups({"given": inputs})
    return {"total": sum(found.values()), "rate_by_group": list(feicheng.rates(found).values())}


def group_points(inputs):
    whole = sum(map(number, inputs["groups"]))
    try:
        feicheng.check_groups(inputs["groups"])
    except feicheng.BadFactsError:
        return {"valid": False, "sum": whole}
    return {"valid": True, "sum": whole}


def share(inputs):
    return {"share_percent": feicheng.share_of_establishment(inputs["groups"])}


def sample(inputs):
    assert number(inputs["min_percent"]) == feicheng.SAMPLE * 100
    raw, found = feicheng.sample_of(inputs["subordinate"])
    return {"raw": raw, "sample": found}


ANSWERS = {
    department: "GB-001 GB-003",
    sheets: "GB-002",
    sheet: "GB-004",
    body: "G-043",
    group_points: "G-044",
    share: "G-045",
    sample: "G-046 G-047 G-048 G-050",
}
