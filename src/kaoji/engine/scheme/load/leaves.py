"""A leaf: its one source of value, and the facts that the source needs."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.load.amounts import POINTS, formula_in, says, written
from kaoji.engine.scheme.load.calls import call_of
from kaoji.engine.scheme.load.feeds import feed_in
from kaoji.engine.scheme.load.inputs import (
    INPUT_KEYS,
    VALUE,
    asks_for_facts,
    columns_in,
    input_of,
    with_field,
)
from kaoji.engine.scheme.load.shapes import LEAF_KEYS, ROW_KEYS, SOURCES, Fields
from kaoji.engine.scheme.load.sources import events_in, panel_in, plan_in
from kaoji.engine.scheme.model import (
    FieldSpec,
    Formula,
    InputSpec,
    Item,
    Panel,
    RowKind,
    RuleCall,
    ValueType,
)
from kaoji.engine.scheme.rules import RULES, lower_call
from kaoji.engine.scheme.words import spelled

TARGET = "目标"

_RULES = ("scoring", "formula")


def leaf_of(fields: Fields, *, item: Item) -> Item:
    """The node with its source and its input."""
    _refuse_many_sources(fields)
    _refuse_idle_keys(fields)
    if _has_rows(fields):
        return _with_rows(fields, item=item)
    if fields.has("panel"):
        return _with_panel(fields, item=item)
    if fields.has("plan"):
        return _with_plan(fields, item=item)
    rule = _rule(fields)
    if rule is None and fields.has("feed"):
        return replace(item, source=feed_in(fields))
    if rule is None and not _wrote_rule(fields):
        rule = RuleCall("judged", MappingProxyType({}), item.place)
    return _with_rule(fields, item=item, rule=rule)


#: What only facts of a node's own could use.
_OWN_FACTS = tuple(key for key in INPUT_KEYS if key not in ("supplier", "first", "feed"))
#: What only an event list could use.
_LIST_KEYS = ("must_confirm", "dated_by")


def refuse_source(fields: Fields) -> None:
    """A node with children has no value and no facts of its own."""
    for key in _OWN_FACTS:
        if fields.has(key):
            fields.desk.refuse(
                "input-beside-items",
                message=speak("已有下级指标，不填自己的数，“{key}”不起作用", key=fields.title(key)),
                remedy=speak("把它移到填数的下级指标"),
                place=fields.at(key),
                spot=fields.spot,
            )
    for key in LEAF_KEYS:
        if fields.has(key):
            fields.desk.refuse(
                "source-beside-items",
                message=speak("已有下级指标，不能再写“{key}”", key=fields.title(key)),
                remedy=speak("把它移到一个下级指标，或用“合成”写怎样由下级算出"),
                place=fields.at(key),
                spot=fields.spot,
            )


def _refuse_idle_keys(fields: Fields) -> None:
    """Keys that a leaf of this sort has no use for."""
    wrong = [("combine", speak("没有下级指标，“合成”不起作用"), speak("写出下级指标，或用“算式”"))]
    if fields.has("panel"):
        nil = speak("评分没有零报告：没有票就是没有票，“零报告”不起作用")
        wrong.append(("nil_return", nil, speak("删去；没有有效票时怎样算写在“无定义”")))
    if not _has_rows(fields):
        wrong += [
            (
                key,
                speak("不是按条登记的清单，“{key}”不起作用", key=fields.title(key)),
                speak("写上 条目，或删去"),
            )
            for key in _LIST_KEYS
        ]
    for key, message, remedy in wrong:
        if fields.has(key):
            fields.desk.refuse(
                "idle-key",
                message=message,
                remedy=remedy,
                place=fields.at(key),
                spot=fields.spot,
            )


def _has_rows(fields: Fields) -> bool:
    return any(fields.has(key) for key in ("rows", *ROW_KEYS))


def _wrote_rule(fields: Fields) -> bool:
    return any(fields.has(key) for key in _RULES)


def _refuse_many_sources(fields: Fields) -> None:
    """Rules may stand beside rows or a feed; anything else is one too many."""
    found = [key for key in SOURCES if fields.has(key)]
    carriers = [key for key in found if key not in _RULES]
    rules = [key for key in found if key in _RULES]
    extra = carriers[1:] + rules[1:]
    if carriers and carriers[0] in ("panel", "plan"):
        extra += rules[:1]
    for key in extra:
        fields.desk.refuse(
            "two-sources",
            message=speak(
                "“{key}”和“{other}”都给出这个指标的值",
                key=fields.title(key),
                other=fields.title(found[0]),
            ),
            remedy=speak("只留一个"),
            place=fields.at(key),
            spot=fields.spot,
        )


def _rule(fields: Fields) -> RuleCall | Formula | None:
    scoring = fields.node("scoring")
    if scoring is not None:
        return call_of(scoring, desk=fields.desk, spot=fields.below("scoring"))
    return formula_in(fields, key="formula", unit=POINTS)


# --- rule kinds and formulas --------------------------------------------------------------------


def _with_rule(fields: Fields, *, item: Item, rule: RuleCall | Formula | None) -> Item:
    needs = rule is None or _reads_value(rule) or asks_for_facts(fields)
    spec = _typed(input_of(fields, path=item.path), fields=fields, rule=rule)
    with_input = replace(item, source=rule, input=spec)
    wanted = _wanted_fields(rule, item=with_input)
    for one in wanted:
        spec = with_field(spec, wanted=one, place=item.place)
    known = spec if needs or wanted else None
    return _checked(replace(with_input, input=known), fields=fields, call=rule)


def _reads_value(rule: RuleCall | Formula) -> bool:
    if isinstance(rule, Formula):
        return says(rule, name=VALUE)
    return RULES[rule.kind].needs_value or _says(rule, name=VALUE)


def _says(rule: RuleCall | Formula, *, name: str) -> bool:
    formulas = rule.arguments.values() if isinstance(rule, RuleCall) else (rule,)
    return any(isinstance(one, Formula) and says(one, name=name) for one in formulas)


def _typed(spec: InputSpec, *, fields: Fields, rule: RuleCall | Formula | None) -> InputSpec:
    """The type and range that a rule kind brings along where nothing else is written."""
    if not isinstance(rule, RuleCall):
        return spec
    kind = RULES[rule.kind]
    value = spec.value
    if not (fields.has("type") or fields.has("scale") or fields.has("options")):
        value = replace(value, type=kind.value_type)
    bounds = kind.bounds(rule)
    if bounds is not None and not fields.has("range") and value.type is ValueType.NUMBER:
        low, high = (written(one, place=spec.place) for one in bounds)
        value = replace(value, low=low, high=high)
    if kind.needs_value:
        value = replace(value, required=True)
    return replace(spec, value=value)


def _wanted_fields(rule: RuleCall | Formula | None, *, item: Item) -> tuple[FieldSpec, ...]:
    if rule is None:
        return ()
    by_kind = RULES[rule.kind].fields(item, rule) if isinstance(rule, RuleCall) else ()
    by_name = (FieldSpec(TARGET, required=True),) if _says(rule, name=TARGET) else ()
    return (*by_kind, *by_name)


def _checked(item: Item, *, fields: Fields, call: RuleCall | Formula | None) -> Item:
    """The item, after the rule kind has looked at its call."""
    if isinstance(call, RuleCall):
        fields.desk.problems.extend(RULES[call.kind].check(item, call))
    return item


# --- rows, panels, plans ------------------------------------------------------------------------


def _with_rows(fields: Fields, *, item: Item) -> Item:
    spec = input_of(fields, path=item.path, row_kind=RowKind.EVENT)
    rule = _rule(fields)
    if isinstance(rule, Formula) and not any(fields.has(key) for key in ROW_KEYS):
        return replace(item, source=rule, input=spec)
    events = events_in(fields)
    spec = replace(spec, needs_target=spec.needs_target or _needs_target(rule, item=item))
    with_rows = replace(item, source=events, input=spec)
    if events is None or rule is None:
        return with_rows
    then = _then(rule, fields=fields, item=with_rows)
    _checked(with_rows, fields=fields, call=rule)
    return replace(with_rows, source=replace(events, then=then))


def _needs_target(rule: RuleCall | Formula | None, *, item: Item) -> bool:
    return any(one.key == TARGET for one in _wanted_fields(rule, item=item))


def _then(rule: RuleCall | Formula, *, fields: Fields, item: Item) -> Formula | None:
    """What a rule makes of the total of a list."""
    if isinstance(rule, Formula):
        return rule
    kind = RULES[rule.kind]
    if kind.takes_rows:
        return lower_call(rule, item=item)
    fields.desk.refuse(
        "rule-without-rows",
        message=speak("“{rule}”不能由清单的各条得出", rule=spelled(kind.words)),
        remedy=speak("删去“条目”“每条”等，或换一种计分方法"),
        place=rule.place,
        spot=fields.spot,
    )
    return None


def _with_panel(fields: Fields, *, item: Item) -> Item:
    panel = panel_in(fields)
    spec = input_of(fields, path=item.path, row_kind=RowKind.BALLOT)
    if panel is not None and not asks_for_facts(fields):
        spec = replace(spec, value=_ballot(spec.value, panel=panel))
    return replace(item, source=panel, input=spec)


def _ballot(value: FieldSpec, *, panel: Panel) -> FieldSpec:
    """What one ballot holds: one of the options, or a mark on the scale."""
    if panel.scale is not None:
        return replace(value, type=ValueType.TEXT, options=tuple(panel.scale))
    full = panel.scale_full or written("100", place=value.place)
    return replace(value, unit=POINTS, low=written("0", place=value.place), high=full)


def _with_plan(fields: Fields, *, item: Item) -> Item:
    plan, inner = plan_in(fields)
    spec = input_of(fields, path=item.path, row_kind=RowKind.PLAN)
    columns = {**spec.fields, **columns_in(inner, key="columns")}
    spec = replace(spec, fields=MappingProxyType(columns))
    if plan is not None:
        for one in _wanted_fields(plan.per_item, item=item):
            spec = with_field(spec, wanted=one, place=item.place)
        _checked(replace(item, input=spec), fields=fields, call=plan.per_item)
    return replace(item, source=plan, input=spec)
