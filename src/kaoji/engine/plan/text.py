"""The plan as readable text: the expanded scheme, then each node as a comment of the same file.

What is printed is itself a scheme file: it reads back to the same plan, whoever reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import assert_never

from kaoji.engine.plan.columnar import why_plain
from kaoji.engine.plan.nodes import (
    Amount,
    Annex,
    Compute,
    Fold,
    Import,
    Join,
    Node,
    Plan,
    Poll,
    PollClass,
    Read,
    Stage,
)
from kaoji.engine.plan.spoken import formula_text
from kaoji.engine.plinth.exact import exact_text
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.values import Choice, Value
from kaoji.engine.scheme.model import Feed
from kaoji.engine.scheme.words.spoken import spoken_key, spoken_value

WAYS: Mapping[type, str] = MappingProxyType(
    {
        Compute: "formula",
        Read: "fact",
        Fold: "rows",
        Poll: "ballots",
        Annex: "plan_items",
        Join: "group",
        Import: "feed",
    }
)
REACHES = MappingProxyType(
    {
        "here": marked("读"),
        "field": marked("读项"),
        "child": marked("子项"),
        "peers": marked("同组"),
        "below": marked("下级"),
        "earlier": marked("往期"),
        "rows": marked("条目"),
        "part": marked("分期"),
    }
)


def plan_as_text(plan: Plan) -> str:
    """The expanded scheme and, as comments behind it, its nodes."""
    scheme = plan.scheme
    lines = [scheme.text.rstrip("\n"), "", *_commented(plan)]
    return "\n".join(lines) + "\n"


def _commented(plan: Plan) -> Iterator[str]:
    told = speak(
        "计划：{nodes} 个节点，{scored} 个计分", nodes=len(plan.nodes), scored=scored_count(plan)
    )
    yield f"# --- {told} ---"
    for node in plan.nodes.values():
        yield f"# {spoken_path(node.path)} = {way_text(node)}"
        details = " · ".join(_details(node, plan=plan))
        yield f"#     {details}"


def scored_count(plan: Plan) -> int:
    """How many nodes carry points."""
    return sum(node.is_scored for node in plan.nodes.values())


def _details(node: Node, *, plan: Plan) -> Iterator[str]:
    if node.role.value != "scored":
        yield word_of(node.role, kind="role")
    for key, amount in (
        ("full", node.full or node.points), ("applies", node.applies), ("cap", node.cap),
        ("floor", node.floor), ("first", node.first),
    ):  # fmt: skip
        if amount is not None:
            yield f"{spoken_key(key, kind='node')} {amount_text(amount)}"
    if node.stage is not None:
        yield f"{spoken_key('periods', kind='node')} {stage_text(node.stage)}"
    if node.rounding is not None:
        mode = word_of(node.rounding.mode, kind="rounding")
        yield speak("取整 {places} 位 {mode}", places=node.rounding.places, mode=mode)
    for reach, targets in edges_of(plan, node=node.path).items():
        yield f"{speak(REACHES.get(reach, reach))} {speak('、').join(map(spoken_path, targets))}"
    reason = why_plain(node)
    yield speak("列式") if reason is None else speak("逐个（{reason}）", reason=reason)


def edges_of(plan: Plan, *, node: str) -> Mapping[str, tuple[str, ...]]:
    """What a node refers to, by reach, each once in the order written."""
    found: dict[str, dict[str, None]] = {}
    for edge in plan.edges:
        if edge.source == node:
            found.setdefault(edge.reach, {}).setdefault(edge.target)
    return {reach: tuple(targets) for reach, targets in found.items()}


def word_of(value: str, *, kind: str) -> str:
    """The word of an enumeration's value, in the language now spoken."""
    return spoken_value(str(value), kind=kind)


def amount_text(amount: Amount) -> str:
    """A number place: its value when constant, else its canonical expression."""
    if amount.constant is not None:
        return value_text(amount.constant)
    return formula_text(amount.formula.expression)


def weight_text(amount: Amount) -> str:
    """A weight as texts write it: 40 %, or a fraction where it does not end."""
    share = amount.constant
    if not isinstance(share, Fraction):
        return amount_text(amount)
    percent = exact_text(share * 100)
    return exact_text(share) if "/" in percent else f"{percent}%"


def value_text(value: Value) -> str:
    """A constant in one word."""
    if isinstance(value, bool):
        return spoken_value("true" if value else "false", kind="truth")
    if isinstance(value, Choice):
        return value.word
    return exact_text(value) if isinstance(value, Fraction) else str(value)


