"""The checker: types of expressions, and every slip that is found before facts are read."""

from __future__ import annotations

import pytest
from hypothesis import given

from kaoji.engine.feel.parse import parse, parse_test
from kaoji.engine.feel.types import (
    ANY,
    DATE,
    NULL,
    NUMBER,
    RATIO,
    TEXT,
    TRUTH,
    ChoiceType,
    ListType,
    NumberType,
    RecordType,
    check_types,
)
from tests.engine.feel.trees import TESTS

GRADES = ChoiceType("等级", ("差", "中", "好"))
ROW = RecordType({"件数": NumberType("件"), "金额": NumberType("万元"), "类别": TEXT, "级": GRADES})
NAMES = {
    "收入": NumberType("万元"),
    "目标": NumberType("万元"),
    "支出": NumberType("元"),
    "人数": NumberType("人"),
    "分值": NumberType("分"),
    "完成率": NumberType("%"),
    "增速": NumberType("百分点"),
    "系数": NUMBER,
    "达标": TRUTH,
    "类别": TEXT,
    "办结": DATE,
    "等级": GRADES,
    "颜色": ChoiceType("颜色", ("黄", "红")),
    "随便": ANY,
    "条目": ListType(ROW),
    "首条": ROW,
    "杂项": ListType(ANY),
    "各镇": ListType(NumberType("万元")),
    "各镇等级": ListType(GRADES),
}
LITERAL = NumberType(is_literal=True)


class Scope:
    """Knows NAMES, the field 目标 of every number, and the form 下级(K)."""

    def type_of_name(self, name, /):
        found = NAMES.get(name.parts[0])
        return found if name.parts[1:] in {(), ("目标",)} else None

    def type_of_form(self, call, /, *, infer):
        if call.function != "下级":
            return None
        return ListType(infer(call.arguments[0]))

    def known_names(self):
        return (*NAMES, "下级")


class MuteScope:
    """Knows nothing and gives no hints."""

    def type_of_name(self, name, /):
        return None

    def type_of_form(self, call, /, *, infer):
        return None


