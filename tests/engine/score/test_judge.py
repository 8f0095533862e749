"""Judging as a whole: grades of incomplete subjects, ranks, honours, consequences, shapes."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaoji.engine.plinth.values import NOT_APPLICABLE, UNDEFINED, OneOf, Span
from kaoji.engine.scheme.model import (
    Bar,
    Consequence,
    GradeCondition,
    Honour,
    Ranking,
    RankMethod,
    SortKey,
    Standing,
)
from kaoji.engine.score.judge import judge
from kaoji.engine.score.verdict import Cause, HonourState, Verdict, count_as_json
from tests.engine.score.bench_double import (
    BenchDouble,
    formula,
    grade,
    scheme,
    seats,
    veto,
)

GRADES = (grade("优", "90"), grade("中", "60"), grade("差", otherwise=True))
UNKNOWN = OneOf((True, False))


def span(low, high):
    return Span(*(None if end is None else Fraction(end) for end in (low, high)))


def one(total, grades=GRADES, **more):
    bench = {key: more.pop(key) for key in ("rules", "truths", "cases") if key in more}
    return judge(BenchDouble(scheme(grades, **more), {"甲": total}, **bench))


# --- thresholds --------------------


@pytest.mark.parametrize(
    ("low", "high", "possible"),
    [
        (91, 95, ("优",)),
        (85, 90, ("优", "中")),
        (85, 89, ("中",)),
        (50, 95, ("优", "中", "差")),
        (None, 70, ("中", "差")),
        (90, None, ("优",)),
        (None, None, ("优", "中", "差")),
    ],
)
def test_an_incomplete_subject_has_possible_grades_only(low, high, possible):
    verdict = one(span(low, high)).verdicts["甲"]
    assert (verdict.grade, verdict.grade_before, verdict.rank) == (None, None, None)
    assert verdict.grades_possible == possible
    assert verdict.rank_range == (1, 1)


def test_a_fixed_grade_stands_while_others_are_incomplete():
    judged = judge(BenchDouble(scheme(GRADES), {"甲": 95, "乙": span(0, 100)}))
    assert judged.verdicts["甲"].grade == "优"
    assert judged.verdicts["甲"].rank is None
    assert judged.verdicts["甲"].rank_range == (1, 2)


@pytest.mark.parametrize(
    ("total", "expected"),
    [("89.95", "优"), ("89.94", "中"), (span("89.94", "89.95"), None), (UNDEFINED, None)],
)
def test_the_official_figure_is_rounded_also_at_the_ends(total, expected):
    judged = one(total, on_published=True, places=1)
    assert judged.verdicts["甲"].grade == expected
    if isinstance(total, Span):
        assert judged.verdicts["甲"].grades_possible == ("优", "中")


def test_equal_official_figures_are_level():
    values = {"甲": "89.96", "乙": "90.04", "丙": span(None, "89.99")}
    verdicts = judge(BenchDouble(scheme(GRADES, on_published=True, places=1), values)).verdicts
    assert [verdicts[name].rank_range for name in values] == [(1, 1), (1, 1), (1, 3)]


@pytest.mark.parametrize(
    ("total", "expected"),
    [("80", "下"), ("80.01", "上"), (span(80, 81), None), (span(None, None), None)],
)
def test_above_excludes_its_edge(total, expected):
    grades = (grade("上", above=formula("80")), grade("下", otherwise=True))
    assert one(total, grades).verdicts["甲"].grade == expected


@pytest.mark.parametrize("low", [Fraction(81), Fraction(80)])
def test_above_with_bounds(low):
    grades = (grade("上", above=formula("80")), grade("下", otherwise=True))
    possible = one(Span(low, None), grades).verdicts["甲"].grades_possible
    assert possible == (("上",) if low > 80 else ("上", "下"))


@pytest.mark.parametrize(
    ("edge", "possible", "codes"),
    [
        (span(80, 85), ("上",), []),
        (span(85, 95), ("上", "下"), []),
        (span(91, None), ("下",), []),
        (UNDEFINED, ("上", "下"), ["number-without-value"]),
    ],
)
def test_an_open_edge(edge, possible, codes):
    grades = (grade("上", "线"), grade("下", otherwise=True))
    judged = one(90, grades, rules={"线": lambda bench, name, names: edge})
    assert judged.verdicts["甲"].grades_possible == possible
    assert [problem.code for problem in judged.problems] == codes
    # The figure's own grade is not known either while the edge is open.
    before = {("上",): "上", ("下",): "下"}.get(possible)
    assert judged.verdicts["甲"].grade_before == before


def test_grades_by_condition_need_no_figure():
    grades = (grade("甲等", condition=formula("达到")), grade("乙等", otherwise=True))
    assert one(None, grades, truths={"甲": {"达到": True}}).verdicts["甲"].grade == "甲等"
    assert one(None, grades, truths={"甲": {"达到": False}}).verdicts["甲"].grade == "乙等"
    open_ = one(None, grades, truths={"甲": {"达到": UNKNOWN}}).verdicts["甲"]
    assert (open_.grade, open_.grade_before) == (None, None)
    assert open_.grades_possible == ("甲等", "乙等")


@pytest.mark.parametrize("total", [None, UNDEFINED, NOT_APPLICABLE])
def test_without_a_figure_there_is_no_grade_and_no_lowest_one(total):
    stop = veto("停", ("down", 1))
    judged = one(total, vetoes=(stop,), cases={"甲": {"停": True}})
    verdict = judged.verdicts["甲"]
    assert (verdict.grade, verdict.grade_before, verdict.grades_possible) == (None, None, ())
    assert verdict.moves[0].cause is Cause.DOWN
    codes = [problem.code for problem in judged.problems]
    assert codes == ["grade-without-value"] + ["rank-without-value"] * (total is not None)


def test_a_ladder_without_a_last_step_is_reported():
    grades = (grade("优", "90"), grade("中", "60"))
    judged = one(50, grades)
    assert [problem.code for problem in judged.problems] == ["no-grade-fits"]
    assert judged.verdicts["甲"].grades_possible == ()
    assert one(span(50, 70), grades).verdicts["甲"].grades_possible == ("中",)
    stop = veto("停", ("cap", "中"))
    vetoed = one(50, grades, vetoes=(stop,), cases={"甲": {"停": True}})
    assert vetoed.verdicts["甲"].grade is None


def test_several_failed_conditions_cost_one_grade():
    conditions = tuple(GradeCondition(formula(text), text, clause="四") for text in "ab")
    grades = (grade("优", "90", conditions=conditions), *GRADES[1:])
    verdict = one(95, grades).verdicts["甲"]
    (move,) = verdict.moves
    assert (move.name, move.before, move.after, move.clause) == ("a、b", "优", "中", "四")


def test_an_open_condition_leaves_both_grades_possible():
    grades = (grade("优", "90", conditions=(GradeCondition(formula("a"), "a"),)), *GRADES[1:])
    verdict = one(95, grades, truths={"甲": {"a": UNKNOWN}}).verdicts["甲"]
    assert (verdict.grade, verdict.grades_possible) == (None, ("优", "中"))
    assert (verdict.grade_before, verdict.moves) == ("优", ())


def test_an_open_way_to_a_rationed_grade():
    """Whether 甲 reaches 中 depends on the tie above; so does 乙's seat there."""
    grades = (
        grade("优", "90", quota=seats("1")),
        grade("中", "60", quota=seats("1")),
        grade("差", otherwise=True),
    )
    judged = judge(BenchDouble(scheme(grades), {"甲": 95, "乙": 95, "丙": 70}))
    verdicts = judged.verdicts
    assert verdicts["丙"].grades_possible == ("中", "差")
    assert verdicts["甲"].grades_possible == ("优", "中", "差")
    first, second = judged.decisions
    assert (first.tied, second.tied) == (("甲", "乙"), ())
    assert second.warnings == ("名额归属待定：甲、乙尚有未齐或未定事项",)


