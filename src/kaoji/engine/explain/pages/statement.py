"""The statement of one unit (得分对账单), one A4 page: earned, lost, open, still to be had, dates.

For every part: what it is worth in the total = earned + lost + open, to the last digit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kaoji.engine.explain.account import Account
from kaoji.engine.explain.pages.printing import MINUS, figure, printed
from kaoji.engine.explain.pages.rows import inside_of, total_shown
from kaoji.engine.explain.prose import briefly
from kaoji.engine.explain.records import Derivation
from kaoji.engine.explain.spoken import node_word
from kaoji.engine.plinth.exact import ZERO, total
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import Null, Span
from kaoji.engine.score.plain import Run

#: So much fits one page.
MOST_LOSSES, MOST_MISSING, MOST_SENTENCES = 5, 3, 3


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the total, on the total's scale."""

    name: str
    worth: Fraction
    earned: Fraction
    lost: Fraction
    open: Fraction


@dataclass(frozen=True, slots=True)
class Extra:
    """What comes on top: points so far and how many there may be."""

    name: str
    is_deduction: bool
    points: str
    limit: str
    rest: str


@dataclass(frozen=True, slots=True)
class Loss:
    """A leaf that lost points, on its own scale."""

    name: str
    lost: Fraction
    full: Fraction
    clause: str
    why: str


def statements_page(accounts: Iterable[Account], *, dates: tuple[tuple[str, date], ...]) -> str:
    """The statements of several units, one page each; `dates` are those still to come."""
    return printed(
        "statement",
        paper="a4",
        statements=tuple(_statement(one) for one in accounts),
        dates=tuple((name, day.isoformat()) for name, day in dates),
        words=_words(),
    )


def _statement(account: Account) -> dict[str, object]:
    top = account.derivation
    parts = parts_of(top)
    losses = sorted(losses_of(top), key=lambda one: (-one.lost, one.name))
    changes = () if account.distance is None else tuple(account.distance.sentences)
    return {
        "account": account,
        "total": total_shown(account.subject),
        "grade": account.subject.verdict.grade
        or speak("或").join(account.subject.verdict.grades_possible),
        "parts": tuple(_printed(one) for one in parts),
        "sum": _printed(_sum(parts)) if parts else (),
        "extras": tuple(extras_of(top)),
        "losses": tuple(
            (one.name, _signed(-one.lost), figure(one.full), one.clause, one.why)
            for one in losses[:MOST_LOSSES]
        ),
        "more_losses": max(0, len(losses) - MOST_LOSSES),
        "missing": tuple(one.sentence for one in account.missing[:MOST_MISSING]),
        "more_missing": max(0, len(account.missing) - MOST_MISSING),
        "changes": changes[:MOST_SENTENCES],
    }


def _printed(part: Part) -> tuple[str, ...]:
    figures = (part.worth, part.earned, part.open)
    worth, earned, rest = map(_signed, figures)
    return part.name, worth, earned, _signed(-part.lost), rest


def _signed(value: Fraction) -> str:
    return briefly(value).replace("-", MINUS)


def _sum(parts: tuple[Part, ...]) -> Part:
    columns = ((one.worth, one.earned, one.lost, one.open) for one in parts)
    return Part(speak("合计"), *(total(column) for column in zip(*columns, strict=True)))


# --- parts of the total ---------------------------------------------------------------------------


def parts_of(top: Derivation) -> tuple[Part, ...]:
    """What each part is worth in the total and how much of it is earned, lost and open; nothing
    where the total is no sum of parts, or something in it is taken out.
    """
    below = [one for one in top.children if one.share.relation in ("child", "part")]
    found = [_part(one, worth=_worth(one, below, top=top)) for one in below]
    whole = [one for one in found if one is not None]
    return tuple(whole) if len(whole) == len(found) else ()


def _worth(one: Derivation, below: list[Derivation], *, top: Derivation) -> Fraction | None:
    """The share of a part in the total's full points."""
    if not isinstance(top.full, Fraction):
        return None
    if isinstance(one.share.weight, Fraction):
        return one.share.weight * top.full
    points = [child.share.points for child in below]
    known = [each for each in points if isinstance(each, Fraction)]
    if len(known) < len(below) or not isinstance(one.share.points, Fraction) or not total(known):
        return None
    return one.share.points * top.full / total(known)


def _part(one: Derivation, *, worth: Fraction | None) -> Part | None:
    ends = _ends(one)
    if worth is None or ends is None or not isinstance(one.full, Fraction) or not one.full:
        return None
    low, high = (end * worth / one.full for end in ends)
    name = str(one.period) if one.share.relation == "part" else node_word(one.name)
    return Part(name, worth, low, worth - high, high - low)


def _ends(one: Derivation) -> tuple[Fraction, Fraction] | None:
    value = one.value
    if isinstance(value, Fraction):
        return value, value
    if isinstance(value, Span) and value.low is not None and value.high is not None:
        return value.low, value.high
    return None


# --- on top, and below ----------------------------------------------------------------------------


def extras_of(top: Derivation) -> Iterator[Extra]:
    """Bonus and deduction: points so far, the most, and what is left to it."""
    for one in top.children:
        if one.share.relation not in ("bonus", "deduction") or isinstance(one.value, Null):
            continue
        known = one.value if isinstance(one.value, Fraction) else None
        limit = one.limit if isinstance(one.limit, Fraction) else None
        rest = None if known is None or limit is None else max(limit - known, ZERO)
        yield Extra(
            node_word(one.name),
            one.share.relation == "deduction",
            speak("未定") if known is None else figure(known),
            speak("不限") if limit is None else figure(limit),
            "—" if rest is None else figure(rest),
        )


def losses_of(top: Derivation) -> Iterator[Loss]:
    """The leaves that lost points."""
    below = list(inside_of(top))
    for child in below:
        yield from losses_of(child)
    if below or top.lost is None or not isinstance(top.full, Fraction):
        return
    when = speak("（{text}）", text=top.period) if top.period.part else ""
    why = top.steps[0].sentence if top.steps else ""
    yield Loss(f"{node_word(top.name)}{when}", top.lost, top.full, top.clause or "", why)


def dates_of(run: Run, *, after: date) -> tuple[tuple[str, date], ...]:
    """The ends of the parts of the period that the scheme gives dates, those after a day."""
    return tuple(
        (speak("{part}截止", part=part), day)
        for part, (_first, last) in run.plan.part_dates.items()
        if (day := _day(last, year=run.period.year)) is not None and day > after
    )


def _day(text: str, *, year: int) -> date | None:
    """A day written 月-日, or whole."""
    parts = [int(one) for one in text.split("-")]
    return date(*parts) if len(parts) == 3 else date(year, *parts)


def _words() -> dict[str, str]:
    """The headings."""
    return {
        "title": speak("得分对账单"), "item": speak("项目"), "worth": speak("分值"),
        "earned": speak("已得"), "lost": speak("已失"), "open": speak("未定"),
        "extras": speak("加分与减分"), "points": speak("现有"), "limit": speak("上限"),
        "rest": speak("还可争取"), "losses": speak("失分最多的项目"), "full": speak("满分"),
        "clause": speak("依据"), "why": speak("缘由"), "missing": speak("还缺的数据"),
        "change": speak("离别的等次还有多远"), "dates": speak("接下来的日期"),
        "more": speak("另有"), "items": speak("项，见计分表"), "none": speak("无"),
        "state": speak("草稿，尚未审定"), "version": speak("版"),
        "total": speak("得分"), "grade": speak("等次"),
    }  # fmt: skip
