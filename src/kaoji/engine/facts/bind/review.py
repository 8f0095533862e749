"""What only the whole table shows: conflicts with given results, points beyond what a unit's own
scale allows, subjects that nobody knows, rows that are not counted now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kaoji.engine.facts.bind.bound import Binding
from kaoji.engine.facts.bind.nil_returns import check_nil_returns
from kaoji.engine.facts.book import GROUP, WHOLLY, FactBook, Figure
from kaoji.engine.facts.expected import Bounds, Expected
from kaoji.engine.facts.places import row_seen
from kaoji.engine.facts.reading import outside_range
from kaoji.engine.facts.table import FactRow
from kaoji.engine.facts.told import hinted, listed, path_told
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.spelling import nearest
from kaoji.engine.scheme.model import ROOT, Carry

#: How many rows a problem names.
SHOWN = 5


def review(binding: Binding) -> None:
    """Look at everything that is bound."""
    for expected in binding.expectations.keys.values():
        if expected.is_judged:
            _check_points(expected, binding=binding)
        if expected.spec is not None and expected.spec.carry is Carry.GATHER:
            _check_overlaps(expected, binding=binding)
    _check_given(binding)
    check_nil_returns(binding)
    for subject, rows in binding.strangers.items():
        binding.fault(rows[0], subject=subject, problem=_stranger(subject, rows, binding=binding))
    if binding.later:
        binding.book.report.add(_later_note(binding))
    if binding.outside:
        binding.book.report.add(_outside_note(binding))


# --- judged points --------------------------------------------------------------------------------


def _check_points(expected: Expected, *, binding: Binding) -> None:
    """Points entered directly lie between none and the full ones, which a unit may have its own."""
    for subject, own in binding.book.of_each(expected.path, field="数值"):
        for period, figure in own.items():
            bounds = _own_bounds(expected, subject=subject, period=period, binding=binding)
            cell = figure.row.cell("value")
            problem = outside_range(figure.value, name="数值", bounds=bounds, place=cell.place)
            if problem is not None:
                path = expected.path
                binding.book.doubt(path, field=WHOLLY, subject=subject, period=period)
                binding.fault(figure.row, subject=subject, problem=problem)


def _own_bounds(
    expected: Expected, *, subject: str, period: Period | None, binding: Binding
) -> Bounds:
    full = _own_full(expected, subject=subject, period=period, binding=binding)
    return Bounds(None, expected.full if full is None else full)


def _own_full(
    expected: Expected, *, subject: str, period: Period | None, binding: Binding
) -> Fraction | None:
    whole = binding.expectations.period
    periods = (period, period.own_year if period is not None else None, whole, None)
    for name in ("满分", "分值"):
        for each in periods if binding.book.has_field(expected.path, field=name) else ():
            found = binding.book.figure(expected.path, field=name, subject=subject, period=each)
            if found is not None and isinstance(found.value, Fraction):
                return found.value
    return None


# --- sums of finer periods ------------------------------------------------------------------------


def _check_overlaps(expected: Expected, *, binding: Binding) -> None:
    """A whole and its pieces are both here: where the whole is asked for, it alone is read."""
    for subject, own in binding.book.of_each(expected.path, field="数值"):
        periods = [period for period in own if period is not None]
        for whole in periods:
            inside = [one for one in periods if one != whole and whole.contains(one)]
            if inside:
                problem = _overlap(expected, own[whole], whole=whole, inside=inside)
                binding.fault(own[whole].row, subject=subject, problem=problem)


def _overlap(expected: Expected, figure: Figure, *, whole: Period, inside: list[Period]) -> Problem:
    return Problem(
        "overlapping-periods",
        speak(
            "「{path}」的 {whole} 和其中的 {pieces} 都填了：{whole} 以它自己的数为准",
            path=expected.path,
            whole=whole,
            pieces=listed(sorted(map(str, inside))[:SHOWN]),
        ),
        speak("核对两者是否一致，只留一种"),
        severity="warning",
        place=figure.row.cell("period").place,
    )


# --- given results --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Fact:
    """A fact that goes into some node's computation."""

    path: str
    period: Period | None
    row: FactRow
    day: date | None = None


def _check_given(binding: Binding) -> None:
    """A fact below a given result, or beside it on the same key, contradicts it."""
    given = binding.book.given
    if not given:
        return
    facts: dict[str, list[_Fact]] = {}
    for subject, fact in _facts(binding.book, keys=binding.expectations.keys):
        facts.setdefault(subject, []).append(fact)
    for path, known in given.items():
        for (subject, period), figure in known.items():
            if _is_history(period, binding=binding):
                continue
            out = _contradiction(path, subject=subject, period=period, book=binding.book)
            against = [] if out is None else [out]
            against += [
                fact
                for fact in facts.get(subject, ())
                if _is_below(fact, path=path) and _is_inside(fact, period=period)
            ]
            if against:
                problem = _given_conflict(path, figure, against=against)
                binding.book.doubt(path, field=WHOLLY, subject=subject, period=period)
                binding.fault(against[0].row, subject=subject, problem=problem)


