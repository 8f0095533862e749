"""The rule of a node in words: a rule kind's own sentence with what the scheme says filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kaoji.engine.explain.formula_words import in_words, written
from kaoji.engine.explain.records import RuleNote
from kaoji.engine.plan.nodes import Amount, Compute, Fold, Node, Plan
from kaoji.engine.plan.spoken import formula_text
from kaoji.engine.plan.text import fold_text, way_text
from kaoji.engine.plinth.names import is_english
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.model import Argument, Formula, Item, PlanItems, RuleCall, Table
from kaoji.engine.scheme.rules import RULES
from kaoji.engine.scheme.rules.base import ArgumentSpec

_SLOT = re.compile(r"\{([^{}]+)\}")
#: What is told only where the call says it.
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")


def rule_of(plan: Plan, *, node: Node) -> RuleNote | None:
    """The rule of a leaf or derived value; groups and panels tell their own steps."""
    item = plan.index.item(node.path)
    call = _call_of(item) if item is not None and not item.children else None
    if call is not None:
        return RuleNote(call.kind, wording(call), _formula(node), _written(item))
    if isinstance(node.way, Compute):
        formula = node.way.amount.formula
        told = speak("按算式计算：{text}", text=written(formula))
        return RuleNote("formula", told, _formula(node), formula.text)
    if isinstance(node.way, Fold):
        return RuleNote("rows", fold_text(node.way, told=_amount_in_words), way_text(node))
    return None


def _amount_in_words(amount: Amount) -> str:
    return in_words(amount.formula.expression)


def _call_of(item: Item) -> RuleCall | None:
    source = item.source
    if isinstance(source, PlanItems):
        source = source.per_item
    if isinstance(source, RuleCall):
        return source
    return RuleCall("judged", {}, item.place) if source is None else None


def _formula(node: Node) -> str:
    way = node.way
    if isinstance(way, Compute):
        return formula_text(way.amount.formula.expression)
    return way_text(node)


def _written(item: Item | None) -> str | None:
    return item.source.text if item is not None and isinstance(item.source, Formula) else None


def wording(call: RuleCall) -> str:
    """The sentence of a rule kind, its arguments as the scheme has them."""
    rule = RULES[call.kind]
    by_word = {argument.en: argument for argument in rule.arguments}

    def filled(found: re.Match[str]) -> str:
        spec = by_word.get(found[1])
        return found[1] if spec is None else _argument(spec, call.arguments)

    def kept(found: re.Match[str]) -> str:
        named = [by_word[name].en for name in _SLOT.findall(found[1]) if name in by_word]
        return found[1] if all(name in call.arguments for name in named) else ""

    text = _OPTIONAL.sub(kept, speak(rule.wording))
    return _SLOT.sub(filled, text)


def _argument(spec: ArgumentSpec, given: Mapping[str, Argument]) -> str:
    value = given.get(spec.en)
    if value is None:
        return _option(spec, speak(spec.default) if spec.default else speak("未写明"))
    if isinstance(value, Formula):
        return written(value)
    if isinstance(value, Table):
        # A table without a name of its own is called after the place where it stands.
        return speak("本指标所列") if "." in value.name else speak("「{name}」表", name=value.name)
    if isinstance(value, str):
        return _option(spec, value)
    return spec.en if is_english() else spec.zh


def _option(spec: ArgumentSpec, word: str) -> str:
    if is_english():
        return word
    return next((zh for zh, en in spec.options if word == en), word)
