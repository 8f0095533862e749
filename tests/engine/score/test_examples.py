"""Worked cases: scored like any run; everything 应得 may say, met and missed."""

from __future__ import annotations

import pytest

from kaoji.engine.plinth.problem import has_errors
from kaoji.engine.scheme.load import load_scheme_text
from kaoji.engine.score.examples import first_period, run_examples

HEAD = """\
方案: 试
编号: trial
版本: "1"
施行: 2025-03-01
依据: 试行办法
对象: {类: 单位}
"""
BODY = """\
指标:
  一: {分值: 60, 权数: 1}
  二: {分值: 40, 不适用: 移出并折合}
派生: {和: 一 + 二}
事实: {量: {单位: 件}}
参数: {加数: {默认: 1}, 分类数: {分类: {单位: 7}, 默认: 0}}
等次:
  优秀: {不低于: 90, 名额: 1, 并列: 提请 领导小组, 取消评先情形: [事故]}
  合格: 其余
荣誉: {先进: {范围: [优秀, 合格], 名额: 1, 取消情形: [事故]}}
结果运用: [{编号: talk, 内容: 约谈, 情形: 总分 < 60, 金额: 100, 单位: 元}]
否决: {警告: {机关: 监察机关, 依据: 五, 效果: [{封顶: 合格}]}}
""".replace(", 权数: 1", "")

GIVEN = """\
      - {对象: 甲, 指标: 一, 数值: 55.555}
      - {对象: 甲, 指标: 二, 数值: 40, 目标: ""}
      - {对象: 乙, 指标: 一, 数值: 60}
      - {对象: 乙, 指标: 二, 数值: 40}
      - {对象: 乙, 指标: 事故, 日期: 2025-05-01}
      - {对象: 丙, 指标: 一, 数值: 20}
      - {对象: 丙, 指标: 二, 数值: 不适用}
      - {对象: 丁, 指标: 一, 数值: 10}
      - {对象: 丁, 指标: 量, 数值: 3}
"""


def scheme_with(examples: str, *, body: str = BODY, head: str = HEAD):
    scheme, problems = load_scheme_text(head + body + examples)
    assert scheme is not None
    assert not has_errors(problems), [one.as_text() for one in problems]
    return scheme


def run(examples: str, **more):
    return run_examples(scheme_with(f"算例:\n{examples}", **more))


def asked(key: str, wanted: str):
    """Whether one expectation holds of the case above, and what is there."""
    (case,) = run(f"  - 给定:\n{GIVEN}    应得: {{'{key}': {wanted}}}\n    周期: 2025\n")
    return case.passed, case.actual[key]


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        ("甲:总分", "95.555"), ("甲:总分", "95.56"),
        ("甲:总分", "95555/1000"), ("甲:总分", "95.555分"),
        ("甲:一", "55.555"), ("甲:一@2025", "55.56"), ("甲:和", "95.555"), ("甲:一.满分", "60"),
        ("丙:二", "不适用"), ("丙:总分", "33.33"), ("丙:总分", "100/3"), ("丙:总分", "33.333"),
        ("丁:总分", "[10, 50]"), ("丁:总分", "10..50"), ("丁:总分", "缺"), ("丁:二", "未完成"),
        ("丁:量", "3"), ("甲:二.适用", "是"),
        ("甲:等次", "优秀"), ("乙:等次", "合格"), ("丁:可能等次", "[合格]"), ("丁:等次", "[合格]"),
        ("乙:原等次", "合格"), ("丁:名次", "3..4"), ("丙:名次范围", "[3, 4]"), ("乙:名次", "1..1"),
        ("甲:状态", "已定"), ("甲:状态", "final"), ("丁:状态", "未完成"), ("丁:未完成", "是"),
        ("甲:未完成", "否"), ("丁:未完成", "10..50"), ("丁:区间", "[10, 50]"), ("甲:区间", "无"),
        ("乙:荣誉", "{先进: 取消}"), ("乙:荣誉", "无"), ("丙:结果运用", "[talk]"),
        ("丙:结果运用", "{talk: 100}"), ("丙:结果运用", "{talk: proposed}"), ("甲:结果运用", "无"),
        ("甲:无结果运用", "[talk]"), ("丙:结果运用", "[约谈]"), ("乙:标记", "[事故]"),
        ("甲:标记", "无"), ("甲:问题", "无"),
        ("名额", "{优秀: 1, 先进: 1}"), ("名额.优秀", "1"),
        ("提名.优秀", "[甲]"), ("并列.优秀", "无"),
        ("余额.优秀", "0"), ("问题", "无"),
    ],
)  # fmt: skip
def test_what_holds(key, wanted):
    holds, actual = asked(key, wanted)
    assert holds, actual


