"""Paper: how many went out and came back, read by two clerks, and by a third eye where they differ.

The second clerk is not told what the first one read. All readings are kept.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kaoji.apps.audit.actions import record
from kaoji.apps.ratings import audit_types as acts
from kaoji.apps.ratings.actions.common import check_state, home, lock, needed, shown
from kaoji.apps.ratings.enums import RatingState, SheetState
from kaoji.apps.ratings.models import Batch, Rating, Reading, Sheet
from kaoji.apps.ratings.permissions import ENTER_PAPER, check, check_own
from kaoji.apps.ratings.rules import Whom, complete, scale_of, units_of
from kaoji.apps.ratings.scale import Filled
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused

#: More papers than this at once is a slip of the keyboard.
MOST_AT_ONCE = 500


def hand_out(*, by: Actor, rating: Rating, rater_class: str, count: int) -> Batch:
    """So many papers more went out to a class of raters."""
    check(by, right=ENTER_PAPER)
    with transaction.atomic():
        rating = lock(by, rating=rating)
        check_state(rating, states=(RatingState.DRAFT, RatingState.OPEN), verb=_("发评分表"))
        _check_count(count)
        if rater_class not in rating.classes:
            raise Refused("no-such-class", reason=_("没有这类评分人"), field="rater_class")
        batch, _is_new = Batch.objects.get_or_create(
            organisation_id=home(by), rating=rating, rater_class=rater_class,
            defaults={"issued": 0},
        )  # fmt: skip
        batch.issued += count
        batch.save(update_fields=("issued",))
        told = {"class": rater_class, "count": count, "issued": batch.issued}
        record(acts.HAND_OUT, by=by, of=rating, after=told)
    return batch


def take_back(*, by: Actor, batch: Batch, count: int) -> int:
    """So many papers came back; each gets its number now, so that none leads to a person."""
    check(by, right=ENTER_PAPER)
    check_own(by, batch)
    with transaction.atomic():
        rating = lock(by, rating=batch.rating)
        check_state(rating, states=(RatingState.OPEN,), verb=_("收评分表"))
        _check_count(count)
        batch = Batch.objects.select_for_update().get(pk=batch.pk)
        back = batch.sheets.aggregate(last=Max("number"))["last"] or 0
        if back + count > batch.issued:
            raise Refused(
                "more-than-issued",
                reason=_("发出 {issued} 张，已收回 {back} 张，不能再收回 {count} 张").format(
                    issued=batch.issued, back=back, count=count
                ),
                remedy=_("请先核对发出的张数"),
                field="count",
            )
        Sheet.objects.bulk_create(
            Sheet(organisation_id=home(by), batch=batch, number=number)
            for number in range(back + 1, back + count + 1)
        )
        told = {"class": batch.rater_class, "count": count, "returned": back + count}
        record(acts.TAKE_BACK, by=by, of=rating, after=told)
    return back + count


def _check_count(count: int) -> None:
    if not 1 <= count <= MOST_AT_ONCE:
        raise Refused(
            "count-out-of-range",
            reason=_("张数应在 1 到 {most} 之间").format(most=MOST_AT_ONCE),
            field="count",
        )


def read_sheet(*, by: Actor, sheet: Sheet, filled: Filled, rest: str = "") -> Sheet:
    """What a clerk reads from a paper. The second one who reads it settles it, or they differ."""
    check(by, right=ENTER_PAPER)
    check_own(by, sheet)
    with transaction.atomic():
        rating, sheet = _locked(by, sheet=sheet)
        check_sheet(sheet, states=(SheetState.WAITING, SheetState.ONCE), verb=_("录入"))
        readings = list(sheet.readings.all())
        if any(one.clerk_id == by.person_key for one in readings):
            raise Refused(
                "same-clerk",
                reason=_("第一次是您录的"),
                remedy=_("第二次须由另一人录"),
            )
        read = _checked(rating, filled=filled, rest=rest)
        _note(by, sheet=sheet, read=read, order=len(readings) + 1)
        sheet.state = _state_after(readings, read=read)
        sheet.blanks = _blanks(filled, rating=rating)
        sheet.save(update_fields=("state", "blanks"))
        told = {"time": len(readings) + 1, "state": sheet.state}
        record(acts.READ_SHEET, by=by, of=sheet, after=told)
    return sheet


def _state_after(readings: list[Reading], *, read: Filled) -> SheetState:
    if not readings:
        return SheetState.ONCE
    is_same = not differing(readings[0], read)
    return SheetState.SETTLED if is_same else SheetState.DIFFERS


def differing(first: Reading, second: Reading | Filled) -> tuple[int, ...]:
    """The units for which two readings say something else; why nothing was given does not count."""
    keys = {*first.marks, *second.marks, *first.abstained, *second.abstained}
    return tuple(sorted(int(key) for key in keys if first.marks.get(key) != second.marks.get(key)))


def read_again(*, by: Actor, sheet: Sheet, filled: Filled, reason: str, rest: str = "") -> Sheet:
    """Where two clerks differ the paper is looked at again; what it says, and why they differed."""
    check(by, right=ENTER_PAPER)
    check_own(by, sheet)
    why = needed(reason, field="reason", what=_("复核说明"))
    with transaction.atomic():
        rating, sheet = _locked(by, sheet=sheet)
        check_sheet(sheet, states=(SheetState.DIFFERS,), verb=_("复核"))
        read = _checked(rating, filled=filled, rest=rest)
        _note(by, sheet=sheet, read=read, order=3, reason=why)
        sheet.state, sheet.blanks = SheetState.SETTLED, _blanks(filled, rating=rating)
        sheet.save(update_fields=("state", "blanks"))
        record(acts.READ_AGAIN, by=by, of=sheet, reason=why)
    return sheet


def void_sheet(*, by: Actor, sheet: Sheet, reason: str) -> Sheet:
    """A paper that cannot count: torn, signed twice, nothing legible. It stays, with the reason."""
    check(by, right=ENTER_PAPER)
    check_own(by, sheet)
    why = needed(reason, field="reason", what=_("作废理由"))
    with transaction.atomic():
        _rating, sheet = _locked(by, sheet=sheet)
        open_states = (SheetState.WAITING, SheetState.ONCE, SheetState.DIFFERS)
        check_sheet(sheet, states=open_states, verb=_("作废"))
        sheet.state, sheet.reason = SheetState.VOID, why
        sheet.save(update_fields=("state", "reason"))
        record(acts.VOID_SHEET, by=by, of=sheet, reason=why)
    return sheet


def check_sheet(sheet: Sheet, *, states: tuple[str, ...], verb: str) -> None:
    """Refuse what does not fit where a paper stands."""
    if sheet.state not in states:
        raise Refused(
            "sheet-not-in-this-state",
            reason=_("这张评分表现在是“{state}”，不能{verb}").format(
                state=sheet.get_state_display(), verb=verb
            ),
        )


def _locked(by: Actor, *, sheet: Sheet) -> tuple[Rating, Sheet]:
    rating = lock(by, rating=sheet.batch.rating)
    check_state(rating, states=(RatingState.OPEN,), verb=_("录入评分表"))
    found: Sheet = Sheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    return rating, found


def _checked(rating: Rating, *, filled: Filled, rest: str) -> Filled:
    """A paper bears no name: whom its rater may not rate he has left out himself."""
    everybody = Whom(units_of(rating), {})
    return complete(filled, concerning=everybody, scale=scale_of(rating), rest=rest)


def _blanks(filled: Filled, *, rating: Rating) -> int:
    said = {key for told in (filled.marks, filled.abstained) for key, text in told.items() if text}
    return sum(str(key) not in said for key in units_of(rating))


def _note(by: Actor, *, sheet: Sheet, read: Filled, order: int, reason: str = "") -> None:
    Reading.objects.create(
        organisation_id=home(by),
        sheet=sheet,
        order=order,
        clerk_id=by.person_key or 0,
        by_name=shown(by),
        at=clock.now(),
        reason=reason,
        **read.as_json(),
    )
