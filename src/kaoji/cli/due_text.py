"""What `kaoji due` prints: JSON, or a few lines in Chinese or English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kaoji.cli.due_answer import Answer, Question
from kaoji.cli.printing import json_text, visible
from kaoji.engine.plinth.workdays import Counted, Due, Lateness


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one language."""

    weekdays: tuple[str, ...]
    due: str
    limits: Mapping[Counted, str]
    durations: Mapping[Counted, str]
    calendar: str
    moved: str
    on_time: str
    late: Mapping[bool, str]
    hardly_late: str
    provisional: str


CHINESE = Words(
    weekdays=("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"),
    due="到期：{day} {weekday}",
    limits={
        Counted.WORKDAYS: "计法：{count} 个工作日，起算日 {start} 不计入",
        Counted.DAYS: "计法：{count} 天，起算日 {start} 不计入",
        Counted.MONTHS: "计法：{count} 个月，起算日 {start} 不计入",
        Counted.DATE: "计法：写明的日期，当天算按时，遇休息日不顺延",
    },
    durations={
        Counted.WORKDAYS: "计法：持续 {count} 个工作日，从 {start} 当天数起",
        Counted.DAYS: "计法：持续 {count} 天，从 {start} 当天数起",
        Counted.MONTHS: "计法：持续 {count} 个月，从 {start} 当天数起",
    },
    calendar="日历：{name} {revision}",
    moved="顺延：{day} {weekday}{name} 休息，移到下一个工作日",
    on_time="提交：{day}，按时",
    late={True: "提交：{day}，逾期 {days} 个工作日", False: "提交：{day}，逾期 {days} 天"},
    hardly_late="提交：{day}，已逾期，不足 1 个工作日",
    provisional="暂定：日历里没有 {years} 年的放假安排，先按周一至周五推算，补上后重算",
)

ENGLISH = Words(
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    due="due: {day} {weekday}",
    limits={
        Counted.WORKDAYS: "counted: working days {count}, without the start {start}",
        Counted.DAYS: "counted: days {count}, without the start {start}",
        Counted.MONTHS: "counted: months {count}, without the start {start}",
        Counted.DATE: "counted: a named date, itself on time, never moved",
    },
    durations={
        Counted.WORKDAYS: "counted: a duration, working days {count}, the first day {start}",
        Counted.DAYS: "counted: a duration, days {count}, the first day {start}",
        Counted.MONTHS: "counted: a duration, months {count}, the first day {start}",
    },
    calendar="calendar: {name} {revision}",
    moved="moved: {day} {weekday}{name} is a rest day, on to the next working day",
    on_time="submitted: {day}, on time",
    late={
        True: "submitted: {day}, working days late: {days}",
        False: "submitted: {day}, days late: {days}",
    },
    hardly_late="submitted: {day}, late by less than a working day",
    provisional="provisional: the calendar does not know the holidays of {years}; weekday rule",
)


def answer_as_json(answer: Answer) -> str:
    return json_text(answer.as_json())


def answer_as_text(answer: Answer, *, words: Words) -> str:
    """Problems first, one a line, then the answer where there is one."""
    lines = [problem.as_text() for problem in answer.problems]
    question, due = answer.question, answer.due
    if question is not None and due is not None:
        lines += _due_lines(question, due=due, words=words)
        if question.submitted is not None and answer.late is not None:
            lines.append(_late_line(question, due=due, late=answer.late, words=words))
        if answer.is_provisional:
            lines.append(words.provisional.format(years=_unknown_years(question, due=due)))
    return "\n".join(map(visible, lines))


def _due_lines(question: Question, *, due: Due, words: Words) -> list[str]:
    limit, calendar = question.limit, question.calendar
    how = (words.durations if limit.is_duration else words.limits)[limit.counted]
    lines = [
        words.due.format(day=due.due_on, weekday=words.weekdays[due.due_on.weekday()]),
        how.format(count=limit.count, start=question.start),
    ]
    if due.moved_from is not None:
        special = calendar.special_on(due.moved_from)
        name = f" {special.name}" if special and special.name else ""
        weekday = words.weekdays[due.moved_from.weekday()]
        lines.append(words.moved.format(day=due.moved_from, weekday=weekday, name=name))
    named = words.calendar.format(name=calendar.name, revision=calendar.revision)
    return [*lines, named.strip()]


def _late_line(question: Question, *, due: Due, late: Lateness, words: Words) -> str:
    in_workdays = due.counted is Counted.WORKDAYS
    if not late.is_late:
        line = words.on_time
    elif not late.days:
        line = words.hardly_late
    else:
        line = words.late[in_workdays]
    return line.format(day=question.submitted, days=late.days)


def _unknown_years(question: Question, *, due: Due) -> str:
    last = max(due.due_on, question.submitted or due.due_on)
    years = [
        str(year)
        for year in range(question.start.year, last.year + 1)
        if year not in question.calendar.years
    ]
    return years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}"
