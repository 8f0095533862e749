"""The rows of a sheet: ranked units with the line of the seats, then those who are set apart.

Words that belong to no place in the table are told below it: quotas that have no line there, and
grades that a veto or a bar has moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from kaoji.engine.explain.overview import Line, further_rank, incomplete_lines
from kaoji.engine.explain.pages.columns import Column
from kaoji.engine.explain.pages.printing import MINUS, padded, taken_off
from kaoji.engine.explain.pages.standing import rank_shown, total_shown
from kaoji.engine.explain.prose import PLACES, outward, told
from kaoji.engine.explain.spoken import bracketed, joined, quoted
from kaoji.engine.explain.telling import decision_line, names_in
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.values import Null, Span
from kaoji.engine.score.outcome import State
from kaoji.engine.score.result import NodeResult, Result, Status, SubjectResult
from kaoji.engine.score.verdict import Cause, Decision, DecisionKind, Move

#: Why a grade is another one than its points reach; a quota's line tells of itself.
_MOVED = frozenset({Cause.CONDITION, Cause.BARRED, Cause.CAP, Cause.FLOOR, Cause.DOWN, Cause.SET})


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of the sheet; `left` is what a subtotal is out of where some of it is taken out."""

    text: str
    left: str = ""
    is_full: bool = False
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A unit, or a line of words across the sheet."""

    rank: str = ""
    name: str = ""
    cells: tuple[Cell, ...] = ()
    total: str = ""
    places: tuple[str, ...] = ()  # in further rankings
    grade: str = ""
    before: str = ""  # the grade that its points reach, where it is another
    words: str = ""
    is_line: bool = False  # up to here and no further


@dataclass(frozen=True, slots=True)
class Lineup:
    """Everything that one group's sheet has to tell of its units."""

    result: Result
    lines: tuple[Line, ...]
    group: str
    places: tuple[str, ...]

    def rows(self, columns: Sequence[Column]) -> Iterator[Row]:
        """Those who have a rank, with a line below the last seat; then the others."""
        lines = list(self._seat_lines())
        for place, subject in enumerate(self._settled):
            yield self._row(subject, columns)
            here = (one for one, at in lines if at == place)
            yield from (Row(words=self._told(one), is_line=True) for one in here)
        yield from self._apart(columns)

    def notes(self) -> Iterator[str]:
        """What has no place in the table."""
        in_table = [one for one, _at in self._seat_lines()]
        yield from (self._told(one) for one in self._decisions() if one not in in_table)
        yield from (_moved(line.subject) for line in self.lines if _mover(line.subject))

    # -- seats -------------------------------------------------------------------------------------

    @property
    def _settled(self) -> list[SubjectResult]:
        return [one.subject for one in self.lines if one.status is Status.FINAL]

    def _decisions(self) -> Iterator[Decision]:
        """The quotas of this group, of all groups, and of other pools with somebody from here."""
        groups = {one.group for one in self.result.subjects}
        here = {line.subject.subject for line in self.lines}
        for one in self.result.decisions:
            known = {*_of(one), *one.vacated_by}
            is_ours = one.group not in groups and (not known or known & here)
            if (one.group == self.group or is_ours) and one.base != 0:  # else nobody is rationed
                yield one

    def _seat_lines(self) -> Iterator[tuple[Decision, int]]:
        """Quotas of grades whose seats go down the ranking, with the place of the last one.

        A quota that goes by another order, over several groups, or down to the last unit has no
        line.
        """
        order = [one.subject for one in self._settled]
        mine = {one.subject.subject for one in self.lines}
        for decision in self._decisions():
            seated = _of(decision)
            places = [place for place, one in enumerate(order) if one in seated]
            if decision.kind is not DecisionKind.GRADE or not seated <= mine or not places:
                continue
            last = places[-1]
            passed = any(_has_no_seat(one, decision) for one in self._settled[:last])
            if last + 1 < len(order) and seated <= {*order} and not passed:
                yield decision, last

    def _told(self, one: Decision) -> str:
        return decision_line(one, names=names_in(self.result))

    # -- who is set apart --------------------------------------------------------------------------

    def _apart(self, columns: Sequence[Column]) -> Iterator[Row]:
        """The incomplete, each behind what it waits for; then those who have no points at all."""
        open_ones = [one.subject for one in self.lines if one.status is not Status.FINAL]
        for place, subject in enumerate(open_ones):
            waiting = incomplete_lines(replace(self.result, subjects=(subject,)))
            yield Row(words=next(waiting, None) or _no_points(subject), is_line=not place)
            yield self._row(subject, columns)

    # -- one unit ----------------------------------------------------------------------------------

    def _row(self, subject: SubjectResult, columns: Sequence[Column]) -> Row:
        mover = _mover(subject)
        return Row(
            rank_shown(subject),
            subject.name,
            tuple(_cell(subject, column) for column in columns),
            total_shown(subject),
            tuple(further_rank(subject, name=name) for name in self.places),
            self._grade(subject),
            "" if mover is None else mover.before or "",
        )

    def _grade(self, subject: SubjectResult) -> str:
        """A run proposes; who may decide, decides."""
        verdict = subject.verdict
        if subject.status in _WITHOUT:
            return speak(_WITHOUT[subject.status])
        if verdict.grade is not None:
            return speak("拟{grade}", grade=verdict.grade)
        tied = any(subject.subject in one.tied for one in self.result.decisions
                   if one.kind is DecisionKind.GRADE)  # fmt: skip
        return speak("待议") if tied else speak("或").join(verdict.grades_possible)


