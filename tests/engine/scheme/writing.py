"""Short scheme texts for tests: a head, and what a test puts below it."""

from __future__ import annotations

from textwrap import dedent, indent

from kaoji.engine.scheme.load import load_scheme_text

HEAD = "方案: 试\n编号: trial\n版本: 2016.1\n对象: 乡镇\n"

SKETCH = dedent(
    """\
    方案: 乡镇政府绩效管理
    编号: county-towns
    版本: 2016.1
    施行: 2016-01-01
    依据: 第七篇
    对象: 乡镇
    指标:
      经济发展: {分值: 60, 周期: {中期评估: 50%, 年终评估: 50%}, 指标: {财政收入: {分值: 12, 计分: 按完成比例折算}, 招商引资: {分值: 8, 计分: 按完成比例折算}}}
      领导评估: {分值: 10, 周期: {中期评估: 50%, 年终评估: 50%}, 评分: {主要领导: 待定, 包乡领导: 待定}}
    加分: {条目: {层级: [市, 省, 中央], 类别: [党委政府, 部门]}, 每条: "查表(加分表, 类别, 层级)", 汇总: 逐项累加, 上限: 4}
    减分: {条目: {事由: 减分事由}, 每条: "查表(减分表, 事由)", 汇总: 逐项累加, 上限: 4}
    等次:
      先进: {名额: 25%, 名额取整: 四舍五入, 不低于: 90, 并列: 提交领导小组研究决定, 取消评先情形: [特大生产安全事故, 综治黄牌警告或一票否决, 班子成员腐败案件]}
      合格: {不低于: 60}
      不合格: 其余
    算例:
      - 给定: [{对象: 甲乡, 指标: 财政收入, 周期: 2016中期评估, 数值: 850, 目标: 1000}]
        应得: {"财政收入@2016中期评估": 10.20}
    """  # noqa: E501 - the shape of real schemes
)


def with_head(below: str) -> str:
    """A whole scheme text."""
    return HEAD + dedent(below)


def with_leaf(body: str, *, key: str = "甲") -> str:
    """A scheme with one leaf, whose block is given in lines."""
    return f"{HEAD}指标:\n  {key}:\n{indent(dedent(body).strip() or '{}', '    ')}\n"


def load(text: str):
    """The scheme of a text that has no problems."""
    scheme, problems = load_scheme_text(text)
    assert [problem.as_text() for problem in problems] == []
    assert scheme is not None
    return scheme


def leaf(body: str, *, key: str = "甲"):
    """The one leaf of a scheme without problems."""
    return load(with_leaf(body, key=key)).root.children[0]


def problems_of(text: str):
    """The problems of a text that can be read as YAML."""
    scheme, problems = load_scheme_text(text)
    assert scheme is not None
    return problems


def codes(text: str) -> list[str]:
    """The codes of the problems, in order."""
    return [problem.code for problem in problems_of(text)]


def only(text: str):
    """The one problem of a text."""
    (problem,) = problems_of(text)
    return problem
