"""The ranking, what is open, and results as rows."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from textwrap import dedent

import pytest

from kaoji.engine.explain.overview import (
    csv_rows,
    decision_lines,
    fact_headers,
    fact_rows,
    incomplete_lines,
    rankings,
    remarks,
    total_text,
)
from kaoji.engine.plinth.values import Span
from kaoji.engine.score.result import Status, SubjectResult
from kaoji.engine.score.verdict import Verdict
from tests.engine.explain.telling import HEAD, loaded, row, scored, told

TEXT = """\
指标: {一: {分值: 60}, 二: {分值: 40}}
等次: {优秀: {不低于: 90}, 合格: 其余}
"""


@pytest.mark.parametrize("limit", ['合成: "最小(合计(子项()), 59)"', "上限: 59"])
def test_a_total_that_no_missing_fact_can_change_is_told_as_certain_and_open(limit):
    text = "\n满分: 100\n指标: {一: {分值: 70}, 二: {分值: 30}}\n等次: {合格: 其余}\n"
    made = scored(limit + text, row("甲", "一", "68"))
    (one,) = made.result.subjects
    assert one.status is Status.INCOMPLETE
    assert total_text(one) == "[59]"
    assert list(incomplete_lines(made.result)) == ["甲未完成：得分已可确定为 59，但仍缺 二@2025。"]


def test_a_fact_that_is_not_read_is_not_missing():
    text = """
    合成: if 一 > 60 then 59 else 合计(子项())
    满分: 100
    指标: {一: {分值: 70}, 二: {分值: 30}}
    """
    made = scored(dedent(text), row("甲", "一", "68"), row("乙", "一", "50"))
    first, second = made.result.subjects
    assert (first.status, first.total) == (Status.FINAL, 59)
    assert second.status is Status.INCOMPLETE


def test_groups_in_order_of_appearance_and_members_by_rank():
    subjects = tuple(
        {"对象": name, "名称": f"{name}单位", "类": "单位", "组别": group}
        for name, group in (("甲", "山区"), ("乙", "平原"), ("丙", "山区"), ("丁", "山区"))
    )
    rows = [row(name, "一", mark) for name, mark in (("甲", "20"), ("乙", "50"), ("丙", "55"))]
    rows += [row(name, "二", "40") for name in "甲乙丙丁"]
    made = scored(TEXT, *rows, subjects=subjects)
    hills, plain = rankings(made.result, scheme=made.run.plan.scheme)
    assert (hills.group, plain.group) == ("山区", "平原")
    assert hills.parts == ("一", "二")
    # 丁 may get 40 to 100 and so stand anywhere; 丙 95 before 甲 60.
    assert [line.subject.subject for line in hills.lines] == ["丙", "丁", "甲"]
    assert hills.lines[0].cells == ("1-2", "丙单位", "55.00", "40.00", "95.00", "优秀", "已定")
    assert hills.lines[1].cells[2:] == ("缺", "40.00", "[40..100]", "待定（优秀、合格）", "未完成")
    assert plain.lines[0].cells[0] == "1"


def test_refused_and_not_applicable_ones():
    made = scored(
        "指标: {一: {分值: 60}, 二: {分值: 40, 不适用: 移出并折合}}\n",
        row("甲", "一", "x"), row("甲", "二", "1"),
        row("乙", "一", "60"), row("乙", "二", "不适用"),
    )  # fmt: skip
    (group,) = rankings(made.result, scheme=made.run.plan.scheme)
    cells = {line.subject.subject: line.cells for line in group.lines}
    assert cells["甲"][-3:] == ("", "", "数据有误")
    assert cells["乙"][2:5] == ("60.00", "不适用", "100.00")


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("0", "12.5", "[0..12.5]"), ("1/3", "2/3", "[0.33..0.67]"),
        ("-1/3", "-0.001", "[-0.34..0.00]"),
        (None, "5", "[?..5]"), ("5", None, "[5..?]"),
    ],
)  # fmt: skip
def test_ends_are_rounded_outward(low, high, expected):
    ends = [None if end is None else Fraction(end) for end in (low, high)]
    one = SubjectResult(
        "甲", "甲", "", Status.INCOMPLETE, None, None, None, Span(*ends), Verdict("甲"), {}
    )
    assert total_text(one) == expected


def test_whoever_is_excluded_has_no_cells():
    head = HEAD.replace("{类: 单位}", '{类: 单位, 条件: 属性(试点) != "是"}')
    made = scored(
        loaded(TEXT, head=head), row("甲", "一", "50"), row("甲", "二", "40"), row("乙", "一", "1"),
        subjects=({"对象": "甲", "类": "单位"}, {"对象": "乙", "类": "单位", "试点": "是"}),
    )  # fmt: skip
    (group,) = rankings(made.result, scheme=made.run.plan.scheme)
    cells = {line.subject.subject: line.cells for line in group.lines}
    assert cells["甲"][2:5] == ("50.00", "40.00", "90.00")
    assert cells["乙"][2:5] == ("", "", "")


def test_missing_facts_are_named_and_the_rest_counted():
    items = ", ".join(f"{name}: {{分值: 20}}" for name in "一二三四五")
    made = scored(f"指标: {{{items}}}\n", row("甲", "一", "1"))
    assert list(incomplete_lines(made.result)) == [
        "甲未完成：得分在 1 至 81 之间，缺 三@2025、二@2025、五@2025 等 4 项。"
    ]


def test_rows_of_results():
    rows = (row("甲", "一", "55.555"), row("甲", "二", "40"), row("乙", "一", "1"))
    made = scored(TEXT, *rows)
    assert list(csv_rows(made.result)) == [
        ("甲", "", "final", "95.555", "95.56", "优秀", ""),
        ("乙", "", "incomplete", "", "", "", ""),
    ]
    assert list(fact_rows(made.result, scheme=made.run.plan.scheme)) == [
        ("甲", "2025", "总分", "95.555", "kaoji trial@1", "trial")
    ]
    assert fact_headers() == ("对象", "周期", "指标", "数值", "来源", "方案")


def test_remarks_tell_honours_that_are_barred_and_consequences():
    text = TEXT + (
        "荣誉: {先进: {范围: [优秀], 名额: 1, 取消情形: [事故]}}\n"
        '结果运用: [{编号: talk, 内容: 约谈, 情形: 等次 = "优秀"}]\n'
    )
    made = scored(
        text, row("甲", "一", "60"), row("甲", "二", "40"), row("甲", "事故", 日期="2025-01-02")
    )
    lines = list(remarks(made.result))
    assert "甲：荣誉「先进」已取消资格。" in lines
    assert "甲：取消评先情形「事故」成立。" in lines
    clear = scored(text, row("甲", "一", "60"), row("甲", "二", "40"))
    assert not any("取消资格" in line for line in remarks(clear.result))
    assert "甲：结果运用（建议）：约谈。" in lines


def test_without_a_total_the_first_parts_are_the_facts():
    made = scored("总分: 无\n指标: {一: {分值: 60}, 二: {分值: 40}}\n", row("甲", "一", "1"),
                  row("甲", "二", "2"))  # fmt: skip
    (group,) = rankings(made.result, scheme=made.run.plan.scheme)
    assert total_text(group.lines[0].subject) == ""
    facts = list(fact_rows(made.result, scheme=made.run.plan.scheme))
    assert [row[2:4] for row in facts] == [("一", "1"), ("二", "2")]


def test_further_rankings_have_columns_of_their_own():
    text = TEXT + "排名: {名次: {顺序: [总分 降]}, 片内名次: {顺序: [总分 降], 分组: 片区}}\n"
    places = (("甲", "东"), ("乙", "东"), ("丙", "西"))
    subjects = tuple({"对象": name, "类": "单位", "片区": area} for name, area in places)
    rows = [row(name, "一", mark) for name, mark in (("甲", "60"), ("乙", "50"), ("丙", "40"))]
    made = scored(text, *rows, *(row(name, "二", "40") for name in "甲乙丙"), subjects=subjects)
    (group,) = rankings(made.result, scheme=made.run.plan.scheme)
    assert group.places == ("片内名次",)
    # 100, 90 and 80 points; 丙 is third of all and first of its own.
    cells = [(line.cells[0], line.cells[1], line.cells[-3]) for line in group.lines]
    assert cells == [("1", "甲", "1"), ("2", "乙", "2"), ("3", "丙", "1")]


def test_a_further_place_that_is_open_or_not_given():
    text = TEXT + "排名: {名次: {顺序: [总分 降]}, 又名次: {顺序: [一 降]}}\n"
    made = scored(text, row("甲", "二", "40"), row("乙", "一", "50"), row("乙", "二", "40"))
    (group,) = rankings(made.result, scheme=made.run.plan.scheme)
    assert {line.cells[-3] for line in group.lines} == {"待定"}


def test_who_is_refused_has_no_further_place():
    text = TEXT + "排名: {名次: {顺序: [总分 降]}, 又名次: {顺序: [一 降]}}\n"
    rows = [row("甲", "一", "70"), row("乙", "一", "50"), row("乙", "二", "30")]
    made = scored(text, *rows, row("甲", "二", "40"))  # 70 of 60 points
    (group,) = rankings(made.result, scheme=made.run.plan.scheme)
    cells = {line.subject.subject: line.cells[-3] for line in group.lines}
    assert cells["甲"] == ""


def test_among_nobody_nothing_is_rationed():
    text = TEXT.replace("不低于: 90", "不低于: 90, 名额: {比例: 50%}")
    made = scored(text, row("甲", "一", "60"), row("甲", "二", "40"))
    (decision,) = made.result.decisions
    assert len(list(decision_lines(made.result))) == 1
    nobody = replace(made.result, decisions=(replace(decision, base=0),))
    assert list(decision_lines(nobody)) == []


def test_a_node_that_is_certain_while_its_fact_is_missing():
    leaf = "一: {分值: 50, 算式: '最小(数值 + 60, 50)', 范围: 0..50}"
    made = scored(f"指标: {{{leaf}, 二: {{分值: 50}}}}\n", row("甲", "二", "40"))
    # Whatever comes, 数值 + 60 is above the 50 points.
    assert told(made, "一")[0] == "「一」尚缺数据，已可确定为 50 分（满分 50 分）。"


def test_a_total_that_nothing_bounds_is_open_without_ends():
    text = "指标: {一: {分值: 60, 算式: 1 / 量}, 二: {分值: 40}}\n事实: {量: {类型: 数}}\n"
    made = scored(text, row("甲", "二", "1"))
    assert list(incomplete_lines(made.result)) == ["甲未完成：缺 量@2025。"]


def test_a_part_that_does_not_apply_is_no_fact():
    text = "总分: 无\n指标: {一: {分值: 60}, 二: {分值: 40, 不适用: 移出并折合}}\n"
    made = scored(text, row("甲", "一", "1"), row("甲", "二", "不适用"))
    facts = fact_rows(made.result, scheme=made.run.plan.scheme)
    assert [row[2:4] for row in facts] == [("一", "1")]


RATED = """\
指标: {一: {分值: 60}, 二: {分值: 40, 不适用: 计零}}
派生:
  得分率: {算式: "if 适用(二) then 总分 else 总分 / 60 * 100", 单位: "%"}
  别的: 总分 / 2
