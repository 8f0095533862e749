"""Whom a rater may not rate, and what a ballot must say: the laws of this room, in one place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kaoji.apps.organisation.acting import holdings_on, units_with_formers
from kaoji.apps.organisation.queries.above import with_those_above
from kaoji.apps.ratings.models import Rater, Rating
from kaoji.apps.ratings.scale import Filled, Scale
from kaoji.web.refusals import Refused

#: More names than this are not told at once; how many there are is.
TOLD_AT_ONCE = 5


@dataclass(frozen=True, slots=True)
class Whom:
    """What a rater has before him: the units with their names, and those that are not for him."""

    units: Mapping[int, str]
    barred: Mapping[int, str]

    @property
    def owed(self) -> tuple[int, ...]:
        """The units that need a mark or an abstention."""
        return tuple(key for key in self.units if key not in self.barred)


def scale_of(rating: Rating) -> Scale:
    """What may be given."""
    return Scale.kept(options=rating.options, low=rating.low, high=rating.high, step=rating.step)


def whom(rater: Rater, *, rating: Rating, on: date) -> Whom:
    """The units of the cycle, and those of them that this rater does not rate, with the reason."""
    units = units_of(rating)
    barred = {one.unit_id: one.reason for one in rater.recusals.all()}
    if not rating.own_unit_may_rate:
        barred |= {key: str(_("本单位")) for key in own_units(rater, on=on)}
    return Whom(units, {key: why for key, why in barred.items() if key in units})


def units_of(rating: Rating) -> dict[int, str]:
    """The units that are rated, in their order."""
    return {one.unit_id: one.name for one in rating.cycle.units.all()}


def own_units(rater: Rater, *, on: date) -> frozenset[int]:
    """The units of a rater: where he holds a post or stands in for one, and those above them."""
    if rater.user is not None:
        mine = set(units_with_formers(holdings_on(rater.user, on=on), on=on))
    else:
        mine = set() if rater.unit_id is None else {rater.unit_id}
    return with_those_above(mine, organisation_key=rater.organisation_id, on=on)


def complete(filled: Filled, *, concerning: Whom, scale: Scale, rest: str = "") -> Filled:
    """A ballot that may be signed: every unit marked or abstained, none that is barred.

    `rest`: why nothing is given for those left blank; without it a blank is refused.
    """
    marks = {key: text for key, text in filled.marks.items() if text}
    reasons = {key: text.strip() for key, text in filled.abstained.items() if text.strip()}
    _check_known({*marks, *reasons}, concerning=concerning)
    _check_barred(marks, concerning=concerning)
    both = next((key for key in marks if key in reasons), None)
    if both is not None:
        raise Refused(
            "mark-and-abstention",
            reason=_("“{unit}”又打了分又写了弃权").format(unit=concerning.units[int(both)]),
            remedy=_("只能留一样"),
        )
    for key, text in marks.items():
        if fault := scale.fault(text):
            where = concerning.units[int(key)]
            raise Refused("mark-wrong", reason=_("{unit}：{fault}").format(unit=where, fault=fault))
    blank = [key for key in concerning.owed if str(key) not in {*marks, *reasons}]
    if blank and not rest.strip():
        raise half_filled([concerning.units[key] for key in blank])
    reasons |= {str(key): rest.strip() for key in blank}
    reasons |= {str(key): why for key, why in concerning.barred.items()}
    return Filled({key: scale.exact(text) for key, text in marks.items()}, reasons)


def _check_known(keys: Iterable[str], *, concerning: Whom) -> None:
    known = {str(key) for key in concerning.units}
    if any(key not in known for key in keys):
        raise Refused(
            "no-such-unit", reason=_("票上有这次不评的单位"), remedy=_("请重新打开本页再填")
        )


def _check_barred(marks: Iterable[str], *, concerning: Whom) -> None:
    """Nobody rates himself, nor his own unit, nor whom he is recused from."""
    for key in marks:
        why = concerning.barred.get(int(key))
        if why is not None:
            raise Refused(
                "barred",
                reason=_("不能给“{unit}”打分：{why}").format(
                    unit=concerning.units[int(key)], why=why
                ),
                remedy=_("本人、本单位和已登记回避的不评"),
            )


def half_filled(names: list[str]) -> Refused:
    """A ballot with blanks: which, and what to do."""
    more = _("等 {count} 家").format(count=len(names)) if len(names) > TOLD_AT_ONCE else ""
    return Refused(
        "half-filled",
        reason=_("还有 {count} 家没有打分：{names}{more}").format(
            count=len(names), names="、".join(names[:TOLD_AT_ONCE]), more=more
        ),
        remedy=_("请补填，或写明理由，其余按弃权交"),
        field="rest",
    )
