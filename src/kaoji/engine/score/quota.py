"""Seats (名额): how many there are, and who certainly, possibly or certainly not gets one.

One rule serves settled and unsettled pools. In a settled pool the unknown answers that remain are
exactly the ties at the last seat, which the machine never breaks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from kaoji.engine.plinth.exact import HUNDRED, ONE, Rounding, exact_text, round_quotient
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.scheme.model import ROOT, Formula, Quota, SeatRounding, SortKey, TieRule
from kaoji.engine.score.answers import Answer, opposite
from kaoji.engine.score.inquiry import Bounds, Inquiry, Pool
from kaoji.engine.score.order import Contender, Field, field_of
from kaoji.engine.score.verdict import Decision, DecisionKind, Vacancy

_MODES = {
    SeatRounding.HALF_UP: Rounding.HALF_UP,
    SeatRounding.FLOOR: Rounding.DOWN,
    SeatRounding.CEILING: Rounding.UP,
}
_ROUNDED = {
    SeatRounding.HALF_UP: marked("四舍五入为 {count}"),
    SeatRounding.FLOOR: marked("去尾为 {count}"),
    SeatRounding.CEILING: marked("进一为 {count}"),
}


@dataclass(frozen=True, slots=True)
class Seats:
    """The seats of one pool with their derivation; low and high differ while facts are missing."""

    low: int
    high: int | None  # None: no bound can be proved
    base: int | None = None
    share: Fraction | None = None
    raw: Fraction | None = None
    rounding: SeatRounding = SeatRounding.HALF_UP

    @property
    def count(self) -> int | None:
        """The number of seats once it is known."""
        return self.low if self.low == self.high else None

    @property
    def is_whole(self) -> bool:
        return self.raw is None or self.raw.denominator == 1

    @property
    def derivation(self) -> str:
        """How the seats come about, as printed: `7 × 25% = 1.75,四舍五入为 2`."""
        if self.count is None:
            return speak("名额尚不能确定")
        if self.raw is None:
            return speak("不限名额")
        raw = exact_text(self.raw)
        start = raw if self.share is None else f"{self.base} × {_percent(self.share)} = {raw}"
        if self.is_whole:
            return start
        rounded = speak(_ROUNDED[self.rounding], count=self.count)
        return speak("{start}，{rounded}", start=start, rounded=rounded)


def _percent(share: Fraction) -> str:
    text = exact_text(share * HUNDRED)
    return exact_text(share) if "/" in text else f"{text}%"


def seats_of(inquiry: Inquiry, *, quota: Quota, pool: Pool, competing: tuple[int, int]) -> Seats:
    """The seats of a pool; `competing`: how many compete, at least and at most."""
    formula = quota.share if quota.share is not None else quota.count
    if formula is None:  # an order without a number: nobody is left out
        return Seats(len(pool.members), len(pool.members))
    stated = _stated(inquiry, formula, pool)
    rounding = quota.rounding or SeatRounding.HALF_UP
    if quota.share is not None and stated.low is not None and stated.low > ONE:
        inquiry.report(_over(quota, stated.low))
    if quota.share is None:
        low, high = _whole(stated, rounding)
        return Seats(low, high, raw=stated.exact, rounding=rounding)
    least, most = competing if quota.base == "ranked" else (len(pool.members),) * 2
    raw = Bounds(
        None if stated.low is None else stated.low * least,
        None if stated.high is None else stated.high * most,
    )
    low, high = _whole(raw, rounding)
    base = least if least == most else None
    return Seats(low, high, base, stated.exact, raw.exact, rounding)


def _over(quota: Quota, share: Fraction) -> Problem:
    text = "" if quota.share is None else quota.share.text
    return Problem(
        "quota-over",
        speak("比例「{text}」是 {share}，超过 100%", text=text, share=_percent(share)),
        speak("核对参数：25% 写 25%；参数以 % 为单位时写 25"),
        place=quota.place,
    )


def _stated(inquiry: Inquiry, formula: Formula, pool: Pool) -> Bounds:
    # A pool shares one class word: any member speaks for it. The least name does, so that the
    # order of the subjects table decides nothing.
    speaker = None if pool.group is None else min(pool.members)
    number = inquiry.bench.number(speaker, formula=formula, names={})
    return inquiry.bounds(number, what=speak("名额 {formula}", formula=formula.text))


def _whole(raw: Bounds, rounding: SeatRounding) -> tuple[int, int | None]:
    low = 0 if raw.low is None else rounded_seats(raw.low, rounding=rounding)
    high = None if raw.high is None else rounded_seats(raw.high, rounding=rounding)
    return low, high


def rounded_seats(raw: Fraction, *, rounding: SeatRounding) -> int:
    """A share of seats as a whole number, never below none."""
    return max(0, round_quotient(raw.numerator, raw.denominator, _MODES[rounding]))


@dataclass(frozen=True, slots=True)
class Allotment:
    """The outcome of one quota in one pool; `seated`: whose place is within the seats."""

    quota: Quota
    pool: Pool
    seats: Seats
    least: Fraction | None  # fewer than that many is worth a warning
    seated: Mapping[str, Answer]
    tied: tuple[str, ...]  # level at the last seat, once nothing else is open
    is_settled: bool
    unsure: tuple[str, ...]  # whose facts or presence leave the pool unsettled
    tied_out: tuple[str, ...] = ()  # within the seats but for others level with them (同出)
    keeping: tuple[str, ...] = ()  # hold a place within the seats and may not take it (空缺)

    @property
    def is_provisional(self) -> bool:
        """Missing facts may yet move a seat."""
        return not self.is_settled and None in self.seated.values()


@dataclass(frozen=True, slots=True)
class Entrant:
    """How a subject enters a quota: in the order (`competes`) and for a seat (`may_win`)."""

    subject: str
    competes: Answer
    may_win: Answer
    barred: Answer


def order_of(inquiry: Inquiry, *, quota: Quota) -> tuple[SortKey, ...]:
    """The stated order of a quota; by default the graded value, the greater first."""
    grading = inquiry.bench.scheme.grading
    return quota.order or (SortKey(grading.value if grading else ROOT),)


def allot(
    inquiry: Inquiry, *, quota: Quota, pool: Pool, entrants: tuple[Entrant, ...]
) -> Allotment:
    """Give the seats of one pool to its entrants, as far as that is certain."""
    contenders = _contenders(inquiry, quota, entrants)
    field = field_of(contenders)
    in_base = [opposite(one.barred) for one in entrants]
    competing = (in_base.count(True), len(in_base) - in_base.count(False))
    seats = seats_of(inquiry, quota=quota, pool=pool, competing=competing)
    seated = {one: _is_seated(field, one, seats, quota.ties) for one in field.subjects}
    is_settled = field.is_settled and seats.count is not None
    return Allotment(
        quota,
        pool,
        seats,
        _least(inquiry, quota, pool),
        seated,
        tuple(
            one.subject
            for one in entrants
            if is_settled and one.may_win and seated.get(one.subject, False) is None
        ),
        is_settled,
        tuple(one.subject for one in contenders if one.position.is_open or one.present is None),
        tuple(one for one in field.subjects if _goes_out_level(field, one, seats, quota.ties)),
        tuple(
            one.subject
            for one in entrants
            if one.may_win is False and seated.get(one.subject, False) is True
        ),
    )


def _goes_out_level(field: Field, subject: str, seats: Seats, ties: TieRule) -> bool:
    """同出: the place is within the seats, and only those level with it keep it out."""
    if ties is not TieRule.ALL_OUT or seats.count is None:
        return False
    counts = field.counts(subject)
    return counts.ahead_most < seats.count <= counts.level_least


def _contenders(
    inquiry: Inquiry, quota: Quota, entrants: tuple[Entrant, ...]
) -> tuple[Contender, ...]:
    """Who holds a place in the order; with 空缺 also those who cannot take a seat."""
    order = order_of(inquiry, quota=quota)
    keeps_place = quota.passes_on is False
    present = [(one.subject, one.competes if keeps_place else one.may_win) for one in entrants]
    return tuple(
        Contender(subject, inquiry.position(subject, order=order), answer)
        for subject, answer in present
        if answer is not False
    )


def _is_seated(field: Field, subject: str, seats: Seats, ties: TieRule) -> Answer:
    counts = field.counts(subject)
    ahead_at_most = counts.ahead_most if ties is TieRule.ALL_IN else counts.level_most
    if ahead_at_most < seats.low:
        return True
    ahead_at_least = counts.level_least if ties is TieRule.ALL_OUT else counts.ahead_least
    if seats.high is not None and ahead_at_least >= seats.high:
        return False
    return None


def _least(inquiry: Inquiry, quota: Quota, pool: Pool) -> Fraction | None:
    if quota.least is None:
        return None
    return _stated(inquiry, quota.least, pool).exact


def decision_on(
    inquiry: Inquiry,
    *,
    allotment: Allotment,
    what: str,
    kind: DecisionKind,
    proposed: tuple[str, ...],
) -> Decision:
    """The record of one quota in one pool, for the body that decides."""
    seats = allotment.seats
    decision = Decision(
        what,
        kind,
        allotment.pool.group,
        allotment.quota.body,
        seats.base,
        seats.share,
        seats.raw,
        seats.count,
        seats.derivation,
        proposed,
        allotment.tied,
        kept=len(allotment.keeping) if allotment.tied else 0,
    )
    if seats.count == 0 and seats.base:
        inquiry.report(_no_seats(allotment, what))
    why, who = _vacancy(allotment, decision)
    warnings = tuple(_warnings(allotment, decision))
    return replace(decision, warnings=warnings, vacancy=why, vacated_by=who)


def _vacancy(allotment: Allotment, decision: Decision) -> tuple[Vacancy | None, tuple[str, ...]]:
    """Why seats stay empty, once nothing may fill them any more."""
    if not decision.seats_open or decision.tied or not allotment.is_settled:
        return None, ()
    if allotment.seats.raw is None:
        return None, ()
    if allotment.tied_out:
        return Vacancy.TIED_OUT, allotment.tied_out
    if allotment.keeping:
        return Vacancy.KEPT, allotment.keeping
    return Vacancy.TOO_FEW, ()


def _no_seats(allotment: Allotment, what: str) -> Problem:
    group = allotment.pool.group
    return Problem(
        "no-seats",
        speak(
            "「{what}」{group}名额为 0，无人可评：{derivation}",
            what=what,
            group=speak("（{group}）", group=group) if group else "",
            derivation=allotment.seats.derivation,
        ),
        speak("请提请有权决定者研究，或核对名额的取整办法与基数"),
        "warning",
        allotment.quota.place,
    )


def _warnings(allotment: Allotment, decision: Decision) -> list[str]:
    seats = allotment.seats
    found = []
    if seats.count is not None and seats.raw is not None and not seats.is_whole:
        found.append(_otherwise_rounded(seats, raw=seats.raw))
    if seats.count == 0:
        found.append(speak("名额为 0，无人可评「{what}」", what=decision.what))
    if allotment.is_provisional:
        found.append(_provisional(allotment))
    if decision.kept:
        names = _some(allotment.keeping)
        found.append(
            speak(
                "{names}占着名次而不能得，空出 {count} 个，不递补", names=names, count=decision.kept
            )
        )
    return found + _shortfall(allotment, decision)


def _otherwise_rounded(seats: Seats, *, raw: Fraction) -> str:
    """What the other ways of rounding would give."""
    others = speak("，").join(
        speak(text, count=rounded_seats(raw, rounding=mode))
        for mode, text in _ROUNDED.items()
        if mode is not seats.rounding
    )
    return speak("{derivation}（若{others}）", derivation=seats.derivation, others=others)


def _provisional(allotment: Allotment) -> str:
    if allotment.unsure:
        names = _some(allotment.unsure)
        return speak("名额归属待定：{names}尚有未齐或未定事项", names=names)
    return speak("名额归属待定：名额数未定")


def _shortfall(allotment: Allotment, decision: Decision) -> list[str]:
    """The warning that fewer than the stated least are proposed, once that is certain."""
    least, seats_open = allotment.least, decision.seats_open
    if least is None or seats_open is None or not allotment.is_settled:
        return []
    filled = len(decision.proposed) + min(len(decision.tied), seats_open)
    if filled >= least:
        return []
    text = speak(
        "只有 {filled} 个，少于规定的至少 {least} 个", filled=filled, least=exact_text(least)
    )
    return [text]


def _some(names: tuple[str, ...]) -> str:
    shown = speak("、").join(names[:5])
    if len(names) <= 5:
        return shown
    return speak("{shown}等 {count} 个", shown=shown, count=len(names))
