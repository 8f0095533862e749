"""Small schemes scored with traces, for tests of explanations."""

from __future__ import annotations

from collections.abc import Mapping

from kaoji.engine.explain.derivation import derive
from kaoji.engine.explain.records import Derivation
from kaoji.engine.facts.given_rows import facts_of_rows, subjects_of_rows
from kaoji.engine.plinth.periods import parse_period
from kaoji.engine.plinth.problem import has_errors
from kaoji.engine.scheme.load import load_scheme_text
from kaoji.engine.scheme.model import Scheme
from kaoji.engine.score.session import Scored, Tables, score

HEAD = """\
方案: 试
编号: trial
版本: "1"
施行: 2025-01-01
依据: 试行办法
对象: {类: 单位}
"""


def loaded(text: str, *, head: str = HEAD) -> Scheme:
    """A scheme without errors."""
    scheme, problems = load_scheme_text(head + text)
    assert scheme is not None
    assert not has_errors(problems), [one.as_text() for one in problems]
    return scheme


def scored(
    text: str | Scheme,
    *rows: Mapping[str, str],
    period: str = "2025",
    subjects: tuple[Mapping[str, str], ...] = (),
    feeders: Mapping[str, Scheme] | None = None,
    open_paths: tuple[str, ...] = (),
) -> Scored:
    """A scheme scored with traces."""
    scheme = loaded(text) if isinstance(text, str) else text
    tables = Tables(
        facts_of_rows(rows, file="facts"),
        subjects_of_rows(subjects, file="subjects")[0],
        period=parse_period(period),
        open_paths=open_paths,
        tracing=True,
    )
    return score(scheme, tables=tables, feeders=feeders)


def row(subject: str, key: str, value: str = "", **more: str) -> dict[str, str]:
    """One facts row."""
    return {"对象": subject, "指标": key, "数值": value, **more}


def derived(made: Scored, path: str = "总分", *, subject: str = "甲") -> Derivation:
    """The derivation of a node."""
    return derive(made.run, path=path, subject=subject, period=made.run.period)


def told(made: Scored, path: str = "总分", *, subject: str = "甲") -> list[str]:
    """The sentences of a node itself."""
    return list(derived(made, path, subject=subject).sentences)
