"""A derived value that states what 无定义 means has no null left while facts are missing."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaoji.engine.plinth.values import Null
from kaoji.engine.score.outcome import State, StepKind
from kaoji.engine.score.result import Status
from tests.engine.score.small import codes, exact, scored
from tests.engine.worlds import world

TEXT = """
派生: {率: {算式: 办 / 来, 无定义: %s}}
事实: {办: {范围: 0..10}, 来: {范围: 0..10}}
指标: {甲: {分值: 100, 上限: 100, 下限: 0, 算式: 100 * 率}}
"""


def test_a_stated_value_takes_part_in_the_interval():
    found = scored(TEXT % "0.5", facts="对象,指标,数值\n一,办,5")
    assert exact(found["一"], "甲") == ("50", "100")  # 5/10 … 5/0 counts as 0.5
    assert codes(TEXT % "0.5") == []


def test_without_one_the_node_is_asked():
    text = (TEXT % "0.5").replace(", 无定义: 0.5", "")
    assert codes(text) == ["undefined-open"]


# --- 缺: what a settled absence means ------------------------------------------------------------

GROUP = """
指标:
  经济:
    分值: 60
    指标:
      产值: {{分值: 40, 范围: 0..40, 缺: {policy}}}
      质量: {{分值: 20}}
  作风: {{分值: 40}}
