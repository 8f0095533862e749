"""Values of the scheme changed in its tree: every way to name one, and what is not there."""

from __future__ import annotations

import pytest

from kaoji.engine.scheme.source import dump_document
from kaoji.engine.whatif.values import compact
from tests.engine.whatif.trials import edited

TEXT = """\
总分: {名称: 综合得分, 满分: 100}
指标:
  经济:
    分值: 60
    指标:
      - {名称: 财政收入, 分值: 40, 计分: 按完成比例折算, 范围: 0..1000}
      - 键: 投资
        名称: 固定资产投资
        分值: 20
        计分: {分档: {档: {">=99.5": 20, 其余: 0}}}
        范围: 0..200
    加分: {条目: {件: 数}, 每条: 件, 上限: 2}
  评价:
    分值: 40
    评分: {评分人: {领导: {权重: 60%, 最少: 1}, 部门: {权重: 40%, 最少: 1}}}
减分: {条目: {件: 数}, 每条: 件, 上限: 4}
派生: {速度: {算式: 1 + 1}}
表: {档表: {键: [级], 值: {甲: 1, 乙: 2}}}
事实: {人口: {单位: 人, 范围: 0..10}}
等次: {先进: {不低于: 90, 名额: 25%}, 其他: 其余}
定等: {依据: 精确值}
"""


def line_of(text, *changes):
    """The text that a changed document prints as, without what has stayed."""
    _, editor, _ = edited(text, *changes)
    assert not editor.problems, editor.problems
    own = set(dump_document(edited(text)[1].document).splitlines())
    return [line.strip() for line in dump_document(editor.document).splitlines() if line not in own]


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        ("经济.分值=50", ["分值: 50"]),
        ("财政收入.分值=30", ["分值: 30"]),  # an item of a list, by its name
        ("固定资产投资.分值=30", ["分值: 30"]),
        ("投资.分值=30", ["分值: 30"]),  # by its key
        ("经济/投资.points=30", ["分值: 30"]),  # in the other spelling
        ("投资.档.>=99.5=18", ['">=99.5": 18']),
        ("投资.计分.分档.档.其余=1", ["其余: 1"]),
        ("财政收入.封顶=120%", ["按完成比例折算:", "封顶: 120%"]),
        ("经济/加分.上限=1", ["上限: 1"]),
        ("减分.上限=1", ["上限: 1"]),
        ("评价.领导.权重=50%", ["权重: 50%"]),
        ("总分.满分=99", ["满分: 99"]),
        ("综合得分.取整=1位", ["取整: 1位"]),
        ("速度.算式=2 + 1", ["算式: 2 + 1"]),
        ("派生:速度.算式=2 + 1", ["算式: 2 + 1"]),
        ("档表.值.甲=3", ["甲: 3"]),
        ("表:档表/值/甲=3", ["甲: 3"]),
        ("人口.范围=0..9", ["范围: 0..9"]),
        ("等次:先进.名额=2", ["名额: 2"]),
        ("等次:先进.高于=1", ["高于: 1"]),
        ("等次:其他={不低于: 60}", ["其他:", "不低于: 60"]),
        ("定等:依据=公布值", ["依据: 公布值"]),
        ("等次.先进.名额=2", ["名额: 2"]),  # a dot for the colon
        ("定等.依据=公布值", ["依据: 公布值"]),
        ("定版日=首日", ["定版日: 首日"]),
        ("经济.依据=第一条 # 一", ['依据: "第一条 # 一"']),
    ],
)
def test_where_a_value_is_put(change, lines):
    found = line_of(TEXT, change)
    assert found[: len(lines)] == lines


def test_an_argument_is_written_where_there_was_a_word():
    """下限 is a word of nodes too; behind 计分 it is the rule's."""
    changes = "财政收入.封顶=120%", "财政收入.下限=1", "财政收入.计分.下限=10%"
    scheme, _, problems = edited(TEXT, *changes)
    assert not problems
    item = next(one for one in scheme.root.children[0].children if one.key == "财政收入")
    assert item.source.arguments["cap"].text == "120%"
    assert item.source.arguments["floor"].text == "10%"
    assert item.floor is not None


def test_an_argument_behind_a_word():
    scheme, _, _ = edited(TEXT, "财政收入.计分.下限=10%")
    item = next(one for one in scheme.root.children[0].children if one.key == "财政收入")
    assert item.source.arguments["floor"].text == "10%"
    (problem,) = edited(TEXT, "财政收入.计分.没有=1")[1].problems
    assert problem.code == "change-not-found"


def test_a_value_is_dropped():
    assert "上限: 4" not in "".join(line_of(TEXT, "减分.上限="))
    scheme, editor, _ = edited(TEXT, "等次:先进.名额=")
    assert scheme.grading.grades[0].quota is None
    assert [(one.before, one.after) for one in editor.made] == [("25%", "")]


