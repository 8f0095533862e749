"""The office draws what is verified, and gives it out: nobody gets what he must stand back from."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kaoji.apps.accounts.models import User
from kaoji.apps.appraisals.actions.common import name_of
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.audit.actions import record
from kaoji.apps.verification import audit_types as acts
from kaoji.apps.verification.actions.common import lock, locked_check, short
from kaoji.apps.verification.enums import CheckState, DrawRule
from kaoji.apps.verification.models import Check, Draw
from kaoji.apps.verification.permissions import ARRANGE, check, check_own
from kaoji.apps.verification.queries import verifiers_of, with_state
from kaoji.apps.verification.recusal import Bars, bars_of, check_stands
from kaoji.apps.verification.sampling import Reported, drawn, reported_in
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused

#: More than this of one unit is everything.
MOST_DRAWN = 1_000
LONGEST_SEED = 60
_SEED_BYTES = 8


@dataclass(frozen=True, slots=True)
class DrawShape:
    """By which rule, how many, from which seed; without one the office draws one."""

    rule: DrawRule
    count: int = 0
    seed: str = ""


def draw(*, by: Actor, cycle: Cycle, shape: DrawShape) -> Draw:
    """Draw from what has been reported and was not drawn before. What is drawn stays drawn."""
    check(by, right=ARRANGE)
    check_own(by, cycle)
    seed = short(shape.seed, field="seed", what=_("种子"), most=LONGEST_SEED)
    _check_count(shape)
    with transaction.atomic():
        cycle = lock(by, cycle=cycle)
        population = reported_in(cycle)
        if not population:
            raise Refused(
                "nothing-to-draw",
                reason=_("没有可抽的数据"),
                remedy=_("负责人签批以后的数才能抽；抽过的不再抽"),
            )
        seed = seed or secrets.token_hex(_SEED_BYTES)
        taken = drawn(population, rule=shape.rule, count=shape.count, seed=seed)
        last = cycle.draws.aggregate(last=Max("number"))["last"] or 0
        made: Draw = Draw.objects.create(
            organisation_id=cycle.organisation_id, cycle=cycle, number=last + 1, rule=shape.rule,
            count=0 if shape.rule == DrawRule.ALL else shape.count, seed=seed,
            population=len(population), taken=len(taken), at=clock.now(), by_name=name_of(by),
        )  # fmt: skip
        _write(made, cycle=cycle, taken=taken)
        told = {"rule": made.rule, "count": made.count, "seed": seed, "taken": made.taken}
        record(acts.DRAW, by=by, of=made, after=told | {"population": made.population})
    return made


def _check_count(shape: DrawShape) -> None:
    if shape.rule != DrawRule.ALL and not 1 <= shape.count <= MOST_DRAWN:
        raise Refused(
            "count-out-of-range",
            reason=_("抽几项应在 1 到 {most} 之间").format(most=MOST_DRAWN),
            field="count",
        )


def _write(made: Draw, *, cycle: Cycle, taken: Sequence[Reported]) -> None:
    names = dict(cycle.units.values_list("unit", "name"))
    last = cycle.checks.aggregate(last=Max("number"))["last"] or 0
    Check.objects.bulk_create(
        Check(
            organisation_id=cycle.organisation_id, cycle=cycle, draw=made, number=number,
            unit_id=one.held.unit_id, unit_name=names[one.held.unit_id], title=one.title,
            period=one.period, supplier_id=one.task.supplier_id,
            supplier_name=one.task.supplier_name, **_held(one),
        )
        for number, one in enumerate(taken, start=last + 1)
    )  # fmt: skip


def _held(one: Reported) -> dict[str, int]:
    is_row = hasattr(one.held, "asked")
    return {"row_id" if is_row else "figure_id": one.held.pk}


# --- giving out -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Given:
    """How many items were given out, and those that nobody of the chosen may take."""

    given: int
    left: tuple[Check, ...]


def distribute(
    *, by: Actor, cycle: Cycle, verifier_keys: Iterable[int], unit_keys: Iterable[int] = ()
) -> Given:
    """Give out what nobody has yet, evenly, each item to somebody who need not stand back.

    `unit_keys`: of these units only; none means of all. What nobody may take stays and is told.
    """
    check(by, right=ARRANGE)
    check_own(by, cycle)
    with transaction.atomic():
        cycle = lock(by, cycle=cycle)
        people = _chosen(by, keys=set(verifier_keys))
        bars = {one.pk: bars_of(one, cycle=cycle, on=clock.today()) for one in people}
        waiting = _waiting(cycle, unit_keys=set(unit_keys))
        load = {one.pk: 0 for one in people}
        for key in cycle.checks.filter(verifier__in=people).values_list("verifier", flat=True):
            load[key] += 1
        given, left = [], []
        for one in waiting:
            person = _least_busy(one, people=people, bars=bars, load=load)
            if person is None:
                left.append(one)
                continue
            load[person.pk] += 1
            one.verifier, one.verifier_name, one.version = person, person.name, one.version + 1
            one.initials = one.letters
            given.append(one)
        Check.objects.bulk_update(given, ("verifier", "verifier_name", "initials", "version"))
        told = {person.name: load[person.pk] for person in people}
        record(acts.ASSIGN, by=by, of=cycle, after={"given": len(given), "has": told})
    return Given(len(given), tuple(left))


def _waiting(cycle: Cycle, *, unit_keys: set[int]) -> list[Check]:
    rows = cycle.checks.filter(verifier=None)
    if unit_keys:
        rows = rows.filter(unit__in=unit_keys)
    found = list(rows.select_related("figure__task", "row__asked__task").order_by("number"))
    if not found:
        raise Refused("nothing-to-assign", reason=_("没有未分派的核验项"))
    return found


def _chosen(by: Actor, *, keys: set[int]) -> list[User]:
    people = [person for person, _post in verifiers_of(by) if person.pk in keys]
    if not people or len(people) != len(keys):
        raise Refused(
            "verifier-unknown",
            reason=_("没有选核验人，或所选的人今天不能核验"),
            remedy=_("核验人是绩效办人员、考评组成员或督查员"),
            field="verifiers",
        )
    return people


def _least_busy(
    one: Check, *, people: list[User], bars: dict[int, Bars], load: dict[int, int]
) -> User | None:
    free = [person for person in people if not bars[person.pk].of_check(one)]
    return min(free, key=lambda person: (load[person.pk], person.pk), default=None)


def hand_over(*, by: Actor, of: Check, verifier_key: int, reason: str = "") -> Check:
    """Give one item to somebody else; it does not matter who has it."""
    check(by, right=ARRANGE)
    check_own(by, of)
    why = short(reason, field="reason", what=_("理由"))
    with transaction.atomic():
        cycle = lock(by, cycle=of.cycle)
        found = locked_check(by, check=of)
        (person,) = _chosen(by, keys={verifier_key})
        check_stands(bars_of(person, cycle=cycle, on=clock.today()).of_check(found))
        before = found.verifier_name
        found.verifier, found.verifier_name = person, person.name
        found.version += 1
        found.save(update_fields=("verifier", "verifier_name", "version"))
        record(
            acts.HAND_OVER, by=by, of=found, reason=why,
            before={"verifier": before}, after={"verifier": person.name},
        )  # fmt: skip
    return found


def unassigned_from(cycle: Cycle, *, person: User, unit_key: int) -> int:
    """Take from somebody what is not decided of a unit; how many that are."""
    rows = with_state(cycle.checks.filter(verifier=person, unit=unit_key))
    keys = rows.exclude(now__in=(CheckState.TRUE, CheckState.WRONG)).values_list("pk", flat=True)
    taken = list(keys)
    for one in Check.objects.select_for_update().filter(pk__in=taken):
        one.verifier, one.verifier_name, one.version = None, "", one.version + 1
        one.save(update_fields=("verifier", "verifier_name", "version"))
    return len(taken)
