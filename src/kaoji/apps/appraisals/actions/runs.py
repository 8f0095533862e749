"""Asking for a scoring, and carrying it out in the background. A run is written once."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kaoji.apps.appraisals import audit_types as acts
from kaoji.apps.appraisals.actions.common import is_reopened, locked_cycle
from kaoji.apps.appraisals.enums import RunState, StageKind, StageState
from kaoji.apps.appraisals.fed import remember_taken
from kaoji.apps.appraisals.inputs import inputs_of
from kaoji.apps.appraisals.models import Cycle, Run, Standing
from kaoji.apps.appraisals.permissions import SCORE as MAY_SCORE
from kaoji.apps.appraisals.permissions import check, check_own
from kaoji.apps.appraisals.scoring import NotScoredError, Scoring, Texts, carried_out
from kaoji.apps.audit.actions import record
from kaoji.apps.facts.models import PinnedScheme
from kaoji.apps.facts.sheets import pack_named
from kaoji.apps.schemes.shelf import name_for_run
from kaoji.web import clock
from kaoji.web.actor import THE_SYSTEM, Actor
from kaoji.web.jobs.queue import ask_for
from kaoji.web.refusals import Refused

#: The job that carries a run out.
JOB = "appraisals.carry_out_run"
#: Stages in which nothing is scored any more: what was decided stands.
_TOO_LATE = (StageKind.FINAL, StageKind.FEEDBACK, StageKind.IMPROVE, StageKind.ARCHIVE)


def ask_for_run(*, by: Actor, cycle: Cycle, reason: str) -> Run:
    """Freeze what goes in as it is now, and ask for the scoring."""
    check(by, right=MAY_SCORE)
    check_own(by, cycle)
    if not reason.strip():
        raise Refused("text-missing", reason=_("没有写明为什么计分"), field="reason")
    with transaction.atomic():
        cycle = locked_cycle(by, cycle=cycle)
        _check_may_score(cycle)
        _check_scheme(cycle.scheme)
        texts, count = inputs_of(by, cycle=cycle)
        last = cycle.runs.aggregate(last=Max("number"))["last"] or 0
        made: Run = Run.objects.create(
            organisation_id=cycle.organisation_id,
            cycle=cycle,
            number=last + 1,
            scheme=cycle.scheme,
            reason=reason.strip(),
            asked_at=clock.now(),
            by_name=by.shown,
            facts=texts.facts,
            subjects=texts.subjects,
            given=texts.given,
            facts_count=count,
        )
        remember_taken(made)
        record(acts.ASK_FOR_RUN, by=by, of=made, after={"reason": made.reason, "facts": count})
        ask_for(JOB, key=f"run-{made.pk}", payload={"run": made.pk}, by=by)
    return made


def _check_may_score(cycle: Cycle) -> None:
    late = cycle.stages.filter(kind__in=_TOO_LATE).exclude(state=StageState.WAITING).first()
    if late is not None and not is_reopened(cycle):
        raise Refused(
            "already-decided",
            reason=_("已经进入“{stage}”，不能再计分").format(stage=late.get_kind_display()),
            remedy=_("定稿以后的改动要先撤回定稿"),
        )
    if cycle.runs.filter(state=RunState.QUEUED).exists():
        raise Refused(
            "run-under-way", reason=_("上一次计分还没有算完"), remedy=_("请稍候，算完后再计")
        )


def _check_scheme(scheme: PinnedScheme) -> None:
    """Score by what was pinned, or not at all."""
    if pack_named(scheme.pack, owner=scheme.organisation_id).digest != scheme.digest:
        raise Refused(
            "scheme-changed",
            reason=_("方案文件与选定时不同"),
            remedy=_("请绩效办重新选定方案，另设一次考核"),
        )


def carry_out_run(run_key: int) -> Run:
    """Score a run that was asked for; one that is done stays as it is."""
    run: Run = Run.objects.select_related("scheme", "cycle__scheme").get(pk=run_key)
    if run.state != RunState.QUEUED:
        return run
    owner = run.organisation_id
    try:
        scheme = name_for_run(run.scored_by.pack, owner=owner)
        texts = Texts(scheme, run.cycle.period, run.facts, run.subjects, run.given)
        scoring = carried_out(texts)
    except (NotScoredError, Refused) as fault:
        return _failed(run, why=str(fault))
    return _done(run, scoring=scoring)


def _failed(run: Run, *, why: str) -> Run:
    with transaction.atomic():
        run.state, run.fault, run.done_at = RunState.FAILED, why[:500], clock.now()
        run.save(update_fields=("state", "fault", "done_at"))
        record(acts.CARRY_OUT_RUN, by=_system_of(run), of=run, after={"fault": run.fault})
    return run


def _done(run: Run, *, scoring: Scoring) -> Run:
    ranks = _ranks_before(run)
    units = dict(run.cycle.units.values_list("name", "unit_id"))
    with transaction.atomic():
        for order, one in enumerate(scoring.found, start=1):
            Standing.objects.create(
                organisation_id=run.organisation_id,
                run=run,
                unit_id=units.get(one.subject),
                order=order,
                subject=one.subject,
                name=one.name,
                status=one.status,
                exact=one.exact,
                shown=one.shown,
                worst=one.worst,
                best=one.best,
                rank=one.rank,
                last_rank=ranks.get(one.subject),
                grade=one.grade,
                account=one.account,
            )
        run.state, run.result, run.seal = RunState.DONE, scoring.result, scoring.seal
        run.digest, run.done_at = scoring.digest, clock.now()
        run.save(update_fields=("state", "result", "seal", "digest", "done_at"))
        record(
            acts.CARRY_OUT_RUN,
            by=_system_of(run),
            of=run,
            after={"digest": run.digest, "units": len(scoring.found)},
        )
    return run


def _system_of(run: Run) -> Actor:
    return Actor(THE_SYSTEM.username, THE_SYSTEM.name, run.organisation_id)


def _ranks_before(run: Run) -> dict[str, int | None]:
    """The ranks of the cycle of the same scheme and group a period earlier, as last scored."""
    from kaoji.apps.facts.sheets import period_before

    earlier = (
        Run.objects.filter(
            organisation_id=run.organisation_id,
            cycle__group=run.cycle.group,
            cycle__period=period_before(run.cycle.period),
            cycle__is_trial=False,
            state=RunState.DONE,
        )
        .order_by("-cycle__number", "-number")
        .first()
    )
    return {} if earlier is None else dict(earlier.standings.values_list("subject", "rank"))