@pytest.mark.parametrize(
    ("change", "code", "remedy"),
    [
        ("财证收入.分值=1", "unknown-key", "是不是「经济/财政收入」？"),
        ("没有的.分值=1", "unknown-key", "kaoji plan"),
        ("经济.分只=1", "change-not-found", "是不是「分值」？"),
        ("经济.啥都不是呢=1", "change-not-found", "这里有：分值、指标、加分"),
        ("评价.权重=1", "ambiguous-key", "评价.评分.评分人.部门.权重"),
        ("评价.评分.评分人.部们.权重=1", "change-not-found", "是不是「部门」？"),
        ("评价.评分.评分人.部门.权重.多=1", "change-not-found", "kaoji plan"),
        ("否决:甲.封顶=1", "change-not-found", "方案里有："),
        ("表:档表.值.丙=1", "change-not-found", "这里有：甲、乙"),
        ("表:档表.多余=1", "change-not-found", None),
        ("总分.啥都不是呢=1", "change-not-found", None),
        ("经济.上限=", "change-not-found", "核对名称"),
        ("财政收入.封顶=", "change-not-found", "核对名称"),
        ("投资.方向=越低越好", "change-not-found", None),
        ("经济.分值=[1", None, None),
        ("经济.分值=0x10", None, None),
    ],
)
def test_what_is_not_there(change, code, remedy):
    _, editor, _ = edited(TEXT, change)
    assert not editor.made
    problem = editor.problems[0]
    assert code in (None, problem.code)
    assert problem.place.file == "--change"
    assert remedy is None or remedy in problem.remedy


def test_everything_may_stand_under_the_total():
    text = "总分: {满分: 100, 指标: {业务: {分值: 60}, 评价: {分值: 40}}}\n"
    scheme, _, problems = edited(text, "业务.分值=50", "评价.分值=50", "总分.取整=1位")
    assert not problems
    assert [one.points.text for one in scheme.root.children] == ["50", "50"]
    assert scheme.root.rounding.places == 1


def test_a_name_that_two_nodes_have():
    text = "指标: {甲项: {指标: {成本: {分值: 50}}}, 乙项: {指标: {成本: {分值: 50}}}}\n"
    (problem,) = edited(text, "成本.分值=1")[1].problems
    assert (problem.code, problem.message) == (
        "ambiguous-key", "「成本」可以指：甲项/成本、乙项/成本",
    )  # fmt: skip


def test_a_parameter_is_no_indicator():
    text = TEXT + "参数: {线: {类型: 数, 默认: 1}}\n"
    for change in ("线.默认=1", "参数.线=1"):
        (problem,) = edited(text, change)[1].problems
        assert (problem.code, problem.remedy) == ("bad-change", "写 参数:线=值")


def test_everything_is_told_compactly():
    _, editor, _ = edited(TEXT, "评价.评分={评分人: {甲: {权重: 100%, 最少: [1, 2]}}}")
    (made,) = editor.made
    assert made.before.startswith("{评分人: {领导: {权重: 60%, 最少: 1}, 部门:")
    assert made.after == "{评分人: {甲: {权重: 100%, 最少: [1, 2]}}}"
    assert compact(editor.document).startswith("{方案: 试行办法, 编号: trial")


def test_an_english_scheme():
    text = """\
    scheme: Towns
    id: towns
    version: "1"
    effective: 2020-01-01
    basis: rules
    subjects: town
    items: {revenue: {points: 40, scoring: proportional, range: 0..1000}}
    grades: {first: {floor: 90}, rest: otherwise}
    """
    scheme, editor, _ = edited(text, "revenue.points=30", "grades:first.floor=80", head="")
    assert [one.before for one in editor.made] == ["40", "90"]
    assert scheme.root.children[0].points.text == "30"


def test_what_another_change_has_taken_away_is_not_there():
    _, editor, _ = edited(TEXT, "经济.指标=", "财政收入.分值=30")
    (problem,) = editor.problems
    assert (problem.code, problem.path) == ("change-not-found", "财政收入.分值")
    assert "找不到" in problem.message
    assert [one.change.target for one in editor.made] == ["经济.指标"]


def test_a_key_inside_a_list_is_offered():
    text = TEXT.replace("名称: 固定资产投资", "名称: 固定资产投资\n        又名: [{深处: 1}]")
    (problem,) = edited(text, "投资.深外=1")[1].problems
    assert problem.remedy == "是不是「深处」？"


def test_a_value_behind_a_word_that_is_none():
    """下限 of a rule that is written as a word only; there is nothing to take away."""
    (problem,) = edited(TEXT, "财政收入.计分.下限=")[1].problems
    assert (problem.code, problem.message) == (
        "change-not-found", "「财政收入.计分.下限」没有写，不能删去",
    )  # fmt: skip


def test_an_argument_of_a_rule_that_is_a_single_value():
    """扣分: 2 has no keys of its own: 最多扣 is not put there."""
    text = "指标: {甲: {分值: 100, 条目: {件: 数}, 每条: 件, 计分: {扣分: 2}}}\n"
    _, editor, _ = edited(text, "甲.计分.最多扣=10")
    assert not editor.made
    assert [one.code for one in editor.problems] == ["change-not-found"]
