"""A small invented scheme with its facts, and calling a command as the console does."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path
from typing import NamedTuple

from kaoji.cli.main import kaoji

SCHEME = """\
方案: 云县乡镇考核
编号: cloud-towns
版本: "2025.1"
施行: 2025-01-01
依据: 云县考核办法
对象: {类: 乡镇}
指标:
  经济:
    依据: 第一条
    分值: 60
    指标:
      财政收入:
        分值: 40
        计分: 按完成比例折算
        单位: 万元
        范围: 1..100000
        无定义: 0
        责任单位: 财政局
        依据: 第一条第一项
      信访: {分值: 20, 计分: {扣分: 2}, 范围: 0..100, 依据: 第一条第二项}
  评价:
    分值: 40
    依据: 第二条
    读法: 每位领导按 0—100 分打分。
    评分:
      评分人:
        县领导: {权重: 60%, 最少: 1}
        部门: {权重: 40%, 最少: 1}
加分:
  依据: 第三条
  条目: {级别: [市, 省]}
  每条: 查表(加分表, 级别)
  汇总: 逐项累加
  上限: 3
表:
  加分表: {键: [级别], 单位: 分, 依据: 第三条, 值: {市: 1, 省: 2}}
参数:
  奖励标准: {类型: 数, 单位: 元, 默认: 1000, 范围: 0..5000, 依据: 第六条}
等次:
  优秀:
    不低于: 90
    名额: 50%
    名额取整: 去尾
    并列: 提请 县领导小组
    递补: 顺延
    依据: 第四条
    取消评先情形: [{名称: 重大事故, 机关: 安监机关, 依据: 第四条第二款}]
  合格: {不低于: 60, 依据: 第五条}
  不合格: 其余
结果运用:
  - 编号: reward
    内容: 通报表扬
    情形: 等次 = "优秀"
    金额: 奖励标准
    单位: 元
    机关: 县政府
    依据: 第六条
算例:
  # 40 × 850/1000 = 34。
  - 编号: 折算
    给定: [{对象: 甲乡, 指标: 财政收入, 周期: 2025, 数值: 850, 目标: 1000}]
    应得: {财政收入: 34, "总分": "34..94"}
"""

#: 甲乡 40 × 1 + (20 - 2) + (90 × 60% + 80 × 40%) × 40/100 + 2 = 94.4; 乙乡 34 + 20 + 36 = 90;
#: 丙乡 is without its fiscal figure: 18 + 32 + (0 to 40) = 50 to 90.
FACTS = """\
对象,周期,指标,数值,目标,评分人类别,评分人,级别,日期,文号,发文机关,编号,佐证
甲乡,2025,财政收入,1200,1000,,,,,云财〔2026〕1号,财政局,,决算报表
甲乡,2025,信访,1,,,,,,,,,
甲乡,2025,评价,90,,县领导,,,,,,,
甲乡,2025,评价,80,,部门,,,,,,,
甲乡,,加分,,,,,省,2025-05-01,云发〔2025〕1号,省政府,奖一,
乙乡,2025,财政收入,850,1000,,,,,,,,
乙乡,2025,信访,0,,,,,,,,,
乙乡,2025,评价,90,,县领导,,,,,,,
乙乡,2025,评价,90,,部门,,,,,,,
丙乡,2025,信访,1,,,,,,,,,
丙乡,2025,评价,80,,县领导,,,,,,,
丙乡,2025,评价,80,,部门,,,,,,,
"""

SUBJECTS = "对象,名称,类,组别\n甲乡,,乡镇,山区\n乙乡,,乡镇,山区\n丙乡,,乡镇,山区\n"


class Told(NamedTuple):
    """What a command said."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        """The result, which is all that stands on standard output."""
        return json.loads(self.out)


def call(*words: str) -> Told:
    """Run a command line; the language is that of the environment."""
    out, err = io.StringIO(), io.StringIO()
    code = None
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            kaoji.run(list(words))
        except SystemExit as end:
            code = end.code
    return Told(code, out.getvalue(), err.getvalue())


class Office(NamedTuple):
    """The files of the small county."""

    folder: Path
    scheme: str
    facts: str
    subjects: str

    def write(self, name: str, text: str) -> str:
        """One more file."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def run(self, command: str, *words: str) -> Told:
        """A scoring command over the county's files."""
        return call(
            command, self.scheme, "--facts", self.facts, "--subjects", self.subjects, *words
        )


def office(folder: Path) -> Office:
    """Write the county's files."""
    made = Office(
        folder, *(str(folder / name) for name in ("scheme.yaml", "facts.csv", "subjects.csv"))
    )
    for name, text in (("scheme.yaml", SCHEME), ("facts.csv", FACTS), ("subjects.csv", SUBJECTS)):
        made.write(name, text)
    return made
