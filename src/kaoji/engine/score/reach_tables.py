"""Tables held against everything that they are looked up by in a run of which nothing is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from kaoji.engine.plan.lookups import counted_keys
from kaoji.engine.plan.nodes import Plan
from kaoji.engine.plinth.names import spoken_field
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import Choice, OneOf, Span, Value
from kaoji.engine.scheme.checks.bands import check_bands, stated_domains, tables_in
from kaoji.engine.scheme.checks.coverage import Domain
from kaoji.engine.scheme.model import Table
from kaoji.engine.scheme.words.spoken import spoken_value
from kaoji.engine.score.lookup import word_of
from kaoji.engine.score.probe import Probe


def asked_problems(plan: Plan, *, probe: Probe) -> Iterator[Problem]:
    """Tables held against everything that they are looked up by.

    Those that a rule kind looks up have been held against the declared range already.
    """
    judged = stated_domains(plan.scheme)
    counted = counted_keys(plan)
    for table in tables_in(plan.scheme):
        asked = probe.looked_up.get(table.name, [])
        if not asked or any(len(keys) != len(table.keys) for keys in asked):
            continue
        if table.bands and table.name not in judged:
            whole = counted.get(table.name, frozenset())
            domains = tuple(
                replace(_domain(tuple(keys[at] for keys in asked)), is_whole=at in whole)
                for at in range(len(table.keys))
            )
            yield from check_bands(table, domains=domains)
        elif table.cells:
            yield from _cells(table, asked=asked)


def _domain(values: tuple[Value, ...]) -> Domain:
    """All that one key is looked up by; an end that is not reached for certain is left open."""
    spans = [_span(value) for value in values]
    words = [_words(value) for value in values]
    if all(one is not None for one in words):
        return Domain(words=tuple(dict.fromkeys(word for one in words for word in one or ())))
    lows = [span.low if span.tight else None for span in spans if span is not None]
    highs = [span.high if span.tight else None for span in spans if span is not None]
    known_lows = [low for low in lows if low is not None]
    known_highs = [high for high in highs if high is not None]
    return Domain(
        min(known_lows) if len(known_lows) == len(values) else None,
        max(known_highs) if len(known_highs) == len(values) else None,
    )


def _span(value: Value) -> Span | None:
    if isinstance(value, Fraction):
        return Span(value, value)
    return value if isinstance(value, Span) else None


def _words(value: Value) -> tuple[str, ...] | None:
    """The words that a key may be; `None` when they are not known or it is no word."""
    options = value.options if isinstance(value, OneOf) else (value,)
    if not options or not all(isinstance(one, str | Choice) for one in options):
        return None
    return tuple(word_of(one) for one in options)


def _cells(table: Table, *, asked: list[tuple[Value, ...]]) -> Iterator[Problem]:
    """Key words that the table does not know, and cells that no key word names."""
    for at, key in enumerate(table.keys):
        words = [_words(keys[at]) for keys in asked]
        if any(one is None for one in words):
            continue
        possible = {word for one in words for word in one or ()}
        written = {cell[at] for cell in table.cells}
        missing, idle = sorted(possible - written), sorted(written - possible - {"其余"})
        if missing and table.otherwise is None and "其余" not in written:
            yield Problem(
                "cell-missing",
                speak(
                    "表「{table}」的「{key}」没有写 {words}",
                    table=table.name,
                    key=spoken_field(key),
                    words=_in_words(missing),
                ),
                speak("补上它们的值，或写「其余」"),
                place=table.place,
                path=table.name,
            )
        if idle:
            yield Problem(
                "cell-unreachable",
                speak(
                    "表「{table}」的「{key}」写了 {words}，而它不会是这个词",
                    table=table.name,
                    key=spoken_field(key),
                    words=_in_words(idle),
                ),
                speak("它只会是 {words}：改成其中一个，或删去", words=_in_words(sorted(possible))),
                "warning",
                place=table.place,
                path=table.name,
            )


def _in_words(words: list[str]) -> str:
    """The keys of cells as they are written."""
    return speak("、").join(spoken_value(word, kind="truth") for word in words)
