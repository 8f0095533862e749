"""The oracles are trusted because they reproduce every worked case of their families."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from tests.golden.load import case, family_ids
from tests.oracles import (
    beijing,
    bureau,
    feicheng,
    hospital,
    mudanjiang,
    qitai,
    rates,
    safety,
    shenzhen,
    sihong,
    taishun,
    village,
    weisheng,
    xingguo,
    zhengding,
)
from tests.oracles.answers import PAIRS
from tests.oracles.common import published


def agrees(found, *, expected):
    """Text and truth as they are; numbers as rationals, at two places where two are written."""
    if isinstance(expected, list):
        together = zip(found, expected, strict=True)
        return len(found) == len(expected) and all(agrees(f, expected=e) for f, e in together)
    if isinstance(expected, dict):
        return found.keys() == expected.keys() and all(
            agrees(found[word], expected=value) for word, value in expected.items()
        )
    if isinstance(found, Fraction):
        exact = found == Fraction(expected)
        decimals = len(str(expected).partition(".")[2])
        return exact or (decimals == 2 and published(found) == expected)
    return found == expected


def differences(case_id, *, answer):
    worked = case(case_id)
    found = answer(worked["inputs"])
    return {
        word: (found.get(word), expected)
        for word, expected in worked["expected"].items()
        if word not in found or not agrees(found[word], expected=expected)
    }


FAMILIES_OF_CASES = (
    "zhengding",
    "qitai",
    "bureau",
    "village",
    "sihong",
    "taishun",
    "hospital",
    "feicheng",
    "beijing",
    "mudanjiang",
    "rates",
    "safety",
    "shenzhen",
    "xingguo",
    "weisheng",
)


def test_every_case_of_the_families_is_answered():
    ids = [one for family in FAMILIES_OF_CASES for one in family_ids(family)]
    assert sorted(case_id for case_id, _ in PAIRS) == sorted(ids)


@pytest.mark.parametrize(("case_id", "answer"), PAIRS)
def test_the_oracle_reproduces_the_worked_case(case_id, answer):
    assert differences(case_id, answer=answer) == {}


# --- each kind of case is seen failing once: a planted change in the oracle is noticed ------------


def cut_by_force(eligible, *, seats):
    """The fault that no oracle may have: whoever is named first wins a tie, no bar is looked at."""
    names = ["甲", *eligible][:seats]
    return {"seats": seats, "proposed": names, "tied": [], "needs_decision": False, "seats_open": 0}


def whole_up(value):
    return -(-value // 1)


def digits_lost(value):
    return Fraction(int(Fraction(value)))


SHIFTED = {"乡镇": {"经济发展": 15}, "三级": {"机关作风效能": 25}, "部门": {"年度目标任务": 35}}
TOWNSHIP = qitai.WEIGHTS["township"] | SHIFTED["乡镇"]
SECTION = qitai.WEIGHTS["section"] | SHIFTED["三级"]
DEPARTMENT = qitai.WEIGHTS["department"] | SHIFTED["部门"]

PARTS = (hospital.QUALITY, hospital.KEY, hospital.SINGLE, hospital.SATISFACTION)

#: Cases, and the change in the oracle that each of them must notice.
PLANTS = [
    ("GB-073", zhengding, "min", max),
    ("GB-074", zhengding, "number", lambda value: 2 * Fraction(value)),
    ("GB-076 GB-077", zhengding, "HALVES", ("年终评估",)),
    ("GB-078", zhengding, "public_points", lambda *_, **__: Fraction(30)),
    ("GB-079", zhengding, "number", digits_lost),
    ("GB-080", zhengding, "CAP", Fraction(8)),
    ("GB-081", zhengding, "BONUS", {"党委政府": {"中央": Fraction(3)}}),
    ("GB-082", zhengding, "CAP", Fraction(5)),
    ("GB-083", zhengding, "WITHOUT_EVENTS", ()),
    ("GB-084 GB-086 GB-088 GB-090", zhengding, "half_up", int),
    ("GB-087 GB-089", zhengding, "half_up", whole_up),
    ("GB-085", zhengding, "half_up", lambda value: int(value) + 1),
    ("GB-091", zhengding, "quota", lambda _: (Fraction(3), 3)),
    ("GB-092 GB-094", zhengding, "choose", cut_by_force),
    ("GB-093 GB-095", zhengding, "FLOOR", {"township": Fraction(89)}),
    ("GB-096", zhengding, "FLOOR", {"old-town": Fraction(96)}),
    ("GB-097 GB-098", zhengding, "FLOOR", {"old-town": Fraction(94)}),
    ("GB-099", zhengding, "PASS", Fraction(61)),
    ("GB-100", zhengding, "PASS", Fraction(59)),
    ("GB-101", zhengding, "PASS", Fraction(50)),
    ("GB-105", qitai, "PUBLIC", 20),
    ("GB-106", qitai, "HALVES", {"半年初评": Fraction(50), "年终总评": Fraction(50)}),
    ("GB-107", qitai, "STREAM_CAP", Fraction(9)),
    ("GB-109 GB-173", qitai, "WEIGHTS", {"department": DEPARTMENT}),
    ("GB-111 GB-115 GB-116", qitai, "special_points", lambda _: Fraction(9)),
    ("GB-117 GB-118 GB-119 GB-120", qitai, "special_points", lambda _: Fraction(9)),
    ("GB-113", qitai, "PROJECT_FLOORS", [("先进", "91")]),
    ("GB-122", qitai, "WEIGHTS", {"township": TOWNSHIP}),
    ("GB-123", qitai, "WEIGHTS", {"section": SECTION}),
    ("GB-125", qitai, "TRACKING", dict.fromkeys(qitai.TRACKING, 10)),
    ("GB-126", qitai, "TRACKING", {}),
    ("GB-127", qitai, "UNIT_FLOORS", [("优秀", "91")]),
    ("GB-129 GB-131", qitai, "UNIT_FLOORS", [("优秀", "90"), ("良好", "81"), ("合格", "71")]),
    ("GB-130 GB-132", qitai, "UNIT_FLOORS", [("优秀", "90"), ("良好", "79"), ("合格", "69")]),
    ("GB-134", qitai, "SATISFACTION_FLOOR", Fraction(1, 2)),
    ("GB-135 GB-136", qitai, "MONTHS_OF_WAGES", {}),
    ("GB-139", qitai, "SECOND_YEAR", ""),
    ("GB-140", qitai, "MEASURES", []),
    ("GB-141", qitai, "ITEM_COUNTS", {"全局性重点工作": (1, 4), "年度目标任务": (1, 6)}),
    ("GB-143", qitai, "TRAINED_AT_LEAST", 2),
    ("GB-172", qitai, "VETO_CAP", "优秀"),
    ("G-001", bureau, "FUNCTION_WEIGHTS", {"重点": "40", "常规": "30", "其他": "30"}),
    ("G-002", bureau, "FLOORS", [("优秀", "90.01")]),
    ("G-003", bureau, "FLOORS", [("优秀", "89.99")]),
    ("G-005", bureau, "UNIT_PANEL", {"局领导": "50", "中层以下": "50"}),
    ("G-008", bureau, "FLOORS", [("优秀", "90"), ("良好", "79.99")]),
    ("G-009", bureau, "FLOORS", [("达标", "70.01")]),
    ("G-010", bureau, "FLOORS", [("达标", "69.99")]),
    ("G-011 G-026", bureau, "GRADES", ["优秀", "诫勉", "良好", "达标"]),
    ("G-012", bureau, "GRADES", ["优秀", "良好", "达标", "达标", "诫勉"]),
    ("G-013", bureau, "FLOORS", [("达标", "65")]),
    ("G-014", bureau, "any", sum),
    ("G-017", bureau, "number", lambda _: Fraction(25)),
    ("G-021 G-024", bureau, "PERSON_PANEL", {"领导班子评价": "60", "中层以下评价": "40"}),
    ("G-023", bureau, "PUNISHED", "良好"),
    ("G-027 G-034", bureau, "floor", lambda value: int(value) - 1),
    ("G-028 G-030 G-032", bureau, "floor", lambda value: int(value) + 1),
    ("G-029", bureau, "choose", cut_by_force),
    ("G-033", bureau, "choose", cut_by_force),
    ("GB-023", village, "PARTS", {"集中考核": Fraction(1, 2), "分散考核": Fraction(1, 2)}),
    ("GB-024", village, "BALLOTS_AT_LEAST", {"社会评议": 39}),
    ("GB-028", village, "highest_per_work", lambda _, *, values: sum(values)),
    ("GB-029", village, "highest_per_work", lambda _, *, values: values[-1]),
    ("GB-031", village, "highest_per_work", lambda _, *, values: max(values)),
    ("GB-034", village, "INCOME_FLOOR", Fraction(65001)),
    ("GB-035 GB-038", village, "floor", whole_up),
    ("GB-036", village, "INCOME_FLOOR", Fraction(49999)),
    ("GB-037", village, "STEP", 5),
    ("GB-042", village, "max", lambda _, left: left),
    ("GB-043", village, "FLOORS", [("优秀", "95.01"), ("合格", "80")]),
    ("GB-045", village, "FLOORS", [("优秀", "94"), ("合格", "80")]),
    ("GB-046", village, "FLOORS", [("优秀", "95"), ("合格", "80.01")]),
    ("GB-047", village, "FLOORS", [("优秀", "95"), ("合格", "79.9")]),
    ("GB-048", village, "counted", lambda rows: [one | {"year": 2015} for one in rows]),
    ("GB-049", village, "SEATS", {"村": 5, "社区": 2}),
    ("GB-050", village, "times", lambda _: 2),
    ("GB-051", village, "VETO_CAP", "优秀"),
    ("GB-010 GB-011", sihong, "VIOLATION", sihong.VIOLATION | {"局明查暗访": Fraction(1)}),
    ("GB-012", sihong, "counted", lambda _: ()),
    ("GB-013", sihong, "number", lambda _: Fraction(2)),
    ("GB-014 GB-018", sihong, "FINES", {"chiefs": Fraction(1000), "members": Fraction(2000)}),
    ("GB-015", sihong, "CRITICISED", Fraction("75.01")),
    ("GB-017", sihong, "RESIGNING", Fraction("64.99")),
    ("GB-020", sihong, "CHIEFS_SHARE", Fraction(1, 4)),
    ("GB-021", sihong, "SEATS", {sihong.FIRST: 1, sihong.SECOND: 1}),
    ("GB-170", sihong, "HUNDRED", Fraction(99)),
    ("GB-171", sihong, "_eligible", lambda members, _: {m["subject"]: 0 for m in members}),
    ("GB-052", taishun, "REACHED", Fraction("1.11")),
    ("GB-053", taishun, "REACHED", Fraction("1.09")),
    ("GB-057", taishun, "HONOURS", taishun.HONOURS | {"省厅": "3"}),
    ("GB-058", taishun, "bonus", lambda *_, **__: Fraction(3)),
    ("GB-059", taishun, "OF_THE_HEAD", Fraction("0.5")),
    ("GB-061", taishun, "number", lambda _: Fraction(3)),
    ("GB-062", taishun, "half_up", whole_up),
    ("GB-065", taishun, "half_up", int),
    ("GB-067", taishun, "SAFE", (*taishun.SAFE, "不合格")),
    ("GB-068", taishun, "BEFORE", {"优秀": "合格"}),
    ("GB-071", taishun, "max", min),
    ("GB-072", taishun, "check_reason", lambda _: None),
    (
        "GB-001",
        hospital,
        "SHARES",
        {"临床科室": dict(zip(PARTS, ("80", "15", "5", "0"), strict=True))},
    ),
    (
        "GB-003",
        hospital,
        "SHARES",
        {"职能科室": dict(zip(PARTS, ("85", "0", "0", "15"), strict=True))},
    ),
    ("GB-002", hospital, "quality", lambda scores, **_: sum(scores.values()) / len(scores)),
    ("GB-004", hospital, "FULL", Fraction(95)),
    ("G-043", feicheng, "FULL", feicheng.FULL | {feicheng.STAFFING: 45}),
    ("G-044", feicheng, "HUNDRED", Fraction(99)),
    ("G-045", feicheng, "number", lambda _: Fraction(1)),
    ("G-046", feicheng, "ceil", lambda value: int(value) + 1),
    ("G-047 G-048", feicheng, "ceil", int),
    ("G-050", feicheng, "SAMPLE", Fraction(1, 4)),
    ("G-035", beijing, "FIELDS", beijing.FIELDS[1:]),
    ("G-037", beijing, "CAP", Fraction(10)),
    ("G-040", beijing, "HUNDRED", Fraction(120)),
    ("G-053", mudanjiang, "number", digits_lost),
    ("G-054", mudanjiang, "half_up", whole_up),
    ("G-056", mudanjiang, "WHOLE", Fraction(1, 2)),
    ("G-071", rates, "HUNDRED", Fraction(1)),
    ("G-072", rates, "rate", lambda *_, **__: Fraction(100)),
    ("GB-144", safety, "number", lambda _: Fraction(2)),
    ("GB-146", safety, "REWARDED_FROM", date(2016, 2, 1)),
    ("GB-147", safety, "counted", lambda rows: [one | {"true": True} for one in rows]),
    ("GB-148", safety, "PHASES", safety.PHASES[1:]),
    ("GB-150", safety, "CAMPAIGN", (date(2016, 6, 1), date(2016, 12, 31))),
    ("GB-152", safety, "taken", lambda *_, **__: Fraction(1)),
    ("GB-153", rates, "passed", lambda _: True),
    ("GB-155 GB-158", rates, "HUNDRED", Fraction(10)),
    ("GB-156", rates, "NOTARY", rates.NOTARY[:2]),
    ("GB-157", rates, "AID", rates.AID[:1]),
    ("GB-161", rates, "ENDINGS", rates.ENDINGS[1:]),
    ("GB-162", rates, "number", lambda _: Fraction(1)),
    ("G-041", beijing, "POINTS", beijing.POINTS | {"创新创优": 10}),
    ("G-059", shenzhen, "MONTHS", 11),
    ("G-095", shenzhen, "marks", lambda months: [Fraction(90) for _ in months]),
    ("G-060", shenzhen, "WITHDRAWN", ()),
    ("G-063", xingguo, "counted", lambda _: ()),
    ("G-076", weisheng, "STAGES", {"思想动员": ("03-01", "03-30")}),
    ("G-077", weisheng, "STAGES", {"思想动员": ("03-01", "04-01")}),
    ("G-079", weisheng, "STAGES", {"自查整改": ("04-01", "05-20")}),
    ("G-082", weisheng, "BARS", False),
]
PLANTED = [(case_id, *rest) for ids, *rest in PLANTS for case_id in ids.split()]


def test_every_case_has_a_planted_change():
    assert sorted(case_id for case_id, *_ in PLANTED) == sorted(case_id for case_id, _ in PAIRS)


@pytest.mark.parametrize(("case_id", "module", "name", "planted"), PLANTED)
def test_a_planted_change_is_noticed(monkeypatch, case_id, module, name, planted):
    monkeypatch.setattr(module, name, planted, raising=name not in {"any", "min", "max"})
    try:
        wrong = differences(case_id, answer=dict(PAIRS)[case_id])
    except AssertionError:  # a case may also name what its group must look like
        return
    assert wrong
