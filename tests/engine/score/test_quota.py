"""Seats, their derivation and warnings."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaoji.engine.plinth.values import UNDEFINED, OneOf, Span
from kaoji.engine.scheme.model import Bar, Honour, Quota, SeatRounding, SortKey, TieRule
from kaoji.engine.score.judge import judge
from kaoji.engine.score.quota import rounded_seats
from kaoji.engine.score.verdict import HonourState
from tests.engine.score.bench_double import (
    BenchDouble,
    formula,
    grade,
    scheme,
    seats,
    share,
)

UNKNOWN = OneOf((True, False))


def decided(quota, values, **more):
    """The decision on an honour that everyone may get."""
    judged = judge(BenchDouble(scheme(honours=(Honour("标兵", quota),)), values, **more))
    return judged.decisions[0]


def four(*scores):
    return dict(zip("甲乙丙丁", scores, strict=False))


@pytest.mark.parametrize(
    ("raw", "half_up", "floor", "ceiling"),
    [("0", 0, 0, 0), ("1/4", 0, 0, 1), ("5/2", 3, 2, 3), ("-1/2", 0, 0, 0), ("3", 3, 3, 3)],
)
def test_rounding_of_seats(raw, half_up, floor, ceiling):
    modes = (SeatRounding.HALF_UP, SeatRounding.FLOOR, SeatRounding.CEILING)
    found = tuple(rounded_seats(Fraction(raw), rounding=mode) for mode in modes)
    assert found == (half_up, floor, ceiling)


def test_the_derivation_is_printed_and_the_other_roundings_are_shown():
    values = {f"乡{number}": number for number in range(7)}
    decision = decided(share("25%", SeatRounding.HALF_UP), values)
    assert decision.derivation == "7 × 25% = 1.75，四舍五入为 2"
    assert decision.warnings == ("7 × 25% = 1.75，四舍五入为 2（若去尾为 1，进一为 2）",)
    assert decision.as_json()["share"] == {"exact": "0.25", "raw": "1.75"}


def test_a_share_that_does_not_end_is_printed_as_a_fraction():
    decision = decided(share("1/3"), four(3, 2, 1))
    assert decision.derivation == "3 × 1/3 = 1"
    assert decision.warnings == ()


def test_a_count_of_seats_has_no_share():
    decision = decided(seats("2", body="领导小组"), four(3, 2, 1))
    assert (decision.share, decision.seats, decision.derivation) == (None, 2, "2")
    assert decision.as_json()["share"] is None


def test_an_order_without_a_number_seats_everyone():
    decision = decided(Quota(), four(3, 2))
    assert (decision.proposed, decision.derivation) == (("甲", "乙"), "不限名额")


def test_unstated_rounding_is_half_up():
    assert decided(Quota(share=formula("50%")), four(3, 2, 1)).seats == 2


@pytest.mark.parametrize(
    ("ties", "proposed", "tied", "seats_open"),
    [
        (TieRule.DECIDE, "甲", "乙丙", 1),
        (TieRule.ALL_IN, "甲乙丙", "", 0),
        (TieRule.ALL_OUT, "甲", "", 1),
    ],
)
def test_ties_at_the_last_seat(ties, proposed, tied, seats_open):
    decision = decided(seats("2", ties=ties), four(9, 8, 8, 7))
    assert (decision.proposed, decision.tied) == (tuple(proposed), tuple(tied))
    assert decision.seats_open == seats_open


def test_further_keys_break_a_tie_and_their_direction_counts():
    values = {
        "甲": {"总分": 90, "投诉": 3},
        "乙": {"总分": 90, "投诉": 1},
        "丙": {"总分": 80, "投诉": 0},
    }
    order = (SortKey("总分"), SortKey("投诉", descending=False))
    assert decided(seats("1", order=order), values).proposed == ("乙",)


def test_a_missing_further_key_is_reported():
    values = {"甲": {"总分": 90, "安全": UNDEFINED}, "乙": {"总分": 90, "安全": 1}}
    order = (SortKey("总分"), SortKey("安全"))
    honour = Honour("标兵", seats("1", order=order))
    judged = judge(BenchDouble(scheme(honours=(honour,)), values))
    assert judged.decisions[0].proposed == ("乙",)
    assert [one.code for one in judged.problems] == ["order-without-value"]


BARRED = Bar("曾受处分")


@pytest.mark.parametrize(
    ("passes_on", "proposed", "seats_open"),
    [(True, "乙丙", 0), (None, "乙丙", 0), (False, "乙", 1)],
)
def test_the_seat_of_a_barred_winner(passes_on, proposed, seats_open):
    honour = Honour("标兵", seats("2", passes_on=passes_on), bars=(BARRED,))
    given = BenchDouble(scheme(honours=(honour,)), four(9, 8, 7), {"甲": {"曾受处分": True}})
    judged = judge(given)
    assert judged.decisions[0].proposed == tuple(proposed)
    assert judged.decisions[0].seats_open == seats_open
    assert [one.state for one in judged.verdicts["甲"].honours] == [HonourState.BARRED]


def test_a_barred_unit_in_a_tie_leaves_the_others_to_the_body():
    honour = Honour("标兵", seats("1", passes_on=False), bars=(BARRED,))
    given = BenchDouble(scheme(honours=(honour,)), four(9, 9, 7), {"甲": {"曾受处分": True}})
    judged = judge(given)
    assert judged.decisions[0].tied == ("乙",)
    assert [one.state for one in judged.verdicts["甲"].honours] == [HonourState.BARRED]


@pytest.mark.parametrize(("base", "seats_"), [("all", 2), ("ranked", 1)])
def test_the_base_counts_the_barred_or_not(base, seats_):
    quota = share("50%", SeatRounding.FLOOR, base=base)
    honour = Honour("标兵", quota, bars=(BARRED,))
    given = BenchDouble(scheme(honours=(honour,)), four(9, 8, 7, 6), {"甲": {"曾受处分": True}})
    assert judge(given).decisions[0].seats == seats_


def test_an_open_bar_leaves_the_base_open():
    quota = share("50%", SeatRounding.FLOOR, base="ranked")
    honour = Honour("标兵", quota, bars=(BARRED,))
    given = BenchDouble(scheme(honours=(honour,)), four(9, 8, 7, 6), {"丁": {"曾受处分": UNKNOWN}})
    decision = judge(given).decisions[0]
    assert (decision.seats, decision.base, decision.seats_open) == (None, None, None)
    assert decision.derivation == "名额尚不能确定"
    assert decision.proposed == ("甲",)
    assert decision.warnings == ("名额归属待定：丁尚有未齐或未定事项",)


@pytest.mark.parametrize(
    ("number", "proposed", "codes"),
    [
        (Span(Fraction(1), Fraction(2)), ("甲",), []),
        (Span(None, None), (), []),
        (UNDEFINED, (), ["number-without-value"]),
    ],
)
def test_an_open_number_of_seats(number, proposed, codes):
    honour = Honour("标兵", seats("待定名额", least=formula("2")))
    rules = {"待定名额": lambda bench, one, names: number}
    judged = judge(BenchDouble(scheme(honours=(honour,)), four(9, 8, 7), rules=rules))
    (decision,) = judged.decisions
    assert decision.proposed == proposed
    assert decision.tied == ()
    assert decision.warnings == ("名额归属待定：名额数未定",)
    assert [one.code for one in judged.problems] == codes


def test_many_open_subjects_are_not_all_named():
    values = {f"乡{number}": Span(Fraction(0), Fraction(9)) for number in range(7)}
    (warning,) = decided(seats("1"), values).warnings
    assert warning == "名额归属待定：乡0、乡1、乡2、乡3、乡4等 7 个尚有未齐或未定事项"


def test_an_incomplete_subject_holds_its_seat_and_is_not_proposed():
    values = {"甲": Span(Fraction(95), Fraction(99)), "乙": 90, "丙": 80}
    given = scheme((grade("优", "90"), grade("差", otherwise=True)),
                   honours=(Honour("标兵", seats("2")),))  # fmt: skip
    judged = judge(BenchDouble(given, values))
    assert judged.decisions[0].proposed == ("乙",)
    assert judged.verdicts["丙"].honours == judged.verdicts["甲"].honours == ()


def test_each_group_has_its_own_seats_in_order_of_appearance():
    values = four(9, 8, 7, 6)
    columns = {"甲": {"组别": "二"}, "乙": {"组别": "一"}, "丙": {"组别": "二"}, "丁": {"组别": ""}}
    honour = Honour("标兵", seats("1", pool="组别"))
    judged = judge(BenchDouble(scheme(honours=(honour,)), values, columns=columns))
    found = [(one.group, one.proposed) for one in judged.decisions]
    assert found == [("二", ("甲",)), ("一", ("乙",)), ("", ("丁",))]


def test_no_seats_are_reported_with_their_group():
    columns = {"甲": {"组别": "一"}}
    honour = Honour("标兵", share("10%", pool="组别"))
    judged = judge(BenchDouble(scheme(honours=(honour,)), {"甲": 1}, columns=columns))
    (problem,) = judged.problems
    assert (problem.code, problem.severity) == ("no-seats", "warning")
    assert "（一）" in problem.message


def test_fewer_than_stated_counts_the_tied():
    tied = decided(seats("2", least=formula("2")), four(9, 8, 8))
    assert tied.warnings == ()
    few = decided(seats("3", least=formula("3")), four(9, 8))
    assert few.warnings == ("只有 2 个，少于规定的至少 3 个",)


def test_a_share_of_more_than_all_is_a_slip_of_its_parameter():
    honour = Honour("标兵", share("25"))
    problems = judge(BenchDouble(scheme(honours=(honour,)), four(3, 2))).problems
    assert [one.code for one in problems if one.severity == "error"] == ["quota-over"]
    assert "2500%" in problems[0].message


@pytest.mark.parametrize(("whole", "codes"), [("100%", []), ("1", []), ("100.1%", ["quota-over"])])
def test_all_of_them_are_not_too_many(whole, codes):
    honour = Honour("标兵", share(whole))
    judged = judge(BenchDouble(scheme(honours=(honour,)), four(4, 3, 2, 1)))
    assert [one.code for one in judged.problems] == codes
    if not codes:
        assert judged.decisions[0].proposed == ("甲", "乙", "丙", "丁")


def test_below_an_open_tie_the_grades_that_are_told_hold_every_decision():
    """Three are level for one seat; behind them are two seats, which two of them will take."""
    order = scheme((grade("优", quota=seats("1")), grade("良", quota=seats("2")), grade("可")))
    judged = judge(BenchDouble(order, four(9, 9, 9, 8)))
    possible = {one: verdict.grades_possible for one, verdict in judged.verdicts.items()}
    assert all({"优", "良"} <= set(possible[one]) for one in "甲乙丙")
    assert "可" in possible["丁"]  # as every decision makes it; more may be told, never less
    assert {verdict.grade for verdict in judged.verdicts.values()} == {None}
