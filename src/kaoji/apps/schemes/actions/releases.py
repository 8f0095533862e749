"""Releasing by two: one asks, another releases. What has been released is never changed."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kaoji.apps.audit.actions import record
from kaoji.apps.schemes import audit_types as acts
from kaoji.apps.schemes.actions.drafts import check_number, lock
from kaoji.apps.schemes.models import OwnScheme, ReleaseState, SchemeRelease
from kaoji.apps.schemes.permissions import DRAFT, RELEASE, check, check_own
from kaoji.apps.schemes.queries import study_of_draft
from kaoji.apps.schemes.store import digest_of, path_of
from kaoji.apps.schemes.study import Study
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused


def ask_release(*, by: Actor, scheme: OwnScheme, number: int) -> SchemeRelease:
    """Ask for the draft as it stands to be released: without errors, every worked case right."""
    check(by, right=DRAFT)
    with transaction.atomic():
        scheme = lock(by, scheme=scheme)
        check_number(scheme, number=number)
        wording = scheme.texts.get(number=scheme.number)
        found = study_of_draft(by, text=wording.text, with_cases=True)
        version = _releasable(scheme, found=found)
        try:
            with transaction.atomic():
                made: SchemeRelease = SchemeRelease.objects.create(
                    organisation_id=scheme.organisation_id, scheme=scheme, wording=wording,
                    version=version, title=scheme.title, digest=wording.digest,
                    state=ReleaseState.ASKED, asked_by_id=by.person_key or 0,
                    asked_by_name=by.shown, asked_at=clock.now(),
                )  # fmt: skip
        except IntegrityError:
            raise Refused(
                "already-asked",
                reason=_("这套方案已有一版在等发布"),
                remedy=_("请先请人发布或退回那一版"),
            ) from None
        record(acts.ASK_RELEASE, by=by, of=made, after={"版本": version, "校验值": made.digest})
    return made


def _releasable(scheme: OwnScheme, *, found: Study) -> str:
    """The version of a draft that may be released."""
    if not found.is_sound or found.scheme is None:
        raise Refused(
            "draft-has-errors",
            reason=_("方案还有 {n} 处错误").format(n=found.error_count),
            remedy=_("请按检查栏逐处改好再送审"),
        )
    if found.scheme.id != scheme.key:
        raise Refused(
            "key-differs",
            reason=_("正文里的编号是“{found}”，这份方案是“{key}”").format(
                found=found.scheme.id, key=scheme.key
            ),
            remedy=_("请把正文开头的编号改回来"),
        )
    version = found.scheme.version
    if scheme.releases.filter(version=version, state=ReleaseState.RELEASED).exists():
        raise Refused(
            "version-taken",
            reason=_("{version} 版已经发布过，发布了的不能再改").format(version=version),
            remedy=_("请在正文开头把版本改成新的"),
        )
    return version


def release(*, by: Actor, asked: SchemeRelease) -> SchemeRelease:
    """Release what somebody else has asked for."""
    check(by, right=RELEASE)
    with transaction.atomic():
        asked = _asked(by, asked=asked)
        if asked.asked_by_id == by.person_key:
            raise Refused(
                "released-by-asker",
                reason=_("送审的人不能自己发布"),
                remedy=_("请绩效办另一位同事核对后发布"),
            )
        if digest_of(asked.wording.text) != asked.digest:
            raise Refused("scheme-changed", reason=_("正文与送审时不同"))
        _settle(asked, by=by, state=ReleaseState.RELEASED)
        record(
            acts.RELEASE_SCHEME, by=by, of=asked,
            after={"编号": asked.reference, "校验值": asked.digest, "送审": asked.asked_by_name},
        )  # fmt: skip
    path_of(asked)
    return asked


def decline(*, by: Actor, asked: SchemeRelease, reason: str) -> None:
    """Send it back with the reason; whoever asked may also take it back so."""
    check(by, right=RELEASE)
    if not reason.strip():
        raise Refused("text-missing", reason=_("没有填写退回原因"), field="reason")
    with transaction.atomic():
        asked = _asked(by, asked=asked)
        asked.reason = reason.strip()[:300]
        _settle(asked, by=by, state=ReleaseState.DECLINED)
        record(acts.DECLINE_RELEASE, by=by, of=asked, reason=asked.reason)


def _asked(by: Actor, *, asked: SchemeRelease) -> SchemeRelease:
    check_own(by, asked)
    found: SchemeRelease = SchemeRelease.objects.select_for_update(of=("self",)).select_related(
        "scheme", "wording"
    ).get(pk=asked.pk)  # fmt: skip
    if found.state != ReleaseState.ASKED:
        raise Refused(
            "not-asked",
            reason=_("这一版已经办过：{state}").format(state=found.get_state_display()),
            remedy=_("请看版本页上是谁、什么时候办的"),
        )
    return found


def _settle(asked: SchemeRelease, *, by: Actor, state: ReleaseState) -> None:
    asked.state = state
    asked.settled_by_id, asked.settled_by_name = by.person_key, by.shown
    asked.settled_at = clock.now()
    asked.save()
