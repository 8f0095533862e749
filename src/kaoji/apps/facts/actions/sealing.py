"""Ballots that raters have signed elsewhere: sealed as they came, so that nobody mends them.

A sealed sheet is in no hands: it is neither sent back nor amended, and no page shows its rows.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.audit.actions import record
from kaoji.apps.facts import audit_types as acts
from kaoji.apps.facts.actions.common import add_step, check_state, lock, move
from kaoji.apps.facts.enums import ListKind, StepKind, TaskState
from kaoji.apps.facts.models import CollectionTask
from kaoji.apps.facts.permissions import REVIEW, check
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused


def seal_ballots(*, by: Actor, task: CollectionTask) -> None:
    """Seal a sheet that holds ballots and nothing else; they count from now on."""
    check(by, right=REVIEW)
    with transaction.atomic():
        task = lock(by, task=task)
        check_state(task, states=(TaskState.COLLECTING,), verb=_("封存"))
        kinds = {one.kind for one in task.lists.all()}
        if kinds != {ListKind.BALLOT} or task.keys.exists():
            raise Refused(
                "not-ballots-only",
                reason=_("这张表不全是票"),
                remedy=_("别的数据由单位确认后审核锁定"),
            )
        move(task, state=TaskState.SEALED)
        add_step(task, kind=StepKind.SEAL, by=by)
        record(acts.SEAL_BALLOTS, by=by, of=task)
