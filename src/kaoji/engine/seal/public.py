"""The public seal: what of a run may be published, made so that it can still be recomputed.

Ballots go; the result of a panel stands as a given result in their place. Of the other facts only
those stay that the run has used, without raters, remarks and columns that no rule reads.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from kaoji.engine.facts.book import FactBook
from kaoji.engine.facts.columns import FACT_COLUMNS
from kaoji.engine.facts.table import Cell, FactRow, FactTable, SubjectRow
from kaoji.engine.plan.declared import declared_headers
from kaoji.engine.plinth.exact import exact_text
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.problem import NOWHERE
from kaoji.engine.score.plain import Run
from kaoji.engine.seal.form import OWN_COLUMNS, REMARKS, SECRET
from kaoji.engine.seal.inputs import Inputs
from kaoji.engine.seal.names import LEFT_OUT, Names, is_word_of
from kaoji.engine.seal.panels import Rating, is_signed, may_tell_total, ratings_of, runs_of

#: Columns by which a row is found: what the run has bound stands in the schemes or the roster.
_BINDING = frozenset({"subject", "key", "scheme"})
_FIGURES = frozenset({"period", "date", *(one.key for one in FACT_COLUMNS if one.is_number)})
_RESULT = "得分"  # the field by which a row gives the result of any node
_ABOVE = "上级"


@dataclass(frozen=True, slots=True)
class Withheld:
    """A subject of which a scheme tells no more than the total, or not even that."""

    scheme: str
    subject: str
    ratings: tuple[Rating, ...]
    keeps_total: bool


@dataclass(frozen=True, slots=True)
class Published:
    """The inputs that may be published, and what is withheld of the others."""

    inputs: Inputs
    withheld: tuple[Withheld, ...]
    names: Names  # those that must not be told


def published(inputs: Inputs, *, run: Run) -> Published:
    """What may be published of the inputs of a finished run."""
    runs = tuple(runs_of(run))
    kept: set[int] = set()
    silenced: set[int] = set()
    given: list[FactRow] = []
    withheld: list[Withheld] = []
    for one in runs:
        ratings = tuple(ratings_of(one))
        own = tuple(_withheld(one, ratings=ratings))
        silent = {each.subject for each in own}
        withheld += own
        for row, is_silent in _used_rows(one, silent=silent):
            (silenced if is_silent else kept).add(id(row))
        given += _given_rows(one, ratings=ratings, withheld=own)
    words = _Words(inputs, runs=runs)
    table = inputs.tables.facts
    # What one run must not tell, another one does not tell either.
    told = kept - silenced
    rows = [
        words.public_row(row)
        for row in table.rows
        if id(row) in told and not is_signed(row) and words.may_name(row.text("subject"))
    ]
    tables = replace(
        inputs.tables,
        facts=FactTable((*rows, *given)),
        subjects=tuple(words.public_subjects(inputs.tables.subjects, rows=rows)),
    )
    return Published(replace(inputs, tables=tables), tuple(withheld), words.names)


def _withheld(run: Run, *, ratings: Iterable[Rating]) -> Iterator[Withheld]:
    """The subjects of whom some rating is too small to be told."""
    of_subject: dict[str, list[Rating]] = {}
    for one in ratings:
        of_subject.setdefault(one.subject, []).append(one)
    for subject, own in of_subject.items():
        small = tuple(one for one in own if not _may_be_told(one))
        if small:
            keeps = run.plan.scheme.has_total and may_tell_total(run, ratings=own)
            yield Withheld(run.plan.scheme.id, subject, small, keeps)


def _may_be_told(rating: Rating) -> bool:
    """An aggregate of enough ballots on a node, or nothing that came to a number."""
    is_node = rating.path in rating.run.plan.nodes
    return (rating.is_aggregate and is_node) or (is_node and rating.value is None)


# --- rows -----------------------------------------------------------------------------------------


def _used_rows(run: Run, *, silent: Collection[str]) -> Iterator[tuple[FactRow, bool]]:
    """The rows that the run has bound, and whether they tell of the silent."""
    nodes = run.plan.nodes
    for path, subject, row in _bound(run.book):
        is_scored = path in nodes and nodes[path].is_scored
        yield row, is_scored and subject in silent


def _bound(book: FactBook) -> Iterator[tuple[str, str, FactRow]]:
    yield from ((path, subject, one.row) for subject, _, (path, _), one in book.each_figure())
    for path, lists in book.lines.items():
        for subject, lines in lists.items():
            yield from ((path, subject, one.row) for one in lines)
    for path, known in book.given.items():
        yield from ((path, subject, one.row) for (subject, _period), one in known.items())
    for path, returns in book.nil_returns.items():
        yield from ((path, subject, row) for (subject, _period), row in returns.items())
    for figures in book.parameters.values():
        for subject, own in figures.items():
            yield from (("", subject, one.row) for one in own.values())


def _given_rows(
    run: Run, *, ratings: Iterable[Rating], withheld: Iterable[Withheld]
) -> Iterator[FactRow]:
    """The aggregates of panels as given results; of the silent the total alone."""
    silent = {one.subject: one for one in withheld}
    for rating in ratings:
        value = rating.value
        if rating.subject not in silent and value is not None:
            yield _given(run, rating.path, rating.subject, period=rating.period, value=value)
    for subject, one in silent.items():
        total = run.value(run.plan.root, subject=subject, period=run.period)
        if one.keeps_total and isinstance(total, Fraction):
            yield _given(run, run.plan.root, subject, period=run.period, value=total)


def _given(run: Run, path: str, subject: str, *, period: Period, value: Fraction) -> FactRow:
    texts = {
        "subject": subject,
        "period": str(period),
        "key": f"{path}.{_RESULT}",
        "value": exact_text(value),
        "scheme": run.plan.scheme.id,
    }
    return _row(texts, {}, units={})


def _row(texts: Mapping[str, str], more: Mapping[str, str], *, units: Mapping[str, str]) -> FactRow:
    cells, extra = (
        {name: Cell(text, NOWHERE) for name, text in each.items()} for each in (texts, more)
    )
    return FactRow(NOWHERE, cells, extra, units)


# --- words ----------------------------------------------------------------------------------------


class _Words:
    """Which names and columns may be published."""

    def __init__(self, inputs: Inputs, *, runs: Iterable[Run]) -> None:
        schemes = (inputs.scheme, *inputs.feeders.values(), *inputs.tables.versions)
        self._scheme_text = "\n".join(one.text for one in schemes)
        self._declared = declared_headers(*schemes)
        self._appraised = frozenset(one for run in runs for one in run.roster.listed)
        self.names = Names(
            {row.text("rater") for row in inputs.tables.facts.rows},
            public=self._published(inputs.tables.subjects),
            rules=self._scheme_text,
        )

    def _published(self, subjects: Iterable[SubjectRow]) -> Iterator[str]:
        """Those whom the results name anyway."""
        yield from self._appraised
        yield from (one.name for one in subjects if one.id in self._appraised)

    def may_name(self, subject: str) -> bool:
        """Whether a row may say that it is of this subject."""
        return subject in self._appraised or not self.names.are_in(subject)

    def public_row(self, row: FactRow) -> FactRow:
        """A row without raters, remarks and columns that no rule reads."""
        texts = {
            name: self._public_text(name, text)
            for name in row.cells
            if name not in SECRET and (text := row.text(name))
        }
        more = {
            name: self.names.clean(cell.text)
            for name, cell in row.extra.items()
            if name in self._declared and cell.text
        }
        units = {
            name: self.names.clean(unit)
            for name, unit in row.units.items()
            if name in texts or name in more
        }
        return _row(texts, more, units=units)

    def _public_text(self, name: str, text: str) -> str:
        if name in REMARKS:
            return LEFT_OUT
        if name in _BINDING:
            return text
        return self.names.clean_figure(text) if name in _FIGURES else self.names.clean(text)

    def public_subjects(
        self, subjects: tuple[SubjectRow, ...], *, rows: Iterable[FactRow]
    ) -> Iterator[SubjectRow]:
        """The appraised, whoever the facts are of, and those above them."""
        wanted = {*self._appraised, *(row.text("subject") for row in rows)}
        parents = {one.id: one.parent for one in subjects}
        todo = list(wanted)
        while todo:
            parent = parents.get(todo.pop(), "")
            if parent and parent not in wanted and self.may_name(parent):
                wanted.add(parent)
                todo.append(parent)
        for one in subjects:
            if one.id in wanted:
                yield self._public_subject(one)

    def _public_subject(self, one: SubjectRow) -> SubjectRow:
        attributes = {
            name: self._public_attribute(name, text)
            for name, text in one.attributes.items()
            if name in OWN_COLUMNS or is_word_of(name, rules=self._scheme_text)
        }
        return replace(
            one,
            name=self.names.clean(one.name),
            group=self.names.clean(one.group),
            parent=self._public_attribute(_ABOVE, one.parent),
            attributes=attributes,
        )

    def _public_attribute(self, name: str, text: str) -> str:
        if name == _ABOVE:
            return text if self.may_name(text) else LEFT_OUT
        return text if text in self._appraised else self.names.clean(text)
