"""Plan items: a line for each, together on the node's scale."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import cast

from kaoji.engine.explain.formulas.lines import Line
from kaoji.engine.explain.formulas.terms import NoFormulaError, Term, added, over, times
from kaoji.engine.explain.formulas.translate import translated
from kaoji.engine.explain.formulas.ways.asked import MOST_ROWS, Asked, fields_of
from kaoji.engine.facts.book import Line as FactsRow
from kaoji.engine.plan.nodes import Annex
from kaoji.engine.plinth.exact import HUNDRED
from kaoji.engine.score.outcome import Step, StepKind


def planned(asked: Asked) -> Term:
    """The sum of the items' points over the sum of their full points."""
    at = asked.at
    rows = at.run.plan_lines(at.node.path, subject=at.subject, period=at.period)
    steps = [step for step in asked.outcome.steps if step.kind is StepKind.PLAN_ITEM]
    if not rows or len(rows) != len(steps) or len(rows) > MOST_ROWS:
        raise NoFormulaError
    lines = [_item(asked, row=row, step=step) for row, step in zip(rows, steps, strict=True)]
    earned = added([line.figure for line in lines])
    worth = added([line.share_cell for line in lines])
    return over(times(earned, right=at.full()), right=worth)


def _item(asked: Asked, *, row: FactsRow, step: Step) -> Line:
    way = cast("Annex", asked.at.node.way)
    line = asked.below(row.work)
    points = row.record.get("分值")
    full = points if isinstance(points, Fraction) else HUNDRED
    line.full = line.share = full
    record = {**row.record, "分值": full, "满分": full, "件数": row.count}
    there = replace(asked.at, record=record, noted=dict(step.figures), row=line.row)
    own = {"分值": line.full_cell, "满分": line.full_cell}
    inner = there.within({**fields_of(there, row=row), **own})
    expression = way.per_item.formula.expression
    asked.walk.fill(line, value=step.value, make=lambda: translated(expression, at=inner))
    return line