"""
HERE = "对象,指标,数值\n甲,质量,15\n甲,作风,30"


@pytest.mark.parametrize(
    ("policy", "group", "total"),
    [
        ("零分", 15, 45),
        ("满分", 55, 85),
        ("移出", 45, 75),  # 15 of 20 is three quarters of 60
    ],
)
def test_a_settled_absence_counts_as_the_scheme_says(policy, group, total):
    here = world(GROUP.format(policy=policy), HERE)
    assert (here.value("经济"), here.value()) == (group, total)
    assert here.outcome("产值").state is State.MISSING
    assert here.one().status is Status.FINAL
    assert not here.problems


def test_one_missing_part_may_void_the_whole():
    text = GROUP.format(policy="全案为零") + "加分: {条目: {}, 每条: 1, 上限: 5}\n下限: 10\n"
    here = world(text, f"{HERE}\n甲,加分,2")
    assert here.value("经济") == 15
    assert here.value() == 0
    assert world(text, f"{HERE}\n甲,产值,20").value() == 65


def test_one_missing_part_may_void_a_whole_that_is_a_formula():
    text = "合成: 甲项 + 乙项\n指标: {甲项: {分值: 50, 缺: 全案为零}, 乙项: {分值: 50}}"
    assert world(text, "对象,指标,数值\n甲,乙项,40").value() == 0
    assert world(text, "对象,指标,数值\n甲,乙项,40\n甲,甲项,1").value() == 41


def test_one_missing_quarter_may_void_the_whole():
    text = "指标: {甲项: {分值: 100, 缺: 全案为零, 周期: {上半年: 50%, 下半年: 50%}}}"
    here = world(
        text, "对象,指标,数值,周期\n甲,甲项,80,2025H1\n乙,甲项,80,2025H1\n乙,甲项,60,2025H2"
    )
    assert (here.value(), here.value(subject="乙")) == (0, 70)


def test_who_is_not_ranked_stays_open_and_out_of_the_list():
    here = world(GROUP.format(policy="不排名"), f"{HERE}\n乙,产值,40\n乙,质量,20\n乙,作风,40")
    one = here.one()
    assert one.status is Status.INCOMPLETE
    assert here.ends() == (45, 85)
    assert (one.verdict.rank, one.verdict.rank_range) == (None, None)
    assert here.one("乙").verdict.rank == 1


def test_without_a_rule_the_result_is_open():
    here = world(GROUP.format(policy="零分").replace(", 缺: 零分", ""), HERE)
    assert here.ends() == (45, 85)
    assert here.value().tight
    assert here.one().blocking == ("甲:经济/产值@2025",)


@pytest.mark.parametrize("policy", ["零分", "移出"])
def test_a_list_that_is_open_is_not_settled(policy):
    text = f"""
    缺: {policy}
    指标: {{作风: {{分值: 100}}}}
    加分: {{条目: {{}}, 每条: 1, 上限: 5, 缺: {policy}}}
    """
    here = world(text, "对象,指标,数值\n甲,作风,80", opened=("加分",))
    assert here.ends() == (80, 85)
    assert here.ends("加分") == (0, 5)


def test_everything_removed_is_simply_missing():
    text = """
    指标:
      经济: {分值: 60, 指标: {产值: {分值: 40, 缺: 移出}, 质量: {分值: 20, 缺: 移出}}}
      作风: {分值: 40}
    """
    here = world(text, "对象,指标,数值\n甲,作风,30")
    assert here.ends("经济") == (0, 60)
    assert not here.value("经济").tight
    assert set(here.value("经济").ways.values()) == {0}
    assert here.ends() == (30, 90)
    assert here.one().blocking == ("甲:经济/产值@2025", "甲:经济/质量@2025")
    assert not here.problems


def test_a_group_may_be_settled_as_a_whole():
    text = """
    指标:
      经济: {分值: 60, 缺: 零分, 指标: {产值: {分值: 40}, 质量: {分值: 20}}}
      作风: {分值: 40}
    """
    assert world(text, "对象,指标,数值\n甲,作风,30\n甲,产值,40").value() == 30


def test_parts_that_are_all_removed_take_the_whole_out():
    text = """
    指标:
      作风: {分值: 60, 缺: 移出, 周期: {上半年: 50%, 下半年: 50%}}
      业务: {分值: 40}
    """
    here = world(text, "对象,指标,数值,周期\n甲,业务,30,2025\n乙,业务,30,2025\n乙,作风,30,2025H1")
    assert here.outcome("作风").state is State.MISSING
    assert isinstance(here.value("作风"), Null)
    assert here.value("作风", "乙") == 30  # the half that is here


# --- 以已到者计 ----------------------------------------------------------------------------------


def test_a_group_of_those_that_are_here():
    text = """
    指标:
      经济: {分值: 60, 缺: 以已到者计, 指标: {产值: {分值: 40}, 质量: {分值: 20}}}
      作风: {分值: 40}
    """
    here = world(text, "对象,指标,数值\n甲,作风,30\n甲,产值,30\n乙,作风,30", tracing=True)
    assert here.value("经济") == 45  # 30 of 40
    absence = [one for one in here.outcome("经济").steps if one.kind is StepKind.ABSENCE]
    assert [one.text for one in absence] == ["missing_available"]
    assert here.value() == 75
    assert here.ends("经济", "乙") == (0, 60)  # nothing is here at all
    assert here.one("乙").blocking == ("乙:经济/产值@2025", "乙:经济/质量@2025")


@pytest.mark.parametrize(
    ("combine", "value"), [("最高", 75), ("最低", 50), ("均值", Fraction(125, 2))]
)
def test_the_best_of_those_that_are_here(combine, value):
    text = f"""
    合成: {combine}
    缺: 以已到者计
    指标: {{甲项: {{分值: 40}}, 乙项: {{分值: 40}}, 丙项: {{分值: 40}}}}
    """
    here = world(text, "对象,指标,数值\n甲,甲项,30\n甲,乙项,20")
    assert here.value() == value


def test_parts_that_are_here_keep_their_weights():
    text = """
    指标: {作风: {分值: 100, 缺: 以已到者计, 周期: {一季度: 20%, 二季度: 30%, 下半年: 50%}}}
    """
    here = world(
        text, "对象,指标,数值,周期\n甲,作风,100,2025Q1\n甲,作风,50,2025Q2\n乙,作风,80,2025Q1"
    )
    assert here.value() == 70  # (20 × 100 + 30 × 50) ÷ 50
    assert here.value(subject="乙") == 80


def test_classes_of_raters_that_are_here_keep_their_weights():
    text = "指标: {测评: {分值: 50, 缺: 以已到者计, 评分: {领导: 40%, 群众: 20%, 代表: 40%}}}"
    rows = "甲,测评,90,领导,张\n甲,测评,60,群众,李"
    here = world(text, f"对象,指标,数值,评分人类别,评分人\n{rows}")
    assert here.value() == 40  # (40 × 90 + 20 × 60) ÷ 60 = 80 of 100


def test_peers_that_are_here():
    text = """
    指标:
      作风: {分值: 50}
      比较: {分值: 50, 缺: 以已到者计, 算式: 50 * 作风 / 最大(同组(作风))}
    """
    here = world(text, "对象,指标,数值\n甲,作风,20\n乙,作风,40\n丙,作风.适用,是")
    assert here.value("比较") == 25
    assert here.value("比较", "乙") == 50
    assert here.ends("比较", "丙")[0] == 0


# --- 不适用 --------------------------------------------------------------------------------------

OUT = """
指标:
  经济:
    分值: 60
    指标:
      产值: {{分值: 40, 不适用: {policy}}}
      质量: {{分值: 20}}
  作风: {{分值: 40}}
