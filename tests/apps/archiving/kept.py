"""A cycle ready to be archived, and its archive on its way."""

from __future__ import annotations

from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.archiving import actions
from kaoji.apps.archiving.models import Archive
from kaoji.apps.documents.enums import Retention
from kaoji.apps.improvement.models import Item
from kaoji.web import clock
from tests.apps.appraisals import public
from tests.apps.improvement import settled


def ready(cast, *, scheme, **changed) -> Cycle:
    """Final, every unit's measures agreed to but one still under way, the last stage open."""
    cycle = settled.cycle_in(cast, scheme=scheme, **changed)
    held = settled.drawn(cast, cycle, most=1)
    for one in Item.objects.filter(part__improvement_list=held):
        one.state, one.post, one.due_on = "closed", cast.posts["head"], settled.DUE
        one.responsible, one.measures, one.closed_on = "镇长 鹤鸣皋", "逐月调度", clock.today()
        one.save()
    Item.objects.filter(pk=settled.item_of(held).pk).update(state="under_way", closed_on=None)
    held.parts.filter(items=None).update(nil_at=clock.now(), nil_name="联络员")
    public.open_stage(cycle, StageKind.ARCHIVE)
    cycle.refresh_from_db()
    return cycle


def shape(**changed) -> actions.ArchiveShape:
    return actions.ArchiveShape(**({"retention": Retention.PERMANENT, "note": "依惯例"} | changed))


def proposed(cast, cycle: Cycle, **changed) -> Archive:
    return actions.propose(by=cast.actor("clerk"), cycle=cycle, shape=shape(**changed))


def confirmed(cast, cycle: Cycle) -> Archive:
    found = proposed(cast, cycle)
    return actions.confirm(by=cast.actor("director"), archive=found)


def pack(archive: Archive) -> Archive:
    return actions.pack(archive.pk, telling=lambda _count, _title: None)


def made(cast, cycle: Cycle) -> Archive:
    return pack(confirmed(cast, cycle))
