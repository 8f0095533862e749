"""Looking a table up: the cell or band of known keys, the hull of what unknown keys may hit."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.feel.frame import Frame
from kaoji.engine.plan.context import Spot
from kaoji.engine.plan.nodes import Amount, BandTest, Lookup, Stretch
from kaoji.engine.plinth.exact import exact_text
from kaoji.engine.plinth.values import (
    UNDEFINED,
    Choice,
    Null,
    OneOf,
    Span,
    Value,
    is_unknown,
)
from kaoji.engine.score import calc

if TYPE_CHECKING:
    from kaoji.engine.score.reading import Reading


def look_up_in(run: Reading, table: Lookup, *, keys: tuple[Value, ...], spot: Spot) -> Value:
    """The value of a table for the keys.

    Raises FeelFailure when nothing fits and the table has no 其余.
    """
    null = next((key for key in keys if isinstance(key, Null)), None)
    if null is not None and not (table.bands and len(table.keys) > 1):
        return null
    if table.bands:
        return _band(run, table, keys=keys, spot=spot)
    if any(is_unknown(key) for key in keys):
        return _unknown_cell(run, table, keys=keys, spot=spot)
    return _cell(run, table, words=tuple(word_of(key) for key in keys), keys=keys, spot=spot)


def word_of(key: Value) -> str:
    """A key as the word that tables are written with."""
    if isinstance(key, Choice):
        return key.word
    if isinstance(key, bool):
        return "是" if key else "否"
    if isinstance(key, Fraction):
        return exact_text(key)
    return str(key)


def _value(
    run: Reading, table: Lookup, cell: Amount | str | None, *, keys: tuple[Value, ...], spot: Spot
) -> Value:
    if cell is None:
        shown = "、".join(calc.shown(key) for key in keys)
        raise FeelFailure(
            "no-table-match", f"表「{table.name}」里没有「{shown}」这一项",
            remedy="核对填写的词,或在表里补上这一项或「其余」",
        )  # fmt: skip
    if isinstance(cell, str):
        return cell
    if cell.constant is not None:
        return cell.constant
    return cell.program(Frame(_spot(run, table, keys=keys, spot=spot)))


def _spot(run: Reading, table: Lookup, *, keys: tuple[Value, ...], spot: Spot) -> Spot:
    names = dict(zip(table.keys, keys, strict=False))
    if keys:
        names["数值"] = keys[0]
    return Spot(
        run, spot.node, spot.subject, spot.period, record=spot.record, notes=spot.notes,
        names={**(spot.names or {}), **names},
    )  # fmt: skip


def _cell(
    run: Reading, table: Lookup, *, words: tuple[str, ...], keys: tuple[Value, ...], spot: Spot
) -> Value:
    return _value(run, table, table.cells.get(words, table.otherwise), keys=keys, spot=spot)


def _unknown_cell(run: Reading, table: Lookup, *, keys: tuple[Value, ...], spot: Spot) -> Value:
    """The hull of every cell that the unknown keys may hit."""
    choices = []
    for position, key in enumerate(keys):
        if isinstance(key, OneOf) and key.options:
            choices.append(tuple(word_of(option) for option in key.options))
        elif is_unknown(key):
            choices.append(tuple(dict.fromkeys(words[position] for words in table.cells)))
        else:
            choices.append((word_of(key),))
    found = [
        _cell(run, table, words=words, keys=keys, spot=spot)
        for words in product(*choices)
        if words in table.cells or table.otherwise is not None
    ]
    cause = next(key for key in keys if is_unknown(key))
    return calc.hull(found, cause=cause) if found else UNDEFINED


def _band(run: Reading, table: Lookup, *, keys: tuple[Value, ...], spot: Spot) -> Value:
    """The first line whose tests all hold; lines that may hold join the hull."""
    here = _spot(run, table, keys=keys, spot=spot)
    possible: list[Value] = []
    key = keys[0]
    if len(keys) == 1 and isinstance(key, Span) and _all_stretches(table):
        return _bands_of_span(run, table, key, spot=spot)
    for band in table.bands:
        holds = _holds(band, here)
        if holds is False or isinstance(holds, Null):
            continue
        possible.append(_value(run, table, band.value, keys=keys, spot=spot))
        if holds is True:
            break
    else:
        if not possible or table.otherwise is not None:
            possible.append(_value(run, table, table.otherwise, keys=keys, spot=spot))
    if len(possible) == 1:
        return possible[0]
    cause = next((each for each in keys if is_unknown(each)), UNDEFINED)
    return calc.hull(possible, cause=cause)


def _holds(band: BandTest, spot: Spot) -> Value:
    found: Value = True
    frame = Frame(spot)
    for program in band.programs:
        found = calc.logical_and(found, program(frame))
        if found is False:
            return False
    return found


def _all_stretches(table: Lookup) -> bool:
    return all(band.stretch is not None for band in table.bands)


def _bands_of_span(run: Reading, table: Lookup, key: Span, *, spot: Spot) -> Value:
    """Each stretch that the span meets, with the part of the span inside it; what no stretch
    covers goes to 其余.
    """
    found: list[Value] = []
    for band in table.bands:
        assert band.stretch is not None  # noqa: S101
        inside = met(key, band.stretch)
        if inside is not None:
            found.append(_value(run, table, band.value, keys=(inside,), spot=spot))
        if inside is not None and (inside.low, inside.high) == (key.low, key.high):
            break
    else:
        if table.otherwise is not None and not _is_covered(table, key):
            found.append(_value(run, table, table.otherwise, keys=(key,), spot=spot))
    if not found:
        return _value(run, table, None, keys=(key,), spot=spot)
    spans = [calc.span_of(value) for value in found if isinstance(value, Fraction | Span)]
    if len(spans) != len(found):
        return calc.hull(found, cause=key)
    return _joined(spans, key=key)


def _joined(spans: list[Span], *, key: Span) -> Span:
    """The hull of stretches of one unknown: its ends are reached where each stretch's are."""
    lows = [span.low for span in spans]
    highs = [span.high for span in spans]
    low = None if None in lows else min(x for x in lows if x is not None)
    high = None if None in highs else max(x for x in highs if x is not None)
    rises = _rises(spans)
    way = 1 if rises else -1 if _rises(spans[::-1]) else 0
    ways = {fact: way * sign for fact, sign in key.ways.items()}
    return Span(low, high, key.tight and all(span.tight for span in spans), ways)