def checked(text, scope=None):
    tree, problems = parse(text)
    assert not problems
    return check_types(tree, scope=scope or Scope())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", LITERAL),
        ("60%", NumberType(is_literal=True, is_percent=True)),
        ("-60%", NumberType(is_literal=True, is_percent=True)),
        ('"a"', TEXT),
        ("真", TRUTH),
        ("空", NULL),
        ('@"2016-01-20"', DATE),
        ("收入", NumberType("万元")),
        ("收入.目标", NumberType("万元")),
        ("收入 + 目标", NumberType("万元")),
        ("收入 - 100", NumberType("万元")),
        ("收入 / 目标", NumberType(RATIO)),
        ("分值 * 收入 / 目标", NumberType("分")),
        ("收入 / 人数", NumberType("万元/人")),
        ("收入 / (人数 + 1)", NumberType("万元/人")),
        ("收入 * 60%", NumberType("万元")),
        ("人数 ** 2", NumberType("人^2")),
        ("人数 ** 系数", NUMBER),
        ("类别 + 类别", TEXT),
        ("随便 + 收入", NUMBER),
        ("-随便", NUMBER),
        ("-收入", NumberType("万元")),
        ("收入 > 目标 and not(达标) or 随便", TRUTH),
        ("收入/目标 >= 90%", TRUTH),
        ("完成率 >= 60", TRUTH),
        ("完成率 - 增速 > 0", TRUTH),
        ("系数 > 1 and 系数 > 收入", TRUTH),
        ('等级 >= "中"', TRUTH),
        ('"中" < 等级', TRUTH),
        ("等级 = 类别", TRUTH),
        ('办结 < @"2016-01-20"', TRUTH),
        ("类别 != 空", TRUTH),
        ("空 = 空", TRUTH),
        ("达标 = 真", TRUTH),
        ("条目 = [首条]", TRUTH),
        ("各镇 = [收入]", TRUTH),
        ("首条 = 条目[1]", TRUTH),
        ("收入 in [1..目标)", TRUTH),
        ("收入 in (>= 1, 2, 各镇)", TRUTH),
        ('等级 in ("中", "好")', TRUTH),
        ('等级 in ["中", "好"]', TRUTH),
        ("类别 in 杂项", TRUTH),
        ("if 达标 then 收入 else 0", NumberType("万元")),
        ("if 达标 then 空 else 收入", NumberType("万元")),
        ('if 达标 then 等级 else "差"', GRADES),
        ('if 达标 then "差" else 等级', GRADES),
        ("if 达标 then 随便 else 收入", ANY),
        ("[1, 收入]", ListType(NumberType("万元"))),
        ("[收入, 人数]", ListType(ANY)),
        ("[收入, 类别]", ListType(ANY)),
        ("[]", ListType(ANY)),
        ("条目[1]", ROW),
        ("条目[-1].金额", NumberType("万元")),
        ("(条目).金额", ListType(NumberType("万元"))),
        ("(随便).金额", ANY),
        ('条目[类别 = "a"]', ListType(ROW)),
        ("条目[item.件数 > 1 and 收入 > 1]", ListType(ROW)),
        ("杂项[不知道 > 1]", ListType(ANY)),
        ("随便[达标]", ListType(ANY)),
        ("for x in 条目 return x.金额", ListType(NumberType("万元"))),
        ("for self in 条目 return self", ListType(ROW)),
        ("for x in 随便 return x.y.z", ListType(ANY)),
        ("some x in 条目 satisfies x.件数 > 1", TRUTH),
        ("下级(收入)", ListType(NumberType("万元"))),
        ("合计(下级(收入))", NumberType("万元")),
        ("最小(收入, 100)", NumberType("万元")),
        ("min([收入, 目标])", NumberType("万元")),
        ("max(收入)", NumberType("万元")),
        ("max(随便)", NUMBER),
        ("max(办结, 办结)", DATE),
        ("max([办结])", DATE),
        ("max(各镇等级)", GRADES),
        ("max([])", ANY),
        ("最小(收入/目标, 120%)", NumberType(RATIO)),
        ("夹(收入, 0, 目标)", NumberType("万元")),
        ("夹(下限: 0, n: 收入, high: 9)", NumberType("万元")),
        ('取整(收入, 2, "去尾")', NumberType("万元")),
        ("取整(收入, 系数, 类别)", NumberType("万元")),
        ('整步(完成率, 10, "整步")', NUMBER),
        ("根(收入, 2)", NUMBER),
        ("乘方(2, 10)", NUMBER),
        ("乘方(2, 0.5, 3)", NUMBER),
        ("插值(收入, [[60, 0], [80, 10]])", None),
        ("list contains([1], 2)", TRUTH),
        ("count(条目)", NUMBER),
        ("序号(等级)", NUMBER),
        ("string length(类别)", NUMBER),
        ("year(办结)", NUMBER),
        ("all([达标, 收入 > 1])", TRUTH),
        ("any(达标)", TRUTH),
        ("concatenate([1], [2])", ListType(ANY)),
    ],
)
def test_types_of_sound_expressions(text, expected):
    found, problems = checked(text)
    assert not problems
    if expected is not None:
        assert found == expected


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("收入率", "unknown-name", 1),
        ("1 + 收入.目表", "unknown-name", 5),
        ('条目[类 = "a"]', "unknown-name", 4),
        ("x", "unknown-name", 1),
        ("(首条).金鹅", "unknown-field", 2),
        ("(条目).没有", "unknown-field", 2),
        ("(收入).目标", "unknown-field", 2),
        ("for x in 条目 return x.甲", "unknown-field", 20),
        ("收入 + 支出", "unit-mismatch", 1),
        ("1 + (收入 - 人数)", "unit-mismatch", 6),
        ("收入 > 支出", "unit-mismatch", 1),
        ("收入 > 60%", "unit-mismatch", 1),
        ("收入/目标 >= 完成率", "unit-mismatch", 1),
        ("收入 in [0..人数]", "unit-mismatch", 11),
        ("收入 in >= 支出", "unit-mismatch", 10),
        ("收入 in (1, 人数)", "unit-mismatch", 11),
        ("if 达标 then 收入 else 支出", "unit-mismatch", 12),
        ("最小(收入, 人数)", "unit-mismatch", 8),
        ("sum([收入, 人数])", "unit-mismatch", 5),
        ("sum([[收入], [人数]])", "wrong-type", 5),
        ("夹(收入, 0, 支出)", "unit-mismatch", 10),
        ("完成率 >= 60%", "percent-literal", 1),
        ("60% < 完成率", "percent-literal", 1),
        ("完成率 + 5%", "percent-literal", 1),
        ("增速 > 5%", "percent-literal", 1),
        ("完成率 in [60%..70)", "percent-literal", 9),
        ("最小(完成率, 100%)", "percent-literal", 9),
        ("收入 / 0", "division-by-zero", 6),
        ("收入 / (1 - 4 * 25%)", "division-by-zero", 7),
        ("1 / (1 / 0)", "division-by-zero", 10),
        ("1 / (-(3 / 3) + 1)", "division-by-zero", 6),
        ("类别 * 2", "wrong-type", 1),
        ("2 - 类别", "wrong-type", 5),
        ("类别 + 1", "wrong-type", 1),
        ("-类别", "wrong-type", 2),
        ("办结 - 办结", "wrong-type", None),
        ("收入 > 类别", "wrong-type", 1),
        ('类别 > "a"', "wrong-type", 1),
        ("达标 < 真", "wrong-type", 1),
        ("等级 = 颜色", "wrong-type", 1),
        ("收入 in (类别)", "wrong-type", 8),
        ('类别 in ["a".."b"]', "wrong-type", None),
        ("条目 = 首条", "wrong-type", 1),
        ('等级 = "优"', "unknown-choice", 6),
        ('"好的" = 等级', "unknown-choice", 1),
        ('等级 in ("中", "优")', "unknown-choice", 13),
        ("达标 and 收入", "condition-not-truth", 8),
        ("not(1)", "condition-not-truth", 5),
        ("if 收入 then 1 else 2", "condition-not-truth", 4),
        ("条目[件数]", "condition-not-truth", 4),
        ("every x in 条目 satisfies x.件数", "condition-not-truth", 25),
        ('if 达标 then 1 else "a"', "branches-differ", 12),
        ("[1..2]", "range-alone", 1),
        ("for x in [1..2] return x", "range-alone", 10),
        ("收入[1]", "wrong-type", 1),
        ("for x in 收入 return 1", "wrong-type", 10),
        ("summ([1])", "unknown-function", 1),
        ("不知所云(1)", "unknown-function", 1),
        ("下极(收入)", "unknown-function", 1),
        ("根(2)", "places-required", 1),
        ("根(数: 2)", "places-required", 1),
        ("1 + sqrt(2)", "places-required", 5),
        ("总体标准差([1, 2])", "places-required", 1),
        ("乘方(2, 1/2)", "places-required", 1),
        ("人数 ** 0.5", "places-required", 7),
        ("夹(1, 2)", "wrong-argument-count", 1),
        ("夹(1, 2, 3, 4)", "wrong-argument-count", 1),
        ("sum()", "wrong-argument-count", 1),
        ("夹(数: 1, 下限: 2)", "wrong-argument-count", 1),
        ("夹(数: 1, 下限: 2, low: 3)", "wrong-argument-count", 1),
        ("根(数: 2, 经度: 2)", "unknown-argument", 1),
        ("夹(数: 1, 下限: 2, qqqq: 3)", "unknown-argument", 1),
        ("夹(类别, 0, 1)", "wrong-type", 3),
        ("sum(类别, 1)", "wrong-type", 5),
        ("sum([类别])", "wrong-type", 5),
        ("sum(条目)", "wrong-type", 5),
        ("count(收入)", "wrong-type", 7),
        ("all([1])", "wrong-type", 5),
        ("序号(收入)", "wrong-type", 4),
        ("string length(收入)", "wrong-type", 15),
        ("year(类别)", "wrong-type", 6),
        ("插值(收入, 3)", "wrong-type", 8),
        ('取整(收入, 2, "五入")', "unknown-way", 11),
        ("取整(收入, 2, 3)", "wrong-type", 11),
        ('取整(收入, 2.5, "去尾")', "places-not-whole", 8),
        ('取整(收入, 200%, "去尾")', "places-not-whole", 8),
        ('取整(收入, 类别, "去尾")', "wrong-type", 8),
        ("下级(不知道)", "unknown-name", 4),
    ],
)
def test_slips_are_named_and_placed(text, code, column):
    _, problems = checked(text)
    assert {problem.code for problem in problems} == {code}
    first = problems[0]
    assert column is None or (len(problems) == 1 and first.place.column == column)
    assert first.severity == "error"
    assert first.message.endswith("。")
    assert first.remedy[-1] in "。？"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("收人", "收入"),
        ("条目[类刖 = 1]", "类别"),
        ("for 乡镇 in 各镇 return 乡真", "乡镇"),
        ("(首条).金鹅", "金额"),
        ("(首条).全然不同", "件数、金额"),
        ("(收入).目标", "记录"),
        ("summ([1])", "sum"),
        ("下极(收入)", "下级"),
        ("根(数: 2, 经度: 2)", "精度"),
        ("夹(数: 1, 下限: 2, qqqq: 3)", "夹(数, 下限, 上限)"),
        ("根(2)", "根(数, [次数], 精度)"),
        ("sum()", "合计(列表…)"),
        ('等级 = "优"', "差、中、好"),
        ('等级 = "好的"', "好"),
        ("完成率 >= 60%", "不要写 60%"),
        ("收入/目标 >= 完成率", "乘以 100"),
        ('取整(收入, 2, "五入")', "四舍五入"),
    ],
)
def test_remedies_name_what_was_meant(text, hint):
    _, problems = checked(text)
    assert hint in problems[0].remedy