@pytest.mark.parametrize(
    ("key", "wanted", "actual"),
    [
        ("甲：总分", "95.55", "95.555"), ("甲：总分", "不适用", "95.555"),
        ("甲：总分", "缺", "95.555"),
        ("甲：总分", "[95, 96]", "95.555"), ("丙：总分", "33.34", "100/3"),
        ("丁：总分", "10..49", "缺:10..50"), ("丁：总分", "10", "缺:10..50"),
        ("丙：二", "0", "不适用"), ("甲：二.适用", "否", "是"),
        ("丁：等次", "合格", "未定:合格"), ("乙：等次", "优秀", "合格"), ("乙：等次", "无", "合格"),
        ("甲：可能等次", "[合格]", "[优秀]"), ("乙：原等次", "优秀", "合格"),
        ("丁：名次", "3", "未定:3..4"), ("丁：名次", "2..3", "[3, 4]"),
        ("甲：状态", "未完成", "final"), ("甲：未完成", "是", "否"),
        ("丁：区间", "[10, 51]", "缺:10..50"),
        ("甲：区间", "[1, 2]", "无"),
        ("乙：荣誉", "[先进]", "{先进: barred}"), ("乙：荣誉", "{先进: 拟列}", "{先进: barred}"),
        ("丙：结果运用", "[praise]", "{talk: proposed}"),
        ("丙：结果运用", "{talk: 99}", "{talk: proposed}"),
        ("丙：结果运用", "无", "{talk: proposed}"), ("丙：无结果运用", "[talk]", "[talk]"),
        ("甲：标记", "[事故]", "[]"), ("甲：问题", "[missing]", "[]"), ("问题", "[missing]", "[]"),
        ("名额.优秀", "2", "1"), ("名额", "1", "有 2 项名额，要写明是哪一项"),
        ("名额.没有", "1", "有 0 项名额，要写明是哪一项"), ("提名.优秀", "无", "[甲]"),
        ("名额", "{优秀: 2, 先进: 1}", "{优秀: 1, 先进: 1}"),
        ("总分", "1", "有 4 个对象，要写明是谁"), ("戊：总分", "1", "没有叫「戊」的对象"),
        ("甲：没有", "1", "没有叫「没有」的指标"), ("甲：甲:甲@x", "1", "「应得」的这一项不是坐标"),
    ],
)  # fmt: skip
def test_what_is_missed_says_what_is_there(key, wanted, actual):
    assert asked(key, wanted) == (False, actual)


def test_a_name_that_several_have_says_how_many():
    body = "指标: {甲项: {指标: {成本: {分值: 50}}}, 乙项: {指标: {成本: {分值: 50}}}}\n"
    rows = "[{对象: 甲, 指标: 甲项/成本, 数值: 9}, {对象: 甲, 指标: 乙项/成本, 数值: 8}]"
    example = f"  - 给定: {rows}\n    应得: {{成本: 9}}\n    周期: 2025\n"
    (case,) = run(example, body=body)
    assert (case.passed, case.actual["成本"]) == (False, "有 2 个叫「成本」的指标")


def test_one_subject_needs_no_name():
    (case,) = run(
        "  - 给定: [{对象: 甲, 指标: 一, 数值: 50}]\n    应得: {一: 50, 名次: 无}\n    周期: 2025\n"
    )
    assert case.missed == ()


