"""计分: a rule kind with its arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from kaoji.engine.plinth.problem import Place
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.load.amounts import formula_of
from kaoji.engine.scheme.load.desk import Desk, Spot, suggestion
from kaoji.engine.scheme.load.names import refuse_twice
from kaoji.engine.scheme.load.shapes import items_of, scalar_of, wrong_shape
from kaoji.engine.scheme.load.tables import inline_table
from kaoji.engine.scheme.model import Argument, Formula, RuleCall
from kaoji.engine.scheme.rules import RULES, ArgumentSpec, RuleKind, Shape, rule_named
from kaoji.engine.scheme.source import Block, Entry, Listing, Node, Scalar
from kaoji.engine.scheme.words import spelled, takes_english


def call_of(node: Node, *, desk: Desk, spot: Spot) -> RuleCall | Formula | None:
    """Read a rule kind's word, or `{kind: arguments}`; 公式 is a formula like any other."""
    if isinstance(node, Block) and len(node.entries) == 1:
        name, given = node.entries[0].key, node.entries[0].value
    elif isinstance(node, Scalar):
        found = scalar_of(node, desk=desk, spot=spot)
        if found is None:
            return None
        name, given = found, Block((), node.place)
    else:
        wrong_shape(
            node, wanted=speak("计分方法，或一个键（计分方法: 参数）"), desk=desk, spot=spot
        )
        return None
    rule = rule_named(name.text.strip())
    if rule is None:
        _unknown_rule(name, desk=desk, spot=spot)
        return None
    arguments = _arguments(
        given, rule=rule, desk=desk, spot=spot.down(rule.words[0], shown=spelled(rule.words))
    )
    if rule.kind == "formula":
        expression = arguments.get("expression")
        return expression if isinstance(expression, Formula) else None
    return RuleCall(rule.kind, MappingProxyType(arguments), name.place)


def _unknown_rule(name: Scalar, *, desk: Desk, spot: Spot) -> None:
    words = [rule.words[takes_english(name.text)] for rule in RULES.values()]
    desk.refuse(
        "unknown-rule",
        message=speak("没有“{name}”这种计分方法", name=name.text.strip()),
        remedy=suggestion(name.text, known=words) + speak("；也可以用“算式”自己写"),
        place=name.place,
        spot=spot,
    )


def _arguments(given: Node, *, rule: RuleKind, desk: Desk, spot: Spot) -> dict[str, Argument]:
    """The arguments that are written, by their English names."""
    written = _sorted(given, rule=rule, desk=desk, spot=spot)
    arguments: dict[str, Argument] = {}
    for argument, node in written:
        below = spot.down(argument.zh, shown=_spelled(argument))
        value = _READERS[argument.shape](node, argument=argument, desk=desk, spot=below)
        if value is not None:
            arguments.setdefault(argument.en, value)
    missing = {one.en for one in rule.arguments if one.required} - {one.en for one, _ in written}
    for argument in rule.arguments:
        if argument.en in missing:
            _missing(argument, rule=rule, desk=desk, spot=spot, place=given.place)
    return arguments


def _sorted(
    given: Node, *, rule: RuleKind, desk: Desk, spot: Spot
) -> tuple[tuple[ArgumentSpec, Node], ...]:
    """Each written argument with its node; the main one may stand without its key."""
    if _stands_alone(given, rule=rule):
        return ((rule.argument(rule.main), given),) if rule.main else ()
    if not isinstance(given, Block):
        wrong_shape(given, wanted=speak("一组参数"), desk=desk, spot=spot)
        return ()
    found: dict[str, tuple[ArgumentSpec, Node]] = {}
    for entry in given.entries:
        argument = _argument_named(entry.key.text.strip(), rule=rule)
        if argument is None:
            _unknown_argument(entry, rule=rule, desk=desk, spot=spot)
        elif argument.en in found:
            refuse_twice(entry.key, desk=desk, spot=spot)
        else:
            found[argument.en] = (argument, entry.value)
    return tuple(found.values())


def _stands_alone(given: Node, *, rule: RuleKind) -> bool:
    if rule.main is None:
        return False
    if not isinstance(given, Block):
        return True
    is_mapping = rule.argument(rule.main).shape in (Shape.BANDS, Shape.CURVE)
    keys = [entry.key.text.strip() for entry in given.entries]
    return is_mapping and bool(keys) and not any(_argument_named(key, rule=rule) for key in keys)


