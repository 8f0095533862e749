"""Nodes: keys and names, lists of nodes, sugar, roles, absences, periods, combining."""

from __future__ import annotations

import pytest

from kaoji.engine.plinth.periods import Grain
from kaoji.engine.scheme.model import Combine, MissingPolicy, NotApplicablePolicy, Role
from tests.engine.scheme.writing import codes, leaf, load, only, problems_of, with_head, with_leaf


def test_a_key_of_its_own_makes_the_other_the_name():
    scheme = load(with_head('指标: {"农民人均纯收入(元)": {键: 农民收入, 分值: 5}}'))
    (item,) = scheme.root.children
    assert (item.key, item.path, item.name) == ("农民收入", "农民收入", "农民人均纯收入(元)")


def test_a_name_that_cannot_be_a_key_is_told_how():
    problem = only(with_head('指标: {"农民人均纯收入(元)": {分值: 5}}'))
    assert problem.code == "bad-key"
    assert problem.remedy == '在下面写 键: 农民人均纯收入，名称: "农民人均纯收入(元)"'


@pytest.mark.parametrize(
    ("key", "code", "remedy"),
    [
        ("1号", "bad-key", "键: 项_1号"),
        ("(甲)", "bad-key", "键: 甲"),
        ("甲 乙", "bad-key", "键: 甲_乙"),
        ("甲、乙", "bad-key", "键: 甲_乙"),
        ("总分", "reserved-key", "换一个名字"),
        ("数值", "reserved-key", "换一个名字"),
        ("target", "reserved-key", "换一个名字"),
        ("如果", "reserved-key", "换一个名字"),
        ("且", "reserved-key", "换一个名字"),
    ],
)
def test_what_cannot_be_a_key(key, code, remedy):
    problem = only(with_leaf("分值: 1", key=f'"{key}"'))
    assert problem.code == code
    assert remedy in problem.remedy


@pytest.mark.parametrize("section", ["事实: {%s: 数}", "派生: {%s: 1}", "参数: {%s: 1}"])
def test_other_sections_have_plain_keys_too(section):
    assert codes(with_head(section % '"甲(元)"')) == ["bad-key"]
    assert codes(with_head(section % "目标")) == ["reserved-key"]


def test_nodes_in_a_list():
    scheme = load(
        with_head(
            "指标: [{键: 甲, 名称: 第一项, 分值: 1}, {名称: 乙}, {键: 丙, 指标: [{名称: 丁}]}]"
        )
    )
    assert [(one.key, one.name) for one in scheme.root.children] == [
        ("甲", "第一项"), ("乙", "乙"), ("丙", ""),
    ]  # fmt: skip
    assert scheme.root.children[2].children[0].path == "丙/丁"


def test_a_node_of_a_list_needs_a_name():
    assert codes(with_head("指标: [{分值: 1}]")) == ["missing-key"]
    assert codes(with_head("指标: [1]")) == ["wrong-shape", "missing-key"]


def test_an_own_key_must_be_plain_too():
    assert codes(with_leaf("键: 甲(乙)")) == ["bad-key"]


@pytest.mark.parametrize(
    "items",
    [
        "{甲: {又名: [乙]}, 乙: {}}",
        "{甲: {}, 乙: {键: 甲}}",
        "[{名称: 甲}, {名称: 甲}]",
        "{甲: {曾用: 丙}, 乙: {又名: 丙}}",
    ],
)
def test_two_siblings_answer_to_one_word(items):
    assert codes(with_head(f"指标: {items}")) == ["duplicate-name"]


def test_cousins_may_share_a_word():
    scheme = load(with_head("指标: {甲: {指标: {丙: {}}}, 乙: {指标: {丙: {}}}}"))
    assert [one.children[0].path for one in scheme.root.children] == ["甲/丙", "乙/丙"]


def test_bonus_and_deduction_are_children_of_that_key():
    scheme = load(
        with_head(
            "指标: {甲: {加分: {条目: {}, 每条: 1}, 指标: {乙: {}}}}\ndeduction: {items: {丙: {}}}"
        )
    )
    above, deduction = scheme.root.children
    assert [(one.path, one.role) for one in above.children] == [
        ("甲/加分", Role.BONUS), ("甲/乙", Role.SCORED),
    ]  # fmt: skip
    assert (deduction.path, deduction.role) == ("减分", Role.DEDUCTION)
    assert deduction.children[0].path == "减分/丙"


def test_a_bonus_beside_a_node_of_that_key():
    assert codes(with_head("指标: {加分: {}}\n加分: {}")) == ["duplicate-name"]


def test_a_role_may_be_said():
    assert leaf("作用: 减分").role is Role.DEDUCTION
    assert leaf("role: bonus").role is Role.BONUS
    assert codes(with_leaf("作用: 加")) == ["unknown-word"]


def test_a_node_alone_is_judged():
    assert leaf("").source.kind == "judged"
    assert load(with_head("指标:\n  甲:")).root.children[0].source.kind == "judged"