@pytest.mark.parametrize(
    "text", ["收入 * 10000 + 支出", "支出 > 收入 * 10000", "最小(人数 * 2, 分值)"]
)
def test_a_factor_may_have_been_a_rate(text):
    """A note, no error: by declaration 2 may be 2 分 a person, 10000 the rate of 万元 to 元."""
    _, (problem,) = checked(text)
    assert (problem.code, problem.severity) == ("unit-mismatch", "note")


def test_every_slip_is_said_once():
    _, problems = checked("收人 + 支出 / 0 > 类别 and 达标 + 1")
    assert [problem.code for problem in problems] == [
        "unknown-name",
        "division-by-zero",
        "wrong-type",
        "wrong-type",
        "condition-not-truth",
    ]


def test_a_scope_without_hints_will_do():
    _, problems = checked("收入 + 不知(1)", scope=MuteScope())
    assert [problem.code for problem in problems] == ["unknown-name", "unknown-function"]


def test_what_a_form_looked_at_already_is_not_said_again():
    class Twice(Scope):
        def type_of_form(self, call, /, *, infer):
            infer(call.arguments[0])

    _, problems = checked("count([收人])", scope=Twice())
    assert [problem.code for problem in problems] == ["unknown-name"]


def test_a_test_alone_has_no_type():
    tree, _ = parse_test(">= 90")
    found, (problem,) = check_types(tree, scope=Scope())
    assert (found, problem.code) == (ANY, "range-alone")


def test_long_expressions_are_checked_once_only():
    """Checking a part twice would double at every level."""
    asked = []

    class Counting(Scope):
        def type_of_name(self, name, /):
            asked.append(name)
            return TEXT

    found, problems = checked(" + ".join(["a"] * 50), scope=Counting())
    assert (found, problems) == (TEXT, ())
    assert len(asked) == 50


@given(TESTS)
def test_no_tree_raises(tree):
    found, problems = check_types(tree, scope=Scope())
    assert found is not None
    assert all(problem.place.column == 1 for problem in problems)
