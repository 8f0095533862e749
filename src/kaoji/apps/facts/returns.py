"""How far the lists of a sheet are: who has reported what, what looks alike, what is one's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from kaoji.apps.facts.enums import DisputeOutcome, ListKind, Mark
from kaoji.apps.facts.models import CollectionTask, Dispute, ListRow, TaskList
from kaoji.apps.facts.shapes import COUNT, DAY, NOTE, NUMBER, PAPER, STATE, RowColumn
from kaoji.apps.facts.sheets import period_of

#: Beside who, when and by which paper, these do not tell two events apart.
_SAYS_NOTHING = frozenset({NOTE, NUMBER, COUNT, STATE, "发文机关"})


@dataclass(frozen=True, slots=True)
class Return:
    """One list of a sheet: its rows, who said 无 or 缺, who has said nothing."""

    asked: TaskList
    row_count: int
    nil: tuple[str, ...]
    missing: tuple[str, ...]
    silent: tuple[str, ...]
    silent_keys: tuple[int, ...]
    alike: int

    @property
    def told(self) -> str:
        """What there is, in one line."""
        parts = [_("{count} 条").format(count=self.row_count)]
        if self.nil:
            parts.append(_("{count} 家报无").format(count=len(self.nil)))
        if self.missing:
            parts.append(_("{count} 家报缺").format(count=len(self.missing)))
        return "，".join(parts)

    @property
    def owed(self) -> str:
        """Who has said nothing, by name where they are few."""
        if not self.silent:
            return ""
        if len(self.silent) <= 4:
            return _("还没有报：") + "、".join(self.silent)
        return _("还有 {count} 家没有报").format(count=len(self.silent))


def returns_of(task: CollectionTask) -> tuple[Return, ...]:
    """Every list of a sheet; three queries, however many rows."""
    lists = list(task.lists.all())
    if not lists:
        return ()
    units = [(one.unit_id, one.name) for one in task.units.all()]
    rows: dict[int, list[ListRow]] = {one.pk: [] for one in lists}
    for row in ListRow.objects.filter(asked__in=rows, is_withdrawn=False):
        rows[row.asked_id].append(row)
    return tuple(_return(one, rows=rows[one.pk], units=units) for one in lists)


def _return(asked: TaskList, *, rows: list[ListRow], units: list[tuple[int, str]]) -> Return:
    marks: dict[int, str] = {row.unit_id: row.mark for row in rows}
    for row in rows:
        row.asked = asked

    def named(mark: str | None) -> tuple[str, ...]:
        return tuple(name for key, name in units if marks.get(key) == mark)

    return Return(
        asked,
        row_count=sum(row.mark == Mark.VALUE for row in rows),
        nil=named(Mark.NIL),
        missing=named(Mark.MISSING),
        silent=named(None),
        silent_keys=tuple(key for key, _name in units if key not in marks),
        alike=len(alike_in(rows)),
    )


def alike_in(rows: Iterable[ListRow]) -> Mapping[int, int]:
    """Rows that may be one and the same event: by key, the number of the earlier one.

    The same unit with the same day, paper and kind; a paper of another unit is worth a look too.
    """
    first: dict[tuple[object, ...], int] = {}
    papers: dict[str, tuple[int, int]] = {}
    found: dict[int, int] = {}
    for row in rows:
        if row.asked.kind != ListKind.EVENT or row.mark != Mark.VALUE or row.is_withdrawn:
            continue
        said = tuple(sorted((k, v) for k, v in row.values.items() if k not in _SAYS_NOTHING))
        before = first.setdefault((row.unit_id, said), row.number)
        if said and before != row.number:
            found[row.pk] = before
        paper = row.values.get(PAPER, "")
        if paper:
            other_unit, number = papers.setdefault(paper, (row.unit_id, row.number))
            if other_unit != row.unit_id:
                found.setdefault(row.pk, number)
    return found


def outside_in(rows: Iterable[ListRow]) -> Mapping[int, str]:
    """Rows whose day lies outside the period of their list: by key, the day."""
    found = {}
    for row in rows:
        day = row.values.get(DAY, "")
        if day and not period_of(row.asked.period).own_year.covers(date.fromisoformat(day)):
            found[row.pk] = day
    return found


@dataclass(frozen=True, slots=True)
class OwnList:
    """What a sheet holds of one unit in a list; of ballots only how many there are."""

    asked: TaskList
    columns: tuple[str, ...]
    rows: tuple[tuple[ListRow, tuple[str, ...], bool], ...]
    ballot_count: int = 0


def own_lists(task: CollectionTask, *, unit_key: int) -> tuple[OwnList, ...]:
    """The rows of one unit, list by list."""
    lists = list(task.lists.all())
    if not lists:
        return ()
    disputes = Dispute.objects.filter(row=OuterRef("pk"), outcome=DisputeOutcome.OPEN)
    held = ListRow.objects.filter(asked__in=lists, unit_id=unit_key, is_withdrawn=False)
    rows = list(held.annotate(is_disputed=Exists(disputes)))
    return tuple(_own(one, rows=[row for row in rows if row.asked_id == one.pk]) for one in lists)


def _own(asked: TaskList, *, rows: list[Any]) -> OwnList:
    if asked.is_secret:
        count = sum(row.mark == Mark.VALUE for row in rows)
        return OwnList(asked, (), (), ballot_count=count)
    for row in rows:
        row.asked = asked
    columns = filled_columns(asked, rows=rows)
    told = tuple(
        (row, tuple(row.typed.get(name, "") for name in columns), row.is_disputed) for row in rows
    )
    return OwnList(asked, columns, told)


def filled_columns(asked: TaskList, *, rows: Iterable[ListRow]) -> tuple[str, ...]:
    """The columns in which anything stands, in the order of the list."""
    used = {name for row in rows for name in row.typed}
    columns = map(RowColumn.from_json, asked.columns)
    return tuple(one.name for one in columns if one.name in used or one.is_required)
