"""The plan as readable text: the expanded scheme, then each node as a comment of the same file.

What is printed is itself a scheme file: it reads back to the same plan, whoever reads it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import assert_never

from kaoji.engine.feel.unparse import unparse
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
    Read,
    Stage,
)
from kaoji.engine.plinth.exact import exact_text
from kaoji.engine.plinth.values import Choice, Value
from kaoji.engine.scheme.words import chinese_value

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
        "here": "读",
        "field": "读项",
        "child": "子项",
        "peers": "同组",
        "below": "下级",
        "earlier": "往期",
        "rows": "条目",
        "part": "分期",
    }
)


def plan_as_text(plan: Plan) -> str:
    """The expanded scheme and, as comments behind it, its nodes."""
    scheme = plan.scheme
    lines = [scheme.text.rstrip("\n"), "", *_commented(plan)]
    return "\n".join(lines) + "\n"


def _commented(plan: Plan) -> Iterator[str]:
    yield f"# --- 计划:{len(plan.nodes)} 个节点,{scored_count(plan)} 个计分 ---"
    for node in plan.nodes.values():
        yield f"# {node.path} = {way_text(node)}"
        details = " · ".join(_details(node, plan=plan))
        yield f"#     {details}"


def scored_count(plan: Plan) -> int:
    """How many nodes carry points."""
    return sum(node.is_scored for node in plan.nodes.values())


def _details(node: Node, *, plan: Plan) -> Iterator[str]:
    if node.role.value != "scored":
        yield {"bonus": "加分", "deduction": "减分"}[node.role.value]
    for label, amount in (
        ("满分", node.full or node.points), ("适用", node.applies), ("上限", node.cap),
        ("下限", node.floor), ("首期", node.first),
    ):  # fmt: skip
        if amount is not None:
            yield f"{label} {amount_text(amount)}"
    if node.stage is not None:
        yield f"周期 {stage_text(node.stage)}"
    if node.rounding is not None:
        yield f"取整 {node.rounding.places} 位 {word_of(node.rounding.mode, kind='rounding')}"
    for reach, targets in edges_of(plan, node=node.path).items():
        yield f"{REACHES.get(reach, reach)} {'、'.join(targets)}"
    reason = why_plain(node)
    yield "列式" if reason is None else f"逐个({reason})"


def edges_of(plan: Plan, *, node: str) -> Mapping[str, tuple[str, ...]]:
    """What a node refers to, by reach, each once in the order written."""
    found: dict[str, dict[str, None]] = {}
    for edge in plan.edges:
        if edge.source == node:
            found.setdefault(edge.reach, {}).setdefault(edge.target)
    return {reach: tuple(targets) for reach, targets in found.items()}


def word_of(value: str, *, kind: str) -> str:
    """The Chinese word of an enumeration's value."""
    return chinese_value(str(value), kind=kind) or str(value)


def amount_text(amount: Amount) -> str:
    """A number place: its value when constant, else its canonical expression."""
    if amount.constant is not None:
        return value_text(amount.constant)
    return unparse(amount.formula.expression)


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
        return "是" if value else "否"
    if isinstance(value, Choice):
        return value.word
    return exact_text(value) if isinstance(value, Fraction) else str(value)


def stage_text(stage: Stage) -> str:
    """The parts of a period with their weights."""
    names = stage.names or (f"每{word_of(stage.grain or '', kind='grain')}",)
    weights = [weight_text(weight) for weight in stage.weights]
    if not weights:
        return f"{'、'.join(names)} 均值"
    return "、".join(f"{name} {weight}" for name, weight in zip(names, weights, strict=False))


def way_text(node: Node) -> str:
    """How the node's value comes about, in one expression."""
    way = node.way
    match way:
        case Compute(amount=amount):
            return amount_text(amount)
        case Read():
            return "填报"
        case Fold():
            return _fold_text(way)
        case Poll():
            return _poll_text(way)
        case Annex(per_item=per_item):
            return f"计划各项 {amount_text(per_item)},按各项分值折算"
        case Import(feed=feed):
            relation = f" 经 {feed.relation}" if feed.relation else ""
            gather = word_of(feed.gather, kind="feed_gather")
            return f"引用 {feed.scheme} 的 {feed.take}{relation},{gather}"
        case Join():
            return _join_text(way)
        case never:
            assert_never(never)


def _fold_text(way: Fold) -> str:
    text = f"每条 {amount_text(way.per_row)}"
    if way.counted_if is not None:
        text += f",计入 {amount_text(way.counted_if)}"
    if way.per_work != "sum":
        text += ",每事项最高"
    gather = way.gather if way.top is None else f"最高 {amount_text(way.top)} 项"
    text += f",{word_of(gather, kind='gather')}"
    return text if way.then is None else f"{text},再 {amount_text(way.then)}"


def _poll_text(way: Poll) -> str:
    classes = "、".join(
        f"{one.name} {weight_text(one.weight)}"
        + ("" if one.minimum is None else f"(最少 {amount_text(one.minimum)} 票)")
        for one in way.classes
    )
    return f"评分 {classes},{word_of(way.gather, kind='panel_gather')}"


def _join_text(way: Join) -> str:
    names = [path.rpartition("/")[2] for path in way.children]
    if way.formula is not None:
        return f"合成 {amount_text(way.formula)}"
    word = word_of(way.combine, kind="combine")
    if way.weights:
        pairs = zip(names, way.weights, strict=True)
        return f"{word} " + "、".join(f"{name} {weight_text(weight)}" for name, weight in pairs)
    return f"{word} {'、'.join(names)}" if names else word


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
        "name": node.name,
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
