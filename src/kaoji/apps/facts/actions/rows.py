"""Rows of lists: added, amended with a reason, withdrawn with a reason; never deleted.

无 and 缺 are said for a unit as rows of their own. What contradicts itself is refused here, so that
it does not first come up when points are worked out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.http import Http404
from django.utils.translation import gettext as _

from kaoji.apps.audit.actions import record
from kaoji.apps.facts import audit_types as acts
from kaoji.apps.facts.actions.common import check_state, home, lock, needed, shown
from kaoji.apps.facts.actions.entries import LONGEST_ONCE
from kaoji.apps.facts.actions.items import check_brought, items_for
from kaoji.apps.facts.actions.standing import check_stands
from kaoji.apps.facts.brought import BroughtItem
from kaoji.apps.facts.enums import Channel, DisputeOutcome, Mark, TaskState
from kaoji.apps.facts.models import (
    Dispute,
    EntryPost,
    ListRow,
    ListRowRevision,
    TaskList,
)
from kaoji.apps.facts.permissions import ENTER, FILLERS, HEADS, check, check_supplies
from kaoji.apps.facts.row_reading import read_row
from kaoji.apps.facts.shapes import RowColumn
from kaoji.engine.facts.clean import clean
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.forms import changed_meanwhile
from kaoji.web.refusals import Refused

_SAID = (Mark.NIL, Mark.MISSING)


@dataclass(frozen=True, slots=True)
class RowTyped:
    """What somebody writes of a row: for whom, what stands in its columns, from which paper.

    With the mark 无 or 缺 the unit says so of the whole list, and no column is filled.
    """

    unit_key: int
    cells: Mapping[str, str] = field(default_factory=dict)
    paper: str = ""
    mark: str = Mark.VALUE


@dataclass(slots=True)
class RowWork:
    """A list under the lock of its sheet, with its rows, and who changes it how."""

    by: Actor
    asked: TaskList
    channel: str
    reason: str
    units: dict[int, str]
    rows: list[ListRow]
    post: EntryPost | None = None
    columns: tuple[RowColumn, ...] = ()
    items: tuple[BroughtItem, ...] = ()

    def next_number(self) -> int:
        """The number of the next new row; withdrawn ones keep theirs."""
        highest = self.asked.rows.aggregate(Max("number"))["number__max"]
        return (highest or 0) + 1


def add_row(
    *,
    by: Actor,
    asked: TaskList,
    typed: RowTyped,
    once: str,
    reason: str = "",
    channel: Channel = Channel.FORM,
) -> ListRow:
    """Add a row. Sent again with the same key, it is the row that is there."""
    with transaction.atomic():
        mine = [typed.unit_key]
        work = _begin(by, asked=asked, reason=reason, channel=channel, unit_keys=mine)
        sent = _sent_before(work, once=once)
        if sent is not None:
            found: ListRow = asked.rows.get(pk=sent.told["row"])
            return found
        _check_late(work)
        work.post = _post(work, once=once)
        row = _made(work, typed=typed, number=work.next_number())
        work.post.told = {"row": row.pk}
        work.post.save(update_fields=("told",))
        record(acts.ADD_ROW, by=by, of=row, after=_told(row), reason=work.reason)
    return row


def change_row(*, by: Actor, row: ListRow, typed: RowTyped, reason: str, seen: int) -> ListRow:
    """Amend a row: a revision with its reason, from the form that was read at a revision."""
    with transaction.atomic():
        why = needed(reason, field="reason", what=_("更正原因"))
        mine = [row.unit_id]
        work = _begin(by, asked=row.asked, reason=why, channel=Channel.FORM, unit_keys=mine)
        row = _current(work, row=row, seen=seen)
        before = _told(row)
        if not _rewritten(work, row=row, typed=typed):
            return row
        _settle(row, reason=why)
        record(acts.CHANGE_ROW, by=by, of=row, before=before, after=_told(row), reason=why)
    return row


def withdraw_row(*, by: Actor, row: ListRow, reason: str, seen: int) -> None:
    """Withdraw a row: it counts no more and stays to be seen."""
    with transaction.atomic():
        why = needed(reason, field="reason", what=_("撤回原因"))
        mine = [row.unit_id]
        work = _begin(by, asked=row.asked, reason=why, channel=Channel.FORM, unit_keys=mine)
        row = _current(work, row=row, seen=seen)
        if row.is_withdrawn:
            raise Refused("withdrawn-already", reason=_("这一条已经撤回"))
        row.is_withdrawn = True
        _revise(work, row=row)
        _settle(row, reason=why)
        record(acts.WITHDRAW_ROW, by=by, of=row, before=_told(row), reason=why)


def declare(
    *, by: Actor, asked: TaskList, unit_keys: Iterable[int], mark: str, once: str, reason: str = ""
) -> int:
    """Say of units that they have nothing to report (无), or that it is not known yet (缺)."""
    with transaction.atomic():
        keys = list(unit_keys)
        work = _begin(by, asked=asked, reason=reason, channel=Channel.FORM, unit_keys=keys)
        sent = _sent_before(work, once=once)
        if sent is not None:
            return int(sent.told["count"])
        _check_late(work)
        if mark not in _SAID:
            raise Refused("no-such-word", reason=_("只能报“无”或“缺”"), field="mark")
        work.post = _post(work, once=once)
        named = [_declared(work, unit_key=key, mark=mark) for key in keys]
        if not named:
            raise Refused("no-units", reason=_("没有选单位"), field="units")
        work.post.told = {"count": len(named)}
        work.post.save(update_fields=("told",))
        told = {"mark": mark, "units": named}
        record(acts.DECLARE_LIST, by=by, of=asked, after=told, reason=work.reason)
    return len(named)


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of a workbook: its number, and what it says now; nothing: it is taken back."""

    number: int
    typed: RowTyped | None


