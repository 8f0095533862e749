"""A book bound once and taken again: as it was, or with some subjects bound anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from kaoji.engine.facts.book import FactBook
from kaoji.engine.facts.expected import Expectations
from kaoji.engine.facts.report import Report

_Key = TypeVar("_Key")
_Bound = TypeVar("_Bound")


def read_alike(one: Expectations, *, other: Expectations) -> bool:
    return (one.scheme_id, one.keys, one.parameters, one.period, one.part_dates) == (
        other.scheme_id, other.keys, other.parameters, other.period, other.part_dates,
    )  # fmt: skip


def copied(book: FactBook) -> FactBook:
    """The book with covers of its own: a run may refuse or doubt what another does not."""
    report = Report()
    for problem in book.problems:
        report.add(problem)
    return replace(
        book, figures=dict(book.figures), fields=set(book.fields), subjects=dict(book.subjects),
        refused={}, doubts={}, report=report,
    )  # fmt: skip


def with_own(book: FactBook, *, own: FactBook, touched: frozenset[str]) -> FactBook:
    """What is bound of some subjects in the place of what was; the order of subjects stays."""
    book.fields |= own.fields
    for subject in touched:
        book.figures[subject] = own.figures[subject]

    def about(key: object) -> bool:
        return (key[0] if isinstance(key, tuple) else key) in touched

    return replace(
        book,
        lines=_replaced(book.lines, own.lines, about),
        ballots=_replaced(book.ballots, own.ballots, about),
        given=_replaced(book.given, own.given, about),
        parameters=_replaced(book.parameters, own.parameters, about),
        nil_returns=_replaced(book.nil_returns, own.nil_returns, about),
        set_by_facts=book.set_by_facts | own.set_by_facts,
        given_below={one for one in book.given_below if one[1] not in touched} | own.given_below,
    )


def _replaced(
    before: dict[str, dict[_Key, _Bound]],
    own: dict[str, dict[_Key, _Bound]],
    about: Callable[[_Key], bool],
) -> dict[str, dict[_Key, _Bound]]:
    return {
        name: {
            **{key: value for key, value in before.get(name, {}).items() if not about(key)},
            **own.get(name, {}),
        }
        for name in {**before, **own}
    }
