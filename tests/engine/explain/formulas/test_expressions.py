"""What expressions, lists and panels become: live formulas that come to what the engine says."""

from __future__ import annotations

from fractions import Fraction

import openpyxl
import pytest

from tests.engine.explain.formulas.books import misses, table, worked_out, written
from tests.engine.explain.telling import row, scored

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
