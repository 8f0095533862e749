"""是否: one amount for 是, another for 否."""

from __future__ import annotations

from kaoji.engine.plinth.speech import marked
from kaoji.engine.scheme.model import Item, RuleCall, ValueType
from kaoji.engine.scheme.rules.base import ArgumentSpec, RuleKind, Shape, text_of


def _lower(_item: Item, call: RuleCall) -> str:
    yes = text_of(call, argument="yes", default="满分")
    no = text_of(call, argument="no", default="0")
    return f"if 数值 then {yes} else {no}"


RULE = RuleKind(
    kind="yes_no",
    words=("是否", "yes_no"),
    summary_zh="填是得一个数，填否得另一个数",
    summary_en="one amount for yes, another for no",
    wording=marked("填“是”得分为 {yes}，填“否”得分为 {no}"),
    arguments=(
        ArgumentSpec(
            "是", "yes", Shape.FORMULA, marked("填是得多少"), default=marked("满分"), unit="分"
        ),
        ArgumentSpec("否", "no", Shape.FORMULA, marked("填否得多少"), default="0", unit="分"),
    ),
    lower=_lower,
    value_type=ValueType.TRUTH,
    takes_rows=False,
)
