"""Rows of a test written to files and scored by the public function, as an office would.

`score_run` scores a translated case; `score_rows` any rows. The result is the JSON of the contract.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from kaoji.engine.runs.job import Job, run_job
from tests.regulations.translated import Translated


def write_lines(path: Path, *, rows: Iterable[Mapping[str, str]]) -> Path:
    """JSON lines: one object a row."""
    lines = (json.dumps(dict(row), ensure_ascii=False) for row in rows)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def write_overlay(path: Path, *, parameters: Mapping[str, object]) -> Path:
    """Parameters as an overlay file; JSON is YAML."""
    text = json.dumps({"参数": dict(parameters)}, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def job_of(
    scheme: str,
    *,
    rows: Iterable[Mapping[str, str]],
    subjects: Iterable[Mapping[str, str]],
    parameters: Mapping[str, object],
    period: str,
    folder: Path,
) -> Job:
    """The job of a run whose tables are written into the folder."""
    rows = tuple(rows)
    return Job(
        scheme,
        facts=(write_lines(folder / "facts.jsonl", rows=rows),) if rows else (),
        subjects=write_lines(folder / "subjects.jsonl", rows=subjects),
        period=period,
        given=(write_overlay(folder / "given.yaml", parameters=parameters),),
    )


def score_rows(scheme: str, **tables: object) -> dict:
    """Score rows with a shipped pack or a scheme file."""
    return run_job(job_of(scheme, **tables)).result.as_json()


def score_run(run: Translated, *, folder: Path, scheme: str = "") -> dict:
    """Score one run of a worked case, with its own pack or with a changed copy of it."""
    return score_rows(
        scheme or run.pack,
        rows=run.rows,
        subjects=run.subjects,
        parameters=run.parameters,
        period=run.period,
        folder=folder,
    )
