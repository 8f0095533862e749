"""The list of the workbench: tasks in three bands, each deadline counted in working days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaoji.engine.plinth.workdays import Calendar
from kaoji.web.todo import Task

#: Fewer working days than this are told as near, more than this as far.
NEAR = 3
FAR = 5
PER_PAGE = 100
WEEKDAYS = "一二三四五六日"

LATE, TODAY, LATER = "late", "today", "later"
BANDS = (
    (LATE, gettext_lazy("已逾期")),
    (TODAY, gettext_lazy("今天到期")),
    (LATER, gettext_lazy("本周及以后")),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A task with its deadline in words, and the shape that goes with them."""

    task: Task
    band: str
    state: str
    word: str
    day: str


@dataclass(frozen=True, slots=True)
class Band:
    """Some of the tasks under one head; `count` is of all of them, whatever the page shows."""

    key: str
    word: Any
    count: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """One page of the list."""

    bands: tuple[Band, ...]
    count: int
    first: int
    last: int
    number: int

    @property
    def late_count(self) -> int:
        """How many are overdue."""
        return next((band.count for band in self.bands if band.key == LATE), 0)

    @property
    def has_more(self) -> bool:
        """Whether there is a page behind this one."""
        return self.last < self.count


def desk_of(
    tasks: Iterable[Task],
    *,
    today: date,
    calendar: Calendar,
    number: int = 1,
    per_page: int = PER_PAGE,
) -> Desk:
    """One page of tasks, those due first on top, those without a day at the end."""
    ordered = sorted(tasks, key=lambda one: (one.due_on or date.max, one.title))
    lines = [_line(task, today=today, calendar=calendar) for task in ordered]
    number = max(1, min(number, -(-len(lines) // per_page)))
    start = (number - 1) * per_page
    shown = lines[start : start + per_page]
    bands = tuple(
        Band(
            key,
            word=word,
            count=sum(line.band == key for line in lines),
            lines=tuple(line for line in shown if line.band == key),
        )
        for key, word in BANDS
    )
    return Desk(
        bands=tuple(band for band in bands if band.lines),
        count=len(lines),
        first=start + 1 if shown else 0,
        last=start + len(shown),
        number=number,
    )


def counts_of(tasks: Iterable[Task], *, today: date) -> dict[str, int]:
    """How many tasks are in each band."""
    counts = dict.fromkeys((LATE, TODAY, LATER), 0)
    for task in tasks:
        counts[_band(task.due_on, today=today)] += 1
    return counts


def _band(due_on: date | None, *, today: date) -> str:
    if due_on is None or due_on > today:
        return LATER
    return TODAY if due_on == today else LATE


def _line(task: Task, *, today: date, calendar: Calendar) -> Line:
    band = _band(task.due_on, today=today)
    if task.due_on is None:
        return Line(task, band=band, state="idle", word=_("不限期"), day="—")
    state, word = _deadline(task.due_on, today=today, calendar=calendar)
    return Line(task, band=band, state=state, word=word, day=shown_day(task.due_on, today=today))


def _deadline(due_on: date, *, today: date, calendar: Calendar) -> tuple[str, str]:
    if due_on < today:
        over = calendar.working_days_between(due_on, last=today)
        if over == 0:
            return "late", _("逾期，其后尚无工作日")
        return "late", _("逾期 {n} 个工作日").format(n=over)
    if due_on == today:
        return "soon", _("今天下班前")
    left = calendar.working_days_between(today, last=due_on)
    if left == 0:
        return "soon", _("到期前再无工作日")
    state = "soon" if left < NEAR else "idle" if left > FAR else "well"
    return state, _("还剩 {n} 个工作日").format(n=left)


def shown_day(day: date, *, today: date) -> str:
    """6月29日 周一; with the year only where it is another one."""
    year = "" if day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日 周{WEEKDAYS[day.weekday()]}"
