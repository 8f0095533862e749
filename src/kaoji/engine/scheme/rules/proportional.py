"""按完成比例折算: full points × completion, between a floor and a ceiling.

Where less is better there is no one formula that all texts mean, so it has to be written.
"""

from __future__ import annotations

from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.scheme.model import Item, RuleCall
from kaoji.engine.scheme.rules.base import (
    DIRECTION,
    ArgumentSpec,
    RuleKind,
    Shape,
    fault,
    needs_target,
    text_of,
    word_of,
)


def _lower(_item: Item, call: RuleCall) -> str:
    ratio = text_of(call, argument="ratio", default="数值 / 目标")
    floor = text_of(call, argument="floor", default="0")
    return f"满分 * 夹({ratio}, {floor}, {text_of(call, argument='cap', default='1')})"


def _check(item: Item, call: RuleCall) -> tuple[Problem, ...]:
    if word_of(call, argument="direction") != "lower" or "ratio" in call.arguments:
        return ()
    return (
        fault(
            call,
            code="lower-needs-formula",
            message=speak("越低越好时完成比例怎样算，原文有几种写法，要写明"),
            remedy=speak("在参数里写 公式: 目标/数值，或 公式: 2-数值/目标"),
            item=item,
        ),
    )


RULE = RuleKind(
    kind="proportional",
    words=("按完成比例折算", "proportional"),
    summary_zh="满分 × 完成比例，有封顶和下限",
    summary_en="full points times the completion ratio, with ceiling and floor",
    wording=marked("按完成比例折算：满分 × 完成比例（{ratio}，最低按 {floor}，最高按 {cap}）"),
    arguments=(
        ArgumentSpec("封顶", "cap", Shape.FORMULA, marked("比例最高算多少"), default="100%"),
        ArgumentSpec("下限", "floor", Shape.FORMULA, marked("比例最低算多少"), default="0"),
        DIRECTION,
        ArgumentSpec(
            "公式", "ratio", Shape.FORMULA, marked("完成比例怎样算"), default=marked("数值 / 目标")
        ),
    ),
    lower=_lower,
    check=_check,
    fields=needs_target,
)
