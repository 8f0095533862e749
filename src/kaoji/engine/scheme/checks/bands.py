"""Bands and decision tables: every figure in the declared range has one band, each edge one side."""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from kaoji.engine.feel import ast
from kaoji.engine.feel.parse import parse_test
from kaoji.engine.plinth.exact import exact_text
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.scheme.checks.amounts import constants_of, items_of
from kaoji.engine.scheme.model import Item, RuleCall, Scheme, Table

#: A point on the number line with a side: (number, -1 just below, 0 at, 1 just above).
Edge = tuple[Fraction, int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """The numbers from one edge to another, both included; `None`: no end."""

    low: Edge | None
    high: Edge | None
    text: str
    two_ended: bool = False


def check(scheme: Scheme) -> Iterator[Problem]:
    """Check every table of bands, with the range of the leaf that looks it up."""
    ranges = dict(_ranges(scheme))
    named = [*scheme.tables, *(one.table for one in scheme.parameters if one.table is not None)]
    for table in named:
        if table.bands and len(table.keys) == 1:
            yield from check_bands(table, limits=ranges.get(table.name))


def _ranges(scheme: Scheme) -> Iterator[tuple[str, tuple[Fraction | None, Fraction | None]]]:
    """The declared range of what each table is looked up by, where a rule says so."""
    constants = constants_of(scheme)
    for item in items_of(scheme):
        name = _table_of(item)
        if name is not None and item.input is not None:
            value = item.input.value
            yield name, (constants.value(value.low), constants.value(value.high))


def _table_of(item: Item) -> str | None:
    """The table that a 分档 leaf looks its own figure up in."""
    call = item.source
    if not isinstance(call, RuleCall) or call.kind != "bands" or "by" in call.arguments:
        return None
    table = call.arguments.get("bands")
    return table.name if isinstance(table, Table) else table if isinstance(table, str) else None


def check_bands(
    table: Table, *, limits: tuple[Fraction | None, Fraction | None] | None
) -> Iterator[Problem]:
    """Gaps, overlaps and bands that nothing reaches."""
    stretches: list[Stretch] = []
    for band in table.bands:
        stretch = stretch_of(parse_test(band.tests[0])[0], text=band.tests[0])
        if stretch is None:
            return
        yield from _against_earlier(table, stretch, stretches, place_of=band)
        stretches.append(stretch)
    if table.otherwise is None:
        for gap in gaps(stretches, limits=limits):
            yield Problem(
                "band-gap",
                f"表「{table.name}」的档没有覆盖{gap}",
                "补一档,或写「其余」",
                place=table.place,
                path=table.name,
            )


def _against_earlier(
    table: Table, stretch: Stretch, earlier: list[Stretch], *, place_of: object
) -> Iterator[Problem]:
    place = getattr(place_of, "place", table.place)
    for other in earlier:
        if stretch.two_ended and other.two_ended and _touch(stretch, other):
            yield Problem(
                "band-overlap",
                f"表「{table.name}」的「{stretch.text}」与「{other.text}」重叠:同一个数会落进两档",
                "让每个分界点只属于一档,如 [80..90) 和 [90..100]",
                place=place,
                path=table.name,
            )
            return
    if earlier and not gaps(earlier, limits=None, within=stretch):
        yield Problem(
            "band-unreachable",
            f"表「{table.name}」的「{stretch.text}」永远轮不到:前面的档已经占满",
            "把它移到前面,或删去",
            place=place,
            path=table.name,
        )


def _touch(one: Stretch, two: Stretch) -> bool:
    return _at_most(one.low, two.high) and _at_most(two.low, one.high)


def _at_most(low: Edge | None, high: Edge | None) -> bool:
    return low is None or high is None or low <= high


def stretch_of(test: ast.Expression | None, *, text: str) -> Stretch | None:
    """The stretch of a test with literal edges; `None` for any other test."""
    if isinstance(test, ast.Number):
        return Stretch((test.value, 0), (test.value, 0), text, two_ended=True)
    if isinstance(test, ast.Truth) and test.value:
        return Stretch(None, None, text)
    if isinstance(test, ast.UnaryTest):
        return _half_line(test, text=text)
    if isinstance(test, ast.Range):
        low, high = _number(test.low), _number(test.high)
        if low is not None and high is not None:
            return Stretch(
                (low, 0 if test.low_closed else 1),
                (high, 0 if test.high_closed else -1),
                text,
                two_ended=True,
            )
    return None


def _half_line(test: ast.UnaryTest, *, text: str) -> Stretch | None:
    edge = _number(test.operand)
    if edge is None:
        return None
    match test.op:
        case ">=":
            return Stretch((edge, 0), None, text)
        case ">":
            return Stretch((edge, 1), None, text)
        case "<=":
            return Stretch(None, (edge, 0), text)
        case "<":
            return Stretch(None, (edge, -1), text)
        case "=":
            return Stretch((edge, 0), (edge, 0), text, two_ended=True)
        case _:
            return None


def _number(expression: ast.Expression) -> Fraction | None:
    if isinstance(expression, ast.Number):
        return expression.value
    if isinstance(expression, ast.Unary) and isinstance(expression.operand, ast.Number):
        return -expression.operand.value
    return None


def gaps(
    stretches: list[Stretch],
    *,
    limits: tuple[Fraction | None, Fraction | None] | None,
    within: Stretch | None = None,
) -> list[str]:
    """The parts of a range that no stretch covers, in words."""
    low, high = limits if limits is not None else (None, None)
    start: Edge | None = (low, 0) if low is not None else None
    end: Edge | None = (high, 0) if high is not None else None
    if within is not None:
        start, end = within.low, within.high
    ordered = sorted(stretches, key=lambda one: (one.low is not None, one.low or (Fraction(0), 0)))
    found: list[str] = []
    reached: Edge | None = None if start is None else _before(start)
    is_open = start is None
    for one in ordered:
        if is_open:
            if one.low is not None and (limits is not None or within is not None):
                found.append(_between(None, _before(one.low)))
            is_open = False
            reached = one.high
            if reached is None:
                return found
            continue
        assert reached is not None  # noqa: S101
        if one.low is not None and one.low > _after(reached):
            found.append(_between(_after(reached), _before(one.low)))
        if one.high is None:
            return _cut(found, end)
        reached = max(reached, one.high)
    if reached is not None and (end is None or reached < end) and _wants_end(limits, within):
        found.append(_between(_after(reached), end))
    return found


def _wants_end(
    limits: tuple[Fraction | None, Fraction | None] | None, within: Stretch | None
) -> bool:
    """Without a declared range only holes between bands are faults."""
    return within is not None or (limits is not None and limits[1] is not None)


def _cut(found: list[str], _end: Edge | None) -> list[str]:
    return found


def _after(edge: Edge) -> Edge:
    number, side = edge
    return (number, side + 1)


def _before(edge: Edge) -> Edge:
    number, side = edge
    return (number, side - 1)


def _between(low: Edge | None, high: Edge | None) -> str:
    left = "" if low is None else ("从 " if low[1] <= 0 else "大于 ") + exact_text(low[0])
    right = "" if high is None else ("到 " if high[1] >= 0 else "小于 ") + exact_text(high[0])
    if low is not None and high is not None and low[0] == high[0]:
        return f" {exact_text(low[0])} "
    return f"{left} {right}".strip().join((" ", " "))
