"""What expressions, lists and panels become: live formulas that come to what the engine says."""

from __future__ import annotations

from fractions import Fraction

import openpyxl
import pytest

from kaoji.engine.explain.formulas.terms import Why
from tests.engine.explain.formulas.books import misses, table, worked_out, written
from tests.engine.explain.formulas.sheets import Book
from tests.engine.explain.telling import row, scored

NOTE = "此格以精确值为准"
FACTS = (
    row("甲", "一", "83.7", 目标="91.3"), row("乙", "一", "64.2", 目标="70"),
    row("丙", "一", "64.2", 目标="65.5"),
)  # fmt: skip


def formulas(made, path):
    """The lines of the computing sheet as they are written, after the figures have been checked."""
    tally = written(path / "made.xlsx", made).tally
    assert misses(worked_out(path / "made.xlsx")[0], made) == []
    return tally, list(table(openpyxl.load_workbook(path / "made.xlsx"), "计算"))


@pytest.mark.parametrize(
    ("expression", "function"),
    [
        ("最小(数值, 目标)", "MIN("),
        ("最大([数值, 目标, 5])", "MAX("),
        ("合计(数值, 目标) / 3", "+"),
        ("均值([数值, 目标])", "/2"),
        ("中位数(数值, 目标, 3)", "MEDIAN("),
        ("加权均值([数值, 目标], [0.6, 0.4])", "0.6"),
        ("个数(同组(一.数值)) * 5", "ROWS("),
        ("最大(同组(一.数值))", "MAX('数据'!"),
        ("最小(同组(一.数值))", "MIN('数据'!"),
        ("均值(同组(一.数值))", "SUM('数据'!"),
        ('名次(数值, 同组(一.数值), "竞争", "降")', "SUMPRODUCT("),
        ('名次(数值, 同组(一.数值), "平均", "升")', "SUMPRODUCT("),
        ('名次(数值 + 1, 同组(一.数值), "平均", "降")', "SUMPRODUCT("),  # nobody is level with it
        ('取整(数值 / 7, 2, "四舍六入")', "ROUND("),
        ("四舍五入(数值 / 7, 1)", "ROUND("),
        ("五舍六入(数值 / 7)", "ROUND("),
        ("四舍六入(数值 / 7, 3)", "ROUND("),
        ("去尾(数值 / 7, 1)", "ROUNDDOWN("),
        ("进一(数值 / 7, 1)", "ROUNDUP("),
        ("下整(数值 / 7, 1)", "INT("),
        ("上整(数值 / 7)", "INT("),
        ("绝对值(数值 - 目标)", "ABS("),
        ("插值(数值, [[0, 0], [70, 10], [100, 12]])", "MAX("),
        ('整步(数值, 7, "按比例")', "/7"),
        ('整步(数值, 7, "整步")', "ROUNDDOWN("),
        ("夹(数值, 10, 70)", "MIN(MAX("),
        ("数值 ** 2 / 100", "POWER("),
        ("-数值 + 100", "(-"),
        ("if 数值 in ([0..60), > 80) then 1 else 2", "OR("),
        ("if 数值 between 60 and 80 then 1 else 2", "AND("),
        ("if 数值 > 60 and not(目标 > 80) then 1 else 2", "NOT("),
        ("if 数值 > 80 or 目标 < 68 then 1 else 2", "OR("),
        ("if 数值 != 目标 then 1 else 2", "<>"),
        ("if 数值 in 64.2 then 1 else 2", "="),
        ("if true then 数值 else 0", "'数据'!"),
        ("满分 * 数值 / 200", "$F$"),
    ],
)
def test_an_expression_is_a_formula(expression, function, tmp_path):
    text = f"指标: {{一: {{分值: 100, 下限: 0, 上限: 100, 算式: '{expression}'}}}}\n"
    tally, lines = formulas(scored(text, *FACTS), tmp_path)
    assert tally.made == 0
    leaves = [line for line in lines if line["指标"].strip() == "一"]
    assert len(leaves) == 3
    assert all(function in line["得数"] for line in leaves), [one["得数"] for one in leaves]


@pytest.mark.parametrize(
    "expression",
    [
        '分位(同组(一.数值), 0.5, "线性")',
        "乘积(数值, 2) / 3",
        '名次(数值, 同组(一.数值), "密集", "降")',
        "取余(数值, 7)",
        "根(数值, 4)",
        "个数([1, 2, 3])",
        "插值(数值, for p in [0, 50, 100] return [p, p / 2])",
        '整步(数值, 7, if 数值 > 0 then "整步" else "按比例")',
    ],
)
def test_what_a_spreadsheet_cannot_say_is_put_in_as_its_value(expression, tmp_path):
    text = f"指标: {{一: {{分值: 100, 下限: 0, 上限: 100, 算式: '{expression} + 数值 / 10'}}}}\n"
    tally, lines = formulas(scored(text, *FACTS), tmp_path)
    assert tally.made > 0
    assert all(str(line["得数"]).startswith("=") for line in lines)
    notes = [line["依据"] for line in table(openpyxl.load_workbook(tmp_path / "made.xlsx"), "数据")]
    assert notes.count("引擎算出后代入，不随别处的改动变化") == tally.made


