"""The smallest change that is stated gives the better grade; a thousandth less does not.

The change is made from outside: as a result in the place of the facts it would have come from, and
the whole run is scored anew.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from random import Random

import pytest

from kaoji.engine.explain.account import account_of, node_named
from kaoji.engine.runs.job import run_job
from tests.oracles.random_facts import FAMILIES, as_rows, random_case
from tests.regulations.scoring import job_of

#: Random cases looked through for stated changes, and how many of those are tried.
SEEDS = min(int(os.environ.get("KAOJI_N", "6")), 60)
MOST_TRIED = SEEDS // 2
#: A step is this share of the change stated.
STEP = Fraction(1, 1000)
#: Where no change of one leaf is stated: first places by rank, figures that are rounded before they
#: grade, no grades at all, or what one unit gets hangs on what others came to.
SILENT = {
    "zhengding-departments", "sihong-units", "taishun-units", "hospital-departments",
    "beijing-departments", "mudanjiang-targets", "mudanjiang-efficiency", "shenzhen-longterm",
    "xingguo-staff", "weisheng-units", "anquan-units", "anquan-county", "anjian-visits",
    "jisheng-reviews", "gongshang-reports", "fazhi-counties",
}  # fmt: skip


def changes(job):
    """Every change stated for a better grade: the subject, that grade, the change."""
    scored = run_job(replace(job, tracing=True)).scored
    node, period = node_named(scored.run, text=scored.run.plan.root)
    for subject in scored.result.subjects:
        account = account_of(scored, subject=subject, node=node, period=period)
        distance = account.as_json()["distance"] or {"levers": []}
        for lever in distance["levers"]:
            yield subject.subject, distance["up"]["grade"], lever


def replaced_rows(outcome):
    """The lines of the facts that the given result stands for; the product names them."""
    messages = [one.message for one in outcome.all_problems if one.code == "given-conflict"]
    return {int(line) for text in messages for line in re.findall(r"（第 (\d+) 行）", text)}


def without_the_rows_behind(job, *, given):
    """The facts less the rows that the given result stands for; some are named at a time."""
    lines = job.facts[0].read_text(encoding="utf-8").splitlines(keepends=True)
    facts = job.facts[0].with_name("changed.jsonl")
    while True:
        facts.write_text("".join(lines), encoding="utf-8")
        behind = replaced_rows(run_job(replace(job, facts=(facts,), given=(given,))))
        if not behind:
            return facts
        lines = [line for at, line in enumerate(lines, start=1) if at not in behind]


def grade_with(job, *, subject, lever, points):
    """The subject's grade with so many points at the leaf."""
    overlay = json.loads(job.given[0].read_text(encoding="utf-8"))
    coordinate = f"{subject}:{lever['path']}.得分@{lever['period']}"
    overlay["已知"] = {coordinate: f"{points.numerator}/{points.denominator}"}
    given = job.given[0].with_name("changed.yaml")
    given.write_text(json.dumps(overlay, ensure_ascii=False), encoding="utf-8")
    facts = without_the_rows_behind(job, given=given)
    outcome = run_job(replace(job, facts=(facts,), given=(given,)))
    found = next(one for one in outcome.result.as_json()["subjects"] if one["subject"] == subject)
    assert found["status"] != "refused", found["problems"]
    return found["grade"]


def random_job(pack, *, seed, folder):
    case = random_case(Random(seed), pack)
    rows, subjects, parameters = as_rows(case, pack)
    folder = folder / str(seed)
    folder.mkdir()
    period = case.get("period", str(case["year"]))
    return job_of(
        pack, rows=rows, subjects=subjects, parameters=parameters, period=period, folder=folder
    )


@pytest.mark.parametrize("pack", FAMILIES)
def test_a_stated_change_gives_the_grade_and_less_does_not(pack, tmp_path):
    jobs = (random_job(pack, seed=seed, folder=tmp_path) for seed in range(SEEDS))
    stated = ((job, *change) for job in jobs for change in changes(job))
    tried = list(islice(stated, MOST_TRIED))
    for job, subject, grade, lever in tried:
        before, after = Fraction(lever["before"]), Fraction(lever["after"])
        less = after - (after - before) * STEP
        assert grade_with(job, subject=subject, lever=lever, points=after) == grade, lever
        assert grade_with(job, subject=subject, lever=lever, points=less) != grade, lever
    assert bool(tried) is (pack not in SILENT)