def test_who_may_hold_a_better_grade_is_not_surely_there_below():
    grades = (
        grade("一", "90", quota=seats("1")),
        grade("二", "80", bars=(Bar("处分"),)),
        grade("三", "70", quota=seats("1")),
        grade("四", otherwise=True),
    )
    cases = {"甲": {"处分": True}, "乙": {"处分": True}}
    judged = judge(BenchDouble(scheme(grades), {"甲": 95, "乙": 95, "丙": 75}, cases))
    assert [decision.tied for decision in judged.decisions] == [("甲", "乙"), ()]
    assert judged.verdicts["甲"].grades_possible == ("一", "三", "四")


def test_nobody_fails_or_is_barred_at_the_lowest_grade():
    lowest = grade(
        "差",
        otherwise=True,
        conditions=(GradeCondition(formula("a"), "a"),),
        bars=(Bar("处分"),),
    )
    judged = one(50, (GRADES[0], lowest), cases={"甲": {"处分": True}})
    assert judged.verdicts["甲"].grade == "差"


# --- ranks --------------------


def ranked(values, **more):
    ranking = Ranking("榜", (SortKey("总分"),), **more)
    verdicts = judge(BenchDouble(scheme(rankings=(ranking,)), values)).verdicts
    return [verdicts[name].rank for name in values]


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        (RankMethod.COMPETITION, [1, 2, 2, 4]),
        (RankMethod.DENSE, [1, 2, 2, 3]),
        (RankMethod.AVERAGE, [1, Fraction(5, 2), Fraction(5, 2), 4]),
    ],
)
def test_methods_of_ranking(method, expected):
    assert ranked({"甲": 9, "乙": 8, "丙": 8, "丁": 7}, method=method) == expected


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        (RankMethod.COMPETITION, [(1, 2), (2, 3), (2, 3), (1, 4)]),
        (RankMethod.DENSE, [(1, 2), (2, 3), (2, 3), (1, 4)]),
        (RankMethod.AVERAGE, [(1, 2), (Fraction(5, 2), Fraction(7, 2))] * 1
         + [(Fraction(5, 2), Fraction(7, 2)), (1, 4)]),
    ],
)  # fmt: skip
def test_ranks_beside_an_incomplete_subject(method, expected):
    values = {"甲": 9, "乙": 8, "丙": 8, "丁": span(0, 10)}
    ranking = Ranking("榜", (SortKey("总分"),), method=method)
    verdicts = judge(BenchDouble(scheme(rankings=(ranking,)), values)).verdicts
    assert [verdicts[name].rank_range for name in values] == expected


