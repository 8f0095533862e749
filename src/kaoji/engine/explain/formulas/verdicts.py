"""The sheet of results: totals, grades and ranks of the subjects.

A grade is a formula where thresholds alone lead to it, a rank where the order of figures alone
does: whoever is level, barred, seated by a quota or moved by a veto has the exact text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from fractions import Fraction

from kaoji.engine.explain.formulas.deciding import (
    NOT_KNOWN,
    all_of,
    chosen,
    compared,
    is_apart,
)
from kaoji.engine.explain.formulas.lines import FIGURE, PUBLISHED, Line, from_outside
from kaoji.engine.explain.formulas.pools import Pool
from kaoji.engine.explain.formulas.terms import (
    NoFormulaError,
    Term,
    Why,
    agreeing,
    literal,
)
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.scheme.model import Formula, Grade, Ranking, RankMethod
from kaoji.engine.score.court import RunBench, bench_of
from kaoji.engine.score.inquiry import Inquiry
from kaoji.engine.score.plain import Run
from kaoji.engine.score.ranks import rankings_of
from kaoji.engine.score.result import SubjectResult

SHEET, GRADES = marked("结果"), marked("等次")
FIRST_ROW = 3
#: Among more than so many a rank is not counted by a formula: each cell would look at all.
MOST_RANKED = 2000


@dataclass(slots=True)
class Cell:
    """One cell that is a formula, or a text."""

    term: Term | None = None
    text: str = ""
    why: Why | None = None


@dataclass(slots=True)
class Row:
    """One subject in the sheet of results."""

    row: int
    result: SubjectResult
    figure: Cell = field(default_factory=Cell)
    published: Cell = field(default_factory=Cell)
    grade: Cell = field(default_factory=Cell)
    ranks: dict[str, Cell] = field(default_factory=dict)
    keys: dict[str, Term] = field(default_factory=dict)  # what each ranking compares
    pools: dict[str, int] = field(default_factory=dict)  # the number of its pool there
    is_named: bool = True


@dataclass(slots=True)
class Court:
    """Knows how the scheme grades and ranks, and fills rows."""

    run: Run
    bench: RunBench
    inquiry: Inquiry
    rankings: tuple[Ranking, ...]
    edges: dict[tuple[int, str], Fraction] = field(default_factory=dict)
    pools: dict[str, dict[str, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, run: Run) -> Court:
        """The court of a run."""
        bench = bench_of(run)
        inquiry = Inquiry(bench)
        rankings = rankings_of(inquiry)
        court = cls(run, bench, inquiry, rankings)
        for ranking in rankings:
            found = enumerate(inquiry.pools(ranking.pool), start=1)
            court.pools[ranking.name] = {one: at for at, pool in found for one in pool.members}
        return court

    # -- grades ------------------------------------------------------------------------------------

    @property
    def grades(self) -> tuple[Grade, ...]:
        """The grades of the scheme, best first."""
        grading = self.run.plan.scheme.grading
        return () if grading is None else grading.grades

    def grade(self, row: Row, *, line: Line | None) -> Cell:
        """The grade of a subject."""
        verdict = row.result.verdict
        if verdict.grade is None:
            return Cell(text=speak("、").join(verdict.grades_possible))
        if verdict.moves or line is None:
            return Cell(text=verdict.grade, why=Why.WAY)
        try:
            made = self._ladder(row.result.subject, figure=self._graded(line))
            return Cell(agreeing(made, value=verdict.grade))
        except NoFormulaError as none:
            return Cell(text=verdict.grade, why=none.why)

    def _graded(self, line: Line) -> Term:
        grading = self.run.plan.scheme.grading
        return figure_of(line, is_published=grading is not None and grading.on_published)

    def _ladder(self, subject: str, *, figure: Term) -> Term:
        """The first grade whose thresholds are reached; one that asks for more is not known."""
        made = NOT_KNOWN
        for place in range(len(self.grades) - 1, -1, -1):
            grade = self.grades[place]
            if grade.condition is not None:
                raise NoFormulaError
            reached = all_of(list(self._tests(place, subject=subject, figure=figure)))
            name = Term(f"'{speak(GRADES)}'!$A${place + FIRST_ROW}", grade.name)
            then = name if grade.quota is None else NOT_KNOWN
            taken = then if reached.value else made
            if taken.value is None:
                made = Term(f"IF({reached.text},{then.text},{made.text})", None)
            else:
                made = chosen(reached, then=then, otherwise=made)
        return made

    def _tests(self, place: int, *, subject: str, figure: Term) -> Iterator[Term]:
        grade = self.grades[place]
        for formula, sign, column in ((grade.floor, ">=", "B"), (grade.above, ">", "C")):
            if formula is not None:
                edge = self._edge(place, column, subject=subject, formula=formula)
                if not is_apart(figure, right=edge):
                    raise NoFormulaError(Why.CLOSE)
                yield compared(figure, sign=sign, right=edge)

    def _edge(self, place: int, column: str, *, subject: str, formula: Formula) -> Term:
        """A threshold: its cell in the sheet of grades, unless this subject has another."""
        value = self.bench.number(subject, formula=formula, names={})
        if not isinstance(value, Fraction):
            raise NoFormulaError
        known = self.edges.setdefault((place, column), value)
        made = literal(value)
        if known != value:
            return made
        return Term(f"'{speak(GRADES)}'!${column}${place + FIRST_ROW}", value, made.error)

    # -- ranks -------------------------------------------------------------------------------------

    def compares(self, row: Row, *, lines: Mapping[str, Line]) -> None:
        """What each ranking compares of a subject that has a place in it."""
        for ranking in self.rankings:
            rank = row.result.verdict.ranks.get(ranking.name)
            path = ranking.order[0].path
            value = self.inquiry.figure(row.result.subject, path=path)
            if rank is None or not isinstance(value, Fraction):
                continue
            row.pools[ranking.name] = self.pools[ranking.name][row.result.subject]
            row.keys[ranking.name] = self._key(value, line=lines.get(path))

    def _key(self, value: Fraction, *, line: Line | None) -> Term:
        if line is not None and line.term is not None and line.why is None:
            for is_published in (False, True):
                try:
                    made = figure_of(line, is_published=is_published)
                except NoFormulaError:
                    continue
                if made.value == value:
                    return made
        return literal(value)

    def is_in(self, subject: str, *, pools: AbstractSet[tuple[str, int]]) -> bool:
        """Whether a subject belongs to one of the pools of the rankings."""
        return any(
            (name, members[subject]) in pools
            for name, members in self.pools.items()
            if subject in members
        )

    def rank(self, row: Row, *, ranking: Ranking, peers: Peers, columns: tuple[str, str]) -> Cell:
        """The rank of a subject; `columns`: those of the figures and of the pools' numbers."""
        known = row.result.verdict.ranks.get(ranking.name)
        if known is None:
            return Cell()
        text, own = rank_text(known), row.keys.get(ranking.name)
        pool = peers.rows.get((ranking.name, row.pools.get(ranking.name, 0)), ())
        is_plain = len(pool) <= MOST_RANKED and ranking.method is not RankMethod.DENSE
        try:
            if own is None or not is_plain:
                return Cell(text=text, why=Why.WAY)
            figures = peers.figures(ranking.name, number=row.pools[ranking.name])
            if not figures.keeps_apart(own):  # no spreadsheet places who is level, or nearly so
                return Cell(text=text, why=Why.CLOSE)
            made = self._counted(row, ranking, pool, figures=figures, columns=columns)
            return Cell(agreeing(made, value=known))
        except NoFormulaError as none:
            return Cell(text=text, why=none.why)

    def _counted(
        self, row: Row, ranking: Ranking, pool: Sequence[Row], *, figures: Pool,
        columns: tuple[str, str],
    ) -> Term:  # fmt: skip
        """One more than the rows of the pool whose figure stands before."""
        key, number = columns
        descending = ranking.order[0].descending
        sign, (first, last) = ">" if descending else "<", (pool[0].row, pool[-1].row)
        ahead = figures.before(row.keys[ranking.name], descending=descending)
        text = (
            f"(1+SUMPRODUCT(({number}${first}:{number}${last}={number}{row.row})"
            f"*({key}${first}:{key}${last}{sign}{key}{row.row})))"
        )
        return Term(text, Fraction(1 + ahead))


