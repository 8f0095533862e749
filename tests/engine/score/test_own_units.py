"""Nobody rates his own unit, unless the panel says so."""

from __future__ import annotations

import pytest

from kaoji.engine.score.result import Status
from tests.engine.worlds import placed, world

TEXT = """
指标:
  互评: {{分值: 100, 评分: {{评分人: {{同行: {{权重: 100%, 最少: 1}}}}, 评本单位: {may}}}}}
"""
SUBJECTS = "对象,类,上级\n甲,单位,\n乙,单位,\n张三,人,甲\n李四,人,乙"
ROWS = "对象,指标,评分人,数值\n甲,互评,李四,80\n乙,互评,张三,70\n乙,互评,李四,100"


def test_a_ballot_for_the_own_unit_refuses_the_unit_at_its_cell():
    here = world(TEXT.format(may="否"), ROWS, subjects=SUBJECTS)
    assert here.value() == 80
    assert here.one("乙").status is Status.REFUSED
    assert placed(here.one("乙").problems) == [("own-unit-ballot", 4, 3)]
    assert here.one("乙").problems[0].message == "「李四」给本单位「乙」评分"


def test_a_panel_may_allow_it():
    here = world(TEXT.format(may="是"), ROWS, subjects=SUBJECTS)
    assert here.value(subject="乙") == 85
    assert not here.problems


@pytest.mark.parametrize("rater", ["", "外人"])
def test_who_is_not_known_to_belong_to_the_unit_may_rate_it(rater):
    rows = f"对象,指标,评分人,数值\n甲,互评,{rater},80"
    text = TEXT.format(may="否").replace("评本单位", "无记名: 是, 评本单位")
    assert world(text, rows, subjects=SUBJECTS).value() == 80
