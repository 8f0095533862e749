"""公式: a free expression under 计分; the same as 算式."""

from __future__ import annotations

from kaoji.engine.plinth.speech import marked
from kaoji.engine.scheme.model import Item, RuleCall
from kaoji.engine.scheme.rules.base import ArgumentSpec, RuleKind, Shape, text_of


def _lower(_item: Item, call: RuleCall) -> str:
    return text_of(call, argument="expression")


RULE = RuleKind(
    kind="formula",
    words=("公式", "formula"),
    summary_zh="自己写算式，与“算式”相同",
    summary_en="a free expression, the same as the key formula",
    wording=marked("按算式计算：{expression}"),
    arguments=(
        ArgumentSpec(
            "算式", "expression", Shape.FORMULA, marked("怎样算"), required=True, unit="分"
        ),
    ),
    main="expression",
    lower=_lower,
    needs_value=False,
)
