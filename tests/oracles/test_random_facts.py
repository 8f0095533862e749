"""The random cases are complete, repeatable, reach the edges, and lose nothing as rows."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from functools import cache
from random import Random

import pytest

from tests.oracles import hospital, random_hospital, rates, rows_rates, rows_safety, village
from tests.oracles.random_facts import (
    FAMILIES,
    RATES,
    as_rows,
    decimal_text,
    expected,
    random_case,
)

SEEDS = range(80)
COLUMNS = {
    "方案",
    "对象",
    "周期",
    "指标",
    "数值",
    "目标",
    "件数",
    "事项",
    "层级",
    "评分人类别",
    "评分人",
    "日期",
    "状态",
    "编号",
    "类别",
    "事由",
    "责任状",
    "加分项目",
    "全市系统评比",
    "查处",
    "考评",
    "党政正职",
    "分值",
    "下达日期",
    "方式",
    "集中得分",
    "分散得分",
    "整改不到位日期",
    "理由",
    "环节",
    "种类",
    "调查对象",
    "有效样本",
    "所评指标",
    "满意",
    "有效",
    "责任科站",
    "批准机关",
    "台账种类",
    "牵头部门",
    "协办部门",
    "季度",
    "文号",
    *rows_safety.COLUMNS.values(),
    *(column for _key, columns in rows_rates.LISTS.values() for column in columns.values()),
    "部门类别",
    "检查方式",
    "核查结论",
    "听取陈述",
    "整改结果",
    "发文机关",
    "申报称号",
    "验收结论",
    "复查结论",
    "第几周",
    "刊登类别",
    "考核刊物",
    "获奖",
    "材料",
    "工作",
    "发现途径",
    "已整改",
}


#: Schemes of rates: nothing is added up and nobody is ranked.
WITHOUT_TOTAL = {*RATES, "anquan-county"}
#: Departments cannot be flat at every mark; a village is graded at other lines.
OWN_EDGES = {
    "xingguo-staff": ("0", "6", "12"),
    "zhengding-departments": ("90", "60"),
    "village-targets": ("95", "94.995", "80", "79.995"),
    "mudanjiang-efficiency": ("100", "75", "50", "0"),
    "mudanjiang-targets": ("90", "81", "54", "0"),
    "beijing-departments": ("100", "80", "72", "72.01", "0"),
    **dict.fromkeys(RATES, ("100", "0")),
    "anquan-county": ("100", "0"),
    "anquan-units": ("100", "90", "89.995", "60", "0"),
    "taishun-units": ("80", "79.9", "70", "69.9", "60", "59.9"),
}


@cache
def cases(family):
    return tuple(random_case(Random(seed), family) for seed in SEEDS)


@cache
def answers(family):
    return tuple(expected(case) for case in cases(family))


def marks_in(value):
    """Every figure that a case holds, at any depth."""
    if isinstance(value, dict):
        return [mark for one in value.values() for mark in marks_in(one)]
    if isinstance(value, list):
        return [mark for one in value for mark in marks_in(one)]
    return [value] if isinstance(value, str) and value[:1].isdigit() else []


@pytest.mark.parametrize("family", FAMILIES)
def test_the_same_seed_gives_the_same_case(family):
    again = [random_case(Random(seed), family) for seed in SEEDS[:20]]
    assert list(cases(family)[:20]) == again
    assert again[0] != again[1]


@pytest.mark.parametrize("family", FAMILIES)
def test_the_oracle_answers_every_case(family):
    for case, answer in zip(cases(family), answers(family), strict=True):
        found = answer["subjects"]
        assert set(found) == {facts["subject"] for facts in case["subjects"]}
        is_total = type(None) if family in WITHOUT_TOTAL else Fraction
        assert all(isinstance(one["total"], is_total) for one in found.values())


def totals_of(family):
    """How often each total stands there; of a scheme without totals, each of its rates."""
    found = [one for a in answers(family) for one in a["subjects"].values()]
    if family not in WITHOUT_TOTAL:
        return Counter(one["total"] for one in found)
    return Counter(value for one in found for value in one["nodes"].values())


@pytest.mark.parametrize("family", [one for one in FAMILIES if one not in OWN_EDGES])
def test_totals_lie_on_and_beside_the_edges(family):
    totals = totals_of(family)
    assert all(totals[Fraction(edge)] for edge in ("90", "89.995", "60"))


@pytest.mark.parametrize("family", OWN_EDGES)
def test_totals_lie_on_the_edges_of_their_own(family):
    totals = totals_of(family)
    assert all(totals[Fraction(edge)] for edge in OWN_EDGES[family])


@pytest.mark.parametrize("family", FAMILIES)
def test_equal_totals_are_common(family):
    ranked = [[one["rank"] for one in a["subjects"].values()] for a in answers(family)]
    assert sum(len(set(places)) < len(places) for places in ranked) > len(SEEDS) // 10


@pytest.mark.parametrize(
    "family", ["zhengding-towns", "zhengding-departments", "zhengding-oldtown"]
)
def test_quotas_meet_every_situation(family):
    decisions = [one for answer in answers(family) for one in answer["decisions"].values()]
    assert any(one["tied"] for one in decisions)
    assert any(one["proposed"] and not one["seats_open"] for one in decisions)
    assert any(one["seats_open"] and not one["tied"] for one in decisions)


def test_seats_of_villages_and_communities_meet_every_situation():
    found = [answer["decisions"] for answer in answers("village-targets")]
    for kind in village.SEATS:
        decisions = [one[kind] for one in found if kind in one]
        assert any(one["tied"] for one in decisions)
        assert any(one["proposed"] and not one["seats_open"] for one in decisions)
    assert any(len(one) == 2 for one in found)


def test_villages_meet_every_step_and_veto():
    subjects = [one for a in answers("village-targets") for one in a["subjects"].values()]
    for key in ("加分/集体经济增收", "减分/集体经济减收"):
        assert {0, Fraction(1, 2), 1} <= {one["nodes"][key] for one in subjects}
    assert any(one["grade_before"] != one["grade"] for one in subjects)
    assert any(one["total"] > 100 for one in subjects)


def test_hospitals_meet_every_situation():
    found = [facts for case in cases("hospital-departments") for facts in case["subjects"]]
    weights = [facts["sheet_weights"][facts["class"]] for facts in found]
    pairs = list(zip(found, weights, strict=True))
    assert {facts["class"] for facts in found} == {*hospital.SHARES, random_hospital.NURSING}
    assert any(own[sheet] != "0" for facts, own in pairs for sheet in facts["excused"])
    assert any(own[sheet] == "0" for facts, own in pairs for sheet in facts["excused"])
    nodes = [
        one["nodes"] for a in answers("hospital-departments") for one in a["subjects"].values()
    ]
    lost = {one.get("质量与安全考核/药事考核表/药品管理") for one in nodes}
    assert {0, 40} < lost - {None}


def test_public_bodies_meet_every_situation():
    found = [facts for case in cases("feicheng-bodies") for facts in case["subjects"]]
    assert {len(facts["steps"]) for facts in found} == {4, 5}
    assert any("0" in facts["layer_weights"].values() for facts in found)
    told = {one["told"] for a in answers("feicheng-bodies") for one in a["subjects"].values()}
    assert len(told) == 2
    codes = [one["proposals"] for a in answers("feicheng-bodies") for one in a["subjects"].values()]
    for code in ("rectify-on-site", "rectification-opinion", "duty-overlap"):
        assert 0 < sum(code in own for own in codes) < len(codes)


def test_a_road_office_meets_every_situation():
    found = [facts for case in cases("mudanjiang-targets") for facts in case["subjects"]]
    assert {("fees" in facts, facts["year"]) for facts in found} == {(True, 2008), (False, 2016)}
    assert any(facts["content"]["valid"] == "0" for facts in found)
    assert {one["mode"] for facts in found for one in facts["others"]} == {"按量", "按质"}
    subjects = [one for a in answers("mudanjiang-targets") for one in a["subjects"].values()]
    assert any(one["total"] > 90 for one in subjects)
    assert len({one["told"] for one in subjects}) == 2
    for code in ("difference", "rectification", "superior-support"):
        assert 0 < sum(code in one["proposals"] for one in subjects) < len(subjects)


def test_safety_meets_every_situation():
    found = [one for a in answers("anquan-units") for one in a["subjects"].values()]
    assert {len(one["barred"]) for one in found} == {0, 1, 2}
    assert {one["nodes"]["总分"] for one in found} >= {Fraction(0), Fraction(100)}
    states = {one["proposals"].get("larger-accident", ("",))[0] for one in found}
    assert states == {"", "proposed", "awaiting_ruling"}
    for code in ("acceptance-rectification", "warning", "hazards-left", "survey-late"):
        assert 0 < sum(code in one["proposals"] for one in found) < len(found)


@pytest.mark.parametrize("family", sorted(WITHOUT_TOTAL))
def test_rates_meet_every_situation(family):
    found = [one for a in answers(family) for one in a["subjects"].values()]
    values = {value for one in found for value in one["nodes"].values()}
    assert {None, Fraction(100), Fraction(0)} < values
    codes = {code for one in found for code in one["proposals"]}
    assert all(0 < sum(code in one["proposals"] for one in found) < len(found) for code in codes)
    if family == "anjian-visits":
        assert {one["grade"] for one in found} == {rates.REACHED, rates.MISSED}


def test_a_year_of_efficiency_meets_every_situation():
    found = [one for a in answers("mudanjiang-efficiency") for one in a["subjects"].values()]
    assert {"比上年" in one["nodes"] for one in found} == {True, False}
    assert len({one["told"] for one in found}) == 2
    assert any(not one["nodes"]["岗位责任/管理台账"] and one["total"] for one in found)
    for code in ("difference", "improvement", "documents", "attendance-bonus"):
        assert 0 < sum(code in one["proposals"] for one in found) < len(found)


def test_the_city_meets_every_situation():
    found = [one for a in answers("beijing-departments") for one in a["subjects"].values()]
    waived = {one["nodes"]["不再扣的分"] for one in found}
    assert {0, 5} < waived
    taken = Counter(one["nodes"]["减分"] for one in found)
    assert taken[Fraction(0)]
    assert taken[Fraction(20)] > taken[Fraction("19.99")] > 0
    assert any(not one["total"] and one["nodes"]["八项得分"] for one in found)
    assert len({one["told"] for one in found}) == 4
    for code in ("opinions", "accountability-rectification"):
        assert 0 < sum(code in one["proposals"] for one in found) < len(found)


def test_cards_and_titles_meet_every_situation():
    found = [facts for case in cases("shenzhen-longterm") for facts in case["subjects"]]
    assert {(one["class"], one["title"]) for one in found} >= {("村", "标兵"), ("街道", "达标")}
    scored = [one for a in answers("shenzhen-longterm") for one in a["subjects"].values()]
    assert len({one["told"] for one in scored}) == 4
    states = {pair for one in scored for pair in one["proposals"].items() if pair[0] == "red-card"}
    assert {state for _code, (state, _amount) in states} == {"proposed", "awaiting_ruling"}
    for code in ("yellow-card", "rectification", "title", "withdraw-plate", "withdraw-unclear"):
        assert 0 < sum(code in one["proposals"] for one in scored) < len(scored)


def test_staff_of_an_office_meet_every_situation():
    found = [one for a in answers("xingguo-staff") for one in a["subjects"].values()]
    assert {one["reached"] for one in found} == {True, False}
    assert len({one["told"] for one in found}) == 2
    codes = ("submission-short", "publication-short", "article-short", "preferred", "reward")
    for code in (*codes, "measures"):
        assert 0 < sum(code in one["proposals"] for one in found) < len(found)


def test_a_campaign_meets_every_situation():
    found = [facts for case in cases("weisheng-units") for facts in case["subjects"]]
    assert any(facts["content"]["患者满意"]["valid"] == "0" for facts in found)
    scored = [one for a in answers("weisheng-units") for one in a["subjects"].values()]
    assert len({one["told"] for one in scored}) == 2
    assert {one["proposals"].get("measures", (None,))[0] for one in scored} == {
        "proposed", "awaiting_ruling", None
    }  # fmt: skip
    codes = ("late-filing", "self-check-gap", "rectification", "suspension", "reverse-survey")
    for code in (*codes, "licence-check", "commendation"):
        assert 0 < sum(code in one["proposals"] for one in scored) < len(scored)
    decisions = [answer["decision"] for answer in answers("weisheng-units")]
    assert any(one["tied"] for one in decisions)
    assert any(one["proposed"] for one in decisions)
    assert any(not one["seats"] for one in decisions)


@pytest.mark.parametrize("family", ["bureau-units", "bureau-persons"])
def test_honours_meet_every_situation(family):
    decisions = [answer["decision"] for answer in answers(family)]
    assert any(one["tied"] for one in decisions)
    assert any(one["proposed"] for one in decisions)
    assert any(not one["seats"] for one in decisions)


def test_caps_are_reached_and_lists_are_empty():
    found = [one["nodes"] for a in answers("zhengding-towns") for one in a["subjects"].values()]
    for key in ("加分", "减分"):
        values = {nodes[key] for nodes in found}
        assert {Fraction(0), Fraction(4)} < values


@pytest.mark.parametrize("family", FAMILIES)
def test_rows_are_plain_and_carry_every_figure(family):
    for case in cases(family)[:40]:
        rows, subjects, parameters = as_rows(case, family)
        assert {column for row in rows for column in row} <= COLUMNS
        assert all(isinstance(cell, str) and cell for row in rows for cell in row.values())
        assert {facts["subject"] for facts in case["subjects"]} <= {r["对象"] for r in subjects}
        cells = Counter(cell for row in rows for cell in row.values())
        own = [
            {k: v for k, v in f.items() if k not in {*case["parameters"], "excused"}}
            for f in case["subjects"]
        ]
        assert Counter(marks_in(own)) - cells == Counter()
        assert bool(parameters) == (bool(case["parameters"]))


def test_signed_rows_tell_equal_marks_of_two_raters_apart():
    rows, _, _ = as_rows(random_case(Random(1), "zhengding-towns"), "zhengding-towns")
    signed = [tuple(sorted(row.items())) for row in rows if "评分人" in row]
    assert 0 < len(signed) == len(set(signed))


@pytest.mark.parametrize(
    ("value", "text"),
    [("90", "90"), ("89.995", "89.995"), ("1/8", "0.125"), ("-3/2", "-1.5"), ("0.10", "0.1")],
)
def test_decimals_are_typed_exactly(value, text):
    assert decimal_text(Fraction(value)) == text
