"""达标计满分: full points when the target is met (or 是 is entered), else nothing."""

from __future__ import annotations

from kaoji.engine.plinth.speech import marked
from kaoji.engine.scheme.model import FieldSpec, Item, RuleCall, ValueType
from kaoji.engine.scheme.rules.base import DIRECTION, TARGET, RuleKind, word_of


def _is_truth(item: Item) -> bool:
    return item.input is not None and item.input.value.type is ValueType.TRUTH


def _lower(item: Item, call: RuleCall) -> str:
    if _is_truth(item):
        return "if 数值 then 满分 else 0"
    sign = "<=" if word_of(call, argument="direction") == "lower" else ">="
    return f"if 数值 {sign} 目标 then 满分 else 0"


def _fields(item: Item, _call: RuleCall) -> tuple[FieldSpec, ...]:
    return () if _is_truth(item) else (TARGET,)


RULE = RuleKind(
    kind="meets",
    words=("达标计满分", "meets"),
    summary_zh="达到目标得满分，否则零分；类型为是否时，填是得满分",
    summary_en="full points when the target is met, else nothing",
    wording=marked("达标得满分，不达标得零分"),
    arguments=(DIRECTION,),
    lower=_lower,
    fields=_fields,
)
