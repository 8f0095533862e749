"""查表均值: the ends of a stretch of places are numbers, and nothing else is taken for one."""

from __future__ import annotations

import pytest

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plinth.values import OneOf, Span
from tests.engine.worlds import world

TEXT = """
表: {名次表: {档: {'1': 10, '2': 8, 其余: 4}}}
指标: {甲项: {分值: 10, 范围: 1..3, 算式: '查表均值(名次表, 数值, 3)'}}
"""


def mean(first, last):
    run = world(TEXT, "对象,指标,数值\n甲,甲项,1").scored.run
    spot = run.spot("甲项", subject="甲", period=run.period)
    return run.mean_look_up("名次表", first=first, last=last, spot=spot)


def test_a_place_that_may_be_anything_gives_all_that_the_table_has():
    found = mean(OneOf((), {"甲:名次@2025": 0}, tight=False), OneOf((), {}, tight=False))
    assert isinstance(found, Span)
    assert (found.low, found.high) == (4, 10)
    assert set(found.ways) == {"甲:名次@2025"}


@pytest.mark.parametrize("end", ["第一", True])
def test_a_word_is_no_place(end):
    with pytest.raises(FeelFailure, match="应当是数"):
        mean(end, end)
