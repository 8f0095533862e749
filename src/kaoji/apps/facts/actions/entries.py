"""Entering figures: once for each sending, a revision for each change, nothing typed lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.audit.actions import record
from kaoji.apps.facts import audit_types as acts
from kaoji.apps.facts.actions.common import check_state, home, lock, shown
from kaoji.apps.facts.enums import Channel, DisputeOutcome, Mark, TaskState
from kaoji.apps.facts.models import (
    LONGEST_TEXT,
    CollectionTask,
    Dispute,
    Draft,
    EntryPost,
    Figure,
    FigureRevision,
    TaskKey,
)
from kaoji.apps.facts.permissions import ENTER, FILLERS, check, check_supplies
from kaoji.apps.facts.reading import Fault, Read, read_entry, ungrouped
from kaoji.engine.facts.clean import clean
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused

#: A key of a sending is made by the page; longer ones are none of ours.
LONGEST_ONCE = 64
Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed into a cell, and the revision that they saw there."""

    unit_key: int
    column_key: int
    text: str
    seen: int = 0


@dataclass(slots=True)
class _Work:
    """Everything about a sheet that entering needs, read at once, and what comes of it."""

    by: Actor
    task: CollectionTask
    post: EntryPost
    channel: str
    reason: str
    columns: dict[int, TaskKey]
    units: dict[int, str]
    figures: dict[Cell, Figure]
    drafts: dict[Cell, Draft]
    revisions: list[FigureRevision] = field(default_factory=list)
    made: list[Figure] = field(default_factory=list)
    changed: list[Figure] = field(default_factory=list)
    mended: list[int] = field(default_factory=list)
    before: dict[str, str] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)
    wrong: list[dict[str, Any]] = field(default_factory=list)
    clashes: list[dict[str, Any]] = field(default_factory=list)


def enter(
    *,
    by: Actor,
    task: CollectionTask,
    once: str,
    typed: Iterable[Typed],
    channel: Channel = Channel.FORM,
    reason: str = "",
) -> dict[str, Any]:
    """Write what was typed. Sent again with the same key, it answers as it did the first time.

    What cannot stand is kept as a draft with its cell; a cell that somebody else has changed
    meanwhile is left as it is and told (`clashes`), with what was typed.
    """
    check(by, right=ENTER)
    if not once or len(once) > LONGEST_ONCE:
        raise Refused("no-key", reason=_("这次填报没有编号"), remedy=_("请重新打开本页再填"))
    with transaction.atomic():
        task = lock(by, task=task)
        check_supplies(by, task=task, roles=FILLERS)
        sent = EntryPost.objects.of(by).filter(once=once).first()
        if sent is not None:
            return _again(sent, task=task)
        check_state(task, states=(TaskState.COLLECTING,), verb=_("填报"))
        work = _begin(by, task=task, once=once, channel=channel, reason=reason.strip())
        wanted = [one for one in typed if _is_new(one, work=work)]
        stale = _seen_texts([one for one in wanted if _is_stale(one, work=work)], work=work)
        for one in wanted:
            _take(one, work=work, stale=stale)
        return _finish(work)


def _again(sent: EntryPost, *, task: CollectionTask) -> dict[str, Any]:
    if sent.task_id != task.pk:
        raise Refused("no-key", reason=_("这次填报的编号用过了"), remedy=_("请重新打开本页再填"))
    told: dict[str, Any] = sent.told
    return told


def _begin(by: Actor, *, task: CollectionTask, once: str, channel: str, reason: str) -> _Work:
    post = EntryPost.objects.create(
        organisation_id=home(by), once=once, task=task, sender_id=by.person_key or 0, at=clock.now()
    )
    columns = {one.pk: one for one in task.keys.all()}
    units = {one.unit_id: one.name for one in task.units.all()}
    place = {(one.key, one.field, one.period): one.pk for one in columns.values()}
    figures = Figure.objects.filter(
        organisation_id=task.organisation_id,
        scheme_key=task.scheme.scheme_key,
        key__in={one.key for one in columns.values()},
        period__in={one.period for one in columns.values()},
        unit__in=units,
    )
    return _Work(
        by, task, post, channel, reason, columns, units,
        {
            (one.unit_id, place[one.key, one.field, one.period]): one
            for one in figures
            if (one.key, one.field, one.period) in place
        },
        {(one.unit_id, one.column_id): one for one in task.drafts.all()},
    )  # fmt: skip


def _is_new(one: Typed, *, work: _Work) -> bool:
    """Whether a cell says other than what stands there; refuses cells that are none."""
    column = work.columns.get(one.column_key)
    if column is None or one.unit_key not in work.units:
        raise Refused("no-such-cell", reason=_("这张表里没有这一格"), remedy=_("请重新打开本页"))
    cell = (one.unit_key, one.column_key)
    figure, draft = work.figures.get(cell), work.drafts.get(cell)
    stands = draft.typed if draft is not None else figure.typed if figure is not None else ""
    if stands in (text := clean(one.text), ungrouped(text)):
        return False
    if column.is_shown_only or (figure is not None and figure.task_id != work.task.pk):
        raise Refused(
            "locked-to-source",
            reason=_("“{column}”已锁定到来源，不能在这里改").format(column=column),
            remedy=_("请到持有这个数的任务里更正"),
        )
    return True


