"""超额加分: one bonus once the completion reaches a line, never above a share of the points."""

from __future__ import annotations

from kaoji.engine.plinth.speech import marked
from kaoji.engine.scheme.model import Item, RuleCall
from kaoji.engine.scheme.rules.base import (
    ArgumentSpec,
    RuleKind,
    Shape,
    needs_target,
    text_of,
)


def _lower(_item: Item, call: RuleCall) -> str:
    reached, amount = text_of(call, argument="reached"), text_of(call, argument="amount")
    share = text_of(call, argument="cap")
    gain = f"最小({amount}, {share} * 分值)" if share else amount
    return f"if 数值 / 目标 >= {reached} then {gain} else 0"


RULE = RuleKind(
    kind="over_fulfilment",
    words=("超额加分", "over_fulfilment"),
    summary_zh="完成比例达到某线就加一个数，不超过分值的一定比例",
    summary_en="one bonus when completion reaches a line, capped at a share of the item's points",
    wording=marked("完成比例达到 {reached} 加 {amount} 分[，不超过分值的 {cap}]"),
    arguments=(
        ArgumentSpec(
            "达到", "reached", Shape.FORMULA, marked("完成比例达到多少，如 110%"), required=True
        ),
        ArgumentSpec("加", "amount", Shape.FORMULA, marked("加多少分"), required=True, unit="分"),
        ArgumentSpec("上限", "cap", Shape.FORMULA, marked("不超过分值的多大比例")),
    ),
    lower=_lower,
    fields=needs_target,
)
