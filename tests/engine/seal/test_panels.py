"""Whose ratings a public seal looks at, and in which runs."""

from __future__ import annotations

from kaoji.engine.seal.panels import ratings_of, runs_of
from tests.engine.worlds import world

PANEL = "指标: {评议: {分值: 100, 评分: {评分人: {领导: 100%}}}}"


def test_only_ratings_of_scored_subjects_count():
    rows = "对象,指标,数值,评分人类别,评分人\n甲,评议,90,领导,一\n甲,评议,80,领导,二\n"
    here = world(PANEL, rows + "乙,评议,70,领导,一", subjects="对象,类\n甲,单位")
    found = [(one.subject, one.count, one.value) for one in ratings_of(here.scored.run)]
    assert found == [("甲", 2, 85)]


def test_a_pinned_version_that_is_not_there_has_no_run():
    text = """
    各期版本: {中期: 按 2019}
    指标: {甲项: {分值: 100, 周期: {中期: 50%, 年终: 50%}}}
    """
    here = world(text, "对象,周期,指标,数值\n甲,2025年终,甲项,50")
    assert "pinned-version" in here.codes
    assert list(runs_of(here.scored.run)) == [here.scored.run]
