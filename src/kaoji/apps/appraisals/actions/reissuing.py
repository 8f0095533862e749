"""换版: within its year a cycle goes on by another version of its scheme.

Nothing that was scored changes: each run keeps the version that it was scored by. What was
collected under either version counts, and what the office had set goes along.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.appraisals import audit_types as acts
from kaoji.apps.appraisals.actions.common import (
    check_not_settled,
    is_reopened,
    locked_cycle,
    name_of,
    told,
)
from kaoji.apps.appraisals.enums import CycleState, RunState, StageKind, StageState
from kaoji.apps.appraisals.kinds import kinds_of
from kaoji.apps.appraisals.models import Cycle, Reissue
from kaoji.apps.appraisals.permissions import SET_UP, check, check_own
from kaoji.apps.audit.actions import record
from kaoji.apps.facts import actions as facts
from kaoji.apps.facts.models import PinnedScheme
from kaoji.apps.facts.sheets import check_pinned
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.forms import changed_meanwhile
from kaoji.web.refusals import Refused

#: Stages in which something is done with the result: the rules stay as they are.
_WITH_THE_RESULT = (
    StageKind.FOREWARN, StageKind.MEETING, StageKind.PUBLIC, StageKind.FINAL, StageKind.FEEDBACK,
    StageKind.IMPROVE, StageKind.ARCHIVE,
)  # fmt: skip


def reissue_cycle(
    *, by: Actor, cycle: Cycle, scheme: PinnedScheme, basis: str, reason: str, version: int
) -> Reissue:
    """From now on the cycle is scored by another chosen version of the same scheme."""
    check(by, right=SET_UP)
    check_own(by, scheme)
    basis = told(basis, field="basis", what=_("依据"))
    reason = told(reason, field="reason", what=_("换版原因"))
    with transaction.atomic():
        cycle = locked_cycle(by, cycle=cycle)
        if cycle.version != version:
            raise changed_meanwhile()
        _check_time(cycle)
        _check_version(cycle, scheme=scheme)
        made = _written(by, cycle=cycle, scheme=scheme, basis=basis, reason=reason)
        record(
            acts.REISSUE,
            by=by,
            of=cycle,
            before={"scheme": made.before.pack},
            after={"scheme": scheme.pack, "basis": basis, "parameters": made.carried},
            reason=reason,
        )
    return made


def _written(by: Actor, *, cycle: Cycle, scheme: PinnedScheme, basis: str, reason: str) -> Reissue:
    before = cycle.scheme
    # Scorings that were made when a cycle had one version only say which it was.
    cycle.runs.filter(scheme=None).update(scheme=before)
    cycle.scheme, cycle.version = scheme, cycle.version + 1
    cycle.save(update_fields=("scheme", "version"))
    made: Reissue = Reissue.objects.create(
        organisation_id=cycle.organisation_id,
        cycle=cycle,
        number=cycle.reissues.count() + 1,
        before=before,
        after=scheme,
        basis=basis[:200],
        reason=reason[:300],
        carried=facts.carry_parameters(by=by, before=before, after=scheme),
        at=clock.now(),
        by_name=name_of(by),
    )
    return made


def _check_time(cycle: Cycle) -> None:
    check_not_settled(cycle)
    if cycle.state in (CycleState.CLOSED, CycleState.ARCHIVED):
        raise Refused("cycle-closed", reason=_("这次考核已经结束"))
    if cycle.runs.filter(state=RunState.QUEUED).exists():
        raise Refused(
            "run-under-way", reason=_("上一次计分还没有算完"), remedy=_("请稍候，算完后再换版")
        )
    begun = cycle.stages.filter(kind__in=_WITH_THE_RESULT).exclude(state=StageState.WAITING)
    if (stage := begun.first()) is not None and not is_reopened(cycle):
        raise Refused(
            "already-decided",
            reason=_("已经进入“{stage}”，不能再换版").format(stage=stage.get_kind_display()),
            remedy=_("修订的方案从下一次考核起用"),
        )


def _check_version(cycle: Cycle, *, scheme: PinnedScheme) -> None:
    before = cycle.scheme
    if scheme.pk == before.pk:
        raise Refused(
            "same-version", reason=_("现在用的就是{scheme}").format(scheme=scheme), field="scheme"
        )
    if scheme.scheme_key != before.scheme_key:
        raise Refused(
            "another-scheme",
            reason=_("{scheme}不是{before}的另一版").format(scheme=scheme, before=before),
            remedy=_("换成另一套方案要另设一次考核"),
            field="scheme",
        )
    if scheme.ends_on is not None and scheme.ends_on < clock.today():
        raise Refused(
            "version-ended",
            reason=_("{scheme}已经停用").format(scheme=scheme),
            remedy=_("请选定还在施行的版本"),
            field="scheme",
        )
    check_pinned(scheme.pack, digest=scheme.digest, owner=scheme.organisation_id)
    if cycle.subject_kind not in kinds_of(scheme):
        raise Refused(
            "kind-gone",
            reason=_("{scheme}没有“{kind}”这一类对象").format(
                scheme=scheme, kind=cycle.subject_kind
            ),
            field="scheme",
        )
