"""J2: the office's own table of sixty indicators becomes a draft, is tried and sent for release.

At most 25 clicks, nothing typed twice.
"""

from __future__ import annotations

import pytest

from kaoji.apps.schemes.models import OwnScheme, SchemeRelease
from tests.cast import county
from tests.engine.drafting.books import workbook

pytestmark = pytest.mark.django_db(transaction=True)
MOST_CLICKS = 25


def sixty():
    """Six groups of ten; one group says half a point too much, one sentence says little."""
    rows = [
        ["禾安县2026年度县直部门绩效考核指标表"],
        ["序号", "考核指标", None, "分值", "计分办法", "责任单位"],
        [None, "一级指标", "二级指标"],
    ]
    merges = ["A1:F1", "A2:A3", "B2:C2", "D2:D3", "E2:E3", "F2:F3"]
    for number in range(60):
        name = f"第{number // 10 + 1}类工作" if number % 10 == 0 else None
        rule = "视情况给分" if number == 7 else "每发现一起扣0.1分，扣完为止"
        points = 1.5 if number < 40 else 2
        rows.append([number + 1, name, f"工作事项{number + 1:02d}", points, rule, "考核办"])
        if number % 10 == 9:
            merges.append(f"B{len(rows) - 9}:B{len(rows)}")
    rows += [[None, "合计", None, 100.5], ["注：由考核办解释"]]
    return workbook(rows, merges)


def test_a_table_of_sixty_is_drafted_in_few_clicks(at_noon, sit):
    cast = county()
    desk = sit(cast.people["clerk"])
    desk.go("/schemes/own/")
    desk.click("导入指标表", role="link")
    content = {"name": "考核指标表.xlsx", "mimeType": "", "buffer": sixty()}
    desk.page.set_input_files("input[type=file]", content)
    desk.click("读表")
    desk.page.get_by_text("读到的表").first.wait_for()
    desk.look("import-columns")
    desk.fill("编号", "hean-depts")
    desk.fill("考核谁", "县直部门")
    desk.click("列核对好了，看问题")
    desk.page.get_by_text("写的是 100.5 分，下面各项相加是 100 分，相差 0.5 分").wait_for()
    desk.look("import-questions")
    desk.click("以各项相加的 100 分为准", role="radio")
    desk.click("存下回答并起草")
    desk.page.locator(".kj-notice", has_text="已起草").wait_for()
    scheme = OwnScheme.objects.get()
    assert (scheme.key, scheme.error_count) == ("hean-depts", 0)
    desk.click("试算", role="link")
    desk.page.go_back()
    desk.click("送审")
    desk.page.wait_for_url("**/schemes/releases/*/")
    assert SchemeRelease.objects.get().scheme == scheme
    assert desk.clicks <= MOST_CLICKS
    desk.is_well()
