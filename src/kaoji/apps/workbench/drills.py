"""The restore drill: asked for by the system administrator, done in the background, on a copy."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.audit.actions import record
from kaoji.apps.audit.models import Result
from kaoji.apps.workbench.audit_types import ASK_DRILL, END_DRILL
from kaoji.apps.workbench.models import Drill
from kaoji.apps.workbench.permissions import check_drill
from kaoji.web import clock
from kaoji.web.actor import THE_SYSTEM, Actor
from kaoji.web.backups import RehearsalError, keeper
from kaoji.web.jobs import queue
from kaoji.web.jobs.kinds import Payload, Report
from kaoji.web.refusals import Refused

#: What the queue calls this work.
NAME = "workbench.drill"


def ask_for_drill(*, by: Actor) -> Drill:
    """Have the newest backup restored into a copy."""
    check_drill(by)
    newest = next(iter(keeper().kept()), None)
    if newest is None:
        raise Refused(
            "workbench.no_backup",
            reason=_("还没有备份，无从演练"),
            remedy=_("每夜两点自动备份；也可在服务器上运行 kaoji backup"),
        )
    with transaction.atomic():
        if Drill.objects.of(by).filter(ended_at=None).exists():
            raise Refused(
                "workbench.drill_is_on",
                reason=_("已有一次演练在进行"),
                remedy=_("做完再发起下一次"),
            )
        drill: Drill = Drill.objects.create(
            organisation_id=by.organisation_key or 0,
            backup=newest.name,
            made_at=newest.made_at,
            asked_by=by.username,
            asked_by_name=by.name,
            asked_at=clock.now(),
        )
        queue.ask_for(NAME, key=str(drill.pk), payload={"drill": drill.pk}, by=by)
        record(ASK_DRILL, by=by, of=drill, named=newest.name)
    return drill


def do_drill(payload: Payload, report: Report) -> None:
    """The work itself. Begun again after a kill it does no harm: the copy is thrown away."""
    drill = Drill.objects.get(pk=payload["drill"])
    if drill.ended_at is not None:
        return
    try:
        parts = [asdict(one) for one in keeper().rehearse(drill.backup, report)]
    except RehearsalError as fault:
        _end(drill, parts=[], fault=str(fault))
    else:
        _end(drill, parts=parts, fault="")


def _end(drill: Drill, *, parts: list[dict[str, Any]], fault: str) -> None:
    with transaction.atomic():
        drill.parts, drill.fault, drill.ended_at = parts, fault, clock.now()
        drill.save(update_fields=("parts", "fault", "ended_at"))
        record(
            END_DRILL,
            by=THE_SYSTEM,
            of=drill,
            named=drill.backup,
            after={"比对": len(parts), "不同": len(drill.unlike)},
            result=Result.DONE if drill.is_equal else Result.FAILED,
            reason=fault,
            organisation_key=drill.organisation_id,
        )
