"""Units that nobody knows are printed as they stand, with the nearest that is known."""

from __future__ import annotations

import pytest

from tests.engine.score.small import loaded


@pytest.mark.parametrize(
    ("unit", "near"),
    [("persn", "person"), ("kilometr", "kilometre"), ("万无", "万元"), ("zzzzzz", None)],
)
def test_the_nearest_of_the_same_script_is_named(unit, near):
    _scheme, problems = loaded(f"指标: {{甲: {{分值: 100, 单位: {unit}, 算式: 数值}}}}")
    (told,) = [one for one in problems if one.code == "unknown-unit"]
    assert told.severity == "warning"
    assert f"「{unit}」不认识" in told.message
    assert (f"是不是「{near}」？" in told.remedy) is (near is not None)
