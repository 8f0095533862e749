# ruff: noqa: E501 - schemes as offices write them
"""Faulty schemes of every shape: what `check` has to say of each, errors and warnings in order.

The folder of broken schemes has one for each code; here are the other ways to the same faults.
"""

from __future__ import annotations

from textwrap import dedent

import pytest

from kaoji.engine.scheme.load import load_scheme_text
from kaoji.engine.score.check import check_scheme
from tests.engine.scheme.writing import SKETCH

HEAD = '方案: 试\n编号: trial\n版本: "2016.1"\n施行: 2016-01-01\n对象: [乡镇, 部门]\n'
ONE = "指标: {甲: {分值: 100}}\n"


def told(text, *, level=("error", "warning")):
    """The codes of everything that is wrong, in the order of the text."""
    scheme, problems = load_scheme_text(text)
    assert scheme is not None
    found = (*problems, *check_scheme(scheme, loaded=problems, with_examples=True))
    return [one.code for one in found if one.severity in level]


def test_the_sketch_of_a_scheme_reaches_neither_sum():
    scheme, problems = load_scheme_text(SKETCH)
    found = check_scheme(scheme, loaded=problems)
    sums = [one.message for one in found if one.code == "points-sum"]
    assert [one.split("合计")[1].split("(")[0] for one in sums] == [" 70，应为 100", " 20，应为 60"]
    assert all(one.severity == "error" for one in found if one.code == "points-sum")


