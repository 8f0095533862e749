"""两档插值: points on a straight line between anchors."""

from __future__ import annotations

from kaoji.engine.plinth.speech import marked
from kaoji.engine.scheme.model import Formula, Item, RuleCall
from kaoji.engine.scheme.rules.base import ArgumentSpec, RuleKind, Shape, text_of


def _lower(_item: Item, call: RuleCall) -> str:
    curve = call.arguments.get("curve")
    pairs = curve if isinstance(curve, tuple) else ()
    points = ", ".join(_pair(pair) for pair in pairs if isinstance(pair, tuple))
    return f"插值({text_of(call, argument='by', default='数值')}, [{points}])"


def _pair(pair: tuple[object, ...]) -> str:
    return f"[{', '.join(one.text for one in pair if isinstance(one, Formula))}]"


RULE = RuleKind(
    kind="piecewise",
    words=("两档插值", "piecewise"),
    summary_zh="在各个点之间按直线取值",
    summary_en="points on straight lines between anchors",
    wording=marked("在各点之间按直线插值：{curve}"),
    arguments=(
        ArgumentSpec(
            "折线",
            "curve",
            Shape.CURVE,
            marked("各点：[[数, 分], [数, 分]]"),
            required=True,
            unit="分",
        ),
        ArgumentSpec("按", "by", Shape.FORMULA, marked("按什么取值"), default=marked("数值")),
    ),
    main="curve",
    lower=_lower,
)
