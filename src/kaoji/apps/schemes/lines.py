"""A text line by line, with its numbers, its keys set off, and each problem under its line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kaoji.apps.schemes.study import Study, line_of
from kaoji.engine.plinth.problem import Problem

_KEY = re.compile(r"^(?P<before>\s*(?:- )*)(?P<key>[^\s#{\[\"'][^#{\[]*?)(?P<after>:(?:\s.*)?)$")
_COMMENT = re.compile(r"(?P<before>(?:.*\s)?)(?P<said>#.*)$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text: what stands before its key, the key, what follows, a comment."""

    number: int
    before: str
    key: str
    after: str
    comment: str
    problems: tuple[Problem, ...] = ()
    worst: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A problem as a page lists it, with its line in the text where it has one."""

    problem: Problem
    line: int
    where: str

    @property
    def severity(self) -> str:
        return self.problem.severity


def lines_of(study: Study) -> tuple[Line, ...]:
    """The whole text."""
    by_line: dict[int, list[Problem]] = {}
    for said in said_of(study):
        by_line.setdefault(said.line, []).append(said.problem)
    texts = study.text.lstrip("\ufeff").splitlines()
    return tuple(
        _line(text, number=number, problems=by_line.get(number, ()))
        for number, text in enumerate(texts, start=1)
    )


def said_of(study: Study) -> tuple[Said, ...]:
    """The problems, errors first, each with its line; what stands elsewhere names its file."""
    order = {"error": 0, "warning": 1, "note": 2}
    found = [_said(one, file=study.file) for one in study.problems]
    return tuple(sorted(found, key=lambda one: (order[one.severity], one.line)))


def _said(problem: Problem, *, file: str) -> Said:
    is_here = problem.place.file in (None, file)
    line = line_of(problem.place, file=file) if is_here and problem.place.line else 0
    name = "" if is_here else (problem.place.file or "").rpartition("/")[2]
    return Said(problem, line, name or (problem.path or "").rpartition("/")[2])


def _line(text: str, *, number: int, problems: Iterable[Problem]) -> Line:
    told = tuple(problems)
    worst = "error" if any(one.severity == "error" for one in told) else ""
    worst = worst or ("warning" if any(one.severity == "warning" for one in told) else "")
    comment = _COMMENT.match(text)
    code, said = (comment["before"], comment["said"]) if comment is not None else (text, "")
    keyed = _KEY.match(code.rstrip())
    if keyed is None:
        return Line(number, code, "", "", said, told, worst)
    after = code[keyed.end("key") :]
    return Line(number, keyed["before"], keyed["key"], after, said, told, worst)