def test_subjects_are_of_the_first_class_unless_a_table_says_otherwise():
    text = "  - 给定: [{对象: 甲, 指标: 一, 数值: 50}]\n    应得: {分类: 7}\n    周期: 2025\n"
    body = BODY.replace("派生: {和: 一 + 二}", "派生: {分类: 分类数}")
    assert run(text, body=body)[0].passed
    table = text.replace("应得", "对象表: [{对象: 甲, 类: 单位, 组别: 单位}]\n    应得")
    assert run(table, body=body)[0].passed


@pytest.mark.parametrize("parameters", ["{加数: 3}", "{加数: {单位: 3}}"])
def test_parameters_of_the_case(parameters):
    body = BODY.replace("一 + 二", "加数")
    (case,) = run(
        f"  - 参数: {parameters}\n    给定: [{{对象: 甲, 指标: 一, 数值: 50}}]\n"
        "    应得: {和: 3}\n    周期: 2025\n", body=body,
    )  # fmt: skip
    assert case.passed, case.actual


class TestPeriods:
    def test_the_one_that_the_rows_name(self):
        (case,) = run(
            "  - 给定: [{对象: 甲, 指标: 一, 周期: 2027, 数值: 5}]\n    应得: {一@2027: 5}\n"
        )
        assert case.passed

    def test_else_that_of_coming_into_force(self):
        (case,) = run("  - 给定: [{对象: 甲, 指标: 一, 数值: 5}]\n    应得: {一@2025: 5}\n")
        assert case.passed

    @pytest.mark.parametrize(
        ("grain", "expected"), [("年", "2025"), ("季度", "2025Q1"), ("月", "2025-03")]
    )
    def test_the_first_period_of_a_grain(self, grain, expected):
        scheme = scheme_with("", head=HEAD + f"周期: {grain}\n")
        assert str(first_period(scheme)) == expected

    def test_several_have_to_be_chosen_from(self):
        rows = (
            "{对象: 甲, 指标: 一, 周期: 2027, 数值: 5}, {对象: 甲, 指标: 一, 周期: 2026, 数值: 5}"
        )
        (case,) = run(f"  - 给定: [{rows}]\n    应得: {{一: 5}}\n")
        assert case.actual == {"一": "没有算成：算例「1」的数据说到 2 个周期"}
        (problem,) = case.as_problems()
        assert problem.code == "period-open"
        assert "写 周期: 其中一个（2026、2027）" in problem.remedy
        assert problem.place.line == (HEAD + BODY).count("\n") + 2

    def test_one_that_cannot_be_read(self):
        (case,) = run(
            "  - {周期: 某期, 给定: [{对象: 甲, 指标: 一, 数值: 5}], 应得: {问题: bad-period}}\n"
        )
        assert case.passed
        assert case.problems[-1].code == "bad-period"

    def test_one_that_the_scheme_does_not_score(self):
        (case,) = run("  - {周期: 2025Q1, 给定: [{对象: 甲, 指标: 一, 数值: 5}], 应得: {一: 5}}\n")
        told = case.problems[-1]
        assert told.code == "bad-period"
        assert "「2025Q1」不是这个方案计分的周期" in told.message
        assert told.remedy == "写成 2025"


def test_fields_of_leaves_and_codes_of_failures():
    body = BODY.replace("二: {分值: 40,", "二: {权重: 40%,").replace(
        "一: {分值: 60}", "一: {权重: 60%}"
    )
    rows = "{对象: 甲, 指标: 一, 数值: 50}, {对象: 甲, 指标: 量, 数值: 7}"
    wanted = "{一.权重: 60%, 量.数值: 7, 一.系数: 缺, 二.权重: 0.4}"
    (case,) = run(f"  - {{周期: 2025, 给定: [{rows}], 应得: {wanted}}}\n", body=body)
    assert case.missed == (), case.actual


