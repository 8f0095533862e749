"""Leaves: one source of value, and the facts that it needs."""

from __future__ import annotations

import pytest

from kaoji.engine.scheme.model import Events, Feed, Formula, Panel, PlanItems, RuleCall
from tests.engine.scheme.writing import codes, leaf, load, only, with_head, with_leaf

ROWS = "条目: {}\n每条: 1\n"


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ("计分: 直接评分\n算式: 1", "算式"),
        ("计分: 直接评分\n评分: {甲: 1}", "计分"),
        ("评分: {甲: 1}\n计划: {计分: 直接评分}", "计划"),
        (ROWS + "评分: {甲: 1}", "评分"),
        ("计划: {计分: 直接评分}\n算式: 1", "算式"),
    ],
)
def test_two_sources_are_one_too_many(body, key):
    problem = only(with_leaf(body))
    assert problem.code == "two-sources"
    assert f"“{key}”" in problem.message


@pytest.mark.parametrize(
    "line", ["计分: 直接评分", "算式: 1", "条目: {}", "每条: 1", "评分: {甲: 1}"]
)
def test_a_group_has_no_source(line):
    problem = only(with_leaf(f"指标: {{乙: {{}}}}\n{line}"))
    assert problem.code == "source-beside-items"


def test_a_total_with_children_has_no_formula():
    assert codes(with_head("指标: {甲: {}}\n总分: {算式: 1}")) == ["source-beside-items"]


@pytest.mark.parametrize(
    ("formula", "asks", "needs_target"),
    [("数值 / 目标", True, True), ("数值", True, False), ("人口 * 2", False, False)],
)
def test_a_formula_asks_for_the_fields_that_it_names(formula, asks, needs_target):
    item = leaf(f"算式: {formula}")
    assert isinstance(item.source, Formula)
    assert (item.input is not None) is asks
    assert (item.input is not None and item.input.needs_target) is needs_target


def test_a_formula_with_declared_fields_has_an_input():
    item = leaf("算式: 好 / 票\n字段: {好: 数, 票: 数}")
    assert set(item.input.fields) == {"好", "票"}


def test_a_declared_target_keeps_its_declaration():
    item = leaf("计分: 按完成比例折算\n字段: {目标: {单位: 人}}\n单位: 件")
    assert item.input.fields["目标"].unit == "人"
    assert leaf("计分: 按完成比例折算\n单位: 件").input.fields["目标"].unit == "件"


def test_the_range_may_be_said_for_judged_points():
    spec = leaf("范围: 2..8").input.value
    assert (spec.low.text, spec.high.text) == ("2", "8")


def test_a_faulty_rule_leaves_the_input():
    scheme_codes = codes(with_leaf("计分: 没有"))
    assert scheme_codes == ["unknown-rule"]


# --- rows ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "gather", "top"),
    [
        ("逐项累加", "sum", None), ("最高", "highest", None), ("最高3项", "top", "3"),
        ("前 2", "top", "2"), ("highest 3", "top", "3"), ("最高待定项", "top", "`甲.汇总`"),
        ("计数", "count", None),
    ],
)  # fmt: skip
def test_how_rows_gather(written, gather, top):
    events = leaf(ROWS + f"汇总: {written}").source
    assert (events.gather, events.top and events.top.text) == (gather, top)


def test_rows_need_the_worth_of_one():
    assert only(with_leaf("条目: {}")).code == "missing-key"
    assert codes(with_leaf("条目: {}\n每条: 1 +")) != []
    assert leaf("条目: {}\n汇总: 计数").source.per_row.text == "1"


def test_rows_need_not_be_declared():
    assert isinstance(leaf("每条: 1").source, Events)
    assert leaf("条目:\n每条: 1").input.fields == {}


def test_an_unknown_way_of_gathering():
    assert codes(with_leaf(ROWS + "汇总: 相乘")) == ["unknown-word"]
    assert codes(with_leaf(ROWS + "每事项: 相乘")) == ["unknown-word"]


def test_a_formula_beside_rows():
    with_worth = leaf(ROWS + "算式: 数值 * 2")
    assert with_worth.source.then.text == "数值 * 2"
    alone = leaf("条目: {人数: 数}\n算式: 合计(条(甲).人数)")
    assert isinstance(alone.source, Formula)
    assert alone.input.row_kind == "event"


def test_rows_against_a_target():
    item = leaf(ROWS + "计分: 按完成比例折算")
    assert item.input.needs_target
    assert "目标" not in item.input.fields
    assert item.source.then.text == "满分 * 夹(数值 / 目标, 0, 1)"


