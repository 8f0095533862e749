"""Values that come in one step: an expression, a declared fact, another scheme's result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from kaoji.engine.feel.frame import Frame
from kaoji.engine.plan.context import Spot
from kaoji.engine.plan.nodes import Compute, Import, Node
from kaoji.engine.plinth.values import Value
from kaoji.engine.score.made import Made
from kaoji.engine.score.outcome import StepKind

if TYPE_CHECKING:
    from kaoji.engine.score.plain import Run


def compute(run: Run, *, node: Node, spot: Spot) -> Made:
    """One expression over the node's own fields and other nodes."""
    way: Compute = node.way  # type: ignore[assignment]
    made = Made(way.amount.program(Frame(spot)))
    if run.tracing:
        made.steps = []
        made.note(
            StepKind.FORMULA,
            label=node.path,
            value=made.value,
            figures=taken(spot),
            text=way.amount.formula.text,
        )
    return made


def taken(spot: Spot) -> tuple[tuple[str, Value], ...]:
    """The figures noted so far, each once; lists and records are told elsewhere."""
    figures: list[tuple[str, Value]] = []
    for note in spot.notes or ():
        if not isinstance(note[1], Mapping | tuple) and note not in figures:
            figures.append(note)
    if spot.notes:
        spot.notes.clear()
    return tuple(figures)


def read(run: Run, *, node: Node, spot: Spot) -> Made:
    """One declared fact."""
    value = run.fact(node.path, field="数值", subject=spot.subject, period=spot.period)
    made = Made(value, steps=run.notebook())
    made.note(StepKind.FACT, label=node.path, value=value)
    return made


def imported(run: Run, *, node: Node, spot: Spot) -> Made:
    """A result of another scheme."""
    feed = cast("Import", node.way).feed
    made = Made(run.feed(feed, spot=spot, made_for=node.path), steps=run.notebook())
    made.note(StepKind.FEED, label=feed.scheme, value=made.value, text=feed.take)
    return made
