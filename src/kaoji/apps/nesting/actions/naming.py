"""Naming the scoring that feeds an input, another one in its place, and none any more."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.actions.common import (
    check_not_settled,
    locked_cycle,
    name_of,
    told,
)
from kaoji.apps.appraisals.enums import RunState
from kaoji.apps.appraisals.models import Cycle, Run
from kaoji.apps.appraisals.permissions import check, check_own
from kaoji.apps.audit.actions import record
from kaoji.apps.nesting import audit_types as acts
from kaoji.apps.nesting.declared import Declared, declared_in
from kaoji.apps.nesting.enums import FeedState, Mapping
from kaoji.apps.nesting.models import Feed
from kaoji.apps.nesting.permissions import NAME
from kaoji.apps.nesting.queries import is_of_scheme
from kaoji.apps.nesting.standings import fed_by
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused


@dataclass(frozen=True, slots=True)
class FeedShape:
    """What is named: for which input, which scoring, subjects brought to units how, by what."""

    key: str
    run: Run
    mapping: Mapping
    basis: str


def name_feed(*, by: Actor, cycle: Cycle, shape: FeedShape) -> Feed:
    """The office names the scoring; one that was named before is replaced by it."""
    check(by, right=NAME)
    check_own(by, cycle, shape.run)
    basis = told(shape.basis, field="basis", what=_("依据"))
    with transaction.atomic():
        _lock_both(cycle, run=shape.run)
        cycle = locked_cycle(by, cycle=cycle)
        check_not_settled(cycle)
        wanted = _wanted(cycle, key=shape.key)
        _check_fits(by, cycle=cycle, run=shape.run, wanted=wanted)
        _check_no_circle(cycle, run=shape.run)
        if shape.mapping not in wanted.mappings:
            raise Refused(
                "mapping-unfit",
                reason=_("方案没有给“{key}”写明这样的关系").format(key=wanted.key),
                remedy=_("请选列出的对应办法"),
                field="mapping",
            )
        before = cycle.feeds.filter(key=wanted.key, state=FeedState.NAMED).first()
        if before is not None:
            _check_differs(before, shape=shape)
            _close(before, by=by, state=FeedState.REPLACED, why=basis)
        last = cycle.feeds.aggregate(last=Max("number"))["last"] or 0
        made: Feed = Feed.objects.create(
            organisation_id=cycle.organisation_id, cycle=cycle, number=last + 1, key=wanted.key,
            scheme_key=wanted.scheme_key, take=wanted.take, relation=wanted.relation,
            mapping=shape.mapping, run=shape.run, basis=basis, at=clock.now(),
            by_name=name_of(by),
        )  # fmt: skip
        after = {"run": str(shape.run), "digest": shape.run.digest, "mapping": str(shape.mapping)}
        old = None if before is None else {"run": str(before.run)}
        record(acts.NAME, by=by, of=made, before=old, after=after, reason=basis)
    return made


def end_feed(*, by: Actor, feed: Feed, why: str) -> Feed:
    """From now on nothing feeds the input."""
    check(by, right=NAME)
    check_own(by, feed)
    why = told(why, field="why", what=_("为什么停用"))
    with transaction.atomic():
        cycle = locked_cycle(by, cycle=feed.cycle)
        check_not_settled(cycle)
        found: Feed = Feed.objects.select_for_update().get(pk=feed.pk)
        if found.state != FeedState.NAMED:
            raise Refused(
                "ended-already",
                reason=_("这一项已经是“{state}”").format(state=found.get_state_display()),
                remedy=_("请看它现在的情况"),
            )
        _close(found, by=by, state=FeedState.ENDED, why=why)
        record(acts.END, by=by, of=found, after={"state": found.state}, reason=why)
    return found


def _close(feed: Feed, *, by: Actor, state: FeedState, why: str) -> None:
    feed.state, feed.ended_at, feed.ended_name = state, clock.now(), name_of(by)
    feed.why_ended = why
    feed.save(update_fields=("state", "ended_at", "ended_name", "why_ended"))


def _wanted(cycle: Cycle, *, key: str) -> Declared:
    found = next((one for one in declared_in(cycle) if one.key == key), None)
    if found is None:
        raise Refused(
            "not-fed",
            reason=_("{scheme}没有写“{key}”由别的方案供给").format(scheme=cycle.scheme, key=key),
            remedy=_("请选方案写明引用的一项"),
            field="key",
        )
    if not found.can_be_named:
        raise Refused(
            "take-unfit",
            reason=_("方案对“{key}”取的是“{take}”，经“{relation}”").format(
                key=key, take=found.take, relation=found.relation or "—"
            ),
            remedy=_("目前只能按上级或登记的关系取总分和等次；其余请作为数据填报"),
            field="key",
        )
    return found


def _check_fits(by: Actor, *, cycle: Cycle, run: Run, wanted: Declared) -> None:
    """A scoring that came to something, of the declared scheme, in the declared period."""
    child = run.cycle
    if run.state != RunState.DONE or not run.digest:
        raise Refused(
            "run-not-done",
            reason=_("{run}没有算出结果").format(run=run),
            remedy=_("请选已经计分、封存的一次"),
            field="run",
        )
    if not is_of_scheme(by, run=run, key=wanted.scheme_key):
        raise Refused(
            "scheme-unfit",
            reason=_("“{key}”引用的方案是{wanted}，{cycle}按{other}考核").format(
                key=wanted.key, wanted=wanted.title, cycle=child, other=run.scored_by
            ),
            remedy=_("请选按所引用的方案、或以它为底本的方案考核的"),
            field="run",
        )
    if child.period != wanted.period:
        raise Refused(
            "period-unfit",
            reason=_("“{key}”要 {wanted} 的结果，{cycle}是 {period} 的").format(
                key=wanted.key, wanted=wanted.period, cycle=child, period=child.period
            ),
            remedy=_("请选同一周期的考核"),
            field="run",
        )
    if child.is_trial and not cycle.is_trial:
        raise Refused(
            "trial-feeds-none",
            reason=_("{cycle}是试运行").format(cycle=child),
            remedy=_("试运行的结果只能供给试运行的考核"),
            field="run",
        )


def _lock_both(cycle: Cycle, *, run: Run) -> None:
    """The older cycle first: two who name each other's at once neither wait for ever nor both
    succeed.
    """
    for key in sorted({cycle.pk, run.cycle_id}):
        Cycle.objects.select_for_update().get(pk=key)


def _check_no_circle(cycle: Cycle, *, run: Run) -> None:
    """A cycle never feeds itself, nor one that feeds it."""
    if run.cycle_id == cycle.pk or cycle.pk in fed_by(run.cycle):
        raise Refused(
            "circular-feed",
            reason=_("{child}自己就采用{cycle}的结果").format(child=run.cycle, cycle=cycle),
            remedy=_("两次考核不能互相供数：请先停用其中一处"),
            field="run",
        )


def _check_differs(before: Feed, *, shape: FeedShape) -> None:
    if before.run_id == shape.run.pk and before.mapping == shape.mapping:
        raise Refused(
            "named-already",
            reason=_("采用的已经是{run}").format(run=before.run),
            remedy=_("要换，请选另一次计分或另一种对应办法"),
            field="run",
        )
