"""Prize money held against what a final result allows: exact, each violation with its place.

Nothing is computed to be paid: what is typed is looked at. Where the scheme states amounts or
coefficients they bind; what it does not state, the office says, and says by which paper.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.models import Cycle, Standing
from kaoji.apps.appraisals.verdicts import GRADE, standing_answers
from kaoji.apps.facts.sheets import plan_of_pack
from kaoji.apps.feedback.models import BonusLine, BonusTable
from kaoji.engine.plinth.exact import exact_text, parse_exact
from kaoji.engine.scheme.model import Scheme

#: What a sum of money is counted in, and how many yuan it is.
_UNITS = {"元": 1, "万元": 10_000}
_NEVER, _UNRULED = "not_executable", "awaiting_ruling"
_COEFFICIENT = "系数"


@dataclass(frozen=True, slots=True)
class Violation:
    """What will not do: where, why, what helps."""

    place: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Payment:
    """A consequence of the scheme that gives money."""

    code: str
    text: str
    clause: str


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The most that a unit may get, and by what; None: nothing says it."""

    most: Fraction | None
    by: str
    persons: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """A unit of a table: its lines, what they come to, the most that they may."""

    standing: Standing
    grade: str
    lines: tuple[BonusLine, ...]
    total: Fraction
    ceiling: Ceiling

    @property
    def is_over(self) -> bool:
        """Whether more is proposed than may be."""
        return self.ceiling.most is not None and self.total > self.ceiling.most

    @property
    def total_shown(self) -> str:
        """The sum as it is written."""
        return yuan(self.total)

    @property
    def most_shown(self) -> str:
        """The ceiling as it is written."""
        return "—" if self.ceiling.most is None else yuan(self.ceiling.most)


@dataclass(frozen=True, slots=True)
class Checked:
    """A table as it was looked at."""

    shares: tuple[Share, ...]
    violations: tuple[Violation, ...]
    total: Fraction

    @property
    def total_shown(self) -> str:
        """The sum of all."""
        return yuan(self.total)


def yuan(value: Fraction) -> str:
    """An amount of money: in full, two decimals at least where there are any."""
    text = exact_text(value)
    whole, point, rest = text.partition(".")
    return f"{whole}.{rest:0<2}" if point else text


def amount_in(text: str) -> Fraction | None:
    """The amount of a text: not below nothing, no finer than a fen; else none."""
    value = parse_exact(text.strip().replace(",", ""))
    if value is None or value < 0 or (value * 100).denominator != 1:
        return None
    return value


# --- what the scheme states -----------------------------------------------------------------------


def scheme_of(cycle: Cycle) -> Scheme:
    """The pinned scheme of a cycle."""
    pinned = cycle.scheme
    return plan_of_pack(pinned.pack, pinned.digest, pinned.organisation_id).scheme


def grades_in(scheme: Scheme) -> tuple[str, ...]:
    """The grades, the best first."""
    return tuple(one.name for one in scheme.grading.grades) if scheme.grading else ()


def payments_in(scheme: Scheme) -> tuple[Payment, ...]:
    """The consequences that give money and may be executed."""
    return tuple(
        Payment(one.code, one.text, one.clause or "")
        for one in scheme.consequences
        if one.amount is not None and one.unit in _UNITS and str(one.standing) != _NEVER
    )


def coefficients_in(scheme: Scheme) -> Mapping[str, str]:
    """The coefficient of each grade, where a table of the scheme states it."""
    grades = set(grades_in(scheme))
    for table in scheme.tables:
        keys = {key[0] for key in table.cells if len(key) == 1}
        if _COEFFICIENT in table.name and keys and keys <= grades:
            told = {key[0]: formula.text for key, formula in table.cells.items()}
            return {grade: text for grade, text in told.items() if parse_exact(text) is not None}
    return {}


# --- the check ------------------------------------------------------------------------------------


def checked(table: BonusTable) -> Checked:
    """Look at a whole table; four questions, whatever its length."""
    run = table.final.run
    told = {one["subject"]: one for one in json.loads(run.result)["subjects"]}
    standings = list(run.standings.defer("account"))
    grades = {
        key: answer.told for (key, about), answer in standing_answers(run).items() if about == GRADE
    }
    lines: dict[int, list[BonusLine]] = defaultdict(list)
    for line in table.lines.select_related("standing").defer("standing__account"):
        lines[line.standing_id].append(line)
    shares = [
        _share(
            table,
            standing=one,
            grade=grades.get(one.pk, one.grade) or "",
            lines=lines[one.pk],
            told=told[one.subject],
        )
        for one in standings
    ]
    total = sum((one.total for one in shares), Fraction(0))
    found = (
        *_of_table(table, total=total),
        *(one for share in shares for one in _of_share(table, share, told[share.standing.subject])),
    )
    return Checked(tuple(shares), found, total)


def _share(
    table: BonusTable, *, standing: Standing, grade: str, lines: Sequence[BonusLine],
    told: Mapping[str, Any],
) -> Share:  # fmt: skip
    ceiling = _ceiling(table, standing=standing, grade=grade, told=told)
    return Share(standing, grade, lines=tuple(lines), total=_sum(lines), ceiling=ceiling)


