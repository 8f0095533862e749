"""Number places: literals, units, percent, open amounts, expressions and their faults."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaoji.engine.feel.ast import Binary, Number
from kaoji.engine.scheme.model import ValueType
from tests.engine.scheme.writing import codes, leaf, load, only, with_head, with_leaf


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("10", 10), ("10分", 10), ("10 分", 10), ("0.5", "1/2"), ("25%", "1/4"), ("-3分", -3),
        ('"10分"', 10),
    ],
)  # fmt: skip
def test_literals(written, value):
    cap = leaf(f"上限: {written}").cap
    exact = cap.expression
    number = exact.value if isinstance(exact, Number) else -exact.operand.value
    assert number == Fraction(value)


def test_a_fraction_stays_one():
    points = leaf("分值: 3/4").points
    assert points.text == "3/4"
    assert isinstance(points.expression, Binary)


def test_a_literal_is_written_without_its_unit():
    assert leaf("分值: 10分").points.text == "10"


def test_percent_in_a_place_of_percent_is_the_number():
    spec = leaf('计分: 直接评分\n单位: "%"\n范围: 0%..100%').input.value
    assert (spec.low.text, spec.high.text) == ("0", "100")


@pytest.mark.parametrize(
    ("body", "unit"),
    [("分值: 10元", "元"), ("单位: 万元\n范围: [0, 9元]", "元"), ("权重: 10分", "分")],
)
def test_another_unit_is_refused(body, unit):
    problem = only(with_leaf(body))
    assert problem.code == "wrong-unit"
    assert unit in problem.message


@pytest.mark.parametrize("written", ["8—9分", "8-9", "8～9 分", "8至9分", "5%-10%"])
def test_a_vague_amount_is_refused(written):
    assert only(with_leaf(f'上限: "{written}"')).code == "vague-amount"


def test_a_difference_with_blanks_in_brackets_is_none():
    assert leaf("上限: (9 - 8)").cap.text == "(9 - 8)"


@pytest.mark.parametrize("word", ["待定", "open", "待定 "])
def test_an_open_amount_becomes_a_parameter(word):
    scheme = load(with_leaf(f"依据: 第三条\n上限: {word}"))
    (parameter,) = scheme.parameters
    assert (parameter.name, parameter.required, parameter.unit, parameter.clause) == (
        "甲.上限", True, "分", "第三条",
    )  # fmt: skip
    assert scheme.root.children[0].cap.text == "`甲.上限`"


def test_the_clause_of_a_parent_holds_below():
    text = "指标: {甲: {依据: 第一条, 指标: {乙: {权重: 待定}}}}"
    (parameter,) = load(with_head(text)).parameters
    assert (parameter.name, parameter.clause) == ("甲.乙.权重", "第一条")


@pytest.mark.parametrize(
    ("line", "column"), [("    上限: 数值 + ", 13), ('    上限: "数值 + "', 14)]
)
def test_a_fault_in_an_expression_stands_where_it_is(line, column):
    text = with_leaf("{}").replace("    {}", line)
    problem = only(text)
    assert problem.place.line == 7
    assert problem.path == "甲/上限"
    assert abs(problem.place.column - column) <= 2


def test_the_place_of_a_quoted_expression_is_behind_its_quote():
    plain, quoted = leaf("上限: 数值").cap, leaf('上限: "数值"').cap
    assert quoted.place.column == plain.place.column + 1


@pytest.mark.parametrize(
    ("kind", "written", "text"),
    [
        ("日期", "2016-07-01", '@"2016-07-01"'),
        ("日期", "2016年7月1日", '@"2016-07-01"'),
        ("文字", "领导小组", '"领导小组"'),
        ("文字", "'\"甲 乙\"'", '"甲 乙"'),
        ("对象", "甲乡", '"甲乡"'),
        ("是否", "是", "是"),
        ("数", "1 + 1", "1 + 1"),
        ("文字", "另一个", "另一个"),
    ],
)
def test_defaults_are_literals_of_their_type(kind, written, text):
    scheme = load(with_head(f"参数: {{另一个: 1, 甲: {{类型: {kind}, 默认: {written}}}}}"))
    assert scheme.parameters[1].default.text == text
    assert scheme.parameters[1].type is not ValueType.TABLE


def test_a_default_that_is_no_single_value():
    assert codes(with_head("参数: {甲: {默认: [1]}}")) == ["wrong-shape"]


def test_a_date_that_is_none():
    assert codes(with_head("参数: {甲: {类型: 日期, 默认: 2016-02-30}}")) == ["bad-date"]


def test_a_date_may_be_an_expression():
    scheme = load(with_head('参数: {甲: {类型: 日期, 默认: "@\\"2016-01-01\\""}}'))
    assert scheme.parameters[0].default.text == '@"2016-01-01"'