def test_columns():
    item = leaf(
        """
        每条: 1
        条目: {一: 数, 二: 是否, 三: 等级, 四: [甲, 乙], 五: {类型: 等级}, 六: ,
          七: {取值: [丙]}, 八: {序: 丁}}
        """
    )
    kinds = {key: (one.type, one.scale, one.options) for key, one in item.input.fields.items()}
    assert kinds == {
        "一": ("number", None, ()), "二": ("truth", None, ()), "三": ("choice", "等级", ()),
        "四": ("text", None, ("甲", "乙")), "五": ("choice", "等级", ()),
        "六": ("number", None, ()),
        "七": ("text", None, ("丙",)), "八": ("choice", "丁", ()),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ("{一: 序}", "unknown-word"), ("{一: 表}", "unknown-word"),
        ("{一: {类型: 序}}", "missing-key"),
        ("{一: {类型: 表}}", "unknown-word"), ("{一: [[甲]]}", "wrong-shape"),
        ("[一]", "wrong-shape"),
        ("{一: 数, 一: 数}", "duplicate-key"), ("{一: {必填: 也许}}", "unknown-word"),
        ("{一: 数, '一 ': 数}", "duplicate-key"),
    ],
)  # fmt: skip
def test_faults_of_columns(columns, code):
    assert code in codes(with_leaf(f"每条: 1\n条目: {columns}"))


# --- panels --------------------------------------------------------------------------------------


def test_a_panel_of_weights_alone():
    panel = leaf("评分: {领导: 50%, 群众: 50%}").source
    assert isinstance(panel, Panel)
    assert [(one.name, one.weight.text) for one in panel.classes] == [
        ("领导", "50%"),
        ("群众", "50%"),
    ]
    assert panel.scale is None


def test_what_a_ballot_holds():
    plain = leaf("评分: {领导: 1}").input
    assert plain.row_kind == "ballot"
    assert (plain.value.low.text, plain.value.high.text) == ("0", "100")
    own = leaf("评分: {评分人: {领导: 1}, 量表满分: 本指标}").input
    assert own.value.high.text == "`满分`"
    asked = leaf("评分: {领导: 1}\n范围: 0..10").input
    assert asked.value.high.text == "10"
    words = leaf("评分: {评分人: {领导: 1}, 量表: {好: 100, 不了解: 不计}}").input
    assert words.value.options == ("好", "不了解")


def test_a_class_may_be_open_in_every_way():
    scheme = load(with_leaf("评分: {领导: {权重: 待定, 最少: 待定}}"))
    assert [(one.name, one.unit) for one in scheme.parameters] == [
        ("甲.评分.领导.权重", None), ("甲.评分.领导.最少", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("panel", "code"),
    [
        ("1", "wrong-shape"), ("{}", "wrong-shape"), ("{领导: {最少: 3}}", "missing-key"),
        ("{量表: {好: 1}}", "missing-key"), ("{领导: [1]}", "wrong-shape"),
        ("{评分人: {领导: 1}, 汇集: 去高低}", "missing-key"), ("{评分人: 1}", "wrong-shape"),
        ("{评分人: {领导: 1}, 量表: 好}", "wrong-shape"),
        ("{评分人: {领导: 1}, 量表: {好: [1]}}", "wrong-shape"),
    ],
)  # fmt: skip
def test_faults_of_a_panel(panel, code):
    assert codes(with_leaf(f"评分: {panel}")) == [code]


# --- plans and feeds -----------------------------------------------------------------------------


def test_plan_items():
    item = leaf("计划: {算式: 分值 * 数值 / 目标, 个数: 3, 分值合计: 100, 列: {级别: [县, 市]}}")
    assert isinstance(item.source, PlanItems)
    assert item.source.per_item.text == "分值 * 数值 / 目标"
    assert item.source.least is item.source.most
    assert item.input.row_kind == "plan"
    assert item.input.needs_target
    assert item.input.fields["级别"].options == ("县", "市")
    by_rule = leaf("计划: {计分: 按完成比例折算, 个数: 1..}")
    assert isinstance(by_rule.source.per_item, RuleCall)
    assert (by_rule.source.least.text, by_rule.source.most) == ("1", None)


@pytest.mark.parametrize(
    ("plan", "code"),
    [("{}", "missing-key"), ("1", "wrong-shape"), ("{计分: 没有}", "unknown-rule")],
)
def test_faults_of_a_plan(plan, code):
    assert code in codes(with_leaf(f"计划: {plan}"))


def test_feeds():
    assert leaf("引用: 项目考核").source == Feed("项目考核")
    item = leaf("feed: {scheme: 项目考核, relation: 承担项目, take: grade, gather: only}")
    assert item.source == Feed("项目考核", "承担项目", "等次", "only")
    assert item.input is None
    converted = leaf("引用: 项目考核\n计分: 比重折算")
    assert converted.source.kind == "scaled"
    assert converted.input.feed == Feed("项目考核")
    assert leaf("引用: {方案: 甲, 取: 甲/乙}").source.take == "甲/乙"


@pytest.mark.parametrize(
    ("feed", "code"),
    [("{关系: 甲}", "missing-key"), ('""', "empty-value"), ("{方案: }", "empty-value")],
)
def test_faults_of_a_feed(feed, code):
    assert codes(with_leaf(f"引用: {feed}")) == [code]


# --- inputs --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("[0, 100]", "0", "100"), ("0..100", "0", "100"), ("0..", "0", None),
        ("..100", None, "100"),
        ("0以上", "0", None), ("不低于 5", "5", None), ("100以下", None, "100"),
        ("不超过 9", None, "9"), ('"[0..100]"', "0", "100"), ("[0..100]", "0", "100"),
        ("[~, 5]", None, "5"), ("[0, 待定]", "0", "`甲.范围`"), ("0..线 + 1", "0", "线 + 1"),
    ],
)  # fmt: skip
def test_ranges(written, low, high):
    spec = leaf(f"计分: 达标计满分\n范围: {written}").input.value
    assert (spec.low and spec.low.text, spec.high and spec.high.text) == (low, high)


