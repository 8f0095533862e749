"""Corrections (更正): a row names the 编号 of the one it stands for, which no longer counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kaoji.engine.facts.bind.bound import Binding, subject_of
from kaoji.engine.facts.book import WHOLLY
from kaoji.engine.facts.numbers import read_date
from kaoji.engine.facts.places import row_seen
from kaoji.engine.facts.table import FactRow
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak


def replaced_rows(rows: Sequence[FactRow], *, binding: Binding) -> frozenset[int]:
    """The positions of the rows that others correct. A correction that is not here yet on the day
    of the run corrects nothing yet.
    """
    if not any(row.text("replaces") for row in rows):
        return frozenset()
    by_id: dict[tuple[str, str], list[int]] = {}
    for number, row in enumerate(rows):
        if row.text("id"):
            by_id.setdefault((subject_of(row), row.text("id")), []).append(number)
    following = {
        (subject_of(row), row.text("id")): row.text("replaces")
        for row in rows
        if row.text("replaces") and row.text("id")
    }
    gone: set[int] = set()
    corrected: dict[tuple[str, str], FactRow] = {}
    for row in rows:
        old = (subject_of(row), row.text("replaces"))
        if not row.text("replaces") or _is_later(row, binding=binding):
            continue
        first = corrected.setdefault(old, row)
        problem = _problem(row, known=old in by_id, first=first, following=following)
        if problem is not None:
            _refuse(row, problem=problem, binding=binding)
        gone.update(by_id.get(old, ()))
    return frozenset(gone)


def _refuse(row: FactRow, *, problem: Problem, binding: Binding) -> None:
    """Which row it stands for nobody knows: of every row of the subject it is in doubt whether it
    counts.
    """
    subject = subject_of(row)
    binding.book.doubt("", field=WHOLLY, subject=subject, period=None)
    binding.fault(row, subject=subject, problem=problem)


def _is_later(row: FactRow, *, binding: Binding) -> bool:
    day = read_date(row.text("date")) if row.text("date") else None
    return isinstance(day, date) and binding.is_later(day)


def _problem(
    row: FactRow, *, known: bool, first: FactRow, following: Mapping[tuple[str, str], str]
) -> Problem | None:
    old, place = row.text("replaces"), row.cell("replaces").place
    if not known:
        return Problem(
            "unknown-correction",
            speak("更正的是编号「{id}」，而本对象没有这个编号的行", id=old),
            speak("核对编号；更正行写原行的编号，原行保留"),
            place=place,
        )
    if _comes_back(row, following=following):
        return Problem(
            "circular-correction",
            speak("编号「{id}」的更正绕回了它自己，几行都不算数", id=old),
            speak("更正行用新的编号，「更正」写原行的编号"),
            place=place,
        )
    if first is not row:
        return Problem(
            "corrected-twice",
            speak(
                "编号「{id}」在{row}已经更正过",
                id=old,
                row=row_seen(first.place, here=row.place),
            ),
            speak("再更正时，「更正」写上一次更正行的编号"),
            place=place,
        )
    return None


def _comes_back(row: FactRow, *, following: Mapping[tuple[str, str], str]) -> bool:
    """Following the corrections from row to row leads back to this one."""
    subject, start = subject_of(row), row.text("id")
    at, steps = row.text("replaces"), 0
    while at and at != start and steps <= len(following):
        at, steps = following.get((subject, at), ""), steps + 1
    return bool(at)
