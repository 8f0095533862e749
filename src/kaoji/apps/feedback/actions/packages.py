"""Asking for a package, and making it in the background. What was made stays as it is."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.actions.common import check_latest, locked_cycle, name_of
from kaoji.apps.appraisals.models import Cycle, Run
from kaoji.apps.appraisals.permissions import check, check_own
from kaoji.apps.appraisals.publishing_enums import FinalState
from kaoji.apps.audit.actions import record
from kaoji.apps.feedback import audit_types as acts
from kaoji.apps.feedback.actions.common import standing_final
from kaoji.apps.feedback.enums import PackageKind, PackageState
from kaoji.apps.feedback.models import Feedback, Package
from kaoji.apps.feedback.packing import Packed, Progress, letters_package, meeting_package
from kaoji.apps.feedback.permissions import MAKE_PACKAGE, PREPARE
from kaoji.web import clock
from kaoji.web.actor import THE_SYSTEM, Actor
from kaoji.web.files import stored
from kaoji.web.jobs.queue import ask_for
from kaoji.web.refusals import Refused

JOB = "feedback.make_package"


def job_key(package: Package) -> str:
    """What names the job that makes a package."""
    return f"package-{package.pk}"


def ask_for_package(*, by: Actor, run: Run) -> Package:
    """Ask for the papers of the last run."""
    check(by, right=MAKE_PACKAGE)
    check_own(by, run)
    with transaction.atomic():
        cycle = locked_cycle(by, cycle=run.cycle)
        check_latest(run)
        return _asked(by, cycle=cycle, run=run, kind=PackageKind.MEETING)


def ask_for_letters(*, by: Actor, feedback: Feedback) -> Package:
    """Ask for the papers of a final result in one file, as far as they are."""
    check(by, right=PREPARE)
    check_own(by, feedback)
    with transaction.atomic():
        cycle = locked_cycle(by, cycle=feedback.final.cycle)
        final = standing_final(feedback.final)
        return _asked(by, cycle=cycle, run=final.run, kind=PackageKind.LETTERS)


def _asked(by: Actor, *, cycle: Cycle, run: Run, kind: PackageKind) -> Package:
    if cycle.packages.filter(state=PackageState.QUEUED, kind=kind).exists():
        raise Refused(
            "package-under-way",
            reason=_("上一份{kind}还没有做好").format(kind=kind.label),
            remedy=_("请稍候，做好后再做新的"),
        )
    last = cycle.packages.aggregate(last=Max("number"))["last"] or 0
    made: Package = Package.objects.create(
        organisation_id=cycle.organisation_id, cycle=cycle, run=run, number=last + 1,
        kind=kind, asked_at=clock.now(), by_name=name_of(by),
    )  # fmt: skip
    record(acts.ASK_FOR_PACKAGE, by=by, of=made, after={"run": run.number, "kind": str(kind)})
    ask_for(JOB, key=job_key(made), payload={"package": made.pk}, by=by)
    return made


def make_package(package_key: int, *, report: Progress) -> Package:
    """Make what was asked for; what is made already stays as it is."""
    package: Package = Package.objects.select_related("run__cycle__scheme").get(pk=package_key)
    if package.state != PackageState.QUEUED:
        return package
    try:
        made = _made(package, report=report)
    except Refused as fault:
        return _failed(package, why=str(fault))
    return _done(package, made=made)


def _made(package: Package, *, report: Progress) -> Packed:
    if package.kind == PackageKind.MEETING:
        return meeting_package(package.run, report=report)
    final = package.run.finals.filter(state=FinalState.FINAL).first()
    if final is None:
        raise Refused("final-not-standing", reason=_("定稿已撤回或正在撤回"))
    return letters_package(final, report=report)


def _done(package: Package, *, made: Packed) -> Package:
    with transaction.atomic():
        digest = stored(made.content)
        package.state, package.digest, package.size = PackageState.DONE, digest, len(made.content)
        package.files, package.done_at = made.count, clock.now()
        package.save(update_fields=("state", "digest", "size", "files", "done_at"))
        told = {"digest": digest, "files": made.count}
        record(acts.MAKE_PACKAGE, by=_system_of(package), of=package, after=told)
    return package


def _failed(package: Package, *, why: str) -> Package:
    with transaction.atomic():
        package.state, package.fault = PackageState.FAILED, why[:500]
        package.done_at = clock.now()
        package.save(update_fields=("state", "fault", "done_at"))
        told = {"fault": package.fault}
        record(acts.MAKE_PACKAGE, by=_system_of(package), of=package, after=told)
    return package


def _system_of(package: Package) -> Actor:
    return Actor(THE_SYSTEM.username, THE_SYSTEM.name, package.organisation_id)


def note_download(*, by: Actor, package: Package) -> None:
    """Remember that somebody took a package."""
    record(acts.DOWNLOAD_PACKAGE, by=by, of=package, after={"digest": package.digest})
