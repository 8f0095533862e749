"""The printed pages: what stands on them, what adds up, and that nothing written in a name runs."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from kaoji.engine.explain.account import account_of
from kaoji.engine.explain.losses import losses_of
from kaoji.engine.explain.pages.account_rows import FIRST_PAGE, on_first_page, rows_of
from kaoji.engine.explain.pages.parts import Parts
from kaoji.engine.explain.pages.printing import css_text, figure, padded, taken_off
from kaoji.engine.explain.pages.sheet_page import sheet_page
from kaoji.engine.explain.pages.statement import claims_of, statements_page
from kaoji.engine.explain.pages.unit_page import unit_page
from tests.engine.explain.pages.reader import read
from tests.engine.explain.telling import row, scored

SCHEME = """\
指标:
  经济:
    分值: 60
    指标:
      收入: {分值: 40, 计分: 按完成比例折算, 范围: 0..200, 单位: 万元, 依据: 三}
      投资: {分值: 20, 计分: 按完成比例折算, 范围: 0..200}
  作风: {分值: 40, 计分: 直接评分}
加分: {条目: {}, 单位: 分, 范围: 0..5, 每条: 数值, 汇总: 逐项累加, 上限: 5}
等次:
  优秀: {不低于: 85, 名额: 1, 并列: 提请 领导小组}
  合格: {不低于: 60}
  不合格: 其余
"""
TARGETS = {"目标": "100"}
FACTS = (
    row("甲", "收入", "90", **TARGETS), row("甲", "投资", "50", **TARGETS), row("甲", "作风", "40"),
    row("乙", "收入", "30", **TARGETS), row("乙", "投资", "90", **TARGETS), row("乙", "作风", "31"),
    row("丙", "收入", "99", **TARGETS), row("丙", "作风", "40"),
    row("甲", "加分", "2", 编号="一"),
)  # fmt: skip


@pytest.fixture(scope="module")
def made():
    return scored(SCHEME, *FACTS)


def account(made, name):
    (subject,) = [one for one in made.result.subjects if one.subject == name]
    return account_of(made, subject=subject, node=made.run.plan.root, period=made.run.period)


def test_the_account_has_a_row_for_every_node(made):
    page = read(unit_page(account(made, "甲")))
    (ledger,) = page.tables
    assert [line[0] for line in ledger[1:]] == [
        "总分", "1经济", "1.1收入", "1.2投资", "2作风", "3加分",
    ]  # fmt: skip
    assert ledger[2] == ["1经济", "2 项合成", "46.00", "60", "60.00", "−14.00", ""]
    assert ledger[3] == ["1.1收入", "按完成比例折算", "36.00", "40", "40.00", "−4.00", ""]
    assert ledger[-1][2] == "2.00"


def test_the_account_says_what_is_missing(made):
    page = read(unit_page(account(made, "丙")))
    assert "暂定" in page.words
    assert "79.6～99.6" in page.words
    assert "还缺 2 项数据，见附件。" in page.words
    assert "「投资」，方案没有写责任单位，0 至 200" in page.words
    assert [line[2] for line in page.tables[0] if "投资" in line[0]] == ["0～20"]


def test_below_a_bonus_or_a_deduction_nothing_is_full_and_nothing_lost():
    text = """\
指标: {一: {分值: 100, 计分: 直接评分}}
加分: {指标: {二: {分值: 3, 计分: 直接评分}}}
减分: {指标: {三: {分值: 4, 计分: 直接评分}}}
"""
    rows = [row("甲", "一", "90"), row("甲", "二", "1"), row("甲", "三", "1.5")]
    ledger = read(unit_page(account(scored(text, *rows), "甲"))).tables[0]
    assert [line[2:5] for line in ledger[3:]] == [
        ["1.00", "", ""], ["1.00", "", ""], ["−1.50", "", ""], ["−1.50", "", ""],
    ]  # fmt: skip


def test_the_bars_share_one_scale(made):
    rows = {one.name: one.bar for one in rows_of(account(made, "甲").derivation)}
    assert rows == {"总分": 0, "经济": 100, "收入": 28, "投资": 71, "作风": 0, "加分": 0}


def test_what_is_signed_stands_on_the_first_page_and_the_derivations_behind_it(made):
    html = unit_page(account(made, "甲"))
    boxes, annex = html.index("被考核单位（签字盖章）"), html.index("附件：逐项推导")
    assert html.index("</table>") < boxes < annex < html.index("<h3>")


def test_a_ledger_too_long_for_the_first_page_is_folded_there_and_whole_in_the_annex():
    leaves = ", ".join(f"项{at}: {{分值: 2}}" for at in range(FIRST_PAGE))
    text = f"指标: {{大项: {{分值: {2 * FIRST_PAGE}, 指标: {{{leaves}}}}}, 小项: {{分值: 44}}}}\n"
    made = scored(text, row("甲", "小项", "40"), *(
        row("甲", f"项{at}", "1") for at in range(FIRST_PAGE)
    ))  # fmt: skip
    rows = rows_of(account(made, "甲").derivation)
    assert [one.name for one in on_first_page(rows)] == ["总分", "大项", "小项"]
    page = read(unit_page(account(made, "甲")))
    assert "更细的各项见附件。" in page.words
    assert page.words.count("1.28 项27") == 1


def lines(made, name):
    """The figures of a statement's account, by the names of its lines."""
    found = Parts.of(account(made, name).derivation).lines()
    return {one.name: (one.worth, one.earned, one.lost, one.open) for one in found}


