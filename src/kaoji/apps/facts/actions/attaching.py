"""Evidence: a file that proves a figure or a row of a list."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.audit.actions import record
from kaoji.apps.facts import audit_types as acts
from kaoji.apps.facts.actions.common import home, lock, shown
from kaoji.apps.facts.enums import TaskState
from kaoji.apps.facts.models import Evidence, Figure, ListRow
from kaoji.apps.facts.permissions import (
    ATTACH,
    CONFIRMERS,
    FILLERS,
    check,
    check_own,
    holds_in,
)
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.files import checked, stored
from kaoji.web.refusals import Refused

MOST_FILES = 9


def may_attach(by: Actor, *, held: Figure | ListRow) -> bool:
    """Tell whether somebody may prove a figure or a row: its supplier; its unit while it looks."""
    if held.task.state == TaskState.LOCKED:
        return False
    if holds_in(by, roles=FILLERS, unit_key=held.task.supplier_id):
        return True
    looks = held.task.state == TaskState.TO_REVIEW
    is_shown = isinstance(held, Figure) or not held.asked.is_secret
    return looks and is_shown and holds_in(by, roles=CONFIRMERS, unit_key=held.unit_id)


def attach(
    *, by: Actor, held: Figure | ListRow, content: bytes, name: str, note: str = ""
) -> Evidence:
    """Keep a file with a figure or a row. The same file again is the one that is there."""
    check(by, right=ATTACH)
    check_own(by, held)
    if not may_attach(by, held=held):
        raise Refused(
            "not-now", reason=_("现在不能给这里加佐证"), remedy=_("锁定以后请先由绩效办撤销审核")
        )
    kept = checked(content, name=name)
    sent = hashlib.sha256(content).hexdigest()
    digest = stored(kept.content)
    with transaction.atomic():
        lock(by, task=held.task)
        found = held.evidence.filter(sent_digest=sent).first()
        if found is not None:
            return found
        if held.evidence.count() >= MOST_FILES:
            raise Refused(
                "too-many-files",
                reason=_("一格最多 {most} 份佐证").format(most=MOST_FILES),
                remedy=_("请合并成一份 PDF"),
                field="file",
            )
        made: Evidence = Evidence.objects.create(
            organisation_id=home(by),
            figure=held if isinstance(held, Figure) else None,
            row=held if isinstance(held, ListRow) else None,
            digest=digest,
            sent_digest=sent,
            name=kept.name,
            kind=kept.kind,
            size=len(kept.content),
            note=note.strip(),
            at=clock.now(),
            by_name=shown(by),
        )
        record(
            acts.ATTACH_EVIDENCE,
            by=by,
            of=made,
            after={"name": kept.name, "digest": digest, "sent_digest": sent, "size": made.size},
        )
    return made


def note_reading(*, by: Actor, evidence: Evidence) -> None:
    """Remember that somebody took a file."""
    record(acts.READ_EVIDENCE, by=by, of=evidence, after={"digest": evidence.digest})
