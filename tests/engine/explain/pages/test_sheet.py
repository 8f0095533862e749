"""The sheet of all units: what heads its columns, what is no loss, who is set apart, and what the
run proposes.
"""

from __future__ import annotations

from datetime import date

import pytest

from kaoji.engine.explain.pages.columns import Column
from kaoji.engine.explain.pages.heads import heads_of, parted
from kaoji.engine.explain.pages.sheet_page import sheet_page
from kaoji.engine.plinth.periods import parse_period
from tests.engine.explain.pages.reader import read
from tests.engine.explain.telling import HEAD, loaded, row, scored

YEAR = parse_period("2025")


def sheets(made, **more):
    return read(sheet_page(made, **more)).tables


def one_sheet(made):
    (table,) = sheets(made)
    return table


def units(table):
    """The rows of units by name; what comes before the name is the rank."""
    return {line[1]: line for line in table[4:] if len(line) > 2}


def words_in(table):
    return [line[0] for line in table[4:] if len(line) == 1]


def marks(**by_unit):
    """Rows of marks: 甲="一 50, 二 30"."""
    return [row(who, *each.split()) for who, told in by_unit.items() for each in told.split(", ")]


# --- heads ----------------------------------------------------------------------------------------

WEIGHTED = """\
指标:
  甲类:
    权重: 60%
    指标: {一: {权重: 25%, 计分: 直接评分}, 二: {权重: 75%, 计分: 直接评分}}
  乙类: {权重: 40%, 计分: 直接评分}
"""


def test_weights_stand_in_the_heads():
    table = one_sheet(scored(WEIGHTED, *marks(甲="一 80, 二 60, 乙类 90")))
    assert table[0][2:4] == ["甲类（100，60%）", "乙类"]
    assert table[3] == ["10025%", "10075%", "100", "10040%"]
    assert units(table)["甲"][2:7] == ["80.00", "60.00", "65.00", "90.00", "75.00"]


def test_what_is_converted_tells_into_how_many_points():
    text = "指标: {一: {满分: 100, 分值: 60, 计分: 直接评分}, 二: {分值: 40, 计分: 直接评分}}\n"
    page = read(sheet_page(scored(text, *marks(甲="一 90, 二 40"))))
    (table,) = page.tables
    assert table[3] == ["100折 60 分", "40"]
    assert "「折 N 分」" in page.words
    assert "百分数为权重" not in page.words
    assert units(table)["甲"][2:5] == ["90.00", "40.00◎", "94.00"]


def test_parts_of_the_period_have_their_weights_and_a_leaf_its_columns():
    text = """\
周期: 年
指标:
  工作:
    分值: 60
    周期: {上半年: 1, 下半年: 2}
    期段: {上半年: [01-01, 06-30], 下半年: [07-01, 12-31]}
    计分: 直接评分
  作风: {分值: 40, 计分: 直接评分}
"""
    rows = [
        {**row("甲", "工作", "30"), "周期": "2025上半年"},
        {**row("甲", "工作", "60"), "周期": "2025下半年"},
        row("甲", "作风", "40"),
    ]
    table = one_sheet(scored(text, *rows))
    assert table[0][2] == "工作"
    assert table[1] == ["2025H1（1/3）", "2025H2（2/3）", "小计"]
    assert units(table)["甲"][2:6] == ["30.00", "60.00◎", "50.00", "40.00◎"]


@pytest.mark.parametrize(
    ("combined", "told"), [("最高", "取最高"), ("最低", "取最低"), ("均值", "取均值")]
)
def test_how_a_group_is_put_together_is_told(combined, told):
    text = f"""\
指标:
  一:
    分值: 100
    合成: {combined}
    指标: {{甲: {{满分: 100, 计分: 直接评分}}, 乙: {{满分: 100, 计分: 直接评分}}}}
"""
    table = one_sheet(scored(text, *marks(子="甲 80, 乙 60")))
    assert table[0][2] == f"一（100，{told}）"


def test_deeper_groups_are_all_named():
    text = """\
指标:
  一: {分值: 100, 指标: {二: {分值: 100, 指标: {三: {分值: 100, 指标: {
      四: {分值: 60, 计分: 直接评分}, 五: {分值: 40, 计分: 直接评分}}}}}}}
"""
    table = one_sheet(scored(text, *marks(甲="四 60, 五 20")))
    assert table[1][0] == "二（100）·三（100）"
    assert table[2] == ["四", "五"]


