"""The statement of one unit (得分对账单), one A4 page: earned, lost, open, still to be had, dates.

For every part: what it is worth in the total = earned + lost + open; the lines below it lead from
the sum of the parts to the total. All to the last digit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from kaoji.engine.explain.account import Account
from kaoji.engine.explain.losses import Loss, losses_of
from kaoji.engine.explain.pages.printing import MINUS, padded, printed
from kaoji.engine.explain.pages.standing import rank_shown, total_shown
from kaoji.engine.explain.prose import briefly
from kaoji.engine.explain.records import Derivation
from kaoji.engine.explain.spoken import bracketed, ended, listed, quoted, tidy
from kaoji.engine.explain.stakes import Turn, ends_of, staked, turns_of
from kaoji.engine.explain.telling import consequence_line, grade_words, verdict_lines
from kaoji.engine.plinth.exact import ZERO, exact_text, total
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.values import Null
from kaoji.engine.score.plain import Run

#: Heights in points as they print: what the head of the page leaves, a row, a line, a heading.
PAGE, ROW, TEXT, HEADING = 600, 20, 14, 34
#: So many signs stand in a line across the page, in a reason, in the name of an item.
LINE, REASON, ITEM = 56, 27, 8
#: What is told of each section where there is room, and what in any case.
MOST_LOSSES = 5
MOST_MISSING, MOST_VERDICT, MOST_CHANGES, MOST_DATES = 4, 5, 3, 4
_INNER = frozenset({"child", "part"})
_NONE = "—"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the account: what it is worth, what of that is earned, lost, open."""

    name: str
    worth: str
    earned: str
    lost: str
    open: str
    kind: str = ""  # sum | total, where it ends something


def statements_page(accounts: Iterable[Account], *, dates: tuple[tuple[str, date], ...]) -> str:
    """The statements of several units, one page each; `dates` are those still to come."""
    return printed(
        "statement",
        paper="a4",
        statements=tuple(_statement(one, dates=dates) for one in accounts),
        words=_words(),
    )


def _statement(account: Account, *, dates: tuple[tuple[str, date], ...]) -> dict[str, object]:
    top = shared_out(account.derivation)
    is_shared = top.stake is not None
    lines = tuple(lines_of(top))
    verdict = tuple(verdict_of(account))
    changes = () if account.distance is None else tuple(account.distance.sentences)
    missing = tuple(
        one.named(subject=account.subject.subject, period=str(account.result.period))
        for one in account.missing
    )
    losses, claims, notes = losses_of(top), claims_of(top), tuple(notes_of(top))
    beside = (*claims, *notes, *dates[:MOST_DATES])
    room = _Room(PAGE - ROW * (len(lines) + 1) - TEXT * len(beside) - HEADING * (1 + bool(dates)))
    shown: dict[str, tuple[object, ...]] = {
        "missing": room.some(missing, most=MOST_MISSING),
        "verdict": room.some(verdict, most=MOST_VERDICT),
        "changes": room.some(changes, most=MOST_CHANGES),
        "losses": room.rows(losses),
        "dates": tuple((name, day.isoformat()) for name, day in dates[:MOST_DATES]),
    }
    return shown | {
        "account": account,
        "total": total_shown(account.subject),
        "rank": rank_shown(account.subject),
        "grade": _grade(account),
        "lines": lines,
        "worth": speak("占总分") if is_shared else speak("分值"),
        "lost": speak("失总分") if is_shared else speak("失分"),
        "claims": claims,
        "notes": notes,
        "more_losses": len(losses) - len(shown["losses"]),
        "more_missing": len(missing) - len(shown["missing"]),
        "more_verdict": len(verdict) - len(shown["verdict"]),
        "more_dates": max(0, len(dates) - MOST_DATES),
    }


def _grade(account: Account) -> str:
    verdict = account.subject.verdict
    if verdict.grade is not None:
        return speak("拟{grade}", grade=verdict.grade)
    return speak("或").join(verdict.grades_possible)


@dataclass(slots=True)
class _Room:
    """The height that is left on the page."""

    left: int

    def some(self, texts: tuple[str, ...], *, most: int) -> tuple[str, ...]:
        """As many of the texts as there is room for: one in any case."""
        kept: list[str] = []
        self.left -= HEADING if texts else 0
        for text in texts[:most]:
            needed = TEXT * _lines(text, width=LINE)
            if kept and self.left < needed:
                break
            self.left -= needed
            kept.append(text)
        return tuple(kept)

    def rows(self, losses: tuple[Loss, ...]) -> tuple[tuple[str, ...], ...]:
        """As many losses as there is room for: the greatest in any case."""
        kept: list[tuple[str, ...]] = []
        self.left -= HEADING + ROW if losses else 0
        for one in losses[:MOST_LOSSES]:
            tall = max(_lines(one.why + one.clause, width=REASON), _lines(one.name, width=ITEM))
            needed = ROW + TEXT * (tall - 1)
            if kept and self.left < needed:
                break
            self.left -= needed
            kept.append(_printed(one))
        return tuple(kept)


