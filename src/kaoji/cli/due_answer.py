"""The question and the answer of `kaoji due`: a limit, a start, a calendar; what is due when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kaoji.cli.words import Words
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.workdays import (
    Calendar,
    Counted,
    Due,
    Lateness,
    due_after_days,
    due_after_months,
    due_after_workdays,
    due_on_date,
    duration_end,
    lateness,
)

_DUE_EARLY = Words(
    "到期日 {day} 早于起算日 {start}", "the due date {day} lies before the start {start}"
)
_CAME_EARLY = Words(
    "提交日 {day} 早于起算日 {start}", "it was submitted on {day}, before the start {start}"
)
_CHECK_BOTH = Words("核对这两个日期", "check both dates")


@dataclass(frozen=True, slots=True)
class Limit:
    """So many working days, days or months, or a named date.

    `is_duration`: the first day counts. `stays`: an end on a rest day does not move.
    """

    counted: Counted
    count: int = 0
    named_day: date | None = None
    is_duration: bool = False
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, read and sound."""

    limit: Limit
    start: date
    submitted: date | None
    calendar: Calendar


@dataclass(frozen=True, slots=True)
class Answer:
    """The last day on time, the lateness where something was submitted, and what was wrong."""

    question: Question | None = None
    due: Due | None = None
    late: Lateness | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def is_provisional(self) -> bool:
        """It hangs on a year whose holidays are not yet known."""
        return any(part is not None and part.provisional for part in (self.due, self.late))

    @property
    def status(self) -> str | None:
        if self.late is None:
            return None
        return "late" if self.late.is_late else "on_time"

    def as_json(self) -> dict[str, object]:
        """The answer in the outer contract's shape; without an answer its values are null."""
        due, late = self.due, self.late
        table = self.question.calendar if self.question else None
        return {
            "due": due.due_on.isoformat() if due else None,
            "late_days": late.days if late else None,
            "provisional": self.is_provisional if due else None,
            "counted": due.counted.value if due else None,
            "status": self.status,
            "moved_from": due.moved_from.isoformat() if due and due.moved_from else None,
            "calendar": {"name": table.name, "revision": table.revision} if table else None,
            "problems": [problem.as_json() for problem in self.problems],
        }


def due_answer(question: Question) -> dict[str, object]:
    """The answer to a sound question as JSON."""
    return answer_to(question).as_json()


def answer_to(question: Question, *, problems: tuple[Problem, ...] = ()) -> Answer:
    """The answer to a sound question; problems met on the way to it are carried along."""
    due = _due(question)
    if isinstance(due, Problem):
        about = due.at(due.place, path=f"--{question.limit.counted}")
        return Answer(question, problems=(*problems, about))
    late = None
    if question.submitted is not None:
        late = lateness(due, submitted=question.submitted, calendar=question.calendar)
    return Answer(question, due, late, (*problems, *_doubts(question, due=due)))


def _due(question: Question) -> Due | Problem:
    limit, start, calendar = question.limit, question.start, question.calendar
    if limit.named_day is not None:
        return due_on_date(limit.named_day)
    if limit.is_duration:
        return duration_end(calendar, start=start, count=limit.count, counted=limit.counted)
    if limit.counted is Counted.WORKDAYS:
        return due_after_workdays(calendar, start=start, count=limit.count)
    after = due_after_months if limit.counted is Counted.MONTHS else due_after_days
    return after(calendar, start=start, count=limit.count, moves=not limit.stays)


def _doubts(question: Question, *, due: Due) -> tuple[Problem, ...]:
    """What is possible but most often a slip."""
    doubts = []
    if due.due_on < question.start:
        doubts.append(
            Problem(
                "due-before-start",
                _DUE_EARLY.spoken(day=due.due_on, start=question.start),
                _CHECK_BOTH.spoken(),
                "warning",
                path="--on",
            )
        )
    if question.submitted is not None and question.submitted < question.start:
        doubts.append(
            Problem(
                "submitted-before-start",
                _CAME_EARLY.spoken(day=question.submitted, start=question.start),
                _CHECK_BOTH.spoken(),
                "warning",
                path="--submitted",
            )
        )
    return tuple(doubts)
