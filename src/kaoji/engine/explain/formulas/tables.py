"""Tables that formulas look up: bands as nested choices, cells found by the words beside them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from kaoji.engine.explain.formulas.deciding import NOT_KNOWN, all_of, chosen, compared
from kaoji.engine.explain.formulas.ledger import Entry
from kaoji.engine.explain.formulas.terms import (
    LONGEST_FORMULA,
    NoFormulaError,
    Several,
    Term,
    literal,
)
from kaoji.engine.feel import ast
from kaoji.engine.feel.parse import parse_test
from kaoji.engine.plan.nodes import Amount, BandTest, Lookup, Stretch
from kaoji.engine.scheme.model import Table

if TYPE_CHECKING:
    from kaoji.engine.explain.formulas.translate import Translator

#: So many lines of a table may be tried one after the other.
MOST_BANDS = 40


def looked_up(call: ast.Call, *, by: Translator) -> Term:
    """The value of a table for its keys."""
    name = call.arguments[0]
    found = by.at.run.plan.index.find(".".join(name.parts)) if isinstance(name, ast.Name) else ()
    table = by.at.run.plan.tables.get(found[0].path) if len(found) == 1 else None
    if table is None or table.steps is not None:
        raise NoFormulaError
    keys = [by.term(key) for key in call.arguments[1:]]
    if not table.bands:
        return _cell(table, keys=keys, by=by)
    names = dict(zip(table.keys, keys, strict=False))
    inner = type(by)(by.at.within({"数值": keys[0], **names}))
    return _band(table, keys=keys, by=inner)


# --- bands ----------------------------------------------------------------------------------------


def _band(table: Lookup, *, keys: Sequence[Term], by: Translator) -> Term:
    if len(table.bands) > MOST_BANDS:
        raise NoFormulaError
    made = NOT_KNOWN if table.otherwise is None else _value(table.otherwise, by=by)
    written = _written(table, by=by)
    # From the last line up; what stands before it is tried first.
    for place in range(len(table.bands) - 1, -1, -1):
        band = table.bands[place]
        holds = _holds(band, tests=written[place], keys=keys, by=by)
        value = _value(band.value, by=by)
        taken = value if holds.value else made
        if taken.value is None:
            made = Term(f"IF({holds.text},{value.text},{made.text})", None)
        else:
            made = chosen(holds, then=value, otherwise=made)
    return made


def _written(table: Lookup, *, by: Translator) -> Sequence[tuple[str, ...]]:
    """The tests of each line as the scheme has them; of a filled parameter there are none."""
    known = {one.name: one for one in by.at.run.plan.scheme.tables}
    own = known.get(table.name)
    return [band.tests for band in own.bands] if isinstance(own, Table) else [()] * len(table.bands)


def _holds(band: BandTest, *, tests: tuple[str, ...], keys: Sequence[Term], by: Translator) -> Term:
    if band.stretch is not None:
        return _on_stretch(keys[0], stretch=band.stretch)
    if len(tests) != len(keys):
        raise NoFormulaError
    parsed = [parse_test(text)[0] for text in tests]
    return all_of(
        [
            by.tested(key, test=test)
            for key, test in zip(keys, parsed, strict=True)
            if test is not None and not isinstance(test, ast.Truth)
        ]
    )


def _on_stretch(key: Term, *, stretch: Stretch) -> Term:
    if stretch.low is not None and stretch.low == stretch.high:
        return compared(key, sign="=", right=literal(stretch.low))
    found = []
    if stretch.low is not None:
        sign = ">=" if stretch.low_closed else ">"
        found.append(compared(key, sign=sign, right=literal(stretch.low)))
    if stretch.high is not None:
        sign = "<=" if stretch.high_closed else "<"
        found.append(compared(key, sign=sign, right=literal(stretch.high)))
    return all_of(found)


def _value(value: Amount | str, *, by: Translator) -> Term:
    if isinstance(value, str):
        return NOT_KNOWN  # a word of the scheme stands in no formula
    constant = value.constant
    if isinstance(constant, Fraction):
        return literal(constant)
    return by.branch(value.formula.expression)


# --- cells ----------------------------------------------------------------------------------------


def _cell(table: Lookup, *, keys: Sequence[Term], by: Translator) -> Term:
    """The figure beside the words of the keys; the table stands in the sheet of data."""
    amounts = {
        words: cell.constant for words, cell in table.cells.items() if isinstance(cell, Amount)
    }
    numbers = {words: one for words, one in amounts.items() if isinstance(one, Fraction)}
    if len(numbers) != len(table.cells):
        raise NoFormulaError
    words = tuple(_word(key) for key in keys)
    if words not in numbers:
        raise NoFormulaError  # 其余, or nothing
    block = _block(table, numbers=numbers, by=by)
    ledger = by.at.ledger
    tests = [
        f"EXACT({ledger.key_range(place, block=block)},{key.text})"
        for place, key in enumerate(keys)
    ]
    hits = "*".join(tests)
    otherwise = NOT_KNOWN if table.otherwise is None else _value(table.otherwise, by=by)
    text = f"IF(SUMPRODUCT({hits}*1)=1,SUMPRODUCT({hits}*{block.range}),{otherwise.text})"
    term = next(one for one, key in zip(block.terms, numbers, strict=True) if key == words)
    if len(text) > LONGEST_FORMULA:
        raise NoFormulaError
    return Term(text, term.value, term.error)


def _word(key: Term) -> str:
    """The word that the key's cell holds; a number or a truth is no word for EXACT."""
    if isinstance(key.value, str):
        return key.value
    raise NoFormulaError


def _block(table: Lookup, *, numbers: dict[tuple[str, ...], Fraction], by: Translator) -> Several:
    known = by.at.ledger.shared.get(("table", id(table)))
    if isinstance(known, Several):
        return known
    entries = [
        Entry("", table.name, number, unit="", keys=words) for words, number in numbers.items()
    ]
    made = by.at.ledger.shared["table", id(table)] = by.at.ledger.block(entries)
    return made