@pytest.mark.parametrize(
    ("gathered", "function"),
    [
        ("逐项累加", "*$G$"), ("最高", "MAX("), ("最低", "MIN("), ("计数", "$G$"),
        ("均值", "/"), ("最高2项", "LARGE("),
    ],
)  # fmt: skip
def test_a_list_is_gathered_by_a_formula(gathered, function, tmp_path):
    text = f"""\
指标:
  一: {{分值: 100, 上限: 100, 下限: 0, 条目: {{数值: {{类型: 数}}}}, 每条: 数值 / 3,
       汇总: {gathered}, 无定义: 计零}}
"""
    rows = [row("甲", "一", mark, 事项=f"事{mark}") for mark in ("5", "7.5", "11")]
    _tally, lines = formulas(scored(text, *rows, row("乙", "一", "3", 事项="事")), tmp_path)
    first = next(line for line in lines if line["指标"].strip() == "一")
    assert function in first["得数"], first


def test_the_highest_of_a_work_counts_once(tmp_path):
    text = """\
指标:
  一: {分值: 100, 上限: 100, 条目: {数值: {类型: 数}}, 每条: 数值, 每事项: 最高, 汇总: 逐项累加}
"""
    rows = [
        row("甲", "一", mark, 事项=work) for mark, work in (("5", "甲"), ("7", "甲"), ("11", ""))
    ]
    made = scored(text, *rows)
    assert made.result.subjects[0].total == 18
    _tally, lines = formulas(made, tmp_path)
    assert "MAX($H$5,$H$6)" in lines[1]["得数"]


@pytest.mark.parametrize(
    ("gathered", "function"),
    [("均值", "SUMPRODUCT("), ("中位数", "MEDIAN("), ("去高低, 去掉: 1", "LARGE(")],
)
def test_a_panel_is_gathered_by_a_formula(gathered, function, tmp_path):
    text = f"""\
指标:
  一: {{分值: 50, 评分: {{评分人: {{领导: 60%, 群众: 40%}}, 汇集: {gathered}}}}}
"""
    rows = [
        row("甲", "一", mark, 评分人类别=kind, 评分人=f"人{mark}{kind}")
        for kind, marks in (("领导", "90 85 77.5"), ("群众", "81 92.5 88 60"))
        for mark in marks.split()
    ]
    _tally, lines = formulas(scored(text, *rows), tmp_path)
    kinds = [line for line in lines if line["指标"].strip() in ("领导", "群众")]
    assert [function in line["得数"] for line in kinds] == [True, True]
    words = [str(cell.value) for sheet in openpyxl.load_workbook(tmp_path / "made.xlsx")
             for cells in sheet.iter_rows() for cell in cells]  # fmt: skip
    assert not any("人90" in word for word in words)  # nobody is told who gave a mark


def test_a_word_that_no_formula_gives_is_put_in_where_it_is_read(tmp_path):
    text = """\
表: {档名: {键: [序], 值: {一: 好, 其余: 差}}}
事实: {序: {类型: 文字}}
派生: {档: "查表(档名, 序)"}
指标: {一: {分值: 100, 算式: 'if 档 = "好" then 数值 else 0', 范围: 0..100}}
"""
    rows = [
        row("甲", "一", "83.7"),
        row("甲", "序", "一"),
        row("乙", "一", "9"),
        row("乙", "序", "二"),
    ]
    made = scored(text, *rows)
    assert [one.total for one in made.result.subjects] == [Fraction("83.7"), 0]
    tally, lines = formulas(made, tmp_path)
    assert all("EXACT(" in line["得数"] for line in lines if line["指标"].strip() == "一")
    assert tally.made == 2


@pytest.mark.parametrize(
    "other",
    [
        "加权均值([数值], [0.6, 0.4])", "夹(数值, 70, 10)", "四舍五入(数值, 目标)", "线",
        "满分 / 0",
    ],
)  # fmt: skip
def test_a_branch_that_is_not_taken_and_fails_shows_that_it_is_not_known(other, tmp_path):
    text = (
        "参数: {线: {必填: 是}}\n"
        f"指标: {{一: {{分值: 100, 算式: 'if 数值 > 5 then 数值 else {other}'}}}}\n"
    )
    made = scored(text, *FACTS)
    assert [one.published for one in made.result.subjects] == ["83.70", "64.20", "64.20"]
    tally, lines = formulas(made, tmp_path)
    assert tally.made == 0
    assert all(line["得数"].endswith(",NA())") for line in lines if line["指标"].strip() == "一")


