"""What a total is worth is shared out without rest, facts missing or not applying included."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from kaoji.engine.explain.account import account_of
from kaoji.engine.explain.records import Derivation
from kaoji.engine.explain.stakes import turns_of
from kaoji.engine.plinth.exact import total
from kaoji.engine.runs.job import score_scheme
from kaoji.engine.scheme.load.overlay import read_overlay, with_overlay
from tests.generative.agreement import loaded
from tests.generative.test_traces import spoilt
from tests.oracles.random_facts import FAMILIES, as_rows, random_case
from tests.regulations.scoring import job_of

CASES = 3
MOVES = {"cap", "floor", "round", "absence", "bonus", "deduction"}


def accounts(pack, *, seed, folder):
    random = Random(seed)
    case = random_case(random, pack)
    rows, subjects, parameters = as_rows(case, pack)
    job = job_of(
        pack,
        rows=list(spoilt(rows, random)),
        subjects=subjects,
        parameters=parameters,
        period=case.get("period", str(case["year"])),
        folder=folder,
    )
    overlay = read_overlay(job.given[0])
    scheme, problems = with_overlay(loaded(pack), overlay=overlay)
    made = score_scheme(
        scheme, job=replace(job, tracing=True), overlay=overlay, problems=problems
    ).scored
    assert made is not None
    run = made.run
    for one in made.result.subjects:
        if one.status.value in ("final", "incomplete"):
            yield account_of(made, subject=one, node=run.plan.root, period=run.period)


def every(node):
    yield node
    for child in node.children:
        yield from every(child)


def shared(node: Derivation):
    return [
        child.stake
        for child in node.children
        if child.share.relation in ("child", "part") and child.stake is not None
    ]


def moved(node: Derivation):
    """What stands between the sum and the value: extras, limits, rounding."""
    return MOVES & {step.kind for step in node.steps}


#: Rates without a total, a mean of months and sums of open points: no parts with points to share.
WITHOUT_PARTS = {
    "anjian-visits", "jisheng-reviews", "gongshang-reports", "fazhi-counties", "anquan-county",
    "shenzhen-longterm", "xingguo-staff",
}  # fmt: skip


@pytest.mark.parametrize("pack", FAMILIES)
def test_what_the_total_is_worth_is_shared_out(pack, tmp_path):
    seen = 0
    for seed in range(CASES):
        for account in accounts(pack, seed=seed, folder=tmp_path):
            seen += adds_up(account.derivation)
            for node in every(account.derivation):
                check(node)
    assert bool(seen) is (pack not in WITHOUT_PARTS)


def adds_up(top):
    """Whether the parts with what comes on top are the total, and each line of it has a name."""
    below = shared(top)
    if not below or top.stake is None:  # where no bound is proved nothing adds up
        return False
    turns = turns_of(top, whole=top.stake)
    assert [one.kind for one in turns if one.kind == "rest"] == []
    assert top.stake.worth == top.full
    earned = (*(one.earned for one in below), *(one.low for one in turns))
    assert total(earned) == top.stake.earned
    return True


def check(node):
    """Nothing of what a node is worth may be left over below it."""
    one, below = node.stake, shared(node)
    if one is None:
        return
    assert one.worth == one.earned + one.lost + one.open
    if below:
        assert sum(each.worth for each in below) == one.worth, node.coordinate
    if below and not moved(node):
        assert sum(each.earned for each in below) == one.earned, node.coordinate
        assert sum(each.open for each in below) == one.open, node.coordinate