定等: {值: 得分率}
等次: {优秀: {不低于: 90}, 合格: 其余}
排名: {名次: {顺序: [得分率 降]}}
"""


def test_what_grades_and_ranks_stands_beside_the_parts():
    rows = (
        row("甲", "一", "57"),
        row("甲", "二", "不适用"),
        row("乙", "一", "50"),
        row("乙", "二", "38"),
    )
    made = scored(RATED, *rows)
    (ranking,) = rankings(made.result, scheme=made.run.plan.scheme)
    assert ranking.parts == ("一", "二", "得分率")
    first, second = ranking.lines
    assert first.cells[:6] == ("1", "甲", "57.00", "0.00", "95.00", "57.00")
    assert second.cells[:6] == ("2", "乙", "50.00", "38.00", "88.00", "88.00")


def test_what_grades_and_ranks_stands_there_whoever_comes_first():
    head = HEAD.replace("对象: {类: 单位}", "对象: {类: 单位, 条件: '属性(试点) = \"是\"'}")
    subjects = tuple(
        {"对象": name, "类": "单位", "试点": word} for name, word in (("甲", "否"), ("乙", "是"))
    )
    rows = (row("乙", "一", "50"), row("乙", "二", "38"))
    made = scored(loaded(RATED, head=head), *rows, subjects=subjects)
    (ranking,) = rankings(made.result, scheme=made.run.plan.scheme)
    assert made.result.subjects[0].status is Status.EXCLUDED
    assert ranking.parts == ("一", "二", "得分率")
    cells = {line.subject.subject: line.cells[4] for line in ranking.lines}
    assert cells == {"甲": "", "乙": "88.00"}


def test_a_refused_subject_shows_no_figures():
    made = scored(TEXT, row("甲", "一", "50"), row("甲", "二", "四十"), row("乙", "一", "50"))
    (ranking,) = rankings(made.result, scheme=made.run.plan.scheme)
    (refused,) = [line for line in ranking.lines if line.status is Status.REFUSED]
    assert refused.cells[2:4] == ("—", "—")