#: What is wrong → the codes, and the text below the head.
FAULTY = {
    "bands that a declared range outgrows": (
        ["band-gap"],
        """
        指标:
          甲: {分值: 100, 范围: 0..120, 计分: {分档: {"[0..60)": 0, "[60..100]": 100}}}
        """,
    ),
    "bands of a table that two leaves share": (
        ["band-gap"],
        """
        指标:
          甲: {分值: 50, 范围: 0..100, 计分: {分档: 表一}}
          乙: {分值: 50, 范围: 0..120, 计分: {分档: 表一}}
        表:
          表一: {单位: 分, 档: {"[0..60)": 0, "[60..100]": 50}}
        """,
    ),
    "bands that a formula's key outgrows": (
        ["band-gap"],
        """
        指标:
          甲: {分值: 100, 算式: '查表(表一, 乙)'}
        事实:
          乙: {类型: 数, 范围: 0..120}
        表:
          表一: {单位: 分, 档: {"[0..60)": 0, "[60..100]": 100}}
        """,
    ),
    "a hole that no range explains": (
        ["band-gap"],
        """
        指标:
          甲: {分值: 100, 算式: '夹(查表(表一, 丙 * 丁), 0, 100)'}
        事实:
          丙: {类型: 数, 范围: 0..9}
          丁: {类型: 数, 范围: -9..9}
        表:
          表一: {单位: 分, 档: {">=90": 100, "[60..80)": 60, "<60": 0}}
        """,
    ),
    "a step of a scale that a table forgets": (
        ["cell-missing"],
        """
        指标:
          甲: {分值: 100, 类型: 序, 序: 评级, 算式: '查表(表一, 数值)'}
        序:
          评级: [差, 中, 好]
        表:
          表一: {键: [级], 单位: 分, 值: {好: 100, 差: 0}}
        """,
    ),
    "a step of a scale that bands forget": (
        ["band-gap"],
        """
        指标:
          甲: {分值: 100, 类型: 序, 序: 评级, 计分: {分档: {好: 100, 差: 0}}}
        序:
          评级: [差, 中, 好]
        """,
    ),
    "a word of a list that bands forget": (
        ["band-gap"],
        """
        指标:
          甲: {分值: 100, 取值: [好, 中, 差], 计分: {分档: {好: 100, 差: 0}}}
        """,
    ),
    "parameters that no word of a class names": (
        ["points-sum"],
        """
        指标:
          甲: {分值: 甲分}
          乙: {分值: 40}
        参数:
          甲分: {默认: 60, 分类: {部门: 50}}
        """,
    ),
    "weights of raters by class": (
        ["panel-weights-sum"],
        """
        指标:
          甲: {分值: 100, 评分: {评分人: {领导: {权重: 重, 最少: 1}, 群众: {权重: 40%, 最少: 1}}}}
        参数:
          重: {默认: 60%, 分类: {部门: 50%}}
        """,
    ),
    "quotas of one class": (
        ["quota-over"],
        ONE
        + """
        等次:
          优: {不低于: 90, 名额: {乡镇: 20%, 部门: 70%}, 分组: 类, 名额取整: 去尾, 并列: 同出}
          良: {不低于: 80, 名额: 40%, 名额取整: 去尾, 并列: 同出}
          差: 其余
        """,
    ),
    "an honour for more than all": (
        ["quota-over"],
        ONE
        + """
        荣誉:
          先进: {依据: 一, 名额: 120%, 名额取整: 去尾, 并列: 同进}
        """,
    ),
    "an honour with a veto and an open seat": (
        ["seat-open"],
        ONE
        + """
        等次: {优: {不低于: 90}, 差: 其余}
        荣誉:
          先进: {机关: 县委, 名额: 3, 并列: 同进}
        否决:
          事故: {机关: 安监局, 领域: 安全, 效果: [{取消评先: [单位]}]}
        """,
    ),
    "an honour that nobody confers": (
        ["no-authority"],
        ONE
        + """
        荣誉:
          先进: {情形: 总分 > 90}
        """,
    ),
    "a consequence that nobody decides": (
        ["no-authority"],
        ONE
        + """
        结果运用:
          - {编号: a, 内容: 表彰, 情形: 总分 > 90}
        """,
    ),
    "a bar that nobody confirms": (
        ["no-authority"],
        ONE
        + """
        等次:
          优: {不低于: 90, 取消评先情形: [事故]}
          差: 其余
        """,
    ),
    "a veto that goes down where there are no grades": (
        ["unknown-grade"],
        ONE
        + """
        否决:
          事故: {机关: 安监局, 领域: 安全, 效果: [{降: 1等}]}
        """,
    ),
    "a veto whose days are exchanged": (
        ["dates-reversed"],
        ONE
        + """
        等次: {优: {不低于: 90}, 差: 其余}
        否决:
          事故: {机关: 安监局, 领域: 安全, 自: 2016-05-01, 至: 2016-01-01, 效果: [{封顶: 差}]}
        """,
    ),
    "a ruling that is no truth": (
        ["case-not-truth"],
        ONE
        + """
        参数:
          线: {默认: 60}
        结果运用:
          - {编号: a, 内容: 表彰, 机关: 县委, 情形: 总分 > 线, 须解释: 线}
        """,
    ),
    "clauses of everything": (
        ["no-clause"] * 5,
        """
        依据: 某办法
        指标: {甲: {分值: 100, 指标: {丙: {分值: 100}}}}
        等次: {优: {不低于: 90}, 差: 其余}
        荣誉:
          先进: {机关: 县委}
        否决:
          事故: {机关: 安监局, 领域: 安全, 效果: [{封顶: 差}]}
        结果运用:
          - {编号: a, 内容: 表彰, 机关: 县委, 情形: 事故}
        """,
    ),
    "rows that a column misspells": (
        ["unknown-scale"],
        ONE
        + """
        序: {评级: [差, 好]}
        加分: {条目: {级: 评极}, 每条: 1, 上限: 4}
        校验: [{条件: 乙 > "差", 否则: 警告}]
        事实:
          乙: {类型: 序, 序: 评级}
        """,
    ),
    "a word that no grade has, in a list": (
        ["unknown-grade"],
        ONE
        + """
        等次: {优: {不低于: 90, 又名: [优等]}, 差: 其余}
        结果运用:
          - {编号: a, 内容: 表彰, 机关: 县委, 情形: '等次 in ("优等", "差")'}
        """,
    ),
    "a rank before anybody is ranked": (
        ["name-too-early"],
        ONE
        + """
        排名: {榜: {顺序: [总分 降]}}
        等次:
          优: {情形: 榜名次 <= 3}
          差: 其余
        """,
    ),
    "a grade in a grade's own condition": (
        ["name-too-early"],
        ONE
        + """
        等次:
          优: {不低于: 90, 条件: [{条件: '原等次 = "优"', 说明: 一}]}
          差: 其余
        """,
    ),
    "an amount that is a truth": (
        ["wrong-type"],
        ONE
        + """
        结果运用:
          - {编号: a, 内容: 奖金, 机关: 县委, 情形: 总分 > 90, 金额: 总分 > 95}
        """,
    ),
    "a requirement that is no truth": (
        ["condition-not-truth"],
        ONE
        + """
        校验: [{条件: 总分 + 1, 否则: 警告}]
        """,
    ),
    "a row's requirement over a field that there is not": (
        ["unknown-name"],
        ONE
        + """
        加分: {条目: {}, 每条: 1, 上限: 4, 校验: [{条件: 人数 > 1, 每条: 是}]}
        """,
    ),
    "a range that is no number": (
        ["wrong-type"],
        """
        指标: {甲: {分值: 100, 范围: ['"低"', 100], 算式: '最小(数值, 100)'}}
        """,
    ),
    "a default of another type": (
        ["wrong-type"],
        """
        指标: {甲: {分值: 100, 上限: 线}}
        参数:
          线: {默认: '"高"', 必填: 否}
        """,
    ),
    "a class's value of another type": (
        ["condition-not-truth"],
        """
        指标: {甲: {分值: 100, 适用: 用, 不适用: 计零}}
        参数:
          用: {类型: 是否, 默认: 是, 分类: {部门: '1 + 1'}}
        """,
    ),
    "a dated value out of its range": (
        ["default-outside-range"],
        """
        指标: {甲: {分值: 100, 上限: 线}}
        参数:
          线: {默认: 80, 范围: 0..90, 分期: {2017-01-01: 95}}
        """,
    ),
    "a word out of its list": (
        ["default-outside-range"],
        ONE
        + """
        参数:
          口径: {类型: 文字, 取值: [同类, 全部], 默认: 全县}
        校验: [{条件: '口径 = "同类"', 否则: 警告}]
        """,
    ),
    "counts that are none": (
        ["not-a-count"] * 3,
        """
        指标:
          甲: {分值: 50, 评分: {评分人: {领导: {权重: 100%, 最少: 1.5}}}}
          乙: {分值: 50, 计划: {计分: 按完成比例折算, 个数: 0.5..3}}
        加分: {条目: {}, 每条: 1, 汇总: 最高2.5项, 上限: 2}
        """,
    ),
    "two things of one name": (
        ["duplicate-name"],
        ONE
        + """
        派生: {乙: 甲 + 1}
        表: {乙: {单位: 分, 档: {">=60": 1, 其余: 0}}}
        """,
    ),
    "a fact named as a node": (
        ["duplicate-name"],
        ONE
        + """
        事实: {甲: {类型: 数, 范围: 0..9}}
        """,
    ),
    "two cases of one number": (
        ["duplicate-name"],
        ONE
        + """
        算例:
          - {编号: 一, 给定: [{对象: 甲乡, 指标: 甲, 周期: 2016, 数值: 80}], 应得: {总分: 80}}
          - {编号: 一, 给定: [{对象: 甲乡, 指标: 甲, 周期: 2016, 数值: 80}], 应得: {总分: 80}}
        """,
    ),
    "a graded value that is none": (
        ["unknown-name"],
        ONE
        + """
        定等: {值: 乙}
        等次: {优: {不低于: 90}, 差: 其余}
        """,
    ),
    "a ranking by the total where there is none": (
        ["unknown-name"],
        """
        总分: 无
        指标: {甲: {}, 乙: {}}
        排名: {榜: {顺序: [总分 降]}}
        """,
    ),
    "an order by a parameter": (
        ["unknown-name"],
        ONE
        + """
        参数: {线: 60}
        荣誉:
          先进: {依据: 一, 顺序: [线 降]}
        校验: [{条件: 总分 > 线, 否则: 警告}]
        """,
    ),
    "a pool by a fact": (
        ["not-a-column"] * 2,
        ONE
        + """
        事实: {区域: {类型: 文字, 取值: [山区, 平原]}}
        排名: {榜: {顺序: [总分 降], 分组: 区域}}
        荣誉:
          先进: {依据: 一, 名额: 3, 并列: 同进, 分组: 区域}
        校验: [{条件: '区域 = "山区"', 否则: 警告}]
        """,
    ),
    "a scale that nobody uses": (
        ["unused"],
        ONE
        + """
        序: {评级: [差, 好]}
        """,
    ),
    "a fact and a table that nobody uses": (
        ["unused", "unused"],
        ONE
        + """
        事实: {乙: {类型: 数, 范围: 0..9}}
        表: {丙: {单位: 分, 档: {">=60": 1, 其余: 0}}}
        """,
    ),
    "what only a verdict uses is used": (
        [],
        ONE
        + """
        参数: {线: 60}
        派生: {乙: 甲 + 线}
        排名: {榜: {顺序: [乙 降]}}
        """,
    ),
    "half a year cut into years": (
        ["parts-in-vain"],
        """
        周期: 半年
        指标: {甲: {分值: 100, 周期: {年: 100%}}}
        """,
    ),
    "named parts of a quarter": (
        ["parts-in-vain"],
        """
        周期: 季度
        指标: {甲: {分值: 100, 周期: {中期评估: 50%, 年终评估: 50%}}}
        """,
    ),
    "a part's last day before its first": (
        ["bad-date"],
        """
        指标: {甲: {分值: 100, 周期: {中期: 50%, 年终: 50%}, 期段: {中期: [06-30, 01-01]}}}
        """,
    ),
    "a part that the calendar has under another name": (
        ["unfit-part-name"] * 2,
        """
        指标: {甲: {分值: 100, 周期: {全年: 50%, 2月初: 50%}}}
        """,
    ),
    "a cap that points cannot reach": (
        ["idle-limit"],
        """
        总分: {上限: 120}
        指标: {甲: {分值: 100}}
        """,
    ),
    "a floor that points cannot fall to": (
        ["idle-limit"],
        """
        指标: {甲: {分值: 100, 范围: 60..100, 下限: 50}}
        """,
    ),
    "a cap that a fixed bonus cannot reach": (
        ["idle-limit"],
        """
        指标: {甲: {分值: 100}}
        加分: {类型: 是否, 算式: 'if 数值 then 2 else 0', 上限: 4}
        """,
    ),
    "a grade beyond what may be had": (
        ["unreachable-grade"],
        """
        指标: {甲: {分值: 100, 上限: 80}}
        等次: {优: {高于: 80}, 差: 其余}
        """,
    ),
    "a published figure may round up to the line": (
        [],
        """
        公布: 0位
        指标: {甲: {分值: 100, 范围: 0..89.6, 算式: 数值}}
        定等: {依据: 公布值}
        等次: {优: {不低于: 90}, 差: 其余}
        """,
    ),
    "scores below the last line": (
        ["grades-gap"],
        """
        指标: {甲: {分值: 100, 范围: -10..100, 算式: 数值}}
        等次: {优: {不低于: 90}, 差: {不低于: 0}}
        """,
    ),
    "a grade by a condition that may fail": (
        ["grades-gap"],
        ONE
        + """
        等次:
          优: {不低于: 90}
          差: {情形: 甲 > 1}
        """,
    ),
    "a figure without bounds": (
        ["range-missing"],
        """
        指标: {甲: {分值: 100, 算式: 乙 * 2}}
        事实: {乙: {类型: 数}}
        """,
    ),
    "a target without bounds": (
        ["range-missing"],
        """
        指标: {甲: {分值: 100, 范围: 0..9, 算式: '100 - 目标 + 数值'}}
        """,
    ),
    "a mean of what may be nothing": (
        ["undefined-open"],
        """
        指标: {甲: {分值: 100, 算式: '夹(均值(for r in 条(通报) return r.数值), 0, 100)'}}
        事实: {通报: {条目: {}, 范围: 0..9}}
        """,
    ),
    "a quotient behind a derived value": (
        ["undefined-open"],
        """
        指标: {甲: {分值: 100, 计分: {整步计分: {每: 1, 得: 1, 方式: 整步, 按: 率, 上限: 100}}}}
        派生: {率: 乙 / 丙}
        事实: {乙: {类型: 数, 范围: 0..9}, 丙: {类型: 数, 范围: 0..9}}
        """,
    ),
    "a step that may be nothing": (
        ["step-not-positive"],
        """
        指标: {甲: {分值: 100, 范围: 0..9, 算式: '最小(整步(数值, 乙, "整步"), 100)'}}
        事实: {乙: {类型: 数, 范围: 0..9}}
        """,
    ),
    "a class of raters without a weight": (
        ["missing-key"],
        """
        指标: {甲: {分值: 100, 评分: {评分人: {领导: {最少: 1}}}}}
        """,
    ),
    "steps without a way": (
        ["wrong-argument-count"],
        """
        指标: {甲: {分值: 100, 范围: 0..9, 算式: '整步(数值, 10)'}}
        """,
    ),
    "a group that asks for figures": (
        ["input-beside-items"],
        """
        指标: {甲: {分值: 100, 范围: 0..9, 指标: {乙: {分值: 100}}}}
        """,
    ),
    "a field that a peer does not have": (
        ["unknown-field"],
        """
        指标: {甲: {分值: 100, 算式: '均值(同组(乙.目评))', 无定义: 0, 上限: 9, 下限: 0}}
        事实: {乙: {类型: 数, 范围: 0..9}}
        """,
    ),
    "a field of a parameter": (
        ["unknown-name"],
        """
        指标: {甲: {分值: 100, 上限: '线.目标'}}
        参数: {线: {默认: 60}}
        """,
    ),
    "a column that is computed": (
        ["form-needs-name"],
        """
        指标: {甲: {分值: 100, 算式: '最小(均值(同组(乙, 1 + 1)), 100)', 无定义: 0}}
        事实: {乙: {类型: 数, 范围: 0..9}}
        """,
    ),
    "an attribute that is computed": (
        ["form-needs-name"],
        """
        指标: {甲: {分值: 100, 算式: 'if 属性(1 + 1) = "山区" then 100 else 0'}}
        """,
    ),
    "a part that is computed": (
        ["form-needs-name"],
        """
        指标: {甲: {分值: 100, 算式: '最小(期(乙, 1 + 1), 100)'}}
        事实: {乙: {类型: 数, 范围: 0..9}}
        """,
    ),
    "a relation that is computed, or that is not there": (
        ["form-needs-name", "unknown-name"],
        """
        指标:
          甲: {分值: 50, 算式: '最小(合计(下级(丙, 1 + 1)), 50)'}
          乙: {分值: 50, 算式: '最小(合计(下级(丙, 分管)), 50)'}
        事实: {丙: {类型: 数, 范围: 0..9}}
        """,
    ),
    "a relation that is a derived value": (
        ["not-a-relation"],
        """
        指标: {甲: {分值: 100, 算式: '最小(合计(下级(乙, 丙)), 100)'}}
        事实: {乙: {类型: 数, 范围: 0..9}}
        派生: {丙: 乙 + 1}
        """,
    ),
    "subordinates by a column of the subjects": (
        [],
        """
        指标: {甲: {分值: 100, 算式: '夹(合计(下级(乙, "上级")), 0, 100)'}}
        事实: {乙: {类型: 数, 范围: 0..9}}
        """,
    ),
    "two nodes of one name in a form": (
        ["ambiguous-name"],
        """
        指标:
          甲: {分值: 50, 指标: {丙: {分值: 50}}}
          乙: {分值: 40, 指标: {丙: {分值: 40}}}
          丁: {分值: 10, 算式: '最小(上年(丙), 10)'}
        """,
    ),
    "the full mark of a fact": (
        ["form-needs-name"],
        """
        指标: {甲: {分值: 100, 算式: '满分(乙)'}}
        事实: {乙: {类型: 数, 范围: 0..9}}
        """,
    ),
    "a node, a date and a text where numbers are wanted": (
        ["wrong-type", "wrong-type"],
        """
        指标:
          甲: {分值: 50, 算式: '@"2016-01-01"'}
          乙: {分值: 50, 算式: '属性(组别)'}
        """,
    ),
    "a derived date that is a number": (
        ["wrong-type"],
        """
        指标: {甲: {分值: 100}}
        派生: {乙: {算式: 甲 + 1, 类型: 日期}}
        排名: {榜: {顺序: [总分 降]}}
        """,
    ),
    "a derived word that is a truth": (
        ["wrong-type"],
        """
        指标: {甲: {分值: 100}}
        派生: {乙: {算式: 甲 > 1, 类型: 文字}}
        """,
    ),
    "a rule's formula that no facts mend": (
        ["step-not-positive"],
        """
        指标: {甲: {分值: 100, 范围: 0..9, 计分: {整步计分: {每: 0, 得: 1, 方式: 整步, 上限: 100}}}}
        """,
    ),
    "a derived value that no facts mend": (
        ["points-unordered"],
        """
        指标: {甲: {分值: 100}}
        派生: {乙: '插值(甲, [[2, 1], [1, 2]])'}
        校验: [{条件: 乙 > 1, 否则: 警告}]
        """,
    ),
    "a list that may weigh either way": (
        [],
        """
        指标: {甲: {分值: 50, 条目: {}, 范围: -9..9, 每条: 数值, 上限: 50, 下限: 10}, 乙: {分值: 50}}
        """,
    ),
    "lists gathered in every way": (
        ["idle-limit", "idle-limit", "undefined-open", "idle-limit"],
        """
        指标:
          甲: {分值: 20, 条目: {}, 范围: 0..9, 每条: 数值, 汇总: 最高, 上限: 20}
          乙: {分值: 20, 条目: {}, 范围: 0..9, 每条: 数值, 汇总: 均值, 上限: 20, 无定义: 0}
          丙: {分值: 20, 条目: {}, 汇总: 计数, 上限: 20}
          丁: {分值: 20, 条目: {}, 每条: 'if 文号 = "" then 0 else 1', 计入: 佐证 != "", 计分: {比重折算: 10}, 上限: 20}
          戊: {分值: 20, 计划: {算式: '分值 * 夹(数值 / 目标, 0, 1)'}, 上限: 30}
        """,
    ),
    "a parameter of every type": (
        ["idle-limit", "idle-limit"],
        """
        指标:
          甲: {分值: 50, 算式: 'if 用 then 线 else 口', 上限: 200}
          乙: {分值: 50, 算式: 'if 词 = "全" then 0 else 1', 上限: 1}
        参数:
          用: {类型: 是否, 必填: 是}
          线: {默认: 60, 分期: {2017-01-01: 70}}
          口: {范围: 0..90, 必填: 是}
          词: {类型: 文字, 取值: [全, 半], 必填: 是}
        """,
    ),
    "formulas that fail in rows, items and groups": (
        ["step-not-positive"] * 3,
        """
        指标:
          甲: {分值: 40, 条目: {}, 范围: 0..9, 每条: '整步(数值, 0, "整步")', 上限: 40}
          乙: {分值: 30, 计划: {算式: '分值 * 整步(夹(数值 / 目标, 0, 1), 0, "整步")'}}
          丙: {分值: 30, 合成: '最小(整步(丁, 0, "整步"), 30)', 指标: {丁: {}, 戊: {}}}
        """,
    ),
    "fields of another key": (
        ["wrong-type", "wrong-type"],
        """
        指标:
          甲: {分值: 50, 算式: '最小(乙.目标 + 乙.级, 50)'}
          丙: {分值: 50, 算式: '最小(乙.数值 + 乙.日, 50)'}
        事实: {乙: {类型: 数, 范围: 0..9, 字段: {目标: {范围: 1..9}, 级: {类型: 文字, 取值: [高]}, 日: {类型: 日期}}}}
        """,
    ),
    "an open amount by its dotted name": (
        [],
        """
        指标:
          甲: {分值: 60, 上限: 待定}
          乙: {分值: 40, 算式: '夹(`甲.上限`, 0, 40)'}
        """,
    ),
    "a table that words and figures look up": (
        [],
        """
        指标:
          甲: {分值: 50, 算式: '查表(表一, 乙)'}
          丁: {分值: 50, 算式: '查表(表一, 丙)'}
        事实:
          乙: {类型: 文字, 取值: [高, 低]}
          丙: {类型: 文字}
        表: {表一: {键: [级], 单位: 分, 值: {高: 50, 低: 0, 其余: 0}}}
        """,
    ),
    "a table by a figure that may be null": (
        [],
        """
        指标:
          甲: {分值: 100, 算式: '查表(表一, 乙 / 丙)', 无定义: 0}
        事实: {乙: {类型: 数, 范围: 0..9}, 丙: {类型: 数, 范围: 0..9}}
        表: {表一: {单位: 分, 档: {">=60": 100, "不满60": 0}}}
        """,
    ),
    "ranges of every openness, sampled": (
        ["must-be-known"] * 3,
        """
        指标:
          甲: {分值: 40, 算式: '夹(根(4, 乙, 2), 0, 40)'}
          丁: {分值: 30, 算式: '夹(根(4, 丙, 2), 0, 30)'}
          戊: {分值: 30, 算式: '夹(根(4, 己, 2), 0, 30)'}
        事实: {乙: {类型: 数}, 丙: {类型: 数, 范围: 0以下}, 己: {类型: 数, 范围: 1以上}}
        """,
    ),
    "weights of parts that the office fixes": (
        [],
        """
        指标: {甲: {分值: 100, 周期: {中期: 重, 年终: 50%}}}
        参数: {重: {必填: 是, 范围: 0%..100%}}
        """,
    ),
    "sums by powers are not told": (
        [],
        """
        指标: {甲: {分值: 10 ** 2}}
        """,
    ),
}


