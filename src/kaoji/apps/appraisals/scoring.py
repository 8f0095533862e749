"""One scoring by the engine: texts in; result, accounts and seal out. No database is asked here.

The engine reads files, as the command does, so that the same inputs give the same digits.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kaoji.engine.explain.account import NotFound, account_of, node_named
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.runs.job import Job, Outcome, UsageError, run_job
from kaoji.engine.seal.envelope import digest_told

SUBJECT_COLUMNS = ("对象", "名称", "类", "组别", "上级", "在编在岗")


@dataclass(frozen=True, slots=True)
class Texts:
    """What goes into a scoring, as the command would read it from files."""

    scheme: str
    period: str
    facts: str
    subjects: str
    given: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What one subject got, with its account as JSON."""

    subject: str
    name: str
    status: str
    exact: str
    shown: str
    worst: str
    best: str
    rank: int | None
    grade: str
    account: str


@dataclass(frozen=True, slots=True)
class Scoring:
    """What came of it all."""

    result: str
    seal: bytes
    digest: str
    found: tuple[Found, ...]


class NotScoredError(Exception):
    """The inputs cannot be scored; the message says why and what to do."""


def subjects_text(rows: Iterable[Sequence[str]]) -> str:
    """A subjects table as the engine reads it."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(SUBJECT_COLUMNS)
    writer.writerows(rows)
    return stream.getvalue()


def carried_out(texts: Texts) -> Scoring:
    """Score the texts. Raises NotScoredError."""
    with TemporaryDirectory(prefix="kaoji-run-") as folder:
        placeless = Placeless((folder, str(Path(texts.scheme).parent)))
        try:
            outcome = run_job(job_over(texts, folder=Path(folder)))
        except UsageError as fault:
            raise NotScoredError(placeless.text(str(fault))) from fault
    if outcome.scored is None:
        raise NotScoredError(placeless.text(_told(outcome.all_problems)))
    seal = outcome.sealed()
    return Scoring(
        result=placeless.json(outcome.result.as_json()),
        seal=seal,
        digest=digest_told(seal),
        found=tuple(_found(outcome, placeless=placeless)),
    )


@dataclass(frozen=True, slots=True)
class Placeless:
    """Tells files by their names: in which folders they lay for a moment is nobody's matter, and
    another machine, or the next run, has other ones.
    """

    folders: tuple[str, ...]

    def text(self, told: str) -> str:
        """A text without the folders."""
        for one in self.folders:
            if Path(one).is_absolute():
                told = told.replace(f"{one}/", "")
        return told

    def json(self, told: object) -> str:
        """As JSON, without the folders."""
        return self.text(json.dumps(told, ensure_ascii=False))


def job_over(texts: Texts, *, folder: Path) -> Job:
    """The texts as files in a folder, and the scoring over them."""
    for name, text in (
        ("facts.csv", texts.facts),
        ("subjects.csv", texts.subjects),
        ("given.yaml", texts.given),
    ):
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return Job(
        scheme=texts.scheme,
        facts=(folder / "facts.csv",),
        subjects=folder / "subjects.csv",
        given=(folder / "given.yaml",) if texts.given else (),
        period=texts.period,
        tracing=True,
    )


def _found(outcome: Outcome, *, placeless: Placeless) -> Iterable[Found]:
    scored = outcome.scored
    if scored is None:
        return
    root = node_named(scored.run, text=scored.run.plan.root)
    if isinstance(root, NotFound):
        raise NotScoredError(root.name)
    node, period = root
    for one in outcome.result.subjects:
        account = account_of(scored, subject=one, node=node, period=period)
        problems = [problem.as_json() for problem in outcome.problems_concerning(one)]
        told = one.as_json()
        total, interval = told["total"], told["interval"]
        yield Found(
            subject=one.subject,
            name=one.name,
            status=one.status.value,
            exact=str(total["exact"] or "") if isinstance(total, dict) else "",
            shown=str(total["published"] or "") if isinstance(total, dict) else "",
            worst=str(interval["worst"]) if isinstance(interval, dict) else "",
            best=str(interval["best"]) if isinstance(interval, dict) else "",
            rank=told["rank"] if isinstance(told["rank"], int) else None,
            grade=str(told["grade"] or ""),
            account=placeless.json({**account.as_json(), "problems": problems}),
        )


def _told(problems: Iterable[Problem]) -> str:
    """The first errors, with how many more there are."""
    errors = [one.as_text() for one in problems if one.severity == "error"]
    more = f" … ({len(errors)})" if len(errors) > 3 else ""
    return "；".join(errors[:3]) + more
