"""Changed inputs: rows of facts, subjects, parameters, and how the run was asked for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kaoji.engine.facts.table import FactRow, SubjectRow
from kaoji.engine.seal.canonical import canonical
from kaoji.engine.seal.restore import Sealed
from kaoji.engine.seal.settings import setting_records

#: What makes two rows of two tables the same one, with other figures.
_IDENTITY = (
    *("scheme", "subject", "period", "key", "id", "work", "rater_class", "rater", "document"),
    "date",
)
#: How a run is asked for; the rest of its record speaks of the scheme.
_ASKED = ("period", "as_of", "open", "engine")


@dataclass(frozen=True, slots=True)
class InputChange:
    """One thing that is otherwise: of what, which field, before and after."""

    what: str
    field: str
    before: str | None
    after: str | None

    def as_json(self) -> dict[str, object]:
        """The change in the published shape."""
        return {
            "what": self.what,
            "field": self.field,
            "before": self.before,
            "after": self.after,
        }


@dataclass(frozen=True, slots=True)
class FactChange:
    """A row that was added, dropped, or says something else."""

    subject: str
    key: str
    coordinate: str
    kind: str  # added | removed | changed
    fields: tuple[InputChange, ...]
    document: str | None

    def as_json(self) -> dict[str, object]:
        """The change in the published shape."""
        return {
            "subject": self.subject,
            "key": self.key,
            "coordinate": self.coordinate,
            "kind": self.kind,
            "fields": [
                {"field": one.field, "before": one.before, "after": one.after}
                for one in self.fields
            ],
            "document": self.document,
        }


def asked_changes(before: Sealed, *, after: Sealed) -> Iterator[InputChange]:
    """Another period, another day, other open lists, another engine."""
    for name in _ASKED:
        old, new = (_shown(one.run.get(name)) for one in (before, after))
        if old != new:
            yield InputChange("run", name, old, new)


def _shown(value: object) -> str | None:
    if isinstance(value, list):
        return "、".join(map(str, value))
    return None if value is None else str(value)


def setting_changes(before: Sealed, *, after: Sealed) -> Iterator[InputChange]:
    """Parameters that the runs set otherwise."""
    old, new = (_settings(one) for one in (before, after))
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            yield InputChange("parameter", name, old.get(name), new.get(name))


def _settings(sealed: Sealed) -> dict[str, str]:
    entries = sealed.inputs.settings
    found = {}
    for entry, record in zip(entries, setting_records(entries), strict=True):
        value = record[1]  # type: ignore[index] # a pair
        found[entry.key.text] = value if isinstance(value, str) else canonical(value)
    return found


def subject_changes(before: Sealed, *, after: Sealed) -> Iterator[InputChange]:
    """Subjects that came, went or have other columns."""
    old, new = (_subjects(one.inputs.tables.subjects) for one in (before, after))
    for name in dict.fromkeys((*old, *new)):
        own, then = old.get(name), new.get(name)
        if own is None or then is None:
            here, there = (None if each is None else name for each in (own, then))
            yield InputChange(name, "", here, there)
            continue
        for column in dict.fromkeys((*own, *then)):
            if own.get(column, "") != then.get(column, ""):
                yield InputChange(name, column, own.get(column), then.get(column))


def _subjects(rows: Iterable[SubjectRow]) -> dict[str, Mapping[str, str]]:
    return {row.id: row.attributes for row in rows}


# --- facts ----------------------------------------------------------------------------------------


class Row(NamedTuple):
    """The filled cells of a row, its period as seen from the run's, and as written."""

    cells: Mapping[str, str]
    written: str

    @property
    def identity(self) -> tuple[str, ...]:
        """What makes it the same row with other figures."""
        return tuple(self.cells.get(name, "") for name in _IDENTITY)

    @property
    def coordinate(self) -> str:
        """Where it stands."""
        subject, period = self.cells.get("subject", ""), self.written
        at = f"@{period}" if period else ""
        return f"{f'{subject}:' if subject else ''}{self.cells.get('key', '')}{at}"


def fact_changes(before: Sealed, *, after: Sealed) -> Iterator[FactChange]:
    """Rows that are not in both tables; those of one identity are one row that was changed.

    The period that each run scores is the same one here, so that two years can be compared.
    """
    old, new = (_rows(one) for one in (before, after))
    gone, come = _without(old, new), _without(new, old)
    waiting: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in come:
        waiting[row.identity].append(row)
    for row in gone:
        partners = waiting[row.identity]
        yield _change(row, partners.pop(0) if partners else None)
    left = {id(row) for partners in waiting.values() for row in partners}
    yield from (_change(None, row) for row in come if id(row) in left)


def _rows(sealed: Sealed) -> list[Row]:
    period = str(sealed.run["period"])
    return [_row(row, period=period) for row in sealed.inputs.tables.facts.rows]


def _row(row: FactRow, *, period: str) -> Row:
    cells = {name: text for name in row.cells if (text := row.text(name))}
    cells |= {name: cell.text for name, cell in row.extra.items() if cell.text}
    written = cells.get("period", "")
    if written.startswith(period):
        cells["period"] = f"*{written.removeprefix(period)}"
    return Row(cells, written)


def _without(rows: Sequence[Row], others: Sequence[Row]) -> list[Row]:
    """The rows that the others do not have, each as often as it is more often here."""
    known = Counter(canonical(row.cells) for row in others)
    found = []
    for row in rows:
        text = canonical(row.cells)
        if known[text]:
            known[text] -= 1
        else:
            found.append(row)
    return found


#: Cells that are told by the coordinate.
_TOLD = frozenset({"subject", "key", "period", "scheme"})


def _change(before: Row | None, after: Row | None) -> FactChange:
    old, new = ({} if row is None else row.cells for row in (before, after))
    row = after or before or Row({}, "")
    fields = tuple(
        InputChange("fact", name, old.get(name), new.get(name))
        for name in dict.fromkeys((*old, *new))
        if old.get(name) != new.get(name) and name not in _TOLD
    )
    kind = "added" if before is None else "removed" if after is None else "changed"
    return FactChange(
        row.cells.get("subject", ""),
        row.cells.get("key", ""),
        row.coordinate,
        kind,
        fields,
        row.cells.get("document"),
    )
