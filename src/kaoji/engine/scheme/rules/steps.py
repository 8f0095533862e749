"""整步计分: so much for each step, whole steps only or in proportion, beyond a start."""

from __future__ import annotations

from kaoji.engine.plinth.speech import marked
from kaoji.engine.scheme.model import Item, RuleCall
from kaoji.engine.scheme.rules.base import (
    STEPPING,
    ArgumentSpec,
    RuleKind,
    Shape,
    text_of,
    word_of,
)


def _lower(_item: Item, call: RuleCall) -> str:
    subject = text_of(call, argument="by", default="数值")
    start = text_of(call, argument="start", default="0")
    gain = stepped(call, subject=f"最大({subject} - {start}, 0)", worth="amount")
    cap = text_of(call, argument="cap")
    gain = f"最小({gain}, {cap})" if cap else gain
    threshold = text_of(call, argument="threshold")
    return f"if {threshold} then {gain} else 0" if threshold else gain


def stepped(call: RuleCall, *, subject: str, worth: str) -> str:
    """The worth of the steps in an amount."""
    size = text_of(call, argument="every", default="1")
    mode = "按比例" if word_of(call, argument="mode") == "proportional" else "整步"
    return f'整步({subject}, {size}, "{mode}") * {text_of(call, argument=worth)}'


RULE = RuleKind(
    kind="steps",
    words=("整步计分", "steps"),
    summary_zh="每满一步得若干分；不足一步的舍去还是按比例，要写明",
    summary_en="points for each step; part steps dropped or in proportion, as stated",
    wording=marked(
        "每 {every} 得 {amount} 分（{mode}），从 {start} 起[，先要 {threshold}][，最多 {cap} 分]"
    ),
    arguments=(
        ArgumentSpec("每", "every", Shape.FORMULA, marked("一步多大"), required=True),
        ArgumentSpec(
            "得", "amount", Shape.FORMULA, marked("每步得多少分"), required=True, unit="分"
        ),
        ArgumentSpec(
            "方式", "mode", Shape.WORD, marked("不足一步怎样算"), required=True, options=STEPPING
        ),
        ArgumentSpec("按", "by", Shape.FORMULA, marked("按什么数步"), default=marked("数值")),
        ArgumentSpec("起点", "start", Shape.FORMULA, marked("从多少开始数步"), default="0"),
        ArgumentSpec("门槛", "threshold", Shape.FORMULA, marked("先要满足什么条件")),
        ArgumentSpec("上限", "cap", Shape.FORMULA, marked("最多得多少分"), unit="分"),
    ),
    lower=_lower,
)
