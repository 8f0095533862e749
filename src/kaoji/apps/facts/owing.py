"""What the holder of a post leaves behind when the post is handed over: sheets under way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from kaoji.apps.facts.enums import TaskState
from kaoji.apps.facts.models import CollectionTask
from kaoji.apps.organisation.models import Holding
from kaoji.apps.organisation.owed import Owed
from kaoji.web.roles import OFFICE, Role

_WHOSE = {
    Role.DATA_SUPPLIER: (TaskState.COLLECTING,),
    Role.SUPPLIER_HEAD: (TaskState.COLLECTING, TaskState.TO_SIGN),
    **dict.fromkeys(OFFICE, (TaskState.DRAFT, TaskState.TO_REVIEW)),
}


def owed_of(holding: Holding, on: date) -> Iterator[Owed]:
    """Sheets that wait for the holder of a post."""
    del on  # what is under way is under way, whatever the day
    role = Role(holding.post.role)
    tasks = CollectionTask.objects.filter(
        organisation_id=holding.organisation_id, state__in=_WHOSE.get(role, ())
    )
    if role not in OFFICE:
        tasks = tasks.filter(supplier=holding.post.unit_id)
    for task in tasks.order_by("due_on"):
        what = _("{task}（{state}）").format(task=task, state=task.get_state_display())
        yield Owed(room=str(_("考核数据")), what=what, due_on=task.due_on.isoformat())
