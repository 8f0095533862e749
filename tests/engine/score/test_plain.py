"""The frame around every node: given, parts of a period, extras, limits, rounding, failures."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaoji.engine.plinth.problem import Problem
from kaoji.engine.score.outcome import State, StepKind
from kaoji.engine.score.result import Status
from tests.engine.worlds import period_of, plan_of, world

# --- each once, on demand -------------------------------------------------------------------------


def test_a_node_is_worked_out_once():
    here = world("指标: {作风: {分值: 100}}", "对象,指标,数值\n甲,作风,80")
    run = here.scored.run
    first = run.outcome("作风", subject="甲", period=run.period)
    assert run.outcome("作风", subject="甲", period=run.period) is first
    assert run.station("作风", period=run.period).known["甲"] is first


def test_the_exact_sum_of_the_contract():
    text = "指标: {甲项: {权重: 60%}, 乙项: {权重: 40%}}\n公布: 1位"
    here = world(text, "对象,指标,数值\n甲,甲项,89.25\n甲,乙项,91.00")
    assert here.value() == Fraction("89.95")
    assert here.one().published == "90.0"


WORTH = """
指标:
  经济:
    权重: 50%
    指标: {产值: {分值: 10}, 税收: {分值: 10}}
  民生:
    权重: 50%
    指标: {就业: {分值: 10}}
"""


def test_what_one_unit_is_worth_is_not_what_another_is():
    """A row gives 产值 twenty points in 甲; 经济 is then out of 30 there, elsewhere out of 20."""
    rows = ["对象,指标,数值", "甲,产值.分值,20", "甲,产值,15", "乙,产值,8", "丙,产值,10"]
    rows += [
        f"{one},{key},{value}" for one in "甲乙丙" for key, value in (("税收", 5), ("就业", 10))
    ]
    here = world(WORTH, "\n".join(rows))
    assert here.one("甲").total == 50 + Fraction(50 * (15 + 5), 30)
    assert here.one("乙").total == 50 + Fraction(50 * (8 + 5), 20)
    assert here.one("丙").total == 50 + Fraction(50 * (10 + 5), 20)


def test_what_weights_facts_set_for_one_unit_do_not_hold_for_another():
    """In 甲 rows turn the weights round: 40 % of 80 and 60 % of 50 instead of 60 and 40 %."""
    text = "指标: {作风: {权重: 60%}, 学习: {权重: 40%}}"
    rows = ["对象,指标,数值", "甲,作风.权重,40%", "甲,学习.权重,60%"]
    rows += [
        f"{one},{key},{value}" for one in "甲乙" for key, value in (("作风", 80), ("学习", 50))
    ]
    here = world(text, "\n".join(rows))
    assert here.one("甲").total == 62
    assert here.one("乙").total == 68


# --- given ----------------------------------------------------------------------------------------

STAGED = """
指标:
  经济:
    权重: 60%
    周期: {中期评估: 40%, 年终评估: 60%}
    指标:
      产值: {分值: 60}
      质量: {分值: 40}
  作风: {权重: 40%}
