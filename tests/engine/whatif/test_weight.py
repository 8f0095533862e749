"""What tells nobody apart, and each panel by itself."""

from __future__ import annotations

from kaoji.engine.whatif.weight import full_marks, panel_weights
from tests.engine.worlds import world

TWO = "指标: {业务: {分值: 60}, 作风: {分值: 40}}\n加分: {条目: {件: 数}, 每条: 件, 上限: 2}\n"


def facts(*lines):
    return "\n".join(("对象,周期,指标,数值,评分人类别", *lines))


def keys(text, *lines, subjects=""):
    return [one.key for one in full_marks(world(text, facts(*lines), subjects=subjects).scored)]


def test_everyone_has_full_marks():
    lines = ["甲,2025,业务,60", "乙,2025,业务,60", "甲,2025,作风,40", "乙,2025,作风,39"]
    assert keys(TWO, *lines) == ["业务"]
    (found,) = full_marks(world(TWO, facts(*lines)).scored)
    assert found.as_json() == {"node": "业务", "name": "业务", "subjects": 2}
    assert keys(TWO, *lines[:3], "乙,2025,作风,40") == ["业务", "作风"]


def test_who_is_not_here_yet_may_have_less():
    assert keys(TWO, "甲,2025,业务,60", "乙,2025,作风,40", "甲,2025,作风,40") == ["作风"]


def test_alone_there_is_nobody_to_tell_apart():
    assert keys(TWO, "甲,2025,业务,60", "甲,2025,作风,40") == []


def test_those_to_whom_it_does_not_apply_are_not_asked():
    text = TWO.replace("作风: {", "作风: {不适用: 计零, ")
    lines = [f"{one},2025,业务,{points}" for one, points in zip("甲乙丙", "123", strict=True)]
    lines += ["甲,2025,作风,40", "乙,2025,作风,40", "丙,2025,作风,不适用"]
    assert keys(text, *lines) == ["作风"]


def test_parts_of_a_period_are_told_one_by_one():
    text = "指标: {业务: {分值: 100, 周期: {中期: 50%, 年终: 50%}, 指标: {收入: {分值: 100}}}}\n"
    lines = ["甲,2025中期,收入,100", "乙,2025中期,收入,100", "甲,2025年终,收入,100"]
    assert keys(text, *lines, "乙,2025年终,收入,90") == ["业务/收入@2025中期"]


PANEL = """\
指标:
  业务: {分值: 60}
  评价: {分值: 40, 评分: {评分人: {领导: {权重: 100%, 最少: 1}}}}
"""


def shifts(*lines, subjects="", text=PANEL):
    (weight,) = panel_weights(world(text, facts(*lines), subjects=subjects).scored)
    return weight, [
        (one.subject, one.rank, one.without, one.places) for one in weight.shifts
    ]  # fmt: skip


def test_a_panel_that_turns_the_order():
    """50 + 20 = 70 and 45 + 36 = 81; with the mean of both panels 28: 78 and 73."""
    weight, found = shifts(
        "甲,2025,业务,50,", "乙,2025,业务,45,", "甲,2025,评价,50,领导", "乙,2025,评价,90,领导"
    )
    assert weight.ranked == 2
    assert found == [("甲", 2, 1, -1), ("乙", 1, 2, 1)]
    assert weight.as_json()["shifts"][0] == {
        "subject": "甲", "rank": 2, "without": 1, "places": -1,
    }  # fmt: skip


def test_a_panel_that_moves_nobody():
    weight, found = shifts(
        "甲,2025,业务,50,", "乙,2025,业务,45,", "甲,2025,评价,90,领导", "乙,2025,评价,90,领导"
    )
    assert (weight.ranked, found) == (2, [])


def test_the_mean_is_that_of_the_group():
    """Each group ranks by itself: 丙 and 丁 keep their order whatever 甲 and 乙 have."""
    subjects = "对象,类,组别\n甲,单位,东\n乙,单位,东\n丙,单位,西\n丁,单位,西\n"
    text = PANEL + "排名: {组内: {分组: 组别}}\n"
    lines = [
        f"{one},2025,业务,{points},"
        for one, points in zip("甲乙丙丁", (50, 45, 40, 30), strict=True)
    ]
    lines += [
        f"{one},2025,评价,{mark},领导"
        for one, mark in zip("甲乙丙丁", (50, 90, 80, 80), strict=True)
    ]
    _, found = shifts(*lines, subjects=subjects, text=text)
    assert [one[0] for one in found] == ["甲", "乙"]


def test_shares_are_levelled_not_points():
    """By facts the panel is worth 20 for 甲, 40 for 乙; shares of 1/2 and 1 make a mean of 3/4.

    50 + 10 and 34 + 40 become 50 + 15 and 34 + 30.
    """
    lines = [
        "甲,2025,业务,50,", "乙,2025,业务,34,", "甲,2025,评价,50,领导", "乙,2025,评价,100,领导",
        "甲,2025,评价.分值,20,", "甲,2025,业务.分值,80,",
    ]  # fmt: skip
    _, found = shifts(*lines)
    assert found == [("甲", 2, 1, -1), ("乙", 1, 2, 1)]
    # With 36 the mean makes 65 and 66: nobody moves.
    assert shifts(*lines[:1], "乙,2025,业务,36,", *lines[2:])[1] == []


def test_who_has_no_ballots_keeps_the_order_open():
    weight, found = shifts("甲,2025,业务,50,", "乙,2025,业务,45,", "甲,2025,评价,50,领导")
    assert (weight.ranked, found) == (0, [])


def test_nothing_of_the_run_is_changed():
    made = world(PANEL, facts(
        "甲,2025,业务,50,", "乙,2025,业务,45,", "甲,2025,评价,50,领导", "乙,2025,评价,90,领导"
    ))  # fmt: skip
    before = made.scored.result.as_json()
    panel_weights(made.scored)
    assert made.scored.result.as_json() == before
    assert made.value("评价", "甲") == 20
    assert not made.scored.run.book.given


def test_whom_the_panel_is_worth_nothing_keeps_the_order():
    """丙 has no points to win from the panel: the mean is that of the two others."""
    lines = [
        "甲,2025,业务,50,", "乙,2025,业务,45,", "丙,2025,业务,60,",
        "甲,2025,评价,50,领导", "乙,2025,评价,90,领导", "丙,2025,评价,10,领导",
        "丙,2025,评价.分值,0,", "丙,2025,业务.分值,100,",
    ]  # fmt: skip
    # 甲 50 + 20, 乙 45 + 36, 丙 60; with the mean of 1/2 and 9/10: 78, 73 and still 60.
    weight, found = shifts(*lines)
    assert weight.ranked == 3
    assert found == [("甲", 2, 1, -1), ("乙", 1, 2, 1)]
