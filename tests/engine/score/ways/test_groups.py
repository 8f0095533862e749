"""Groups: shares that are not known yet, all children out, nothing to share."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plinth.values import NOT_APPLICABLE
from kaoji.engine.score.result import Status
from kaoji.engine.score.ways.groups import join
from tests.engine.worlds import plan_of, world

# --- a share that is taken out while the weights are not here ------------------------------------

WEIGHTED = """
指标:
  经济:
    分值: 60
    合成: 加权
    指标:
      甲项: {满分: 100}
      乙项: {满分: 100, 不适用: {办法: 移出并折合, 至: 总分}}
  作风: {分值: 40}
"""
OUT = "对象,指标,数值\n甲,甲项,80\n甲,乙项,不适用\n甲,作风,40"


@pytest.mark.parametrize("weight", [Fraction(1, 10), Fraction(1, 2), Fraction(9, 10)])
def test_what_is_taken_out_raises_the_whole(weight):
    rows = f"{OUT}\n甲,甲项.权重,{float(weight)}\n甲,乙项.权重,{float(1 - weight)}"
    # 乙项 leaves 60 × (1 − w) of the whole's 100 points; 甲项 brings 60 × w × 0.8.
    expected = (60 * weight * Fraction(4, 5) + 40) / (1 - Fraction(60, 100) * (1 - weight))
    assert world(WEIGHTED, rows).value() == expected


def test_without_the_weights_nothing_bounds_the_whole():
    """With w = 0.5 it is 91.4…: no bound may be claimed from the parts alone."""
    here = world(WEIGHTED, OUT)
    assert here.ends() == (None, None)
    assert here.one().status is Status.INCOMPLETE
    assert here.one().blocking == ("甲:经济/乙项.权重@2025", "甲:经济/甲项.权重@2025")


def test_nothing_taken_out_is_bounded_without_the_weights():
    here = world(WEIGHTED, OUT.replace("不适用", "60"))
    assert here.ends() == (40, 40 + 60 * Fraction(140, 100))


# --- nothing left, nothing shared -----------------------------------------------------------------


@pytest.mark.parametrize("combine", ["最高", "最低", "均值"])
def test_of_children_that_are_all_out_none_is_picked(combine):
    text = f"""
    指标:
      组:
        分值: 60
        合成: {combine}
        不适用: 移出并折合
        指标: {{一: {{满分: 60, 不适用: 重摊}}, 二: {{满分: 60, 不适用: 重摊}}}}
      作风: {{分值: 40}}
    """
    here = world(text, "对象,指标,数值\n甲,一,不适用\n甲,二,不适用\n甲,作风,30")
    assert here.value("组") == NOT_APPLICABLE
    assert here.value() == 75


@pytest.mark.parametrize(
    ("north", "south", "ends"),
    [("是", "否", (50, 50)), ("", "否", (50, 50)), ("", "是", (80, 80)), ("", "", (50, 80))],
)
def test_a_pick_while_it_is_open_who_applies(north, south, ends):
    """With both out nothing is left to pick, which the scheme does not provide for."""
    text = """
    事实: {北: 是否, 南: 是否}
    指标:
      组:
        分值: 100
        合成: 最高
        指标: {一: {满分: 100, 适用: 北, 不适用: 重摊}, 二: {满分: 100, 适用: 南, 不适用: 重摊}}
    """
    rows = f"对象,指标,数值\n甲,一,50\n甲,二,80\n甲,北,{north}\n甲,南,{south}"
    value = world(text, rows).value("组")
    assert (getattr(value, "low", value), getattr(value, "high", value)) == ends


def test_children_without_points_share_nothing():
    text = """
    指标:
      附: {分值: 0, 无定义: 计零, 指标: {一: {分值: 0, 不适用: 重摊}, 二: {分值: 0}}}
      作风: {分值: 100}
    """
    here = world(text, "对象,指标,数值\n甲,一,不适用\n甲,二,0\n甲,作风,30")
    assert here.value() == 30


def test_a_geometric_mean_needs_places():
    """Checking asks for them; a plan that was not checked is refused by name."""
    plan = plan_of("合成: 几何\n取整: 2位\n指标: {一: {}, 二: {}}")
    here = world(plan.scheme, "对象,指标,数值\n甲,一,80\n甲,二,60")
    run = here.scored.run
    node = replace(run.plan.nodes["总分"], rounding=None)
    with pytest.raises(FeelFailure) as caught:
        join(run, node=node, spot=run.spot("总分", subject="甲", period=run.period))
    assert caught.value.code == "geometric-places"


# --- shares of one group that go different ways ---------------------------------------------------


def test_one_share_for_the_siblings_and_one_for_the_whole():
    text = """
    指标:
      经济:
        分值: 60
        指标:
          一: {分值: 20, 不适用: 重摊}
          二: {分值: 20, 不适用: {办法: 重摊, 至: 总分}}
          三: {分值: 20}
      作风: {分值: 40}
    """
    rows = "甲,一,不适用\n甲,二,不适用\n甲,三,10\n甲,作风,30"
    here = world(text, f"对象,指标,数值\n{rows}")
    # 三 has half its points: it stands for 一 too, 20 of 40, and 二's 20 are nobody's in the group.
    assert here.value("经济") == 20
    assert here.value() == Fraction(50) * 100 / 80


@pytest.mark.parametrize(("full", "brings"), [("", 20), ("\n甲,一.满分,80", 10)])
def test_a_child_on_a_scale_of_its_own(full, brings):
    text = "指标: {一: {分值: 40}, 二: {分值: 60}}"
    here = world(text, f"对象,指标,数值\n甲,一,20\n甲,二,30{full}")
    assert here.value() == 30 + brings


def test_points_that_do_not_add_up_are_read_on_the_stated_scale():
    text = "满分: 100\n指标: {一: {分值: 60}, 二: {分值: 40}}"
    here = world(text, "对象,指标,数值\n甲,一,35\n甲,二,25\n甲,一.分值,70\n甲,二.分值,50")
    assert here.value() == 50  # 60 of 120
    assert here.codes == {"unit-points-sum"}