"""


def test_a_given_result_stands_for_the_computation():
    here = world(STAGED, "对象,指标,数值\n甲,经济,90\n甲,作风,80", tracing=True)
    assert here.value() == 86
    outcome = here.outcome("经济")
    assert outcome.state is State.GIVEN
    assert [step.kind for step in outcome.steps] == [StepKind.GIVEN]
    assert here.one().nodes["经济"].as_json()["state"] == "given"


def test_a_part_may_be_given():
    rows = (
        "甲,经济,90,2025中期评估\n甲,产值,30,2025年终评估\n甲,质量,20,2025年终评估\n甲,作风,80,2025"
    )
    here = world(STAGED, f"对象,指标,数值,周期\n{rows}")
    assert here.value("经济@2025年终评估") == 50
    assert here.value("经济") == 66  # 0.4 × 90 + 0.6 × 50
    assert here.value() == Fraction("71.6")


def test_a_result_given_for_the_whole_below_a_staged_node():
    """产值 is given for the year; 质量 is put together over its own parts."""
    rows = "甲,产值.得分,50,2025\n甲,质量,20,2025中期评估\n甲,质量,30,2025年终评估\n甲,作风,80,2025"
    here = world(STAGED, f"对象,指标,数值,周期\n{rows}")
    assert here.value("质量") == 26  # 0.4 × 20 + 0.6 × 30
    assert here.value("经济") == 76
    assert here.value() == Fraction("77.6")


def test_a_result_given_below_a_root_with_parts():
    text = """
    周期: {上半年: 50%, 下半年: 50%}
    指标: {经济: {分值: 60, 指标: {产值: {分值: 60}}}, 作风: {分值: 40}}
    """
    rows = "甲,经济,50,2025\n甲,作风,20,2025H1\n甲,作风,30,2025H2"
    here = world(text, f"对象,指标,数值,周期\n{rows}")
    assert here.value("作风") == 25
    assert here.value() == 75


def test_a_given_total():
    here = world(STAGED, "对象,指标,数值\n甲,总分,77\n乙,总分,78")
    assert [here.one(one).total for one in "甲乙"] == [77, 78]
    assert [here.one(one).verdict.rank for one in "甲乙"] == [2, 1]


# --- periods --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stage", "total"),
    [
        ("{一季度: 10%, 二季度: 20%, 三季度: 30%, 四季度: 40%}", 70),
        ("{季度: 25%}", 55),
        ("{季度: 均值}", 55),
    ],
)
def test_parts_of_a_period(stage, total):
    rows = "\n".join(
        f"甲,作风,{points},2025Q{at}" for at, points in enumerate((10, 40, 70, 100), start=1)
    )
    text = f"指标: {{作风: {{分值: 100, 周期: {stage}}}}}"
    expected = {70: 1 + 8 + 21 + 40, 55: 55}[total]
    assert world(text, f"对象,指标,数值,周期\n{rows}").value() == expected


def test_points_of_parts_are_normalised_by_their_sum():
    text = "指标: {作风: {权重: 100%, 周期: {上半年: 30, 下半年: 70}}}"
    here = world(text, "对象,指标,数值,周期\n甲,作风,50,2025H1\n甲,作风,90,2025H2")
    assert here.value() == 78


def test_a_mean_of_months():
    rows = "\n".join(f"甲,作风,{at},2025-{at:02d}" for at in range(1, 13))
    text = "指标: {作风: {分值: 100, 周期: {月: 均值}}}"
    here = world(text, f"对象,指标,数值,周期\n{rows}")
    assert here.value() == Fraction(13, 2)
    assert here.value("作风@2025-12") == 12


def test_what_is_missing_of_a_part_bounds_the_whole():
    text = "指标: {作风: {分值: 100, 周期: {上半年: 30%, 下半年: 70%}}}"
    here = world(text, "对象,指标,数值,周期\n甲,作风,50,2025H1")
    assert here.ends() == (15, 85)
    assert here.one().blocking == ("甲:作风@2025H2",)


def test_parts_of_what_stands_below_a_staged_node_are_shown_with_their_whole():
    rows = "\n".join(
        f"甲,{key},{points},2025{part}"
        for part, points in (("中期评估", 20), ("年终评估", 30))
        for key in ("产值", "质量")
    )
    here = world(STAGED, f"对象,指标,数值,周期\n{rows}\n甲,作风,80,2025")
    nodes = here.one().nodes
    assert nodes["经济"].outcome.value == 52
    assert nodes["经济@2025中期评估"].outcome.value == 40
    assert nodes["经济/产值@2025年终评估"].outcome.value == 30


def test_a_run_of_a_part_is_scored_by_itself():
    here = world(STAGED.replace("作风: {权重: 40%}", "作风: {权重: 40%, 周期: {季度: 25%}}"),
                 "对象,指标,数值,周期\n甲,产值,30,2025Q1\n甲,质量,20,2025Q1\n甲,作风,80,2025Q1",
                 period="2025Q1")  # fmt: skip
    assert here.value() == 62


# --- extras ---------------------------------------------------------------------------------------

EXTRAS = """
指标:
  作风: {分值: 100}
