"""日程: which units are checked on site, when, by which two or more, none of whom stands back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kaoji.apps.accounts.models import User
from kaoji.apps.appraisals.actions.common import told
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.audit.actions import record
from kaoji.apps.verification import audit_types as acts
from kaoji.apps.verification.actions.common import lock, locked_visit, short
from kaoji.apps.verification.enums import ENDED, CheckState, VisitState
from kaoji.apps.verification.models import Check, Member, Visit
from kaoji.apps.verification.permissions import ARRANGE, check, check_own
from kaoji.apps.verification.queries import verifiers_of, with_state
from kaoji.apps.verification.recusal import check_team
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused

LEAST_TEAM = 2
#: Before anybody is there a day and a team may change.
MOVABLE = (VisitState.PLANNED, VisitState.NOTIFY)
#: A team may change as long as the check goes on: somebody may have to stand back there.
UNDER_WAY = tuple(one for one in VisitState if one not in ENDED)


@dataclass(frozen=True, slots=True)
class VisitPlan:
    """When, where to, who goes."""

    on: date
    unit_keys: tuple[int, ...]
    team_keys: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class VisitChange:
    """Another day or another team, and why."""

    on: date
    team_keys: tuple[int, ...]
    reason: str
    version: int


def plan_visits(*, by: Actor, cycle: Cycle, plan: VisitPlan) -> list[Visit]:
    """One on-site check for each unit; what waits there to be looked at belongs to it."""
    check(by, right=ARRANGE)
    check_own(by, cycle)
    with transaction.atomic():
        cycle = lock(by, cycle=cycle)
        _check_day(plan.on)
        names = dict(cycle.units.values_list("unit", "name"))
        team = _team(by, keys=plan.team_keys)
        keys = list(dict.fromkeys(plan.unit_keys))
        if not keys or not set(keys) <= set(names):
            raise Refused("unit-unknown", reason=_("没有选这次考核的单位"), field="units")
        made = []
        for key in keys:
            _check_free(cycle, unit_key=key)
            made.append(_planned(by, cycle=cycle, plan=plan, unit=(key, names[key]), team=team))
    return made


def _planned(
    by: Actor, *, cycle: Cycle, plan: VisitPlan, unit: tuple[int, str], team: list[User]
) -> Visit:
    last = cycle.visits.aggregate(last=Max("number"))["last"] or 0
    made: Visit = Visit.objects.create(
        organisation_id=cycle.organisation_id, cycle=cycle, number=last + 1, unit_id=unit[0],
        unit_name=unit[1], on=plan.on,
    )  # fmt: skip
    _write_team(made, team=team)
    count = _take_what_waits(made)
    check_team(team, visit=made, on=plan.on)
    after = {"on": made.on.isoformat(), "team": [one.name for one in team], "items": count}
    record(acts.PLAN_VISIT, by=by, of=made, after=after)
    return made


def _check_day(day: date) -> None:
    if day < clock.today():
        raise Refused("day-past", reason=_("日期 {day} 已过").format(day=day), field="on")


def _team(by: Actor, *, keys: Iterable[int]) -> list[User]:
    chosen = set(keys)
    people = [person for person, _post in verifiers_of(by) if person.pk in chosen]
    if len(people) < LEAST_TEAM or len(people) != len(chosen):
        raise Refused(
            "team-too-small",
            reason=_("核查组不足 {least} 人，或有人今天不能核查").format(least=LEAST_TEAM),
            remedy=_("从绩效办、考评组、督查员里选两人以上"),
            field="team",
        )
    return people


def _check_free(cycle: Cycle, *, unit_key: int) -> None:
    found = cycle.visits.filter(unit=unit_key).exclude(state__in=ENDED).first()
    if found is not None:
        raise Refused(
            "visit-under-way",
            reason=_("{visit}还没有结束").format(visit=found),
            remedy=_("请在那一次里核，或先办完、取消"),
            field="units",
        )


def _write_team(visit: Visit, *, team: list[User]) -> None:
    Member.objects.bulk_create(
        Member(organisation_id=visit.organisation_id, visit=visit, person=one, name=one.name)
        for one in team
    )


def _take_what_waits(visit: Visit) -> int:
    """Items of the unit that are to be looked at on site and belong to no check under way."""
    rows = Check.objects.filter(cycle=visit.cycle_id, unit=visit.unit_id)
    free = rows.exclude(visit__in=Visit.objects.exclude(state__in=ENDED))
    keys = with_state(free).filter(now=CheckState.ONSITE).values_list("pk", flat=True)
    return Check.objects.filter(pk__in=list(keys)).update(visit=visit)


def change_visit(*, by: Actor, visit: Visit, change: VisitChange) -> Visit:
    """Another day or another team, before anybody is there."""
    check(by, right=ARRANGE)
    check_own(by, visit)
    why = short(told(change.reason, field="reason", what=_("理由")), field="reason", what=_("理由"))
    with transaction.atomic():
        lock(by, cycle=visit.cycle)
        found = locked_visit(by, visit=visit, version=change.version)
        _check_before(found, states=UNDER_WAY)
        team = _team(by, keys=change.team_keys)
        check_team(team, visit=found, on=change.on)
        if change.on != found.on:
            _check_before(found, states=MOVABLE)
            _check_day(change.on)
        before = {"on": found.on.isoformat(), "team": [one.name for one in found.members.all()]}
        found.members.all().delete()
        _write_team(found, team=team)
        found.on, found.version = change.on, found.version + 1
        found.save(update_fields=("on", "version"))
        after = {"on": found.on.isoformat(), "team": [one.name for one in team]}
        record(acts.CHANGE_VISIT, by=by, of=found, reason=why, before=before, after=after)
    return found


def cancel_visit(*, by: Actor, visit: Visit, reason: str, version: int) -> Visit:
    """Call an on-site check off before anybody is there; its items wait for another one."""
    check(by, right=ARRANGE)
    check_own(by, visit)
    why = short(told(reason, field="reason", what=_("理由")), field="reason", what=_("理由"))
    with transaction.atomic():
        lock(by, cycle=visit.cycle)
        found = locked_visit(by, visit=visit, version=version)
        _check_before(found, states=MOVABLE)
        found.checks.update(visit=None)
        found.state, found.version = VisitState.CANCELLED, found.version + 1
        found.save(update_fields=("state", "version"))
        record(acts.CANCEL_VISIT, by=by, of=found, reason=why)
    return found


def _check_before(visit: Visit, *, states: Iterable[str]) -> None:
    if visit.state not in states:
        raise Refused(
            "visit-too-far",
            reason=_("这次现场核查{state}，不能改").format(state=visit.get_state_display()),
            remedy=_("到场以后只能逐步办完"),
        )
