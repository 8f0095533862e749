# ruff: noqa: E501 - schemes as offices write them
"""Sound schemes of every shape: `check` has nothing to say. Each may be a false alarm."""

from __future__ import annotations

from textwrap import dedent

import pytest

from kaoji.engine.scheme.load import load_scheme_text
from kaoji.engine.score.check import check_scheme

HEAD = '方案: 试\n编号: trial\n版本: "2016.1"\n施行: 2016-01-01\n对象: [乡镇, 部门]\n'

#: What is sound about it → the text below the head.
SOUND = {
    "half lines from the top, the first that holds": """
        指标:
          甲: {分值: 100, 范围: 0..100, 计分: {分档: {">=90": 100, ">=60": 50, 其余: 0}}}
        """,
    "bands that meet, each edge on one side": """
        指标:
          甲: {分值: 100, 范围: 0..100, 计分: {分档: {"[90..100]": 9, "[60..90)": 5, "不满60": 0}}}
        """,
    "things counted one by one leave nothing between": """
        指标:
          甲: {分值: 10, 单位: 件, 范围: 0..9, 计分: {分档: {"3以上": 10, "2": 6, "1": 3, "0": 0}}}
          乙: {分值: 90}
        """,
    "counts are whole": """
        指标:
          甲: {分值: 10, 算式: '查表(表一, 件数合计(通报)) + 查表(表一, 人数)'}
          乙: {分值: 90}
        事实:
          通报: {条目: {}}
          人数: {类型: 数, 单位: 人, 范围: 0..99}
        表:
          表一: {单位: 分, 档: {"0": 0, "1": 1, "2": 2, ">=3": 5}}
        """,
    "ranks are whole": """
        指标:
          甲: {分值: 10, 范围: 0..9, 计分: {名次计分: {名次表: {"1": 10, "2": 8, "3": 6, ">3": 4}}}}
          乙: {分值: 90}
        """,
    "a band of percentages of a share": """
        指标:
          甲: {分值: 10, 计分: {满意率: {档: {">=90%": 10, "[60%..90%)": 6, "<60%": 0}}}}
          乙: {分值: 90}
        """,
    "a decision table that covers all": """
        指标:
          甲: {分值: 10, 算式: '查表(表一, 率, 达)'}
          乙: {分值: 90}
        事实:
          率: {类型: 数, 范围: 0..100}
          达: {类型: 是否}
        表:
          表一: {键: [率, 达], 单位: 分, 规则: [[">=60", "是", 10], [">=60", "否", 5], ["-", "-", 0]]}
        """,
    "cells for every word of two columns": """
        指标: {甲: {分值: 100}}
        加分: {条目: {类: [党委, 部门], 级: [市, 省]}, 每条: '查表(表一, 类, 级)', 上限: 4}
        表:
          表一: {键: [类, 级], 单位: 分, 值: {党委: {市: 1, 省: 2}, 部门: {市: 0.5, 省: 1}}}
        """,
    "a cap on a list that may grow": """
        指标: {甲: {分值: 100}}
        加分: {条目: {}, 每条: 0.1, 上限: 50}
        """,
    "a floor on a sum that deductions may sink": """
        总分: {下限: 0}
        指标: {甲: {分值: 100}}
        减分: {条目: {}, 每条: 5}
        """,
    "a cap that a bonus may reach": """
        总分: {上限: 100}
        指标: {甲: {分值: 100}}
        加分: {条目: {}, 每条: 5}
        """,
    "a floor of nothing, as texts write it": """
        指标: {甲: {分值: 100, 下限: 0}}
        """,
    "points that add up for each class": """
        指标:
          甲: {分值: 甲分}
          乙: {分值: 乙分}
        参数:
          甲分: {分类: {乡镇: 60, 部门: 40}, 必填: 否}
          乙分: {分类: {乡镇: 40, 部门: 60}, 必填: 否}
        """,
    "open points cannot be summed yet": """
        指标:
          甲: {分值: 待定}
          乙: {分值: 40}
        """,
    "a group with its own full mark": """
        指标:
          甲: {分值: 20, 满分: 100, 指标: {丙: {分值: 60}, 丁: {分值: 40}}}
          乙: {分值: 80, 指标: {戊: {权重: 30%}, 己: {权重: 70%}}}
        """,
    "the best of several needs no shares": """
        指标:
          甲: {分值: 100, 合成: 最高, 指标: {丙: {}, 丁: {}}}
        """,
    "a formula over children needs no shares": """
        指标:
          甲: {分值: 100, 合成: '最大(子项())', 指标: {丙: {}, 丁: {}}}
        """,
    "no total, no sum": """
        总分: 无
        指标: {甲: {}, 乙: {}}
        等次:
          好: {情形: 甲 >= 60 and 乙 >= 60}
          差: 其余
        """,
    "graded by something else than a total": """
        总分: 无
        指标: {甲: {}, 乙: {}}
        定等: {值: 甲}
        等次: {好: {不低于: 60}, 差: 其余}
        """,
    "parts in points of the node": """
        指标:
          甲: {分值: 60, 周期: {中期: 20, 年终: 40}}
          乙: {分值: 40, 周期: {季度: 均值}}
        """,
    "parts within parts": """
        指标:
          甲:
            分值: 100
            周期: {半年: 50%}
            指标:
              乙: {分值: 100, 周期: {季度: 50%}}
        """,
    "two nodes with the same dated parts": """
        指标:
          甲: {分值: 50, 周期: {中期: 50%, 年终: 50%}, 期段: {中期: [01-01, 06-30], 年终: [07-01, 12-31]}}
          乙: {分值: 50, 周期: {中期: 50%, 年终: 50%}, 期段: {中期: [01-01, 06-30], 年终: [07-01, 12-31]}}
        """,
    "a part of the calendar that nothing is cut into": """
        指标:
          甲: {分值: 100, 算式: '最小(期(乙, "上半年"), 满分)'}
        事实:
          乙: {类型: 数, 范围: 0..100}
        """,
    "more than 90, then 90": """
        指标: {甲: {分值: 100}}
        等次: {优: {高于: 90}, 良: {不低于: 90}, 差: 其余}
        """,
    "the same line after a condition that some fail": """
        指标: {甲: {分值: 100}}
        等次:
          优: {不低于: 90, 条件: [{条件: 乙 > 1, 说明: 乙达标}]}
          良: {不低于: 90}
          差: 其余
        事实:
          乙: {类型: 数, 范围: 0..9}
        """,
    "the same line after a quota that some miss": """
        指标: {甲: {分值: 100}}
        等次:
          优: {不低于: 80, 名额: 25%, 名额取整: 去尾, 并列: 同进}
          良: {不低于: 80}
          差: 其余
        """,
    "a grade that only a veto gives": """
        指标: {甲: {分值: 100}}
        等次: {优: {不低于: 90}, 差: 其余, 停评: {不低于: 95}}
        否决:
          事故: {机关: 安监局, 领域: 安全, 效果: [{定为: 停评}]}
        """,
    "a last grade that asks for nothing": """
        指标: {甲: {分值: 100}}
        等次: {优: {不低于: 90}, 差: {又名: [末等]}}
        """,
    "a last grade that begins at nothing": """
        指标: {甲: {分值: 100}}
        等次: {优: {不低于: 90}, 差: {不低于: 0}}
        """,
    "quotas by class that make less than all": """
        指标: {甲: {分值: 100}}
        等次:
          优: {不低于: 90, 名额: {乡镇: 20%, 部门: 30%}, 分组: 类, 名额取整: 去尾, 并列: 同出}
          良: {不低于: 80, 名额: 60%, 名额取整: 进一, 并列: 提请 领导小组}
          差: 其余
        """,
    "an order without a number of seats": """
        指标: {甲: {分值: 100}}
        等次: {优: {不低于: 90, 顺序: [总分 降, 甲 升]}, 差: 其余}
        """,
    "a share that a parameter gives": """
        指标: {甲: {分值: 100}}
        等次: {优: {不低于: 90, 比例: 份额, 名额取整: 去尾, 并列: 同进}, 差: 其余}
        参数:
          份额: {必填: 是, 范围: 0%..100%}
        """,
    "the total is known before any grade": """
        指标: {甲: {分值: 100}}
        等次: {优: {不低于: 90}, 差: 其余}
        荣誉:
          先进: {依据: 一, 情形: 总分 >= 95 and 甲 > 90}
        """,
    "ranks by the name of a ranking, grades by their names": """
        指标: {甲: {分值: 100}}
        等次: {优: {不低于: 90}, 差: 其余}
        排名:
          榜一: {顺序: [总分 降]}
          榜二: {顺序: [甲 降]}
        结果运用:
          - {编号: a, 内容: 表彰, 机关: 县委, 情形: '等次 in ("优", "差") and 榜二名次 = 1 and 名次 < 3'}
          - {编号: b, 内容: 表扬, 机关: 县委, 情形: '"先进" in 荣誉'}
        荣誉:
          先进: {依据: 一}
        """,
    "bars and vetoes are truths": """
        指标: {甲: {分值: 100}}
        等次:
          优: {不低于: 90, 取消评先情形: [{名称: 事故, 机关: 安监局}, {名称: 超标, 情形: 乙 > 3, 机关: 环保局}]}
          差: 其余
        事实:
          乙: {类型: 数, 范围: 0..9}
        否决:
          事故: {机关: 安监局, 领域: 安全, 效果: [{取消评先: [单位]}]}
        结果运用:
          - {编号: a, 内容: 通报, 机关: 县委, 情形: 事故 or 超标}
        """,
    "a requirement on every row of a list": """
        指标: {甲: {分值: 100}}
        加分:
          条目: {人数: 数}
          每条: 1
          上限: 4
          校验:
            - {条件: 人数 > 0 and 文号 != "", 说明: 有人有文号, 每条: 是}
        """,
    "a division that cannot be by nothing": """
        指标:
          甲: {分值: 100, 算式: '夹(乙 / 丙, 0, 1) * 满分'}
        事实:
          乙: {类型: 数, 范围: 0..100}
          丙: {类型: 数, 范围: 1..100}
        """,
    "a division that is provided for": """
        指标:
          甲: {分值: 100, 算式: '夹(率, 0, 1) * 满分', 无定义: 0}
          乙: {分值: 0, 算式: '丙 / 丁', 范围: 0..1, 无定义: 计零, 上限: 1, 下限: 0}
        派生:
          率: 丙 / 丁
        事实:
          丙: {类型: 数, 范围: 0..100}
          丁: {类型: 数, 范围: 0..100}
        """,
    "a completion that cannot leave its clamp needs no range": """
        指标:
          甲: {分值: 100, 计分: 按完成比例折算}
        """,
    "history with a first value": """
        指标:
          甲: {分值: 100, 算式: '最小(上年(乙) + 上期(甲) / 10, 满分)', 首期: 60, 下限: 0}
        事实:
          乙: {类型: 数, 范围: 0..9, 首期: 5}
        """,
    "the first value of a total": """
        总分: {首期: 60}
        指标: {甲: {分值: 100}}
        等次: {优: {不低于: 90, 条件: [{条件: 上年(总分) >= 60, 说明: 上年合格}]}, 差: 其余}
        """,
    "subordinates by a relation": """
        指标:
          甲: {分值: 100, 算式: '夹(均值(下级(乙, 分管)), 0, 100)', 无定义: 0}
        事实:
          乙: {类型: 数, 范围: 0..100}
          分管: {类型: 对象, 条目: {}}
        """,
    "peers, everyone, columns": """
        指标:
          甲: {分值: 60, 范围: 0..9, 算式: '最大(60 - 名次(数值, 同组(甲.数值, 类), "竞争", "降"), 0)'}
          乙: {分值: 40, 算式: 'if 属性(区域) = "山区" then 40 else 最小(最大(全体(丙)), 40)'}
        事实:
          丙: {类型: 数, 范围: 0..9}
        """,
    "steps of a scale": """
        指标:
          甲: {分值: 100, 类型: 序, 序: 评级, 算式: 'if 数值 >= "中" then 100 else 0'}
        序:
          评级: [差, 中, 好]
        """,
    "a table by the steps of a scale": """
        指标:
          甲: {分值: 100, 类型: 序, 序: 评级, 算式: '查表(表一, 数值)'}
        序:
          评级: [差, 中, 好]
        表:
          表一: {键: [级], 单位: 分, 值: {好: 100, 中: 60, 差: 0}}
        """,
    "panels of every sort": """
        指标:
          甲: {分值: 50, 评分: {评分人: {领导: {权重: 60%, 最少: 3}, 群众: {权重: 40%, 最少: 5}}, 汇集: 去高低, 去掉: 1}}
          乙: {分值: 50, 评分: {评分人: {群众: {权重: 100%, 最少: 5}}, 量表: {好: 100, 差: 60, 不了解: 不计}}}
        """,
    "a scale of the node's own": """
        指标:
          甲: {分值: 10, 评分: {评分人: {领导: {权重: 100%, 最少: 1}}, 量表满分: 本指标}}
          乙: {分值: 90}
        """,
    "weights of raters that the office fixes": """
        指标:
          甲: {分值: 100, 评分: {评分人: {领导: {权重: 待定, 最少: 1}, 群众: {权重: 待定, 最少: 1}}}}
        """,
    "items of a plan": """
        指标:
          甲: {分值: 100, 计划: {计分: 按完成比例折算, 个数: 1..3, 分值合计: 100}}
        """,
    "an open table leaves its readers unjudged": """
        指标:
          甲: {分值: 100, 算式: '查表(表一, 乙)', 上限: 200}
        事实:
          乙: {类型: 数, 范围: 0..9}
        参数:
          表一: {类型: 表, 键: [乙], 必填: 是}
        """,
    "English throughout": """
        items:
          a: {points: 100, range: 0..100, scoring: {bands: {">=60": 100, otherwise: 0}}}
        """,
    "not applicable by plan": """
        指标:
          甲: {分值: 50, 适用: 乙, 不适用: 重摊}
          丙: {分值: 50}
        事实:
          乙: {类型: 是否}
        """,
    "units that fit": """
        指标:
          甲: {分值: 100, 单位: 万元, 范围: 0..100, 算式: '满分 * 夹(数值 / 乙, 0, 1)', 无定义: 0}
        事实:
          乙: {类型: 数, 单位: 万元, 范围: 1..100}
        """,
    "a leaf's unit is that of its figure, its value is points": """
        指标:
          甲: {分值: 50, 单位: 万元, 范围: 0..100, 计分: {比重折算: 100}}
          乙: {分值: 50, 算式: '甲'}
        """,
    "dates and truths": """
        指标:
          甲: {分值: 100, 类型: 日期, 算式: 'if 数值 <= 期限 then 100 else 0'}
        参数:
          期限: {类型: 日期, 默认: 2016-06-30}
        """,
}


@pytest.mark.parametrize("below", SOUND.values(), ids=SOUND)
def test_a_sound_scheme_has_no_problem(below):
    scheme, problems = load_scheme_text(HEAD + dedent(below))
    assert scheme is not None
    found = (*problems, *check_scheme(scheme, loaded=problems, with_examples=True))
    assert [one.as_text() for one in found if one.severity != "note"] == []