@pytest.mark.parametrize(
    "written", ["[0]", "[0, 1, 2]", "[[0], 1]", "{}", "很大", "..", "[[0, 1]]", "[~, ~]"]
)
def test_ranges_that_are_none(written):
    assert codes(with_leaf(f"计分: 达标计满分\n范围: {written}")) == ["bad-range"]


def test_a_part_of_a_range_stands_in_its_place():
    spec = leaf("计分: 达标计满分\n范围: 0..100").input.value
    assert spec.high.place.column == spec.low.place.column + 3


def test_how_facts_of_other_periods_serve():
    assert leaf("沿用: 是").input.carry == "carry"
    assert leaf("汇总期: 是").input.carry == "gather"
    assert leaf("沿用: 否").input.carry == "none"
    assert codes(with_leaf("沿用: 是\n汇总期: 是")) == ["conflicting-keys"]


def test_facts():
    scheme = load(
        with_head(
            """
            事实:
              人口: {类型: 数, 单位: 人}
              达标: 是否
              等级: 甲级
              类别: [甲, 乙]
              牌: {条目: {}}
              项目分: {引用: 项目考核}
              首: {类型: 日期, 首期: 2015-12-31}
            """
        )
    )
    kinds = [(one.path, one.row_kind, one.value.type) for one in scheme.facts]
    assert kinds == [
        ("人口", "quantity", "number"), ("达标", "quantity", "truth"),
        ("等级", "quantity", "choice"),
        ("类别", "quantity", "text"), ("牌", "event", "number"), ("项目分", "quantity", "number"),
        ("首", "quantity", "date"),
    ]  # fmt: skip
    assert scheme.facts[5].feed == Feed("项目考核")
    assert scheme.facts[6].history_first.text == '@"2015-12-31"'


def test_derived_values():
    scheme = load(with_head("派生: {甲: 1 + 1, 乙: {算式: 甲, 无定义: 0}}"))
    assert [one.formula.text for one in scheme.derived] == ["1 + 1", "甲"]
    assert scheme.derived[1].undefined.value.text == "0"
    assert codes(with_head("派生: {甲: }")) == ["empty-value"]


def test_parameters():
    scheme = load(
        with_head(
            """
            参数:
              一: 5
              二: 待定
              三: {默认: 待定, 依据: 第一条}
              四: {分期: {2016-07-01: 2, 2016-01-01: 1}}
              五: {类型: 表, 键: [层级], 值: {市: 1}}
              六: {分类: {乡镇: 1, 街道: }}
              七: {分期: {明天: 1}}
            """
        )
        .replace("街道: ", "街道: 2")
        .replace("明天", "2016-01-01")
    )
    assert [(one.name, one.required) for one in scheme.parameters] == [
        ("一", False), ("二", True), ("三", True), ("四", False), ("五", False), ("六", True),
        ("七", False),
    ]  # fmt: skip
    assert [value.text for _, value in scheme.parameters[3].dated] == ["1", "2"]
    assert scheme.parameters[4].table.cells


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("{分类: {乡镇: }}", "empty-value"), ("{分期: {明天: 1}}", "bad-date"),
        ("{分期: {2016-01-01: }}", "empty-value"), ("{分类: 1}", "wrong-shape"),
        ("{必填: 要}", "unknown-word"), ("[1]", "wrong-shape"),
    ],
)  # fmt: skip
def test_faults_of_a_parameter(body, code):
    assert codes(with_head(f"参数: {{甲: {body}}}")) == [code]
