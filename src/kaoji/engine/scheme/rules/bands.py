"""分档: a figure, looked up in bands."""

from __future__ import annotations

from kaoji.engine.plinth.speech import marked
from kaoji.engine.scheme.model import Item, RuleCall
from kaoji.engine.scheme.rules.base import ArgumentSpec, RuleKind, Shape, table_of, text_of


def _lower(_item: Item, call: RuleCall) -> str:
    return (
        f"查表({table_of(call, argument='bands')}, {text_of(call, argument='by', default='数值')})"
    )


RULE = RuleKind(
    kind="bands",
    words=("分档", "bands"),
    summary_zh="按数值落在哪一档给分",
    summary_en="points by the band that the figure falls in",
    wording=marked("按档给分：{bands}"),
    arguments=(
        ArgumentSpec(
            "档", "bands", Shape.BANDS, marked("各档，或一张表的名字"), required=True, unit="分"
        ),
        ArgumentSpec("按", "by", Shape.FORMULA, marked("按什么分档"), default=marked("数值")),
    ),
    main="bands",
    lower=_lower,
)
