"""Every example of the manual, every rule kind with it, is sealed and verified."""

from __future__ import annotations

import pytest

from kaoji.engine.runs.job import run_job
from kaoji.engine.seal.restore import Sealed, open_seal
from kaoji.engine.seal.verify import verify
from tests.engine.seal.office import internal, public
from tests.spec.read import chapters, examples, job_of

ALL = [example for path in chapters() for example in examples(path)]


def named(example):
    return f"{example.chapter}:{example.title.split(' · ')[0]}"


def verified(data):
    found = verify(data, file="x.kaoji")
    assert ([one.as_json() for one in found.differences], found.problems) == ([], ())


@pytest.mark.parametrize("example", ALL, ids=named)
def test_an_example_is_sealed_and_comes_out_again(example, tmp_path):
    outcome = run_job(job_of(example, folder=tmp_path))
    if outcome.inputs is None:
        assert outcome.exit_code == 1  # the example is of a faulty scheme: nothing is scored
        return
    data = internal(outcome)
    verified(data)
    found = open_seal(data, file="x.kaoji")
    assert isinstance(found, Sealed)
    told = outcome.result.as_json()["subjects"]
    assert [{**one, "problems": []} for one in found.results.subjects] == [
        {**one, "problems": []} for one in told
    ]
    if outcome.exit_code == 0:
        verified(public(outcome))
