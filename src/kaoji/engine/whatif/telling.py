"""A trial in words and tables, for the terminal and for the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from kaoji.engine.explain.overview import open_grades, rank_text, total_text
from kaoji.engine.explain.prose import briefly
from kaoji.engine.plinth.exact import exact_text
from kaoji.engine.plinth.names import spoken_coordinate, spoken_path
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.units import unit_word
from kaoji.engine.score.result import Result, SubjectResult
from kaoji.engine.score.verdict import DecisionKind, Proposal, count_as_json
from kaoji.engine.whatif.change import Made
from kaoji.engine.whatif.compare import ConsequenceChange, Fate, SeatChange, SubjectChange, Sum
from kaoji.engine.whatif.trial import Trial
from kaoji.engine.whatif.weight import FullMarks, PanelWeight, Shift

ARROW = "→"
_FATES = {
    Fate.GAINS: marked("升"), Fate.LOSES: marked("降"), Fate.FIGURES: marked("只变分数或金额"),
    Fate.SAME: marked("不变"), Fate.OPEN: marked("不可比"),
}  # fmt: skip
#: A fraction that nobody has written by hand.
_LONG = re.compile(r"-?[0-9]{3,}/[0-9]{3,}")
#: How many names one line has before it counts the rest.
MOST_NAMES = 6


@dataclass(frozen=True, slots=True)
class Sheet:
    """Those of one group with whom something has changed, by their new place."""

    group: str
    rows: tuple[tuple[str, ...], ...]
    fates: tuple[Fate, ...]
    same: int


def subject_heads() -> tuple[str, ...]:
    """The heads above the rows of a sheet; the first, third and fourth are figures."""
    return (
        speak("名次"), speak("对象"), speak("得分"), speak("差"), speak("等次"), speak("变化"),
    )  # fmt: skip


def consequence_heads() -> tuple[str, ...]:
    """The heads above the rows of consequences."""
    return speak("对象"), speak("结果运用"), speak("原来"), speak("改后"), speak("差")


def made_line(made: Made) -> str:
    """One change: what stood there, what stands there now."""
    before = speak("（没有写）") if made.before is None else _short(made.before)
    after = made.after or speak("（删去）")
    return speak(
        "{target}：{before} → {after}",
        target=spoken_coordinate(made.change.target),
        before=before,
        after=after,
    )


def _short(text: str) -> str:
    """What stood there; a result that does not end as a decimal, in short."""
    return briefly(Fraction(text)) if _LONG.fullmatch(text) else text


def draft_line(trial: Trial) -> str:
    """Which draft the same facts are scored under."""
    draft, old = trial.draft, trial.before
    if draft is None:
        return ""
    return speak(
        "同样的数据按草案《{title}》{version} 版再算一遍，原来按 {old} 版",
        title=draft.title,
        version=draft.version,
        old=old.version,
    )


def summary_line(trial: Trial, *, most: int = MOST_NAMES) -> str:
    """Winners, losers and the others, counted and named."""
    if trial.is_without_effect:
        return speak("没有一处不同。")
    parts = []
    for fate, word in _FATES.items():
        them = trial.differences.of(fate)
        if not them and fate is Fate.OPEN:
            continue
        named = (
            ""
            if fate is Fate.SAME or not them
            else speak("（{names}）", names=_names(them, most=most))
        )
        parts.append(f"{speak(word)} {len(them)}{named}")
    return speak("；").join(parts)


def _names(them: tuple[SubjectChange, ...], *, most: int) -> str:
    names = speak("、").join(one.one.name for one in them[:most])
    if len(them) > most:
        return speak("{names} 等 {count} 个", names=names, count=len(them))
    return names


def sheets(trial: Trial) -> tuple[Sheet, ...]:
    """One sheet a group, in the order of the groups' first subjects."""
    groups: dict[str, list[SubjectChange]] = {}
    for one in trial.differences.subjects:
        groups.setdefault(one.one.group, []).append(one)
    return tuple(_sheet(group, members) for group, members in groups.items())


def _sheet(group: str, members: list[SubjectChange]) -> Sheet:
    changed = sorted((one for one in members if one.fate is not Fate.SAME), key=_place)
    return Sheet(
        group,
        tuple(_cells(one) for one in changed),
        tuple(one.fate for one in changed),
        len(members) - len(changed),
    )


def _place(one: SubjectChange) -> tuple[int, Fraction]:
    verdict = one.one.verdict
    if verdict.rank is not None:
        return 0, verdict.rank
    return (1, verdict.rank_range[0]) if verdict.rank_range is not None else (2, Fraction(0))


def _cells(one: SubjectChange) -> tuple[str, ...]:
    return (
        _pair(one, rank_text),
        one.one.name,
        _pair(one, total_text),
        signed(one.difference),
        _pair(one, _grade),
        speak(_FATES[one.fate]),
    )


def _pair(one: SubjectChange, text_of: Callable[[SubjectResult], str]) -> str:
    """A figure before and after; once where it is the same."""
    before, after = ("" if side is None else text_of(side) for side in (one.before, one.after))
    return between(before, after=after)


def between(before: str, *, after: str) -> str:
    """Before → after; once where both are the same."""
    return before if before == after else f"{before or '—'} {ARROW} {after or '—'}"


def _grade(one: SubjectResult) -> str:
    return one.verdict.grade or open_grades(one.verdict.grades_possible)


def signed(value: Fraction | None) -> str:
    """A difference with its sign; nothing where there is none."""
    if value is None:
        return ""
    return f"+{briefly(value)}" if value > 0 else briefly(value)