def test_a_table_is_a_parameter_of_a_case():
    looked_up = """'查表(权表, "甲类")'"""
    body = BODY.replace("一 + 二", looked_up)
    body = body.replace("加数: {默认: 1}", "权表: {类型: 表, 键: [类别]}")
    text = (
        "  - {周期: 2025, 参数: {权表: {值: {甲类: 3}, 键: [类别]}},"
        " 给定: [{对象: 甲, 指标: 一, 数值: 5}], 应得: {和: 3}}\n"
    )
    (case,) = run(text, body=body)
    assert case.missed == (), case.actual


def test_a_text_that_is_no_number_is_no_figure():
    (case,) = run(
        "  - {周期: 2025, 给定: [{对象: 甲, 指标: 一, 数值: 5}], 应得: {一: 五分, 名次: x..y}}\n"
    )
    assert case.missed == ("一", "名次")


def test_a_parameter_of_a_feeding_scheme_is_set_there():
    """20 points as the other scheme has it, 30 with what the case sets."""
    other, _problems = load_scheme_text(
        HEAD.replace("trial", "other")
        + "参数: {底: {默认: 20}}\n指标: {分: {分值: 100, 算式: 底 * 数值}}\n"
    )
    body = (
        "指标: {一: {分值: 100, 引用: {方案: other, 取: 总分}}}\n参数: {加数: {默认: 1}}\n"
        "派生: {和: 一 + 加数}\n"
    )
    rows = "给定: [{对象: 甲, 指标: 分, 方案: other, 数值: 1}]"
    scheme = scheme_with(
        f"算例:\n  - {{周期: 2025, {rows}, 应得: {{一: 20, 和: 21}}}}\n"
        f"  - {{周期: 2025, 参数: {{底: 30, 加数: 2}}, {rows}, 应得: {{一: 30, 和: 32}}}}\n",
        body=body,
    )
    cases = run_examples(scheme, feeders={"other": other})
    assert [(one.passed, one.faults) for one in cases] == [(True, ()), (True, ())]


def test_an_unknown_parameter_stops_the_case():
    (case,) = run(
        "  - {周期: 2025, 参数: {没有: 1}, 给定: [{对象: 甲, 指标: 一, 数值: 5}],"
        " 应得: {问题: [unknown-parameter], 一: 5}}\n"
    )
    assert case.missed == ("一",)


def test_as_of_and_open_lists_are_taken_over():
    text = (
        "  - {周期: 2025, 截至: 2025-06-30, 未截止: [事故], 给定: [{对象: 甲, 指标: 一, 数值: 5}, "
    )
    text += "{对象: 甲, 指标: 二, 数值: 5}, {对象: 甲, 指标: 事故, 日期: 2025-07-01}],"
    text += " 应得: {标记: 无, 问题: later-facts}}\n"
    (case,) = run(text)
    assert case.passed, case.actual


def test_a_failing_case_as_json_and_as_a_problem():
    (case,) = run(
        "  - {编号: 甲例, 周期: 2025, 给定: [{对象: 甲, 指标: 一, 数值: 5}], 应得: {一: 6}}\n"
    )
    assert case.as_json() == {
        "scheme": "trial", "id": "甲例", "passed": False, "expected": {"一": "6"},
        "actual": {"一": "5"}, "missed": ["一"],
    }  # fmt: skip
    (problem,) = case.as_problems()
    assert problem.code == "example-fails"
    assert problem.message == "算例「甲例」不成立：一 应得 6，算得 5"
    assert problem.place.line == (HEAD + BODY).count("\n") + 2


# --- faults of the rows ---------------------------------------------------------------------------

STAGED = """
指标:
  一: {分值: 60, 周期: {上半年: 50%, 下半年: 50%}}
  二: {分值: 40}
"""
FIRST_ROW = (HEAD + STAGED).count("\n") + 4
ROWS = """\
  - 编号: 分期
    给定:
      - {对象: 甲, 指标: 一, 周期: 2025H1, 数值: 50}
      - {对象: 甲, 指标: 二, 周期: 2025H1, 数值: 40}
    周期: 2025
"""


