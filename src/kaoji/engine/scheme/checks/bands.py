"""Bands and decision tables: every value in the declared range has one line, each edge one side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from math import prod

from kaoji.engine.feel import ast
from kaoji.engine.feel.parse import parse_test
from kaoji.engine.plinth.exact import ONE
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.checks.amounts import Constants, constants_of, items_of
from kaoji.engine.scheme.checks.coverage import (
    ANYTHING,
    Axis,
    Domain,
    axis_of,
    is_sliver,
    told,
)
from kaoji.engine.scheme.model import Band, FieldSpec, Item, RuleCall, Scheme, Table

#: Units of things that are counted one by one: between 2件 and 3件 there is nothing.
WHOLE_UNITS = frozenset("件人次个名项起户家张条宗例位天日所座村社票") | {"人次", "户次", "名额"}
#: More cells than any table of a regulation has.
MOST_CELLS = 20_000

Domains = tuple[Domain, ...]


def check(scheme: Scheme) -> Iterator[Problem]:
    """Check every table that a rule kind looks up, with the range of the leaf.

    What formulas look up is known to the plan only (`plan/lookups.py`).
    """
    domains = stated_domains(scheme)
    for table in tables_in(scheme):
        if table.bands and table.name in domains:
            yield from check_bands(table, domains=domains[table.name])


def tables_in(scheme: Scheme) -> tuple[Table, ...]:
    """Every table, those that stand as parameters too."""
    filled = (one.table for one in scheme.parameters if one.table is not None)
    return tuple({table.name: table for table in (*filled, *scheme.tables)}.values())


# --- where the range is stated ------------------------------------------------------------------


def stated_domains(scheme: Scheme) -> Mapping[str, Domains]:
    """The declared range of what each table is looked up by, where a rule kind says so."""
    constants = constants_of(scheme)
    found: dict[str, Domain] = {}
    for item in items_of(scheme):
        name, domain = _looked_up(item, constants=constants, scales=scheme.scales)
        if name is not None:
            found[name] = domain if name not in found else _wider(found[name], domain)
    return {name: (domain,) for name, domain in found.items()}


def _looked_up(
    item: Item, *, constants: Constants, scales: Mapping[str, tuple[str, ...]]
) -> tuple[str | None, Domain]:
    """The table that a leaf looks its own figure or rank up in."""
    call = item.source
    if not isinstance(call, RuleCall):
        return None, ANYTHING
    if call.kind == "rank_points":
        return _name(call, argument="table"), Domain(low=ONE, is_whole=True)
    if call.kind != "bands" or "by" in call.arguments or item.input is None:
        return None, ANYTHING
    value = item.input.value
    domain = domain_of(value, constants=constants)
    words = domain.words or scales.get(value.scale or "", ())
    return _name(call, argument="bands"), replace(domain, words=words)


def _name(call: RuleCall, *, argument: str) -> str | None:
    table = call.arguments.get(argument)
    return table.name if isinstance(table, Table) else table if isinstance(table, str) else None


def domain_of(field: FieldSpec, *, constants: Constants) -> Domain:
    """The values that a field is declared to have."""
    return Domain(
        constants.value(field.low),
        constants.value(field.high),
        field.options,
        is_whole=field.unit in WHOLE_UNITS,
    )


def _wider(one: Domain, two: Domain) -> Domain:
    """Both ranges together; an end that one of them leaves open is open."""
    lows = None if one.low is None or two.low is None else min(one.low, two.low)
    highs = None if one.high is None or two.high is None else max(one.high, two.high)
    return Domain(lows, highs, one.words + two.words, one.is_whole and two.is_whole)


# --- one table ------------------------------------------------------------------------------------


def check_bands(table: Table, *, domains: Domains = ()) -> Iterator[Problem]:
    """Gaps, overlaps and lines that nothing reaches."""
    lines = [tuple(parse_test(text)[0] for text in band.tests) for band in table.bands]
    width = len(table.keys)
    if any(len(line) != width for line in lines):
        return
    known = (*domains, *(ANYTHING for _ in range(width)))
    axes = [axis_of([line[at] for line in lines], domain=known[at]) for at in range(width)]
    found = [axis for axis in axes if axis is not None]
    if len(found) < width or prod(len(axis.pieces) for axis in found) > MOST_CELLS:
        return
    clashes = _clashes(lines, axis=found[0]) if width == 1 else {}
    for place, earlier in clashes.items():
        yield _overlap(table, place=place, earlier=earlier, axis=found[0])
    yield from _unreached(table, axes=found, told_already=frozenset(clashes))


def _clashes(lines: list[tuple[ast.Expression | None, ...]], *, axis: Axis) -> Mapping[int, int]:
    """Bands with both ends stated that share a value with an earlier such band."""
    closed = [isinstance(line[0], ast.Range | ast.Number) for line in lines]
    found: dict[int, int] = {}
    for place in range(len(lines)):
        for earlier in range(place):
            if closed[place] and closed[earlier] and axis.covers[place] & axis.covers[earlier]:
                found.setdefault(place, earlier)
    return found


def _overlap(table: Table, *, place: int, earlier: int, axis: Axis) -> Problem:
    both = told(axis.pieces, places=axis.covers[place] & axis.covers[earlier])
    one, two = table.bands[place].tests[0], table.bands[earlier].tests[0]
    return _problem(
        table,
        table.bands[place],
        "band-overlap",
        speak(
            "表「{name}」的「{one}」与「{two}」重叠：{words} 会落进两档",
            name=table.name,
            one=one,
            two=two,
            words=speak("、").join(both),
        ),
        speak("让每个分界点只属于一档，如 [80..90) 和 [90..100]"),
    )


def _unreached(
    table: Table, *, axes: list[Axis], told_already: frozenset[int]
) -> Iterator[Problem]:
    """Lines behind lines that leave them nothing, and values that no line takes."""
    left = set(product(*(sorted(axis.possible) for axis in axes)))
    for place, band in enumerate(table.bands):
        own = set(product(*(sorted(axis.covers[place] & axis.possible) for axis in axes)))
        if not own & left and place not in told_already:
            yield _problem(
                table,
                band,
                "band-unreachable",
                _why_unreached(table, band, is_taken=bool(own)),
                speak("把它移到前面，或删去"),
            )
        left -= own
    left &= set(product(*(sorted(axis.inside) for axis in axes)))
    if len(axes) == 1 and table.otherwise is not None:
        yield from _slivers(table, axes[0], left=frozenset(cell[0] for cell in left))
    if left and table.otherwise is None:
        yield Problem(
            "band-gap",
            _gap(table, axes, left=left),
            speak("补一档，或写「其余」"),
            place=table.place,
            path=table.name,
        )


def _why_unreached(table: Table, band: Band, *, is_taken: bool) -> str:
    tests = speak("、").join(band.tests)
    if is_taken:
        return speak(
            "表「{name}」的「{tests}」永远轮不到：前面的各档已经占满", name=table.name, tests=tests
        )
    return speak("表「{name}」的「{tests}」永远轮不到：它在范围之外", name=table.name, tests=tests)


def _slivers(table: Table, axis: Axis, *, left: frozenset[int]) -> Iterator[Problem]:
    """89.5 between 80—89 and 90 以上 falls to 其余: hardly what a text in whole points means."""
    found = frozenset(
        place
        for place in left
        if is_sliver(axis.pieces[place]) and not {place - 1, place + 1} & left
    )
    if found:
        yield Problem(
            "band-sliver",
            speak(
                "表「{name}」的 {words} 夹在两档中间，会落到「其余」",
                name=table.name,
                words=speak("、").join(told(axis.pieces, places=found)),
            ),
            speak("让相邻的两档接上，如 [80..90) 和 90以上"),
            "warning",
            place=table.place,
            path=table.name,
        )


def _gap(table: Table, axes: list[Axis], *, left: set[tuple[int, ...]]) -> str:
    if len(axes) == 1:
        places = frozenset(cell[0] for cell in left)
        values = speak("、").join(told(axes[0].pieces, places=places))
        return speak("表「{name}」没有覆盖 {values}", name=table.name, values=values)
    cell = min(left)
    words = (
        f"{key} {told(axis.pieces, places=frozenset({place}))[0]}"
        for key, axis, place in zip(table.keys, axes, cell, strict=True)
    )
    case = speak("、").join(words)
    if len(left) == 1:
        return speak("表「{name}」没有覆盖「{case}」", name=table.name, case=case)
    return speak(
        "表「{name}」没有覆盖「{case}」等 {count} 种情形",
        name=table.name,
        case=case,
        count=len(left),
    )


def _problem(table: Table, band: Band, code: str, message: str, remedy: str) -> Problem:
    return Problem(code, message, remedy, place=band.place, path=table.name)
