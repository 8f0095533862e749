"""The approver says yes or gives it back with the reason. What is approved is locked."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from kaoji.apps.annexes import audit_types as acts
from kaoji.apps.annexes.actions.common import draft_of, locked, moved, rows_of
from kaoji.apps.annexes.approving import check_approves
from kaoji.apps.annexes.enums import TO_DECIDE, Said, TableState, given_back
from kaoji.apps.annexes.limits import read_table
from kaoji.apps.annexes.models import LONGEST_REASON, Edition, Table
from kaoji.apps.annexes.permissions import APPROVE
from kaoji.apps.appraisals.actions.common import name_of, told
from kaoji.apps.appraisals.permissions import check
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused


def approve(*, by: Actor, table: Table, version: int, note: str = "") -> Table:
    """The edition that was sent is in force, and the one before it no longer."""
    with transaction.atomic():
        found, edition = _before_me(by, table=table, version=version)
        read = read_table(found.annex, rows_of(edition))
        if read.unmet:
            raise Refused(
                "limits-unmet",
                reason=_("{title}（{told}）").format(
                    title=read.unmet[0].title, told=read.unmet[0].told
                ),
                remedy=_("请退回单位改好"),
            )
        found.editions.filter(is_in_force=True).update(is_in_force=False)
        edition.is_in_force = True
        edition.approved_name, edition.approved_at = name_of(by), clock.now()
        edition.save(update_fields=("is_in_force", "approved_name", "approved_at"))
        items = {one.name: one.weight for one in read.rows}
        return moved(
            by, table=found, act=acts.APPROVE, edition=edition, said=Said.APPROVED,
            text=note.strip()[:LONGEST_REASON], after={"items": items},
            state=TableState.APPROVED, approved_on=clock.today(), reason="",
        )  # fmt: skip


def give_back(*, by: Actor, table: Table, version: int, reason: str) -> Table:
    """It will not do, and why; the unit writes on."""
    reason = told(reason, field="note", what=_("退回的理由"))[:LONGEST_REASON]
    with transaction.atomic():
        found, edition = _before_me(by, table=table, version=version)
        return moved(
            by, table=found, act=acts.RETURN, edition=edition, said=Said.RETURNED, text=reason,
            state=given_back(found.state), reason=reason,
        )  # fmt: skip


def _before_me(by: Actor, *, table: Table, version: int) -> tuple[Table, Edition]:
    check(by, right=APPROVE)
    found = locked(by, table=table, version=version, states=TO_DECIDE)
    edition = draft_of(found)
    if edition is None:
        raise Http404
    check_approves(by, table=found, edition=edition)
    return found, edition
