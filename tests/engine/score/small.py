"""A small scheme and a few rows, scored: (text, csv) → the run's result as JSON."""

from __future__ import annotations

import csv
from io import StringIO
from textwrap import dedent

from kaoji.engine.facts.given_rows import facts_of_rows, subjects_of_rows
from kaoji.engine.plinth.periods import parse_period
from kaoji.engine.plinth.problem import has_errors
from kaoji.engine.runs.job import check_scheme
from kaoji.engine.scheme.load import load_scheme_text
from kaoji.engine.score.session import Tables, score

HEAD = '方案: 试\n编号: trial\n版本: "1"\n施行: 2025-01-01\n对象: 单位\n'


def loaded(text, *, head=HEAD):
    """The scheme and every problem of it."""
    scheme, problems = load_scheme_text(head + dedent(text), file="trial.yaml")
    return scheme, (*problems, *(check_scheme(scheme) if scheme is not None else ()))


def codes(text, *, head=HEAD):
    """The codes of everything that is wrong with a scheme, notes left aside."""
    return sorted({one.code for one in loaded(text, head=head)[1] if one.severity != "note"})


def scored(text, *, facts, subjects="", head=HEAD, versions=(), period="2025"):
    """Subject → its result in the contract's shape."""
    result = whole(
        text, facts=facts, subjects=subjects, head=head, versions=versions, period=period
    )
    return {one["subject"]: one for one in result["subjects"]}


def whole(text, *, facts, subjects="", head=HEAD, versions=(), period="2025"):
    """The whole result, decisions and problems with it."""
    scheme, problems = loaded(text, head=head)
    assert not has_errors(problems), problems
    rows, _faults = subjects_of_rows(_rows(subjects), file="subjects")
    tables = Tables(
        facts_of_rows(_rows(facts), file="facts"),
        subjects=rows,
        period=parse_period(period),
        versions=tuple(versions),
    )
    return score(scheme, tables=tables).result.as_json()


def exact(subject, path):
    """The exact text of a node, or the two ends of its interval."""
    node = subject["nodes"][path]
    span = node["interval"]
    return node["exact"] if span is None else (span["worst"], span["best"])


def _rows(text):
    return list(csv.DictReader(StringIO(dedent(text).strip()))) if text else []
