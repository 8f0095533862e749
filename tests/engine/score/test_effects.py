"""Vetoes: effects in the order written, validity, duties, flags, and what stays open."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from kaoji.engine.plinth.values import UNDEFINED, OneOf, Span
from kaoji.engine.scheme.model import Bar, Honour, Ranking, SortKey
from kaoji.engine.score.effects import duties_of, trail_of
from kaoji.engine.score.judge import judge
from kaoji.engine.score.verdict import Cause, FlagKind, HonourState
from tests.engine.score.bench_double import (
    BenchDouble,
    formula,
    grade,
    scheme,
    seats,
    veto,
)

GRADES = (
    grade("优秀", "90", aliases=("先进",)),
    grade("良好", "80"),
    grade("合格", "60"),
    grade("不合格", otherwise=True),
)
UNKNOWN = OneOf((True, False))


def verdict_of(*vetoes, total=95, **more):
    return judged_of(*vetoes, total=total, **more).verdicts["甲"]


def judged_of(*vetoes, total=95, holds=True, grades=GRADES, **more):
    cases = {"甲": {one.name: holds for one in vetoes}}
    return judge(BenchDouble(scheme(grades, vetoes=vetoes, **more), {"甲": total}, cases))


@pytest.mark.parametrize(
    ("effects", "total", "expected"),
    [
        ([("cap", "合格")], 95, "合格"),
        ([("cap", "合格")], 50, "不合格"),
        ([("floor", "良好")], 50, "良好"),
        ([("floor", "良好")], 95, "优秀"),
        ([("set", "不合格")], 95, "不合格"),
        ([("down", 1)], 95, "良好"),
        ([("down", 2)], 95, "合格"),
        ([("down", 9)], 95, "不合格"),
        ([("down", 1), ("cap", "合格")], 85, "合格"),
        ([("cap", "合格"), ("down", 1)], 95, "不合格"),
        ([("down", 1), ("floor", "先进")], 95, "优秀"),
        ([("bar", ("单位",))], 95, "优秀"),
    ],
)
def test_effects_apply_in_the_order_written(effects, total, expected):
    assert verdict_of(veto("甲项", *effects), total=total).grade == expected


def test_each_effect_keeps_its_before_and_after():
    verdict = verdict_of(
        veto("甲项", ("down", 1), ("bar", ("单位", "人员")), clause="第九条", authority="省里"),
        veto("乙项", ("cap", "合格"), ("floor", "不合格"), ("set", "不合格")),
    )
    told = [(move.cause, move.before, move.after) for move in verdict.moves]
    assert told == [
        (Cause.DOWN, "优秀", "良好"),
        (Cause.BAR, "良好", "良好"),
        (Cause.CAP, "良好", "合格"),
        (Cause.FLOOR, "合格", "合格"),
        (Cause.SET, "合格", "不合格"),
    ]
    first = verdict.moves[0].as_json()
    assert (first["clause"], first["authority"]) == ("第九条", "省里")
    assert first["text"] == "否决事项「甲项」：降 1 等"


@pytest.mark.parametrize("duty", ["重点整改单位", None])
def test_from_the_lowest_grade_a_demotion_becomes_the_duty(duty):
    verdict = verdict_of(veto("甲项", ("down", 1), at_lowest=duty, clause="九"), total=50)
    assert verdict.grade == "不合格"
    assert [one.code for one in verdict.consequences] == ([duty] if duty else [])
    assert [one.code for one in verdict.flags] == (["甲项", duty] if duty else ["甲项"])
    ending = "列为重点整改单位" if duty else "不再降等"
    assert verdict.moves[0].text == f"否决事项「甲项」：已是最低等次，{ending}"


def test_a_veto_outside_its_time_is_shown_and_does_nothing():
    early = veto("旧规", ("cap", "合格"), ("bar", ("单位",)), valid_to=date(2016, 12, 30))
    late = veto("新规", ("down", 1), valid_from=date(2017, 1, 1))
    just = veto("现规", ("down", 1), valid_from=date(2016, 12, 31), valid_to=date(2016, 12, 31))
    verdict = verdict_of(early, late, just)
    assert verdict.grade == "良好"
    kinds = [(flag.code, flag.kind) for flag in verdict.flags]
    assert kinds == [
        ("旧规", FlagKind.DISABLED),
        ("新规", FlagKind.DISABLED),
        ("现规", FlagKind.VETO),
    ]
    assert all("已停用" in flag.text for flag in verdict.flags[:2])


def test_flags_name_whom_a_veto_bars():
    verdict = verdict_of(veto("甲项", ("bar", ("主要负责人",)), ("bar", ()), note="见通报"))
    assert [flag.as_json()["code"] for flag in verdict.flags] == [
        "甲项",
        "甲项:取消评先:主要负责人",
        "甲项:取消评先:单位",
    ]
    assert verdict.flags[0].text == "否决事项「甲项」成立（见通报）"


def test_an_unknown_grade_is_reported_and_not_guessed():
    judged = judged_of(veto("甲项", ("cap", "差")))
    assert judged.verdicts["甲"].grade == "优秀"
    assert [problem.code for problem in judged.problems] == ["unknown-grade"]


def test_an_open_veto_leaves_both_grades_possible():
    judged = judged_of(veto("甲项", ("cap", "合格")), veto("乙项", ("bar", ())), holds=UNKNOWN)
    verdict = judged.verdicts["甲"]
    assert (verdict.grade, verdict.grades_possible) == (None, ("优秀", "合格"))
    assert verdict.grade_before == "优秀"
    assert (verdict.flags, verdict.moves) == ((), ())
    assert {problem.code for problem in judged.problems} == {"case-unknown"}


def test_beside_an_open_veto_a_certain_one_is_told_without_its_grades():
    vetoes = (veto("甲项", ("down", 1)), veto("乙项", ("down", 1)))
    cases = {"甲": {"甲项": UNKNOWN, "乙项": True}}
    verdict = judge(BenchDouble(scheme(GRADES, vetoes=vetoes), {"甲": 95}, cases)).verdicts["甲"]
    assert verdict.grades_possible == ("良好", "合格")
    (move,) = verdict.moves
    assert (move.name, move.before, move.after) == ("乙项", None, None)
    assert move.text == "否决事项「乙项」：降 1 等"


def test_an_open_veto_that_changes_nothing_leaves_the_grade():
    verdict = verdict_of(veto("甲项", ("cap", "合格")), total=50, holds=UNKNOWN)
    assert (verdict.grade, verdict.grades_possible) == ("不合格", ("不合格",))


def test_a_veto_without_truth_does_not_hold_and_is_reported():
    odd = veto("甲项", ("cap", "合格"), condition=formula("算不出"))
    bench = BenchDouble(
        scheme(GRADES, vetoes=(odd,)), {"甲": 95}, truths={"甲": {"算不出": UNDEFINED}}
    )
    judged = judge(bench)
    assert judged.verdicts["甲"].grade == "优秀"
    assert [problem.code for problem in judged.problems] == ["condition-without-value"]


def test_without_grades_a_veto_still_bars():
    honour = Honour("表彰", seats("1"))
    verdict = verdict_of(veto("甲项", ("down", 1), ("bar", ())), grades=(), honours=(honour,))
    assert (verdict.grade, verdict.grade_before, verdict.grades_possible) == (None, None, ())
    assert [one.state for one in verdict.honours] == [HonourState.BARRED]
    assert [(move.before, move.after) for move in verdict.moves] == [(None, None)] * 2


def test_a_trail_of_nothing():
    assert trail_of((), rung=0, ladder=None).moves == ()
    assert duties_of(()) == ()


# --- vetoes and seats --------------------


def rationed(count, *, more=(), **quota):
    return (
        grade("先进", "90", quota=seats(count, **quota), **dict(more)),
        grade("合格", "60"),
        grade("不合格", otherwise=True),
    )


def party(grades, vetoes, cases, **values):
    return judge(BenchDouble(scheme(grades, vetoes=vetoes), values, cases))


CAP = veto("安全", ("cap", "合格"))


def test_a_capped_winner_leaves_before_the_seats_are_given():
    judged = party(rationed("1"), (CAP,), {"甲": {"安全": True}}, 甲=95, 乙=93, 丙=91)
    verdicts = judged.verdicts
    assert judged.decisions[0].proposed == ("乙",)
    assert (verdicts["甲"].grade_before, verdicts["甲"].grade) == ("先进", "合格")
    assert (verdicts["乙"].grade_before, verdicts["乙"].grade) == ("合格", "先进")
    assert verdicts["丙"].moves[0].cause is Cause.NO_SEAT


def test_or_leaves_the_seat_vacant():
    grades = rationed("1", passes_on=False)
    judged = party(grades, (CAP,), {"甲": {"安全": True}}, 甲=95, 乙=93)
    assert judged.decisions[0].proposed == ()
    assert judged.decisions[0].seats_open == 1
    assert judged.verdicts["乙"].grade == "合格"


def test_a_capped_unit_that_had_no_seat_is_not_passed_one():
    cases = {"甲": {"安全": True}, "乙": {"安全": True}}
    judged = party(rationed("1"), (CAP,), cases, 甲=95, 乙=93, 丙=91)
    assert judged.decisions[0].proposed == ("丙",)
    moves = judged.verdicts["乙"].moves
    assert [(one.cause, one.before, one.after) for one in moves] == [
        (Cause.BARRED, "先进", "合格"),
        (Cause.CAP, "合格", "合格"),
    ]
    assert moves[0].name == "安全"


def test_a_demoted_unit_must_win_a_seat_in_the_lower_grade_too():
    grades = (
        grade("一等", "90"),
        grade("二等", "80", quota=seats("1")),
        grade("三等", otherwise=True),
    )
    down = veto("降", ("down", 1))
    judged = party(grades, (down,), {"乙": {"降": True}}, 甲=95, 乙=90, 丙=90, 丁=89)
    assert judged.verdicts["乙"].grade == "二等"
    assert judged.verdicts["丁"].grade == "三等"
    beaten = party(grades, (down,), {"乙": {"降": True}}, 甲=95, 乙=90, 丁=89.5)
    assert beaten.verdicts["乙"].grade == "二等"


def test_a_demoted_unit_that_wins_no_seat_goes_on():
    grades = (
        grade("一等", "80", conditions=()),
        grade("二等", "80", quota=seats("0")),
        grade("三等", otherwise=True),
    )
    judged = party(grades, (veto("降", ("down", 1)),), {"甲": {"降": True}}, 甲=95)
    moves = judged.verdicts["甲"].moves
    assert judged.verdicts["甲"].grade == "三等"
    assert [(one.cause, one.before, one.after) for one in moves] == [
        (Cause.DOWN, "一等", "二等"),
        (Cause.NO_SEAT, "二等", "三等"),
    ]


def test_who_is_out_of_ranking_gets_no_seat():
    bench = BenchDouble(scheme(rationed("2")), {"甲": 95, "乙": 93}, unranked=frozenset("甲"))
    judged = judge(bench)
    verdict = judged.verdicts["甲"]
    assert judged.decisions[0].proposed == ("乙",)
    assert (verdict.grade, verdict.rank, verdict.rank_range) == ("合格", None, None)
    assert verdict.moves[0].cause is Cause.NOT_RANKED


def test_a_tie_is_told_with_the_body_that_decides():
    judged = party(rationed("1", body="考评委"), (), {}, 甲=95, 乙=95)
    (move,) = judged.verdicts["甲"].moves
    assert (move.cause, move.after) == (Cause.TIE, None)
    assert "考评委" in move.text
    unnamed = party(rationed("1"), (), {}, 甲=95, 乙=95)
    assert "有权机关" in unnamed.verdicts["甲"].moves[0].text


def test_a_veto_settles_what_a_tie_left_open():
    """Whoever wins the tie without vetoes: 甲 is demoted to, or left in, the lowest grade."""
    grades = (grade("先进", quota=seats("1")), grade("合格", otherwise=True))
    down = veto("降", ("down", 1))
    judged = party(grades, (down,), {"甲": {"降": True}}, 甲=95, 乙=95)
    verdict = judged.verdicts["甲"]
    assert (verdict.grade, verdict.grades_possible) == ("合格", ("合格",))
    told = [(one.cause, one.before, one.after) for one in verdict.moves]
    assert told == [(Cause.TIE, "先进", None), (Cause.DOWN, None, "合格")]
    assert judged.verdicts["乙"].grade == "先进"


def test_an_open_seat_is_not_told():
    values = {"甲": 95, "乙": Span(Fraction(90), Fraction(99))}
    judged = party(rationed("1"), (), {}, **values)
    verdict = judged.verdicts["甲"]
    assert (verdict.grade, verdict.moves) == (None, ())
    assert verdict.grades_possible == ("先进", "合格")
    assert verdict.grade_before == "先进"
    assert (verdict.rank, verdict.rank_range) == (None, (1, 2))


def test_bars_of_a_grade_are_flagged_once_with_their_authority():
    bar = Bar("黄牌", clause="三", authority="综治委")
    grades = rationed("2", more={"bars": (bar,)})
    given = scheme(grades, honours=(Honour("表彰", seats("1"), bars=(Bar("黄牌"),)),))
    verdict = judge(BenchDouble(given, {"甲": 95}, {"甲": {"黄牌": True}})).verdicts["甲"]
    (flag,) = verdict.flags
    assert (flag.kind, flag.code, flag.authority) == (FlagKind.BAR, "黄牌", "综治委")
    (move,) = verdict.moves
    assert (move.cause, move.clause, move.authority) == (Cause.BARRED, "三", "综治委")


def test_a_bar_may_be_a_condition():
    grades = rationed("2", more={"bars": (Bar("投诉多", formula("投诉多于十件")),)})
    bench = BenchDouble(scheme(grades), {"甲": 95}, truths={"甲": {"投诉多于十件": True}})
    verdict = judge(bench).verdicts["甲"]
    assert (verdict.grade, verdict.flags[0].code) == ("合格", "投诉多")


def test_open_bars_and_conditions_are_open():
    grades = rationed("2", more={"bars": (Bar("黄牌"),)})
    verdict = party(grades, (), {"甲": {"黄牌": UNKNOWN}}, 甲=95).verdicts["甲"]
    assert (verdict.grade, verdict.grades_possible) == (None, ("先进", "合格"))
    assert verdict.moves == ()


def test_the_barred_may_be_left_out_of_a_ranking():
    ranking = Ranking("榜", (SortKey("总分"),), with_barred=False)
    stop = veto("停", ("bar", ("单位",)))
    given = scheme(vetoes=(stop,), rankings=(ranking,))
    verdicts = judge(BenchDouble(given, {"甲": 9, "乙": 8}, {"甲": {"停": True}})).verdicts
    assert (verdicts["甲"].rank, verdicts["乙"].rank) == (None, 1)
    assert dict(verdicts["甲"].ranks) == {"榜": None}
