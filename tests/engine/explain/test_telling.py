"""Verdicts, decisions and consequences in sentences, from the records themselves."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from kaoji.engine.explain.telling import _moved, consequence_line, decision_line, flag_line
from kaoji.engine.scheme.model import Standing
from kaoji.engine.score.verdict import (
    Cause,
    Decision,
    DecisionKind,
    Flag,
    FlagKind,
    Move,
    Proposal,
    Vacancy,
)

NAMES = {"a": "甲乡", "b": "乙乡"}


def decided(**more):
    shape = {
        "what": "先进", "kind": DecisionKind.GRADE, "group": None, "body": None, "base": 4,
        "share": Fraction(1, 2), "raw": Fraction(2), "seats": 2, "derivation": "4 × 50% = 2",
    }  # fmt: skip
    return decision_line(Decision(**{**shape, **more}), names=NAMES)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"proposed": ("a", "b")}, "「先进」名额：4 × 50% = 2；拟列 甲乡、乙乡。"),
        ({"group": "山区", "proposed": ("a",)}, "「先进」名额（山区）：4 × 50% = 2；拟列 甲乡。"),
        ({"proposed": ("c",)}, "「先进」名额：4 × 50% = 2；拟列 c。"),  # not in the result
        (
            {"proposed": ("a",), "tied": ("b", "c"), "body": "县委"},
            "「先进」名额：4 × 50% = 2；拟列 甲乡；乙乡、c 并列，余 1 个名额，提请县委研究决定。",
        ),
        (
            {"tied": ("a", "b"), "seats": None},
            "「先进」名额：4 × 50% = 2；甲乡、乙乡 并列，提请有权机关研究决定。",
        ),
        (
            {"vacancy": Vacancy.TIED_OUT, "vacated_by": ("a", "b")},
            (
                "「先进」名额：4 × 50% = 2；"
                "空出 2 个名额，甲乡、乙乡 在最后名额处并列，按规定都不列入。"
            ),
        ),
        (
            {"proposed": ("b",), "vacancy": Vacancy.KEPT, "vacated_by": ("a",)},
            "「先进」名额：4 × 50% = 2；拟列 乙乡；空出 1 个名额，甲乡 不得列入，按规定不递补。",
        ),
        (
            {"vacancy": Vacancy.TOO_FEW},
            "「先进」名额：4 × 50% = 2；空出 2 个名额，没有够条件的。",
        ),
        (
            {"proposed": ("a",), "vacancy": Vacancy.TOO_FEW},
            "「先进」名额：4 × 50% = 2；拟列 甲乡；空出 1 个名额，够条件的只有 1 个。",
        ),
        # A warning that begins with the derivation stands in its place; others follow.
        (
            {"warnings": ("4 × 50% = 2，不足 3 个", "丙乡未定")},
            "「先进」名额：4 × 50% = 2，不足 3 个；丙乡未定。",
        ),
    ],
)
def test_a_quota(more, told):
    assert decided(**more) == told


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, "结果运用（建议）：奖励。"),
        ({"state": Standing.NOT_EXECUTABLE}, "结果运用（不可执行）：奖励。"),
        ({"state": Standing.AWAITING_BASIS}, "结果运用（须批准文号）：奖励。"),
        ({"amount": Fraction(500), "unit": "元"}, "结果运用（建议）：奖励，金额 500 元。"),
        (
            {"amount": Fraction(500), "unit": "元", "persons": Fraction(3)},
            "结果运用（建议）：奖励，金额 500 元（3 人）。",
        ),
        (
            {"amount": Fraction(0), "unit": "元"},
            "结果运用（建议）：奖励，金额按现有数据为 0 元，请核对所依据的数据是否已填。",
        ),
        ({"clause": "九"}, "结果运用（建议）：奖励（依据 九）。"),
        ({"authority": "县委"}, "结果运用（建议）：奖励（机关 县委）。"),
        ({"clause": "九", "authority": "县委"}, "结果运用（建议）：奖励（依据 九，机关 县委）。"),
    ],
)
def test_a_consequence(more, told):
    assert consequence_line(Proposal("prize", "奖励", **more)) == told


def test_a_flag():
    flag = Flag(FlagKind.BAR, "事故", "发生事故", clause="五", authority="应急局")
    assert flag_line(flag) == "发生事故（依据 五，机关 应急局）。"


def test_a_move_that_leaves_the_grade_where_it_is():
    move = Move(Cause.TIE, "先进", "在最后名额处并列", None, None, clause="四")
    assert _moved(move) == "等次仍为 未定：在最后名额处并列（依据 四）。"
    assert _moved(replace(move, before="先进")) == (
        "等次 先进 → 未定：在最后名额处并列（依据 四）。"
    )