加分: {条目: {}, 每条: 数值, 上限: 5}
减分: {条目: {}, 每条: 数值, 上限: 4}
"""


def test_bonus_and_deduction_stand_outside_the_sum():
    rows = "甲,作风,80,\n甲,加分,2,一\n甲,加分,4,二\n甲,减分,1,三\n甲,减分,0.5,四"
    here = world(EXTRAS, f"对象,指标,数值,编号\n{rows}", tracing=True)
    assert here.value("加分") == 5
    assert here.value("减分") == Fraction(3, 2)
    assert here.value() == Fraction("83.5")
    assert here.one().nodes["减分"].as_json()["role"] == "deduction"
    assert "role" not in here.one().nodes["加分"].as_json()
    kinds = [step.kind for step in here.outcome().steps]
    assert kinds[-2:] == [StepKind.BONUS, StepKind.DEDUCTION]


def test_extras_belong_to_the_whole_of_a_staged_node():
    text = """
    指标:
      经济:
        分值: 100
        周期: {上半年: 50%, 下半年: 50%}
        上限: 90
        取整: 0位
        指标: {产值: {分值: 100}}
        加分: {条目: {}, 每条: 数值, 上限: 5}
    """
    rows = "甲,产值,81,2025H1,,\n甲,产值,90,2025H2,,\n甲,加分,2,,2025-03-01,一"
    here = world(text, f"对象,指标,数值,周期,日期,编号\n{rows}")
    assert here.value("经济@2025H1") == 81
    assert here.value("经济") == 88  # 85.5 + 2 = 87.5, rounded
    assert not here.problems


def test_extras_below_a_staged_node_belong_to_its_parts():
    text = """
    指标:
      全部:
        分值: 100
        周期: {上半年: 50%, 下半年: 50%}
        指标:
          经济:
            分值: 100
            上限: 90
            指标: {产值: {分值: 100}}
            加分: {条目: {}, 每条: 数值, 上限: 5}
    """
    rows = "甲,产值,89,2025H1,,\n甲,产值,70,2025H2,,\n甲,加分,2,,2025-03-01,一"
    here = world(text, f"对象,指标,数值,周期,日期,编号\n{rows}")
    assert here.value("经济@2025H1") == 90  # 91, capped
    assert here.value("经济@2025H2") == 70
    assert here.value() == 80


# --- limits and rounding --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("points", "limits", "total"),
    [
        (96, "上限: 95", 95),
        (95, "上限: 95", 95),
        (50, "下限: 60", 60),
        (60, "下限: 60", 60),
        (50, "下限: 60\n上限: 95", 60),
        ("89.995", "取整: 2位", 90),
        ("89.994", "取整: 2位", Fraction("89.99")),
        ("89.995", "取整: 2位 四舍六入", 90),
        ("89.985", "取整: 2位 四舍六入", Fraction("89.98")),
        ("89.999", "取整: 0位 去尾", 89),
        ("89.001", "取整: 0位 进一", 90),
        ("95.4", "上限: 95.4\n取整: 0位", 95),
    ],
)
def test_cap_floor_and_rounding_in_this_order(points, limits, total):
    text = f"指标: {{作风: {{分值: 100}}}}\n{limits}"
    here = world(text, f"对象,指标,数值\n甲,作风,{points}", tracing=True)
    assert here.value() == total


def test_a_limit_is_noted_when_it_moves_the_value():
    text = "指标: {作风: {分值: 100}}\n上限: 95\n下限: 60"

    def kinds(points):
        here = world(text, f"对象,指标,数值\n甲,作风,{points}", tracing=True)
        return [step.kind for step in here.outcome().steps][-1]

    assert kinds(96) is StepKind.CAP
    assert kinds(50) is StepKind.FLOOR
    assert kinds(95) is StepKind.CHILD


def test_limits_of_what_is_open():
    text = "指标: {作风: {分值: 100}}\n上限: 95.5\n下限: 20\n取整: 0位"
    here = world(text, "对象,指标,数值\n甲,作风.系数,1")
    assert here.ends() == (20, 96)


def test_a_limit_may_be_an_expression():
    text = "指标: {作风: {分值: 100, 上限: 分值 * 0.9}}"
    assert world(text, "对象,指标,数值\n甲,作风,95").value() == 90


# --- failures -------------------------------------------------------------------------------------


def test_a_failing_expression_refuses_its_subject_by_name():
    text = "表: {档: {档: {'>=50': 10}}}\n指标: {作风: {分值: 10, 计分: {分档: 档}, 范围: 0..100}}"
    here = world(text, "对象,指标,数值\n甲,作风,40\n乙,作风,60")
    (problem,) = here.one().problems
    assert (problem.code, problem.path, problem.coordinate) == (
        "no-table-match", "作风", "甲:作风@2025",
    )  # fmt: skip
    assert problem.remedy
    assert here.one().status is Status.REFUSED
    assert here.one().as_json()["total"] is None
    assert here.one("乙").total == 10


def test_an_open_parameter_is_named_with_its_clause():
    text = """
    参数: {标准: {类型: 数, 必填: 是, 依据: 第三条}}
    指标: {作风: {分值: 100, 算式: 标准}}
    """
    here = world(text, "对象,指标,数值\n甲,作风.系数,1")
    (problem,) = here.one().problems
    assert problem.code == "open-parameter"
    assert "第三条" in problem.message
    assert "--set 标准" in problem.remedy


def test_a_problem_is_recorded_once():
    here = world("指标: {作风: {分值: 100}}", "对象,指标,数值\n甲,作风,80")
    run = here.scored.run
    for _ in range(2):
        run.fault("甲", problem=Problem("some-code", "说明"))
    assert [one.code for one in run.problems["甲"]] == ["some-code"]
    assert run.is_refused("甲")
    assert not run.is_refused("乙")


def test_the_periods_of_a_nodes_own_way():
    here = world(STAGED, "对象,指标,数值\n甲,经济,90\n甲,作风,80")
    run, nodes = here.scored.run, here.scored.run.plan.nodes
    parts = (period_of("2025中期评估"), period_of("2025年终评估"))
    assert run.periods_of(nodes["经济"]) == parts
    assert run.periods_of(nodes["经济/产值"]) == parts
    assert run.periods_of(nodes["作风"]) == (period_of("2025"),)


def test_a_plan_may_be_scored_without_a_trace():
    here = world(STAGED, "对象,指标,数值\n甲,经济,90\n甲,作风,80")
    assert here.outcome().steps == ()
    assert plan_of(STAGED).nodes.keys() == here.scored.run.plan.nodes.keys()


# --- weights of parts that are not here -----------------------------------------------------------

PARTS = """
事实: {比: {范围: 0..1, 不分期: 是}}
指标:
  经济:
    分值: 60
    周期: {上半年: 比, 下半年: 1 - 比}
    指标:
      产值: {分值: 30}
      质量: {分值: 30, 不适用: {办法: 移出并折合, 至: 总分}}
  作风: {分值: 40}
