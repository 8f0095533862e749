"""Verifying the log, signing what it has come to, purging what nobody needs to keep."""

from __future__ import annotations

import os
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.audit import anchors, queries, verdicts
from kaoji.apps.audit.acts import LEAST_MONTHS, Act, act_of
from kaoji.apps.audit.audit_types import EXPORT, MAKE_CHECKPOINT, PURGE, VERIFY
from kaoji.apps.audit.models import Checkpoint, Entry, Gap, Head, Result
from kaoji.apps.audit.permissions import check_keep_log
from kaoji.apps.audit.recording import record
from kaoji.apps.audit.signing import public_key, sign
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused

Anchor = anchors.Anchor


def verify(*, by: Actor, given: Iterable[Anchor] = ()) -> verdicts.Verdict:
    """Verify the whole log against its checkpoints, the file beside the database, and anchors that
    somebody brings. That it was verified, and what came out, is an entry of its own.
    """
    check_keep_log(by)
    verdict = examined(given=given)
    finding = verdict.finding
    told: dict[str, Any] = {"记录数": verdict.entry_count, "摘要": verdict.digest}
    if finding is not None:
        told |= {"问题": finding.fault.value, "第几条": finding.number}
    result = Result.DONE if finding is None else Result.FAILED
    record(VERIFY, by=by, named=_("审计记录"), after=told, result=result)
    return verdict


def examined(*, given: Iterable[Anchor] = ()) -> verdicts.Verdict:
    """Verify without leaving a trace: for the clock, which tells only what is wrong."""
    known = (Anchor(one.number, one.digest) for one in queries.checkpoints())
    return verdicts.examine(
        queries.rows_in_order(),
        gaps=queries.signed_gaps(),
        head=queries.head_now,
        anchors=(*known, *anchors.witnessed(key=public_key()), *given),
    )


def make_checkpoint(*, by: Actor) -> Checkpoint:
    """Sign what the log has come to. The entry that says so is the last one that is signed."""
    check_keep_log(by)
    with transaction.atomic():
        record(MAKE_CHECKPOINT, by=by, named=_("审计锚点"))
        head = Head.objects.get(pk=1)
        key, at = public_key(), clock.now()
        said = anchors.statement(number=head.number, digest=head.digest, at=at, key=key)
        made = Checkpoint.objects.create(
            number=head.number, digest=head.digest, at=at, key=key, signature=sign(said)
        )
        transaction.on_commit(lambda: _witness(made))
    return made


def record_reading(act: Act, *, by: Actor, named: str, what: Mapping[str, Any]) -> None:
    """Remember that somebody looked at, or took away, what is sensitive."""
    record(act, by=by, named=named, after=what)


def record_export(*, by: Actor, what: Mapping[str, Any]) -> None:
    """Remember who took a copy of the log away."""
    record_reading(EXPORT, by=by, named=_("审计记录"), what=what)


def purge(*, by: Actor) -> tuple[Gap, ...]:
    """Delete entries whose time is over, leaving signed gaps. A log with a fault stays as it is."""
    check_keep_log(by)
    with transaction.atomic():
        Head.objects.select_for_update().get_or_create(pk=1)
        if not examined().is_whole:
            raise Refused(
                "audit.not_whole",
                reason=_("审计记录核验没有通过，现在不能清理"),
                remedy=_("先到「核验」页看是哪一条，保留原样并上报。"),
            )
        made = tuple(_make_gap(run) for run in _runs(_overdue(clock.now())))
        if made:
            spans = [f"{gap.first}～{gap.last}" for gap in made]
            record(PURGE, by=by, named=_("审计记录"), after={"已清理": spans})
    return made


def months_before(moment: datetime, *, months: int) -> datetime:
    """The same day and time some months ago; the last day of the month where it is shorter."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


Piece = tuple[int, str, str]


def _overdue(now: datetime) -> Iterator[Piece]:
    """Number, link and digest of every entry that need not be kept any longer."""
    limits: dict[str, datetime] = {}
    old = Entry.objects.filter(at__lt=months_before(now, months=LEAST_MONTHS)).order_by("number")
    columns = ("number", "previous", "digest", "act", "at")
    for number, previous, digest, act, at in old.values_list(*columns):
        if act not in limits:
            limits[act] = months_before(now, months=act_of(act).kept_months)
        if at < limits[act]:
            yield number, previous, digest


def _runs(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Entries that stand next to each other."""
    run: list[Piece] = []
    for piece in pieces:
        if run and piece[0] != run[-1][0] + 1:
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _make_gap(run: list[Piece]) -> Gap:
    first, last = run[0], run[-1]
    gap = Gap(
        first=first[0],
        last=last[0],
        previous=first[1],
        digest=last[2],
        at=clock.now(),
        key=public_key(),
    )
    gap.signature = sign(anchors.gap_statement(gap))
    gap.save(force_insert=True)
    Entry.objects.filter(number__range=(gap.first, gap.last)).delete()
    return gap


def _witness(checkpoint: Checkpoint) -> None:
    """Append to the file beside the database, and see it on the disk."""
    with anchors.witness_path().open("a", encoding="utf-8") as file:
        file.write(f"{anchors.text_of(checkpoint)}\n")
        file.flush()
        os.fsync(file.fileno())