"""
ROWS = "对象,指标,数值\n甲,质量,15\n甲,作风,30\n甲,产值.适用,否"


@pytest.mark.parametrize(
    ("policy", "group", "total"),
    [
        ("计零", 15, 45),
        ("计满分", 55, 85),
        ("重摊", 45, 75),
        ("移出并折合", 45, 75),
        # 15 + 30 of the 60 points that are left, on 100
        ("{办法: 移出并折合, 至: 总分}", 15, 75),
        ("{办法: 重摊, 至: 经济}", 45, 75),
    ],
)
def test_what_does_not_apply_counts_as_the_scheme_says(policy, group, total):
    here = world(OUT.format(policy=policy), ROWS)
    assert (here.value("经济"), here.value()) == (group, total)
    assert here.outcome("产值").state is State.NOT_APPLICABLE


def test_the_ancestor_that_takes_a_share_up_matters():
    rows = "对象,指标,数值\n甲,质量,20\n甲,作风,20\n甲,产值.适用,否"
    near = world(OUT.format(policy="移出并折合"), rows)
    far = world(OUT.format(policy="{办法: 移出并折合, 至: 总分}"), rows)
    assert near.value() == 80  # 60 + 20
    assert far.value() == Fraction(200, 3)  # 40 of the 60 points that are left


@pytest.mark.parametrize("said", ["甲,产值,不适用", "甲,产值.适用,否"])
def test_a_fact_may_say_that_a_node_does_not_apply(said):
    rows = f"对象,指标,数值\n甲,质量,15\n甲,作风,30\n{said}"
    assert world(OUT.format(policy="移出并折合"), rows).value() == 75


def test_a_condition_over_facts():
    text = """
    事实: {山区: {类型: 是否}}
    指标: {经济: {分值: 60, 适用: not(山区), 不适用: 移出并折合}, 作风: {分值: 40}}
    """
    rows = "甲,山区,是\n甲,作风,30\n乙,山区,否\n乙,作风,30\n乙,经济,30\n丙,山区,不适用\n丙,作风,20"
    here = world(text, f"对象,指标,数值\n{rows}")
    assert [here.value(subject=one) for one in "甲乙丙"] == [75, 60, 50]


def test_unstated_it_refuses_the_subject_by_name():
    text = OUT.format(policy="计零").replace(", 不适用: 计零", "")
    here = world(text, f"{ROWS}\n乙,产值,40\n乙,质量,20\n乙,作风,40")
    (problem,) = here.one().problems
    assert problem.code == "not-applicable-unstated"
    assert problem.coordinate == "甲:经济/产值@2025"
    assert "经济/产值" in problem.message
    assert (here.one().status, here.one("乙").status) == (Status.REFUSED, Status.FINAL)
    assert here.value(subject="乙") == 100


def test_a_group_of_which_nothing_applies_does_not_apply_itself():
    text = """
    指标:
      经济:
        分值: 60
        不适用: 移出并折合
        指标: {产值: {分值: 40, 不适用: 重摊}, 质量: {分值: 20, 不适用: 重摊}}
      作风: {分值: 40}
    """
    rows = "对象,指标,数值\n甲,作风,30\n甲,产值.适用,否\n甲,质量.适用,否"
    here = world(text, rows)
    assert here.value() == 75
    assert here.outcome("经济").state is State.NOT_APPLICABLE
    bare = world(text.replace("        不适用: 移出并折合\n", ""), rows)
    assert bare.codes == {"not-applicable-unstated"}


def test_all_of_a_group_may_leave_its_share_to_the_whole():
    text = """
    指标:
      经济:
        分值: 60
        指标:
          产值: {分值: 40, 不适用: {办法: 重摊, 至: 总分}}
          质量: {分值: 20, 不适用: {办法: 重摊, 至: 总分}}
      作风: {分值: 40}
    """
    rows = "对象,指标,数值\n甲,作风,30\n甲,产值.适用,否\n甲,质量.适用,否"
    assert world(text, rows).value() == 75


@pytest.mark.parametrize(
    ("combine", "value"), [("最高", 75), ("最低", 50), ("均值", Fraction(125, 2))]
)
def test_what_is_out_is_not_picked(combine, value):
    text = f"""
    合成: {combine}
    指标: {{甲项: {{分值: 40}}, 乙项: {{分值: 40}}, 丙项: {{分值: 40, 不适用: 重摊}}}}
    """
    rows = "对象,指标,数值\n甲,甲项,30\n甲,乙项,20\n甲,丙项.适用,否"
    assert world(text, rows).value() == value


def test_parts_that_do_not_apply_leave_their_weight_to_the_others():
    text = """
    指标: {作风: {分值: 100, 不适用: 移出并折合, 周期: {一季度: 20%, 二季度: 30%, 下半年: 50%}}}
    """
    rows = "甲,作风,100,2025Q1\n甲,作风.适用,否,2025Q2\n甲,作风,30,2025H2"
    here = world(text, f"对象,指标,数值,周期\n{rows}")
    assert here.value() == 50  # (20 × 100 + 50 × 30) ÷ 70


def test_a_bonus_that_does_not_apply_adds_nothing():
    text = "指标: {作风: {分值: 100}}\n加分: {条目: {}, 每条: 1, 上限: 5, 不适用: 重摊}"
    rows = "甲,作风,80,\n甲,加分.适用,否,\n甲,加分,,一\n乙,作风,80,\n乙,加分,,一"
    here = world(text, f"对象,指标,数值,编号\n{rows}")
    assert (here.value(), here.value(subject="乙")) == (80, 81)


# --- 无定义 --------------------------------------------------------------------------------------

UNDEFINED = """
指标:
  信访: {{分值: 40, 算式: 40 * 办结 / 受理{rule}}}
  作风: {{分值: 60}}
