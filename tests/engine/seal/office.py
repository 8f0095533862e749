"""An invented county whose run has everything that a seal must hold: a feeding scheme, an earlier
version, settings, ballots, events, remarks, columns that nobody reads, a quota with its tie.
"""

from __future__ import annotations

from dataclasses import replace
from textwrap import dedent

from kaoji.engine.runs.job import Job, run_job
from kaoji.engine.seal.disclosure import sealed_for_public
from kaoji.engine.seal.make import sealed

SCHEME = """\
方案: 云县乡镇考核
编号: cloud
版本: "2025.1"
施行: 2025-01-01
依据: 云县考核办法
对象: 乡镇
总分: {首期: 80}
模板:
  按率: {参数: [分], 内容: {分值: $分, 计分: 按完成比例折算, 无定义: 0, 依据: 第一条}}
指标:
  经济:
    分值: 40
    依据: 第一条
    指标:
      财政收入: {套用: 按率, 实参: {分: 20}, 单位: 万元, 范围: 0..100000, 名称: 财政收入}
      增收: {分值: 20, 算式: "夹(10 + (评估数 - 上年(总分)) / 4, 0, 20)", 依据: 第一条第二项}
  工程: {分值: 20, 引用: works.yaml, 依据: 第二条}
  评价:
    分值: 40
    依据: 第三条
    评分: {评分人: {县领导: {权重: 60%, 最少: 1}, 代表: {权重: 40%, 最少: 1}}}
加分:
  依据: 第四条
  条目: {级别: [市, 省]}
  每条: 查表(加分表, 级别) * 倍数
  汇总: 逐项累加
  上限: 3
事实:
  评估数: {单位: 分, 范围: 0..1000}
表:
  加分表: {键: [级别], 单位: 分, 值: {市: 1, 省: 2}}
参数:
  倍数: {类型: 数, 默认: 1, 范围: 0..3, 依据: 第四条}
等次:
  优秀: {不低于: 80, 名额: 50%, 名额取整: 去尾, 并列: 提请 领导小组, 递补: 顺延, 依据: 第五条}
  合格: {不低于: 60, 依据: 第五条}
  不合格: 其余
"""
OLD = """\
方案: 云县乡镇考核
编号: cloud
版本: "2020.1"
施行: 2020-01-01
依据: 云县考核办法
对象: 乡镇
指标: {群众评议: {分值: 100, 评分: {评分人: {村民: {权重: 100%, 最少: 1}}}, 依据: 第一条}}
"""
WORKS = """\
方案: 工程
编号: works
版本: "1"
施行: 2020-01-01
依据: 工程考核办法
对象: 乡镇
满分: 20
指标:
  质量: {分值: 16, 依据: 第一条}
  验收: {分值: 4, 评分: {评分人: {专家: {权重: 100%, 最少: 1}}}, 依据: 第二条}
"""
SUBJECTS = """\
对象,名称,类,组别,上级,联系人
甲乡,甲乡人民政府,乡镇,山区,,周秘书
乙乡,,乡镇,山区,,吴秘书
丙乡,,乡镇,山区,,郑秘书
丁乡,,乡镇,山区,,王秘书
赵县长,,领导,,,
"""
HEADERS = "对象,周期,指标,数值,目标,评分人类别,评分人,级别,日期,文号,编号,状态,备注,记录人"
#: The names of raters and the marks of single ones, which no public seal may hold.
RATERS = ("赵县长", "钱书记", "孙主任", "李代表")
MARKS = ("91.37", "88.23", "77.71", "66.13")


def facts(town, *, leaders, value="850"):
    """A town's year; so many leaders have marked it."""
    rows = [
        f"{town},2025,财政收入,{value},1000,,,,,,,,报表有改动,记录员",
        f"{town},2025,评估数,85,,,,,,,,,,",
        f"{town},2025,质量,14.5,,,,,,,,,,",
        f"{town},,加分,,,,,省,2025-05-01,云发〔2025〕{town[0]}号,奖-{town},,孙主任经手,",
        f"{town},,加分,,,,,市,2025-06-01,云发〔2025〕9号,拟-{town},拟,,",
    ]
    for number in range(leaders):
        name, mark = RATERS[number % 3], MARKS[number % 3]
        rows.append(f"{town},2025,评价,{mark},,县领导,{name}{number or ''},,,,,,,")
    rows += [f"{town},2025,评价,{70 + number}.5,,代表,,,,,,,," for number in range(4)]
    rows += [f"{town},2025,验收,1{number}.25,,专家,,,,,,,," for number in range(5)]
    rows += [
        f"{town},2024,群众评议,{MARKS[3][:4]}{number},,村民,李代表{number},,,,,,,"
        for number in range(6)
    ]
    return "".join(f"{row}\n" for row in rows)


FACTS = (
    f"{HEADERS}\n"
    + facts("甲乡", leaders=2)
    + facts("乙乡", leaders=1)
    + facts("丙乡", leaders=0)
    + facts("丁乡", leaders=3, value="")
)


def job(folder, *, table=FACTS, scheme=SCHEME, settings=("倍数=2",), period="2025", **more):
    """The county's files and the run over them."""
    texts = {
        "towns.yaml": scheme, "old.yaml": OLD, "works.yaml": WORKS,
        "facts.csv": table, "subjects.csv": SUBJECTS,
    }  # fmt: skip
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return Job(
        str(folder / "towns.yaml"), facts=(folder / "facts.csv",),
        subjects=folder / "subjects.csv", period=period, settings=settings, **more,
    )  # fmt: skip


def run(folder, **more):
    """The outcome of the county's run."""
    return run_job(job(folder, **more))


def internal(outcome):
    """The internal seal of an outcome."""
    own = outcome.own_problems
    remarks = [one for one in outcome.result.problems if one not in own]
    return sealed(outcome.inputs, result=replace(outcome.result, problems=own), remarks=remarks)


def public(outcome):
    """The public seal of an outcome."""
    return sealed_for_public(outcome.inputs, scored=outcome.scored)[0]


def edited(text, old, new):
    """A text with one thing changed, which must be in it."""
    assert old in text
    return dedent(text).replace(old, new, 1)