@dataclass(slots=True)
class Peers:
    """The rows that are ranked together, by ranking and number of the pool, in order."""

    rows: Mapping[tuple[str, int], Sequence[Row]]
    _figures: dict[tuple[str, int], Pool] = field(default_factory=dict)

    def figures(self, name: str, *, number: int) -> Pool:
        """The figures of a pool. Raises NoFormulaError where one is no number."""
        if (name, number) not in self._figures:
            terms = [one.keys[name] for one in self.rows[name, number]]
            self._figures[name, number] = Pool.of(terms)
        return self._figures[name, number]


def peers_of(rows: Iterable[Row]) -> Peers:
    """Who is ranked with whom."""
    found: dict[tuple[str, int], list[Row]] = {}
    for row in rows:
        for name, pool in row.pools.items():
            found.setdefault((name, pool), []).append(row)
    return Peers(found)


def figure_of(line: Line, *, is_published: bool) -> Term:
    """A line's figure as other sheets name it; its exact value where that stands as a text."""
    term = line.published if is_published else line.term
    why = line.why_published if is_published else line.why
    if term is None or why is not None:
        raise NoFormulaError(why or Why.WAY)
    column = PUBLISHED if is_published else FIGURE
    return Term(from_outside(line, column=column), term.value, term.error)


def rank_text(rank: Fraction) -> str:
    """A rank as it is printed: 3, or 2.5."""
    return literal(rank).text
