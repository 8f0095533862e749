"""Runs with something in them: seven towns of the demonstration's year, under the cast's names."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from kaoji.apps.appraisals import actions, scoring
from kaoji.apps.appraisals.actions import runs
from kaoji.apps.appraisals.enums import StageKind, StageState
from kaoji.apps.appraisals.models import Cycle, Publication, Run
from kaoji.apps.facts.models import PinnedScheme
from kaoji.packs import demo
from kaoji.web import clock

FOLDER = Path(demo.__file__).parent
#: The towns of the demonstration, and those of the cast that stand for them.
TOWNS = {
    "青溪乡": "鹤汀镇", "白石镇": "澄湾镇", "云台镇": "云砚镇", "柳湾乡": "松墩镇",
    "松岭镇": "芸窗镇", "荷塘乡": "苇渡乡", "金坪镇": "谷雨镇",
}  # fmt: skip
STAGES = (StageKind.COLLECT, StageKind.SCORE, StageKind.PUBLIC, StageKind.FINAL)


def renamed(name: str) -> str:
    """A file of the demonstration, its towns renamed."""
    text = (FOLDER / name).read_text(encoding="utf-8").replace("云岭县", "")
    for old, new in TOWNS.items():
        text = text.replace(old, new)
    return text


def subjects() -> str:
    """The towns alone, as a subjects table."""
    head, *rows = renamed("subjects.csv").splitlines()
    return "\n".join([head, *(row for row in rows if ",乡镇," in row)]) + "\n"


@lru_cache(maxsize=8)
def remembered(texts: scoring.Texts) -> scoring.Scoring:
    """The same texts give the same result; scoring them once is enough for all tests."""
    return scoring.carried_out(texts)


def cycle_in(cast, *, scheme: PinnedScheme, **changed) -> Cycle:
    """A cycle over the towns for the year of the demonstration."""
    told = {
        "title": "乡镇绩效考核", "scheme": scheme, "group": cast.groups["townships"],
        "subject_kind": "乡镇", "period": "2025", "basis": "禾考发〔2026〕1号",
        "begins_on": date(2026, 6, 12),
        "stages": tuple(actions.StageShape(kind, 5) for kind in STAGES),
    } | changed  # fmt: skip
    return actions.set_up_cycle(by=cast.actor("clerk"), shape=actions.CycleShape(**told))


def run_in(cycle: Cycle, *, facts: str = "", reason: str = "试算", given: str = "") -> Run:
    """A scoring of the demonstration's figures, carried out by the engine."""
    number = cycle.runs.count() + 1
    text = facts or renamed("towns.csv")
    made = Run.objects.create(
        organisation=cycle.organisation, cycle=cycle, number=number, reason=reason,
        asked_at=clock.now(), by_name="绩效办 · 简书宁", facts=text, subjects=subjects(),
        given=given or renamed("towns-given.yaml"), facts_count=text.count("\n") - 1,
    )  # fmt: skip
    usual, runs.carried_out = runs.carried_out, remembered
    try:
        return actions.carry_out_run(made.pk)
    finally:
        runs.carried_out = usual


def make_public(cycle: Cycle) -> None:
    """Its last run is on the wall."""
    cycle.stages.filter(kind=StageKind.PUBLIC).update(state=StageState.OPEN)
    run = cycle.runs.order_by("-number").first()
    if cycle.is_trial or cycle.publications.filter(run=run).exists():
        return
    Publication.objects.create(
        organisation=cycle.organisation, cycle=cycle, run=run, number=1, state="public",
        text="现予公示", contact="绩效办", days=5, answer_days=5, proposed_by=1,
        proposed_name="某人", proposed_at=clock.now(), confirmed_by=2, confirmed_name="另一人",
        published_on=clock.today(), due_on=date(2026, 6, 22),
    )  # fmt: skip
