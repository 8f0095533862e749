"""Evidence: a file that proves a figure."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.audit.actions import record
from kaoji.apps.facts import audit_types as acts
from kaoji.apps.facts.actions.common import home, lock, shown
from kaoji.apps.facts.enums import TaskState
from kaoji.apps.facts.files import checked, stored
from kaoji.apps.facts.models import Evidence, Figure
from kaoji.apps.facts.permissions import (
    ATTACH,
    CONFIRMERS,
    SUPPLIERS,
    check,
    check_own,
    holds_in,
)
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused

MOST_FILES = 9


def may_attach(by: Actor, *, figure: Figure) -> bool:
    """Tell whether somebody may prove a figure: its supplier; its unit while it looks."""
    if figure.task.state == TaskState.LOCKED:
        return False
    if holds_in(by, roles=SUPPLIERS, unit_key=figure.task.supplier_id):
        return True
    looks = figure.task.state == TaskState.TO_REVIEW
    return looks and holds_in(by, roles=CONFIRMERS, unit_key=figure.unit_id)


def attach(*, by: Actor, figure: Figure, content: bytes, name: str, note: str = "") -> Evidence:
    """Keep a file with a figure. The same file again is the one that is there."""
    check(by, right=ATTACH)
    check_own(by, figure)
    if not may_attach(by, figure=figure):
        raise Refused(
            "not-now", reason=_("现在不能给这个数加佐证"), remedy=_("锁定以后请先由绩效办撤销审核")
        )
    kept = checked(content, name=name)
    sent = hashlib.sha256(content).hexdigest()
    digest = stored(kept.content)
    with transaction.atomic():
        lock(by, task=figure.task)
        found = figure.evidence.filter(sent_digest=sent).first()
        if found is not None:
            return found
        if figure.evidence.count() >= MOST_FILES:
            raise Refused(
                "too-many-files",
                reason=_("一格最多 {most} 份佐证").format(most=MOST_FILES),
                remedy=_("请合并成一份 PDF"),
                field="file",
            )
        made: Evidence = Evidence.objects.create(
            organisation_id=home(by),
            figure=figure,
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