def test_the_statement_adds_up_from_the_parts_to_the_total(made):
    # 36 + 10 of 60, 40 of 40, and 2 on top.
    assert lines(made, "甲") == {
        "经济": ("60.00", "46.00", "−14.00", "0.00"),
        "作风": ("40.00", "40.00", "0.00", "0.00"),
        "各项合计": ("100.00", "86.00", "−14.00", "0.00"),
        "加：加分": ("—", "+2.00", "+2.00", "0.00"),
        "总分": ("100.00", "88.00", "−12.00", "0.00"),
    }
    assert lines(made, "丙")["经济"] == ("60.00", "39.60", "−0.40", "20.00")


LIMITED = """\
总分: {上限: 100, 取整: 0位}
指标: {一: {分值: 60}, 二: {分值: 40}}
加分: {分值: 5}
减分: {分值: 10}
"""


@pytest.mark.parametrize(
    ("marks", "wanted"),
    [
        (
            ("60", "39.5", "5", "2"),
            {"各项合计": "99.50", "加：加分": "+5.00", "减：减分": "−2.00",
             "超过上限 100 的不计": "−2.50", "总分": "100.00"},
        ),
        (
            ("50", "30.4", "0", "1"),
            {"各项合计": "80.40", "加：加分": "0.00", "减：减分": "−1.00", "取整": "−0.40",
             "总分": "79.00"},
        ),
    ],
)  # fmt: skip
def test_cap_and_rounding_have_lines_of_their_own(marks, wanted):
    keys = ("一", "二", "加分", "减分")
    made = scored(LIMITED, *(row("甲", key, mark) for key, mark in zip(keys, marks, strict=True)))
    found = {name: figures[1] for name, figures in lines(made, "甲").items()}
    assert {name: found[name] for name in wanted} == wanted


def test_what_may_still_be_had_ends_at_the_cap_of_the_total():
    def claims(*marks):
        keys = ("一", "二", "加分", "减分")
        rows = [row("甲", key, mark) for key, mark in zip(keys, (*marks, "0"), strict=True)]
        return claims_of(account(scored(LIMITED, *rows), "甲").derivation)

    assert claims("60", "38", "1") == ("加分 4.00 分；总分最高可到 100.00 分。",)
    assert claims("60", "40", "1") == ("没有了：总分已到上限。",)
    assert claims("50", "30", "2") == ("加分 3.00 分；总分最高可到 85.00 分。",)


def test_losses_are_ranked_by_what_they_cost_the_total():
    text = """\
指标:
  小项: {权重: 10%, 指标: {甲一: {权重: 50%}, 甲二: {权重: 50%}}}
  大项: {权重: 90%}
"""
    made = scored(text, row("甲", "甲一", "20"), row("甲", "甲二", "100"), row("甲", "大项", "90"))
    found = losses_of(account(made, "甲").derivation)
    # 80 of 100 points at 5 % are 4 of the total, 10 at 90 % are 9.
    assert [(one.name, one.lost, one.worth, one.own) for one in found] == [
        ("大项", 9, 90, 10), ("甲一", 4, 5, 80),
    ]  # fmt: skip


def test_the_greatest_loss_comes_first_and_a_deduction_is_one(made):
    found = losses_of(account(made, "乙").derivation)
    assert [(one.name, one.lost) for one in found] == [("收入", 28), ("作风", 9), ("投资", 2)]
    taken = scored(LIMITED, row("甲", "一", "59"), row("甲", "二", "40"), row("甲", "加分", "0"),
                   row("甲", "减分", "3"))  # fmt: skip
    found = losses_of(account(taken, "甲").derivation)
    assert [(one.name, one.lost) for one in found] == [("减分", 3), ("一", 1)]


def test_the_statement_names_what_is_missing_and_who_owes_it():
    text = SCHEME.replace("范围: 0..200}", "范围: 0..200, 责任单位: 发改局}")
    made = scored(text, *(one for one in FACTS if one["对象"] == "丙"))
    page = read(statements_page([account(made, "丙")], dates=()))
    assert "「投资」，由发改局填报，0 至 200" in page.words
    assert "丙:经济/投资@2025" not in page.words


def test_the_statement_tells_the_verdict(made):
    page = read(statements_page([account(made, "乙")], dates=()))
    assert "等次 合格。" in page.words
    assert "「优秀」名额" in page.words