def enter_rows(*, by: Actor, asked: TaskList, changes: Iterable[RowChange], reason: str) -> None:
    """Everything that a workbook changes, or nothing of it; one entry in the log."""
    with transaction.atomic():
        work = _begin(by, asked=asked, reason=reason, channel=Channel.EXCEL)
        _check_late(work)
        told = {}
        for one in changes:
            known = next((row for row in work.rows if row.number == one.number), None)
            row = _put(work, known=known, change=one)
            told[str(row.number)] = {"withdrawn": True} if row.is_withdrawn else _told(row)
        record(acts.ENTER_ROWS, by=by, of=asked, after=told, reason=work.reason)


def _put(work: RowWork, *, known: ListRow | None, change: RowChange) -> ListRow:
    if change.typed is None:
        if known is None:
            raise Http404
        known.is_withdrawn = True
        _revise(work, row=known)
        return known
    if known is None:
        return _made(work, typed=change.typed, number=change.number)
    _rewritten(work, row=known, typed=change.typed)
    return known


# --- what all of them do --------------------------------------------------------------------------


def _begin(
    by: Actor,
    *,
    asked: TaskList,
    reason: str,
    channel: str,
    unit_keys: list[int] | None = None,
) -> RowWork:
    """The list under the lock of its sheet, with the rows of some units, or of all."""
    check(by, right=ENTER)
    task = lock(by, task=asked.task)
    # Whoever writes a ballot reads who gave it: the head of a supplier signs and sees no names.
    check_supplies(by, task=task, roles=FILLERS - HEADS if asked.is_secret else FILLERS)
    asked.task = task
    units = {one.unit_id: one.name for one in task.units.all()}
    concerned = asked.rows.all() if unit_keys is None else asked.rows.filter(unit__in=unit_keys)
    rows = list(concerned)
    for row in rows:
        row.asked = asked
    columns = tuple(map(RowColumn.from_json, asked.columns))
    channel = Channel.PAPER if asked.is_secret and channel == Channel.FORM else channel
    items = items_for(by, asked=asked)
    return RowWork(by, asked, channel, reason.strip(), units, rows, columns=columns, items=items)


def _check_open(work: RowWork) -> None:
    check_state(work.asked.task, states=(TaskState.COLLECTING,), verb=_("填报"))


def _check_late(work: RowWork) -> None:
    """What comes after the sheet was sent needs its reason, as a correction does."""
    if work.asked.task.times_submitted and not work.reason:
        raise Refused(
            "reason-needed",
            reason=_("送签后再加，要写明原因"),
            remedy=_("例如：原始台账漏记一件"),
            field="reason",
        )


def _sent_before(work: RowWork, *, once: str) -> EntryPost | None:
    if not once or len(once) > LONGEST_ONCE:
        raise Refused("no-key", reason=_("这次填报没有编号"), remedy=_("请重新打开本页再填"))
    sent: EntryPost | None = EntryPost.objects.of(work.by).filter(once=once).first()
    if sent is None:
        return None
    if sent.task_id != work.asked.task_id or not sent.told.keys() & {"row", "count"}:
        raise Refused("no-key", reason=_("这次填报的编号用过了"), remedy=_("请重新打开本页再填"))
    return sent


