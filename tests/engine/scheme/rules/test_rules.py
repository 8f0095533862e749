"""Rule kinds: each has all its parts, reads back, and computes what the text means."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

import kaoji.engine.scheme.rules as registry
from kaoji.engine.feel.compile import Frame, compile_expression
from kaoji.engine.plinth.values import UNDEFINED, Null
from kaoji.engine.scheme.load import load_scheme_text
from kaoji.engine.scheme.model import Events, RuleCall
from kaoji.engine.scheme.rules import RULES, Shape, lower_call, rule_named
from kaoji.engine.scheme.words import KEYS
from tests.engine.scheme.writing import leaf, load, only, with_leaf

FOLDER = Path(registry.__file__).parent
NULL = Null(UNDEFINED.reason)


class Desk:
    """Gives names their test values; 同组 and 查表 answer what the test says."""

    def __init__(self, values):
        self.values = values

    def bind_name(self, name):
        return lambda _frame: self.values[".".join(name.parts)]

    def bind_form(self, call, *, program_of):
        if call.function == "同组":
            return lambda _frame: self.values["同组"]
        if call.function == "查表":
            key = program_of(call.arguments[1])
            return lambda frame: self.values["查表"](key(frame))
        return None


def worth(item, **values):
    """What the rule of a leaf gives for these values."""
    values.setdefault("满分", 10)
    values.setdefault("分值", 10)
    exact = {
        name: Fraction(value) if type(value) in (int, str) else value
        for name, value in values.items()
    }
    formula = item.source.then if isinstance(item.source, Events) else lower_call(
        item.source, item=item
    )  # fmt: skip
    return compile_expression(formula.expression, binder=Desk(exact))(Frame(None))


# --- completeness --------------------------------------------------------------------------------


def test_every_file_of_a_kind_is_registered():
    files = {path.stem for path in FOLDER.glob("*.py")} - {"__init__", "base"}
    assert files == set(RULES)


def test_the_kinds_are_those_that_the_language_promises():
    words = {rule.words[0] for rule in RULES.values()}
    assert words == {
        "直接评分", "按完成比例折算", "超额加分", "分档", "整步计分", "达标计满分", "是否",
        "定额计分",
        "满意率", "名次计分", "扣分", "比重折算", "两档插值", "差额计分", "公式",
    }  # fmt: skip


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_no_kind_lacks_a_part(rule):
    lacking = [
        part
        for part in ("kind", "summary_zh", "summary_en", "wording", "lower")
        if not getattr(rule, part)
    ]
    assert lacking == []
    assert rule_named(rule.words[0]) is rule
    assert rule_named(rule.words[1]) is rule
    assert rule.main is None or rule.argument(rule.main)


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_arguments_have_both_spellings_and_words_have_options(rule):
    spellings = [word for one in rule.arguments for word in (one.zh, one.en)]
    assert len(spellings) == len(set(spellings))
    for one in rule.arguments:
        assert one.meaning
        assert bool(one.options) is (one.shape is Shape.WORD)
        assert one.en.isascii()
        assert not one.zh.isascii()


def test_no_rule_word_is_taken_by_another():
    words = [word for rule in RULES.values() for word in rule.words]
    assert len(words) == len(set(words))
    assert not {"分值", "算式"} & set(words)
    assert KEYS["node"]


# --- proportional --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "value", "target", "expected"),
    [
        ("按完成比例折算", 850, 1000, "8.5"),
        ("按完成比例折算", 1500, 1000, 10),
        ("按完成比例折算", -5, 1000, 0),
        ("{按完成比例折算: {封顶: 120%}}", 1500, 1000, 12),
        ("{按完成比例折算: {封顶: 120%, 下限: 50%}}", 100, 1000, 5),
        ("{proportional: {cap: 1.1}}", 1500, 1000, 11),
        ("{按完成比例折算: {方向: 越低越好, 公式: 目标/数值}}", 125, 100, 8),
        ("{按完成比例折算: {方向: 越低越好, 公式: 2-数值/目标}}", 125, 100, "7.5"),
    ],
)
def test_completion_in_proportion(rule, value, target, expected):
    item = leaf(f"分值: 10\n计分: {rule}")
    assert worth(item, 数值=value, 目标=target) == Fraction(expected)


def test_a_zero_target_has_no_ratio():
    assert worth(leaf("计分: 按完成比例折算"), 数值=5, 目标=0) == NULL


def test_less_is_better_needs_its_formula():
    problem = only(with_leaf("计分: {按完成比例折算: {方向: 越低越好}}"))
    assert problem.code == "lower-needs-formula"
    assert "2-数值/目标" in problem.remedy


# --- over-fulfilment, bands, steps ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "points", "expected"),
    [(109, 10, 0), (110, 10, 2), (130, 10, 2), (130, 5, "1.5"), ("109.99", 10, 0)],
)
def test_over_fulfilment_is_capped_by_the_item(value, points, expected):
    item = leaf("计分: {超额加分: {达到: 110%, 加: 2分, 上限: 30%}}")
    assert worth(item, 数值=value, 目标=100, 分值=points) == Fraction(expected)


def test_over_fulfilment_without_cap_and_with_zero_target():
    item = leaf("计分: {超额加分: {达到: 110%, 加: 20}}")
    assert worth(item, 数值=110, 目标=100) == 20
    assert worth(item, 数值=110, 目标=0) == NULL


def test_bands_look_their_table_up():
    item = leaf('计分: {分档: {">=90": 30, 其余: 0}}')
    asked = []
    assert worth(item, 数值=95, 查表=lambda key: asked.append(key) or Fraction(30)) == 30
    assert asked == [95]
    assert lower_call(item.source, item=item).text == "查表(`甲.计分.分档.档`, 数值)"


def test_bands_of_an_expression_and_of_a_named_table():
    text = (
        with_leaf("计分: {分档: {档: 转换表, 按: 数值 / 目标}}") + "表: {转换表: {档: {其余: 1}}}"
    )
    item = load(text).root.children[0]
    assert item.input.needs_target
    assert lower_call(item.source, item=item).text == "查表(`转换表`, (数值 / 目标))"


@pytest.mark.parametrize(
    ("rule", "value", "expected"),
    [
        ("{每: 10, 得: 0.5, 方式: 整步}", 25, 1),
        ("{每: 10, 得: 0.5, 方式: 按比例}", 25, "1.25"),
        ("{每: 10, 得: 0.5, 方式: 整步, 起点: 20}", 35, "0.5"),
        ("{每: 10, 得: 0.5, 方式: 整步, 起点: 20}", 5, 0),
        ("{每: 10, 得: 0.5, 方式: 整步, 上限: 2}", 1000, 2),
        ("{每: 10, 得: 0.5, 方式: whole, 按: 数值 * 2}", 25, "2.5"),
        ("{每: 10, 得: 0.5, 方式: 整步, 门槛: 数值 >= 30}", 25, 0),
        ("{每: 10, 得: 0.5, 方式: 整步, 门槛: 数值 >= 30}", 30, "1.5"),
    ],
)
def test_steps(rule, value, expected):
    assert worth(leaf(f"计分: {{整步计分: {rule}}}"), 数值=value) == Fraction(expected)


def test_how_part_steps_count_has_to_be_said():
    problem = only(with_leaf("计分: {整步计分: {每: 10, 得: 1}}"))
    assert problem.code == "missing-argument"
    assert "整步" in problem.remedy
    assert "按比例" in problem.remedy


# --- meets, yes or no, quota, rate ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("direction", "value", "expected"),
    [
        ("越高越好", 100, 10), ("越高越好", 99, 0),
        ("越低越好", 100, 10), ("越低越好", 101, 0),
    ],
)  # fmt: skip
def test_meeting_a_target(direction, value, expected):
    item = leaf(f"计分: {{达标计满分: {{方向: {direction}}}}}")
    assert worth(item, 数值=value, 目标=100) == expected


def test_meeting_by_a_truth_needs_no_target():
    item = leaf("计分: 达标计满分\n类型: 是否")
    assert not item.input.needs_target
    assert worth(item, 数值=True) == 10
    assert worth(item, 数值=False) == 0


def test_yes_and_no():
    plain = leaf("计分: 是否")
    assert plain.input.value.type == "truth"
    assert (worth(plain, 数值=True), worth(plain, 数值=False)) == (10, 0)
    other = leaf("计分: {是否: {是: 3, 否: -1}}")
    assert (worth(other, 数值=True), worth(other, 数值=False)) == (3, -1)


@pytest.mark.parametrize(("value", "expected"), [(3, "7.5"), (4, 10), (6, 10), (0, 0)])
def test_a_count_against_a_quota(value, expected):
    assert worth(leaf("计分: {定额计分: 4}"), 数值=value) == Fraction(expected)


def test_a_quota_may_be_beaten():
    assert worth(leaf("计分: {定额计分: {定额: 4, 封顶: 150%}}"), 数值=9) == 15


def test_a_rate_of_answers():
    item = leaf("计分: 满意率")
    assert set(item.input.fields) == {"满意", "有效"}
    assert worth(item, 满意=45, 有效=50) == 9
    assert worth(item, 满意=0, 有效=0) == NULL


def test_a_rate_of_other_fields_in_bands():
    item = leaf(
        """
        计分: {满意率: {分子: 好 + 较好, 分母: 总票, 档: {">=90%": 10, 其余: 0}}}
        字段: {好: 数, 较好: 数, 总票: 数}
        """
    )
    assert set(item.input.fields) == {"好", "较好", "总票"}
    looked_up = worth(item, 好=40, 较好=5, 总票=50, 查表=lambda rate: rate)
    assert looked_up == Fraction(9, 10)


# --- ranks, deductions, scales, curves, gaps -----------------------------------------------------


@pytest.mark.parametrize(
    ("value", "rule", "expected"),
    [
        (90, "{首名: 10, 每降一名减: 2, 最低: 3}", 10),
        (80, "{首名: 10, 每降一名减: 2, 最低: 3}", 8),
        (60, "{首名: 10, 每降一名减: 2, 最低: 3}", 4),
        (60, "{首名: 10, 每降一名减: 3, 最低: 3}", 3),
        (60, "{每降一名减: 3, 方向: 越低越好}", 10),
        (60, "{每降一名减: 3, 方式: 密集}", 4),
    ],
)
def test_ranks_become_points(value, rule, expected):
    group = tuple(map(Fraction, (90, 80, 80, 60)))
    item = leaf(f"计分: {{名次计分: {rule}}}")
    assert worth(item, 数值=value, 同组=group) == expected


def test_ranks_may_have_a_table_and_another_group():
    item = leaf("计分: {名次计分: {名次表: {1: 10, 2: 8, 其余: 5}, 分组: 片区}}")
    text = lower_call(item.source, item=item).text
    assert (
        text == '查表(`甲.计分.名次计分.名次表`, 名次(数值, 同组(`甲`.数值, `片区`), "竞争", "降"))'
    )


@pytest.mark.parametrize("rule", ["名次计分", "{名次计分: {名次表: t, 每降一名减: 1}}"])
def test_how_ranks_become_points_has_to_be_said_once(rule):
    assert only(with_leaf(f"计分: {rule}")).code == "rank-points-unclear"


@pytest.mark.parametrize(
    ("rule", "value", "expected"),
    [
        ("扣分", 3, 7), ("扣分", 30, 0), ("{扣分: 0.5}", 3, "8.5"),
        ("{扣分: {每: 2, 最多扣: 4}}", 3, 6),
    ],
)  # fmt: skip
def test_deductions_end_at_a_floor(rule, value, expected):
    assert worth(leaf(f"计分: {rule}"), 数值=value) == Fraction(expected)


def test_deductions_by_rows_take_the_sum_of_the_list():
    item = leaf("条目: {}\n每条: 2\n计分: 扣分")
    assert isinstance(item.source, Events)
    assert item.input.row_kind == "event"
    assert worth(item, 数值=4) == 6
    assert worth(item, 数值=400) == 0


def test_a_mark_on_another_scale():
    item = leaf("分值: 20\n计分: 比重折算")
    assert worth(item, 数值=85, 满分=20) == 17
    assert (item.input.value.low.text, item.input.value.high.text) == ("0", "100")
    other = leaf("计分: {比重折算: 50}")
    assert worth(other, 数值=25) == 5
    assert other.input.value.high.text == "(50)"


@pytest.mark.parametrize("curve", ["[[60, 0], [80, 10]]", "{60: 0, 80: 10}"])
@pytest.mark.parametrize(("value", "expected"), [(50, 0), (70, 5), (90, 10)])
def test_points_on_lines_between_anchors(curve, value, expected):
    assert worth(leaf(f"计分: {{两档插值: {curve}}}"), 数值=value) == expected


def test_lines_of_an_expression():
    item = leaf("计分: {两档插值: {折线: [[0, 0], [1, 10]], 按: 数值 / 目标}}")
    assert worth(item, 数值=1, 目标=2) == 5


@pytest.mark.parametrize(
    ("rule", "value", "expected"),
    [
        ("{减: 1, 方式: 整步}", 97, 7), ("{减: 1, 方式: 整步}", 103, 10),
        ("{减: 1, 每: 2, 方式: 整步}", 97, 9), ("{减: 1, 每: 2, 方式: 按比例}", 97, "8.5"),
        ("{减: 1, 方式: 整步, 下限: 4}", 50, 4), ("{减: 1, 方式: 整步}", 50, 0),
        ("{减: 1, 方式: 整步, 方向: 越低越好}", 103, 7),
    ],
)  # fmt: skip
def test_gaps_cost_points(rule, value, expected):
    item = leaf(f"计分: {{差额计分: {rule}}}")
    assert worth(item, 数值=value, 目标=100) == Fraction(expected)


def test_judged_points_are_between_nothing_and_full():
    item = leaf("分值: 10")
    assert item.source == RuleCall("judged", {})
    assert worth(item, 数值=7) == 7
    assert (item.input.value.low.text, item.input.value.high.text) == ("0", "满分")


def test_a_formula_under_scoring_is_a_formula():
    assert leaf("计分: {公式: 数值 * 2}").source == leaf("算式: 数值 * 2").source
    assert leaf("计分: {公式: {算式: 数值 * 2}}").source == leaf("公式: 数值 * 2").source


def test_the_formula_kind_lowers_like_any_other():
    item = leaf("算式: 数值")
    call = RuleCall("formula", {"expression": item.source})
    assert RULES["formula"].lower(item, call) == "(数值)"


# --- reading calls -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "code", "hint"),
    [
        ("按完成比例折", "unknown-rule", "按完成比例折算"),
        ("proportionl", "unknown-rule", "proportional"),
        ("{按完成比例折算: {封項: 1}}", "unknown-argument", "封顶"),
        ("{直接评分: {封顶: 1}}", "unknown-argument", "没有参数"),
        ("{按完成比例折算: {方向: 越高}}", "unknown-word", "越高越好"),
        ("{按完成比例折算: {封顶: 1, cap: 2}}", "duplicate-key", "只留一个"),
        ("{按完成比例折算: 1}", "wrong-shape", "一组参数"),
        ("{超额加分: {加: 1}}", "missing-argument", "达到"),
        ("[按完成比例折算]", "wrong-shape", "计分方法"),
        ("{按完成比例折算: {}, 扣分: {}}", "wrong-shape", "计分方法"),
        ("{两档插值: [[1, 2, 3]]}", "wrong-shape", "两项"),
        ("{按完成比例折算: {方向: [越高越好]}}", "wrong-shape", "单个值"),
        ("{按完成比例折算: {封顶: {}}}", "wrong-shape", "单个值"),
        ("{两档插值: [[1, 2, ], 3]}", "wrong-shape", "两项"),
        ("{两档插值: [[1, ''], [2, 3]]}", "empty-value", "写上值"),
        ("{分档: [1]}", "wrong-shape", "一组键"),
        ("", "empty-value", "写上值"),
    ],
)
def test_faults_of_a_call(rule, code, hint):
    problem = only(with_leaf(f"计分: {rule}"))
    assert problem.code == code
    assert hint in problem.remedy + problem.message


def test_a_rule_that_cannot_take_rows():
    text = with_leaf("条目: {}\n每条: 1\n计分: 是否")
    assert only(text).code == "rule-without-rows"


def test_a_faulty_argument_leaves_the_others():
    scheme, problems = load_scheme_text(with_leaf("计分: {按完成比例折算: {封顶: 1 +, 下限: 0}}"))
    assert [problem.path for problem in problems] == ["甲/计分/按完成比例折算/封顶"]
    assert set(scheme.root.children[0].source.arguments) == {"floor"}