def _lines(text: str, *, width: int) -> int:
    """How many lines a text takes; Latin letters take half the room."""
    wide = sum(1 if one.isascii() else 2 for one in text)
    return max(1, -(-wide // (2 * width)))


def _printed(one: Loss) -> tuple[str, ...]:
    own = _signed(one.own)
    full = "" if one.full is None else f"/{_signed(one.full)}"
    return (
        one.name, _few(-one.lost), _few(one.worth) if one.worth else _NONE, f"{own}{full}",
        one.why, one.clause,
    )  # fmt: skip


def _signed(value: Fraction) -> str:
    return briefly(value).replace("-", MINUS)


def _few(value: Fraction) -> str:
    """Two places, all where there are more, or about so much."""
    return padded(value, like="0.00")


# --- parts of the total ---------------------------------------------------------------------------


def lines_of(top: Derivation) -> Iterator[Line]:
    """The parts, their sum, what comes on top of it, and the total; the parts alone, each on its
    own scale, where there is no total that they share.
    """
    parts = [one for one in top.children if one.share.relation in _INNER]
    stakes = [one.stake for one in parts if one.stake is not None]
    for one in parts:
        if one.stake is not None:
            stake = one.stake
            yield _line(_name(one), (stake.worth, stake.earned, stake.lost, stake.open))
    if top.stake is None or not stakes or len(stakes) < len(parts):
        return
    turns = turns_of(top)
    columns = zip(*((one.worth, one.earned, one.lost, one.open) for one in stakes), strict=True)
    name, kind = (speak("各项合计"), "sum") if turns else (speak("总分"), "total")
    yield _line(name, tuple(map(total, columns)), kind=kind)
    yield from map(_turned, turns)
    if turns:
        whole = top.stake
        figures = (whole.worth, whole.earned, whole.lost, whole.open)
        yield _line(speak("总分"), figures, kind="total")


def shared_out(top: Derivation) -> Derivation:
    """The total with its parts; what it does not share out has its own points for a scale."""
    if any(one.stake is not None for one in top.children if one.share.relation in _INNER):
        return top
    children = (
        staked(one) if one.share.relation in _INNER and not one.refused else one
        for one in top.children
    )
    return replace(top, stake=None, children=tuple(children))


def _name(one: Derivation) -> str:
    """A part by its name or period, and that it does not apply."""
    name = str(one.period) if one.share.relation == "part" else spoken_path(one.name)
    if isinstance(one.value, Null):
        return f"{name}{bracketed(speak('不适用'))}"
    return name


def notes_of(top: Derivation) -> Iterator[str]:
    """What does not apply: the others are worth the more for it."""
    names = dict.fromkeys(quoted(spoken_path(one.name)) for one in _out(top))
    if names:
        yield speak("{names}不适用，分值已由其余各项分担；上表是分担以后的。", names=listed(names))


def _out(node: Derivation) -> Iterator[Derivation]:
    if isinstance(node.value, Null) and node.stake is not None and not node.stake.worth:
        yield node
        return
    for child in node.children:
        if child.share.relation in _INNER:
            yield from _out(child)


def _line(name: str, figures: tuple[Fraction, ...], *, kind: str = "") -> Line:
    worth, earned, lost, rest = figures
    return Line(name, _few(worth), _few(earned), _lost(lost), _few(rest), kind)


def _lost(lost: Fraction) -> str:
    """Lost with a minus; what is had beyond the full points with a plus."""
    return f"+{_few(-lost)}" if lost < 0 else _few(-lost)


_TURNS = MappingProxyType(
    {
        "bonus": marked("加：{name}"), "deduction": marked("减：{name}"),
        "cap": marked("超过上限 {edge} 的不计"), "floor": marked("低于下限 {edge}，按下限计"),
        "round": marked("取整"), "whole_zero": marked("按规定全案为零"),
        "rest": marked("其他，见计分表"),
    }
)  # fmt: skip


def _turned(turn: Turn) -> Line:
    edge = "" if turn.edge is None else exact_text(turn.edge)
    name = speak(_TURNS[turn.kind], name=spoken_path(turn.name), edge=edge)
    return Line(name, _NONE, _gained(turn.low), _lost(-turn.high), _few(turn.high - turn.low))


def _gained(value: Fraction) -> str:
    return f"+{_few(value)}" if value > 0 else _few(value)


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
        parts.append(speak("未定的 {points} 分", points=_few(open_points)))
    if is_endless:
        parts.append(speak("加分不限"))
    elif total(bonuses):
        parts.append(speak("加分 {points} 分", points=_few(total(bonuses))))
    most = "" if best is None else speak("；总分最高可到 {best} 分", best=_few(best))
    return speak("{parts}{most}。", parts=speak("，").join(parts), most=most)


def _rest_of(bonus: Derivation) -> Fraction | None:
    """What a bonus leaves up to its own limit; nothing where it has none."""
    if isinstance(bonus.value, Null):
        return ZERO
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
