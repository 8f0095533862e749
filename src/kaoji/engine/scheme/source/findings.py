"""Collecting problems: in the order of the file, and countable when one mistake is everywhere."""

from __future__ import annotations

from collections import Counter

from kaoji.engine.plinth.problem import Problem, Severity
from kaoji.engine.plinth.speech import speak

#: So many problems of one code are listed one by one; further ones are counted.
MOST_PER_CODE = 20


class Findings:
    """Problems as they are found."""

    def __init__(self) -> None:
        self._listed: list[Problem] = []
        self._counts: Counter[tuple[str, Severity]] = Counter()

    def add(self, problem: Problem) -> None:
        """Take one more problem."""
        kind = (problem.code, problem.severity)
        self._counts[kind] += 1
        if self._counts[kind] <= MOST_PER_CODE:
            self._listed.append(problem)

    def sorted(self) -> tuple[Problem, ...]:
        """The problems in the order of the file, then how many more there are of a code.

        A warning falls silent where an error says the same of the same line.
        """
        wrong = {_sort_and_line(found) for found in self._listed if found.severity == "error"}
        told = (
            found
            for found in self._listed
            if found.severity == "error" or _sort_and_line(found) not in wrong
        )
        return (*sorted(told, key=_position), *self._more())

    def _more(self) -> tuple[Problem, ...]:
        return tuple(
            Problem(
                code=code,
                severity=severity,
                message=speak("同样的问题另有 {more} 处，没有逐一列出", more=count - MOST_PER_CODE),
                remedy=speak("先改正列出的各处，再检查一遍"),
                place=next(found.place for found in self._listed if found.code == code),
            )
            for (code, severity), count in self._counts.items()
            if count > MOST_PER_CODE
        )


def _sort_and_line(problem: Problem) -> tuple[str, int | None]:
    return problem.code, problem.place.line


def _position(problem: Problem) -> tuple[int, int]:
    return problem.place.line or 0, problem.place.column or 0
