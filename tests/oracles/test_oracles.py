"""What the worked cases leave out of the oracles: whole trees by hand, absences, refusals."""

from __future__ import annotations

import ast
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from tests.oracles import (
    beijing,
    bureau,
    common,
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
from tests.oracles.random_facts import FAMILIES, expected, random_case

ORACLES = (
    common,
    zhengding,
    qitai,
    bureau,
    village,
    sihong,
    taishun,
    hospital,
    feicheng,
    beijing,
    mudanjiang,
    rates,
    safety,
    shenzhen,
    xingguo,
    weisheng,
)


@pytest.mark.parametrize("module", ORACLES)
def test_an_oracle_knows_nothing_of_the_product(module):
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    imported = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
    allowed = {"__future__", "collections.abc", "datetime", "fractions", "math"}
    allowed.add("tests.oracles.common")
    assert set(imported) <= allowed


def township(**changes):
    """Every indicator half done at mid-year and more than done at year-end."""
    leaves = [leaf for first in zhengding.TREES["township"].values() for leaf in first]
    done = {"中期评估": "500", "年终评估": "1200"}
    return {
        "kind": "township",
        "subject": "甲乡",
        "group": "一组",
        "year": 2016,
        "indicators": {
            part: {leaf: {"standard": "1000", "actual": actual} for leaf in leaves}
            for part, actual in done.items()
        },
        "leaders": {
            "中期评估": {"主要领导": ["9", "8"], "包乡领导": ["10"]},
            "年终评估": {"主要领导": ["7"], "包乡领导": ["6", "6", "9"]},
        },
        "leader_weights": {"主要领导": "60", "包乡领导": "40"},
    } | changes


def test_a_township_by_hand():
    # 指标: (45 + 90) / 2 = 67.5; 领导: mid .6*8.5 + .4*10 = 9.1, end .6*7 + .4*7 = 7 → 8.05.
    events = [{"kind": "部门", "level": "市", "count": 2}]
    events.append({"kind": "党委政府", "level": "中央", "state": "拟"})
    minus = [{"cause": "行政问责"}, {"cause": "省通报", "state": "已撤销"}]
    found = zhengding.score(township(bonuses=events, deductions=minus))
    assert found["nodes"]["指标评估/社会民生@2016中期评估"] == 18
    assert found["nodes"]["指标评估"] == Fraction("67.5")
    assert found["nodes"]["领导评估"] == Fraction("8.05")
    assert (found["nodes"]["加分"], found["nodes"]["减分"]) == (2, Fraction(1, 2))
    assert found["total"] == Fraction("77.05")


def test_a_ruled_township_fails_whatever_its_score():
    given = {"given": {"总分": "96"}}
    population = [township(**given, ruled=True), township(**given, subject="乙乡")]
    found = zhengding.group(population)
    assert found["subjects"]["甲乡"]["grade"] == "不合格"
    assert found["decisions"]["一组"]["proposed"] == ["乙乡"]


def test_an_excused_month_leaves_the_mean():
    given = {f"{name}@{month}": "30" for month in zhengding.MONTHS[1:] for name in ("领导评估",)}
    given |= {f"指标评估@{month}": "66" for month in zhengding.MONTHS[1:]}
    facts = {"kind": "old-town", "subject": "甲", "year": 2016, "given": given, "excused": ["01"]}
    assert zhengding.score(facts)["total"] == 96


def test_a_tie_for_the_last_three_is_told():
    totals = {"a": "40", "b": "50", "c": "55", "d": "55", "e": "70"}
    population = [
        {"kind": "township", "subject": name, "group": "一组", "given": {"总分": total}}
        for name, total in totals.items()
    ]
    assert zhengding.copied(population) == {"certain": ["a", "b"], "tied": ["c", "d"]}


def staff(**changes):
    marks = {"综合性": "80", "岗位目标任务": "90", "作风效能": "70"}
    return {
        "kind": "staff",
        "subject": "某甲",
        "year": 2016,
        "key": dict.fromkeys(qitai.HALVES, marks),
        "public": "95",
        "visit": [{"amount": "0.5"}],
        "complaint": [],
        "cadre_floors": [("优秀", "90"), ("称职", "80"), ("基本称职", "70")],
    } | changes


def test_staff_by_hand():
    # 16 + 36 + 21 + 9.5 - 0.5
    found = qitai.score(staff())
    assert (found["total"], found["grade"]) == (82, "称职")


def department(**changes):
    items = [{"item": "一", "points": "60", "target": "10", "actual": "5"}]
    items.append({"item": "二", "points": "40", "target": "3", "actual": "4"})
    part = {"全局性重点工作": items, "年度目标任务": items}
    part["机关作风效能"] = dict(zip(qitai.STYLE, ["80", "85", "90", "95", "100"], strict=True))
    return {
        "kind": "department",
        "subject": "甲局",
        "year": 2016,
        "key": dict.fromkeys(qitai.HALVES, part),
        "special": "85",
        "public": {"人大代表": ["80", "90"], "企业": ["100"]},
        "public_weights": {"人大代表": "1", "企业": "1"},
        "visit": [{"amount": "3"}],
        "complaint": [{"amount": "0.125", "count": 2}, {"amount": "1", "state": "拟"}],
    } | changes


def test_a_department_by_hand():
    # 30*.7 + 30*.7 + 20*.9 + 8.5 = 68.5 of 90; 公众 92.5 → 9.25; - 2 - .25
    found = qitai.score(department())
    assert found["nodes"]["重点考核"] == Fraction("68.5") * 100 / 90
    assert found["total"] == Fraction("75.5")


def test_deductions_are_not_rescaled():
    found = qitai.score(department(special="不适用"))
    assert found["total"] == (60 + Fraction("9.25")) * 100 / 90 - Fraction("2.25")


def test_projects_feed_their_unit():
    marks = dict.fromkeys(qitai.TRACKING, "90")
    project = {"kind": "project", "subject": "一", "tracking": marks, "公众评议": "80"}
    one, two = project | {"绩效审计": "70"}, project | {"绩效审计": "90"}
    # Totals 87 and 89: their mean is 88, which is 良好 and counts 8.8.
    found = qitai.score(department(special={"projects": [one, two]}))
    assert found["nodes"]["重点考核/专项绩效@2016年终总评"] == Fraction("8.8")


@pytest.mark.parametrize("count", [0, 4])
def test_too_few_or_too_many_items_are_refused(count):
    with pytest.raises(qitai.BadItemsError, match="全局性重点工作"):
        qitai.items_score("全局性重点工作", items=[{}] * count)


def test_items_share_a_hundred_points():
    with pytest.raises(qitai.BadItemsError):
        qitai.items_score("年度目标任务", items=[{"points": "99", "target": "1", "actual": "1"}])


def test_a_mark_that_is_not_planned_leaves_its_weight():
    marks = {"重点": "90", "常规": "80", "其他": "不适用"}
    found = bureau._leaves(marks, weights=bureau.FUNCTION_WEIGHTS)
    assert found == Fraction(50 * 90 + 30 * 80, 80)


def test_members_of_an_admonished_unit_are_not_honoured():
    person = {"kind": "person", "subject": "甲", "given": {"总分": "95"}}
    assert bureau.score(person | {"unit_grade": "良好"})["eligible"]
    assert not bureau.score(person | {"unit_grade": "诫勉"})["eligible"]
    assert not bureau.score(person | {"on_establishment": False})["eligible"]


def a_village(**changes):
    """Everything in full: 100 in all, and an income that stays."""
    return {
        "kind": "village",
        "subject": "甲村",
        "group": "村",
        "year": 2016,
        "common": {part: {key: [] for key in village.ITEMS["village"]} for part in village.PARTS},
        "once": {"村务公开": "0"},
        "stage": [{"item": "防汛", "points": "20", "mode": "集中", "集中得分": "20"}],
        "ballots": {
            "镇领导班子评价": {"好": "3"},
            "社会评议": {"满意": "40"},
            "党员村居民代表评价": {"满意": "30"},
        },
        "income": {"current": "60000", "previous": "60000"},
    } | changes


def test_a_village_by_hand():
    # 集中: 环境 15 - 20 → 0, 公开 10 - 4 → 81; 分散: 公开 → 96; 81*.6 + 96*.4 = 87.
    # stage: (20*.6*.5 + 20*.4 + 10) / 40 = 24/40 → 60; ballots 100 100 90.
    # 87*.8 + 60*.05 + 290*.05 = 69.6 + 3 + 14.5 = 87.1; 0.2 + 0.08 - (0.2 + 0.1*2) + 0.5 = 0.38.
    village_facts = a_village(once={"村务公开": "4"})
    village_facts["common"]["集中考核"] |= {
        "村庄环境": [{"amount": "10", "count": 2}],
        "集体经济": [{"amount": "5", "state": "拟"}],
    }
    village_facts["stage"] = [
        {"points": "20", "mode": "两种", "集中得分": "10", "分散得分": "20"},
        {"points": "20", "mode": "分散", "分散得分": "10"},
    ]
    village_facts["ballots"]["党员村居民代表评价"] = {"满意": "15", "基本满意": "15"}
    village_facts |= {
        "income": {"current": "60000", "previous": "54000"},
        "honours": [
            {"work": "一", "kind": "党政", "level": "市"},
            {"work": "一", "kind": "部门", "level": "省"},
        ],
        "promotions": [{"work": "二", "level": "国家"}],
        "criticisms": [{"level": "镇", "count": 2}],
        "visits": [{"level": "县", "unrectified": True}],
    }
    found = village.score(village_facts)
    assert found["nodes"]["共性部分/村考核内容@2016集中考核"] == 81
    assert found["nodes"]["共性部分"] == 87
    assert found["nodes"]["阶段性中心工作"] == 60
    assert found["total"] == Fraction("87.1") + Fraction("0.38")


def test_a_growth_without_a_base_is_decided():
    income = {"current": "60000", "previous": "0"}
    assert village.rise(income | {"ruled": "25"}) == 1
    assert village.fall(income | {"ruled": "-25"}) == 1
    with pytest.raises(common.IncompleteFactsError):
        village.rise(income)


def test_a_vetoed_village_leaves_its_seat_to_the_next():
    population = [
        a_village(subject=str(n), given={"总分": str(90 + n)}, vetoes=["安全生产"] if n > 5 else [])
        for n in range(7)
    ]
    found = village.group(population)
    assert found["subjects"]["6"]["grade_before"] == "优秀"
    assert found["subjects"]["6"]["grade"] == "合格"
    assert found["subjects"]["6"]["rank"] == 1
    assert sorted(found["decisions"]["村"]["proposed"]) == ["1", "2", "3", "4", "5"]


def unit(**changes):
    """Half-year 82, year-end 92, weights 40 and 60: a base part of 88."""
    mark = {"单位互评": ["80"], "局机关": ["90"]}
    clauses = [{"item": "一", "points": "60", "marks": "45"}]
    clauses.append({"item": "二", "points": "40", "marks": "35"})
    return {
        "subject": "甲站",
        "group": "一档",
        "year": 2016,
        "contract": {"半年考评": clauses, "年终考评": clauses},
        "colleagues": {"半年考评": mark, "年终考评": mark},
        "leaders": {"半年考评": ["88", "92"], "年终考评": ["100"]},
        "half_weights": {"半年考评": "40", "年终考评": "60"},
        "colleague_weights": {"单位互评": "50", "局机关": "50"},
        "bonus_table": {"表彰": "2"},
        "chiefs": "2",
        "members": "3",
    } | changes


def test_a_unit_of_the_traffic_bureau_by_hand():
    # 80 × 75 % + 85 × 10 % + 90 or 100 × 15 %: 82 and 83.5, at 40 and 60 % 82.9.
    bonuses = [{"what": "表彰", "system": "否"}, {"what": "表彰", "system": "是"}]
    events = [{"by": "县软环境行风检查", "count": 2}, {"by": "局明查暗访", "state": "拟"}]
    facts = unit(bonuses=bonuses, violations=events, last_in_city=True, carried_in="1.5")
    found = sihong.score(facts, complete=False)
    assert found["nodes"]["基准分@2016半年考评"] == 82
    assert found["nodes"]["基准分"] == Fraction("82.9")
    assert (found["nodes"]["加分"], found["nodes"]["转入下年加分"]) == (Fraction("3.5"), 2)
    assert found["total"] == Fraction("82.9") + Fraction("3.5") - 4


def test_a_tie_for_the_last_place_of_a_tier_is_told():
    tier = [unit(subject=name, given={"总分": "60"}) for name in "甲乙"]
    found = sihong.group([*tier, unit(subject="丙", given={"总分": "64.99"}, group="二档")])
    proposed = {name: set(one["consequences"]) for name, one in found["subjects"].items()}
    against = {"circular-criticism", "admonition-talk", "fine", "resignation"}
    assert proposed == {
        "甲": {"last-place-tied"},
        "乙": {"last-place-tied"},
        "丙": {"first-prize"} | against,
    }


def test_a_barred_unit_leaves_its_prize_to_the_next():
    totals = {"甲": "96", "乙": "90", "丙": "88", "丁": "88", "戊": "80"}
    tier = [
        unit(subject=name, given={"总分": total}, vetoes=["社会稳定"] if name == "甲" else [])
        for name, total in totals.items()
    ]
    found = sihong.group(tier)["subjects"]
    assert [found[name]["grade"] for name in totals] == [
        sihong.NONE, sihong.FIRST, sihong.SECOND, sihong.SECOND, sihong.NONE
    ]  # fmt: skip
    assert found["甲"]["rank"] == 1


def test_a_department_of_a_hospital_by_hand():
    # 药事: 60 - 2×10 = 40 and 40 - 50 → 0: 40; 院感 full; 医务 is excused, its 60 % goes to both:
    # (40×10 + 100×30) / 40 = 85. 85×85 % + 90×10 % + 70×5 % = 72.25 + 9 + 3.5.
    clean = {name: {key: [] for key in items} for name, items in hospital.SHEETS.items()}
    late = {"amount": "7", "month": 4}
    found = {"合理用药": [{"amount": "10", "count": 2}, late], "药品管理": [{"amount": "50"}]}
    facts = {
        "subject": "内科",
        "class": "临床科室",
        "month": 5,
        "sheets": clean | {"药事": found},
        "sheet_weights": {"临床科室": {"医务": "60", "护理": "0", "院感": "30", "药事": "10"}},
        "excused": ["医务", "行政"],
        "key": "90",
        "single": "70",
    }
    facts["sheet_weights"]["临床科室"]["行政"] = "0"
    result = hospital.score(facts)
    assert result["nodes"]["质量与安全考核/药事考核表"] == 40
    assert result["nodes"]["质量与安全考核"] == 85
    assert result["total"] == Fraction("84.75")
    with pytest.raises(common.IncompleteFactsError):
        hospital.score(facts | {"class": "临床科室护理"})


def test_a_public_body_by_hand():
    # Full marks but half of 编制使用 and of 议事规则; layers 100 80 → 90 at 50 %, 60 at 50 %: 75 %.
    leaves = {
        leaf: str(points)
        for items in feicheng.LEAVES.values()
        for own in items.values()
        for leaf, points in own.items()
    }
    weights = dict.fromkeys(feicheng.LAYERS, "0") | {"市编办": "50", "监管部门": "50"}
    facts = {
        "subject": "甲局",
        "leaves": leaves | {"编制使用": "4", "议事规则": "1.5"},
        "survey": {"市编办": ["100", "80"], "监管部门": ["60"]},
        "layer_weights": weights,
        "lines": [("优秀", "91"), ("良好", "80")],
        "bodies": "7",
        "sampled": "3",
        "steps": feicheng.STEPS,
        "findings": [{"problem": "职责交叉"}, {"problem": "其他", "state": "拟"}],
    }
    found = feicheng.score(facts)
    groups = [found["nodes"][name] for name in feicheng.FULL]
    assert groups == [Fraction("43.5"), 36, Fraction("11.25")]
    assert (found["total"], found["grade"]) == (Fraction("90.75"), "良好")
    assert (found["nodes"]["抽查基数"], found["nodes"]["应抽查下属单位数"]) == (Fraction("2.1"), 3)
    assert set(found["proposals"]) == {
        "report-served", "establishment-study", "rectification-opinion", "duty-overlap"
    }  # fmt: skip


def paths_to_figures(value, path=()):
    """Where each figure of a subject's facts stands."""
    if isinstance(value, dict):
        return [found for key in value for found in paths_to_figures(value[key], (*path, key))]
    if isinstance(value, list):
        return [f for key, one in enumerate(value) for f in paths_to_figures(one, (*path, key))]
    return [path] if isinstance(value, str) and value[:1].isdigit() else []


@pytest.mark.parametrize("family", FAMILIES)
def test_a_missing_figure_is_refused(family):
    rng = Random(family)
    for seed in range(12):
        case = random_case(Random(seed), family)
        facts = rng.choice(case["subjects"])
        spared = {*case["parameters"], "excused", "subject", "group"}
        own = {name: value for name, value in facts.items() if name not in spared}
        own.pop("visit", None)
        own.pop("complaint", None)
        *way, last = rng.choice(paths_to_figures(own))
        spot = facts
        for key in way:
            spot = spot[key]
        spot[last] = None
        with pytest.raises(common.IncompleteFactsError):
            expected(case)


@pytest.mark.parametrize(
    ("value", "text"),
    [("89.996", "90.00"), ("-3.005", "-3.01"), ("-0.001", "0.00"), ("2/3", "0.67"), ("0", "0.00")],
)
def test_published_figures_round_half_away_from_zero(value, text):
    assert common.published(Fraction(value)) == text


def test_a_class_of_raters_may_not_be_missing():
    with pytest.raises(common.IncompleteFactsError):
        common.panel({"甲": ["90"]}, weights={"甲": "60", "乙": "40"})
    with pytest.raises(common.IncompleteFactsError):
        common.panel({"甲": []}, weights={"甲": "100"})
