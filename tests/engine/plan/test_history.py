"""The earlier periods that a plan reads of the nodes that have facts."""

from __future__ import annotations

import pytest

from kaoji.engine.plan.history import history_periods
from kaoji.engine.plan.lower import make_plan
from tests.engine.worlds import period_of, plan_of, scheme_of

TEXT = """
事实: {{产值: {{范围: 1..100, 首期: 50}}}}
派生: {{人均: {{算式: 产值 / 2, 首期: 1}}}}
指标:
  经济: {{分值: 60, 算式: "{formula}"}}
  作风: {{分值: 40}}
"""


@pytest.mark.parametrize(
    ("formula", "period", "earlier"),
    [
        ("上年(产值)", "2025", {"2024"}),
        ("上年(产值.数值)", "2025", {"2024"}),
        ("上期(产值)", "2025Q1", {"2024Q4"}),
        ("往年(产值, 3)", "2025", {"2022"}),
        ("最大(近年(产值))", "2025", {"2022", "2023", "2024"}),
        ("最大(近年(产值, 2))", "2025", {"2023", "2024"}),
    ],
)
def test_earlier_periods(formula, period, earlier):
    at = period_of(period)
    found = history_periods(plan_of(TEXT.format(formula=formula)), asked={"经济": [at]})
    assert {path: set(map(str, periods)) for path, periods in found.items()} == {"产值": earlier}


@pytest.mark.parametrize("formula", ["产值 + 1", "上年(人均)", "上年(1 + 1)", "上年()"])
def test_a_node_without_facts_has_no_earlier_figures(formula):
    plan, _problems = make_plan(scheme_of(TEXT.format(formula=formula)))
    assert history_periods(plan, asked={"经济": [period_of("2025")]}) == {}
