"""无 beside rows: a list cannot have nothing to report and report something."""

from __future__ import annotations

from collections.abc import Iterator

from kaoji.engine.facts.bind.bound import Binding
from kaoji.engine.facts.book import WHOLLY, Line
from kaoji.engine.facts.places import row_seen
from kaoji.engine.facts.table import FactRow
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak


def check_nil_returns(binding: Binding) -> None:
    """Refuse each nil return of a subject whose list has rows in the same period."""
    for path, known in binding.book.nil_returns.items():
        for (subject, period), row in known.items():
            lines = binding.book.lines.get(path, {}).get(subject, ())
            inside = list(_inside(lines, period=period, binding=binding))
            if inside:
                problem = _contradiction(path, subject, period, row, beside=inside[0].row)
                binding.book.doubt(path, field=WHOLLY, subject=subject, period=period)
                binding.fault(row, subject=subject, problem=problem)


def _inside(lines: list[Line] | tuple[()], *, period: Period, binding: Binding) -> Iterator[Line]:
    run = binding.expectations.period
    for line in lines:
        if line.period is not None:
            is_inside = period.contains(line.period) or line.period.contains(period)
        elif line.day is not None:
            is_inside = period.covers(line.day)
        else:
            is_inside = period.contains(run)
        if is_inside:
            yield line


def _contradiction(
    path: str, subject: str, period: Period, row: FactRow, *, beside: FactRow
) -> Problem:
    return Problem(
        "nil-beside-rows",
        speak(
            "「{path}」{period}报了「无」，{row}却有登记",
            path=path,
            period=period,
            row=row_seen(beside.place, here=row.place),
        ),
        speak("核实后只留一种：真没有就撤销那一行，有就删去「无」"),
        place=row.cell("value").place,
        path=path,
        coordinate=f"{subject}:{path}@{period}",
    )
