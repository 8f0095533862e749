"""The only writers of this room: proposing, confirming, making, dropping, inspecting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.actions.common import check_second, locked_cycle, name_of
from kaoji.apps.appraisals.archived import carried_from
from kaoji.apps.appraisals.enums import CycleState, StageKind, StageState
from kaoji.apps.appraisals.models import Cycle, Run
from kaoji.apps.appraisals.permissions import check, check_own
from kaoji.apps.appraisals.publishing_enums import FinalState
from kaoji.apps.archiving import audit_types as acts
from kaoji.apps.archiving.enums import ALIVE, ArchiveState
from kaoji.apps.archiving.inspecting import faults_in
from kaoji.apps.archiving.models import Archive, Inspection
from kaoji.apps.archiving.packing import Package, Telling, packed
from kaoji.apps.archiving.permissions import CONFIRM, DOWNLOAD, INSPECT, PROPOSE
from kaoji.apps.archiving.readiness import missing
from kaoji.apps.audit.actions import record
from kaoji.apps.documents.enums import Retention
from kaoji.apps.documents.models import Paper
from kaoji.web import clock
from kaoji.web.actor import THE_SYSTEM, Actor
from kaoji.web.files import read_back, stored
from kaoji.web.jobs.models import Job
from kaoji.web.jobs.models import State as JobState
from kaoji.web.jobs.queue import ask_for
from kaoji.web.refusals import Refused

#: The job that makes the package.
JOB = "archiving.pack"
#: What is asked of the result of an appraisal.
RETENTIONS = (Retention.PERMANENT, Retention.THIRTY)


@dataclass(frozen=True, slots=True)
class ArchiveShape:
    """How long it is kept, what is said of it, and papers that no room has made."""

    retention: Retention
    note: str = ""
    papers: Sequence[Paper] = ()


def propose(*, by: Actor, cycle: Cycle, shape: ArchiveShape) -> Archive:
    """Propose to archive a cycle of which nothing is open."""
    check(by, right=PROPOSE)
    check_own(by, cycle, *shape.papers)
    if shape.retention not in RETENTIONS:
        raise Refused(
            "retention-too-short",
            reason=_("考核结果的保管期限是永久或 30 年"),
            field="retention",
        )
    chosen = sorted(one.pk for one in shape.papers)
    with transaction.atomic():
        cycle = locked_cycle(by, cycle=cycle)
        if cycle.archives.filter(state__in=ALIVE).exists():
            raise Refused("archive-under-way", reason=_("归档已经提请，正待第二人确认"))
        run = _checked(cycle, chosen=chosen)
        made: Archive = Archive.objects.create(
            organisation_id=cycle.organisation_id, cycle=cycle, run=run,
            retention=shape.retention, note=shape.note.strip(), paper_keys=chosen,
            proposed_by=by.person_key or 0, proposed_name=name_of(by), proposed_at=clock.now(),
        )  # fmt: skip
        told = {"run": run.number, "retention": made.retention, "papers": len(chosen)}
        record(acts.PROPOSE, by=by, of=made, after=told)
    return made


def _checked(cycle: Cycle, *, chosen: list[int]) -> Run:
    """The final run of a cycle that misses nothing."""
    found = missing(cycle, chosen=chosen)
    if found:
        raise Refused(
            "archive-not-ready",
            reason=_("还有 {count} 件没有办完：{first}").format(
                count=len(found), first="；".join(found[:3])
            ),
            remedy=_("请照归档页列出的逐件办完"),
        )
    run: Run = cycle.finals.get(state=FinalState.FINAL).run
    return run


def drop(*, by: Actor, archive: Archive) -> Archive:
    """What was proposed is not archived; nor what could not be made, however often it was tried."""
    check(by, right=PROPOSE)
    with transaction.atomic():
        found = _locked(by, archive=archive, states=(ArchiveState.PROPOSED, ArchiveState.PACKING))
        if found.state == ArchiveState.PACKING:
            if not is_given_up(found):
                raise Refused(
                    "packing-under-way",
                    reason=_("归档包正在后台制作"),
                    remedy=_("请等它做完；没有做成的会写明原因"),
                )
            _reopen(found)
        found.state = ArchiveState.DROPPED
        found.save(update_fields=("state",))
        record(acts.DROP, by=by, of=found)
    return found


def is_given_up(archive: Archive) -> bool:
    """Whether the background has tried often enough."""
    return Job.objects.filter(kind=JOB, key=key_of(archive), state=JobState.FAILED).exists()


def key_of(archive: Archive) -> str:
    """Which piece of work makes the package."""
    return f"archive-{archive.pk}"


def confirm(*, by: Actor, archive: Archive) -> Archive:
    """The second person; from now on nothing of the cycle changes, and the package is made."""
    check(by, right=CONFIRM)
    with transaction.atomic():
        check_own(by, archive)
        cycle = locked_cycle(by, cycle=archive.cycle)
        found = _locked(by, archive=archive, states=(ArchiveState.PROPOSED,))
        second = check_second(by, first=found.proposed_by)
        found.run = _checked(cycle, chosen=found.paper_keys)
        found.state, found.confirmed_by = ArchiveState.PACKING, second
        found.confirmed_name, found.confirmed_at = name_of(by), clock.now()
        found.state_before = cycle.state
        told = {"run": found.run.number, "digest": found.run.digest}
        found.last_entry = record(acts.CONFIRM, by=by, of=found, after=told).number
        found.save(
            update_fields=("run", "state", "confirmed_by", "confirmed_name", "confirmed_at",
                           "state_before", "last_entry"),
        )  # fmt: skip
        _move(cycle, state=CycleState.ARCHIVING)
        ask_for(JOB, key=key_of(found), payload={"archive": found.pk}, by=by)
    return found


def pack(archive_key: int, *, telling: Telling) -> Archive:
    """Make the package of a confirmed archive; one that is made stays as it is."""
    archive: Archive = Archive.objects.select_related("cycle__scheme", "run").get(pk=archive_key)
    if archive.state != ArchiveState.PACKING:
        return archive
    try:
        package = packed(archive, telling=telling)
    except Refused as fault:
        return _failed(archive, why=str(fault))
    return _done(archive, package=package)


def _system_of(archive: Archive) -> Actor:
    return Actor(THE_SYSTEM.username, THE_SYSTEM.name, archive.organisation_id)


def _failed(archive: Archive, *, why: str) -> Archive:
    """The cycle is what it was before; somebody sees to it and proposes again."""
    with transaction.atomic():
        found = _still_packing(archive)
        if found is None:
            return archive
        _reopen(found)
        found.state, found.fault = ArchiveState.FAILED, why[:500]
        found.save(update_fields=("state", "fault"))
        record(acts.FAIL, by=_system_of(found), of=found, reason=found.fault)
    return found


def _reopen(archive: Archive) -> None:
    _move(archive.cycle, state=CycleState(archive.state_before))


def _done(archive: Archive, *, package: Package) -> Archive:
    """The file first: what no row names is no archive. Then all at once."""
    digest = stored(package.content)
    with transaction.atomic():
        found = _still_packing(archive)
        if found is None:
            return archive
        found.state, found.done_at, found.digest = ArchiveState.DONE, clock.now(), digest
        found.size, found.files = len(package.content), package.files
        found.carried = list(carried_from(found.cycle))
        found.save(update_fields=("state", "done_at", "digest", "size", "files", "carried"))
        _end_stage(found)
        _move(found.cycle, state=CycleState.ARCHIVED)
        told = {"digest": digest, "files": len(found.files), "carried": len(found.carried)}
        record(acts.PACK, by=_system_of(found), of=found, after=told)
    return found


def _still_packing(archive: Archive) -> Archive | None:
    """Under lock; nothing where somebody else was quicker, or has given it up."""
    Cycle.objects.select_for_update().get(pk=archive.cycle_id)
    found: Archive = (
        Archive.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=archive.pk)
    )
    return found if found.state == ArchiveState.PACKING else None


def _end_stage(archive: Archive) -> None:
    stage = archive.cycle.stages.filter(kind=StageKind.ARCHIVE).first()
    if stage is not None:
        stage.state, stage.done_at = StageState.DONE, archive.done_at
        stage.by_name = archive.confirmed_name
        stage.note = _("归档包 {digest}").format(digest=archive.digest[:16])
        stage.save(update_fields=("state", "done_at", "by_name", "note"))


def _move(cycle: Cycle, *, state: CycleState) -> None:
    cycle.state = state
    cycle.version += 1
    cycle.save(update_fields=("state", "version"))


def _locked(by: Actor, *, archive: Archive, states: Sequence[ArchiveState]) -> Archive:
    check_own(by, archive)
    Cycle.objects.select_for_update().get(pk=archive.cycle_id)
    found: Archive = (
        Archive.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=archive.pk)
    )
    if found.state not in states:
        raise Refused(
            "archive-not-in-this-state",
            reason=_("归档现在是“{state}”").format(state=found.get_state_display()),
            remedy=_("可能有人已经办过，请看它现在的情况"),
        )
    return found


def download(*, by: Actor, archive: Archive) -> bytes:
    """The package as it was made; one that was altered is not handed out."""
    check(by, right=DOWNLOAD)
    check_own(by, archive)
    content = read_back(archive.digest) if archive.state == ArchiveState.DONE else None
    if content is None:
        raise Refused(
            "package-altered",
            reason=_("归档包不在盘上，或与归档时不同"),
            remedy=_("请核对归档包，由系统管理员从备份恢复"),
        )
    record(acts.DOWNLOAD, by=by, of=archive, after={"digest": archive.digest})
    return content


def inspect(*, by: Actor, archive: Archive) -> Inspection:
    """Hold the package against its list; what was found is kept."""
    check(by, right=INSPECT)
    check_own(by, archive)
    if archive.state != ArchiveState.DONE:
        raise Refused("no-package", reason=_("还没有归档包"))
    faults = faults_in(archive)
    with transaction.atomic():
        made: Inspection = Inspection.objects.create(
            organisation_id=archive.organisation_id, archive=archive, is_same=not faults,
            faults=list(faults), by_name=name_of(by), at=clock.now(),
        )  # fmt: skip
        record(
            acts.INSPECT, by=by, of=archive, reason="；".join(faults[:5]),
            after={"is_same": made.is_same, "faults": len(faults)},
        )  # fmt: skip
    return made