@pytest.mark.parametrize(("expected", "below"), FAULTY.values(), ids=FAULTY)
def test_a_faulty_scheme_is_told_so(expected, below):
    head, _, rest = below.partition("\n")
    body = f"{head}\n{dedent(rest)}" if head else dedent(below)
    assert told(HEAD + body) == expected


def test_a_first_year_leaves_a_verdict_undecided():
    text = HEAD + ONE + "结果运用: [{编号: a, 内容: 谈话, 机关: 县委, 情形: 上年(总分) < 60}]\n"
    assert told(text) == []
    assert told(text, level=("note",)) == ["history-open"]


def test_an_unused_derived_value_is_printed_all_the_same():
    text = HEAD + ONE + "派生: {乙: 甲 + 1}\n"
    assert told(text) == []
    assert told(text, level=("note",)) == ["unused"]


def test_a_derived_value_that_a_worked_case_expects_is_used():
    case = "{编号: 一, 给定: [{对象: 某局, 指标: 甲, 数值: 5}], 应得: {某局:乙@2025: 6, 丙: 7}}"
    text = HEAD + ONE + f"派生: {{乙: 甲 + 1, 丙: 甲 + 2, 丁: 甲}}\n算例: [{case}]\n"
    scheme, problems = load_scheme_text(text)
    unused = [one.path for one in check_scheme(scheme, loaded=problems) if one.code == "unused"]
    assert unused == ["丁"]


def test_what_cannot_be_read_is_not_judged():
    """A leaf whose points cannot be read makes no sum, and its siblings are judged all the same."""
    text = HEAD + "指标:\n  甲: {分值: 很多}\n  乙: {分值: 50, 范围: 100..0}\n"
    assert sorted(told(text)) == ["range-reversed", "unknown-name"]


def test_problems_stand_in_the_order_of_the_text():
    scheme, problems = load_scheme_text(SKETCH)
    lines = [one.place.line for one in check_scheme(scheme, loaded=problems)]
    assert lines == sorted(lines)
