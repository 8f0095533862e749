"""The facts owed: every sort of input, its columns, the rows of the empty table."""

from __future__ import annotations

import pytest

from kaoji.engine.plan.declared import declared_headers
from kaoji.engine.plan.owed import inputs_of, sheet_of
from kaoji.engine.plinth.periods import parse_period
from tests.engine.plan.test_text import plan_of

PERIOD = parse_period("2025")
SCHEME = """\
指标:
  财政:
    分值: 10
    计分: 按完成比例折算
    单位: 万元
    范围: 0..9
    责任单位: 财政局
    依据: 一
    周期: {半年: 50%}
  是否办成: {分值: 10, 计分: 是否}
  任务: {分值: 10, 计划: {计分: 按完成比例折算}}
  评议: {分值: 10, 评分: {评分人: {领导: 50%, 群众: 50%}, 量表: {好: 100, 差: 0}}}
  满意: {分值: 10, 计分: 满意率}
  增长: {分值: 10, 算式: 量 - 上年(量)}
  他处: {分值: 10, 引用: {方案: 别处, 取: 总分}}
加分: {条目: {级别: [市, 省], 人数: 数}, 每条: 人数, 上限: 3}
事实:
  量: {单位: 件, 首期: 0}
  编制: {不分期: 是}
  档次: {类型: 序, 序: 高低}
  单位等次: {类型: 文字, 取值: [好, 差]}
  别处分: {引用: {方案: 别处, 取: 总分}}
序: {高低: [低, 高]}
参数:
  加数: {范围: 0..5, 依据: 四}
  默数: {默认: 1}
  权表: {类型: 表, 键: [类别]}
"""


def inputs():
    return {one.key: one for one in inputs_of(plan_of(SCHEME), period=PERIOD)}


def columns(key):
    return [(one.name, one.type, one.values) for one in inputs()[key].columns]


def test_quantities_with_their_periods_units_and_ranges():
    fiscal = inputs()["财政"]
    assert fiscal.as_json() == {
        "key": "财政", "row_kind": "quantity", "type": "number", "unit": "万元",
        "range": {"low": "0", "high": "9"}, "periods": ["2025H1", "2025H2"],
        "columns": [
            {"name": "数值", "type": "number", "values": None, "unit": "万元"},
            {"name": "目标", "type": "number", "values": None, "unit": "万元"},
        ],
        "required": True, "supplier": "财政局", "clause": "一", "feed": None,
    }  # fmt: skip
    assert inputs()["编制"].periods == ()
    assert inputs()["编制"].as_json()["range"] is None


def test_the_body_that_took_over_is_asked_and_the_old_name_told():
    plan = plan_of(SCHEME.replace("财政局", "县法制办"))
    told = {
        year: next(
            one for one in inputs_of(plan, period=parse_period(year)) if one.key == "财政"
        ).supplier
        for year in ("2016", "2025")
    }
    assert told == {"2016": "县法制办", "2025": "县司法局（原县法制办）"}


def test_an_earlier_year_that_is_read_is_owed_as_well():
    assert inputs()["量"].periods == ("2024", "2025")


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("上期(量)", ("2024", "2025")), ("往年(量, 2)", ("2023", "2025")),
        ("合计(近年(量, 2))", ("2023", "2024", "2025")),
        ("合计(近年(量))", ("2022", "2023", "2024", "2025")), ("上年(量.数值)", ("2024", "2025")),
    ],
)  # fmt: skip
def test_how_far_back_the_forms_reach(call, expected):
    plan = plan_of(f"指标: {{一: {{分值: 10, 算式: '量 + {call}'}}}}\n事实: {{量: {{首期: 0}}}}\n")
    (owed,) = inputs_of(plan, period=PERIOD)
    assert owed.periods == expected


def test_a_leaf_that_is_computed_of_others_is_no_input():
    assert "增长" not in inputs()
    assert "他处" not in inputs()


def test_columns_with_the_words_that_may_stand_there():
    assert columns("是否办成") == [("数值", "truth", ("是", "否"))]
    assert columns("档次") == [("数值", "choice", ("低", "高"))]
    assert columns("单位等次") == [("数值", "text", ("好", "差"))]
    assert columns("评议")[:3] == [
        ("评分人类别", "text", ("领导", "群众")), ("评分人", "text", ()),
        ("数值", "text", ("好", "差")),
    ]  # fmt: skip
    assert [name for name, _, _ in columns("任务")] == ["事项", "数值", "分值", "目标"]
    assert columns("加分")[:3] == [
        ("级别", "text", ("市", "省")), ("人数", "number", ()), ("件数", "number", ()),
    ]  # fmt: skip
    assert columns("加分")[-1] == ("状态", "text", ("拟", "已认定", "已撤销"))