_WITHOUT = {Status.REFUSED: marked("数据有误"), Status.EXCLUDED: marked("不参加")}


def _of(one: Decision) -> set[str]:
    """Who has a seat or waits for one."""
    return {*one.proposed, *one.tied}


def _has_no_seat(one: SubjectResult, decision: Decision) -> bool:
    """Whether the seats of a quota were full when it came to the unit."""
    moves = one.verdict.moves
    return any(move.cause is Cause.NO_SEAT and move.before == decision.what for move in moves)


def _no_points(one: SubjectResult) -> str:
    if one.status is Status.EXCLUDED:
        return speak("{name}不参加考核。", name=one.name)
    errors = [problem.told for problem in one.problems if problem.severity == "error"]
    return speak(
        "{name}数据有误，没有计分：{why}{more}。",
        name=one.name,
        why=errors[0].rstrip("。"),
        more=bracketed(speak("等 {count} 处", count=len(errors)) if errors[1:] else ""),
    )


def _mover(one: SubjectResult) -> Move | None:
    """What first moved the grade away from the one that the points reach."""
    if one.status in _WITHOUT:
        return None
    moves = (move for move in one.verdict.moves if move.cause in _MOVED)
    first = next((move for move in moves if move.before and move.before != move.after), None)
    return None if first is None or first.before == one.verdict.grade else first


def _moved(one: SubjectResult) -> str:
    """Why a unit has another grade than its points reach."""
    moves = [move for move in one.verdict.moves if move.cause in _MOVED]
    why = [f"{move.text}{_cited(move)}" for move in moves if move.before != move.after]
    first = _mover(one)
    before = "" if first is None else first.before
    return speak(
        "{name}按得分为「{before}」，改为{after}：{why}。",
        name=one.name,
        before=before,
        after=quoted(one.verdict.grade) if one.verdict.grade else speak("待定"),
        why=joined(dict.fromkeys(why), by=marked("；")),
    )


def _cited(move: Move) -> str:
    by = speak("依据 {cited}", cited=move.clause) if move.clause else ""
    body = speak("机关 {authority}", authority=move.authority) if move.authority else ""
    return bracketed(joined((by, body)))


# --- one figure -----------------------------------------------------------------------------------


def _cell(subject: SubjectResult, column: Column) -> Cell:
    node = subject.nodes.get(column.key)
    if node is None or subject.status in _WITHOUT:
        return Cell("—")
    value = node.outcome.value
    if node.published is None:
        is_out = isinstance(value, Null | str) and node.outcome.state is not State.MISSING
        return Cell(told(value)) if is_out else Cell(_open(value, column), is_missing=True)
    text = node.published.replace("-", MINUS)
    left = _left(node, column)
    return Cell(
        taken_off(text) if column.is_deduction else text,
        left="" if left is None or left == column.full else _out_of(left, like=text),
        is_full=bool(left) and value == left and not column.is_subtotal,
    )


def _left(node: NodeResult, column: Column) -> Fraction | None:
    """What the figure is out of: shares that are taken up at a higher level are no loss here."""
    if column.full is None:
        return None
    return column.full * (1 - sum(node.outcome.gaps.values(), Fraction(0)))


def _out_of(left: Fraction, *, like: str) -> str:
    return speak("满 {points}", points=padded(left, like=like))


def _open(value: object, column: Column) -> str:
    """A figure that waits for facts; a subtotal is not itself owed, and has bounds."""
    if not column.is_subtotal:
        return speak("缺")
    if not isinstance(value, Span) or not value.is_bounded:
        return "—"
    ends = (
        outward(value.low, up=False, places=PLACES),
        outward(value.high, up=True, places=PLACES),
    )
    return speak("～").join(ends).replace("-", MINUS)
