"""Prize money: how it is looked at, line by line what is proposed, released by two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.actions.common import check_second, name_of, told
from kaoji.apps.appraisals.models import Final
from kaoji.apps.appraisals.permissions import check, check_own
from kaoji.apps.audit.actions import record
from kaoji.apps.feedback import audit_types as acts
from kaoji.apps.feedback.actions.common import standing_final
from kaoji.apps.feedback.enums import BonusState
from kaoji.apps.feedback.models import BonusLine, BonusTable
from kaoji.apps.feedback.money import (
    amount_in,
    checked,
    coefficients_in,
    grades_in,
    payments_in,
    scheme_of,
    yuan,
)
from kaoji.apps.feedback.permissions import FILL_BONUS, RELEASE_BONUS
from kaoji.engine.plinth.exact import exact_text, parse_exact
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.forms import changed_meanwhile
from kaoji.web.refusals import Refused

#: So many violations are told at once; the page has all.
TOLD_AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class BonusShape:
    """By what the money is looked at."""

    budget: str
    approval: str = ""
    codes: tuple[str, ...] = ()
    base: str = ""
    coefficients: Mapping[str, str] = field(default_factory=dict)
    person_most: str = ""


@dataclass(frozen=True, slots=True)
class LineTyped:
    """A line as it was typed; without an amount it is taken off."""

    unit: str
    amount: str
    person: str = ""
    note: str = ""


def begin_bonus(*, by: Actor, final: Final, shape: BonusShape) -> BonusTable:
    """One more table; one at a time is filled in."""
    check(by, right=FILL_BONUS)
    check_own(by, final)
    with transaction.atomic():
        final = standing_final(final)
        busy = (BonusState.DRAFT, BonusState.PROPOSED)
        if final.bonus_tables.filter(state__in=busy).exists():
            raise Refused(
                "bonus-under-way", reason=_("已有一张表在填报"), remedy=_("请在那一张上改")
            )
        last = final.bonus_tables.aggregate(last=Max("number"))["last"] or 0
        fields = _checked(final, shape=shape)
        made: BonusTable = BonusTable.objects.create(
            organisation_id=final.organisation_id, final=final, number=last + 1, **fields
        )
        record(acts.BEGIN_BONUS, by=by, of=made, after=fields)
    return made


def change_bonus(*, by: Actor, table: BonusTable, shape: BonusShape, version: int) -> BonusTable:
    """Look at the money by something else."""
    check(by, right=FILL_BONUS)
    with transaction.atomic():
        table = _locked(by, table=table, state=BonusState.DRAFT, version=version)
        fields = _checked(table.final, shape=shape)
        for name, value in fields.items():
            setattr(table, name, value)
        _save(table, *fields)
        record(acts.CHANGE_BONUS, by=by, of=table, after=fields)
    return table


def _checked(final: Final, *, shape: BonusShape) -> dict[str, object]:
    scheme = scheme_of(final.cycle)
    known = {one.code for one in payments_in(scheme)}
    if unknown := [one for one in shape.codes if one not in known]:
        raise Refused(
            "code-unknown",
            reason=_("方案里没有给钱的结果运用“{code}”").format(code=unknown[0]),
            field="codes",
        )
    return {
        "budget": _amount(shape.budget, field="budget", what=_("预算")),
        "approval": shape.approval.strip(),
        "codes": list(dict.fromkeys(shape.codes)),
        "base": _amount(shape.base, field="base", what=_("基数")) if shape.base.strip() else "",
        "coefficients": _coefficients(
            shape.coefficients, stated=coefficients_in(scheme), grades=grades_in(scheme)
        ),
        "person_most": _amount(shape.person_most, field="person_most", what=_("个人上限"))
        if shape.person_most.strip()
        else "",
    }


def _coefficients(
    typed: Mapping[str, str], *, stated: Mapping[str, str], grades: Sequence[str]
) -> dict[str, str]:
    """Those of the scheme bind; for other grades those that were typed."""
    found = {}
    for place, grade in enumerate(grades):
        text = stated.get(grade) or typed.get(grade, "").strip()
        if not text:
            continue
        value = parse_exact(text)
        if value is None or value < 0:
            raise Refused(
                "coefficient-unreadable",
                reason=_("“{grade}”的系数“{text}”不是数").format(grade=grade, text=text),
                remedy=_("请写 1.2 这样的数，不发的写 0"),
                field=f"coefficient_{place}",
            )
        found[grade] = exact_text(value)
    return found


def _amount(text: str, *, field: str, what: str) -> str:
    value = amount_in(text)
    if value is None:
        raise Refused(
            "amount-unreadable",
            reason=_("{what}“{text}”不是金额").format(what=what, text=text.strip()),
            remedy=_("请写元，最多两位小数，如 12000 或 12000.50"),
            field=field,
        )
    return yuan(value)


# --- lines ----------------------------------------------------------------------------------------


def write_lines(
    *, by: Actor, table: BonusTable, lines: Sequence[LineTyped], version: int
) -> BonusTable:
    """Write lines, all or none; the same unit and person again is the same line."""
    check(by, right=FILL_BONUS)
    with transaction.atomic():
        table = _locked(by, table=table, state=BonusState.DRAFT, version=version)
        units = {one.name: one for one in table.final.run.standings.defer("account")}
        held = {(one.standing_id, one.person): one for one in table.lines.all()}
        changes = []
        for one in lines:
            standing = units.get(one.unit.strip())
            if standing is None:
                raise Refused(
                    "unit-unknown",
                    reason=_("“{unit}”不在定稿结果里").format(unit=one.unit),
                    remedy=_("请按定稿结果里的单位名称填写"),
                    field="unit",
                )
            before = held.get((standing.pk, one.person.strip()))
            changes.append(_write(table, typed=one, key=standing.pk, before=before))
        _save(table)
        record(acts.WRITE_BONUS, by=by, of=table, after={"lines": changes})
    return table


def _write(
    table: BonusTable, *, typed: LineTyped, key: int, before: BonusLine | None
) -> dict[str, str]:
    told = {"unit": typed.unit.strip(), "person": typed.person.strip(), "note": typed.note.strip()}
    if not typed.amount.strip():
        if before is not None:
            before.delete()
        return {**told, "before": before.amount if before else "", "after": ""}
    place = " ".join(filter(None, (told["unit"], told["person"])))
    amount = _amount(typed.amount, field="amount", what=_("{place}的金额").format(place=place))
    BonusLine.objects.update_or_create(
        organisation_id=table.organisation_id, table=table, standing_id=key,
        person=told["person"], defaults={"amount": amount, "note": told["note"]},
    )  # fmt: skip
    return {**told, "before": before.amount if before else "", "after": amount}


# --- by two ---------------------------------------------------------------------------------------


def propose_bonus(*, by: Actor, table: BonusTable, version: int) -> BonusTable:
    """Ask a second person to release it; a table with violations is not taken."""
    check(by, right=FILL_BONUS)
    with transaction.atomic():
        table = _locked(by, table=table, state=BonusState.DRAFT, version=version)
        _check_sound(table)
        table.state, table.reason = BonusState.PROPOSED, ""
        table.proposed_by, table.proposed_name = by.person_key or 0, name_of(by)
        _save(table, "state", "reason", "proposed_by", "proposed_name")
        record(acts.PROPOSE_BONUS, by=by, of=table, after={"total": checked(table).total_shown})
    return table


def release_bonus(*, by: Actor, table: BonusTable, version: int) -> BonusTable:
    """The second person lets it out; looked at once more. The one before it gives way."""
    check(by, right=RELEASE_BONUS)
    with transaction.atomic():
        table = _locked(by, table=table, state=BonusState.PROPOSED, version=version)
        second = check_second(by, first=table.proposed_by)
        _check_sound(table)
        table.final.bonus_tables.filter(state=BonusState.RELEASED).update(state=BonusState.REPLACED)
        table.state, table.confirmed_by = BonusState.RELEASED, second
        table.confirmed_name, table.confirmed_at = name_of(by), clock.now()
        _save(table, "state", "confirmed_by", "confirmed_name", "confirmed_at")
        record(acts.RELEASE_BONUS, by=by, of=table, after={"total": checked(table).total_shown})
    return table


def return_bonus(*, by: Actor, table: BonusTable, reason: str, version: int) -> BonusTable:
    """The second person does not let it out, and says why."""
    check(by, right=RELEASE_BONUS)
    reason = told(reason, field="reason", what=_("退回理由"))
    with transaction.atomic():
        table = _locked(by, table=table, state=BonusState.PROPOSED, version=version)
        table.state, table.reason = BonusState.DRAFT, reason
        table.proposed_by = None
        _save(table, "state", "reason", "proposed_by")
        record(acts.RETURN_BONUS, by=by, of=table, reason=reason)
    return table


def _check_sound(table: BonusTable) -> None:
    look = checked(table)
    if not look.total:
        raise Refused("bonus-empty", reason=_("表里还没有金额"), remedy=_("请先填报或导入"))
    if found := look.violations:
        first = "；".join(f"{one.place}：{one.reason}" for one in found[:TOLD_AT_ONCE])
        raise Refused(
            "bonus-not-sound",
            reason=_("还有 {count} 处不合：{first}").format(count=len(found), first=first),
            remedy=_("请按本页逐处改好"),
        )


def _locked(by: Actor, *, table: BonusTable, state: BonusState, version: int) -> BonusTable:
    """The table as it is now, of a result that still stands."""
    check_own(by, table)
    final = standing_final(table.final)
    found: BonusTable = BonusTable.objects.select_for_update(of=("self",)).get(pk=table.pk)
    found.final = final
    if found.version != version:
        raise changed_meanwhile()
    if found.state != state:
        raise Refused(
            "bonus-not-in-this-state",
            reason=_("这张表现在是“{state}”").format(state=found.get_state_display()),
            remedy=_("可能有人已经办过，请看它现在的情况"),
        )
    return found


def _save(table: BonusTable, *fields: str) -> None:
    table.version += 1
    table.save(update_fields=("version", *fields))