def test_parameters_open_and_settled():
    known = inputs()
    assert (known["加数"].required, known["默数"].required) == (True, False)
    assert known["加数"].as_json()["range"] == {"low": "0", "high": "5"}
    assert columns("权表") == [("类别", "text", ())]


def test_the_table_has_rows_for_quantities_and_patterns_for_the_rest():
    sheet = sheet_of(plan_of(SCHEME), period=PERIOD, subjects=("甲", "乙"))
    rows = [dict(zip(sheet.headers, row, strict=True)) for row in sheet.rows]
    kept = [(row["对象"], row["周期"], row["指标"], row["数值"]) for row in rows]
    assert kept[:4] == [
        ("甲", "2025H1", "财政", ""), ("甲", "2025H2", "财政", ""),
        ("乙", "2025H1", "财政", ""), ("乙", "2025H2", "财政", ""),
    ]  # fmt: skip
    keys = [key for _who, _when, key, _value in kept]
    assert [keys.count(key) for key in ("任务", "评议", "加分", "加数", "权表")] == [1] * 5
    assert "默数" not in keys
    assert "别处分" not in keys
    assert [row["数值"] for row in rows if row["指标"] == "加分"] == ["无"]
    assert [row["周期"] for row in rows if row["指标"] == "编制"] == ["", ""]
    assert [row["填法"] for row in rows if row["指标"] in ("评议", "任务", "加数", "权表")] == [
        "样行：一项一行，写明事项，目标也要填",
        "样行：一票一行；评分人类别写 领导、群众，可写 好、差",
        "参数：对全部对象有效，范围 0 至 5，依据 四", "参数：这张表用 --given 文件填",
    ]  # fmt: skip
    assert sheet.headers[:6] == ("对象", "周期", "指标", "数值", "单位", "填法")
    assert {"级别", "人数", "分值"} <= set(sheet.headers)


def test_a_declared_column_stands_once():
    text = "指标: {作风: {分值: 100}}\n加分: {条目: {文号: 文字}, 每条: 1, 上限: 5}\n"
    (found,) = [one for one in inputs_of(plan_of(text), period=PERIOD) if one.key == "加分"]
    names = [column.name for column in found.columns]
    assert names.count("文号") == 1
    assert {"日期", "发文机关", "编号", "状态"} <= set(names)


def test_without_subjects_their_column_stays_empty():
    sheet = sheet_of(plan_of("指标: {一: {分值: 10}}\n"), period=PERIOD)
    assert [row[:3] for row in sheet.rows] == [("", "2025", "一")]


def test_declared_headers_are_never_typing_errors():
    assert {"级别", "人数", "目标"} <= declared_headers(plan_of(SCHEME).scheme)


FACTORS = """
指标:
  一: {分值: 60, 范围: 0..60, 算式: "最小(数值 * 系数, 60)"}
  二: {分值: 20, 范围: 0..20, 算式: 数值}
  三: {分值: 20, 算式: "最小(二.系数 * 10, 20)"}
"""


def test_a_coefficient_that_is_read_is_a_column_of_its_key():
    plan = plan_of(FACTORS)
    columns = {
        one.key: [each.name for each in one.columns] for one in inputs_of(plan, period=PERIOD)
    }
    assert columns == {"一": ["数值", "系数"], "二": ["数值", "系数"]}
    assert "系数" in sheet_of(plan, period=PERIOD).headers
    assert "系数" in declared_headers(plan.scheme)


PERCENTS = """
指标:
  满意度: {分值: 60, 单位: "%", 范围: 0..100, 计分: {分档: {90以上: 60, 其余: 0}}}
  产值: {分值: 30, 单位: 万元, 范围: 0以上, 计分: 按完成比例折算}
  增速: {分值: 10, 单位: "%", 计分: 按完成比例折算}
"""


def test_the_hint_tells_of_percents_and_of_targets():
    sheet = sheet_of(plan_of(PERCENTS), period=PERIOD)
    at = sheet.headers.index("填法")
    assert [row[at] for row in sheet.rows] == [
        "范围 0 至 100，写 85 或 85%", "不小于 0，目标也要填", "写 85 或 85%，目标也要填",
    ]  # fmt: skip


def test_a_row_can_be_corrected():
    sheet = sheet_of(plan_of("指标: {一: {分值: 10}}\n"), period=PERIOD)
    assert {"编号", "更正"} <= set(sheet.headers)
