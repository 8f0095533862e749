"""Panels while classes have not voted: the interval against every way in which they may still vote.

A class that is open may get any further ballots; `by_hand` works out what then comes of the panel,
from the text of the scheme alone.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations_with_replacement, product

import pytest

from kaoji.engine.plinth.values import UNDEFINED, OneOf, Span
from tests.engine.worlds import world

SCHEME = """
指标:
  业绩: {{分值: 60}}
  评议:
    分值: 40
    {stated}
    评分:
      评分人: {{代表: {{权重: 60%, 最少: 2}}, 群众: 40%}}
      量表: {{好: 90, 差: 10, 不了解: 不计}}
      无记名: 是
      {gather}
"""
WORTH = {"好": 90, "差": 10}
WEIGHTS = {"代表": Fraction(60, 100), "群众": Fraction(40, 100)}
LEAST = {"代表": 2, "群众": 1}
EARNED = 45
MEANT = {"": None, "无定义: 3": 3, "无定义: 计零": 0, "无定义: 计满分": 40}
REMOVED = "无定义: 移出并折合"
GATHERS = {"": 0, "汇集: 去高低\n      去掉: 1": 1}
VOID = "void"


def mark_of(name, ballots, *, is_stated, cut):
    """The mark of a class; `VOID` without a valid ballot, nothing while it is open."""
    valid = sorted(WORTH[one] for one in ballots if one in WORTH)
    if ballots and not valid and (is_stated or name == "群众"):
        return VOID
    if len(valid) < LEAST[name]:
        return None
    kept = valid[cut : len(valid) - cut]
    return Fraction(sum(kept), len(kept)) if kept else VOID


def by_hand(polled, *, stated, cut):
    """The total, nothing where the unit is refused."""
    marks = {
        name: mark_of(name, ballots, is_stated=bool(stated), cut=cut)
        for name, ballots in polled.items()
    }
    if VOID in marks.values():
        if stated == REMOVED:
            return Fraction(EARNED, 60) * 100
        points = MEANT[stated]
        return None if points is None else EARNED + points
    return EARNED + sum(WEIGHTS[name] * mark for name, mark in marks.items()) * 40 / 100


def votes(most):
    words = (*WORTH, "不了解")
    return [vote for size in range(most + 1) for vote in combinations_with_replacement(words, size)]


def completions(polled, *, stated, cut):
    """Every total that further ballots of the open classes may bring."""
    is_stated = bool(stated)
    choices = []
    for name, ballots in polled.items():
        more = [()] if mark_of(name, ballots, is_stated=is_stated, cut=cut) else votes(4)
        whole = [(*ballots, *rest) for rest in more]
        choices.append([one for one in whole if mark_of(name, one, is_stated=is_stated, cut=cut)])
    totals = (
        by_hand(dict(zip(polled, case, strict=True)), stated=stated, cut=cut)
        for case in product(*choices)
    )
    return {one for one in totals if one is not None}


def engine(polled, *, stated, gather):
    rows = [f"甲,业绩,,{EARNED},"]
    for name, ballots in polled.items():
        rows += [f"甲,评议,{name},{word},{ballots.count(word)}" for word in sorted(set(ballots))]
    text = SCHEME.format(stated=stated, gather=gather)
    return world(text, "对象,指标,评分人类别,数值,件数\n" + "\n".join(rows))


PARTIAL = [(), ("好",), ("不了解",), ("好", "差"), ("好", "好", "差")]


@pytest.mark.parametrize("stated", [*MEANT, REMOVED])
@pytest.mark.parametrize("gather", GATHERS)
def test_the_interval_holds_whatever_the_open_classes_vote(stated, gather):
    cut = GATHERS[gather]
    for some, others in product(PARTIAL, repeat=2):
        polled = {"代表": some, "群众": others}
        here = engine(polled, stated=stated, gather=gather)
        found, totals = here.value(), completions(polled, stated=stated, cut=cut)
        if here.codes:
            assert here.codes == {"undefined-unstated"}
            assert not totals, polled
        elif isinstance(found, Fraction):
            assert totals == {found}, polled
        else:
            assert isinstance(found, Span)
            assert found.low <= min(totals), polled
            assert max(totals) <= found.high, polled
            assert not found.tight or (found.low, found.high) == (min(totals), max(totals)), polled


@pytest.mark.parametrize(
    ("stated", "ends", "is_tight"),
    [
        ("", (49, 81), True),  # 45 + 10 % .. 90 % of 40
        ("无定义: 3", (48, 81), True),
        ("无定义: 计满分", (49, 85), True),
        ("无定义: 计零", (45, 81), True),
        (REMOVED, (49, 81), False),  # 75 is between
    ],
)
def test_no_vote_at_all_is_among_what_may_come(stated, ends, is_tight):
    value = engine({"代表": (), "群众": ()}, stated=stated, gather="").value()
    assert (value.low, value.high, value.tight) == (*ends, is_tight)


def test_a_panel_without_a_vote_is_not_out_yet():
    here = engine({"代表": ("好", "好"), "群众": ()}, stated=REMOVED, gather="")
    assert isinstance(here.value("评议"), OneOf)
    assert UNDEFINED in here.value("评议").options
    assert here.one().blocking == ("甲:评议(群众)@2025",)


# --- what a ballot is worth, and how many are asked for, may be missing themselves ----------------

OWED = """
事实: {应到: {范围: 1..3}, 中的分: {范围: 40..60}}
指标:
  评议:
    分值: 100
    评分:
      评分人: {代表: {权重: 100%, 最少: 应到}}
      量表: {好: 90, 中: 中的分, 差: 10}
      无记名: 是
