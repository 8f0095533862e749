"""A cycle whose result is final, brought to its improvement stage; and an item on its way."""

from __future__ import annotations

from datetime import date

from kaoji.apps.appraisals.actions import StageShape
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.models import Cycle, Final
from kaoji.apps.improvement import actions
from kaoji.apps.improvement.models import ImprovementList, Item
from kaoji.web import clock
from tests.apps.appraisals import public, scored

STAGES = (StageKind.SCORE, StageKind.FINAL, StageKind.IMPROVE, StageKind.ARCHIVE)
TOWN = "鹤汀镇"
#: A Monday after the cast's day.
DUE = date(2026, 7, 6)


def cycle_in(cast, *, scheme, **changed) -> Cycle:
    """A cycle with a final run, its improvement stage open."""
    stages = tuple(StageShape(kind, 5) for kind in STAGES)
    cycle = scored.cycle_in(cast, scheme=scheme, **({"stages": stages} | changed))
    final_of(cycle)
    public.open_stage(cycle, StageKind.IMPROVE)
    return cycle


def final_of(cycle: Cycle) -> Final:
    """Its last run, made final by two."""
    run = cycle.runs.order_by("-number").first() or scored.run_in(cycle)
    return Final.objects.create(
        organisation=cycle.organisation, cycle=cycle, run=run, state="final", basis="纪要3号",
        proposed_by=1, proposed_name="某人", proposed_at=clock.now(), confirmed_by=2,
        confirmed_name="另一人", confirmed_at=clock.now(),
    )  # fmt: skip


def drawn(cast, cycle: Cycle, *, most: int | None = 3, least: str = "") -> ImprovementList:
    shape = actions.ListShape(most=most, least=least, days=5)
    return actions.draw_up(by=cast.actor("clerk"), cycle=cycle, shape=shape)


def item_of(held: ImprovementList, *, town: str = TOWN) -> Item:
    return Item.objects.filter(part__improvement_list=held, unit_name=town).first()


def fresh(item: Item) -> Item:
    return Item.objects.get(pk=item.pk)


def plan(cast, **changed) -> actions.Plan:
    told = {"measures": "逐月调度，补齐台账", "post_key": cast.posts["head"].pk, "due_on": DUE}
    return actions.Plan(**(told | changed))


def stated(cast, item: Item) -> Item:
    return actions.state(by=cast.actor("liaison"), item=item, plan=plan(cast), version=item.version)


def under_way(cast, item: Item) -> Item:
    found = stated(cast, item)
    return actions.accept(by=cast.actor("clerk"), item=found, version=found.version)


def reported(cast, item: Item, *, is_done: bool = True) -> Item:
    found = under_way(cast, item)
    told = actions.Progress("已补齐", "鹤政〔2026〕5号", is_done=is_done)
    return actions.report(
        by=cast.actor("liaison"), item=found, progress=told, version=found.version
    )