# --- what is added and taken off ------------------------------------------------------------------

EXTRAS = """\
指标:
  一:
    分值: 100
    指标: {二: {分值: 100, 计分: 直接评分}}
    加分: {名称: 创新加分, 算式: 数值, 范围: 0..5, 上限: 3}
    减分: {名称: 违规减分, 算式: 数值, 范围: 0..5}
减分:
  名称: 扣分
  指标: {三: {算式: 数值, 范围: 0..5}, 四: {算式: 数值, 范围: 0..5}}
"""


def test_extras_inside_a_group_have_columns_and_no_full_points():
    made = scored(EXTRAS, *marks(甲="二 90, 创新加分 5, 违规减分 1.5, 三 0.5, 四 0"))
    table = one_sheet(made)
    assert table[1] == ["二", "创新加分", "违规减分", "小计", "三", "四", "小计"]
    assert table[3] == ["100", "限 3", "", "100", "", "", ""]
    assert units(table)["甲"][2:] == [
        "90.00", "3.00", "−1.50", "91.50", "−0.50", "0.00", "−0.50", "91.00",
    ]  # fmt: skip


# --- what is no loss ------------------------------------------------------------------------------

TAKEN_UP = """\
指标:
  一:
    分值: 60
    指标:
      二: {分值: 40, 计分: 直接评分}
      三: {分值: 20, 计分: 直接评分, 不适用: {办法: 移出并折合, 至: 总分}}
  四: {分值: 40, 计分: 直接评分}
"""


def test_a_share_that_is_taken_up_above_is_no_loss():
    """二 is full and 三 does not apply: the group has all of the 40 that are left of its 60, and
    the total is (40 + 30) × 100/80.
    """
    made = scored(TAKEN_UP, row("甲", "二", "40"), row("甲", "三", "不适用"), row("甲", "四", "30"))
    page = read(sheet_page(made))
    (table,) = page.tables
    assert units(table)["甲"][2:7] == ["40.00◎", "不适用", "40.00满 40.00", "30.00", "87.50"]
    assert "不算失分" in page.words


def test_where_nothing_is_taken_out_nothing_is_said_of_it():
    page = read(sheet_page(scored(TAKEN_UP, *marks(甲="二 40, 三 20, 四 30"))))
    assert "满 " not in page.words
    assert "不算失分" not in page.words


def test_nought_of_nought_is_not_full():
    text = "指标: {一: {分值: 0, 计分: 直接评分}, 二: {分值: 100, 计分: 直接评分}}\n"
    table = one_sheet(scored(text, *marks(甲="一 0, 二 50")))
    assert units(table)["甲"][2] == "0.00"


# --- who is set apart -----------------------------------------------------------------------------

GRADED = """\
指标: {一: {分值: 60, 计分: 直接评分}, 二: {分值: 40, 计分: 直接评分}}
等次: {优秀: {不低于: 90}, 合格: {不低于: 60}, 不合格: 其余}
"""


def test_the_incomplete_have_bounds_the_others_ranks_for_now():
    made = scored(GRADED, *marks(甲="一 60, 二 38", 乙="一 50, 二 25", 丙="一 60"))
    page = read(sheet_page(made))
    (table,) = page.tables
    found = units(table)
    assert found["甲"][0] == "1～2"
    assert found["乙"][0] == "2～3"
    assert found["丙"] == ["1～3", "丙", "60.00◎", "缺", "60～100", "优秀或合格"]
    assert "暂定" in page.words
    assert "草稿，尚未审定" in page.words


def test_a_rank_that_no_missing_fact_moves_is_for_now():
    made = scored(GRADED, *marks(甲="一 60, 二 38", 乙="一 50, 二 25", 丙="一 5"))
    assert units(one_sheet(made))["甲"][0] == "暂1"


def test_a_subtotal_that_waits_has_bounds():
    made = scored(TAKEN_UP, row("甲", "二", "40"), row("甲", "四", "30"))
    assert units(one_sheet(made))["甲"][2:5] == ["40.00◎", "缺", "40～60"]


