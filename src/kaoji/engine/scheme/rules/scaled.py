"""比重折算: a mark on another scale, brought to the points of the item in proportion."""

from __future__ import annotations

from kaoji.engine.plinth.speech import marked
from kaoji.engine.scheme.model import Item, RuleCall
from kaoji.engine.scheme.rules.base import ArgumentSpec, RuleKind, Shape, text_of


def _base(call: RuleCall) -> str:
    return text_of(call, argument="base", default="100")


def _lower(_item: Item, call: RuleCall) -> str:
    return f"满分 * 数值 / {_base(call)}"


RULE = RuleKind(
    kind="scaled",
    words=("比重折算", "scaled"),
    summary_zh="把另一个量表上的分按比例折算成本指标的分",
    summary_en="a mark on another scale converted in proportion",
    wording=marked("按满分 ÷ {base} 折算"),
    arguments=(ArgumentSpec("基数", "base", Shape.FORMULA, marked("原来的满分"), default="100"),),
    main="base",
    lower=_lower,
    bounds=lambda call: ("0", _base(call)),
)
