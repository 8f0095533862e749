"""A fault planted into a pack is caught: the packs' tests would notice a slip of the pen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

import pytest

from kaoji.engine.plinth.problem import has_errors
from kaoji.engine.scheme.catalogue import find_scheme
from kaoji.engine.scheme.load.overlay import Overlay
from kaoji.engine.score.examples import run_example
from tests.generative.agreement import disagreements, fed, forget, loaded, opened, scored
from tests.oracles.random_facts import FAMILIES, random_case
from tests.regulations.compare import differences
from tests.regulations.planted import EQUIVALENT, PLANTED, edits_of, planted
from tests.regulations.scoring import score_run
from tests.regulations.test_families import ALL
from tests.regulations.translated import Translated

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
    scheme, problems = opened(name)
    if scheme is None or has_errors(problems):
        return "check"
    known = witnesses_of(pack)
    for place, one in enumerate(known):
        if one.notices(scheme, name=name, folder=folder):
            # Who has caught one fault is asked first about the next: most are caught by few.
            known.insert(0, known.pop(place))
            return one.kind
    return None


@cache
def witnesses_of(pack):
    """All that may notice a fault of a pack beside the check: its examples, the oracle, cases."""
    runs = (run for _table, run in ALL if run.pack == pack and "scheme" not in run.expected)
    return [
        *map(ByExample, range(len(loaded(pack).examples))),
        *(ByOracle(pack, seed) for seed in range(SEEDS)),
        *map(ByCase, runs),
    ]


@cache
def case_of(pack, seed):
    """Random facts, drawn when they are first asked for: most faults are caught by few."""
    return random_case(Random(seed), pack)


@dataclass(frozen=True)
class ByExample:
    """A worked example of the scheme itself does not come out."""

    place: int
    kind = "example"

    def notices(self, scheme, *, name, folder):
        feeders, _problems = fed(name, overlay=Overlay())
        mine = scheme.examples[self.place : self.place + 1]
        return not all(run_example(one, scheme=scheme, feeders=feeders).passed for one in mine)


@dataclass(frozen=True)
class ByOracle:
    """Random facts on which the oracle says something else."""

    pack: str
    seed: int
    kind = "oracle"

    def notices(self, _scheme, *, name, folder):
        case = case_of(self.pack, self.seed)
        return bool(disagreements(case, result=scored(case, folder=folder, scheme=name)))


@dataclass(frozen=True)
class ByCase:
    """A worked case whose results were fixed before the product existed."""

    run: Translated
    kind = "case"

    def notices(self, _scheme, *, name, folder):
        result = score_run(self.run, folder=folder, scheme=name)
        return bool(differences(self.run.expected, result=result))


@pytest.fixture(autouse=True)
def _forget_schemes():
    yield
    forget()


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
