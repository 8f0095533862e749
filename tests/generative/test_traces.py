"""Keeping a trace changes nothing of a result, also where facts are missing or make no sense."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from kaoji.engine.runs.job import score_scheme
from kaoji.engine.scheme.load.overlay import read_overlay, with_overlay
from tests.generative.agreement import loaded
from tests.oracles.random_facts import FAMILIES, as_rows, random_case
from tests.regulations.scoring import job_of

CASES = 4
#: What stands in a cell instead of a figure, where one is spoilt.
SPOILT = ("0", "不适用", "1e9")


def spoilt(rows, random):
    """The rows without some of them, and with figures that divide by nothing or lie far out."""
    for row in rows:
        if random.random() < 0.05:
            continue
        is_spoilt = row.get("value") and random.random() < 0.02
        yield {**row, "value": random.choice(SPOILT)} if is_spoilt else row


@pytest.mark.parametrize("pack", FAMILIES)
def test_a_trace_changes_nothing(pack, tmp_path):
    states = set()
    for seed in range(CASES):
        random = Random(seed)
        case = random_case(random, pack)
        rows, subjects, parameters = as_rows(case, pack)
        job = job_of(
            pack,
            rows=list(spoilt(rows, random)),
            subjects=subjects,
            parameters=parameters,
            period=case.get("period", str(case["year"])),
            folder=tmp_path,
        )
        overlay = read_overlay(job.given[0])
        scheme, problems = with_overlay(loaded(pack), overlay=overlay)
        plain, traced = (
            score_scheme(
                scheme, job=replace(job, tracing=tracing), overlay=overlay, problems=problems
            ).result.as_json()
            for tracing in (False, True)
        )
        assert plain == traced, f"seed {seed}"
        states |= {one["status"] for one in plain["subjects"]}
    assert "incomplete" in states
