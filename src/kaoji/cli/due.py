"""`kaoji due`: when a limit ends, and how late something came.

Plain functions: whatever parses the command line hands its raw values to `run_due` and prints
what comes back. Values are read here, so that their faults speak like every other problem.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from kaoji.cli.due_answer import Answer, Limit, Question, answer_to, due_answer
from kaoji.cli.due_text import CHINESE, ENGLISH, answer_as_json, answer_as_text
from kaoji.cli.words import Words, language_of
from kaoji.engine.plinth import speech
from kaoji.engine.plinth.problem import Problem, has_errors
from kaoji.engine.plinth.workdays import FIRST_DAY, LAST_DAY, Counted
from kaoji.engine.scheme.calendars import DEFAULT_CALENDAR, load_calendar

__all__ = ["Limit", "Question", "due_answer", "run_due"]

DONE, FAULTY, USAGE = 0, 1, 2

#: Faults of the command line itself; all others are faults of the values given.
_USAGE_CODES = frozenset({"limit-missing", "limit-twice", "date-has-no-duration"})
_OPTIONS = {
    "--workdays": Counted.WORKDAYS,
    "--days": Counted.DAYS,
    "--months": Counted.MONTHS,
    "--on": Counted.DATE,
}
_NO_DURATION = Words(
    "写明的到期日没有持续时间，--on 不能与 --duration 同用",
    "--on names a date and cannot go with --duration",
)
_DROP_DURATION = Words("去掉 --duration，或改用 --days N", "drop --duration, or use --days N")
_NO_LIMIT = Words("没有给出时限", "no limit is given")
_GIVE_ONE = Words(
    "给出一项：--workdays N（工作日）、--days N（自然日）、--months N（月）或 --on 日期",
    "give one of --workdays N, --days N, --months N, --on DATE",
)
_LIMITS = Words("给了几个时限：{options}", "more than one limit is given: {options}")
_KEEP_ONE = Words("只留一个", "keep one")
_NO_NUMBER = Words("“{text}”不是整数", '"{text}" is not a whole number')
_WRITE_NUMBER = Words("写整数，如 10", "write a whole number such as 10")
_NO_DATE = Words("“{text}”不是日期", '"{text}" is not a date')
_TOO_FAR = Words(
    "{year} 年超出可以推算的年份（{first}—{last}）",
    "{year} lies outside the years that can be counted ({first}–{last})",
)
_NO_SUCH_DAY = Words("没有“{text}”这一天", 'there is no day "{text}"')
_WRITE_DATE = Words("写成 年-月-日，如 2024-02-07", "write YYYY-MM-DD, such as 2024-02-07")
_LONGEST = 30
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日)")
_COUNT = re.compile(r"[+-]?[0-9]{1,12}")


def run_due(
    *,
    start: str,
    workdays: str | int | None = None,
    days: str | int | None = None,
    months: str | int | None = None,
    on: str | None = None,
    submitted: str | None = None,
    calendar: str | None = None,
    as_json: bool = False,
    language: str | None = None,
    duration: bool = False,
    stays: bool = False,
) -> tuple[int, str]:
    """Answer the command: the exit code and the text for standard output."""
    spoken = language_of(language or "") or speech.CHINESE
    given = {"--workdays": workdays, "--days": days, "--months": months, "--on": on}
    with speech.speaking(spoken):
        problems: list[Problem] = []
        limit = _limit(given, is_duration=duration, stays=stays, problems=problems)
        answer = _answer(limit, start, submitted, calendar=calendar, problems=problems)
        words = ENGLISH if spoken == speech.ENGLISH else CHINESE
        output = answer_as_json(answer) if as_json else answer_as_text(answer, words=words)
    return _exit_code(answer.problems), output


def _answer(
    limit: Limit | None,
    start: str,
    submitted: str | None,
    *,
    calendar: str | None,
    problems: list[Problem],
) -> Answer:
    first = _day(start, path="DATE", problems=problems)
    came = None if submitted is None else _day(submitted, path="--submitted", problems=problems)
    table, found = load_calendar(calendar or DEFAULT_CALENDAR)
    problems.extend(found)
    if limit is None or first is None or table is None or has_errors(problems):
        return Answer(problems=tuple(problems))
    return answer_to(Question(limit, first, came, table), problems=tuple(problems))


def _limit(
    given: Mapping[str, str | int | None],
    *,
    is_duration: bool,
    stays: bool,
    problems: list[Problem],
) -> Limit | None:
    named = {option: value for option, value in given.items() if value is not None}
    if len(named) != 1:
        problems.append(_not_one_limit(tuple(named)))
        return None
    option, value = next(iter(named.items()))
    counted = _OPTIONS[option]
    if counted is not Counted.DATE:
        count = _count(str(value), path=option, problems=problems)
        return None if count is None else Limit(counted, count, None, is_duration, stays)
    if is_duration:
        problems.append(
            Problem(
                "date-has-no-duration",
                _NO_DURATION.spoken(),
                _DROP_DURATION.spoken(),
                path="--duration",
            )
        )
    day = _day(str(value), path=option, problems=problems)
    return None if day is None else Limit(counted, named_day=day)


def _not_one_limit(options: tuple[str, ...]) -> Problem:
    if not options:
        return Problem("limit-missing", _NO_LIMIT.spoken(), _GIVE_ONE.spoken())
    message = _LIMITS.spoken(options=options)
    return Problem("limit-twice", message, _KEEP_ONE.spoken(), path=options[1])


def _count(text: str, *, path: str, problems: list[Problem]) -> int | None:
    text = text.strip()
    if _COUNT.fullmatch(text):
        return int(text)
    message = _NO_NUMBER.spoken(text=_short(text))
    problems.append(Problem("count-not-whole", message, _WRITE_NUMBER.spoken(), path=path))
    return None


def _day(text: str, *, path: str, problems: list[Problem]) -> date | None:
    found = _DATE.fullmatch(text.strip())
    if found is None:
        message, code = _NO_DATE.spoken(text=_short(text)), "date-not-read"
    else:
        year, month, day = (int(part) for part in found.groups() if part is not None)
        if not FIRST_DAY.year <= year <= LAST_DAY.year:
            code = "date-out-of-range"
            message = _TOO_FAR.spoken(year=year, first=FIRST_DAY.year, last=LAST_DAY.year)
        else:
            try:
                return date(year, month, day)
            except ValueError:
                message, code = _NO_SUCH_DAY.spoken(text=text.strip()), "date-does-not-exist"
    problems.append(Problem(code, message, _WRITE_DATE.spoken(), path=path))
    return None


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _exit_code(problems: tuple[Problem, ...]) -> int:
    codes = {problem.code for problem in problems if problem.severity == "error"}
    if codes & _USAGE_CODES:
        return USAGE
    return FAULTY if codes else DONE
