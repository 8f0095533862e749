"""Every example of the manual is run through the public functions and compared exactly."""

from __future__ import annotations

import pytest

from kaoji.engine.plinth.problem import has_errors
from kaoji.engine.runs.job import open_scheme, run_job
from kaoji.engine.score.examples import run_examples
from tests.spec.compare import misses
from tests.spec.read import chapters, examples, job_of

ALL = [example for path in chapters() for example in examples(path)]


def named(example):
    return f"{example.chapter}:{example.title.split(' · ')[0]}"


@pytest.mark.parametrize("example", ALL, ids=named)
def test_an_example_gives_what_its_page_says(example, tmp_path):
    outcome = run_job(job_of(example, folder=tmp_path))
    assert misses(outcome.result.as_json(), expected=example.expected) == []


WITH_CASES = [
    example
    for example in ALL
    if any(block.role == "scheme" and "\n算例:" in block.text for block in example.blocks)
]


@pytest.mark.parametrize("example", WITH_CASES, ids=named)
def test_worked_cases_in_a_scheme_hold(example, tmp_path):
    scheme, problems = open_scheme(job_of(example, folder=tmp_path).scheme)
    assert not has_errors(problems)
    assert scheme.examples
    assert [case.missed for case in run_examples(scheme)] == [()] * len(scheme.examples)


def test_a_wrong_figure_is_seen():
    result = {
        "period": "2025",
        "decisions": [],
        "problems": [{"code": "idle", "severity": "warning", "message": "…"}],
        "subjects": [
            {
                "subject": "甲",
                "status": "final",
                "rank": 1,
                "problems": [],
                "nodes": {
                    "总分": {
                        "state": "computed",
                        "exact": "90.01",
                        "value": None,
                        "interval": None,
                    },
                    "甲项": {
                        "state": "missing",
                        "exact": None,
                        "value": None,
                        "interval": {"worst": "0", "best": "10", "tight": False},
                    },
                },
            }
        ],
    }
    right = {"甲": {"总分": "90.01", "甲项": "0..10 不紧", "名次": "1"}, "全部": {"问题": ["idle"]}}
    assert misses(result, expected=right) == []
    wrong = {
        "甲": {"总分": "90", "甲项": "0..10 紧", "名次": "2", "状态": "拒绝"},
        "乙": {"总分": "1"},
    }
    assert len(misses(result, expected=wrong)) == 6