def test_who_has_faulty_facts_is_said_so_and_has_no_points():
    made = scored(GRADED, *marks(甲="一 60, 二 38", 乙="一 99, 二 25"))
    table = one_sheet(made)
    assert units(table)["乙"][-4:] == ["—", "—", "", "数据有误"]
    assert any(text.startswith("乙数据有误，没有计分：") for text in words_in(table))
    assert units(table)["甲"][-1] == "拟优秀"


def test_who_takes_no_part_is_said_so():
    scheme = loaded(
        "事实: {人数: {单位: 人, 范围: 0..100}}\n" + GRADED,
        head=HEAD.replace("对象: {类: 单位}", "对象: {类: 单位, 条件: 人数 >= 10}"),
    )
    rows = [*marks(甲="一 60, 二 38", 乙="一 50, 二 25"), row("甲", "人数", "20")]
    table = one_sheet(scored(scheme, *rows, row("乙", "人数", "5")))
    assert words_in(table) == ["乙不参加考核。"]
    assert units(table)["乙"] == ["", "乙", "—", "—", "", "不参加"]


def test_a_scheme_without_grades_has_no_column_for_them():
    table = one_sheet(scored("指标: {一: {分值: 100, 计分: 直接评分}}\n", *marks(甲="一 60")))
    assert table[0] == ["名次", "单位", "一", "综合得分"]


def test_a_scheme_without_a_total_has_neither_total_nor_rank():
    text = """\
总分: 无
指标: {一: {分值: 100, 计分: 直接评分}}
派生: {好: "一 >= 60"}
"""
    table = one_sheet(scored(text, *marks(甲="一 60")))
    assert table[0] == ["单位", "一"]
    assert table[4:] == [["甲", "60.00"]]


# --- seats and grades -----------------------------------------------------------------------------

SEATS = """\
事实: {重大事故: {类型: 是否}}
指标: {一: {分值: 100, 计分: 直接评分}}
等次:
  优秀: {不低于: 80, 名额: 1, 并列: 提请 领导小组, 取消评先情形: [{名称: 重大事故, 机关: 应急局}]}
  合格: {不低于: 60}
  不合格: 其余
"""


def seated(accident="甲", **points):
    rows = [row(who, "一", mark) for who, mark in points.items()]
    return [*rows, *(row(who, "重大事故", "是" if who == accident else "否") for who in points)]


def test_the_line_stands_below_the_last_seat_and_who_is_barred_is_marked():
    page = read(sheet_page(scored(SEATS, *seated(甲="95", 乙="90", 丙="85", 丁="50"))))
    (table,) = page.tables
    kinds = [line[1] if len(line) > 1 else "线" for line in table[4:]]
    assert kinds == ["甲", "乙", "线", "丙", "丁"]
    assert [line[-1] for line in units(table).values()] == [
        "拟合格原优秀", "拟优秀", "拟合格", "拟不合格",
    ]  # fmt: skip
    assert (
        "甲按得分为「优秀」，改为「合格」：因「重大事故」不得评为「优秀」（机关 应急局）。"
        in page.words
    )


def test_the_tied_await_a_decision_and_nobody_else_does():
    table = one_sheet(scored(SEATS, *seated("", 甲="90", 乙="90", 丙="50")))
    assert [line[-1] for line in units(table).values()] == ["待议", "待议", "拟不合格"]
    assert [len(line) for line in table[4:]] == [5, 5, 1, 5]


def test_a_quota_down_to_the_last_unit_is_told_below():
    page = read(sheet_page(scored(SEATS, *seated("", 甲="90"))))
    assert words_in(page.tables[0]) == []
    assert "「优秀」名额：1；拟列 甲。" in page.words


def test_a_quota_that_nobody_fills_is_told():
    page = read(sheet_page(scored(SEATS, *seated("", 甲="50", 乙="40"))))
    assert words_in(page.tables[0]) == []
    assert "没有够条件的" in page.words


def test_two_quotas_that_end_at_the_same_unit_are_both_told():
    text = """\
指标: {一: {分值: 100, 计分: 直接评分}}
等次:
  优秀: {不低于: 80, 名额: 1, 并列: 提请 领导小组}
  良好: {不低于: 70, 名额: 1, 并列: 提请 领导小组}
  合格: 其余
"""
    table = one_sheet(scored(text, *marks(甲="一 90", 乙="一 80", 丙="一 60")))
    kinds = [line[1] if len(line) > 1 else line[0][:4] for line in table[4:]]
    assert kinds == ["甲", "「优秀」", "乙", "「良好」", "丙"]