事实: {{办结: {{范围: 0..50}}, 受理: {{范围: 0..50}}}}
"""
NO_CASES = "对象,指标,数值\n甲,作风,30\n甲,办结,0\n甲,受理,0"


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        (", 无定义: 计满分", 70),
        (", 无定义: 计零", 30),
        (", 无定义: 12", 42),
        (", 无定义: {值: 分值 / 4}", 40),
        (", 无定义: 移出并折合", 50),
        (", 无定义: 重摊", 50),
    ],
)
def test_what_has_no_definition_counts_as_the_scheme_says(rule, value):
    assert world(UNDEFINED.format(rule=rule), NO_CASES).value() == value


def test_without_a_rule_what_has_no_definition_refuses_the_subject():
    here = world(UNDEFINED.format(rule=""), NO_CASES)
    (problem,) = here.one().problems
    assert (problem.code, problem.coordinate) == ("undefined-unstated", "甲:信访@2025")
    assert "分母为零" in problem.message


def test_one_fault_is_told_once_and_not_its_consequences():
    text = """
    指标:
      一项: {分值: 50, 算式: 1 / 零}
      二项: {分值: 50, 算式: 2 / 零}
    事实: {零: {范围: 0..1}}
    """
    here = world(text, "对象,指标,数值\n甲,零,0")
    assert [one.coordinate for one in here.one().problems] == ["甲:一项@2025"]


# --- what is open --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "ends"),
    [
        # 受理 0 … 50 with 办结 0: 0 where it is not 0/0, else as the rule says
        (", 无定义: 计满分", (30, 70)),
        (", 无定义: 12", (30, 42)),
        (", 无定义: 计零", (30, 30)),
        (", 无定义: 移出并折合", (30, 50)),
        ("", (30, 30)),  # being refused is no completion
    ],
)
def test_a_result_that_may_have_no_definition(rule, ends):
    here = world(UNDEFINED.format(rule=rule), "对象,指标,数值\n甲,作风,30\n甲,办结,0")
    assert here.ends() == ends
    assert here.one().status is Status.INCOMPLETE
    assert not here.problems


def test_a_removal_that_is_open_counts_both_cases():
    text = """
    事实: {山区: {类型: 是否}}
    指标:
      经济:
        {分值: 60, 计分: {按完成比例折算: {封顶: 150%}}, 范围: 0..200, 适用: 山区,
          不适用: 移出并折合}
      作风: {分值: 40}
    """
    rows = "甲,经济,60,50\n甲,作风,30,\n乙,作风,30,\n乙,经济,200,100"
    here = world(text, f"对象,指标,数值,目标\n{rows}")
    # in: 60 × 1.2 + 30 = 102; out: 30 of 40 on 100 = 75
    assert here.ends() == (75, 102)
    assert here.ends(subject="乙") == (75, 120)
    assert here.one().blocking == ("甲:山区@2025",)
    assert here.one().status is Status.INCOMPLETE


@pytest.mark.parametrize(
    ("policy", "ends"), [("计零", (30, 55)), ("计满分", (55, 90)), ("重摊", (55, 75))]
)
def test_each_rule_while_it_is_open_whether_a_node_applies(policy, ends):
    text = f"""
    事实: {{山区: {{类型: 是否}}}}
    指标: {{经济: {{分值: 60, 适用: 山区, 不适用: {policy}}}, 作风: {{分值: 40}}}}
    """
    here = world(text, "对象,指标,数值\n甲,作风,30\n甲,经济,25")
    assert here.ends() == ends


def test_a_node_that_may_not_apply_without_a_rule_is_waited_for():
    text = """
    事实: {山区: {类型: 是否}}
    指标: {经济: {分值: 60, 适用: 山区}, 作风: {分值: 40}}
    """
    here = world(text, "对象,指标,数值\n甲,作风,30\n甲,经济,25")
    assert here.ends() == (55, 55)
    assert here.one().status is Status.INCOMPLETE
    assert not here.problems


def test_an_open_removal_reaches_the_ancestor_that_takes_it_up():
    text = """
    事实: {山区: {类型: 是否}}
    指标:
      经济:
        分值: 60
        指标:
          产值: {分值: 40, 适用: 山区, 不适用: {办法: 移出并折合, 至: 总分}}
          质量: {分值: 20}
      作风: {分值: 40}
    """
    here = world(text, "对象,指标,数值\n甲,作风,20\n甲,质量,20\n甲,产值,40")
    # in: 40 + 20 + 20 = 80; out: 40 of 60 on 100
    assert here.ends() == (Fraction(200, 3), 80)


def test_several_open_removals():
    text = """
    事实: {山区: {类型: 是否}, 边区: {类型: 是否}}
    指标:
      经济: {分值: 30, 适用: 山区, 不适用: 重摊}
      民生: {分值: 30, 适用: 边区, 不适用: 重摊}
      作风: {分值: 40}
    """
    here = world(text, "对象,指标,数值\n甲,作风,20\n甲,经济,30\n甲,民生,0")
    # both in 50; without 经济 20/70; without 民生 50/70; without both 20/40
    assert here.ends() == (Fraction(200, 7), Fraction(500, 7))


def test_more_open_removals_than_can_be_tried_leave_no_bound():
    items = "\n".join(f"  项{n}: {{分值: 5, 适用: 山区, 不适用: 重摊}}" for n in range(11))
    text = f"事实: {{山区: {{类型: 是否}}}}\n指标:\n{items}\n  作风: {{分值: 45}}"
    rows = "\n".join(f"甲,项{n},3" for n in range(11))
    here = world(text, f"对象,指标,数值\n甲,作风,20\n{rows}")
    assert here.ends() == (None, None)
    assert here.one().blocking == ("甲:山区@2025",)
    assert here.json["subjects"][0]["interval"] is None


def test_an_open_removal_of_some_parts_of_a_period():
    text = """
    事实: {停业: {类型: 是否}}
    指标: {作风: {分值: 100, 适用: not(停业), 不适用: 移出并折合, 周期: {上半年: 50%, 下半年: 50%}}}
    """
    rows = "甲,作风,100,2025H1\n甲,作风,50,2025H2\n甲,停业,否,2025H1"
    here = world(text, f"对象,指标,数值,周期\n{rows}")
    assert here.ends() == (75, 100)


def test_a_bonus_that_may_not_apply():
    text = """
    事实: {山区: {类型: 是否}}
    指标: {作风: {分值: 100}}
    加分: {条目: {}, 每条: 数值, 上限: 5, 适用: 山区, 不适用: 重摊}
    """
    assert world(text, "对象,指标,数值\n甲,作风,80\n甲,加分,3").ends() == (80, 83)


def test_limits_and_rounding_hold_in_every_case():
    text = """
    事实: {山区: {类型: 是否}}
    指标:
      经济:
        分值: 60
        上限: 50
        取整: 0位
        指标:
          产值: {分值: 40, 适用: 山区, 不适用: {办法: 移出并折合, 至: 总分}}
          质量: {分值: 20}
      作风: {分值: 40}
    """
    here = world(text, "对象,指标,数值\n甲,作风,20\n甲,质量,15.5\n甲,产值,40")
    # in: 55.5 → 50, + 20 = 70; out: 15.5 → 16, 36 of the 60 left = 60
    assert here.ends() == (60, 70)


def test_a_best_of_children_of_which_one_may_not_apply():
    text = """
    事实: {山区: {类型: 是否}}
    合成: 最高
    指标: {甲项: {分值: 40, 适用: 山区, 不适用: 重摊}, 乙项: {分值: 40}}
    """
    assert world(text, "对象,指标,数值\n甲,甲项,40\n甲,乙项,20").ends() == (50, 100)


def test_nothing_may_be_left():
    text = """
    事实: {山区: {类型: 是否}}
    指标:
      经济: {分值: 60, 不适用: 计零, 指标: {产值: {分值: 60, 适用: 山区, 不适用: 重摊}}}
      作风: {分值: 40}
    """
    assert world(text, "对象,指标,数值\n甲,作风,30\n甲,产值,50").ends() == (30, 80)


def test_a_missing_figure_and_an_open_removal_together():
    text = """
    事实: {山区: {类型: 是否}}
    指标: {经济: {分值: 60, 适用: 山区, 不适用: 移出并折合}, 作风: {分值: 40}}
    """
    here = world(text, "对象,指标,数值\n甲,作风,30")
    assert here.ends() == (30, 90)  # in: 30 … 90; out: 75
    assert here.one().blocking == ("甲:山区@2025", "甲:经济@2025")


# --- fields that need no declaration --------------------------------------------------------------

FACTOR = """
    指标: {一: {分值: 60, 范围: 0..60, 算式: "夹(数值 * 系数, 0, 60)"}, 二: {分值: 40}}
