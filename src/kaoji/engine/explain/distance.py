"""How far a grade is: points to the next one, who has the seat, what alone would have sufficed.

Every statement is the engine's own answer: a line is what the scheme's formula gives, and a single
change is told only when scoring and judging with it has given that grade.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kaoji.engine.explain.levers import Lever, Trials
from kaoji.engine.explain.prose import told
from kaoji.engine.explain.records import exact_of
from kaoji.engine.explain.spoken import joined
from kaoji.engine.plan.orders import names_value, sought
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.scheme.model import ROOT, Formula, Grade
from kaoji.engine.score.inquiry import Inquiry
from kaoji.engine.score.plain import Run
from kaoji.engine.score.verdict import Cause, Decision, Verdict

POINTS = "分"
#: How many single changes are told.
MOST_LEVERS = 3


@dataclass(frozen=True, slots=True)
class Edge:
    """The line of a grade, and how far the figure is from it."""

    grade: str
    line: Fraction
    is_strict: bool  # 高于: the line itself is not enough
    distance: Fraction  # never negative
    is_rationed: bool = False  # beyond the line there are only so many seats
    unit: str | None = POINTS  # of the value that grades

    def told(self, value: Fraction) -> str:
        """A figure in the unit of the value that grades."""
        return told(value, unit=self.unit)


@dataclass(frozen=True, slots=True)
class Seat:
    """Who holds the last seat of a grade that the figure reaches, by the first key of its order."""

    grade: str
    holder: str
    key: str
    held: Fraction
    own: Fraction


@dataclass(frozen=True, slots=True)
class Distance:
    """What separates a subject from the grades around its own."""

    figure: Fraction
    up: Edge | None = None
    down: Edge | None = None
    seat: Seat | None = None
    without_vetoes: str | None = None
    is_tied_without: bool = False  # its last seat would then have to be decided
    levers: tuple[Lever, ...] = ()

    @property
    def sentences(self) -> Iterator[str]:
        """One sentence each."""
        if self.without_vetoes is not None:
            yield _without(self.without_vetoes, is_tied=self.is_tied_without)
        if self.up is not None:
            yield _upward(self.up, self.figure)
        if self.seat is not None:
            yield _seated(self.seat)
        if self.levers:
            yield speak(
                "其他不变，下列任何一项单独就能评为「{grade}」：{ways}。",
                grade="" if self.up is None else self.up.grade,
                ways=joined((lever.words for lever in self.levers), by=marked("；")),
            )
        if self.down is not None:
            yield _downward(self.down)

    def as_json(self) -> dict[str, object]:
        return {
            "figure": exact_of(self.figure),
            "up": None if self.up is None else _edge_json(self.up),
            "down": None if self.down is None else _edge_json(self.down),
            "seat": None
            if self.seat is None
            else {
                "grade": self.seat.grade,
                "holder": self.seat.holder,
                "key": self.seat.key,
                "held": exact_of(self.seat.held),
                "own": exact_of(self.seat.own),
            },
            "without_vetoes": self.without_vetoes,
            "levers": [lever.as_json() for lever in self.levers],
            "sentences": list(self.sentences),
        }


def _without(grade: str, *, is_tied: bool) -> str:
    if is_tied:
        return speak("不计否决事项，达到「{grade}」，但在名额末位并列，等次未定。", grade=grade)
    return speak("不计否决事项，等次为「{grade}」。", grade=grade)


def _edge_json(edge: Edge) -> dict[str, object]:
    return {
        "grade": edge.grade,
        "line": exact_of(edge.line),
        "strict": edge.is_strict,
        "distance": exact_of(edge.distance),
    }


def _upward(edge: Edge, figure: Fraction) -> str:
    line = edge.told(edge.line)
    line = speak("高于 {line}", line=line) if edge.is_strict else speak("不低于 {line}", line=line)
    if not edge.distance:
        return speak("「{grade}」要{line}，正好在线上，再多一点就够。", grade=edge.grade, line=line)
    need = edge.told(edge.distance)
    return speak(
        "「{grade}」要{line}，现在是 {figure}，差 {need}{seats}。",
        grade=edge.grade,
        line=line,
        figure=edge.told(figure),
        need=speak("{need}以上", need=need) if edge.is_strict else need,
        seats=speak("，够了还要按顺序占得名额") if edge.is_rationed else "",
    )


def _downward(edge: Edge) -> str:
    if not edge.distance:
        return speak(
            "正好在「{grade}」的线 {line} 上，再少一点就不够。",
            grade=edge.grade,
            line=edge.told(edge.line),
        )
    return speak(
        "比「{grade}」的线 {line} 高 {over}。",
        grade=edge.grade,
        line=edge.told(edge.line),
        over=edge.told(edge.distance),
    )


def _seated(seat: Seat) -> str:
    if seat.held == seat.own:
        return speak(
            "「{grade}」最后一个名额由 {holder} 占，「{key}」同为 {own}。",
            grade=seat.grade,
            holder=seat.holder,
            key=spoken_path(seat.key),
            own=told(seat.own),
        )
    return speak(
        "「{grade}」最后一个名额由 {holder} 占，它的「{key}」是 {held}，相差 {gap}。",
        grade=seat.grade,
        holder=seat.holder,
        key=spoken_path(seat.key),
        held=told(seat.held),
        gap=told(abs(seat.held - seat.own)),
    )


# --- finding out ----------------------------------------------------------------------------------


def distance_of(
    run: Run,
    *,
    verdict: Verdict,
    decisions: tuple[Decision, ...],
    names: Mapping[str, str],
    inquiry: Inquiry,
) -> Distance | None:
    """How far the subject is from other grades; nothing while its figure or grade is open."""
    grading = run.plan.scheme.grading
    if grading is None or verdict.grade is None:
        return None
    return _Surveyor(run, verdict, decisions, names, inquiry).survey()


@dataclass(frozen=True, slots=True)
class _Surveyor:
    """Measures for one subject."""

    run: Run
    verdict: Verdict
    decisions: tuple[Decision, ...]
    names: Mapping[str, str]
    inquiry: Inquiry

    def survey(self) -> Distance | None:
        figure = self.inquiry.figure(self.verdict.subject, path=self._graded)
        if not isinstance(figure, Fraction):
            return None
        before, grade = self.verdict.grade_before, self.verdict.grade
        if before is not None and before != grade:
            is_tied = any(move.cause is Cause.TIE for move in self.verdict.moves)
            return Distance(figure, without_vetoes=before, is_tied_without=is_tied)
        at = next(at for at, one in enumerate(self._grades) if one.name == grade)
        down = self._edge(self._grades[at], figure)
        better = self._grades[at - 1] if at else None
        up = None if better is None else self._edge(better, figure)
        if up is not None and figure >= up.line and not (up.is_strict and figure == up.line):
            up = None  # it is not the line that keeps it out
        seat = None if better is None or up is not None else self._seat(better)
        levers = () if up is None else tuple(self._levers(up, figure))
        is_below = down is None or figure < down.line
        return Distance(figure, up, None if is_below else down, seat, levers=levers)

    @property
    def _grades(self) -> tuple[Grade, ...]:
        grading = self.run.plan.scheme.grading
        return () if grading is None else grading.grades

    @property
    def _graded(self) -> str:
        grading = self.run.plan.scheme.grading
        return ROOT if grading is None else grading.value

    def _edge(self, grade: Grade, figure: Fraction) -> Edge | None:
        """The line of a grade: 不低于, or 高于."""
        for formula, is_strict in ((grade.floor, False), (grade.above, True)):
            line = None if formula is None else self._number(formula)
            if line is not None:
                rationed = grade.quota is not None
                unit = POINTS if self._graded == ROOT else self._unit
                return Edge(grade.name, line, is_strict, abs(line - figure), rationed, unit)
        return None

    @property
    def _unit(self) -> str | None:
        """The unit of the value that grades; a figure of a node has another one than its points."""
        found = sought(self._graded, index=self.run.plan.index)
        is_value = found.entry is not None and names_value(found)
        return self.run.plan.nodes[found.name.parts[0]].unit if is_value else None

    def _number(self, formula: Formula) -> Fraction | None:
        number = self.inquiry.bench.number(self.verdict.subject, formula=formula, names={})
        return number if isinstance(number, Fraction) else None

    def _seat(self, grade: Grade) -> Seat | None:
        """The last one seated in the quota of a grade, by the first key of its order."""
        decision = next((one for one in self.decisions if one.what == grade.name), None)
        is_full = any(
            move.cause is Cause.NO_SEAT and move.name == grade.name for move in self.verdict.moves
        )
        if grade.quota is None or not is_full or decision is None or not decision.proposed:
            return None
        key = grade.quota.order[0] if grade.quota.order else None
        path = self._graded if key is None else key.path
        own = self.inquiry.figure(self.verdict.subject, path=path)
        held = {one: self.inquiry.figure(one, path=path) for one in decision.proposed}
        known = {one: value for one, value in held.items() if isinstance(value, Fraction)}
        if not isinstance(own, Fraction) or len(known) < len(held):
            return None
        is_descending = key is None or key.descending
        last = (min if is_descending else max)(known, key=lambda one: known[one])
        return Seat(grade.name, self.names.get(last, last), path, known[last], own)

    def _levers(self, up: Edge, figure: Fraction) -> Iterator[Lever]:
        """Single changes that reach the line exactly, the smallest first."""
        scheme = self.run.plan.scheme
        official = scheme.grading is not None and scheme.grading.on_published
        if up.is_strict or official or self._graded != ROOT:
            return
        trials = Trials(self.run, self.verdict.subject)
        found = sorted(trials.levers(line=up.line, figure=figure), key=lambda one: one.rise)
        for lever in found[:MOST_LEVERS]:
            if trials.grade_with(lever) == up.grade:
                yield lever
