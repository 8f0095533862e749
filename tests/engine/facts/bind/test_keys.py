"""What a row's key means, and what sort of row it is."""

from __future__ import annotations

import pytest

from tests.engine.worlds import bound, period_of, placed

SCHEME = """
指标:
  经济:
    指标:
      产值: {分值: 30, 计分: 按完成比例折算, 范围: 0..1000}
      规模: {分值: 10}
  作风:
    指标:
      规模: {分值: 20}
      评议: {分值: 20, 评分: {领导: 50%, 群众: 50%}}
      重点: {分值: 20, 计划: {计分: 按完成比例折算}}
加分: {条目: {层级: [市, 省]}, 每条: 1, 上限: 5}
事实:
  通报: {类型: 是否, 条目: {事由: 文字}}
参数:
  标准: {类型: 数, 默认: 3}
派生:
  合计值: 产值 + 0
"""


@pytest.mark.parametrize(
    ("key", "problem"),
    [
        ("", ("no-key", 2, 2)),
        ("规模", ("ambiguous-key", 2, 2)),
        ("产直", ("unknown-key", 2, 2)),
        ("产值.指标", ("unknown-field", 2, 2)),
        ("不存在.目标", ("unknown-key", 2, 2)),
    ],
)
def test_a_key_that_means_nothing_or_two_things(key, problem):
    book = bound(SCHEME, f"对象,指标,数值\n甲,{key},1")
    assert placed(book.problems) == [problem]
    assert "甲" in book.refused


def test_a_key_of_another_scheme_is_left_to_it_unless_the_row_names_ours():
    facts = "对象,指标,数值,方案\n甲,别的,1,\n甲,别的,1,trial"
    book = bound(SCHEME, facts, known_elsewhere=lambda key: key == "别的")
    assert placed(book.problems) == [("unknown-key", 3, 2)]


def test_hints_name_what_was_meant():
    (problem,) = bound(SCHEME, "对象,指标,数值\n甲,产直,1").problems
    assert "产值" in problem.remedy
    (problem,) = bound(SCHEME, "对象,指标,数值\n甲,产值.目镖,1").problems
    assert "目标" in problem.remedy
    assert "权重" in problem.remedy


@pytest.mark.parametrize("key", ["经济/规模", "作风/规模"])
def test_a_path_tells_one_of_two_alike_from_the_other(key):
    book = bound(SCHEME, f"对象,指标,数值\n甲,{key},1")
    assert book.fields == {(key, "数值")}


@pytest.mark.parametrize(
    ("written", "field"),
    [("目标", "目标"), ("target", "目标"), ("权重", "权重"), ("weight", "权重"),
     ("points", "分值"), ("full", "满分"), ("factor", "系数"), ("value", "数值")],
)  # fmt: skip
def test_fields_are_named_in_both_languages(written, field):
    book = bound(SCHEME, f"对象,指标,数值\n甲,产值.{written},1")
    assert book.fields == {("经济/产值", field)}


def kinds(book):
    """Where the row went."""
    found = {
        "figure": book.fields, "given": book.given, "line": book.lines,
        "ballot": book.ballots, "parameter": book.parameters, "nil": book.nil_returns,
    }  # fmt: skip
    return {name for name, known in found.items() if known}


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ("产值,1,,", "figure"),
        ("经济,20,,", "given"),
        ("总分,20,,", "given"),
        ("产值.得分,20,,", "given"),
        ("产值.earned,20,,", "given"),
        ("合计值,20,,", "given"),
        ("经济.权重,20%,,", "figure"),
        ("经济.适用,否,,", "figure"),
        ("经济.得分,3,,", "given"),
        ("标准,4,,", "parameter"),
        ("加分,2,,", "given"),
        ("加分,,市,", "line"),
        ("加分,无,,", "nil"),
        ("加分.得分,3,市,", "given"),
        ("通报,是,,", "line"),
        ("评议,88,,", "given"),
        ("评议,88,,领导", "ballot"),
        ("重点,18,,", "given"),
    ],
)
def test_what_a_row_is_follows_from_its_key_and_cells(cells, kind):
    book = bound(SCHEME, f"对象,指标,数值,层级,评分人类别\n甲,{cells}")
    assert kinds(book) == {kind}
    assert not [one for one in book.problems if one.severity == "error"]


@pytest.mark.parametrize("cells", ["甲事,10,,", "甲事,,5,", "甲事,,,3"])
def test_a_plan_item_names_its_work(cells):
    book = bound(SCHEME, f"对象,指标,事项,分值,目标,数值\n甲,重点,{cells}")
    assert kinds(book) == {"line"}


@pytest.mark.parametrize("cells", ["甲事,", ",5"])
def test_further_columns_make_a_plan_item_too(cells):
    book = bound(SCHEME, f"对象,指标,数值,事项,分值\n甲,重点,1,{cells}")
    assert kinds(book) == {"line"}


def test_a_row_of_a_list_that_reads_its_figure_is_never_a_given_result():
    text = "加分: {条目: {}, 每条: 数值, 上限: 5}\n指标: {作风: {分值: 100}}"
    assert kinds(bound(text, "对象,指标,数值\n甲,加分,2")) == {"line"}


def test_a_leaf_that_is_computed_of_others_can_only_be_given():
    text = """
    指标:
      甲项: {分值: 50}
      乙项: {分值: 50, 算式: 甲项 * 1}
    """
    assert kinds(bound(text, "对象,指标,数值\n甲,乙项,2")) == {"given"}


STAGED = """
指标:
  作风: {分值: 40, 周期: {中期评估: 50%, 年终评估: 50%}}
  产值: {分值: 60, 计分: 按完成比例折算, 周期: {中期评估: 50%, 年终评估: 50%}, 范围: 0..1000}
"""


@pytest.mark.parametrize(
    ("key", "period", "kind"),
    [
        ("作风", "2025中期评估", "figure"),
        ("作风", "2025", "given"),
        ("作风", "2024", "given"),
        ("产值", "2025中期评估", "figure"),
    ],
)
def test_judged_points_of_the_whole_stand_for_its_parts(key, period, kind):
    book = bound(STAGED, f"对象,指标,数值,周期\n甲,{key},2,{period}")
    assert kinds(book) == {kind}
    assert not book.problems


def test_a_figure_of_the_whole_is_no_figure_of_a_part():
    book = bound(STAGED, "对象,指标,数值,周期\n甲,产值,2,2025")
    assert placed(book.problems) == [("wrong-grain", 2, 4)]
    assert "2025中期评估" in book.problems[0].message


def test_a_period_that_is_none():
    book = bound(STAGED, "对象,指标,数值,周期\n甲,作风,2,去年")
    assert placed(book.problems) == [("bad-period", 2, 4)]


def test_whether_a_staged_node_applies_may_be_said_once_for_the_whole():
    book = bound(STAGED, "对象,指标,数值,周期\n甲,作风.适用,否,2025")
    figure = book.figure("作风", field="适用", subject="甲", period=period_of("2025"))
    assert figure.value is False