"""
HALVES = """
甲,产值,30,2025H1\n甲,质量,30,2025H1\n甲,产值,15,2025H2\n甲,质量,%s,2025H2\n甲,作风,40,2025
"""


def parted(quality, *, share=None):
    rows = HALVES.strip() % quality + (f"\n甲,比,{share}," if share is not None else "")
    return world(PARTS, f"对象,指标,数值,周期\n{rows}")


def test_weights_of_parts_may_be_facts():
    assert parted(15, share="0.25").value("经济") == 15 + Fraction(45, 2)
    # 质量 leaves half of 60 in the second half-year: 0.6 × 0.75 × 0.5 of the whole.
    out = parted("不适用", share="0.25")
    assert out.value() == (15 + Fraction(45, 4) + 40) / (1 - Fraction(9, 40))


def test_without_the_weights_of_parts_the_bounds_hold_every_mean():
    low, high = parted(15).ends("经济")
    assert low is None or low <= 30
    assert high is None or high >= 60


def test_a_share_of_a_part_whose_weight_is_not_here_leaves_no_bound():
    """By the weight the whole is 100 (all in the first half) or 78.57… (all in the second)."""
    assert parted("不适用").ends() == (None, None)


# --- parts that are out ---------------------------------------------------------------------------

SHORT = """
指标:
  组:
    分值: 60
    周期: {中期: 40%, 年终: 60%}
    不适用: 移出并折合
    指标: {一: {分值: 30, 不适用: {办法: 移出并折合, 至: 总分}}, 二: {分值: 30}}
  作风: {分值: 40}
"""


def test_what_is_cut_in_the_only_part_that_counts_is_cut_of_the_whole():
    """Half of 组 is out in the middle of the year, all of it at the end: half of it is out.

    21 of 30 and 28 of 40 are 49 of 70 points: 70 of a hundred.
    """
    rows = "甲,一,不适用,2025中期\n甲,二,21,2025中期\n甲,组,不适用,2025年终\n甲,作风,28,2025"
    here = world(SHORT, f"对象,指标,数值,周期\n{rows}")
    assert here.outcome("组").value == 21
    assert here.outcome("组").gaps == {"总分": Fraction(1, 2)}
    assert here.value() == 70


def test_where_what_counts_weighs_nothing_there_is_no_mean():
    """The first half weighs nothing and the second is out: 组 is undefined, here zero."""
    text = SHORT.replace("{中期: 40%, 年终: 60%}", "{中期: 前, 年终: 后}").replace(
        "不适用: 移出并折合\n", "不适用: 移出并折合\n    无定义: 计零\n"
    )
    rows = "*,前,0,\n*,后,1,\n甲,一,不适用,2025中期\n甲,二,21,2025中期\n甲,组,不适用,2025年终"
    here = world(
        f"参数: {{前: {{类型: 数}}, 后: {{类型: 数}}}}\n{text}",
        f"对象,指标,数值,周期\n{rows}\n甲,作风,28,2025",
    )
    assert (here.outcome("组").state, here.value()) == (State.UNDEFINED, 28)


OUT = """
指标:
  业务: {分值: 60, 周期: {中期: 50%, 年终: 50%}, 不适用: 移出并折合, 无定义: 计零}
  作风: {分值: 40}
