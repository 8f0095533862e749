"""Panels: classes that are not whole, scales, tallies, trimming."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaoji.engine.plinth.values import Null, Reason
from kaoji.engine.score.outcome import StepKind
from tests.engine.worlds import world

CLASSES = """
指标:
  评议: {分值: 10, 评分: {评分人: {领导: {权重: 60%, 最少: 1}, 群众: {权重: 40%, 最少: 3}}}}
"""
HEADER = "对象,指标,评分人类别,评分人,数值,件数\n"


def rows(*lines):
    return HEADER + "\n".join(f"甲,评议,{line}" for line in lines)


def test_classes_weigh_their_means():
    here = world(CLASSES, rows("领导,一,90,", "群众,二,60,", "群众,三,70,", "群众,四,80,"))
    # 0.6 × 90 + 0.4 × 70 = 82 of 100, of 10 points.
    assert here.value("评议") == Fraction("8.2")


@pytest.mark.parametrize(
    ("ballots", "ends"),
    [
        ([], (Fraction("5.4"), Fraction("9.4"))),
        (["群众,二,60,", "群众,三,70,"], (Fraction("5.4"), Fraction("9.4"))),
    ],
)
def test_too_few_ballots_leave_a_class_open(ballots, ends):
    here = world(CLASSES, rows("领导,一,90,", *ballots))
    assert here.ends("评议") == ends
    assert here.value("评议").tight is not bool(ballots)
    assert here.value("评议").ways == {"甲:评议(群众)@2025": 1}
    assert here.one().blocking == ("甲:评议(群众)@2025",)


SCALED = """
指标:
  评议:
    分值: 20
    评分:
      评分人: {群众: {权重: 100%, 最少: 3}}
      量表: {满意: 100, 基本满意: 80, 不满意: 20, 不了解: 不计}
      无记名: 是
"""


def test_an_open_class_may_get_any_mark_of_its_scale():
    here = world(SCALED, rows("群众,,满意,2", "群众,,不了解,9"))
    assert here.ends("评议") == (4, 20)  # 20 and 100 of 100, of 20 points
    full = world(SCALED, rows("群众,,满意,2", "群众,,不满意,2", "群众,,不了解,9"))
    assert full.value("评议") == 12


def test_a_scale_of_words_that_count_for_nothing_has_no_ends():
    text = SCALED.replace(
        "{满意: 100, 基本满意: 80, 不满意: 20, 不了解: 不计}", "{不了解: 不计, 满意: 不计}"
    )
    assert world(text, rows("群众,,满意,2")).ends("评议") == (None, None)


def test_a_tally_of_nought_is_no_ballot():
    here = world(SCALED, rows("群众,,满意,3", "群众,,不满意,0"))
    assert here.value("评议") == 20


GATHERED = """
指标:
  评议: {{分值: 100, 评分: {{评分人: {{评委: {{权重: 100%, 最少: 1}}}}, {how}}}}}
"""
MARKS = [
    f"评委,{rater},{mark}," for rater, mark in zip("一二三四五", (10, 80, 60, 90, 70), strict=True)
]


@pytest.mark.parametrize(
    ("how", "count", "value"),
    [
        ("汇集: 中位数", 5, 70),
        ("汇集: 中位数", 4, 70),  # 10, 60, 80, 90: between 60 and 80
        ("汇集: 中位数", 1, 10),
        ("汇集: 去高低, 去掉: 1", 5, 70),  # 60, 70, 80
        ("汇集: 去高低, 去掉: 2", 5, 70),
        ("汇集: 去高低, 去掉: 0", 5, 62),
    ],
)
def test_ways_to_gather(how, count, value):
    assert world(GATHERED.format(how=how), rows(*MARKS[:count])).value("评议") == value


def test_a_tally_is_trimmed_ballot_by_ballot():
    text = GATHERED.format(how="汇集: 去高低, 去掉: 2, 无记名: 是, 量表: {好: 100, 中: 60, 差: 0}")
    here = world(text, rows("评委,,好,3", "评委,,中,1", "评委,,差,2"))
    # 0 0 60 100 100 100 without two at either end: 60 and 100.
    assert here.value("评议") == 80


def test_a_median_of_a_tally():
    text = GATHERED.format(how="汇集: 中位数, 无记名: 是, 量表: {好: 100, 中: 60, 差: 0}")
    here = world(text, rows("评委,,好,3", "评委,,中,1", "评委,,差,2"))
    assert here.value("评议") == 80  # 0 0 60 | 100 100 100


def test_trimming_may_leave_nobody():
    here = world(GATHERED.format(how="汇集: 去高低, 去掉: 1"), rows(*MARKS[:2]))
    assert here.value("评议") == Null(Reason.UNDEFINED)
    assert here.codes == {"undefined-unstated"}


@pytest.mark.parametrize("cut", ["0.5", "-1"])
def test_a_number_of_ballots_to_trim_is_whole(cut):
    text = f"参数: {{数目: {{默认: {cut}}}}}\n" + GATHERED.format(how="汇集: 去高低, 去掉: 数目")
    (problem,) = world(text, rows(*MARKS)).one().problems
    assert problem.code == "bad-trim"
    assert f"「{cut}」" in problem.message


LOOSE = """
指标:
  评议:
    分值: 20
    评分: {评分人: {群众: 100%}, 量表: {满意: 100, 不满意: 20, 不了解: 不计}, 无记名: 是}