def _sum(lines: Iterable[BonusLine]) -> Fraction:
    return sum((amount_in(one.amount) or Fraction(0) for one in lines), Fraction(0))


def _ceiling(
    table: BonusTable, *, standing: Standing, grade: str, told: Mapping[str, Any]
) -> Ceiling:
    """The lower of what the chosen consequences give and of what the coefficient gives."""
    found = [
        one
        for one in (
            _by_consequences(table, standing=standing, grade=grade, told=told),
            _by_coefficient(table, grade=grade),
        )
        if one is not None
    ]
    known = [one for one in found if one.most is not None]
    if not known:
        return found[0] if found else Ceiling(None, by="")
    return min(known, key=lambda one: one.most or Fraction(0))


def _by_consequences(
    table: BonusTable, *, standing: Standing, grade: str, told: Mapping[str, Any]
) -> Ceiling | None:
    if not table.codes:
        return None
    if grade != standing.grade:
        return Ceiling(None, by=_("会议议定的等次与计分不同，方案算出的数额对它不适用"))
    own = [one for one in told["consequences"] if one["code"] in table.codes]
    own = [one for one in own if one["state"] != _NEVER]
    if any(one["state"] == _UNRULED for one in own):
        return Ceiling(None, by=_("方案的这一条还在等解释"))
    if any(one["amount"] is None for one in own):
        return Ceiling(None, by=_("方案的数额所依据的数据不齐"))
    total = sum((_yuan_of(one["amount"]) for one in own), Fraction(0))
    persons = [one["persons"] for one in own if one["persons"] is not None]
    by = "；".join(one["text"] for one in own) or _("方案没有给它奖金")
    whole = Fraction(str(sum(map(Fraction, map(str, persons))))) if persons else None
    return Ceiling(total, by=by, persons=None if whole is None else int(whole))


def _yuan_of(amount: Mapping[str, str]) -> Fraction:
    return (parse_exact(amount["exact"]) or Fraction(0)) * _UNITS.get(amount["unit"], 1)


def _by_coefficient(table: BonusTable, *, grade: str) -> Ceiling | None:
    base = amount_in(table.base) if table.base else None
    if base is None:
        return None
    coefficient = parse_exact(table.coefficients.get(grade, ""))
    if coefficient is None:
        return Ceiling(None, by=_("没有填“{grade}”的系数").format(grade=grade or "—"))
    by = _("“{grade}”系数 {coefficient} × 基数 {base}").format(
        grade=grade, coefficient=exact_text(coefficient), base=yuan(base)
    )
    return Ceiling(coefficient * base, by=by)


def _of_table(table: BonusTable, *, total: Fraction) -> Iterator[Violation]:
    budget = amount_in(table.budget) or Fraction(0)
    if not table.approval.strip():
        yield Violation(_("口径"), _("没有批准文号"), _("没有批准文号的奖金不得发放，请补填"))
    if total > budget:
        yield Violation(
            _("合计"),
            _("合计 {total} 元，超过预算 {budget} 元，多 {over} 元").format(
                total=yuan(total), budget=yuan(budget), over=yuan(total - budget)
            ),
            _("请减少金额，或按批准文件改预算"),
        )


def _of_share(table: BonusTable, share: Share, told: Mapping[str, Any]) -> Iterator[Violation]:
    if not share.total:
        return
    place = share.standing.name
    for flag in told["flags"]:
        yield Violation(place, str(flag["text"]), _("被否决或取消评先的，不得列奖金"))
    if share.standing.status != "final":
        yield Violation(place, _("得分没有定"), _("数据补齐、重新计分以后再列"))
    most = share.ceiling.most
    if most is None:
        why = share.ceiling.by or _("方案没有写数额，也没有填基数和系数")
        yield Violation(place, why, _("请在口径里填基数和系数，并写明批准文号"))
    elif share.total > most:
        yield Violation(
            place,
            _("列了 {total} 元，最多 {most} 元（{by}），多 {over} 元").format(
                total=yuan(share.total), most=yuan(most), by=share.ceiling.by,
                over=yuan(share.total - most),
            ),
            _("请减到上限以内"),
        )  # fmt: skip
    yield from _of_persons(table, share)


def _of_persons(table: BonusTable, share: Share) -> Iterator[Violation]:
    persons = [one for one in share.lines if one.person]
    most = share.ceiling.persons
    if most is not None and len(persons) > most:
        yield Violation(
            share.standing.name,
            _("列了 {count} 人，方案只给 {most} 人").format(count=len(persons), most=most),
            _("请核对人员"),
        )
    limit = amount_in(table.person_most) if table.person_most else None
    for one in persons:
        amount = amount_in(one.amount) or Fraction(0)
        if limit is not None and amount > limit:
            yield Violation(
                f"{share.standing.name} {one.person}",
                _("{amount} 元，超过个人上限 {limit} 元").format(
                    amount=yuan(amount), limit=yuan(limit)
                ),
                _("请减到上限以内"),
            )
