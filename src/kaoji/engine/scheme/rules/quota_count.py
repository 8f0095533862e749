"""定额计分: a count against a quota, capped."""

from __future__ import annotations

from kaoji.engine.plinth.speech import marked
from kaoji.engine.scheme.model import Item, RuleCall
from kaoji.engine.scheme.rules.base import ArgumentSpec, RuleKind, Shape, text_of


def _lower(_item: Item, call: RuleCall) -> str:
    ratio = f"数值 / {text_of(call, argument='quota')}"
    return f"满分 * 最小({ratio}, {text_of(call, argument='cap', default='1')})"


RULE = RuleKind(
    kind="quota_count",
    words=("定额计分", "quota_count"),
    summary_zh="满分 × 件数 ÷ 定额，有封顶",
    summary_en="full points times count over quota, capped",
    wording=marked("按定额 {quota} 折算：满分 × 件数 ÷ 定额，比例最高按 {cap}"),
    arguments=(
        ArgumentSpec("定额", "quota", Shape.FORMULA, marked("定额是多少"), required=True),
        ArgumentSpec("封顶", "cap", Shape.FORMULA, marked("比例最高算多少"), default="100%"),
    ),
    main="quota",
    lower=_lower,
)
