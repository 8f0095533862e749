"""The statement of one unit (得分对账单), one A4 page: earned, lost, open, still to be had, dates.

For every part: what it is worth in the total = earned + lost + open; the lines below it lead from
the sum of the parts to the total. All to the last digit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from kaoji.engine.explain.account import Account
from kaoji.engine.explain.losses import Loss, losses_of
from kaoji.engine.explain.pages import paper
from kaoji.engine.explain.pages.paper import Room
from kaoji.engine.explain.pages.parts import NONE, Line, Parts
from kaoji.engine.explain.pages.printing import MINUS, few, printed
from kaoji.engine.explain.pages.standing import rank_shown, total_shown
from kaoji.engine.explain.prose import briefly
from kaoji.engine.explain.records import Derivation
from kaoji.engine.explain.spoken import ended, tidy
from kaoji.engine.explain.stakes import ends_of
from kaoji.engine.explain.telling import consequence_line, grade_words, verdict_lines
from kaoji.engine.plinth.exact import ZERO, total
from kaoji.engine.plinth.speech import speak
from kaoji.engine.score.plain import Run

#: What is told of each section at most, where there is room.
MOST_LOSSES = 5
MOST_MISSING, MOST_VERDICT, MOST_CHANGES, MOST_DATES = 4, 5, 3, 4
_MOST = MappingProxyType(
    {"dates": MOST_DATES, "verdict": MOST_VERDICT, "missing": MOST_MISSING,
     "changes": MOST_CHANGES}
)  # fmt: skip


def statements_page(accounts: Iterable[Account], *, dates: tuple[tuple[str, date], ...]) -> str:
    """The statements of several units, one page each; `dates` are those still to come."""
    return printed(
        "statement",
        paper="a4",
        statements=tuple(_statement(one, dates=dates) for one in accounts),
        words=_words(),
    )


def _statement(account: Account, *, dates: tuple[tuple[str, date], ...]) -> dict[str, object]:
    parts = Parts.of(account.derivation)
    losses, claims, notes = losses_of(parts.top), claims_of(parts.top), tuple(parts.notes())
    told: dict[str, tuple[str, ...]] = {
        "verdict": tuple(verdict_of(account)),
        "missing": tuple(
            one.named(subject=account.subject.subject, period=str(account.result.period))
            for one in account.missing
        ),
        "changes": () if account.distance is None else tuple(account.distance.sentences),
        "dates": tuple(f"{day.isoformat()} {name}" for name, day in dates),
    }
    room = _room(account, sections=sum(map(bool, (*told.values(), losses, claims))))
    room.text((*claims, *notes))
    lines = _fitting(parts, room=room)
    shown = {
        name: room.some(told[name], most=most, keep=paper.FOR_LOSSES if losses else 0)
        for name, most in _MOST.items()
    }
    rows = _rows(losses, room=room)
    return {
        **shown,
        **{f"more_{name}": len(told[name]) - len(shown[name]) for name in shown},
        "account": account,
        "total": total_shown(account.subject),
        "rank": rank_shown(account.subject),
        "grade": _grade(account),
        "lines": lines,
        "worth": speak("占总分") if parts.is_shared else speak("分值"),
        "lost": speak("失总分") if parts.is_shared else speak("失分"),
        "claims": claims,
        "notes": notes,
        "losses": rows,
        "more_losses": len(losses) - len(rows),
    }


def _room(account: Account, *, sections: int) -> Room:
    """The page, less its head and the least that each of so many sections takes."""
    result, words, room = account.result, _words(), Room()
    of = f"{result.title} {result.version} {words['version']}"
    room.head(
        f"{account.subject.name} · {words['title']}",
        facts=f"{of} · {result.period} · {words['unit']}",
    )
    room.sections(sections)
    return room


def _grade(account: Account) -> str:
    verdict = account.subject.verdict
    if verdict.grade is not None:
        return speak("拟{grade}", grade=verdict.grade)
    return speak("或").join(verdict.grades_possible)


def _fitting(parts: Parts, *, room: Room) -> tuple[Line, ...]:
    """The lines, those parts folded into one that there is no room for."""
    lines, most = tuple(parts.lines()), len(parts.inner)
    room.left -= paper.ROW if lines else 0
    while _height(lines) > room.left - paper.REST and most > 1:
        most -= 1
        lines = tuple(parts.lines(most=most))
    room.left -= _height(lines)
    return lines


def _height(lines: tuple[Line, ...]) -> int:
    return sum(paper.row_height(one.cells, widths=paper.PART_COLUMNS) for one in lines)


def _rows(losses: tuple[Loss, ...], *, room: Room) -> tuple[tuple[str, ...], ...]:
    """As many losses as there is room for; of the greatest the figures at least."""
    rows = tuple(map(_printed, losses[:MOST_LOSSES]))
    cells = [
        (name, lost, worth, own, f"{why} {clause}") for name, lost, worth, own, why, clause in rows
    ]
    count = room.rows(cells, widths=paper.LOSS_COLUMNS)
    if rows and not count:
        short = (*rows[0][:4], speak("见计分表"), "")
        return (short,) if room.rows([short[:5]], widths=paper.LOSS_COLUMNS) else ()
    return rows[:count]


def _printed(one: Loss) -> tuple[str, ...]:
    own = _signed(one.own)
    full = "" if one.full is None else f"/{_signed(one.full)}"
    return (
        one.name, few(-one.lost), few(one.worth) if one.worth else NONE, f"{own}{full}",
        one.why, one.clause,
    )  # fmt: skip


def _signed(value: Fraction) -> str:
    return briefly(value).replace("-", MINUS)


# --- what may still be had ------------------------------------------------------------------------


def claims_of(top: Derivation) -> tuple[str, ...]:
    """What is open and what bonuses leave, and how far the total may rise at most: its own cap
    is the end of it.
    """
    ends = ends_of(top)
    if ends is None:
        return ()
    low, high = ends
    rest = [_rest_of(one) for one in top.children if one.share.relation == "bonus"]
    known = [one for one in rest if one is not None]
    best = None if len(known) < len(rest) else high + total(known)
    if isinstance(top.limit, Fraction):
        best = top.limit if best is None else min(best, top.limit)
    if best is not None and best <= low:
        return (speak("没有了。"),) if not rest else (speak("没有了：总分已到上限。"),)
    return (_claimed(high - low, known, is_endless=len(known) < len(rest), best=best),)


def _claimed(
    open_points: Fraction, bonuses: list[Fraction], *, is_endless: bool, best: Fraction | None
) -> str:
    parts = []
    if open_points:
        parts.append(speak("未定的 {points} 分", points=few(open_points)))
    if is_endless:
        parts.append(speak("加分不限"))
    elif total(bonuses):
        parts.append(speak("加分 {points} 分", points=few(total(bonuses))))
    most = "" if best is None else speak("；总分最高可到 {best} 分", best=few(best))
    return speak("{parts}{most}。", parts=speak("，").join(parts), most=most)


def _rest_of(bonus: Derivation) -> Fraction | None:
    """What a bonus leaves up to its own limit; nothing where it has none."""
    ends = ends_of(bonus)
    if ends is None or not isinstance(bonus.limit, Fraction):
        return None
    return max(bonus.limit - ends[1], ZERO)


def verdict_of(account: Account) -> Iterator[str]:
    """Grade, vetoes, seats and honours with their reasons; what follows from them comes last."""
    distance = set() if account.distance is None else set(map(tidy, account.distance.sentences))
    lines = [text for depth, text in verdict_lines(account) if not depth]
    own = [text for text in lines if text not in distance]
    last = {consequence_line(one) for one in account.subject.verdict.consequences}
    words = tuple(grade_words(account))
    if words:
        yield ended(words)
    yield from (text for text in own if text not in last)
    yield from (text for text in own if text in last)


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
        "title": speak("得分对账单"), "item": speak("项目"),
        "earned": speak("已得"), "lost": speak("已失"), "open": speak("未定"),
        "claims": speak("还可争取"), "verdict": speak("等次、名额与荣誉"), "rank": speak("名次"),
        "losses": speak("失分最多的项目"),
        "own": speak("本项失分/满分"),
        "why": speak("缘由"), "missing": speak("还缺的数据"), "unit": speak("单位：分"),
        "change": speak("离别的等次还有多远"), "dates": speak("接下来的日期"),
        "more": speak("另有"), "items": speak("项，见计分表"), "none": speak("无"),
        "state": speak("草稿，尚未审定"), "version": speak("版"),
    }  # fmt: skip