def test_a_veto_is_marked_with_the_grade_that_the_points_reach():
    text = (
        GRADED + "事实: {重大事故: {类型: 是否}}\n否决: {重大事故: {效果: [{降: 1}], 依据: 六}}\n"
    )
    rows = [*marks(甲="一 60, 二 38"), row("甲", "重大事故", "是")]
    page = read(sheet_page(scored(text, *rows)))
    assert units(page.tables[0])["甲"][-1] == "拟合格原优秀"
    assert "甲按得分为「优秀」，改为「合格」：否决事项「重大事故」" in page.words
    assert "依据 六" in page.words


# --- pages ----------------------------------------------------------------------------------------


def columns(*groups):
    """Columns of groups by their names and how many columns each has."""
    return [
        Column(name, "", f"{name}{at}", name, YEAR) for name, count in groups for at in range(count)
    ]


@pytest.mark.parametrize(
    ("groups", "most", "want"),
    [
        ([("甲", 3), ("乙", 3)], 6, [6]),
        ([("甲", 3), ("乙", 3), ("丙", 3)], 6, [6, 3]),
        ([("甲", 2), ("乙", 3), ("丙", 3), ("丁", 2)], 6, [5, 5]),
        ([("甲", 7)], 3, [3, 3, 1]),
        ([("甲", 5), ("乙", 5), ("丙", 5)], 8, [5, 5, 5]),
        ([], 8, [0]),
    ],
)
def test_groups_stay_together_on_a_page(groups, most, want):
    pages = parted(columns(*groups), most=most)
    assert [len(page) for page in pages] == want
    assert [one for page in pages for one in page] == columns(*groups)


def test_a_wide_scheme_goes_over_pages_with_its_units_on_each():
    inner = ", ".join(f"项{at}: {{分值: 1, 计分: 直接评分}}" for at in range(50))
    text = f"指标: {{组: {{分值: 50, 指标: {{{inner}}}}}, 余: {{分值: 50, 计分: 直接评分}}}}\n"
    rows = [row(who, f"项{at}", "1") for who in "甲乙" for at in range(50)]
    made = scored(text, *rows, row("甲", "余", "50"), row("乙", "余", "40"))
    page = read(sheet_page(made))
    first, last = page.tables
    assert [line[:2] for line in first[4:]] == [line[:2] for line in last[4:]] == [
        ["1", "甲"], ["2", "乙"],
    ]  # fmt: skip
    assert first[0][-1] == "组（50）"
    assert last[0][-1] == "综合得分"
    assert len(first[4]) + len(last[4]) == 2 * 2 + 50 + 2 + 1  # 小计, 余, total
    assert page.words.count("考核组组长（签字）") == 1
    assert "第 2 张，共 2 张" in page.words


def test_thirty_eight_columns_fit_one_page():
    inner = ", ".join(f"项{at}: {{分值: 1, 计分: 直接评分}}" for at in range(37))
    made = scored(f"指标: {{组: {{分值: 37, 指标: {{{inner}}}}}}}\n", *marks(甲="项0 1"))
    assert len(sheets(made)) == 1
    assert "kj-small" in sheet_page(made)


def test_a_part_alone_on_a_page_keeps_its_heads():
    alone = [Column("组", "上半年", "", "组", YEAR)]
    assert [[head.text for head in heads] for heads in heads_of(alone)] == [["组"], ["上半年"], []]


# --- foot -----------------------------------------------------------------------------------------


def test_the_foot_has_day_and_digest():
    made = scored(GRADED, *marks(甲="一 60, 二 38"))
    html = sheet_page(made, digest="0123456789abcdef" * 4, as_of=date(2025, 11, 30))
    foot = html.partition("@bottom-left { content: ")[2].partition("}")[0]
    assert "试 1 · 2025 · 草稿，尚未审定 · 数据截至 2025-11-30 · 校验 0123 4567 89ab cdef" in foot
    assert "数据截至 2025-12-31" in sheet_page(made)
    assert "校验" not in sheet_page(made)
