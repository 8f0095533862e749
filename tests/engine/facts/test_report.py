"""The first thousand problems are kept, the rest is counted."""

from __future__ import annotations

from kaoji.engine.facts.report import MOST_PROBLEMS, Report
from kaoji.engine.plinth.problem import Problem

ERROR = Problem("e", "")
NOTE = Problem("n", "", severity="note")


def filled(*problems):
    report = Report()
    for problem in problems:
        report.add(problem)
    return report


def test_nothing_found():
    report = Report()
    assert report.problems() == ()
    assert not report.has_errors


def test_a_thousand_are_listed_as_they_came():
    report = filled(*[NOTE] * 999, ERROR)
    assert report.problems() == (*[NOTE] * 999, ERROR)
    assert report.has_errors
    assert report.error_count == 1


def test_the_rest_is_one_line_with_its_count():
    problems = filled(*[NOTE] * (MOST_PROBLEMS + 234)).problems()
    assert len(problems) == MOST_PROBLEMS + 1
    assert (problems[-1].code, problems[-1].severity) == ("more-problems", "note")
    assert "234" in problems[-1].message


def test_the_rest_is_counted_by_code():
    rest = filled(*[NOTE] * MOST_PROBLEMS, ERROR, *[NOTE] * 3).problems()[-1]
    assert rest.message.endswith("另有 4 处问题没有列出，这里只列前 1000 处：n 3 处、e 1 处")


def test_a_hidden_error_still_counts_as_one():
    report = filled(*[NOTE] * MOST_PROBLEMS, ERROR)
    assert report.problems()[-1].severity == "error"
    assert report.has_errors