def _is_history(period: Period | None, *, binding: Binding) -> bool:
    """A result of an earlier period stands for the node, figures of then for themselves: whoever
    reads 上年(总分) and 上年(能耗.数值) needs both.
    """
    run = binding.expectations.period
    return binding.serves_history or (period is not None and period.last_day < run.first_day)


def rows_behind(
    path: str, *, subject: str, period: Period | None, book: FactBook, keys: Mapping[str, Expected]
) -> Iterator[FactRow]:
    """The rows that a node of a subject is worked out from in a period: a given result of it
    could not stand beside them.
    """
    for one, fact in _facts(book, keys=keys):
        if one == subject and _is_below(fact, path=path) and _is_inside(fact, period=period):
            yield fact.row


def _facts(book: FactBook, *, keys: Mapping[str, Expected]) -> Iterator[tuple[str, _Fact]]:
    """Every value, row and ballot of a scored node. Results below a result are no contradiction:
    a sealed year comes with all of them.
    """
    for subject, when, (path, name), figure in book.each_figure():
        if name == "数值" and keys[path].is_node:
            yield subject, _Fact(path, when, figure.row)
    for path, lists in book.lines.items():
        for subject, lines in lists.items() if keys[path].is_node else ():
            yield from ((subject, _Fact(path, one.period, one.row, one.day)) for one in lines)
    for path, known in book.nil_returns.items():
        for (subject, when), row in known.items() if keys[path].is_node else ():
            yield subject, _Fact(path, when, row)
    for path, cast in book.ballots.items():
        for (subject, period), ballots in cast.items():
            yield from ((subject, _Fact(path, period, ballot.row)) for ballot in ballots)


def _is_below(fact: _Fact, *, path: str) -> bool:
    return path in (ROOT, fact.path) or fact.path.startswith(f"{path}/")


def _contradiction(
    path: str, *, subject: str, period: Period | None, book: FactBook
) -> _Fact | None:
    """The row that says that a given node does not apply."""
    figure = book.here(subject, period=period).get((path, "适用"))
    is_out = figure is not None and figure.value is False
    return _Fact(path, period, figure.row) if figure is not None and is_out else None


def _is_inside(fact: _Fact, *, period: Period | None) -> bool:
    if period is None:
        return True
    if fact.period is not None:
        return period == fact.period or period.contains(fact.period)
    return fact.day is None or period.covers(fact.day)


def _given_conflict(path: str, given: Figure, *, against: list[_Fact]) -> Problem:
    here = against[0].row.place
    named = listed(
        speak("{path}（{row}）", path=path_told(fact.path), row=row_seen(fact.row.place, here=here))
        for fact in against[:SHOWN]
    )
    if len(against) > SHOWN:
        named = speak("{named} 等 {count} 行", named=named, count=len(against))
    return Problem(
        "given-conflict",
        speak(
            "「{path}」已在{row}给定结果，又填了它要用的 {named}",
            path=path_told(path),
            row=row_seen(given.row.place, here=here),
            named=named,
        ),
        speak("给定的结果代替计算：删去其中一种"),
        place=against[0].row.cell("value").place,
    )


# --- who is unknown, what is not counted ----------------------------------------------------------


def _stranger(subject: str, rows: list[FactRow], *, binding: Binding) -> Problem:
    known = tuple(sorted(binding.known_subjects or ()))
    is_group = subject.startswith(GROUP)
    count = len(rows)
    if is_group:
        group = subject.removeprefix(GROUP)
        told = speak(
            "对象表里没有「{group}」这一组：它的 {count} 行数据没有用上", group=group, count=count
        )
    else:
        told = speak(
            "对象表里没有「{subject}」：它的 {count} 行数据没有用上", subject=subject, count=count
        )
    return Problem(
        "unknown-group" if is_group else "unknown-subject",
        told,
        hinted(speak("核对名称，或在对象表里补上"), guess=nearest(subject, known=known)),
        place=rows[0].cell("subject").place,
    )


def _later_note(binding: Binding) -> Problem:
    return Problem(
        "later-facts",
        speak(
            "有 {count} 行的日期晚于截至日 {day}，本次没有计入",
            count=binding.later,
            day=binding.as_of,
        ),
        speak("需要计入时把截至日往后移"),
        severity="note",
    )


def _outside_note(binding: Binding) -> Problem:
    return Problem(
        "outside-period",
        speak(
            "有 {count} 行的日期不在 {period} 内，本次没有计入（供以前各期使用）",
            count=binding.outside,
            period=binding.expectations.period,
        ),
        speak("应计入本期的，请核对日期"),
        severity="note",
    )