def test_full_points_that_are_not_known_yet_stand_in_no_formula(tmp_path):
    text = """\
满分: 100
事实: {大: {类型: 是否}}
指标:
  一: {分值: 'if 大 then 60 else 40', 算式: 'if 数值 > 5 then 数值 else 满分'}
  二: {分值: 40}
"""
    _tally, lines = formulas(scored(text, row("甲", "一", "10"), row("甲", "二", "10")), tmp_path)
    assert lines[1]["得数"] == "=IF(('数据'!$C$3>5),'数据'!$C$3,NA())"


@pytest.mark.parametrize(("met", "points", "changed"), [("是", 1, 2), ("否", 2, 1)])
def test_a_truth_is_tested_for_being_one_and_followed(met, points, changed, tmp_path):
    text = (
        "事实: {达标: {类型: 是否}}\n"
        "指标: {一: {分值: 100, 算式: 'if 达标 in true then 1 else 2'}}\n"
    )
    made = scored(text, row("甲", "达标", met))
    assert made.result.subjects[0].total == points
    tally, _lines = formulas(made, tmp_path)
    assert tally.exact[Why.WAY] == 0
    book = openpyxl.load_workbook(tmp_path / "made.xlsx")
    book["数据"]["C3"].value = met != "是"
    assert Book(book).cell("结果", "E3") == changed


TIERS = """\
表: {档: {档: {">= 60": "取余(数值, 7)", 其余: 数值 / 2}, 单位: 分}}
指标: {一: {分值: 100, 算式: "查表(档, 数值)"}}
"""


def test_a_line_of_a_table_that_no_formula_says_is_not_known_until_it_is_met(tmp_path):
    tally, lines = formulas(scored(TIERS, row("甲", "一", "50")), tmp_path)
    assert lines[1]["得数"] == "=IF(('数据'!$C$3>=60),NA(),('数据'!$C$3/2))"
    assert tally.made == 0
    made = scored(TIERS, row("甲", "一", "65"))
    assert made.result.subjects[0].total == 2
    tally, lines = formulas(made, tmp_path)
    assert (lines[1]["得数"], lines[1]["说明"]) == ("2", f"{NOTE}（没有对应的公式）")


@pytest.mark.parametrize(
    ("limit", "most", "expression"),
    [
        ("spot.MOST_MEMBERS", 2, "最大(同组(一.数值))"),
        ("tables.MOST_BANDS", 0, "查表(档, 数值)"),
        ("tables.LONGEST_FORMULA", 40, '查表(词表, "甲")'),
    ],
)
def test_what_would_be_too_long_is_put_in_as_its_value(
    limit, most, expression, tmp_path, monkeypatch
):
    monkeypatch.setattr(f"kaoji.engine.explain.formulas.{limit}", most)
    text = f"""\
表:
  档: {{档: {{">= 80": 3, 其余: 2}}, 单位: 分}}
  词表: {{键: [词], 值: {{甲: 4, 乙: 5}}, 单位: 分}}
指标: {{一: {{分值: 100, 算式: '{expression} + 数值 / 10'}}}}
"""
    tally, lines = formulas(scored(text, *FACTS), tmp_path)
    assert tally.made > 0
    assert all(str(line["得数"]).startswith("=") for line in lines)


def test_the_bands_of_a_parameter_over_two_keys_are_put_in_as_their_value(tmp_path):
    text = """\
参数: {表一: {类型: 表, 键: [量, 标], 规则: [[">= 60", ">= 80", 10]], 其余: 5}}
指标: {一: {分值: 100, 算式: "查表(表一, 数值, 目标) + 数值 / 10"}}
"""
    made = scored(text, *FACTS[:2])
    assert [one.total for one in made.result.subjects] == [Fraction("18.37"), Fraction("11.42")]
    tally, _lines = formulas(made, tmp_path)
    assert tally.made == 2


# --- lists, panels, plans that a formula does not say ---------------------------------------------

LISTED = "指标: {一: {分值: 999, 条目: {数值: {类型: 数}}, 每条: 数值, 汇总: 最高2项}}\n满分: 999\n"


def events(count, **more):
    return [row("甲", "一", str(at + 1), 事项=f"事{at}", **more) for at in range(count)]


@pytest.mark.parametrize(
    ("rows", "total"),
    [
        ([*events(2), row("甲", "一", "9", 事项="双", 件数="2")], 18),  # 9 twice
        (events(30), 59),  # CHOOSE takes twenty-nine
    ],
)
def test_the_highest_few_of_what_cannot_be_listed_are_a_text(rows, total, tmp_path):
    made = scored(LISTED, *rows)
    assert made.result.subjects[0].total == total
    tally, lines = formulas(made, tmp_path)
    assert (str(lines[1]["得数"]), lines[0]["得数"]) == (str(total), f"={total}")
    assert tally.exact[Why.WAY] == 2  # the figure, and what is published of it


