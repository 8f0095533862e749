"""What was accepted becomes rows of the office's own sheet, once; who claims nothing says so."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.actions.common import locked_cycle
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.permissions import check, check_own
from kaoji.apps.audit.actions import record
from kaoji.apps.claims import audit_types as acts
from kaoji.apps.claims.models import Claim, ClaimState
from kaoji.apps.claims.permissions import DECIDE
from kaoji.apps.facts import actions as facts
from kaoji.apps.facts.models import CollectionTask, TaskList
from kaoji.apps.facts.shapes import STATE
from kaoji.apps.organisation.models import Unit
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused
from kaoji.web.roles import OFFICE


def collect(
    *, by: Actor, cycle: Cycle, key: str, plan_paper: str, plan_item: str
) -> CollectionTask:
    """Make the sheet of a list from what was accepted, and send it to be signed."""
    check(by, right=DECIDE)
    check_own(by, cycle)
    with transaction.atomic():
        cycle = locked_cycle(by, cycle=cycle)
        claims = list(cycle.claims.filter(key=key))
        _check_decided(claims)
        task = _opened(by, cycle=cycle, key=key, plan_paper=plan_paper, plan_item=plan_item)
        asked = task.lists.get()
        accepted = sorted(
            (one for one in claims if one.state == ClaimState.ACCEPTED), key=lambda one: one.number
        )
        for one in accepted:
            _enter(by, claim=one, asked=asked)
        _say_nothing_of_others(by, task=task, asked=asked, accepted=accepted)
        task.refresh_from_db()
        facts.submit(by=by, task=task, version=task.version)
        record(acts.COLLECT, by=by, of=task, after={"key": key, "rows": len(accepted)})
    return task


def _check_decided(claims: list[Claim]) -> None:
    waiting = [one for one in claims if one.state == ClaimState.SENT]
    if waiting:
        raise Refused(
            "claims-open",
            reason=_("还有 {count} 件申报没有认定：{first}").format(
                count=len(waiting), first=waiting[0]
            ),
            remedy=_("请先逐件认定，再汇入数据"),
        )
    if any(one.row_id for one in claims):
        raise Refused(
            "collected-already",
            reason=_("这一项申报已经汇入数据"),
            remedy=_("以后的改动请在数据里更正，写明原因"),
        )


def _opened(
    by: Actor, *, cycle: Cycle, key: str, plan_paper: str, plan_item: str
) -> CollectionTask:
    units = Unit.objects.of(by).filter(pk__in=cycle.units.values("unit"))
    plan = facts.TaskPlan(
        title=_("{group}{key}认定").format(group=cycle.group_name, key=key.rsplit("/", 1)[-1]),
        plan_paper=plan_paper,
        plan_item=plan_item,
        scheme=cycle.scheme,
        supplier=_home_of(by),
        period=cycle.period,
        opens_on=clock.today(),
        window_days=1,
        columns=(),
        lists=(key,),
        units=tuple(units),
    )
    task = facts.draft_task(by=by, plan=plan)
    facts.open_task(by=by, task=task, version=task.version)
    task.refresh_from_db()
    return task


def _home_of(by: Actor) -> Unit:
    """The performance office, where whoever collects holds a post."""
    found: Unit | None = Unit.objects.of(by).filter(pk__in=by.units_with(OFFICE)).first()
    if found is None:
        raise Refused("not-allowed", reason=_("您今天没有在绩效办任职"))
    return found


def _enter(by: Actor, *, claim: Claim, asked: TaskList) -> None:
    typed = facts.RowTyped(claim.unit_id, claim.cells | _confirmed(asked))
    claim.row = facts.add_row(by=by, asked=asked, typed=typed, once=f"claim-{claim.pk}")
    claim.save(update_fields=("row",))


def _say_nothing_of_others(
    by: Actor, *, task: CollectionTask, asked: TaskList, accepted: list[Claim]
) -> None:
    named = {one.unit_id for one in accepted}
    silent = [one.unit_id for one in task.units.all() if one.unit_id not in named]
    if silent:
        once = f"claims-nil-{asked.pk}"
        facts.declare(by=by, asked=asked, unit_keys=silent, mark="nil", once=once)


def _confirmed(asked: TaskList) -> dict[str, str]:
    """What makes a row count, where the list asks for it."""
    has_state = any(one["name"] == STATE for one in asked.columns)
    return {STATE: "已认定"} if has_state else {}