def test_dense_ranks_know_only_places_that_are_taken():
    """Two who are certainly ahead may share one place."""
    values = {"甲": span(8, 9), "乙": span(8, 9), "丙": 1}
    ranking = Ranking("榜", (SortKey("总分"),), method=RankMethod.DENSE)
    verdicts = judge(BenchDouble(scheme(rankings=(ranking,)), values)).verdicts
    assert verdicts["丙"].rank_range == (2, 3)


def test_the_default_ranking_is_by_group_when_there_are_groups():
    values = {"甲": 9, "乙": 8, "丙": 7}
    columns = {"甲": {"组别": "一"}, "乙": {"组别": "二"}, "丙": {"组别": "一"}}
    verdicts = judge(BenchDouble(scheme(), values, columns=columns)).verdicts
    assert [verdicts[name].rank for name in values] == [1, 1, 2]
    assert dict(verdicts["丙"].ranks) == {"总分": 2}
    alone = judge(BenchDouble(scheme(), values)).verdicts
    assert [alone[name].rank for name in values] == [1, 2, 3]


def test_an_open_bar_leaves_ranks_open():
    stop = veto("停", ("bar", ("单位",)))
    ranking = Ranking("榜", (SortKey("总分"),), with_barred=False)
    given = scheme(vetoes=(stop,), rankings=(ranking,))
    verdicts = judge(BenchDouble(given, {"甲": 9, "乙": 8}, {"甲": {"停": UNKNOWN}})).verdicts
    assert (verdicts["乙"].rank, verdicts["乙"].rank_range) == (None, (1, 2))


# --- honours --------------------


def test_honours_go_to_final_grades_in_range():
    honour = Honour("标兵", seats("5"), grades=("优",), condition=formula("无事故"))
    values = {"甲": 95, "乙": 95, "丙": 70, "丁": span(80, 95)}
    truths = {"甲": {"无事故": True}, "丁": {"无事故": True}}
    judged = judge(BenchDouble(scheme(GRADES, honours=(honour,)), values, truths=truths))
    assert judged.decisions[0].proposed == ("甲",)
    assert judged.verdicts["甲"].honours[0].as_json() == {
        "code": "标兵",
        "text": "建议授予「标兵」",
        "clause": None,
        "authority": None,
        "state": "proposed",
    }