"""


def out_of(*rows, text=OUT):
    here = world(text, "\n".join(("对象,指标,数值,周期", *rows, "甲,作风,20,2025")))
    return here.outcome("业务").state, here.value()


def test_what_does_not_apply_in_any_part_does_not_apply():
    """It is out, not undefined: 20 of 40 points are 50 of a hundred, where 无定义 gives zero."""
    found = out_of("甲,业务,不适用,2025中期", "甲,业务,不适用,2025年终")
    assert found == (State.NOT_APPLICABLE, 50)


AVAILABLE = OUT.replace("无定义: 计零", "缺: 以已到者计, 无定义: 计零")


def test_the_mean_of_what_is_here():
    assert out_of("甲,业务,30,2025中期", text=AVAILABLE) == (State.COMPUTED, 50)
    # What alone is here says that it does not apply.
    assert out_of("甲,业务,不适用,2025中期", text=AVAILABLE) == (State.NOT_APPLICABLE, 50)


def test_of_nothing_there_is_no_mean():
    assert out_of(text=AVAILABLE) == (State.UNDEFINED, 20)  # 无定义: 计零


# --- values that are no numbers, and traces -------------------------------------------------------


@pytest.mark.parametrize(("mark", "is_good"), [(9, True), (3, False)])
def test_a_truth_is_computed_and_not_missing(mark, is_good):
    text = "派生: {好: 一 > 5}\n指标: {一: {分值: 100}}"
    found = world(text, f"对象,指标,数值\n甲,一,{mark}").outcome("好")
    assert (found.state, found.value) == (State.COMPUTED, is_good)


def steps(text, rows):
    facts = "\n".join(("对象,指标,数值,周期", *rows))
    traced, bare = (world(text, facts, tracing=tracing) for tracing in (True, False))
    assert traced.value() == bare.value()
    assert bare.outcome("一").steps == ()
    return [
        (step.kind, step.value, dict(step.figures).get("权重"))
        for step in traced.outcome("一").steps
    ]


def test_a_bare_expression_has_steps_where_a_trace_is_kept():
    text = "指标: {一: {分值: 100, 算式: 量 / 2}}\n事实: {量: {范围: 0..200}}"
    assert steps(text, ["甲,量,90,2025"]) == [(StepKind.FORMULA, 45, None)]


def test_weights_of_parts_are_noted_as_shares_of_one():
    text = "参数: {重: {类型: 数, 默认: 30}}\n指标: {一: {分值: 100, 周期: {中期: 重, 年终: 60}}}"
    assert steps(text, ["甲,一,90,2025中期", "甲,一,60,2025年终"]) == [
        (StepKind.PART, 90, Fraction(1, 3)),
        (StepKind.PART, 60, Fraction(2, 3)),
        (StepKind.PERIODS, 70, None),  # 30 + 40
    ]


def test_a_plain_mean_has_equal_shares():
    text = "指标: {一: {分值: 100, 周期: {季度: 均值}}}"
    rows = [f"甲,一,{mark},2025Q{quarter}" for quarter, mark in enumerate((90, 80, 70, 60), 1)]
    assert steps(text, rows) == [
        *((StepKind.PART, mark, Fraction(1, 4)) for mark in (90, 80, 70, 60)),
        (StepKind.PERIODS, 75, None),
    ]


def test_where_every_part_is_out_no_mean_is_noted():
    here = world(OUT, "对象,指标,数值,周期\n甲,业务,不适用,2025中期\n甲,业务,不适用,2025年终\n"
                 "甲,作风,20,2025", tracing=True)  # fmt: skip
    assert StepKind.PERIODS not in [step.kind for step in here.outcome("业务").steps]
