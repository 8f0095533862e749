"""The whole table: which rows are in effect, each bound by its kind, then what only all show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from kaoji.engine.facts.bind.ballots import bind_ballot
from kaoji.engine.facts.bind.bound import Binding, BoundRow, subject_of
from kaoji.engine.facts.bind.corrections import replaced_rows
from kaoji.engine.facts.bind.given import bind_given
from kaoji.engine.facts.bind.keys import expected_of, is_left_to, kind_of_row
from kaoji.engine.facts.bind.lists import bind_line
from kaoji.engine.facts.bind.named import check_named
from kaoji.engine.facts.bind.parameters import bind_parameter
from kaoji.engine.facts.bind.quantities import bind_quantity
from kaoji.engine.facts.bind.review import review
from kaoji.engine.facts.book import EVERYONE, GROUP, FactBook
from kaoji.engine.facts.expected import Expectations, Expected, OtherVersion
from kaoji.engine.facts.numbers import DateFault, read_date
from kaoji.engine.facts.spoken import period_named
from kaoji.engine.facts.table import FactRow, FactTable
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.scheme.model import RowKind

#: How a row of each kind is bound.
BINDERS: Mapping[RowKind | str, Callable[[BoundRow], None]] = {
    "parameter": bind_parameter,
    "given": bind_given,
    RowKind.QUANTITY: bind_quantity,
    RowKind.EVENT: bind_line,
    RowKind.PLAN: bind_line,
    RowKind.BALLOT: bind_ballot,
}


def bind_facts(
    table: FactTable,
    *,
    expectations: Expectations,
    groups: Mapping[str, tuple[str, ...]],
    as_of: date | None = None,
    known_elsewhere: Callable[[str], bool] = lambda _key: False,
    known_subjects: frozenset[str] | None = None,
    other_version: Callable[[Period], OtherVersion | None] = lambda _period: None,
    serves_history: bool = False,
    is_ours: Callable[[Period, frozenset[Period]], bool] = lambda _period, _asked: True,
) -> FactBook:
    """Bind every row of the table that speaks to this scheme.

    Rows of a period in which another version of the scheme is in force are that version's, unless
    only this one knows their key. A run that `serves_history` has no rows without a period: those
    are of the period that is scored.
    `is_ours` tells of a row's period, beside those that its key is asked for in, whether a part
    that is pinned to a version leaves it to us.
    `known_subjects` are those of the subjects table, whenever they are in force; `None`: there is
    no such table, whoever the rows name is a subject.
    """
    book = FactBook(groups=groups)
    binding = Binding(
        expectations,
        book,
        as_of=as_of,
        known_elsewhere=known_elsewhere,
        known_subjects=known_subjects,
        other_version=other_version,
        serves_history=serves_history,
        is_ours=is_ours,
    )
    rows = [row for row in table.rows if row.text("scheme") in ("", expectations.scheme_id)]
    replaced = replaced_rows(rows, binding=binding)
    for number, row in enumerate(rows):
        if number not in replaced:
            _bind_row(row, binding=binding)
    review(binding)
    check_named(binding, spoken_of={subject_of(row) for row in table.rows})
    return book


def _bind_row(row: FactRow, *, binding: Binding) -> None:
    subject = subject_of(row)
    if row.is_faulty:
        _know(subject, binding=binding)
        binding.book.refused.setdefault(subject, [])
        binding.book.doubt("", field="", subject=subject, period=None)
        return
    named = period_named(row)
    other = binding.other_version(named) if named is not None else None
    if other is not None and is_left_to(other, row=row, subject=subject, binding=binding):
        _know(subject, binding=binding)
        return
    expected, own_field = expected_of(row, subject=subject, binding=binding)
    if expected is None:
        return
    kind = kind_of_row(row, expected=expected, own_field=own_field)
    if binding.serves_history and named is None and not _is_of_every_period(kind, expected):
        return
    _know(subject, binding=binding)
    if named is not None and not binding.is_ours(named, expected.asked):
        return
    _note_stranger(row, subject=subject, binding=binding)
    day = _day(row, subject=subject, binding=binding)
    if isinstance(day, date) and binding.is_later(day):
        binding.later += 1
    elif isinstance(day, Problem):
        binding.doubt(row, subject=subject, field=own_field, expected=expected)
    else:
        BINDERS[kind](BoundRow(row, subject, expected, own_field, day, binding))


def _is_of_every_period(kind: RowKind | str, expected: Expected) -> bool:
    """Parameters and timeless facts need no period; other rows without one are of the scored."""
    return kind == "parameter" or (expected.spec is not None and expected.spec.timeless)


def _know(subject: str, *, binding: Binding) -> None:
    """Remember whom the rows of this scheme name."""
    known = binding.book.subjects
    if subject not in known and not subject.startswith(GROUP) and subject != EVERYONE:
        known[subject] = None


def _note_stranger(row: FactRow, *, subject: str, binding: Binding) -> None:
    """A subject that the subjects table does not have; rows of feeding schemes may name theirs."""
    known = binding.known_subjects
    if known is None or subject == EVERYONE or subject in known:
        return
    if row.text("scheme") or not binding.known_elsewhere(row.text("key").strip()):
        binding.strangers.setdefault(subject, []).append(row)


def _day(row: FactRow, *, subject: str, binding: Binding) -> date | Problem | None:
    if not row.text("date"):
        return None
    cell = row.cell("date")
    day = read_date(cell.text)
    if isinstance(day, DateFault):
        problem = day.problem(cell.place)
        binding.fault(row, subject=subject, problem=problem)
        return problem
    return day