"""


def test_a_coefficient_that_is_not_here_is_missing():
    one = world(FACTOR, "对象,指标,数值\n甲,一,50\n甲,二,30\n乙,一,50\n乙,一.系数,1.1\n乙,二,30")
    assert not one.problems
    assert one.value(subject="乙") == 85  # 50 × 1.1 + 30
    assert one.ends() == (30, 90)
    assert one.one().status.value == "incomplete"
    assert set(one.value("一").ways) == {"甲:一.系数@2025"}


def test_without_a_limit_a_missing_coefficient_leaves_no_bounds():
    unlimited = FACTOR.replace("夹(数值 * 系数, 0, 60)", "数值 * 系数")
    one = world(unlimited, "对象,指标,数值\n甲,一,50\n甲,二,30")
    assert one.ends() == (None, None)


@pytest.mark.parametrize(
    ("scheme", "row", "points"),
    [
        ("适用: 1 = 2, ", "", 0),
        ("", "甲,乙.适用,否", 0),
        ("", "甲,乙,不适用", 0),
        ("", "甲,乙.得分,不适用", 0),
        ("", "甲,乙,30", 30),
        ("", "甲,乙,不适用\n甲,乙.适用,是", 0),
    ],
)
def test_every_way_to_say_that_a_node_does_not_apply_is_the_same(scheme, row, points):
    text = f"""
    指标: {{甲: {{分值: 60}}, 乙: {{分值: 40, {scheme}不适用: 计零}}}}
    派生: {{答: {{算式: 适用(乙), 类型: 是否}}, 字段: {{算式: 乙.适用, 类型: 是否}}}}
    """
    here = world(text, f"对象,指标,数值\n甲,甲,50\n{row}")
    assert here.value("总分") == 50 + points
    assert (here.value("答"), here.value("字段")) == (points > 0, points > 0)


@pytest.mark.parametrize("per_row", ["5", "数值", "if 数值 > 3 then 5 else 1"])
@pytest.mark.parametrize(
    ("policy", "total"), [("计零", 30), ("计满分", 70), ("移出并折合", 50), ("重摊", 50)]
)
def test_a_list_may_not_apply_by_the_same_word(per_row, policy, total):
    text = f"""
    指标:
      甲: {{分值: 60}}
      乙: {{分值: 40, 条目: {{}}, 范围: 0..9, 每条: {per_row}, 不适用: {policy}}}
    派生: {{答: {{算式: 适用(乙), 类型: 是否}}}}
    """
    rows = "对象,指标,数值,编号\n甲,甲,30,\n甲,乙,不适用,一"
    here = world(text, rows)
    assert here.value("答") is False
    assert here.outcome("乙").state is State.NOT_APPLICABLE
    assert here.value() == total
