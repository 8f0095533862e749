"""Looking a table up: the cell or band of known keys, the hull of what unknown keys may hit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise, product

from kaoji.engine.feel.frame import Frame
from kaoji.engine.plan.context import Spot
from kaoji.engine.plan.nodes import Amount, BandTest, Lookup, Stretch
from kaoji.engine.plan.reaches import NoTableMatch
from kaoji.engine.plinth.exact import exact_text
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.values import Choice, Null, Span, Value, Ways, is_unknown
from kaoji.engine.score import calc
from kaoji.engine.score.stretches import meeting, without

#: The word under which a table keeps what holds for every other word.
OTHERS = marked("其余")


def look_up_in(table: Lookup, *, keys: tuple[Value, ...], spot: Spot) -> Value:
    """The value of a table for the keys.

    Raises NoTableMatch when nothing fits and the table has no 其余.
    """
    null = next((key for key in keys if isinstance(key, Null)), None)
    if null is not None and not (table.bands and len(table.keys) > 1):
        return null
    if table.bands:
        return _band(table, keys=keys, spot=spot)
    if any(is_unknown(key) for key in keys):
        return _unknown_cell(table, keys=keys, spot=spot)
    return _cell(table, words=tuple(map(word_of, keys)), keys=keys, spot=spot)


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
    table: Lookup, cell: Amount | str | None, *, keys: tuple[Value, ...], spot: Spot
) -> Value:
    if cell is None:
        shown = speak("、").join(calc.shown(key) for key in keys)
        raise NoTableMatch(table.name, keys=keys, shown=shown)
    found = _cell_value(table, cell, keys=keys, spot=spot)
    return found if table.steps is None else table.steps.step_of(found)


def _cell_value(table: Lookup, cell: Amount | str, *, keys: tuple[Value, ...], spot: Spot) -> Value:
    if isinstance(cell, str):
        return cell
    if cell.constant is not None:
        return cell.constant
    return cell.program(Frame(_spot(table, keys=keys, spot=spot)))


def _spot(table: Lookup, *, keys: tuple[Value, ...], spot: Spot) -> Spot:
    """Inside a value of the table its keys have names, the first one 数值 too."""
    names = {"数值": keys[0], **dict(zip(table.keys, keys, strict=False))}
    return Spot(
        spot.run, spot.node, spot.subject, spot.period, record=spot.record, notes=spot.notes,
        names={**(spot.names or {}), **names}, quiet=spot.quiet.union(names),
    )  # fmt: skip


# --- cells ----------------------------------------------------------------------------------------


def _cell(table: Lookup, *, words: tuple[str, ...], keys: tuple[Value, ...], spot: Spot) -> Value:
    return _value(table, cell_of(table, words=words), keys=keys, spot=spot)


def cell_of(table: Lookup, *, words: tuple[str, ...]) -> Amount | str | None:
    """The cell of the words, key by key as the table is written: a word that is not there takes
    the 其余 beside it; where there is none, what holds for the whole table.
    """
    found = _words_of_cell(table, words=words)
    return table.otherwise if found is None else table.cells[found]


def _words_of_cell(table: Lookup, *, words: tuple[str, ...]) -> tuple[str, ...] | None:
    cells = table.cells
    if words in cells:
        return words
    found: tuple[str, ...] = ()
    for word in words:
        below = {one[len(found)] for one in cells if one[: len(found)] == found}
        if word not in below and OTHERS not in below:
            return None
        found = (*found, word if word in below else OTHERS)
    return found


def row_of(table: Lookup, *, keys: tuple[Value, ...], spot: Spot) -> str | None:
    """The row that known keys find, as the table writes it; `None` where no single one is found."""
    if any(is_unknown(key) or isinstance(key, Null) for key in keys):
        return None
    rest = None if table.otherwise is None else speak(OTHERS)
    if table.bands:
        here = _spot(table, keys=keys, spot=spot)
        return next((band.text for band in table.bands if _holds(band, here) is True), rest)
    found = _words_of_cell(table, words=tuple(map(word_of, keys)))
    if found is None:
        return rest
    return speak("、").join(speak(OTHERS) if word == OTHERS else word for word in found)


def _unknown_cell(table: Lookup, *, keys: tuple[Value, ...], spot: Spot) -> Value:
    """The hull of every cell that the unknown keys may hit; a null key gives that null."""
    nulls = [option for key in keys for option in calc.options_of(key) if isinstance(option, Null)]
    choices = [tuple(_words(table, at, key)) for at, key in enumerate(keys)]
    found = [
        _cell(table, words=words, keys=keys, spot=spot)
        for words in product(*choices)
        if cell_of(table, words=words) is not None
    ]
    if not found and not nulls:
        return _value(table, None, keys=keys, spot=spot)
    causes = tuple(key for key in keys if is_unknown(key))
    return calc.hull([*found, *nulls], cause=causes)


def _words(table: Lookup, at: int, key: Value) -> Iterator[str]:
    """The words that a key may be: of an open one, all that the table has in that place."""
    options = calc.options_of(key)
    if isinstance(key, Span) or not options:
        yield from dict.fromkeys(words[at] for words in table.cells)
        # Whatever is no word of the table goes to 其余.
        yield ""
        return
    yield from (word_of(option) for option in options if not isinstance(option, Null))


# --- bands ----------------------------------------------------------------------------------------


def _band(table: Lookup, *, keys: tuple[Value, ...], spot: Spot) -> Value:
    """The first line whose tests all hold; lines that may hold join the hull."""
    key = keys[0]
    if len(keys) == 1 and isinstance(key, Span):
        stretches = [band.stretch for band in table.bands if band.stretch is not None]
        if len(stretches) == len(table.bands):
            return _bands_of_span(table, key, stretches=stretches, spot=spot)
    here = _spot(table, keys=keys, spot=spot)
    possible: list[Value] = []
    for band in table.bands:
        holds = _holds(band, here)
        if holds is False or isinstance(holds, Null):
            continue
        possible.append(_value(table, band.value, keys=keys, spot=spot))
        if holds is True:
            break
    else:
        if not possible or table.otherwise is not None:
            possible.append(_value(table, table.otherwise, keys=keys, spot=spot))
    if len(possible) == 1:
        return possible[0]
    return calc.hull(possible, cause=tuple(key for key in keys if is_unknown(key)))


def _holds(band: BandTest, spot: Spot) -> Value:
    found: Value = True
    frame = Frame(spot)
    for program in band.programs:
        found = calc.logical_and(found, program(frame))
        if found is False:
            return False
    return found


def _bands_of_span(table: Lookup, key: Span, *, stretches: Sequence[Stretch], spot: Spot) -> Value:
    """Each band with the part of the span that reaches it first; what none takes goes to 其余."""

    def worth(cell: Amount | str | None, part: Stretch) -> Value:
        return _value(table, cell, keys=(_within(key, part),), spot=spot)

    rest = [Stretch(key.low, key.high)]
    met: list[tuple[Stretch, Value]] = []
    for band, stretch in zip(table.bands, stretches, strict=True):
        met += [(part, worth(band.value, part)) for part in meeting(rest, stretch=stretch)]
        rest = without(rest, stretch=stretch)
    if table.otherwise is not None or not met:
        met += [(part, worth(table.otherwise, part)) for part in rest]
    if all(isinstance(value, Span | Fraction) for _part, value in met):
        return _joined([(part, calc.span_of(value)) for part, value in met], key=key)
    return calc.hull([value for _part, value in met], cause=key)


def _within(key: Span, part: Stretch) -> Span:
    """The span inside a stretch; an open end of it is not reached."""
    is_closed = (part.low is None or part.low_closed) and (part.high is None or part.high_closed)
    return Span(part.low, part.high, key.tight and is_closed, key.ways)


def _joined(met: list[tuple[Stretch, Span]], *, key: Span) -> Span:
    """The hull of stretches of one unknown: its ends are reached where each stretch's are."""
    in_order = [span for part, span in sorted(met, key=lambda one: _position(one[0]))]
    lows = [span.low for span in in_order if span.low is not None]
    highs = [span.high for span in in_order if span.high is not None]
    way = 1 if _rises(in_order, key.ways, 1) else -1 if _rises(in_order, key.ways, -1) else 0
    ways = {fact: way * sign for fact, sign in key.ways.items()}
    tight = key.tight and all(span.tight for span in in_order)
    return Span(
        min(lows) if len(lows) == len(in_order) else None,
        max(highs) if len(highs) == len(in_order) else None,
        tight,
        ways,
    )


def _position(part: Stretch) -> tuple[bool, Fraction, bool]:
    """Where a stretch begins, to sort by."""
    if part.low is None:
        return (False, Fraction(0), False)
    return (True, part.low, not part.low_closed)


def _rises(spans: list[Span], ways: Ways, sign: int) -> bool:
    """From the low end on, each value lies at or beyond the one before, and none turns inside."""
    inside = all(
        span.low == span.high or all(span.ways.get(one) == sign * way for one, way in ways.items())
        for span in spans
    )
    steps = pairwise(spans if sign > 0 else spans[::-1])
    return inside and all(
        one.high is not None and two.low is not None and one.high <= two.low for one, two in steps
    )
