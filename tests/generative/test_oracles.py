"""Random facts through the packs and through the oracles: every value, grade, rank and seat agrees.

Everyday runs score 300 subjects a pack, always the same ones; a long run (`make generative N=…`)
scores N that nobody has seen before. A failure names its seed.
"""

from __future__ import annotations

import os
from itertools import count
from random import Random, SystemRandom

import pytest

from tests.generative.agreement import disagreements, scored
from tests.oracles.random_facts import FAMILIES, random_case

IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
SUBJECTS = int(os.environ.get("KAOJI_N", "20000")) if IS_LONG else 300


def first_seed():
    return SystemRandom().randrange(2**32) if IS_LONG else 0


@pytest.mark.hypothesis
@pytest.mark.parametrize("pack", FAMILIES)
def test_a_pack_agrees_with_its_oracle(pack, tmp_path):
    subjects = 0
    for seed in count(first_seed()):
        case = random_case(Random(seed), pack)
        found = disagreements(case, result=scored(case, folder=tmp_path))
        assert found == [], f"seed {seed}: random_case(Random({seed}), {pack!r})"
        subjects += len(case["subjects"])
        if subjects >= SUBJECTS:
            return


@pytest.mark.parametrize("pack", FAMILIES)
def test_a_changed_answer_is_noticed(pack, tmp_path):
    """The comparison itself: one figure, grade or rank that differs is told."""
    case = random_case(Random(1), pack)
    result = scored(case, folder=tmp_path)
    assert disagreements(case, result=result) == []
    first = result["subjects"][0]
    changed = ({"grade": "无此等次"}, {"rank": 99}, {"status": "incomplete"}, {"nodes": {}})
    for change in changed:
        subjects = [first | change, *result["subjects"][1:]]
        assert disagreements(case, result=result | {"subjects": subjects})
    assert disagreements(case, result=result | {"subjects": []})