def test_who_is_out_of_ranking_gets_no_honour():
    honour = Honour("标兵", seats("5"))
    bench = BenchDouble(scheme(honours=(honour,)), {"甲": 9, "乙": 8}, unranked=frozenset("甲"))
    assert judge(bench).decisions[0].proposed == ("乙",)


def test_no_honour_below_the_range_even_if_barred():
    honour = Honour("标兵", seats("1"), grades=("优",), bars=(Bar("处分"),))
    judged = one(70, honours=(honour,), cases={"甲": {"处分": True}})
    assert judged.verdicts["甲"].honours == ()


def test_an_honour_waits_for_the_tie_in_the_grade():
    grades = (grade("优", "90", quota=seats("1")), GRADES[2])
    honour = Honour("标兵", seats("1"), grades=("优",))
    judged = judge(BenchDouble(scheme(grades, honours=(honour,)), {"甲": 95, "乙": 95}))
    decision = judged.decisions[1]
    assert (decision.proposed, decision.tied) == ((), ())
    assert decision.warnings == ("名额归属待定：甲、乙尚有未齐或未定事项",)
    assert judged.verdicts["甲"].honours == ()


def test_a_tied_honour_names_the_body():
    honour = Honour("标兵", seats("1", body="领导小组"))
    judged = judge(BenchDouble(scheme(honours=(honour,)), {"甲": 9, "乙": 9}))
    (standing,) = judged.verdicts["甲"].honours
    assert standing.state is HonourState.TIED
    assert "领导小组" in standing.text


# --- consequences --------------------


def names_seen(values, **more):
    """The names that the consequence of each subject reads."""
    seen = {}

    def look(bench, subject, names):
        seen[subject] = dict(names)
        return False

    grades = more.pop("grades", GRADES)
    cases, unranked = more.pop("cases", {}), more.pop("unranked", frozenset())
    given = scheme(grades, consequences=(Consequence("看", "看", formula("看")),), **more)
    judge(BenchDouble(given, values, cases, rules={"看": look}, unranked=unranked))
    return seen


def test_what_a_consequence_can_read():
    honours = (Honour("标兵", seats("1"), bars=(Bar("处分"),)),)
    vetoes = (veto("一票", ("cap", "中")), veto("旧规", ("cap", "差")))
    cases = {"甲": {"一票": True}, "丙": {"处分": True}}
    seen = names_seen({"甲": 95, "乙": 95, "丙": 50}, honours=honours, vetoes=vetoes, cases=cases)
    assert seen["甲"] == {
        "处分": False,
        "一票": True,
        "旧规": False,
        "名次": 1,
        "倒数名次": 2,
        "总数": 3,
        "总分名次": 1,
        "总分倒数名次": 2,
        "总分总数": 3,
        "总分": 95,
        "等次": "中",
        "原等次": "优",
        "荣誉": OneOf(((), ("标兵",))),
    }
    assert (seen["丙"]["处分"], seen["丙"]["荣誉"]) == (True, ())
    assert seen["丙"]["倒数名次"] == 1


def test_names_that_are_not_known_are_unknown():
    vetoes = (veto("一票", ("cap", "中")),)
    seen = names_seen(
        {"甲": 95, "乙": span(80, 100), "丙": 40}, vetoes=vetoes, cases={"丙": {"一票": UNKNOWN}}
    )
    assert seen["乙"]["等次"] == OneOf(("优", "中"))
    assert seen["乙"]["原等次"] == OneOf(())
    assert seen["乙"]["总分"] == span(80, 100)
    assert seen["乙"]["名次"] == Span(Fraction(1), Fraction(2), tight=False)
    assert seen["甲"]["总数"] == 3
    assert seen["丙"]["一票"] == UNKNOWN
    assert (seen["丙"]["名次"], seen["丙"]["等次"]) == (3, "差")


