"""What was found wrong goes back to its supplier, by the way that the facts have for it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.audit.actions import record
from kaoji.apps.facts import actions as facts
from kaoji.apps.facts.enums import TaskState
from kaoji.apps.facts.models import CollectionTask
from kaoji.apps.verification import audit_types as acts
from kaoji.apps.verification.actions.common import lock
from kaoji.apps.verification.permissions import ARRANGE, check, check_own
from kaoji.apps.verification.queries import SheetWrong, sheets_wrong
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused

#: The reason that a sheet keeps.
LONGEST_RETURN = 300
_CUT = "……"


def send_back(*, by: Actor, cycle: Cycle, task_number: int) -> CollectionTask:
    """Send a sheet back with everything that was found wrong in it; reviewed, it is opened first.

    The supplier mends it there, with the reason, and signs anew; then it is verified again.
    """
    check(by, right=ARRANGE)
    check_own(by, cycle)
    with transaction.atomic():
        cycle = lock(by, cycle=cycle)
        sheet = next((x for x in sheets_wrong(cycle) if x.task.number == task_number), None)
        if sheet is None:
            raise Refused("nothing-wrong", reason=_("这张表没有要退回更正的数"))
        if sheet.is_with_supplier:
            raise Refused(
                "sent-back-already",
                reason=_("这张表已经退回，现在是“{state}”").format(
                    state=sheet.task.get_state_display()
                ),
                remedy=_("请等责任单位更正签批"),
            )
        task, why = sheet.task, reason_of(sheet)
        if task.state == TaskState.LOCKED:
            facts.unreview(by=by, task=task, reason=why, version=task.version)
            task.refresh_from_db()
        facts.send_back(by=by, task=task, reason=why, version=task.version)
        task.refresh_from_db()
        record(acts.RETURN, by=by, of=task, reason=why, after={"items": len(sheet.checks)})
    return task


def reason_of(sheet: SheetWrong) -> str:
    """What is to be mended, item by item; where there are too many, how many more."""
    head = _("核验发现 {count} 处需更正：").format(count=len(sheet.checks))
    said = [_one(check) for check in sheet.checks]
    text = head + "；".join(said)
    if len(text) <= LONGEST_RETURN:
        return text
    return text[: LONGEST_RETURN - len(_CUT)] + _CUT


def _one(found: object) -> str:
    told = found.told  # type: ignore[attr-defined]
    what = f"{found.unit_name}{found.title}"  # type: ignore[attr-defined]
    mended = _("应为 {proposed}").format(proposed=told.proposed) if told.proposed else ""
    return "，".join(filter(None, (what, mended, told.reason)))