"""


def test_without_a_minimum_only_invalid_ballots_make_nothing():
    here = world(LOOSE, rows("群众,,不了解,3"))
    assert here.value("评议") == Null(Reason.UNDEFINED)
    assert here.value("评议").note == "没有有效票"
    none = world(LOOSE, rows("群众,,满意,0"))
    assert none.codes == {"undefined-unstated"}


def test_with_a_minimum_they_are_too_few():
    here = world(SCALED, rows("群众,,不了解,3"))
    assert here.ends("评议") == (4, 20)
    assert here.value("评议").tight


def ballot_steps(text, *lines):
    outcome = world(text, rows(*lines), tracing=True).outcome("评议")
    return [(one.text, dict(one.figures)) for one in outcome.steps if one.kind is StepKind.BALLOTS]


def test_what_the_steps_tell():
    assert ballot_steps(SCALED, "群众,,满意,3", "群众,,不了解,2") == [
        ("", {"有效票": 3, "不计入": 2})
    ]
    assert ballot_steps(SCALED, "群众,,满意,2", "群众,,不了解,2") == [
        ("too_few", {"有效票": 2, "最少": 3, "不计入": 2})
    ]
    few, none = ballot_steps(CLASSES, "群众,二,60,")
    assert (few[0], none[0]) == ("too_few", "too_few")


# --- marks beyond the scale -----------------------------------------------------------------------

OWN_SCALE = """
指标:
  评议: {分值: 10, 评分: {评分人: {领导: {权重: 100%, 最少: 1}}, 量表满分: 本指标}}
  作风: {分值: 90}
"""


def test_a_mark_beyond_the_node_s_own_points_is_refused_where_it_stands():
    here = world(OWN_SCALE, rows("领导,一,10.5,", "领导,二,9,"))
    (problem,) = here.one().problems
    assert (problem.code, problem.place.line, problem.place.column) == ("out-of-range", 2, 5)
    assert here.one().status.value == "refused"


def test_so_it_is_where_each_has_points_of_its_own():
    text = (
        OWN_SCALE.replace("分值: 10,", "分值: 点数,") + "事实: {点数: {范围: 1..20}}\n满分: 100\n"
    )
    text = text.replace("作风: {分值: 90}", "作风: {分值: 100 - 点数}")
    good = world(text, rows("领导,一,10.5,") + "\n甲,点数,,,12,\n甲,作风,,,80,")
    assert good.value("评议") == Fraction("10.5")
    bad = world(text, rows("领导,一,10.5,") + "\n甲,点数,,,10,\n甲,作风,,,80,")
    assert [one.code for one in bad.one().problems] == ["beyond-scale"]
    assert "高于量表满分 10" in bad.one().problems[0].message


def test_a_declared_range_may_be_longer_than_the_scale():
    text = OWN_SCALE.replace("本指标}", "本指标}, 范围: 0..12")
    here = world(text, rows("领导,一,11,"))
    assert here.value("评议") == 11


@pytest.mark.parametrize(
    ("least", "ballots", "stated", "found"),
    [
        ("3", ["群众,,不了解,9"], "无定义: 7", 7),
        ("1", ["群众,,不了解,9"], "无定义: 7", 7),
        ("0", ["群众,,不了解,9"], "无定义: 7", 7),
        ("0", [], "无定义: 7", 7),
        ("1", [], "无定义: 7", (4, 20)),
        ("3", ["群众,,满意,2"], "无定义: 7", (4, 20)),
        ("1", ["群众,,不了解,9"], "", (4, 20)),
    ],
)
def test_a_stated_meaning_of_no_valid_ballot_stands_above_the_least_number(
    least, ballots, stated, found
):
    text = SCALED.replace("最少: 3", f"最少: {least}").replace(
        "分值: 20", f"分值: 20\n    {stated}"
    )
    here = world(text, rows(*ballots) + "\n甲,评议.分值,,,20,")
    value = here.value("评议")
    assert (value if isinstance(value, Fraction) else (value.low, value.high)) == found
