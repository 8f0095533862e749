"""What is approved changes only by request: a reason, another edition, the same approval. Until
then the approved edition holds.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.annexes import audit_types as acts
from kaoji.apps.annexes.actions.common import (
    add_drafter,
    begun,
    check_fills,
    counted,
    draft_of,
    lay_down,
    locked,
    moved,
    rows_of,
)
from kaoji.apps.annexes.enums import CHANGING, Said, TableState
from kaoji.apps.annexes.models import LONGEST_REASON, Table
from kaoji.apps.appraisals.actions.common import check_not_settled, told
from kaoji.web.actor import Actor


def ask_change(*, by: Actor, table: Table, reason: str, version: int) -> Table:
    """Another edition to be written, beginning with what holds."""
    check_fills(by, table=table)
    reason = told(reason, field="reason", what=_("调整理由"))[:LONGEST_REASON]
    with transaction.atomic():
        found = locked(by, table=table, version=version, states=(TableState.APPROVED,))
        check_not_settled(found.annex.cycle)
        edition = begun(found, why=reason)
        add_drafter(edition, by=by)
        edition.save(update_fields=("drafters",))
        lay_down(edition, rows=rows_of(found.editions.get(is_in_force=True)))
        return moved(
            by, table=found, act=acts.ASK_CHANGE, edition=edition, said=Said.ASKED, text=reason,
            state=TableState.CHANGING,
        )  # fmt: skip


def drop_change(*, by: Actor, table: Table, version: int) -> Table:
    """The change is not wanted any more: what is approved holds as before."""
    check_fills(by, table=table)
    with transaction.atomic():
        found = locked(by, table=table, version=version, states=CHANGING)
        edition = draft_of(found)
        if edition is not None:
            edition.is_dropped = True
            edition.save(update_fields=("is_dropped",))
        held = rows_of(found.editions.get(is_in_force=True))
        return moved(
            by, table=found, act=acts.DROP_CHANGE, edition=edition, said=Said.DROPPED,
            state=TableState.APPROVED, reason="", **counted(found, rows=held),
        )  # fmt: skip
