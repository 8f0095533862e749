"""One step, one sentence: those that whole schemes seldom show."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaoji.engine.explain.records import FigureNote, StepNote
from kaoji.engine.explain.steps import sentence
from kaoji.engine.plan.nodes import Node
from kaoji.engine.plinth.values import NOT_APPLICABLE, UNDEFINED, Null, Reason, Span
from kaoji.engine.scheme.model import MissingPolicy, NotApplicablePolicy

OPEN = Span(Fraction(0), Fraction(9), ways={"甲:一@2025": 0})
DIVIDED = Null(Reason.UNDEFINED, "分母为零")
VOID = Null(Reason.UNDEFINED, "没有有效票")
UNBOUNDED = Span(None, None, ways={"甲:一@2025": 0})


def number(value):
    return Fraction(value) if isinstance(value, int | str) else value


def said(kind, value, *, label="", text="", node=None, **figures):
    notes = tuple(FigureNote(name, number(one), "own") for name, one in figures.items())
    step = StepNote(kind, label, number(value), "", notes, text)
    return sentence(step, node=node or Node("业务/收入", None, unit="分"))


@pytest.mark.parametrize(
    ("text", "count", "told"),
    [
        ("mean", 3, "取自乙乡 的 总分，3 个结果取均值，得 80 分。"),
        ("sum", 2, "取自乙乡 的 总分，2 个结果合计，得 80 分。"),
        ("lowest", 2, "取自乙乡 的 总分，2 个结果取最低，得 80 分。"),
        ("highest", 2, "取自乙乡 的 总分，2 个结果取最高，得 80 分。"),
        ("only", 2, "取自乙乡 的 总分，2 个结果，得 80 分。"),
        ("mean", 1, "取自乙乡 的 总分，得 80 分。"),
    ],
)
def test_a_result_of_another_scheme(text, count, told):
    assert said("feed", 80, label="乙乡 的 总分", text=text, 结果数=count) == told


@pytest.mark.parametrize("value", [None, OPEN])
def test_a_result_of_another_scheme_that_is_not_here(value):
    assert said("feed", value, label="乙乡 的 总分", text="mean", 结果数=2) == (
        "取自乙乡 的 总分，尚缺数据。"
    )


@pytest.mark.parametrize(
    ("value", "figures", "told"),
    [
        (NOT_APPLICABLE, {"份额": "40"}, "「投资」不适用，移出，空出的份额 40。"),
        (NOT_APPLICABLE, {}, "「投资」不适用，移出。"),
        (UNDEFINED, {"份额": "1/3"}, "「投资」无定义，移出，空出的份额 1/3。"),
        (UNDEFINED, {"份额": OPEN}, "「投资」无定义，移出。"),
    ],
)
def test_what_is_taken_out(value, figures, told):
    assert said("removed", value, label="业务/投资", **figures) == told


@pytest.mark.parametrize(
    ("figures", "text", "told"),
    [
        ({"有效票": 8, "权重": "3/5"}, "", "「领导」有效票 8 张，汇集为 90，权重 60%。"),
        ({"有效票": 8}, "", "「领导」有效票 8 张，汇集为 90。"),
        (
            {"有效票": 8, "权重": "3/5", "不计入": 2},
            "",
            "「领导」有效票 8 张，汇集为 90，权重 60%，另有 2 张不计入。",
        ),
        (
            {"有效票": 2, "最少": 5, "权重": "3/5"},
            "too_few",
            "「领导」有效票 2 张，不足 5 张，先按 90 估计。",
        ),
        (
            {"有效票": 7, "最少": 5},
            "worth_open",
            "「领导」有效票 7 张，有的词值几分还不知道，先按 90 估计。",
        ),
    ],
)
def test_ballots(figures, text, told):
    assert said("ballots", 90, label="领导", text=text, **figures) == told


@pytest.mark.parametrize(
    ("value", "text", "told"),
    [
        (NOT_APPLICABLE, "zero", "不适用，按规定计零分。"),
        (NOT_APPLICABLE, "full", "不适用，按规定计满分。"),
        (DIVIDED, "zero", "无定义（分母为零），按规定计零分。"),
        (NOT_APPLICABLE, "share_out", "移出，其分值由同级分摊。"),
        (DIVIDED, "rescale", "无定义（分母为零）：移出，其余按比例折合。"),
        (0, "whole_zero", "其下有缺数据而按规定全案为零的，总分计零。"),
    ],
)
def test_an_absence_says_what_it_is_and_what_follows(value, text, told):
    assert said("absence", value, text=text) == told


@pytest.mark.parametrize(
    "text", [*NotApplicablePolicy, *(f"missing_{one}" for one in MissingPolicy), "undefined_value"]
)
def test_every_policy_for_an_absence_has_its_sentence(text):
    assert said("absence", NOT_APPLICABLE, text=str(text)).endswith("。")


def test_a_class_without_a_valid_ballot_says_why_it_is_undefined():
    assert said("ballots", VOID, label="代表", text="too_few", 有效票=0, 最少=1, 不计入=4) == (
        "「代表」没有有效票，另有 4 张不计入，无定义。"
    )


def test_a_child_that_is_late_is_not_called_undefined():
    assert said("removed", UNDEFINED, label="民生/养老", text="missing") == "「养老」缺数据，移出。"


@pytest.mark.parametrize(
    ("value", "figures", "told"),
    [
        (8, {"数值": 80, "目标": 100}, "其中 数值 80，目标 100，算得 8 分。"),
        (8, {}, "算得 8 分。"),
        (OPEN, {"数值": UNBOUNDED}, "其中 数值 范围无法证明，尚不能算定。"),
        (OPEN, {}, "尚不能算定。"),
    ],
)
def test_a_formula(value, figures, told):
    assert said("formula", value, **figures) == told


def test_points_entered_directly_are_a_figure_that_is_reported():
    node = Node("业务/收入", None, unit="分", is_judged=True)
    assert said("formula", 8, node=node, 数值=8) == "填报：数值 8。"
    assert said("formula", 7, node=node, 数值=8) == "其中 数值 8，算得 7 分。"
    assert said("fact", 7) == "填报 7。"


@pytest.mark.parametrize(
    ("figures", "text", "told"),
    [
        ({"每条": 2, "件数": 1}, "", "通报：2 分。"),
        ({"每条": 2, "件数": 3}, "", "通报：2 × 3 件 = 6 分。"),
        (
            {"数值": 5, "每条": 2, "件数": 1},
            "not_counted",
            "通报（数值 5）：不符合计入条件，不计。",
        ),
        ({"数值": NOT_APPLICABLE, "每条": 2, "件数": 1}, "", "通报：2 分。"),
    ],
)
def test_a_row_of_a_list(figures, text, told):
    assert said("row", 6, label="通报", text=text, **figures) == told


def test_a_row_that_nothing_names():
    assert said("row", 2, 每条=2, 件数=1) == "本条：2 分。"


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("修路", "计划事项「修路」（数值 3，目标 4）：满分 8 分，得 6 分。"),
        ("", "计划事项（数值 3，目标 4）：满分 8 分，得 6 分。"),
    ],
)
def test_a_matter_of_a_plan(label, told):
    assert said("plan_item", 6, label=label, 数值=3, 目标=4, 分值=8, 满分=8) == told


@pytest.mark.parametrize(
    ("kind", "figures", "told"),
    [
        ("rescaled", {"留存": "4/5", "之前": 64}, "按留存份额 80% 折合：64 折为 80。"),
        ("rescaled", {"留存": "1/3", "之前": 64}, "按留存份额 1/3 折合：64 折为 80。"),
        ("cap", {"之前": 84, "限": 80}, "84 超过上限 80，按 80 计。"),
        ("floor", {"之前": -4, "限": 80}, "-4 低于下限 80，按 80 计。"),
        ("round", {"之前": "79.96"}, "取整：79.96 取为 80。"),
        ("work", {"不再计": 3}, "事项「业务/投资」只计最高的 80，其余 3 不再计。"),
        ("bonus", {}, "加上「投资」80 分。"),
        ("deduction", {}, "减去「投资」80 分。"),
        ("child", {}, "子项「投资」：80。"),
        ("periods", {}, "各期合成，得 80 分。"),
        ("panel", {}, "各类评分人按权重合成，折算到满分，得 80 分。"),
        ("given", {}, "直接给定为 80 分，其下不再计算。"),
    ],
)
def test_what_becomes_of_a_value(kind, figures, told):
    assert said(kind, 80, label="业务/投资", **figures) == told


def test_a_part_of_a_period():
    assert said("part", 80, label="业务@2025中期", 权重="2/5") == "2025中期 得 80，权重 40%。"
