"""A year and a half of collecting: which sheet took which way, on which days.

What happens is laid out first and then played in the order of time, so that the log of the county
reads like one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from kaoji.apps.facts import actions as facts
from kaoji.apps.facts.actions.schemes import SourceShape
from kaoji.apps.facts.models import PinnedScheme
from kaoji.apps.facts.sheets import Asked, asked_by, lists_asked_by
from kaoji.apps.organisation.models import UnitGroup
from kaoji.site.demo import people as cast
from kaoji.site.demo import supervised
from kaoji.site.demo.cycles import appraised, set_all_parameters
from kaoji.site.demo.days import OPENED, Days, on_day
from kaoji.site.demo.departments import release_own
from kaoji.site.demo.figures import (
    BODY_SCHEME,
    DEPARTMENT_SCHEME,
    HOSPITAL_SCHEME,
    MONTH,
    PROJECT_SCHEME,
    SCHEMES,
    TOWN_SCHEME,
    SheetPlan,
    lists_of,
    opens_on,
    sheets_of,
    supplier_here,
)
from kaoji.site.demo.founding import County, change_in_2025, change_in_2026, change_now
from kaoji.site.demo.sheets import CONFIRM, WINDOW, Sheet
from kaoji.site.demo.targeting import is_handed_down

BEGINS_ON = date(2025, 1, 1)
#: What is collected at present; what was before is done.
PRESENT = frozenset({"2026中期评估", "2026Q2"})
#: Asked for within the year already, of bodies and projects.
THIS_YEAR = "2026"
#: Prepared, and not yet sent out.
NEXT = "2026Q3"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens on a day, at an hour."""

    day: date
    hour: int
    happens: Callable[[], object]


def told_by_day(county: County, *, days: Days) -> list[tuple[date, list[Event]]]:
    """Everything that happens, in the order of time, day by day."""
    pins = _register(county)
    events = [
        Event(date(2025, 9, 26), 9, lambda: change_in_2025(county)),
        Event(date(2025, 12, 29), 9, lambda: change_in_2026(county)),
        Event(days.ago(20), 15, lambda: change_now(county, days=days)),
    ]
    sheets = tuple(_sheets(county, pins=pins))
    events += [Event(*step) for step in appraised(county, pins=pins, sheets=sheets, days=days)]
    for sheet in sheets:
        if sheet.plan.lists:
            events += _listed(sheet, days=days)
        elif sheet.plan.period in (*PRESENT, THIS_YEAR):
            events += _now(sheet, days=days)
        elif sheet.plan.period == NEXT:
            events += _next(sheet, days=days)
        else:
            events += _then(sheet, days=days)
    in_order = sorted(events, key=lambda one: (one.day, one.hour))
    return [(day, list(some)) for day, some in groupby(in_order, key=lambda one: one.day)]


def play(events: Iterable[Event]) -> None:
    """Let a day's events happen."""
    for event in events:
        with on_day(event.day, hour=event.hour):
            event.happens()


# --- what there is to collect ---------------------------------------------------------------------


def _register(county: County) -> dict[str, PinnedScheme]:
    """Schemes are pinned, and the register of sources follows from what they ask for."""
    with on_day(OPENED, hour=13):
        release_own(county)
        supervised.release_own(county)
    pins = {}
    with on_day(OPENED, hour=14):
        by = county.clerk()
        groups = {one.name: one for one in UnitGroup.objects.of(by)}
        for pack, group, otherwise in SCHEMES:
            pins[pack] = facts.pin_scheme(by=by, pack=pack, begins_on=BEGINS_ON)
            for key, supplier, grain in _supplied(pins[pack], otherwise=otherwise):
                shape = SourceShape(
                    scheme=pins[pack],
                    key=key,
                    supplier=county.units[supplier],
                    group=groups[group],
                    grain=grain,
                    basis="禾考发〔2025〕1号附表",
                    begins_on=BEGINS_ON,
                )
                facts.register_source(by=by, shape=shape)
        set_all_parameters(county, pins=pins)
    return pins


def _supplied(pin: PinnedScheme, *, otherwise: str) -> Iterator[tuple[str, str, str]]:
    """Key, supplier and grain: of every figure, and of the lists that the office takes down."""
    is_monthly = pin.pack == HOSPITAL_SCHEME
    year, owner = MONTH if is_monthly else str(BEGINS_ON.year), pin.organisation_id
    asked = asked_by(pin.pack, digest=pin.digest, period=year, owner=owner)
    for one in {one.key: one for one in asked}.values():
        grain = _MONTHLY if is_monthly else _grain(one)
        yield one.key, supplier_here(one, otherwise=otherwise), grain
    plans = lists_of(pin.pack, group="", year=year)
    taken_down = {key for plan in plans for key in plan.lists} | CLAIMED.get(pin.pack, frozenset())
    for listed in lists_asked_by(pin.pack, digest=pin.digest, period=year, owner=owner):
        if listed.key in taken_down:
            grain = _MONTHLY if is_monthly else _WORDS[len(listed.periods)]
            yield listed.key, cast.OFFICE, grain