@pytest.mark.parametrize(
    ("items", "combine"),
    [
        ("{乙: {分值: 1}}", Combine.SUM),
        ("{乙: {权重: 1}, 丙: {作用: 加分}}", Combine.WEIGHTED),
        ("{乙: {}, 丙: {作用: 加分, 权重: 1}}", Combine.SUM),
        ("{}", None),
    ],
)
def test_how_children_combine_when_it_is_not_said(items, combine):
    (item,) = load(with_head(f"指标: {{甲: {{指标: {items}}}}}")).root.children
    assert item.combine is combine
    assert item.source is None


@pytest.mark.parametrize(
    ("written", "combine", "text"),
    [
        ("最高", Combine.HIGHEST, None),
        ("geometric", Combine.GEOMETRIC, None),
        ("乙", Combine.FORMULA, "乙"),
        ("最大(子项()) * 2", Combine.FORMULA, "最大(子项()) * 2"),
    ],
)
def test_how_children_combine(written, combine, text):
    (item,) = load(
        with_head(f"指标: {{甲: {{合成: {written}, 指标: {{乙: {{}}}}}}}}")
    ).root.children
    assert item.combine is combine
    assert (item.combine_formula and item.combine_formula.text) == text


@pytest.mark.parametrize("written", ["平平", "乙 +"])
def test_unknown_ways_of_combining(written):
    assert len(codes(with_head(f"指标: {{甲: {{合成: {written}, 指标: {{丙: {{}}}}}}}}"))) == 1


# --- absences ------------------------------------------------------------------------------------


def test_what_a_settled_absence_means():
    assert leaf("缺: 以已到者计").missing is MissingPolicy.AVAILABLE
    assert leaf("missing: no_rank").missing is MissingPolicy.NO_RANK


@pytest.mark.parametrize(
    ("written", "policy", "to", "value"),
    [
        ("重摊", NotApplicablePolicy.SHARE_OUT, None, None),
        ("0", None, None, "0"),
        ("待定", None, None, "`甲.无定义`"),
        ("{值: 5分}", None, None, "5"),
        ("{办法: 移出并折合, 至: 总分}", NotApplicablePolicy.RESCALE, "总分", None),
    ],
)
def test_what_no_value_means(written, policy, to, value):
    rule = leaf(f"无定义: {written}").undefined
    assert (rule.policy, rule.to, rule.value and rule.value.text) == (policy, to, value)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("不适用: 0", "unknown-word"),
        ("不适用: {值: 0}", "wrong-shape"),
        ("不适用: {办法: 摊}", "unknown-word"),
        ("不适用: [重摊]", "wrong-shape"),
        ("无定义: 重滩", "unknown-word"),
        ("无定义: 1 +", None),
        ("缺: 满", "unknown-word"),
    ],
)
def test_faults_of_absences(line, code):
    found = codes(with_leaf(line))
    assert len(found) == 1
    assert code in (None, found[0])


def test_an_empty_absence_says_nothing():
    assert leaf("不适用: {}").not_applicable is None


# --- periods -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "names", "grain", "weights"),
    [
        ("{中期: 30%, 年终: 70%}", ("中期", "年终"), None, ["30%", "70%"]),
        ("{季度: 25%}", (), Grain.QUARTER, ["25%"]),
        ("{month: mean}", (), Grain.MONTH, []),
        ("{中期: 均值, 年终: 平均}", ("中期", "年终"), None, []),
        ("{上半年: 30分, 下半年: 70}", ("上半年", "下半年"), None, ["30", "70"]),
        ("{中期: 待定, 年终: 1}", ("中期", "年终"), None, ["`甲.周期.中期`", "1"]),
    ],
)
def test_parts_of_a_period(written, names, grain, weights):
    parts = leaf(f"周期: {written}").parts
    assert (parts.names, parts.grain) == (names, grain)
    assert [weight.text for weight in parts.weights] == weights


@pytest.mark.parametrize(
    "line",
    [
        "周期: 季度",
        "周期: {甲: 均值, 乙: 50%}",
        "周期: {甲: [1]}",
        "周期: {甲: 1}\n期段: {甲: [01-01]}",
    ],
)
def test_faults_of_parts(line):
    assert codes(with_leaf(line)) == ["wrong-shape"]


def test_no_parts():
    assert leaf("周期: {}").parts is None


# --- rounding ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "places", "mode"),
    [
        ("1位", 1, "half_up"), ("0位 去尾", 0, "down"), ("2位小数 四舍六入五成双", 2, "half_even"),
        ("2 places up", 2, "up"), ("-1", -1, "half_up"),
    ],
)  # fmt: skip
def test_rounding(written, places, mode):
    rule = leaf(f"取整: {written}").rounding
    assert (rule.places, rule.mode) == (places, mode)


def test_names_in_messages_are_those_of_the_file():
    (problem,) = problems_of(with_head("指标: {甲: {指标: {乙: {分直: 1}}}}"))
    assert problem.path == "甲/乙"
