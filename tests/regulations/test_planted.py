"""A fault planted into a pack is caught: the packs' tests would notice a slip of the pen."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest

from kaoji.engine.plinth.problem import has_errors
from kaoji.engine.runs.job import load_feeders, open_scheme
from kaoji.engine.scheme.catalogue import find_scheme
from kaoji.engine.scheme.load.overlay import Overlay
from kaoji.engine.score.examples import run_examples
from tests.generative.agreement import disagreements, loaded, scored
from tests.oracles.random_facts import FAMILIES, random_case
from tests.regulations.compare import differences
from tests.regulations.planted import EQUIVALENT, PLANTED, edits_of, planted
from tests.regulations.scoring import score_run
from tests.regulations.test_families import ALL

SEEDS = 60
EDITS = [(pack, edit) for pack in FAMILIES for edit in edits_of(PLANTED[pack])]
SAME = [(pack, edit) for pack, edits in EQUIVALENT.items() for edit in edits]


@cache
def text_of(pack):
    return find_scheme(pack).read_text(encoding="utf-8")


def write_planted(pack, edit, *, folder):
    path = folder / f"{pack}.yaml"
    path.write_text(planted(text_of(pack), edit=edit), encoding="utf-8")
    return str(path)


def caught_by(name, *, pack, folder):
    """What notices that the scheme is not the pack; `None`: nothing does."""
    scheme, problems = open_scheme(name)
    if scheme is None or has_errors(problems):
        return "check"
    feeders, _problems = load_feeders(scheme, overlay=Overlay())
    if any(not one.passed for one in run_examples(scheme, feeders=feeders)):
        return "example"
    if any(is_odd(case, name=name, folder=folder) for case in cases_of(pack)):
        return "oracle"
    runs = (run for _table, run in ALL if run.pack == pack and "scheme" not in run.expected)
    if any(differences(run.expected, result=score_run(run, folder=folder, scheme=name))
           for run in runs):  # fmt: skip
        return "case"
    return None


@cache
def cases_of(pack):
    return tuple(random_case(Random(seed), pack) for seed in range(SEEDS))


def is_odd(case, *, name, folder):
    return bool(disagreements(case, result=scored(case, folder=folder, scheme=name)))


@pytest.fixture(autouse=True)
def _forget_schemes():
    yield
    loaded.cache_clear()


@pytest.mark.parametrize(("pack", "edit"), EDITS)
def test_a_planted_fault_is_caught(pack, edit, tmp_path):
    name = write_planted(pack, edit, folder=tmp_path)
    assert caught_by(name, pack=pack, folder=tmp_path) is not None


@pytest.mark.parametrize(("pack", "edit"), SAME)
def test_an_equivalent_edit_is_equivalent(pack, edit, tmp_path):
    name = write_planted(pack, edit, folder=tmp_path)
    assert caught_by(name, pack=pack, folder=tmp_path) is None


@pytest.mark.parametrize("pack", FAMILIES)
def test_twenty_faults_are_planted_in_every_pack(pack):
    assert len(set(edits_of(PLANTED[pack]))) >= 20
