"""What is told of every subject of every example and of the demonstration's county, word for word.

The files in `explained/` are looked over when they change: `KAOJI_WRITE=1` writes them anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kaoji.cli.commands.explain import account_lines
from kaoji.engine.explain.account import account_of, node_named
from kaoji.engine.runs.job import Job, run_job
from kaoji.packs import demo
from tests.spec.read import chapters, examples, job_of

FOLDER = Path(__file__).parent / "explained"
DEMO = Path(demo.__file__).parent
COUNTY = {
    "zhengding-towns": (("towns.csv",), "towns-given.yaml"),
    "qitai-projects": (("projects.csv",), None),
    "qitai-departments": (("departments.csv", "projects.csv"), "departments-given.yaml"),
    "bureau-units": (("staff.csv",), None),
    "bureau-persons": (("staff.csv",), "staff-given.yaml"),
}


def told(job: Job) -> Iterator[str]:
    """The explanation of every subject of a run, as the command prints it."""
    scored = run_job(replace(job, tracing=True)).scored
    if scored is None:
        return
    node, period = node_named(scored.run, text=scored.run.plan.root)
    for subject in scored.result.subjects:
        yield from account_lines(account_of(scored, subject=subject, node=node, period=period))
        yield ""


def held_against_its_file(lines: list[str], *, name: str) -> None:
    path, text = FOLDER / f"{name}.txt", "\n".join(line.rstrip() for line in lines)
    if os.environ.get("KAOJI_WRITE"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8").splitlines() == text.splitlines()


@pytest.mark.parametrize("chapter", chapters(), ids=lambda path: path.stem)
def test_what_is_told_of_a_chapter(chapter, tmp_path):
    lines = []
    for number, example in enumerate(examples(chapter)):
        folder = tmp_path / str(number)
        folder.mkdir()
        lines += [f"# {example.title}", "", *told(job_of(example, folder=folder))]
    held_against_its_file(lines, name=chapter.stem)


@pytest.mark.parametrize("pack", COUNTY)
def test_what_is_told_of_the_county(pack):
    facts, given = COUNTY[pack]
    job = Job(
        pack,
        facts=tuple(DEMO / name for name in facts),
        subjects=DEMO / "subjects.csv",
        period="2025",
        given=(DEMO / given,) if given else (),
    )
    held_against_its_file(list(told(job)), name=pack)


def test_a_changed_word_is_seen(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.spec.test_explained.FOLDER", tmp_path)
    monkeypatch.delenv("KAOJI_WRITE", raising=False)
    (tmp_path / "one.txt").write_text("得 94 分", encoding="utf-8")
    held_against_its_file(["得 94 分"], name="one")
    with pytest.raises(AssertionError):
        held_against_its_file(["得 95 分"], name="one")