def _post(work: RowWork, *, once: str) -> EntryPost:
    made: EntryPost = EntryPost.objects.create(
        organisation_id=home(work.by),
        once=once,
        task=work.asked.task,
        sender_id=work.by.person_key or 0,
        at=clock.now(),
    )
    return made


def _current(work: RowWork, *, row: ListRow, seen: int) -> ListRow:
    found = next((one for one in work.rows if one.pk == row.pk), None)
    if found is None:
        raise Http404
    if found.revision != seen:
        raise changed_meanwhile()
    return found


def _made(work: RowWork, *, typed: RowTyped, number: int) -> ListRow:
    _check_open(work)
    row = ListRow(organisation_id=work.asked.organisation_id, asked=work.asked, number=number)
    _fill(work, row=row, typed=typed)
    row.save()
    work.rows.append(row)
    _note(work, row=row)
    return row


def _declared(work: RowWork, *, unit_key: int, mark: str) -> str:
    row = _made(work, typed=RowTyped(unit_key, mark=mark), number=work.next_number())
    return work.units[row.unit_id]


def _rewritten(work: RowWork, *, row: ListRow, typed: RowTyped) -> bool:
    """Put what was written into a row; a withdrawn one stands again. Tell whether it changed."""
    before = (row.unit_id, row.mark, row.values, row.typed, row.paper, row.is_withdrawn)
    row.is_withdrawn = False
    _fill(work, row=row, typed=typed)
    if before == (row.unit_id, row.mark, row.values, row.typed, row.paper, row.is_withdrawn):
        return False
    _revise(work, row=row)
    return True


def _fill(work: RowWork, *, row: ListRow, typed: RowTyped) -> None:
    if typed.unit_key not in work.units:
        raise Refused("no-such-unit", reason=_("这张表里没有这个单位"), field="unit")
    if row.pk and row.unit_id != typed.unit_key:
        raise Refused(
            "other-unit",
            reason=_("一条不能换单位"),
            remedy=_("请撤回这一条，另给那个单位加一条"),
            field="unit",
        )
    row.unit_id, row.mark, row.paper = typed.unit_key, typed.mark, clean(typed.paper)
    row.values, row.typed = _read(work, typed=typed)
    check_brought(row, items=work.items, unit_name=work.units[row.unit_id])
    check_stands(row, among=work.rows, unit_name=work.units[row.unit_id])


def _read(work: RowWork, *, typed: RowTyped) -> tuple[dict[str, str], dict[str, str]]:
    if typed.mark in _SAID:
        return {}, {}
    if typed.mark != Mark.VALUE:
        raise Refused("no-such-word", reason=_("只能报“无”或“缺”"), field="mark")
    read = read_row(typed.cells, columns=work.columns)
    for name, fault in read.faults.items():
        raise Refused(
            "row-wrong",
            reason=_("{column}：{reason}").format(column=name, reason=fault.reason),
            remedy=fault.remedy,
            field=name,
        )
    return dict(read.values), dict(read.typed)


def _revise(work: RowWork, *, row: ListRow) -> None:
    _check_open(work)
    row.revision += 1
    row.save()
    _note(work, row=row)


def _note(work: RowWork, *, row: ListRow) -> None:
    ListRowRevision.objects.create(
        organisation_id=row.organisation_id,
        row=row,
        number=row.revision,
        mark=row.mark,
        values=row.values,
        typed=row.typed,
        paper=row.paper,
        is_withdrawn=row.is_withdrawn,
        at=clock.now(),
        by_name=shown(work.by),
        post=work.post,
        channel=work.channel,
        reason=work.reason,
    )


def _settle(row: ListRow, *, reason: str) -> None:
    """A dispute about a row that is mended or withdrawn is settled by that."""
    Dispute.objects.filter(row=row, outcome=DisputeOutcome.OPEN).update(
        outcome=DisputeOutcome.CORRECTED, answer=reason
    )


def _told(row: ListRow) -> dict[str, Any]:
    """A row as the log has it: of a ballot neither who gave it nor what it says."""
    if row.mark != Mark.VALUE:
        return {"unit": row.unit_id, "mark": row.mark}
    if row.asked.is_secret:
        return {"unit": row.unit_id, "paper": row.paper, "revision": row.revision}
    return {"unit": row.unit_id, **row.typed}