class TestFaultsOfTheRows:
    def test_they_fail_the_case_and_are_told_at_the_row(self):
        (case,) = run(ROWS + "    应得: {二: 缺}\n", body=STAGED)
        assert case.missed == ()
        assert not case.passed
        (problem,) = case.as_problems()
        assert problem.code == "wrong-grain"
        assert problem.coordinate == "甲:二"
        assert (problem.place.file, problem.place.line) == ("-", FIRST_ROW + 1)

    def test_beside_what_is_not_met(self):
        (case,) = run(ROWS + "    应得: {二: 40}\n", body=STAGED)
        assert [one.code for one in case.as_problems()] == ["wrong-grain", "example-fails"]

    @pytest.mark.parametrize("key", ["问题", "甲:问题"])
    def test_a_fault_that_is_expected_is_no_fault(self, key):
        (case,) = run(ROWS + f"    应得: {{二: 缺, '{key}': wrong-grain}}\n", body=STAGED)
        assert case.passed
        assert case.as_problems() == ()

    def test_those_of_the_subjects_table_are_told_at_its_rows(self):
        text = ROWS + "    对象表:\n      - {对象: 甲}\n      - {对象: 甲}\n    应得: {二: 缺}\n"
        (case,) = run(text, body=STAGED)
        assert [(one.code, one.place.line) for one in case.as_problems()] == [
            ("duplicate-subject", FIRST_ROW + 5)
        ]

    def test_a_code_that_is_not_there_is_told_with_what_is(self):
        (case,) = run(ROWS + "    应得: {问题: bad-period}\n", body=STAGED)
        assert case.actual["问题"].startswith("[wrong-grain(「二」按 2025 填报")


@pytest.mark.parametrize(("wanted", "passed"), [("open-parameter", True), ("60", False)])
def test_full_points_that_nobody_has_filled_in_are_answered_by_the_code(wanted, passed):
    body = "参数: {满: {类型: 数, 必填: 是}}\n指标: {一: {分值: 满}, 二: {分值: 40}}\n"
    given = "  - 给定: [{对象: 甲, 指标: 二, 数值: 40}]\n    周期: 2025\n"
    (case,) = run(f"{given}    应得: {{'甲:一.满分': {wanted}}}\n", body=body)
    assert case.passed is passed
    actual = case.actual["甲:一.满分"]
    assert actual == "open-parameter" if passed else actual.startswith("open-parameter(")


class TestNothingIsExpected:
    """问题: 无 is neither an error nor a warning; 校验 gives one of each for the same row."""

    TEXT = """\
指标: {一: {分值: 100, 校验: [{条件: 一 <= 90, 说明: 不超过九十, 否则: %s}]}}
"""
    CASES = """\
算例:
  - {编号: 过, 给定: [{对象: 甲, 指标: 一, 数值: 90}], 应得: {问题: 无, "甲:问题": 无}}
  - {编号: 超, 给定: [{对象: 甲, 指标: 一, 数值: 91}], 应得: {问题: 无}}
  - {编号: 甲超, 给定: [{对象: 甲, 指标: 一, 数值: 91}], 应得: {"甲:问题": []}}
"""

    @pytest.mark.parametrize("effect", ["错误", "警告"])
    def test_errors_and_warnings_are_problems(self, effect):
        scheme, problems = load_scheme_text(HEAD + self.TEXT % effect + self.CASES)
        assert not has_errors(problems), problems
        assert [one.passed for one in run_examples(scheme)] == [True, False, False]

    def test_a_note_is_none(self):
        text = self.TEXT.replace("一 <= 90", "量 <= 5") + "事实: {量: {单位: 件, 范围: 0..9}}\n"
        scheme, problems = load_scheme_text(HEAD + text % "警告" + self.CASES)
        assert not has_errors(problems), problems
        assert [one.passed for one in run_examples(scheme)] == [True, True, True]