def _is_stale(one: Typed, *, work: _Work) -> bool:
    figure = work.figures.get((one.unit_key, one.column_key))
    return figure is not None and figure.revision != one.seen


def _seen_texts(stale: list[Typed], *, work: _Work) -> dict[Cell, str]:
    """What stood in cells that have changed since, as those saw it who now send the page."""
    seen = {(one.unit_key, one.column_key): one.seen for one in stale}
    figures = {work.figures[cell].pk: cell for cell in seen}
    texts = dict.fromkeys(seen, "")
    for one in FigureRevision.objects.filter(figure__in=figures) if figures else ():
        cell = figures[one.figure_id]
        if one.number == seen[cell]:
            texts[cell] = one.typed
    return texts


def _take(one: Typed, *, work: _Work, stale: dict[Cell, str]) -> None:
    cell = (one.unit_key, one.column_key)
    text = clean(one.text)
    if cell in stale:
        if stale[cell] not in (text, ungrouped(text)):
            work.clashes.append(_told_cell(one, work=work) | {"now": work.figures[cell].typed})
        return
    column = work.columns[one.column_key]
    read = read_entry(text, column=column) if text else Read(Mark.MISSING)
    if isinstance(read, Fault):
        _keep_draft(one, text=text[:LONGEST_TEXT], work=work)
        work.wrong.append(_told_cell(one, work=work) | {"why": str(read)})
        return
    if cell in work.drafts:
        work.mended.append(work.drafts[cell].pk)
    figure = work.figures.get(cell)
    if figure is None and not text:
        return
    if figure is not None and (figure.mark, figure.typed) == (read.mark, read.typed):
        return
    _write(read, cell=cell, work=work)


def _told_cell(one: Typed, *, work: _Work) -> dict[str, Any]:
    return {
        "unit": one.unit_key,
        "column": one.column_key,
        "where": f"{work.units[one.unit_key]} · {work.columns[one.column_key]}",
        "text": one.text[:LONGEST_TEXT],
    }


def _keep_draft(one: Typed, *, text: str, work: _Work) -> None:
    Draft.objects.update_or_create(
        column_id=one.column_key,
        unit_id=one.unit_key,
        defaults={
            "organisation_id": work.task.organisation_id,
            "task": work.task,
            "typed": text,
            "at": clock.now(),
            "by_name": shown(work.by),
        },
    )


def _write(read: Read, *, cell: Cell, work: _Work) -> None:
    unit_key, column_key = cell
    column, figure = work.columns[column_key], work.figures.get(cell)
    where = f"{work.units[unit_key]} · {column}"
    if figure is None:
        figure = Figure(
            organisation_id=work.task.organisation_id,
            task=work.task,
            scheme_key=work.task.scheme.scheme_key,
            unit_id=unit_key,
            key=column.key,
            field=column.field,
            period=column.period,
        )
        work.figures[cell] = figure
        work.made.append(figure)
    else:
        if work.task.times_submitted and not work.reason:
            raise Refused(
                "reason-needed",
                reason=_("{where}送签后再改，要写明原因").format(where=where),
                remedy=_("例如：原始台账漏记一户"),
                field="reason",
            )
        work.before[where] = figure.typed
        work.changed.append(figure)
    figure.mark, figure.value, figure.typed = read.mark, read.value, read.typed
    figure.revision += 1
    work.after[where] = read.typed
    work.revisions.append(
        FigureRevision(
            organisation_id=work.task.organisation_id,
            figure=figure,
            number=figure.revision,
            mark=read.mark,
            value=read.value,
            typed=read.typed,
            at=clock.now(),
            by_name=shown(work.by),
            post=work.post,
            channel=work.channel,
            reason=work.reason,
        )
    )


def _finish(work: _Work) -> dict[str, Any]:
    Draft.objects.filter(pk__in=work.mended).delete()
    if work.made:
        Figure.objects.bulk_create(work.made)
        keys = {
            (one.unit_id, one.key, one.field, one.period): one.pk
            for one in Figure.objects.filter(task=work.task)
        }
        for one in work.made:  # some databases do not tell the keys of many new rows
            one.pk = keys[one.unit_id, one.key, one.field, one.period]
    Figure.objects.bulk_update(work.changed, ("mark", "value", "typed", "revision"))
    for revision in work.revisions:
        revision.figure = revision.figure  # which has its key only now
    FigureRevision.objects.bulk_create(work.revisions)
    Dispute.objects.filter(figure__in=work.changed, outcome=DisputeOutcome.OPEN).update(
        outcome=DisputeOutcome.CORRECTED, answer=work.reason
    )
    if work.revisions:
        is_correction = bool(work.task.times_submitted and work.changed)
        record(
            acts.CORRECT_FIGURE if is_correction else acts.ENTER_FIGURES,
            by=work.by,
            of=work.task,
            before=work.before,
            after=work.after,
            reason=work.reason,
        )
    told = {
        "receipt": work.post.pk,
        "saved": len(work.revisions),
        "wrong": work.wrong,
        "clashes": work.clashes,
    }
    work.post.told = told
    work.post.save(update_fields=("told",))
    return told
