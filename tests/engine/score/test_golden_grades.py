"""Worked cases about grades, seats, vetoes, honours and consequences, each under its id.

The schemes are small copies of the clauses concerned; totals are given, not computed.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaoji.engine.scheme.model import (
    Bar,
    Consequence,
    GradeCondition,
    Honour,
    Ranking,
    SeatRounding,
    SortKey,
    Standing,
)
from kaoji.engine.score.judge import judge
from kaoji.engine.score.verdict import Cause, HonourState
from tests.engine.score.bench_double import (
    BenchDouble,
    formula,
    grade,
    scheme,
    seats,
    share,
    veto,
)

# --- an office's own units and people --------------------

UNIT_GRADES = (
    grade("优秀", "90"),
    grade("良好", "80"),
    grade("达标", "70"),
    grade("诫勉", otherwise=True),
)

INCIDENT = veto("单位人员违纪违法受查处", ("down", 1), ("bar", ("单位",)), at_lowest="重点整改单位")

DUTIES = tuple(
    Consequence(text, text, formula("等次为诫勉")) for text in ("书面情况报告", "诫勉谈话")
)


def is_graded(word):
    return lambda bench, subject, names: names["等次"] == word


def office(**more):
    return scheme(UNIT_GRADES, **more)


@pytest.mark.parametrize(
    ("case", "total", "expected"),
    [
        ("G-009", "70", "达标"),
        ("G-010", "69.995", "诫勉"),
        ("G-021", "93.012", "优秀"),
        ("G-024", "89.995", "良好"),
    ],
)
def test_edges_belong_to_the_better_grade_and_nothing_is_rounded(case, total, expected):
    verdict = judge(BenchDouble(office(), {"甲": total})).verdicts["甲"]
    assert (verdict.grade, verdict.grade_before) == (expected, expected)
    assert verdict.grades_possible == (expected,)


@pytest.mark.parametrize(
    ("case", "total", "grades", "proposed"),
    [
        ("G-011", "92.3", ("优秀", "良好"), []),
        ("G-012", "72", ("达标", "诫勉"), ["书面情况报告", "诫勉谈话"]),
        ("G-013", "65", ("诫勉", "诫勉"), ["重点整改单位", "书面情况报告", "诫勉谈话"]),
        ("G-014", "92.3", ("优秀", "良好"), []),  # two incidents: one case either way
    ],
)
def test_an_incident_takes_one_grade(case, total, grades, proposed):
    advanced = Honour("年度先进", share("100%"), grades=("优秀", "良好"))
    given = office(vetoes=(INCIDENT,), consequences=DUTIES, honours=(advanced,))
    bench = BenchDouble(
        given,
        {"甲": total},
        {"甲": {INCIDENT.name: True}},
        rules={"等次为诫勉": is_graded("诫勉")},
    )
    verdict = judge(bench).verdicts["甲"]
    assert (verdict.grade_before, verdict.grade) == grades
    assert [proposal.code for proposal in verdict.consequences] == proposed
    assert HonourState.PROPOSED not in {one.state for one in verdict.honours}
    assert f"{INCIDENT.name}:取消评先:单位" in {flag.code for flag in verdict.flags}


def test_a_punished_person_falls_to_the_lowest_grade_outright():
    """G-023: the score stays 96.62."""
    punished = veto("违纪违法受查处", ("set", "诫勉"))
    bench = BenchDouble(office(vetoes=(punished,)), {"甲": "96.62"}, {"甲": {punished.name: True}})
    verdict = judge(bench).verdicts["甲"]
    assert (verdict.grade_before, verdict.grade) == ("优秀", "诫勉")
    (move,) = verdict.moves
    assert (move.cause, move.before, move.after) == (Cause.SET, "优秀", "诫勉")


def test_one_person_costs_the_unit_a_grade_and_its_title():
    """G-026."""
    advanced = Honour("年度先进", share("100%"), grades=("优秀",))
    bench = BenchDouble(
        office(vetoes=(INCIDENT,), honours=(advanced,)),
        {"处": "91.2"},
        {"处": {INCIDENT.name: True}},
    )
    verdict = judge(bench).verdicts["处"]
    assert (verdict.grade_before, verdict.grade, verdict.honours) == ("优秀", "良好", ())


FLOOR = SeatRounding.FLOOR


@pytest.mark.parametrize(
    ("case", "share_of", "scores", "seats_of", "outcome"),
    [
        ("G-027", (20, "30%"), "97 96.2 95.5 94 93.8 92.1 91 90", ("6", 6), ("ABCDEF", "", 0)),
        ("G-028", (12, "30%"), "96 95 94 93", ("3.6", 3), ("ABC", "", 0)),
        ("G-029", (10, "30%"), "95 94 93.5 93.5 91", ("3", 3), ("AB", "CD", 1)),
        ("G-030", (10, "30%"), "95 91", ("3", 3), ("AB", "", 1)),
        ("G-032", (3, "30%"), "95 94", ("0.9", 0), ("", "", 0)),
        ("G-033", (10, "30%"), "96 95 93.504 93.496 93.4964", ("3", 3), ("ABC", "", 0)),
        ("G-034", (40, "15%"), "98 97 96 95 94 93 92 91", ("6", 6), ("ABCDEF", "", 0)),
    ],
)
def test_advanced_units(case, share_of, scores, seats_of, outcome):
    total, percent = share_of
    proposed, tied, open_ = outcome
    candidates = dict(zip("ABCDEFGH", scores.split(), strict=False))
    others = {f"其他{number}": "85" for number in range(total - len(candidates))}
    quota = share(percent, FLOOR, body="局长办公会议")
    given = office(honours=(Honour("年度先进", quota, grades=("优秀",)),))
    judged = judge(BenchDouble(given, candidates | others))
    (decision,) = judged.decisions
    assert (decision.raw, decision.seats) == (Fraction(seats_of[0]), seats_of[1])
    assert decision.proposed == tuple(proposed)
    assert decision.tied == tuple(tied)
    assert decision.seats_open == open_
    assert decision.needs_decision is bool(tied)
    for name in tied:
        (standing,) = judged.verdicts[name].honours
        assert standing.state is HonourState.TIED
    assert ("no-seats" in {problem.code for problem in judged.problems}) is (decision.seats == 0)


# --- villages --------------------

VILLAGE_GRADES = (grade("优秀", "95"), grade("合格", "80"), grade("不合格", otherwise=True))


@pytest.mark.parametrize(
    ("case", "total", "expected"),
    [
        ("GB-043", "95.00", "优秀"),
        ("GB-045", "94.40", "合格"),
        ("GB-046", "80.00", "合格"),
        ("GB-047", "79.99", "不合格"),
    ],
)
def test_village_grades(case, total, expected):
    assert (
        judge(BenchDouble(scheme(VILLAGE_GRADES), {"村": total})).verdicts["村"].grade == expected
    )


def test_commended_are_five_villages_and_one_community():
    """GB-049: seats by the class of the pool."""
    by_class = {"村": Fraction(5), "社区": Fraction(1)}
    quota = seats("按类别", pool="类别")
    bench = BenchDouble(
        scheme(VILLAGE_GRADES, honours=(Honour("表彰", quota),)),
        {f"{kind}{number}": 70 + number for kind, many in (("村", 18), ("社区", 3))
         for number in range(many)},
        rules={"按类别": lambda bench, one, names: by_class[bench.column(one, column="类别")]},
    )  # fmt: skip
    bench.columns = {one: {"类别": one.rstrip("0123456789")} for one in bench.subjects}
    villages, communities = judge(bench).decisions
    assert villages.proposed == ("村13", "村14", "村15", "村16", "村17")
    assert communities.proposed == ("社区2",)
    assert (villages.group, communities.group) == ("村", "社区")


def test_pay_is_in_proportion_to_the_score():
    """GB-050: 12000 × 88.70 %."""
    pay = Consequence("待遇", "按得分比例兑现", formula("是"), amount=formula("基数"), unit="元")
    bench = BenchDouble(
        scheme(consequences=(pay,)),
        {"村": "88.70"},
        rules={
            "是": lambda bench, one, names: True,
            "基数": lambda bench, one, names: 12000 * names["总分"] / 100,
        },
    )
    (proposal,) = judge(bench).verdicts["村"].consequences
    assert proposal.as_json()["amount"] == {"exact": "10644", "unit": "元"}


def test_a_veto_caps_the_grade_and_bars_commendation():
    """GB-051: the score stays."""
    safety = veto("安全生产", ("cap", "合格"), ("bar", ("单位",)))
    given = scheme(VILLAGE_GRADES, vetoes=(safety,), honours=(Honour("表彰", seats("1")),))
    bench = BenchDouble(given, {"村": "96.20"}, {"村": {"安全生产": True}})
    judged = judge(bench)
    verdict = judged.verdicts["村"]
    assert (verdict.grade_before, verdict.grade) == ("优秀", "合格")
    assert [one.state for one in verdict.honours] == [HonourState.BARRED]
    assert judged.decisions[0].proposed == ()


# --- one decimal is official --------------------

SAFETY_OK = GradeCondition(formula("安全合格"), "安全生产考核合格以上")
NO_CASE = GradeCondition(formula("无案件"), "未发生违纪违法案件")
ONE_PLACE_GRADES = (
    grade("优秀", "80", conditions=(SAFETY_OK, NO_CASE)),
    grade("良好", "70"),
    grade("合格", "60"),
    grade("不合格", otherwise=True),
)


@pytest.mark.parametrize(
    ("case", "exact", "expected"), [("GB-062", "79.92", "良好"), ("GB-065", "59.95", "合格")]
)
def test_the_published_figure_is_graded_where_it_is_official(case, exact, expected):
    given = scheme(ONE_PLACE_GRADES, on_published=True, places=1)
    assert judge(BenchDouble(given, {"甲": exact})).verdicts["甲"].grade == expected


@pytest.mark.parametrize(
    ("case", "is_safe", "is_clean"), [("GB-067", False, True), ("GB-068", True, False)]
)
def test_a_failed_condition_costs_one_grade(case, is_safe, is_clean):
    bench = BenchDouble(
        scheme(ONE_PLACE_GRADES, on_published=True, places=1),
        {"甲": "92.0"},
        truths={"甲": {"安全合格": is_safe, "无案件": is_clean}},
    )
    verdict = judge(bench).verdicts["甲"]
    assert verdict.grade == "良好"
    (move,) = verdict.moves
    assert (move.cause, move.before, move.after) == (Cause.CONDITION, "优秀", "良好")


# --- a quarter may be 先进 --------------------

COUNTY_BAR = Bar("特大生产安全事故", authority="安监部门")


def county(quota, *, edge="90", **more):
    return scheme(
        (
            grade("先进", edge, quota=quota, bars=(COUNTY_BAR,)),
            grade("合格", "60"),
            grade("不合格", otherwise=True),
        ),
        **more,
    )


@pytest.mark.parametrize(
    ("case", "units", "expected"),
    [
        ("GB-084", 7, 2),
        ("GB-085", 32, 8),
        ("GB-086", 6, 2),
        ("GB-087", 9, 2),
        ("GB-088", 10, 3),
        ("GB-089", 1, 0),
        ("GB-090", 39, 10),
    ],
)
def test_a_quarter_of_the_units(case, units, expected):
    values = {f"乡{number}": 95 - number for number in range(units)}
    judged = judge(BenchDouble(county(share("25%"), edge="0"), values))
    (decision,) = judged.decisions
    assert decision.seats == len(decision.proposed) == expected
    assert any("无人可评" in warning for warning in decision.warnings) is (expected == 0)


SEVEN = {"甲": "95", "乙": "93", "丙": "91", "丁": "89.99", "戊": "88", "己": "80", "庚": "59"}


@pytest.mark.parametrize(
    ("case", "values", "barred", "proposed", "tied"),
    [
        ("GB-091", SEVEN, "", "甲乙", ""),
        ("GB-092", SEVEN, "甲", "乙丙", ""),
        ("GB-093", {"甲": "90.00", "乙": "89.99", "丙": "89"}, "", "甲", ""),
        ("GB-094", {"甲": "92", "乙": "91", "丙": "91"}, "", "甲", "乙丙"),
    ],
)
def test_who_is_advanced(case, values, barred, proposed, tied):
    quota = share("25%") if len(values) == 7 else seats("2")
    bench = BenchDouble(county(quota), values, {one: {COUNTY_BAR.name: True} for one in barred})
    judged = judge(bench)
    (decision,) = judged.decisions
    assert (decision.seats, decision.proposed, decision.tied) == (2, tuple(proposed), tuple(tied))
    for name, verdict in judged.verdicts.items():
        if name in tied:
            assert verdict.grade is None
            assert verdict.grades_possible == ("先进", "合格")
            assert verdict.grade_before == "先进"
        else:
            assert (verdict.grade == "先进") is (name in proposed)


def test_what_prints_as_ninety_is_not_ninety():
    """GB-095."""
    bench = BenchDouble(county(seats("2")), {"甲": "89.996"})
    assert bench.published("甲", path="总分") == 90
    assert judge(bench).verdicts["甲"].grade == "合格"


@pytest.mark.parametrize(
    ("case", "scores", "places", "is_below"),
    [
        ("GB-096", "97 96.5 96 95.8 95.5 95.2 95 94 90", 5, False),
        ("GB-097", "97 96 95 94.99 90 88 85 84 80", 3, False),
        ("GB-098", "97 96 94.99 94 90 88 85 84 80", 2, True),
    ],
)
def test_three_to_five_places(case, scores, places, is_below):
    quota = seats("5", least=formula("3"))
    values = {f"村{number}": score for number, score in enumerate(scores.split())}
    (decision,) = judge(BenchDouble(county(quota, edge="95"), values)).decisions
    assert len(decision.proposed) == places
    assert any("少于规定的至少 3" in one for one in decision.warnings) is is_below


@pytest.mark.parametrize(
    ("case", "total", "expected"), [("GB-099", "60.00", "合格"), ("GB-100", "59.99", "不合格")]
)
def test_sixty_is_enough(case, total, expected):
    verdict = judge(BenchDouble(county(seats("0")), {"甲": total})).verdicts["甲"]
    assert verdict.grade == expected


def test_copied_are_the_last_three_below_sixty():
    """GB-101."""
    copied = Consequence("抄送", "抄送干部主管部门", formula("后三名且不满六十"))
    bench = BenchDouble(
        county(seats("0"), consequences=(copied,)),
        {"a": 40, "b": 50, "c": 55, "d": 58, "e": 61},
        rules={
            "后三名且不满六十": lambda bench, one, names: (
                names["倒数名次"] <= 3 and names["总分"] < 60
            )
        },
    )
    verdicts = judge(bench).verdicts
    assert [one for one in verdicts if verdicts[one].consequences] == ["a", "b", "c"]


# --- a district's two levels --------------------

FAMILY = veto("计划生育", ("cap", "合格"))
DISTRICT_GRADES = (
    grade("优秀", "90"),
    grade("良好", "80"),
    grade("合格", "70"),
    grade("不合格", otherwise=True),
)


@pytest.mark.parametrize(
    ("case", "total", "expected"),
    [
        ("GB-127", "90", "优秀"),
        ("GB-129", "80", "良好"),
        ("GB-130", "79.99", "合格"),
        ("GB-131", "70", "合格"),
        ("GB-132", "69.99", "不合格"),
    ],
)
def test_half_open_bands(case, total, expected):
    bench = BenchDouble(scheme(DISTRICT_GRADES), {"甲": total})
    assert judge(bench).verdicts["甲"].grade == expected


def test_an_unsatisfied_public_bars_the_head():
    """GB-134: 599 of 1000 are less than 60 %."""
    rules = {"满意率不满六十": lambda bench, one, names: Fraction(599, 1000) < Fraction(60, 100)}
    unsatisfied = veto(
        "群众满意率低", ("bar", ("主要负责人",)), condition=formula("满意率不满六十")
    )
    rectify = Consequence("整改", "责令限期整改", formula("满意率不满六十"))
    given = scheme(DISTRICT_GRADES, vetoes=(unsatisfied,), consequences=(rectify,))
    verdict = judge(BenchDouble(given, {"甲": 85}, rules=rules)).verdicts["甲"]
    assert "群众满意率低:取消评先:主要负责人" in {flag.code for flag in verdict.flags}
    assert [proposal.code for proposal in verdict.consequences] == ["整改"]
    assert verdict.grade == "良好"


@pytest.mark.parametrize(
    ("case", "total", "vetoed", "amount"),
    [
        ("GB-135", "95", False, "98000"),
        ("GB-136", "85", False, "49000"),
        ("GB-172", "95", True, None),
    ],
)
def test_wage_awards(case, total, vetoed, amount):
    months = {"优秀": Fraction(1), "良好": Fraction(1, 2)}
    award = Consequence(
        "奖金",
        "绩效奖",
        formula("有奖"),
        Standing.AWAITING_BASIS,
        amount=formula("奖金额"),
        unit="元",
        persons=formula("35"),
    )
    bench = BenchDouble(
        scheme(DISTRICT_GRADES, vetoes=(FAMILY,), consequences=(award,)),
        {"甲": total},
        {"甲": {"计划生育": vetoed}},
        rules={
            "有奖": lambda bench, one, names: names["等次"] in months,
            "奖金额": lambda bench, one, names: months[names["等次"]] * 35 * 2800,
        },
    )
    verdict = judge(bench).verdicts["甲"]
    proposals = [proposal.as_json() for proposal in verdict.consequences]
    if amount is None:
        assert (proposals, verdict.grade_before, verdict.grade) == ([], "优秀", "合格")
    else:
        (proposal,) = proposals
        assert proposal["amount"] == {"exact": amount, "unit": "元"}
        assert (proposal["state"], proposal["persons"]) == ("awaiting_basis", 35)


@pytest.mark.parametrize(
    ("case", "last_year", "expected"),
    [
        ("GB-139", "差", ["通报批评", "书面检查", "取消评优", "组织处理意见"]),
        ("GB-140", "合格", ["通报批评", "书面检查", "取消评优"]),
    ],
)
def test_two_bad_years_in_a_row(case, last_year, expected):
    once = [Consequence(text, text, formula("差")) for text in expected[:3]]
    twice = Consequence("组织处理意见", "组织处理意见", formula("连续两年差"))
    bench = BenchDouble(
        scheme((grade("好", "70"), grade("差", otherwise=True)), consequences=(*once, twice)),
        {"甲": 60},
        rules={
            "差": is_graded("差"),
            "连续两年差": lambda bench, one, names: names["等次"] == "差" and last_year == "差",
        },
    )
    assert [one.code for one in judge(bench).verdicts["甲"].consequences] == expected


def test_unit_and_head_are_barred_for_the_year():
    """GB-171: the score stays."""
    stability = veto("社会稳定", ("bar", ("单位", "主要负责人")))
    given = scheme(vetoes=(stability,), honours=(Honour("评优创先", seats("1")),))
    judged = judge(BenchDouble(given, {"甲": 96}, {"甲": {"社会稳定": True}}))
    verdict = judged.verdicts["甲"]
    codes = [flag.code for flag in verdict.flags]
    assert codes == ["社会稳定", "社会稳定:取消评先:单位", "社会稳定:取消评先:主要负责人"]
    assert [one.state for one in verdict.honours] == [HonourState.BARRED]
    assert (verdict.grade, verdict.rank) == (None, 1)


def test_the_list_of_the_last_three_is_the_one_that_is_named_first():
    """AM-26: the same unit is last of its class and not among the last three of all."""
    order = (SortKey("总分"),)
    by_class = Ranking("同类", order, "类别")
    in_all = Ranking("全县", order)
    copied = Consequence("抄送", "抄送", formula("最后一名"))
    values = {"甲乡": 70, "乙乡": 80, "甲局": 50, "乙局": 60}
    bench = BenchDouble(
        scheme(rankings=(by_class, in_all), consequences=(copied,)),
        values,
        columns={one: {"类别": one[-1]} for one in values},
        rules={"最后一名": lambda bench, one, names: names["倒数名次"] == 1},
    )
    verdicts = judge(bench).verdicts
    assert [one for one in values if verdicts[one].consequences] == ["甲乡", "甲局"]
    assert dict(verdicts["甲乡"].ranks) == {"同类": 2, "全县": 2}
