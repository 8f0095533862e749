"""From an explanation's JSON alone every node comes out again: packs, and the manual's shapes."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from kaoji.engine.explain.account import account_of, node_named
from kaoji.engine.runs.job import run_job
from tests.generative import recompute
from tests.oracles.random_facts import FAMILIES, as_rows, random_case
from tests.regulations.scoring import job_of
from tests.spec.read import chapters, examples
from tests.spec.read import job_of as job_of_example

CASES = 3
LINES = 60  # as CHANGELOG.md says
EXAMPLES = [example for path in chapters() for example in examples(path)]


def explained(job):
    """The derivation of every subject of a run, as the command prints it."""
    scored = run_job(replace(job, tracing=True)).scored
    if scored is None:
        return
    node, period = node_named(scored.run, text=scored.run.plan.root)
    for subject in scored.result.subjects:
        account = account_of(scored, subject=subject, node=node, period=period)
        derivation = json.loads(json.dumps(account.as_json()))["derivation"]
        if derivation is not None:
            yield derivation


def random_job(pack, *, seed, folder):
    case = random_case(Random(seed), pack)
    rows, subjects, parameters = as_rows(case, pack)
    period = case.get("period", str(case["year"]))
    return job_of(
        pack, rows=rows, subjects=subjects, parameters=parameters, period=period, folder=folder
    )


@pytest.mark.parametrize("pack", FAMILIES)
def test_every_node_of_a_pack_comes_out_again(pack, tmp_path):
    for seed in range(CASES):
        found = list(explained(random_job(pack, seed=seed, folder=tmp_path)))
        assert found
        assert [fault for one in found for fault in recompute.faults(one)] == [], f"seed {seed}"


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=[f"{one.chapter}:{one.title.split(' · ')[0]}" for one in EXAMPLES]
)
def test_every_shape_of_the_manual_comes_out_again(example, tmp_path):
    job = job_of_example(example, folder=tmp_path)
    assert [fault for one in explained(job) for fault in recompute.faults(one)] == []


def test_one_changed_figure_is_seen(tmp_path):
    derivation = next(explained(random_job("zhengding-towns", seed=1, folder=tmp_path)))
    below = derivation["children"][0]["children"][0]["children"]
    for at in range(len(below)):
        changed = deepcopy(derivation)
        figure = changed["children"][0]["children"][0]["children"][at]
        figure["exact"] = str(recompute.number(figure) + recompute.Fraction(1, 1000))
        assert list(recompute.faults(changed)) != []


def test_the_program_stands_alone(tmp_path):
    derivation = next(explained(random_job("qitai-towns", seed=0, folder=tmp_path)))
    command = [sys.executable, "-I", recompute.__file__]
    for added, code in (("", 0), ("1", 1)):
        spoilt = {**derivation, "exact": derivation["exact"] + added}
        told = json.dumps({"derivation": spoilt}, ensure_ascii=False).encode()
        done = subprocess.run(command, input=told, capture_output=True, check=False)
        assert done.returncode == code, done.stderr


def test_the_program_has_sixty_lines():
    text = Path(recompute.__file__).read_text(encoding="utf-8")
    tree = ast.parse(text)
    named = [one for one in (tree, *tree.body) if isinstance(one, ast.Module | ast.FunctionDef)]
    told = [one.body[0] for one in named if ast.get_docstring(one) is not None]
    documented = {at for one in told for at in range(one.lineno, one.end_lineno + 1)}
    lines = enumerate(text.splitlines(), 1)
    code = {at for at, line in lines if line.partition("#")[0].strip()}
    assert len(code - documented) <= LINES