@pytest.mark.parametrize("way", ["lists", "panels", "plans"])
def test_more_rows_than_a_reader_looks_through_are_a_text(way, tmp_path, monkeypatch):
    monkeypatch.setattr(f"kaoji.engine.explain.formulas.ways.{way}.MOST_ROWS", 1)
    texts = {
        "lists": "条目: {数值: {类型: 数}}, 每条: 数值, 汇总: 逐项累加",
        "panels": "评分: {评分人: {领导: 100%}}",
        "plans": "计划: {计分: 直接评分}",
    }
    more = {"panels": {"评分人类别": "领导"}}.get(way, {})
    rows = [
        row("甲", "一", mark, 事项=f"事{mark}" * (way != "panels"), **more) for mark in ("5", "7")
    ]
    _tally, lines = formulas(
        scored(f"指标: {{一: {{分值: 100, {texts[way]}}}}}\n", *rows), tmp_path
    )
    assert lines[1]["说明"] == f"{NOTE}（没有对应的公式）"


BALLOTS = "指标: {{一: {{分值: 50, 评分: {{评分人: {{{classes}}}{more}}}}}}}\n"


def ballots(*marks, of="领导", **more):
    return [row("甲", "一", mark, 评分人类别=of, 评分人=f"人{mark}", **more) for mark in marks]


def test_weights_of_raters_that_are_no_whole_are_made_one(tmp_path):
    made = scored(
        BALLOTS.format(classes="领导: 0.5, 群众: 0.3", more=""),
        *ballots("90"), *ballots("80", of="群众"),
    )  # fmt: skip
    assert made.result.subjects[0].total == Fraction("43.125")  # (45 + 24) ÷ 0.8, of 50
    _tally, lines = formulas(made, tmp_path)
    assert "/($G$5+$G$6)" in lines[1]["得数"]


def test_a_panel_that_cuts_nobody_is_the_mean_of_its_cells(tmp_path):
    made = scored(
        BALLOTS.format(classes="领导: 100%", more=", 汇集: 去高低, 去掉: 0"), *ballots("90", "80")
    )
    assert made.result.subjects[0].total == Fraction("42.5")
    _tally, lines = formulas(made, tmp_path)
    assert lines[2]["得数"] == "=(SUM('数据'!$C$3:$C$4)/2)"


def test_a_tally_of_nought_stands_in_no_cell(tmp_path):
    rows = [
        row("甲", "一", mark, 评分人类别="领导", 件数=count)
        for mark, count in (("90", "2"), ("80", "0"))
    ]
    made = scored(BALLOTS.format(classes="领导: 100%", more=", 无记名: 是"), *rows)
    assert made.result.subjects[0].total == 45
    _tally, lines = formulas(made, tmp_path)
    assert lines[2]["得数"].startswith("=(SUMPRODUCT('数据'!$C$3:$C$3,")


def test_more_counted_marks_than_cells_are_a_text(tmp_path, monkeypatch):
    monkeypatch.setattr("kaoji.engine.explain.formulas.ways.panels.MOST_ROWS", 3)
    rows = [row("甲", "一", "80", 评分人类别="领导", 件数="4")]
    text = BALLOTS.format(classes="领导: 100%", more=", 汇集: 中位数, 无记名: 是")
    _tally, lines = formulas(scored(text, *rows), tmp_path)
    assert lines[2]["得数"] == "80"
    assert lines[2]["说明"] == f"{NOTE}（没有对应的公式）"


def test_a_panel_whose_scale_is_not_known_shows_what_its_raters_gave(tmp_path):
    text = "事实: {满格: {范围: 10..100}}\n" + BALLOTS.format(
        classes="领导: 60%, 群众: 40%", more=", 量表满分: 满格"
    )
    _tally, lines = formulas(scored(text, *ballots("9"), *ballots("8", of="群众")), tmp_path)
    assert [line["精确值"] for line in lines[2:]] == ["9", "8"]
    assert lines[1]["得数"] == "4.3 至 43"  # 8.6 of 100 and of 10, of 50 points


def test_a_plan_that_is_not_here_is_open(tmp_path):
    text = "指标: {一: {分值: 50, 计划: {计分: 直接评分}}, 二: {分值: 50}}\n"
    _tally, lines = formulas(scored(text, row("甲", "二", "40")), tmp_path)
    assert [line["得数"] for line in lines] == ["40 至 90", "0 至 50", "='数据'!$C$3"]
