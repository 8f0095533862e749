"""What verdicts ask of a run: values by path, conditions, cases, columns."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaoji.engine.plinth.values import NOT_APPLICABLE, Null, OneOf, Span
from kaoji.engine.score.court import RunBench
from tests.engine.worlds import world

TEXT = """
参数: {重点: {类型: 是否, 默认: 否}, 名单: {类型: 是否, 必填: 是}, 底数: 60}
序: {档: [差, 中, 好]}
事实: {班子: 档, 违纪: 是否}
指标:
  经济: {分值: 60, 指标: {产值: {分值: 60, 范围: 0..60}}}
  作风: {分值: 40, 指标: {其他: {分值: 40, 不适用: 移出并折合}}}
"""
HERE = "对象,指标,数值\n甲,产值,30\n甲,其他,不适用\n乙,产值,45.678\n乙,其他,20"


def bench(text=TEXT, facts=HERE, **more):
    return RunBench(world(text, facts, **more).scored.run, ("甲", "乙"))


def test_values_by_path_or_tail():
    court = bench()
    assert court.value("乙", path="经济/产值") == court.value("乙", path="产值")
    assert court.value("乙", path="产值") == Fraction("45.678")
    assert court.published("乙", path="产值") == Fraction("45.68")
    assert court.value("甲", path="其他") == NOT_APPLICABLE
    assert court.published("甲", path="其他") is None


def test_what_nothing_or_more_than_one_answers_to_has_no_value():
    text = """
    指标:
      经济: {分值: 60, 指标: {产值: {分值: 60}}}
      民生: {分值: 40, 指标: {产值: {分值: 40}}}
    """
    court = bench(text, "对象,指标,数值\n甲,经济/产值,1\n甲,民生/产值,2")
    assert court.value("甲", path="产值") is None
    assert court.value("甲", path="就业") is None
    assert court.value("甲", path="民生/产值") == 2


def test_a_scheme_without_a_total_has_none():
    text = "总分: 无\n指标: {经济: {分值: 60}}"
    court = bench(text, "对象,指标,数值\n甲,经济,1")
    assert court.value("甲", path="总分") is None
    assert court.value("甲", path="经济") == 1


def test_a_missing_word_may_be_any_step_of_its_scale():
    """What is ranked by a word that is not here may stand as low as 差 and as high as 好."""
    value = bench().value("甲", path="班子")
    assert value == Span(Fraction(0), Fraction(2), tight=True, ways={"甲:班子@2025": 0})


def test_a_case_is_a_true_fact_or_parameter():
    court = bench(facts=f"{HERE}\n乙,违纪,是")
    assert court.case("乙", name="违纪") is True
    assert court.case("甲", name="违纪") == OneOf((True, False), {"甲:违纪@2025": 0})
    assert court.case("甲", name="重点") is False
    assert court.case("甲", name="从未声明") is False
    assert court.case("甲", name="底数") is False  # a number is no case


def test_a_parameter_that_is_not_filled_keeps_the_case_open():
    assert bench().case("甲", name="名单") == OneOf((True, False), {"参数:名单": 0})


@pytest.mark.parametrize(("said", "is_case"), [("是", True), ("否", False)])
def test_a_parameter_may_be_a_case(said, is_case):
    court = bench(TEXT.replace("默认: 否", f"默认: {said}"))
    assert court.case("甲", name="重点") is is_case


def test_columns_of_the_subjects_table():
    court = bench(subjects="对象,类,区域\n甲,单位,山区\n乙,单位,")
    assert [court.column(one, column="区域") for one in "甲乙"] == ["山区", ""]


COLUMN = """
派生: {旗: {算式: '属性(试点) = "是"', 首期: 否}}
指标: {经济: {分值: 60}}
等次: {先进: {情形: '属性(试点) = null and 经济 > 50'}, 一般: {情形: 旗}, 其他: 其余}
"""


def test_a_condition_may_ask_whether_the_table_has_a_column_and_a_derived_value_may_not():
    """Even where the condition is the first to ask for the value."""
    court = bench(COLUMN, "对象,指标,数值\n甲,经济,51\n乙,经济,50")
    asks, reads, _rest = (one.condition for one in court.scheme.grading.grades)
    assert [court.truth(one, formula=asks, names={}) for one in "甲乙"] == [True, False]
    run = court.run
    run.forget()
    run.problems.clear()
    assert isinstance(court.truth("甲", formula=reads, names={}), Null)
    assert [one.code for one in run.problems_of("甲")] == ["unknown-column"]


def test_a_settled_absence_may_take_out_of_the_ranking():
    text = "指标: {经济: {分值: 60}, 作风: {分值: 40, 缺: 不排名}}"
    court = bench(text, "对象,指标,数值\n甲,经济,30\n乙,经济,30\n乙,作风,1")
    assert [court.may_rank(one) for one in "甲乙"] == [False, True]


CARDS = """
指标: {经济: {分值: 100}}
否决: {黄牌: {机关: 综治委, 发文机关: [县综治委], 领域: 综治, 效果: []}}
"""
EARLIER = "对象,周期,指标,数值,事项,发文机关,日期\n甲,2018,经济,1,,,\n"


def test_a_card_of_the_body_that_took_over_counts():
    text = CARDS.replace("发文机关: [县综治委]", "发文机关: [县监察局]")
    court = bench(text, "对象,指标,数值,事项,发文机关\n甲,经济,1,,\n甲,黄牌,,脱岗,县纪委监委\n")
    assert court.case("甲", name="黄牌") is True
    assert not court.run.problems_of("甲")


@pytest.mark.parametrize(
    ("issuer", "day", "counts", "told"),
    [
        ("县卫生健康局", "2018-03-16", False, ["authority-not-yet"]),
        ("县卫生健康局", "2018-03-17", True, []),  # the day of the decision
        ("县卫生健康局", "", True, []),
        ("县卫生和计划生育局", "2018-03-16", True, []),  # since 2013
        ("县卫生局", "2018-03-16", True, []),
        ("县工商局", "2018-03-16", False, ["other-authority"]),
    ],
)
def test_a_card_of_a_body_that_had_not_taken_over_yet_does_not_count(issuer, day, counts, told):
    text = CARDS.replace("发文机关: [县综治委]", "发文机关: [县工会, 县卫生局]")
    facts = f"{EARLIER}甲,2018,黄牌,,事,{issuer},{day}\n"
    court = bench(text, facts, period="2018")
    assert court.case("甲", name="黄牌") is counts
    assert [one.code for one in court.run.problems_of("甲")] == told


def test_why_an_early_card_does_not_count_is_told_at_its_date():
    text = CARDS.replace("发文机关: [县综治委]", "发文机关: [县法制办]")
    facts = f"{EARLIER}甲,2018,黄牌,,事,县司法局,2018-01-31\n"
    court = bench(text, facts, period="2018")
    court.case("甲", name="黄牌")
    (problem,) = court.run.problems_of("甲")
    assert (problem.severity, problem.place.row, problem.coordinate) == ("warning", 3, "甲:黄牌")
    assert "2018-03-17 才承接" in problem.message
    assert "「县司法局」写进方案" in problem.remedy


@pytest.mark.parametrize(
    ("issuers", "counts", "told"),
    [
        (("县综治委",), True, 0), (("",), True, 0), (("爱卫会",), False, 1),
        (("爱卫会", "县综治委"), True, 1), (("综治委", "爱卫会"), False, 2), ((), False, 0),
    ],
)  # fmt: skip
def test_only_cards_of_the_named_issuers_count(issuers, counts, told):
    rows = "".join(f"甲,黄牌,,事{number},{who}\n" for number, who in enumerate(issuers))
    court = bench(CARDS, f"对象,指标,数值,事项,发文机关\n甲,经济,1,,\n{rows}")
    assert court.case("甲", name="黄牌") is counts
    codes = [one.code for one in court.run.problems_of("甲")]
    assert codes == ["other-authority"] * told


def test_an_open_list_may_still_get_a_card_of_the_named_issuer():
    facts = "对象,指标,数值,事项,发文机关\n甲,经济,1,,\n甲,黄牌,,事,爱卫会\n"
    court = bench(CARDS, facts, opened=("黄牌",))
    assert isinstance(court.case("甲", name="黄牌"), OneOf)


def test_a_truth_is_nothing_that_can_be_ordered():
    court = bench(facts=f"{HERE}\n甲,违纪,是")
    assert court.value("甲", path="违纪") is None
    assert court.published("甲", path="违纪") is None
