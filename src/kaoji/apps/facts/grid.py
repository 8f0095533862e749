"""A sheet as a grid: what stands in each cell, what is wrong with it, what is left to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from kaoji.apps.facts.actions import Typed
from kaoji.apps.facts.enums import DisputeOutcome, Mark
from kaoji.apps.facts.models import CollectionTask, Dispute, Draft, Figure, TaskKey, TaskUnit
from kaoji.apps.facts.reading import Fault, leap, read_entry
from kaoji.web.amounts import grouped

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. States: filled locked error warning missing nil not_applicable."""

    name: str
    label: str
    state: str
    text: str
    shown: str
    seen: int
    figure_key: int | None = None
    last: str = ""
    sentence: str = ""
    instead: str = ""
    is_disputed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a unit and what is to be said of them."""

    unit_key: int
    name: str
    cells: tuple[Cell, ...]
    faults: tuple[Cell, ...]
    warnings: tuple[Cell, ...]
    missing: int

    @property
    def needs_a_hand(self) -> bool:
        """Whether a phone shows the row at once."""
        return bool(self.faults or self.missing or self.warnings)


@dataclass(frozen=True, slots=True)
class Grid:
    """The whole sheet."""

    columns: tuple[TaskKey, ...]
    rows: tuple[Row, ...]
    blank: int = 0
    wrong: int = 0
    said_missing: int = 0
    disputes: tuple[Dispute, ...] = ()

    @property
    def heading(self) -> str:
        """What is left, as the head of the sheet counts it."""
        if self.blank and self.wrong:
            return _("还要填 {blank} 格，改 {wrong} 处错误").format(
                blank=self.blank, wrong=self.wrong
            )
        if self.blank:
            return _("还要填 {blank} 格").format(blank=self.blank)
        if self.wrong:
            return _("还要改 {wrong} 处错误").format(wrong=self.wrong)
        if self.said_missing:
            return _("已填齐，其中 {count} 格报缺").format(count=self.said_missing)
        return _("已填齐")

    @property
    def asked(self) -> int:
        """How many columns are asked for."""
        return sum(not one.is_shown_only for one in self.columns)

    @property
    def warnings(self) -> tuple[Cell, ...]:
        """Every cell worth a second look."""
        return tuple(cell for row in self.rows for cell in row.warnings)

    @property
    def can_carry(self) -> bool:
        """Whether a blank cell had a value in the last period."""
        return any(
            cell.state == "missing" and not cell.text and cell.last
            for row in self.rows
            for cell in row.cells
        )

    def measure(self, list_count: int) -> str:
        """The burden: 14 家 × 5 项 = 70 格, 2 张清单."""
        told = []
        if self.asked:
            told.append(
                _("{units} 家 × {columns} 项 = {cells} 格").format(
                    units=len(self.rows), columns=self.asked, cells=len(self.rows) * self.asked
                )
            )
        if list_count:
            told.append(
                _("{units} 家 × {lists} 张清单").format(units=len(self.rows), lists=list_count)
            )
        return "，".join(told)


def grid_of(task: CollectionTask, *, typed: Mapping[Place, str] | None = None) -> Grid:
    """The sheet as it stands; `typed` lays what somebody has just sent over it."""
    columns, units = tuple(task.keys.all()), tuple(task.units.all())
    held, last = _figures(task, columns=columns, unit_keys=[one.unit_id for one in units])
    drafts = {(one.unit_id, one.column_id): one.typed for one in _drafts(task)}
    disputes = _disputes(task)
    disputed = {one.figure_id for one in disputes if one.figure_id}
    over = typed or {}
    rows = []
    for unit in units:
        cells = tuple(
            _cell(
                (unit.unit_id, column.pk),
                column=column,
                label=f"{unit.name} · {column.title}",
                figure=held.get((unit.unit_id, column.pk)),
                last=last.get((unit.unit_id, column.pk), ""),
                draft=over.get((unit.unit_id, column.pk), drafts.get((unit.unit_id, column.pk))),
                task=task,
                disputed=disputed,
            )
            for column in columns
        )
        rows.append(_row(unit.unit_id, name=unit.name, cells=cells))
    every = [cell for row in rows for cell in row.cells]
    return Grid(
        columns,
        tuple(rows),
        blank=sum(cell.state == "missing" and not cell.text for cell in every),
        wrong=sum(cell.state == "error" for cell in every),
        said_missing=sum(cell.state == "missing" and bool(cell.text) for cell in every),
        disputes=disputes,
    )


def _drafts(task: CollectionTask) -> Iterable[Draft]:
    """What cannot stand is there only while the sheet is filled in."""
    drafts: Iterable[Draft] = task.drafts.all() if task.is_open else ()
    return drafts


def _disputes(task: CollectionTask) -> tuple[Dispute, ...]:
    """What units do not accept; nobody is asked before the sheet is signed."""
    if task.signed_by_id is None:
        return ()
    found = Dispute.objects.filter(confirmation__task=task, outcome=DisputeOutcome.OPEN)
    named = TaskUnit.objects.filter(task=task, unit=OuterRef("confirmation__unit")).values("name")
    return tuple(
        found.select_related("figure", "row__asked").annotate(unit_name=Subquery(named[:1]))
    )


def resumed_in(
    grid: Grid, *, task: CollectionTask, typed: Iterable[Typed]
) -> tuple[Grid, list[dict[str, str]]]:
    """The sheet with what was typed and not sent laid over it, and what has changed meanwhile."""
    cells = {cell.name: cell for row in grid.rows for cell in row.cells if cell.state != "locked"}
    found = [(cells.get(f"{one.unit_key}-{one.column_key}"), one) for one in typed]
    kept = [(cell, one) for cell, one in found if cell is not None and one.text != cell.shown]
    over = {(one.unit_key, one.column_key): one.text for _cell, one in kept}
    clashes = [
        {"where": cell.label, "now": cell.text, "text": one.text}
        for cell, one in kept
        if one.seen != cell.seen
    ]
    return grid_of(task, typed=over), clashes


def _row(unit_key: int, *, name: str, cells: tuple[Cell, ...]) -> Row:
    return Row(
        unit_key,
        name,
        cells,
        faults=tuple(cell for cell in cells if cell.state == "error"),
        warnings=tuple(cell for cell in cells if cell.state == "warning"),
        missing=sum(cell.state == "missing" for cell in cells),
    )


def _figures(
    task: CollectionTask, *, columns: tuple[TaskKey, ...], unit_keys: list[int]
) -> tuple[dict[Place, Figure], dict[Place, str]]:
    """What is held for each cell, and what was held for the period before; one query."""
    now = {(one.key, one.field, one.period): one.pk for one in columns}
    before = {(one.key, one.field, one.last_period): one.pk for one in columns}
    periods = {one.period for one in columns} | {one.last_period for one in columns}
    found = Figure.objects.filter(
        Q(key__in={one.key for one in columns}),
        organisation_id=task.organisation_id,
        scheme_key=task.scheme.scheme_key,
        period__in=periods - {""},
        unit__in=unit_keys,
    )
    held, last = {}, {}
    for one in found:
        place = (one.key, one.field, one.period)
        if place in now:
            held[one.unit_id, now[place]] = one
        if place in before and one.mark == Mark.VALUE:
            last[one.unit_id, before[place]] = one.value
    return held, last


def _cell(
    place: Place,
    *,
    column: TaskKey,
    label: str,
    figure: Figure | None,
    last: str,
    draft: str | None,
    task: CollectionTask,
    disputed: set[int],
) -> Cell:
    text = draft if draft is not None else figure.typed if figure is not None else ""
    state, sentence, instead = _judged(text, column=column, figure=figure, last=last, draft=draft)
    if column.is_shown_only or (figure is not None and figure.task_id != task.pk):
        state, sentence, instead = "locked", "", ""
    return Cell(
        name=f"{place[0]}-{place[1]}",
        label=label,
        state=state,
        text=text,
        shown=shown_in(text, kind=column.kind) if state != "error" else text,
        seen=figure.revision if figure is not None else 0,
        figure_key=figure.pk if figure is not None else None,
        last=shown_in(last, kind=column.kind),
        sentence=sentence,
        instead=instead,
        is_disputed=figure is not None and figure.pk in disputed,
    )


def shown_in(text: str, *, kind: str) -> str:
    """What stands in a cell, as pages show it: amounts with commas, words and years without."""
    return grouped(text) if kind == "number" else text


def _judged(
    text: str, *, column: TaskKey, figure: Figure | None, last: str, draft: str | None
) -> tuple[str, str, str]:
    """The state of a cell, the sentence beneath its row, and what one click would put there."""
    if not text:
        return "missing", "", ""
    if draft is not None or figure is None:
        read = read_entry(text, column=column)
        if isinstance(read, Fault):
            return "error", str(read), read.instead
        mark, value = str(read.mark), read.value
    else:
        mark, value = figure.mark, figure.value
    if mark != Mark.VALUE:
        return mark, "", ""
    warning = leap(value, last=last) if column.kind == "number" else ""
    return ("warning" if warning else "filled"), warning, ""
