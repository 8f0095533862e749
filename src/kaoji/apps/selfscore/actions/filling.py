"""A unit fills in its sheet, proves what it says, and sends it to be signed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.actions.common import name_of
from kaoji.apps.appraisals.permissions import check
from kaoji.apps.audit.actions import record
from kaoji.apps.selfscore import audit_types as acts
from kaoji.apps.selfscore.actions.common import check_acts_for, held, locked, moved
from kaoji.apps.selfscore.checking import Typed, faults_in, tidied
from kaoji.apps.selfscore.enums import WRITABLE, Origin, Said, SheetState
from kaoji.apps.selfscore.models import Line, Proof, Sheet
from kaoji.apps.selfscore.permissions import FILL
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.files import checked, stored
from kaoji.web.refusals import Refused

#: A line has at most so many files.
MOST_FILES = 9


def save(*, by: Actor, sheet: Sheet, typed: Mapping[int, Typed], version: int) -> Sheet:
    """Keep what was typed, by the keys of lines; what is still open may stay open."""
    check(by, right=FILL)
    check_acts_for(by, sheet=sheet)
    with transaction.atomic():
        found = locked(by, sheet=sheet, version=version, states=WRITABLE)
        return _saved(by, sheet=found, typed=typed)


def send(*, by: Actor, sheet: Sheet, version: int) -> Sheet:
    """The sheet is whole; it goes to the head of the unit."""
    check(by, right=FILL)
    check_acts_for(by, sheet=sheet)
    with transaction.atomic():
        return _sent(by, sheet=locked(by, sheet=sheet, version=version, states=WRITABLE))


def save_and_send(*, by: Actor, sheet: Sheet, typed: Mapping[int, Typed], version: int) -> Sheet:
    """Both or neither."""
    with transaction.atomic():
        found = save(by=by, sheet=sheet, typed=typed, version=version)
        return send(by=by, sheet=found, version=found.version)


def _saved(by: Actor, *, sheet: Sheet, typed: Mapping[int, Typed]) -> Sheet:
    before, after = {}, {}
    for line in sheet.lines.all():
        told = tidied(typed[line.pk]) if line.pk in typed else None
        if told is None or told == Typed(line.points, line.reason):
            continue
        _refuse_faults(line, typed=told, is_whole=False)
        before[line.key] = f"{line.points} {line.reason}".strip()
        after[line.key] = f"{told.points} {told.reason}".strip()
        if told.points != line.points:
            line.origin = Origin.OWN if told.points else Origin.NONE
        line.points, line.reason = told.points, told.reason
        line.save(update_fields=("points", "reason", "origin", "beside"))
    if not after:
        return sheet
    sheet.version += 1
    sheet.save(update_fields=("version",))
    record(acts.SAVE, by=by, of=sheet, before=before, after=after)
    return sheet


def _sent(by: Actor, *, sheet: Sheet) -> Sheet:
    lines = list(sheet.lines.all())
    for line in lines:
        _refuse_faults(line, typed=Typed(line.points, line.reason), is_whole=True)
    return moved(
        by, sheet=sheet, act=acts.SEND, said=Said.SENT, told={"lines": len(lines)},
        state=SheetState.TO_SIGN, sent_by=by.person_key, sent_name=name_of(by), reason="",
    )  # fmt: skip


def _refuse_faults(line: Line, *, typed: Typed, is_whole: bool) -> None:
    """The first fault; pages and workbooks show all of them before."""
    for column, reason in faults_in(line, typed=typed, is_whole=is_whole):
        raise Refused(
            "self-score-unfit",
            reason=_("第 {number} 项“{name}”：{reason}").format(
                number=line.number, name=line.name, reason=reason
            ),
            field=f"{column}_{line.pk}",
        )


# --- what proves it -------------------------------------------------------------------------------


def attach(*, by: Actor, line: Line, content: bytes, name: str) -> Proof:
    """Keep a file with a line. The same file again is the one that is there."""
    check(by, right=FILL)
    check_acts_for(by, sheet=line.sheet)
    kept = checked(content, name=name)
    sent = hashlib.sha256(content).hexdigest()
    digest = stored(kept.content)
    with transaction.atomic():
        sheet = held(by, sheet=line.sheet)
        _check_may_attach(sheet)
        found: Proof | None = line.proofs.filter(sent_digest=sent).first()
        if found is not None:
            return found
        if line.proofs.count() >= MOST_FILES:
            raise Refused(
                "too-many-files",
                reason=_("一项最多 {most} 份佐证").format(most=MOST_FILES),
                remedy=_("请合并成一份 PDF"),
                field=f"file_{line.pk}",
            )
        made: Proof = Proof.objects.create(
            organisation_id=sheet.organisation_id, line=line, digest=digest, sent_digest=sent,
            name=kept.name, kind=kept.kind, size=len(kept.content), at=clock.now(),
            by_name=name_of(by),
        )  # fmt: skip
        told = {"name": kept.name, "digest": digest, "sent_digest": sent, "size": made.size}
        record(acts.ATTACH, by=by, of=made, after=told)
    return made


def _check_may_attach(sheet: Sheet) -> None:
    if sheet.state not in WRITABLE:
        raise Refused(
            "not-now",
            reason=_("这份自评现在是“{state}”，不能加佐证").format(state=sheet.get_state_display()),
            remedy=_("要补的请先退回"),
        )


def note_reading(*, by: Actor, proof: Proof) -> None:
    """Remember that somebody took a file."""
    record(acts.READ_PROOF, by=by, of=proof, after={"digest": proof.digest})
