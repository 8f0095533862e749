"""Where a figure comes from: its kind, unit and coordinate."""

from __future__ import annotations

import pytest

from kaoji.engine.explain.origins import Origins
from tests.engine.explain.telling import row, scored, told

TEXT = """\
参数: {单价: {默认: 2, 单位: 分, 依据: 第三条}}
指标: {一: {分值: 100}}
加分: {条目: {数量: 数}, 每条: 单价 * 数量, 上限: 30, 依据: 第四条}
"""


@pytest.fixture
def made():
    return scored(TEXT, row("甲", "一", "30"), row("甲", "加分", 事项="桥", 数量="3"))


def test_a_row_tells_its_columns_and_what_the_scheme_names(made):
    run = made.run
    here = Origins(run, run.plan.nodes["加分"], "甲", run.period)
    own, foreign, unknown = (here.row_figure(name, value=2) for name in ("数量", "一", "没有"))
    assert (own.kind, own.coordinate) == ("row", None)
    assert (foreign.kind, foreign.unit, foreign.coordinate) == ("node", "分", "甲:一@2025")
    assert (unknown.kind, unknown.unit) == ("row", None)


@pytest.mark.parametrize(("label", "unit"), [("一", "分"), ("一.得分", "分"), ("没有", None)])
def test_the_unit_of_a_name(made, label, unit):
    run = made.run
    assert Origins(run, run.plan.nodes["加分"], "甲", run.period).unit_of(label) == unit


def test_a_parameter_in_a_row_has_its_unit_and_clause(made):
    # 2 for each of 3.
    assert told(made, "加分") == [
        "「加分」加 6 分（上限 30 分）【第四条】。",
        "桥（单价 2 分[第三条]，数量 3）（facts 第 2 行）：6 分。",
        "逐项累加，得 6 分。",
    ]
