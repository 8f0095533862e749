"""满意率: a share of answers, times full points, or looked up in bands."""

from __future__ import annotations

from fractions import Fraction

from kaoji.engine.feel.ast import Number
from kaoji.engine.plinth.speech import marked
from kaoji.engine.scheme.model import FieldSpec, Formula, Item, RuleCall
from kaoji.engine.scheme.rules.base import ArgumentSpec, RuleKind, Shape, table_of, text_of
from kaoji.engine.scheme.words import spelled

#: Answers are counted: there are never less than none.
NOTHING = Formula("0", Number(Fraction(0)))


#: What is counted, by the argument that would say otherwise.
_COUNTS = (("top", ("满意", "satisfied")), ("below", ("有效", "valid")))


def _count(item: Item, spellings: tuple[str, str]) -> str:
    """The column of a count: the one that the item has, else in the language of the file."""
    known = item.input.fields if item.input is not None else ()
    return next((one for one in spellings if one in known), spelled(spellings))


def _lower(item: Item, call: RuleCall) -> str:
    top, below = (
        text_of(call, argument=argument, default=_count(item, spellings))
        for argument, spellings in _COUNTS
    )
    rate = f"{top} / {below}"
    table = table_of(call, argument="bands")
    return f"满分 * {rate}" if table is None else f"查表({table}, {rate})"


def _fields(item: Item, call: RuleCall) -> tuple[FieldSpec, ...]:
    return tuple(
        FieldSpec(_count(item, spellings), low=NOTHING, required=True)
        for argument, spellings in _COUNTS
        if argument not in call.arguments
    )


RULE = RuleKind(
    kind="rate",
    words=("满意率", "rate"),
    summary_zh="满分 × 满意数 ÷ 有效数，或按比率分档",
    summary_en="full points times a rate of answers, or the rate in bands",
    wording=marked("按满意率（{top} ÷ {below}）折算"),
    arguments=(
        ArgumentSpec("分子", "top", Shape.FORMULA, marked("哪些算满意"), default=marked("满意")),
        ArgumentSpec("分母", "below", Shape.FORMULA, marked("哪些算有效"), default=marked("有效")),
        ArgumentSpec("档", "bands", Shape.BANDS, marked("按比率分档给分"), unit="分"),
    ),
    lower=_lower,
    fields=_fields,
    needs_value=False,
    takes_rows=False,
)