_MONTHLY = "月"
_WORDS = {1: "年", 2: "半年", 4: "季度"}
#: Lists that units claim for.
CLAIMED = {DEPARTMENT_SCHEME: frozenset({"加分"})}


def _grain(asked: Asked) -> str:
    return _WORDS[len(asked.periods)]


def _sheets(county: County, *, pins: dict[str, PinnedScheme]) -> Iterator[Sheet]:
    groups = {one.name: one for one in UnitGroup.objects.filter(organisation=county.organisation)}
    number = 0
    for pack, group, otherwise in SCHEMES:
        for year in (MONTH,) if pack == HOSPITAL_SCHEME else ("2025", "2026"):
            asked = tuple(_collected(pins[pack], year=year))
            whose = _TURN.get((pack, year), group)
            plans = sheets_of(asked, pack=pack, group=whose, otherwise=otherwise)
            for plan in (*plans, *lists_of(pack, group=group, year=year)):
                if _is_told(plan):
                    number += 1
                    at = opens_on(plan.period)
                    yield Sheet(county, plan, pins[pack], groups[plan.group], number, at)


#: Bodies are looked at once in a term; after the county's own it is the departments' turn.
_TURN = {(BODY_SCHEME, THIS_YEAR): cast.DEPARTMENTS}


def _collected(pin: PinnedScheme, *, year: str) -> Iterator[Asked]:
    """What a scheme asks for in a year; targets that are handed down are not collected."""
    asked = asked_by(pin.pack, digest=pin.digest, period=year, owner=pin.organisation_id)
    for one in asked:
        is_settled = year == "2026" and pin.pack == TOWN_SCHEME and one.field == "目标"
        if not (is_settled and is_handed_down(one.key)):
            yield one


def _is_told(plan: SheetPlan) -> bool:
    """Whether the story reaches a period; of few it is known how the whole year goes."""
    if plan.period == THIS_YEAR:
        return plan.pack in (BODY_SCHEME, PROJECT_SCHEME) and bool(plan.columns)
    return plan.period.startswith("2025") or plan.period in (*PRESENT, NEXT, "2026Q1")


# --- what is done ---------------------------------------------------------------------------------

_LATE_DAYS = 3


def _then(sheet: Sheet, *, days: Days) -> Iterator[Event]:
    """A sheet of a period that is over: some late, some disputed and mended, all locked."""
    yield Event(sheet.opens_on, 9, sheet.open)
    due_on = sheet.due_on(days)
    sent = days.after(due_on, _LATE_DAYS) if sheet.number % 5 == 1 else days.after(due_on, -2)
    yield Event(sent, 10, sheet.enter)
    yield Event(sent, 11, sheet.submit)
    signed = days.after(sent, 1)
    yield Event(signed, 9, sheet.sign)
    said = days.after(signed, 2)
    is_of_few = sheet.plan.pack in (BODY_SCHEME, PROJECT_SCHEME)
    if sheet.number % 7 == 3 and not is_of_few:
        yield from _corrected(sheet, days=days, signed=signed)
        return
    if sheet.number % 7 == 5 and not is_of_few:
        yield Event(days.after(signed, 1), 16, lambda: sheet.dispute(4, reason=_DOUBT))
        yield Event(said, 15, lambda: sheet.uphold(answer=_UPHELD))
    yield Event(said, 10, sheet.confirm)
    yield Event(days.after(signed, CONFIRM + 1), 9, sheet.review)


def _listed(sheet: Sheet, *, days: Days) -> Iterator[Event]:
    """Lists of a period that is over: signed by the office's head of data, reviewed and locked;
    those of the present are filled in and wait for the signature.
    """
    if sheet.plan.period in PRESENT:
        yield from _to_sign(sheet, days, fill=sheet.enter_rows)
        return
    due_on = sheet.due_on(days)
    yield Event(sheet.opens_on, 9, sheet.open)
    yield Event(days.after(due_on, -3), 10, sheet.enter_rows)
    yield Event(days.after(due_on, -3), 11, sheet.submit)
    yield Event(days.after(due_on, -2), 9, sheet.sign)
    yield Event(days.after(due_on, -2 + CONFIRM + 1), 9, sheet.review)


_DOUBT = "与我单位台账不一致，少计了一笔。"
_UPHELD = "经核对原始凭证，该笔已计入下一周期，维持原数。"
_BACK = "有单位提出数与台账不符，附了凭证，请核对后重报。"
_MENDED = "原始台账漏记一笔，按凭证补记"


def _corrected(sheet: Sheet, *, days: Days, signed: date) -> Iterator[Event]:
    """A unit is right: the sheet goes back, is mended, signed and looked at again."""

    def back() -> None:
        sheet.send_back(by=sheet.county.clerk(1), reason=_BACK)

    yield Event(days.after(signed, 1), 16, lambda: sheet.dispute(3, reason=_DOUBT))
    yield Event(days.after(signed, 2), 10, sheet.confirm)
    yield Event(days.after(signed, 3), 9, back)
    yield Event(days.after(signed, 4), 10, lambda: sheet.correct(reason=_MENDED))
    yield Event(days.after(signed, 4), 11, sheet.submit)
    again = days.after(signed, 5)
    yield Event(again, 9, sheet.sign)
    yield Event(days.after(again, CONFIRM + 1), 9, sheet.review)


