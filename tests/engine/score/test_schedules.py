"""Parameters by class, by date, and by both."""

from __future__ import annotations

import pytest

from tests.engine.score.small import codes, loaded, scored

BODY = "指标: {工作: {分值: 100, 算式: '数值 - 定额'}}\n"
SUBJECTS = "对象,类,组别\n甲,单位,山区\n乙,单位,平原\n丙,单位,城区\n"
FACTS = "对象,指标,数值\n甲,工作,90\n乙,工作,90\n丙,工作,90\n"


def totals(parameter, *, period="2025"):
    text = f"参数: {{定额: {parameter}}}\n{BODY}"
    found = scored(text, facts=FACTS, subjects=SUBJECTS, period=period)
    return {name: one["nodes"]["总分"]["exact"] for name, one in found.items()}


BOTH = "{默认: 5, 分类: {山区: {分期: {2024-01-01: 50, 2026-01-01: 60}}, 平原: 40}}"


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2025", {"甲": "40", "乙": "50", "丙": "85"}),  # 90 − 50, 90 − 40, 90 − 5
        ("2026", {"甲": "30", "乙": "50", "丙": "85"}),
    ],
)
def test_each_class_has_its_own_schedule(period, expected):
    assert totals(BOTH, period=period) == expected


def test_before_the_first_day_of_a_schedule_its_default_holds():
    own = (
        "{默认: 5, 分类: {山区: {默认: 7, 分期: {2026-01-01: 60}}, 平原: {分期: {2026-01-01: 60}}}}"
    )
    assert totals(own) == {"甲": "83", "乙": "85", "丙": "85"}


def test_a_row_of_the_facts_wins_over_a_schedule():
    text = f"参数: {{定额: {BOTH}}}\n{BODY}"
    found = scored(text, facts=f"{FACTS}组:山区,定额,1\n", subjects=SUBJECTS)
    assert found["甲"]["nodes"]["总分"]["exact"] == "89"


def test_classes_and_dates_side_by_side_are_refused():
    text = f"参数: {{定额: {{分类: {{山区: 60}}, 分期: {{2024-01-01: 50}}}}}}\n{BODY}"
    found = [one for one in loaded(text)[1] if one.code == "conflicting-keys"]
    assert len(found) == 1
    assert "分类: {山区: {分期:" in found[0].remedy


def test_a_value_of_a_schedule_is_checked_like_any_other():
    text = f"参数: {{定额: {{范围: 0..55, 分类: {{山区: {{分期: {{2024-01-01: 60}}}}}}}}}}\n{BODY}"
    assert "default-outside-range" in codes(text)
    assert "unknown-name" in codes(text.replace("2024-01-01: 60", "2024-01-01: 没有"))
    assert "unknown-key" in codes(text.replace("分期", "分其"))
