"""扣分: full points less what findings take, until nothing is left.

Beside 条目 the figure is the sum of the list; else it is a count of findings, each worth 每.
"""

from __future__ import annotations

from kaoji.engine.plinth.speech import marked
from kaoji.engine.scheme.model import Item, RuleCall
from kaoji.engine.scheme.rules.base import ArgumentSpec, RuleKind, Shape, text_of


def _lower(_item: Item, call: RuleCall) -> str:
    each = text_of(call, argument="each")
    taken = f"数值 * {each}" if each else "数值"
    return f"满分 - 最小({taken}, {text_of(call, argument='most', default='满分')})"


RULE = RuleKind(
    kind="deduct",
    words=("扣分", "deduct"),
    summary_zh="从满分中扣，扣完为止",
    summary_en="full points less deductions, down to a floor",
    wording=marked("从满分中扣[，每件扣 {each} 分]，最多扣{most}"),
    arguments=(
        ArgumentSpec("每", "each", Shape.FORMULA, marked("每一件扣多少"), unit="分"),
        ArgumentSpec(
            "最多扣", "most", Shape.FORMULA, marked("最多扣多少"), default=marked("满分"), unit="分"
        ),
    ),
    main="each",
    lower=_lower,
)