# --- what is going on -----------------------------------------------------------------------------


def _now(sheet: Sheet, *, days: Days) -> Iterator[Event]:
    """A sheet of the present: where it stands follows from who gives it."""
    way = _WAYS.get((sheet.plan.period, sheet.plan.supplier), _locked)
    yield from way(sheet, days)


def _next(sheet: Sheet, *, days: Days) -> Iterator[Event]:
    sheet.opens_on = days.after(days.today, 3)
    yield Event(days.ago(1), 16, sheet.draft)


def _locked(sheet: Sheet, days: Days) -> Iterator[Event]:
    sheet.opens_on = days.ago(24)
    yield Event(sheet.opens_on, 9, sheet.open)
    yield Event(days.ago(15), 10, sheet.enter)
    yield Event(days.ago(15), 11, sheet.submit)
    yield Event(days.ago(14), 9, sheet.sign)
    yield Event(days.ago(12), 10, sheet.confirm)
    yield Event(days.ago(14 - CONFIRM - 1), 9, sheet.review)


def _looked_at(sheet: Sheet, days: Days) -> Iterator[Event]:
    """The units have their days to look; two do not accept a figure."""
    sheet.opens_on = days.ago(WINDOW + 1)
    yield Event(sheet.opens_on, 9, sheet.open)
    yield Event(days.ago(3), 10, sheet.enter)
    yield Event(days.ago(3), 11, sheet.submit)
    yield Event(days.ago(2), 9, sheet.sign)
    yield Event(days.ago(1), 10, lambda: sheet.dispute(2, reason=_DOUBT))
    yield Event(days.ago(1), 11, lambda: sheet.dispute(0, reason="口径不同：应含跨期项目。"))
    yield Event(days.ago(1), 15, lambda: sheet.confirm(share=30))


def _late_in_part(sheet: Sheet, days: Days) -> Iterator[Event]:
    sheet.opens_on = days.ago(WINDOW + 4)
    yield Event(sheet.opens_on, 9, sheet.open)
    yield Event(days.ago(5), 10, lambda: sheet.enter(units=9))


def _late_and_empty(sheet: Sheet, days: Days) -> Iterator[Event]:
    sheet.opens_on = days.ago(WINDOW + 2)
    yield Event(sheet.opens_on, 9, sheet.open)


def _just_sent(sheet: Sheet, days: Days) -> Iterator[Event]:
    sheet.opens_on = days.ago(2)
    yield Event(sheet.opens_on, 9, sheet.open)


def _soon_due(sheet: Sheet, days: Days) -> Iterator[Event]:
    """Due in two days, with slips that must be mended first."""
    sheet.opens_on = days.ago(WINDOW - 2)
    yield Event(sheet.opens_on, 9, sheet.open)
    yield Event(days.ago(1), 10, lambda: sheet.enter(units=10))
    yield Event(days.ago(1), 11, sheet.slip)


def _to_sign(
    sheet: Sheet, days: Days, *, fill: Callable[[], object] | None = None
) -> Iterator[Event]:
    """Sent late, and its head has not signed."""
    sheet.opens_on = days.ago(WINDOW + 3)
    yield Event(sheet.opens_on, 9, sheet.open)
    yield Event(days.ago(1), 9, fill or sheet.enter)
    yield Event(days.ago(1), 10, sheet.submit)


def _returned(sheet: Sheet, days: Days) -> Iterator[Event]:
    def back() -> None:
        sheet.send_back(by=sheet.head(), reason="两个乡镇的目标数写反了，请改正后重送。")

    sheet.opens_on = days.ago(WINDOW - 1)
    yield Event(sheet.opens_on, 9, sheet.open)
    yield Event(days.ago(3), 10, sheet.enter)
    yield Event(days.ago(3), 11, sheet.submit)
    yield Event(days.ago(2), 9, back)


_WAYS: dict[tuple[str, str], Callable[[Sheet, Days], Iterator[Event]]] = {
    ("2026中期评估", "统计局"): _looked_at,
    ("2026中期评估", "招商局"): _late_in_part,
    ("2026中期评估", "教育局"): _soon_due,
    ("2026中期评估", "卫生健康局"): _to_sign,
    ("2026中期评估", "人力资源和社会保障局"): _late_and_empty,
    ("2026中期评估", "应急管理局"): _returned,
    ("2026中期评估", cast.PLANNING): _looked_at,
    ("2026中期评估", cast.OFFICE): _to_sign,
    ("2026中期评估", "行政服务中心"): _late_in_part,
    ("2026中期评估", "司法局"): _late_and_empty,
    ("2026Q2", cast.AUDIT_BUREAU): _looked_at,
    (THIS_YEAR, cast.PLANNING): _late_in_part,
    (THIS_YEAR, cast.AUDIT_BUREAU): _just_sent,
    (THIS_YEAR, cast.OFFICE): _just_sent,
}
