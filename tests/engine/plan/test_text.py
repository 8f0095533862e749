"""The plan as text and JSON: reads back to the same plan; every way in words."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaoji.engine.plan.columnar import why_plain
from kaoji.engine.plan.lower import make_plan
from kaoji.engine.plan.summary import summary_of
from kaoji.engine.plan.text import plan_as_json, plan_as_text, value_text, way_text
from kaoji.engine.plinth.problem import has_errors
from kaoji.engine.plinth.values import Choice
from kaoji.engine.scheme.catalogue import shipped_schemes
from kaoji.engine.scheme.load import load_scheme, load_scheme_text

HEAD = '方案: 试\n编号: trial\n版本: "1"\n施行: 2025-01-01\n依据: 办法\n对象: {类: 单位}\n'


def plan_of(text):
    scheme, problems = load_scheme_text(HEAD + text)
    assert scheme is not None
    assert not has_errors(problems), [one.as_text() for one in problems]
    return make_plan(scheme)[0]


def node_of(text, path="一"):
    return plan_of(text).nodes[path]


@pytest.mark.parametrize("entry", shipped_schemes(), ids=lambda entry: entry.reference)
def test_what_is_printed_reads_back_to_the_same_plan(entry):
    plan = make_plan(load_scheme(entry.path)[0])[0]
    again, problems = load_scheme_text(plan_as_text(plan))
    assert not has_errors(problems)
    assert plan_as_json(make_plan(again)[0]) == plan_as_json(plan)


@pytest.mark.parametrize(
    ("leaf", "expected"),
    [
        ("{分值: 10}", "数值"),
        ("{分值: 10, 算式: 满分 / 2}", "满分 / 2"),
        ("{分值: 10, 条目: {}, 每条: 1, 汇总: 最高}", "每条 1，最高"),
        ("{分值: 10, 条目: {}, 每条: 1, 汇总: 最高3项}", "每条 1，最高 3 项"),
        (
            "{分值: 10, 条目: {}, 每条: 1, 每事项: 最高, 计入: 件数 > 1}",
            "每条 1，计入 件数 > 1，每事项最高，逐项累加",
        ),
        (
            "{分值: 10, 条目: {}, 每条: 1, 计分: {扣分: 2}}",
            "每条 1，逐项累加，再 满分 - 最小(数值 * 2, 满分)",
        ),
        (
            "{分值: 10, 评分: {评分人: {甲类: {权重: 100%, 最少: 3}}, 汇集: 中位数}}",
            "评分 甲类 100%（最少 3 票），中位数",
        ),
        (
            "{分值: 10, 计划: {计分: 按完成比例折算}}",
            "计划各项 满分 * 夹(数值 / 目标, 0, 1)，按各项分值折算",
        ),
        ("{分值: 10, 引用: {方案: 别处, 关系: 承担, 取: 总分}}", "引用 别处 的 总分 经 承担，均值"),
        ("{分值: 10, 引用: 别处}", "引用 别处 的 总分，均值"),
        ("{分值: 10, 评分: {评分人: {甲类: 60%, 乙类: 40%}}}", "评分 甲类 60%、乙类 40%，均值"),
        ("{分值: 10, 指标: {甲: {权重: 60%}, 乙: {权重: 40%}}}", "加权 甲 60%、乙 40%"),
        ("{分值: 10, 合成: 均值, 指标: {甲: {分值: 10}}}", "均值 甲"),
        ("{分值: 10, 合成: 甲 * 2, 指标: {甲: {分值: 5}}}", "合成 甲 * 2"),
    ],
)
def test_every_way_in_words(leaf, expected):
    assert (
        way_text(node_of(f"指标:\n  一: {leaf}\n事实: {{承担: {{条目: {{}}, 类型: 对象}}}}\n"))
        == expected
    )


@pytest.mark.parametrize(
    ("leaf", "reason"),
    [
        ("{分值: 10, 计分: 按完成比例折算}", None),
        ("{分值: 10, 计分: {整步计分: {每: 1, 得: 1, 方式: 整步}}}", None),
        ('{分值: 10, 算式: "名次(量, 同组(量), \\"竞争\\", \\"降\\")"}', None),
        ('{分值: 10, 算式: "合计(for 行 in 条(清单) return 行.数值)"}', None),
        ('{分值: 10, 算式: "合计(for 数 in [1, 2] return 数)"}', "逐项循环"),
        ('{分值: 10, 算式: "根(量, 2, 2)"}', "根()"),
        ('{分值: 10, 算式: "量 ** 2"}', "乘方"),
        ('{分值: 10, 算式: "if 属性(区) = \\"山\\" then 1 else 2"}', "属性()"),
        ('{分值: 10, 算式: "if 日 > @\\"2025-01-01\\" then 1 else 2"}', "日期"),
        ("{分值: 10, 条目: {}, 每条: 1, 汇总: 最高3项}", "取最高几项"),
        ("{分值: 10, 评分: {评分人: {甲类: 100%}, 汇集: 中位数}}", "去高低或中位数"),
        ("{分值: 10, 引用: {方案: 别处, 取: 总分}}", "引用别的方案"),
        ("{分值: 10, 合成: 几何, 取整: 2位, 指标: {甲: {分值: 5}}}", "几何均值"),
        ("{分值: 10, 评分: {评分人: {甲类: 100%}}}", None),
        ("{分值: 10, 计划: {计分: 按完成比例折算}}", None),
    ],
)
def test_columnar_or_why_not(leaf, reason):
    facts = "事实: {量: {范围: 0..9}, 日: {类型: 日期}, 清单: {条目: {}, 类型: 数}}\n"
    assert why_plain(node_of(f"指标:\n  一: {leaf}\n{facts}")) == reason


def test_details_behind_a_node():
    text = plan_as_text(plan_of(
        "指标:\n  一: {分值: 10, 周期: {季度: 25%}, 取整: 1位, 上限: 9,"
        " 适用: 量 > 0, 不适用: 计零}\n"
        "加分: {分值: 2}\n事实: {量: {首期: 0}}\n"
    ))  # fmt: skip
    lines = text.splitlines()
    at = lines.index("# 一 = 数值")
    assert lines[at + 1].removeprefix("#     ").split(" · ") == [
        "满分 10", "适用 量 > 0", "上限 9", "周期 每季度 25%", "取整 1 位 四舍五入",
        "读 量", "列式",
    ]  # fmt: skip
    assert "#     加分 · 满分 2 · 列式" in lines
    assert "#     首期 0 · 列式" in lines
    assert "# --- 计划：4 个节点，3 个计分 ---" in lines


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "是"), (False, "否"), (Choice("档", "好", 2), "好"), (Fraction(1, 3), "1/3"),
        (Fraction("2.50"), "2.5"), ("山区", "山区"),
    ],
)  # fmt: skip
def test_constants_in_one_word(value, text):
    assert value_text(value) == text


def test_a_mean_of_parts():
    text = plan_as_text(plan_of("指标:\n  一: {分值: 10, 周期: {月: 均值}}\n"))
    assert "周期 每月 均值" in text


def test_a_summary_of_what_a_scheme_offers():
    scheme = plan_of(
        "指标: {组: {分值: 100, 周期: {上半年: 50%, 下半年: 50%}, 指标: {一: {分值: 100}}}}\n"
        "等次: {优秀: {不低于: 90, 名额: 1, 分组: 组别}, 合格: 其余}\n荣誉: {先进: {名额: 1}}\n"
        "排名: {总榜: {顺序: [总分 降], 分组: 片区}}\n参数: {加数: {依据: 三}}\n"
    ).scheme
    assert summary_of(scheme, name="试@1").as_json() == {
        "name": "试@1", "title": "试", "version": "1", "classes": ["单位"],
        "periods": ["年", "上半年", "下半年"], "groups": ["组别", "片区"],
        "nodes": ["总分", "组", "组/一"], "grades": ["优秀", "合格"], "honours": ["先进"],
        "parameters": [{"name": "加数", "type": "number", "required": True, "clause": "三"}],
    }  # fmt: skip
    bare = plan_of("指标: {一: {分值: 100}}\n").scheme
    assert summary_of(bare).as_json()["grades"] == []
    assert summary_of(bare).name == "trial"


def test_a_leaf_as_json():
    plan = plan_of(
        "指标: {一: {分值: 10, 依据: 三, 单位: 件, 周期: {季度: 25%}, 算式: 数值 * 2}}\n"
    )
    node = next(one for one in plan_as_json(plan)["nodes"] if one["path"] == "一")
    assert node == {
        "path": "一", "name": "一", "parent": "总分", "role": "scored", "way": "formula",
        "expression": "数值 * 2", "full": "10", "periods": "每季度 25%", "unit": "分",
        "clause": "三", "edges": [], "columnar": True,
        "why_plain": None,
    }  # fmt: skip