def stage_text(stage: Stage) -> str:
    """The parts of a period with their weights."""
    grain = word_of(stage.grain or "", kind="grain")
    names = stage.names or (speak("每{grain}", grain=grain),)
    weights = [weight_text(weight) for weight in stage.weights]
    if not weights:
        return speak("{names} 均值", names=speak("、").join(names))
    return speak("、").join(
        f"{name} {weight}" for name, weight in zip(names, weights, strict=False)
    )


def way_text(node: Node) -> str:
    """How the node's value comes about, in one expression."""
    way = node.way
    match way:
        case Compute(amount=amount):
            return amount_text(amount)
        case Read():
            return speak("填报")
        case Fold():
            return fold_text(way, told=amount_text)
        case Poll():
            return _poll_text(way)
        case Annex(per_item=per_item):
            return speak("计划各项 {amount}，按各项分值折算", amount=amount_text(per_item))
        case Import(feed=feed):
            return _feed_text(feed)
        case Join():
            return _join_text(way)
        case never:
            assert_never(never)


def _feed_text(feed: Feed) -> str:
    told = {
        "scheme": feed.scheme,
        "take": word_of(feed.take, kind="take"),
        "gather": word_of(feed.gather, kind="feed_gather"),
    }
    if not feed.relation:
        return speak("引用 {scheme} 的 {take}，{gather}", **told)
    return speak("引用 {scheme} 的 {take} 经 {relation}，{gather}", relation=feed.relation, **told)


def fold_text(way: Fold, *, told: Callable[[Amount], str]) -> str:
    """How the rows of a list come to a value, each of its formulas as `told` writes it."""
    return speak("，").join(_steps_of(way, told))


def _steps_of(way: Fold, told: Callable[[Amount], str]) -> Iterator[str]:
    yield speak("每条 {amount}", amount=told(way.per_row))
    if way.counted_if is not None:
        yield speak("计入 {condition}", condition=told(way.counted_if))
    if way.per_work != "sum":
        yield speak("每事项最高")
    if way.top is None:
        yield word_of(way.gather, kind="gather")
    else:
        yield speak("最高 {count} 项", count=told(way.top))
    if way.then is not None:
        yield speak("再 {amount}", amount=told(way.then))


def _poll_text(way: Poll) -> str:
    return speak(
        "评分 {classes}，{gather}",
        classes=speak("、").join(map(_class_text, way.classes)),
        gather=word_of(way.gather, kind="panel_gather"),
    )


def _class_text(one: PollClass) -> str:
    share = f"{one.name} {weight_text(one.weight)}"
    if one.minimum is None:
        return share
    return speak("{share}（最少 {least} 票）", share=share, least=amount_text(one.minimum))


def _join_text(way: Join) -> str:
    names = [path.rpartition("/")[2] for path in way.children]
    if way.formula is not None:
        return speak("合成 {amount}", amount=amount_text(way.formula))
    word = word_of(way.combine, kind="combine")
    if way.weights:
        pairs = zip(names, way.weights, strict=True)
        return f"{word} " + speak("、").join(
            f"{name} {weight_text(weight)}" for name, weight in pairs
        )
    return f"{word} {speak('、').join(names)}" if names else word


# --- JSON -----------------------------------------------------------------------------------------


def plan_as_json(plan: Plan) -> dict[str, object]:
    """The plan for other programs."""
    scheme = plan.scheme
    return {
        "scheme": scheme.id,
        "version": scheme.version,
        "text": scheme.text,
        "nodes": [_node_json(node, plan=plan) for node in plan.nodes.values()],
        "problems": [],
    }


def _node_json(node: Node, *, plan: Plan) -> dict[str, object]:
    reason = why_plain(node)
    full = node.full or node.points
    return {
        "path": node.path,
        "name": spoken_path(node.name),
        "parent": node.parent,
        "role": node.role.value,
        "way": WAYS[type(node.way)],
        "expression": way_text(node),
        "full": None if full is None else amount_text(full),
        "periods": None if node.stage is None else stage_text(node.stage),
        "unit": node.unit,
        "clause": node.clause,
        "edges": [
            {"target": target, "reach": reach}
            for reach, targets in edges_of(plan, node=node.path).items()
            for target in targets
        ],
        "columnar": reason is None,
        "why_plain": reason,
    }