def test_what_does_not_apply_is_told_below_the_parts():
    text = "指标: {一: {权重: 50%}, 二: {权重: 50%, 不适用: {办法: 移出并折合, 至: 总分}}}\n"
    made = scored(text, row("甲", "一", "80"), row("甲", "二", "不适用"))
    page = read(statements_page([account(made, "甲")], dates=()))
    assert ["一", "100.00", "80.00", "−20.00", "0.00"] in page.tables[0]
    assert ["二（不适用）", "0.00", "0.00", "0.00", "0.00"] in page.tables[0]
    assert "「二」不适用，分值已由其余各项分担；上表是分担以后的。" in page.words


def test_the_statements_have_dates(made):
    accounts = [account(made, name) for name in ("甲", "乙")]
    page = read(statements_page(accounts, dates=(("年终报送", date(2025, 12, 31)),)))
    assert page.words.count("得分对账单") == 3  # each unit's and the title
    assert "加分 3.00 分；总分最高可到 91.00 分。" in page.words
    assert "2025-12-31 年终报送" in page.words


def test_a_statement_without_dates_has_no_heading_for_them(made):
    page = read(statements_page([account(made, "甲")], dates=()))
    assert "接下来的日期" not in page.words


def test_the_sheet_has_heads_over_its_columns(made):
    (sheet,) = read(sheet_page(made)).tables
    assert sheet[0] == ["名次", "单位", "经济（60）", "作风", "加分", "综合得分", "拟定等次"]
    assert sheet[1] == ["收入", "投资", "小计"]
    assert sheet[3] == ["40", "20", "60", "40", "限 5"]


def test_the_sheet_ranks_those_who_are_settled_and_sets_the_others_apart(made):
    (sheet,) = read(sheet_page(made)).tables
    assert [line[1] for line in sheet[4:] if len(line) > 1] == ["甲", "乙", "丙"]
    assert sheet[4][2:8] == ["36.00", "10.00", "46.00", "40.00◎", "2.00", "88.00"]
    words = [line[0] for line in sheet[4:] if len(line) == 1]
    assert any("丙" in text and "投资" in text for text in words)
    last = sheet[-1]
    assert last[1] == "丙"
    assert last[3] == "缺"


def test_what_is_written_in_a_name_does_not_run():
    wicked = "\"><script>alert(1)</script>'); } </style><img src=x onerror=alert(1)>"
    made = scored(SCHEME, row(wicked, "收入", "90", **TARGETS), row(wicked, "作风", "40"))
    for html in (
        unit_page(account(made, wicked)),
        sheet_page(made),
        statements_page([account(made, wicked)], dates=((wicked, date(2025, 1, 1)),)),
    ):
        page = read(html)  # scripts, handlers and stray tags are faults there
        assert "alert(1)" in page.words
        assert html.count("</style>") == 1


def test_a_text_cannot_leave_its_css_string():
    assert css_text('a"b\\c\nd<e') == '"a\\22 b\\5c c\\a d\\3c e"'


@pytest.mark.parametrize(
    ("text", "off"), [("0", "0"), ("0.00", "0.00"), ("1.5", "−1.5"), ("−1", "−1")]
)
def test_what_is_taken_off_has_a_minus(text, off):
    assert taken_off(text) == off


@pytest.mark.parametrize(
    ("value", "like", "shown"),
    [
        ("7", "7.00", "7.00"),
        ("1/3", "0.33", "约 0.33"),
        ("-1/3", "0.33", "约 −0.33"),
        ("-2.5", "0.00", "−2.50"),
        ("1.125", "1.1", "1.125"),
    ],
)
def test_places_are_filled_up_and_none_is_dropped(value, like, shown):
    assert padded(Fraction(value), like=like) == shown
    assert figure(Fraction("-3")) == "−3"


def test_the_first_level_stands_on_the_first_page_however_long_it_is():
    items = ", ".join(f"组{at}: {{分值: 1, 指标: {{子{at}: {{分值: 1}}}}}}" for at in range(30))
    made = scored(f"总分: {{满分: 30}}\n指标: {{{items}}}\n", row("甲", "子0", "1"))
    rows = rows_of(account(made, "甲").derivation)
    assert len(rows) == 61
    assert {one.depth for one in on_first_page(rows)} == {0, 1}
    assert len(on_first_page(rows)) == 31 > FIRST_PAGE


def test_a_given_group_says_so_where_others_say_how_they_came_about():
    text = "指标: {组: {分值: 60, 指标: {一: {分值: 60}}}, 二: {分值: 40}}\n"
    made = scored(text, row("甲", "组", "50"), row("甲", "二", "30"))
    found = {one.name: (one.how, one.points) for one in rows_of(account(made, "甲").derivation)}
    assert found["组"] == ("直接给出", "50.00")
    assert found["总分"] == ("2 项合成", "80.00")