def test_names_of_who_is_not_graded_or_ranked():
    seen = names_seen({"甲": None}, grades=(), unranked=frozenset("甲"))
    assert seen["甲"]["等次"] == seen["甲"]["原等次"] == UNDEFINED
    assert seen["甲"]["名次"] == seen["甲"]["总数"] == NOT_APPLICABLE
    assert "总分" not in seen["甲"]


def test_many_open_honours_are_simply_unknown():
    honours = tuple(Honour(f"号{number}", seats("1")) for number in range(5))
    assert names_seen({"甲": 9, "乙": 9}, honours=honours)["甲"]["荣誉"] == OneOf(())


@pytest.mark.parametrize(
    ("standing", "ruling", "state"),
    [
        (Standing.PROPOSED, None, "proposed"),
        (Standing.AWAITING_BASIS, None, "awaiting_basis"),
        (Standing.PROPOSED, False, "awaiting_ruling"),
        (Standing.PROPOSED, UNKNOWN, "awaiting_ruling"),
        (Standing.PROPOSED, True, "proposed"),
        (Standing.NOT_EXECUTABLE, UNKNOWN, "not_executable"),
    ],
)
def test_the_state_of_a_consequence(standing, ruling, state):
    given = Consequence(
        "约谈",
        "约谈主要负责人",
        formula("是"),
        standing,
        ruling=None if ruling is None else "已解释",
        clause="七",
        authority="县委",
    )
    judged = one(
        50,
        consequences=(given,),
        rules={"是": lambda bench, name, names: True},
        cases={"甲": {"已解释": ruling}},
    )
    (proposal,) = judged.verdicts["甲"].consequences
    assert proposal.as_json() == {
        "code": "约谈",
        "text": "约谈主要负责人",
        "clause": "七",
        "authority": "县委",
        "state": state,
        "amount": None,
        "persons": None,
    }


@pytest.mark.parametrize(
    ("truth", "count", "codes"),
    [
        (True, 1, []),
        (False, 0, []),
        (NOT_APPLICABLE, 0, []),
        (UNKNOWN, 0, ["consequence-undecided"]),
    ],
)
def test_what_is_open_is_not_proposed_and_reported(truth, count, codes):
    given = Consequence("通报", "通报", formula("是"))
    judged = one(50, consequences=(given,), rules={"是": lambda bench, name, names: truth})
    assert len(judged.verdicts["甲"].consequences) == count
    assert [problem.code for problem in judged.problems] == codes


def test_an_amount_that_is_not_known_is_not_invented():
    given = Consequence("奖", "奖", formula("是"), amount=formula("额"), unit="元")
    rules = {
        "是": lambda bench, name, names: True,
        "额": lambda bench, name, names: span(1, 2),
    }
    judged = one(50, consequences=(given,), rules=rules)
    assert judged.verdicts["甲"].consequences[0].as_json()["amount"] is None
    assert [problem.code for problem in judged.problems] == ["amount-unknown"]


# --- shapes --------------------


def test_a_verdict_in_the_outer_shape():
    assert one(95).verdicts["甲"].as_json() == {
        "grade": "优",
        "grade_before": "优",
        "grades_possible": ["优"],
        "rank": 1,
        "rank_range": None,
        "ranks": {"总分": 1},
        "flags": [],
        "honours": [],
        "consequences": [],
    }
    assert Verdict("甲", rank_range=(Fraction(1), Fraction(5, 2))).as_json()["rank_range"] == [
        1,
        "2.5",
    ]
    assert count_as_json(None) is None


def test_a_decision_in_the_outer_shape():
    grades = (grade("先进", "90", quota=seats("1", body="领导小组")), GRADES[2])
    (decision,) = judge(BenchDouble(scheme(grades), {"甲": 95, "乙": 95})).decisions
    assert decision.as_json() == {
        "what": "先进",
        "kind": "grade",
        "group": None,
        "body": "领导小组",
        "share": None,
        "seats": 1,
        "proposed": [],
        "tied": ["甲", "乙"],
        "seats_open": 1,
        "needs_decision": True,
        "warnings": [],
    }


def test_an_empty_bench():
    judged = judge(BenchDouble(scheme(GRADES, honours=(Honour("标兵", seats("1")),)), {}))
    assert dict(judged.verdicts) == {}
    assert judged.decisions[0].proposed == ()
