"""差额计分: full points less so much for each unit short of (or beyond) the target."""

from __future__ import annotations

from kaoji.engine.plinth.speech import marked
from kaoji.engine.scheme.model import Item, RuleCall
from kaoji.engine.scheme.rules.base import (
    DIRECTION,
    STEPPING,
    ArgumentSpec,
    RuleKind,
    Shape,
    needs_target,
    text_of,
    word_of,
)
from kaoji.engine.scheme.rules.steps import stepped


def _lower(_item: Item, call: RuleCall) -> str:
    is_lower = word_of(call, argument="direction") == "lower"
    short = "数值 - 目标" if is_lower else "目标 - 数值"
    taken = stepped(call, subject=f"最大({short}, 0)", worth="amount")
    return f"最大(满分 - {taken}, {text_of(call, argument='floor', default='0')})"


RULE = RuleKind(
    kind="gap",
    words=("差额计分", "gap"),
    summary_zh="与目标每差一个单位扣若干分",
    summary_en="full points less an amount for each unit of shortfall",
    wording=marked("与目标每差 {every} 扣 {amount} 分（{mode}），最低 {floor} 分"),
    arguments=(
        ArgumentSpec(
            "减", "amount", Shape.FORMULA, marked("每差一步扣多少"), required=True, unit="分"
        ),
        ArgumentSpec(
            "方式", "mode", Shape.WORD, marked("不足一步怎样算"), required=True, options=STEPPING
        ),
        ArgumentSpec("每", "every", Shape.FORMULA, marked("一步多大"), default="1"),
        ArgumentSpec("下限", "floor", Shape.FORMULA, marked("最少得多少"), default="0", unit="分"),
        DIRECTION,
    ),
    lower=_lower,
    fields=needs_target,
)