def _rises(spans: list[Span]) -> bool:
    """Bands listed from high to low: each lies wholly at or above the next."""
    return all(
        one.low is not None and two.high is not None and one.low >= two.high
        for one, two in zip(spans, spans[1:], strict=False)  # noqa: RUF007
    )


def met(key: Span, stretch: Stretch) -> Span | None:
    """The part of a span that lies in a stretch; `None`: none."""
    low = _later(key.low, stretch.low)
    high = _earlier(key.high, stretch.high)
    if low is not None and high is not None:
        if low > high:
            return None
        touches = low == high and (
            (low == stretch.low and not stretch.low_closed)
            or (high == stretch.high and not stretch.high_closed)
        )
        if touches:
            return None
    return Span(low, high, key.tight, key.ways)


def _later(one: Fraction | None, two: Fraction | None) -> Fraction | None:
    if one is None or two is None:
        return two if one is None else one
    return max(one, two)


def _earlier(one: Fraction | None, two: Fraction | None) -> Fraction | None:
    if one is None or two is None:
        return two if one is None else one
    return min(one, two)


def _is_covered(table: Lookup, key: Span) -> bool:
    """Whether the stretches leave nothing of the span over (walked from its low end)."""
    edge, closed = key.low, False
    for _step in range(len(table.bands)):
        if edge is None:
            return any(
                band.stretch is not None and band.stretch.low is None and band.stretch.high is None
                for band in table.bands
            )
        reached = [
            (band.stretch.high, band.stretch.high_closed)
            for band in table.bands
            if band.stretch is not None and _starts_by(band.stretch, edge, closed)
        ]
        if any(high is None for high, _closed in reached):
            return True
        ends = [(high, shut) for high, shut in reached if high is not None]
        if not ends:
            return False
        edge, closed = max(ends)
        if key.high is not None and edge >= key.high and closed:
            return True
    return False


def _starts_by(stretch: Stretch, edge: Fraction, closed: bool) -> bool:  # noqa: FBT001
    """The stretch takes over at the edge: it holds the edge, or starts just behind it."""
    if stretch.high is not None and stretch.high < edge:
        return False
    if stretch.low is None or stretch.low < edge:
        return True
    return stretch.low == edge and (stretch.low_closed or closed)
