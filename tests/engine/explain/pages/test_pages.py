"""The printed pages: what stands on them, what adds up, and that nothing written in a name runs."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from kaoji.engine.explain.account import account_of
from kaoji.engine.explain.pages.printing import css_text, figure, padded, taken_off
from kaoji.engine.explain.pages.rows import rows_of
from kaoji.engine.explain.pages.sheet_page import sheet_page
from kaoji.engine.explain.pages.statement import losses_of, parts_of, statements_page
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
    assert ledger[2] == ["1经济", "2 项合成", "46.00", "60", "−14.00", ""]
    assert ledger[3] == ["1.1收入", "按完成比例折算", "36.00", "40", "−4.00", ""]
    assert ledger[-1][2] == "2.00"


def test_the_account_says_what_is_missing(made):
    page = read(unit_page(account(made, "丙")))
    assert "暂定" in page.words
    assert "79.6～99.6" in page.words
    assert "丙:经济/投资@2025" in page.words
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
    assert rows == {"总分": 0, "经济": 120, "收入": 34, "投资": 85, "作风": 0, "加分": 0}


def test_the_statement_adds_up_to_what_each_part_is_worth(made):
    for name in ("甲", "乙", "丙"):
        for part in parts_of(account(made, name).derivation):
            assert part.earned + part.lost + part.open == part.worth
    economy, manner = parts_of(account(made, "丙").derivation)
    assert (economy.earned, economy.lost, economy.open) == (Fraction("39.6"), Fraction("0.4"), 20)
    assert (manner.worth, manner.earned) == (40, 40)


def test_the_greatest_loss_comes_first(made):
    found = sorted(losses_of(account(made, "乙").derivation), key=lambda one: -one.lost)
    assert [(one.name, one.lost) for one in found] == [("收入", 28), ("作风", 9), ("投资", 2)]


def test_the_statements_have_bonus_and_dates(made):
    accounts = [account(made, name) for name in ("甲", "乙")]
    page = read(statements_page(accounts, dates=(("年终报送", date(2025, 12, 31)),)))
    assert page.words.count("得分对账单") == 3  # each unit's and the title
    assert ["加分", "2", "5", "3"] in [line for table in page.tables for line in table]
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
