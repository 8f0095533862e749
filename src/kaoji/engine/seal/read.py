"""Reading a sealed file: its bytes, once, or why they cannot be had."""

from __future__ import annotations

from pathlib import Path

from kaoji.engine.facts.report import Report
from kaoji.engine.facts.source import read_source
from kaoji.engine.plinth.problem import Problem, has_errors


def read_sealed(path: Path) -> bytes | tuple[Problem, ...]:
    """The bytes of a file, or what is wrong with it."""
    report = Report()
    opened = read_source(path, report=report)
    problems = report.problems()
    return problems if opened is None or has_errors(problems) else opened.data