def same_line(sheet: Sheet) -> str:
    """How many of the group stay as they are."""
    return speak("另有 {count} 个对象不变。", count=sheet.same) if sheet.same else ""


# --- seats ----------------------------------------------------------------------------------------


def seat_lines(trial: Trial) -> Iterator[str]:
    """Every quota that has come out otherwise."""
    names = {one.subject: one.name for side in (trial.before, trial.after) for one in side.subjects}
    for one in trial.differences.decisions:
        if not one.is_same:
            yield _seat_line(one, names)


def _seat_line(change: SeatChange, names: dict[str, str]) -> str:
    one = change.one
    where = speak("（{group}）", group=one.group) if one.group else ""
    what = speak("荣誉「{what}」", what=one.what) if one.kind is DecisionKind.HONOUR else one.what
    parts = [
        speak("{what}{where}：名额 {seats}", what=what, where=where, seats=_seats(change)),
    ]
    for template, them in (
        (_ENTERING, change.entering),
        (_LEAVING, change.leaving),
        (_TIED, change.after.tied if change.after is not None else ()),
    ):
        if them:
            who = speak("、").join(names.get(name, name) for name in them)
            parts.append(speak(template, names=who))
    if len(parts) == 1:
        parts.append(speak("人选不变"))
    return speak("，").join(parts) + speak("。")


_ENTERING = marked("新进 {names}")
_LEAVING = marked("退出 {names}")
_TIED = marked("并列待定 {names}")


def _seats(change: SeatChange) -> str:
    before, after = (
        speak("没有") if one is None else speak("未定") if one.seats is None else str(one.seats)
        for one in (change.before, change.after)
    )
    return between(before, after=after)


# --- consequences ---------------------------------------------------------------------------------


def consequence_rows(trial: Trial) -> Iterator[tuple[str, ...]]:
    """Every consequence that has come, gone or changed."""
    yield from (_consequence(one) for one in trial.differences.consequences)


def _consequence(change: ConsequenceChange) -> tuple[str, ...]:
    before, after = change.before, change.after
    old, new = (None if one is None else one.amount for one in (before, after))
    has_amount = old is not None or new is not None
    difference = (new or Fraction(0)) - (old or Fraction(0)) if has_amount else None
    is_known = not any(one is not None and has_amount and one.amount is None
                       for one in (before, after))  # fmt: skip
    return (
        change.name,
        change.one.text,
        _proposal(before),
        _proposal(after),
        _money(difference, unit=change.one.unit) if is_known else "",
    )


def _proposal(one: Proposal | None) -> str:
    if one is None:
        return "—"
    if one.amount is None:
        return speak("有")
    return f"{exact_text(one.amount)} {unit_word(one.unit)}".strip()


def _money(value: Fraction | None, *, unit: str | None) -> str:
    return f"{signed(value)} {unit_word(unit)}".strip() if value is not None else ""


def sum_line(one: Sum) -> str:
    """What a consequence comes to for all."""
    unit = unit_word(one.unit)
    if one.before == one.after:
        return speak(
            "「{text}」合计 {sum} {unit}，不变。",
            text=one.text,
            sum=exact_text(one.after),
            unit=unit,
        )
    return speak(
        "「{text}」合计 {before} → {after} {unit}（{difference}）。",
        text=one.text,
        before=exact_text(one.before),
        after=exact_text(one.after),
        unit=unit,
        difference=signed(one.after - one.before),
    )


# --- what tells nobody apart, and panels ----------------------------------------------------------


def full_lines(trial: Trial) -> Iterator[str]:
    """Indicators at which everyone has full marks, before and after."""
    before, after = (
        {one.key: _full_name(one) for one in side} for side in (trial.full_before, trial.full_after)
    )
    if after:
        yield speak(
            "人人满分、没有区分度的指标 {count} 个：{names}。",
            count=len(after),
            names=speak("、").join(after.values()),
        )
    gone = [name for key, name in before.items() if key not in after]
    if gone:
        yield speak("原来人人满分，改后不再是：{names}。", names=speak("、").join(gone))


def _full_name(one: FullMarks) -> str:
    return spoken_path(one.name) if one.is_whole else f"{spoken_path(one.name)}@{one.period}"


def panel_head() -> str:
    """What the lines about panels tell."""
    return speak("评分单独的作用（换成本组的平均，再排一次名次）")


def panel_line(one: PanelWeight) -> str:
    """How far one panel alone moves ranks."""
    if not one.ranked:
        return speak("「{name}」：名次未定，看不出它的作用。", name=spoken_path(one.name))
    if not one.shifts:
        return speak("「{name}」：不因它而动一个名次。", name=spoken_path(one.name))
    first = one.shifts[0]
    return speak(
        "「{name}」：{ranked} 个有名次的对象里 {count} 个因它而变，最多 {places} 位（{who}）。",
        name=spoken_path(one.name),
        ranked=one.ranked,
        count=len(one.shifts),
        places=count_as_json(abs(first.places)),
        who=_shift(first),
    )


def _shift(one: Shift) -> str:
    return speak(
        "{name}第 {rank} 名，不算它第 {without} 名",
        name=one.name,
        rank=count_as_json(one.rank),
        without=count_as_json(one.without),
    )


def head_line(result: Result) -> str:
    """Which scheme, which version, which period."""
    return speak(
        "{title} {version} · {period} · 试算",
        title=result.title,
        version=result.version,
        period=result.period,
    )
