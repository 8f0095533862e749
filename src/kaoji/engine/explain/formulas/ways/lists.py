"""Event lists: rows → works → list. Each row has a line of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias, cast

from kaoji.engine.explain.formulas.lines import Line
from kaoji.engine.explain.formulas.spot import Standing, fraction_of, whole_number
from kaoji.engine.explain.formulas.terms import (
    NoFormulaError,
    Term,
    added,
    greatest,
    least,
    literal,
    over,
    times,
)
from kaoji.engine.explain.formulas.translate import translated
from kaoji.engine.explain.formulas.ways.asked import MOST_ROWS, Asked, fields_of
from kaoji.engine.facts.book import Line as FactsRow
from kaoji.engine.plan.nodes import Fold
from kaoji.engine.plinth.exact import ONE, ZERO
from kaoji.engine.plinth.speech import speak
from kaoji.engine.score.outcome import StepKind
from kaoji.engine.score.ways.single import taken

#: A facts row and its line.
Told: TypeAlias = tuple[FactsRow, Line]

#: CHOOSE, which makes one list of single cells, takes so many.
MOST_CHOSEN = 29


def folded(asked: Asked) -> Term:
    """The value of each row, gathered."""
    at, way = asked.at, cast("Fold", asked.at.node.way)
    rows = at.run.lines(at.node.path, subject=at.subject, period=at.period)
    if len(rows) > MOST_ROWS:
        raise NoFormulaError
    lines = [(row, line) for row in rows if (line := _row(asked, way=way, row=row)) is not None]
    value = _gathered(way, [one for one in lines if one[0].count], at=at)
    if way.then is None:
        return value
    there = replace(at, noted=asked.noted(StepKind.FORMULA)).within({"数值": value})
    return translated(way.then.formula.expression, at=there)


def _row(asked: Asked, *, way: Fold, row: FactsRow) -> Line | None:
    """What one of a row is worth, and how often it counts; nothing where it does not."""
    at = asked.at
    record = {**row.record, "件数": row.count}
    spot = asked.walk.spot(at, record=record)
    if way.counted_if is not None and at.run.amount(way.counted_if, spot=spot) is False:
        return None
    taken(spot)
    value = at.run.amount(way.per_row, spot=spot)
    line = asked.below(row.work or speak("一条"))
    line.share = row.count
    there = replace(at, record=record, noted=dict(taken(spot)), row=line.row)
    inner = there.within(fields_of(there, row=row))
    expression = way.per_row.formula.expression
    asked.walk.fill(line, value=value, make=lambda: translated(expression, at=inner))
    return line


# --- gathering ------------------------------------------------------------------------------------


def _gathered(way: Fold, rows: Sequence[Told], *, at: Standing) -> Term:
    ones, counts = _works(way, rows)
    if not ones and way.gather != "mean":
        return literal(ZERO)
    match way.gather:
        case "highest":
            return greatest(ones)
        case "lowest":
            return least(ones)
        case "count":
            return added(counts)
        case "mean":
            return over(_sum(ones, counts), right=added(counts))
        case "top":
            return _top(way, ones, counts, at=at)
        case _:
            return _sum(ones, counts)


def _works(way: Fold, rows: Sequence[Told]) -> tuple[Sequence[Term], Sequence[Term]]:
    """The worth and the number of each row, or of each work the highest, once."""
    if way.per_work == "sum":
        return [line.figure for _row, line in rows], [line.share_cell for _row, line in rows]
    works: dict[str | int, list[Line]] = {}
    for number, (row, line) in enumerate(rows):
        works.setdefault(row.work or number, []).append(line)
    ones = [greatest([line.figure for line in lines]) for lines in works.values()]
    counts = [
        literal(ONE) if isinstance(work, str) else lines[0].share_cell
        for work, lines in works.items()
    ]
    return ones, counts


def _sum(ones: Sequence[Term], counts: Sequence[Term]) -> Term:
    return added([times(one, right=count) for one, count in zip(ones, counts, strict=True)])


def _top(way: Fold, ones: Sequence[Term], counts: Sequence[Term], *, at: Standing) -> Term:
    """The highest few, where each row counts once."""
    top = None if way.top is None else at.value(way.top.formula.expression)
    most = whole_number(literal(fraction_of(top)))
    if any(count.number != ONE for count in counts):
        raise NoFormulaError
    if most >= len(ones):
        return added(ones)
    if len(ones) > MOST_CHOSEN:
        raise NoFormulaError
    index = ",".join(map(str, range(1, len(ones) + 1)))
    listed = f"CHOOSE({{{index}}},{','.join(one.text for one in ones)})"
    error = max(one.error for one in ones)
    best = sorted((one.number for one in ones), reverse=True)[:most]
    return added(
        [
            Term(f"LARGE({listed},{place})", value, error)
            for place, value in enumerate(best, start=1)
        ]
    )
