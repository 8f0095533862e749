"""The rule kinds: one file a kind, all of them here by their stable English name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kaoji.engine.feel.ast import NullLiteral
from kaoji.engine.feel.parse import parse
from kaoji.engine.scheme.model import Formula, Item, RuleCall
from kaoji.engine.scheme.rules import (
    bands,
    deduct,
    formula,
    gap,
    judged,
    meets,
    over_fulfilment,
    piecewise,
    proportional,
    quota_count,
    rank_points,
    rate,
    scaled,
    steps,
    yes_no,
)
from kaoji.engine.scheme.rules.base import ArgumentSpec, RuleKind, Shape

_MODULES = (
    judged,
    proportional,
    over_fulfilment,
    bands,
    steps,
    meets,
    yes_no,
    quota_count,
    rate,
    rank_points,
    deduct,
    scaled,
    piecewise,
    gap,
    formula,
)

RULES: Mapping[str, RuleKind] = MappingProxyType(
    {module.RULE.kind: module.RULE for module in _MODULES}
)
_BY_WORD = {word: rule for rule in RULES.values() for word in rule.words}

__all__ = ["RULES", "ArgumentSpec", "RuleKind", "Shape", "lower_call", "rule_named"]


def rule_named(word: str) -> RuleKind | None:
    """The rule kind of a word in either language."""
    return _BY_WORD.get(word)


def lower_call(call: RuleCall, *, item: Item) -> Formula:
    """The expression that a call stands for, at the place of the call.

    A call that lacks what it needs has been refused already; here it has no value.
    """
    rule = RULES[call.kind]
    is_whole = all(one.en in call.arguments for one in rule.arguments if one.required)
    text = rule.lower(item, call) if is_whole else "null"
    expression, problems = parse(text)
    if expression is None or problems:
        return Formula("null", NullLiteral(), call.place)
    return Formula(text, expression, call.place)