"""
HEADER = "对象,指标,数值,件数\n"


def test_with_the_least_number_missing_no_fewer_than_the_most_it_may_be_are_enough():
    rows = HEADER + "甲,中的分,50,\n甲,评议,好,{count}"
    few = world(OWED, rows.format(count=2))
    assert few.ends() == (10, 90)  # were three asked for, one more might say anything
    assert not few.value().tight
    assert few.one().blocking == ("甲:应到@2025", "甲:评议(代表)@2025")
    assert world(OWED, rows.format(count=3)).value() == 90


def test_a_word_whose_worth_is_missing_is_no_lost_ballot():
    rows = HEADER + "甲,应到,2,\n甲,评议,好,2\n甲,评议,中,1"
    here = world(OWED, rows, tracing=True)
    assert here.ends() == (None, None)
    assert here.one().blocking == ("甲:中的分@2025",)
    assert world(OWED, rows + "\n甲,中的分,60,").value() == 80  # (90 + 90 + 60) ÷ 3


def test_a_least_number_of_one_of_two_is_taken_for_the_greater():
    text = OWED.replace("应到: {范围: 1..3}", "大会: {类型: 是否}").replace(
        "最少: 应到", "最少: 'if 大会 then 3 else 2'"
    )
    few = world(text, HEADER + "甲,中的分,50,\n甲,评议,好,2")
    assert few.ends() == (10, 90)
    assert few.one().blocking == ("甲:大会@2025", "甲:评议(代表)@2025")
    assert world(text, HEADER + "甲,中的分,50,\n甲,评议,好,3").value() == 90


def test_a_least_number_that_may_have_no_definition_leaves_the_class_open():
    text = OWED.replace("{范围: 1..3}", "{范围: 0..3}").replace("最少: 应到", "最少: 6 / 应到")
    rows = HEADER + "甲,中的分,50,\n甲,评议,好,{count}"
    assert world(text, rows.format(count=9)).ends() == (10, 90)  # of 6 ÷ 0 there is no enough
    assert world(text, rows.format(count=3) + "\n甲,应到,2,").value() == 90


def test_where_perhaps_no_ballot_is_asked_for_there_may_be_no_result():
    text = OWED.replace("应到: {范围: 1..3}", "应到: {范围: 0..3}").replace(
        "分值: 100", "分值: 100\n    无定义: 3"
    )
    here = world(text, HEADER + "甲,中的分,50,")
    assert here.ends() == (3, 90)  # nobody need vote, and then it is 3; else 10 to 90


def test_a_cut_that_leaves_ballots_makes_no_panel_without_a_result():
    text = """
    指标: {评议: {分值: 100, 无定义: 3, 评分: {评分人: {代表: {权重: 100%, 最少: 5}}, 汇集: 去高低,
      去掉: 1, 无记名: 是}}}
    """
    here = world(text, "对象,指标,数值,件数\n甲,评议,80,1\n甲,评议,90,1")
    assert here.ends() == (0, 100)  # five at least, three after the cut
    assert UNDEFINED not in getattr(here.value("评议"), "options", ())


def test_full_points_without_a_definition_are_beside_a_panel_that_may_have_none():
    text = """
    事实: {量: {范围: 0..5}}
    指标:
      评议: {分值: 100 / 量, 无定义: 计零, 评分: {代表: 60%, 群众: 40%}}
      作风: {分值: 50}
    """
    here = world(text, "对象,指标,数值\n甲,作风,30", subjects="对象,类\n甲,单位")
    assert here.ends("评议") == (0, None)
    assert set(here.one().blocking) == {"甲:量@2025", "甲:评议(代表)@2025", "甲:评议(群众)@2025"}


# --- 以已到者计 ----------------------------------------------------------------------------------

AVAILABLE = """
指标:
  业绩: {分值: 60}
  评议: {分值: 40, 缺: 以已到者计, 无定义: 移出并折合, 评分: {代表: 60%, 群众: 40%}}
"""


def test_those_that_are_here_make_a_result_and_nobody_makes_none():
    rows = "对象,指标,评分人类别,评分人,数值\n甲,业绩,,,45\n乙,业绩,,,45\n乙,评议,代表,张,80"
    here = world(AVAILABLE, rows)
    assert here.value(subject="乙") == 45 + 32
    value = here.value()
    assert (value.low, value.high) == (45, 85)  # 75 without it is between
    assert here.one().status.value == "incomplete"
    assert here.one().blocking == ("甲:评议(代表)@2025", "甲:评议(群众)@2025")