def _argument_named(text: str, *, rule: RuleKind) -> ArgumentSpec | None:
    return next((one for one in rule.arguments if text in (one.zh, one.en)), None)


def _spelled(argument: ArgumentSpec) -> str:
    return spelled((argument.zh, argument.en))


def _unknown_argument(entry: Entry, *, rule: RuleKind, desk: Desk, spot: Spot) -> None:
    text = entry.key.text.strip()
    words = [one.en if takes_english(text) else one.zh for one in rule.arguments]
    desk.refuse(
        "unknown-argument",
        message=speak("“{rule}”没有“{text}”这个参数", rule=spelled(rule.words), text=text),
        remedy=suggestion(text, known=words) if words else speak("它没有参数，删去即可"),
        place=entry.key.place,
        spot=spot,
    )


def _missing(
    argument: ArgumentSpec, *, rule: RuleKind, desk: Desk, spot: Spot, place: Place
) -> None:
    key = _spelled(argument)
    options = speak(" 或 ").join(f"{key}: {spelled(option)}" for option in argument.options)
    desk.refuse(
        "missing-argument",
        message=speak(
            "“{rule}”没有写“{key}”：{meaning}",
            rule=spelled(rule.words),
            key=key,
            meaning=speak(argument.meaning),
        ),
        remedy=speak("写上 {arguments}", arguments=options or f"{key}: …"),
        place=place,
        spot=spot,
    )


def _formula(node: Node, *, argument: ArgumentSpec, desk: Desk, spot: Spot) -> Argument | None:
    return formula_of(node, desk=desk, spot=spot, unit=argument.unit)


def _word(node: Node, *, argument: ArgumentSpec, desk: Desk, spot: Spot) -> Argument | None:
    scalar = scalar_of(node, desk=desk, spot=spot)
    if scalar is None:
        return None
    text = scalar.text.strip()
    for option in argument.options:
        if text in option:
            return option[1]
    desk.refuse(
        "unknown-word",
        message=speak("“{argument}”不认得“{text}”这个词", argument=_spelled(argument), text=text),
        remedy=suggestion(text, known=[one[takes_english(text)] for one in argument.options]),
        place=scalar.place,
        spot=spot,
    )
    return None


def _bands(node: Node, *, argument: ArgumentSpec, desk: Desk, spot: Spot) -> Argument | None:
    if isinstance(node, Scalar):
        return _column(node, desk=desk, spot=spot)
    table = inline_table(node, name=spot.name, desk=desk, spot=spot, unit=argument.unit)
    desk.tables[table.name] = table
    return table


def _column(
    node: Node,
    *,
    desk: Desk,
    spot: Spot,
    argument: ArgumentSpec | None = None,  # noqa: ARG001
) -> Argument | None:
    scalar = scalar_of(node, desk=desk, spot=spot)
    return None if scalar is None else scalar.text.strip()


def _curve(node: Node, *, argument: ArgumentSpec, desk: Desk, spot: Spot) -> Argument | None:
    """Pairs of figure and points, as a list of pairs or as `{figure: points}`."""
    pairs: list[Argument] = []
    for first, second in _pairs(node, desk=desk, spot=spot):
        x = formula_of(first, desk=desk, spot=spot)
        y = formula_of(second, desk=desk, spot=spot, unit=argument.unit)
        if x is not None and y is not None:
            pairs.append((x, y))
    return tuple(pairs)


def _pairs(node: Node, *, desk: Desk, spot: Spot) -> list[tuple[Node, Node]]:
    if isinstance(node, Block):
        return [(entry.key, entry.value) for entry in node.entries]
    pairs: list[tuple[Node, Node]] = []
    for item in items_of(node, desk=desk, spot=spot):
        if isinstance(item, Listing) and len(item.items) == 2:
            pairs.append((item.items[0], item.items[1]))
        else:
            wrong_shape(item, wanted=speak("两项的列表 [数, 分]"), desk=desk, spot=spot)
    return pairs


_READERS: Mapping[Shape, Callable[..., Argument | None]] = {
    Shape.FORMULA: _formula,
    Shape.WORD: _word,
    Shape.BANDS: _bands,
    Shape.COLUMN: _column,
    Shape.CURVE: _curve,
}
