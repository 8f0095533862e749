"""The way of a sheet: sent by the supplier, signed by its head, reviewed by the office, locked.

Nobody takes two steps of one sheet.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from kaoji.apps.audit.actions import record
from kaoji.apps.facts import audit_types as acts
from kaoji.apps.facts.actions.common import add_step, check_state, due_after, lock, move, needed
from kaoji.apps.facts.enums import ConfirmationState, Mark, StepKind, TaskState
from kaoji.apps.facts.models import (
    CollectionTask,
    Confirmation,
    Figure,
    FigureRevision,
    ListRow,
    ListRowRevision,
)
from kaoji.apps.facts.permissions import (
    ENTER,
    FILLERS,
    RETURN,
    REVIEW,
    SIGN,
    SIGNERS,
    check,
    check_own,
    check_supplies,
)
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.forms import changed_meanwhile
from kaoji.web.refusals import Refused
from kaoji.web.roles import OFFICE


def unreturned(task: CollectionTask) -> int:
    """How many lists a unit has neither a row of nor one of the words."""
    lists = {one.pk for one in task.lists.all()}
    if not lists:
        return 0
    said = ListRow.objects.filter(asked__in=lists, is_withdrawn=False)
    returned = set(said.values_list("asked_id", "unit_id").distinct())
    return len(lists) * task.units.count() - len(returned)


def owing(task: CollectionTask) -> tuple[int, int]:
    """How many cells nobody has filled in, neither with a figure nor with one of the words; and in
    how many stands what cannot stand there.
    """
    columns = {one.pk: (one.key, one.field) for one in task.keys.all() if not one.is_shown_only}
    wrong = {(one.unit_id, columns[one.column_id]) for one in task.drafts.all()}
    blank = {(one.unit_id, pair) for one in task.units.all() for pair in columns.values()} - wrong
    filled = Figure.objects.filter(task=task).exclude(mark=Mark.MISSING, typed="")
    for unit_key, key, field in filled.values_list("unit_id", "key", "field"):
        blank.discard((unit_key, (key, field)))
    return len(blank), len(wrong)


def submit(*, by: Actor, task: CollectionTask, version: int) -> None:
    """Send a sheet to the supplier's head: complete and without faults."""
    check(by, right=ENTER)
    with transaction.atomic():
        task = lock(by, task=task)
        check_supplies(by, task=task, roles=FILLERS)
        check_state(task, states=(TaskState.COLLECTING,), verb=_("送签"))
        _check_version(task, version=version)
        _check_complete(task)
        move(
            task,
            state=TaskState.TO_SIGN,
            submitted_by_id=by.person_key,
            times_submitted=task.times_submitted + 1,
        )
        add_step(task, kind=StepKind.SUBMIT, by=by)
        record(acts.SUBMIT_SHEET, by=by, of=task, after={"times": task.times_submitted})


def _check_complete(task: CollectionTask) -> None:
    blank, wrong = owing(task)
    if blank or wrong:
        raise _unfinished(blank=blank, wrong=wrong)
    silent = unreturned(task)
    if silent:
        raise Refused(
            "not-complete",
            reason=_("清单还有 {count} 处没有报：一个单位的一张清单算一处").format(count=silent),
            remedy=_("没有发生的请报“无”，还不知道的请报“缺”"),
        )


def _unfinished(*, blank: int, wrong: int) -> Refused:
    """What is left of both, and what to do about that: nothing is said of what is done."""
    told = (
        (blank, _("{count} 格没有填"), _("没有数的请写明“缺”或“不适用”")),
        (wrong, _("{count} 处错误没有改"), _("红色的格子下面写明了怎样改")),
    )
    left = [(words.format(count=count), remedy) for count, words, remedy in told if count]
    return Refused(
        "not-complete",
        reason=_("还有 {what}").format(what="，".join(words for words, _remedy in left)),
        remedy="；".join(remedy for _words, remedy in left),
    )


def sign(*, by: Actor, task: CollectionTask, version: int) -> None:
    """The supplier's head signs; the units have their working days to look from today."""
    check(by, right=SIGN)
    with transaction.atomic():
        task = lock(by, task=task)
        check_supplies(by, task=task, roles=SIGNERS)
        check_state(task, states=(TaskState.TO_SIGN,), verb=_("签批"))
        _check_version(task, version=version)
        _check_other(by, task.submitted_by_id)
        due_on = due_after(by, start=clock.today(), count=task.confirm_days)
        _open_confirmations(task)
        move(task, state=TaskState.TO_REVIEW, signed_by_id=by.person_key, confirm_due_on=due_on)
        add_step(task, kind=StepKind.SIGN, by=by)
        record(acts.SIGN_SHEET, by=by, of=task, after={"confirm_due_on": due_on.isoformat()})


def _open_confirmations(task: CollectionTask) -> None:
    """A row for each unit; who has figures that changed since the last signature looks again."""
    known = {one.unit_id for one in task.confirmations.all()}
    Confirmation.objects.bulk_create(
        Confirmation(organisation_id=task.organisation_id, task=task, unit_id=one.unit_id)
        for one in task.units.all()
        if one.unit_id not in known
    )
    signed = task.steps.filter(kind=StepKind.SIGN).first()
    if signed is None:
        return
    figures = FigureRevision.objects.filter(figure__task=task, at__gt=signed.at)
    rows = ListRowRevision.objects.filter(row__asked__task=task, at__gt=signed.at)
    changed = Q(unit__in=figures.values("figure__unit")) | Q(unit__in=rows.values("row__unit"))
    task.confirmations.filter(changed).update(state=ConfirmationState.UNSEEN, at=None, by_name="")


def review(*, by: Actor, task: CollectionTask, version: int) -> None:
    """The office reviews and locks, when the units have spoken or their days are over."""
    check(by, right=REVIEW)
    with transaction.atomic():
        task = lock(by, task=task)
        check_state(task, states=(TaskState.TO_REVIEW,), verb=_("审核"))
        _check_version(task, version=version)
        _check_other(by, task.submitted_by_id, task.signed_by_id)
        silent = task.confirmations.filter(
            state__in=(ConfirmationState.UNSEEN, ConfirmationState.SEEN)
        ).count()
        if silent and task.confirm_due_on is not None and clock.today() <= task.confirm_due_on:
            raise Refused(
                "window-open",
                reason=_("{count} 个单位还在确认期内，至 {day}").format(
                    count=silent, day=task.confirm_due_on
                ),
                remedy=_("期满未提出争议的按已确认计，请在期满后审核"),
            )
        move(task, state=TaskState.LOCKED)
        add_step(task, kind=StepKind.REVIEW, by=by)
        record(acts.REVIEW_SHEET, by=by, of=task, after={"silent": silent})


def send_back(*, by: Actor, task: CollectionTask, reason: str, version: int) -> None:
    """The head, or the office, sends a sheet back to be mended."""
    check(by, right=RETURN)
    why = needed(reason, field="reason", what=_("退回原因"))
    with transaction.atomic():
        task = lock(by, task=task)
        if task.state == TaskState.TO_SIGN:
            check_supplies(by, task=task, roles=SIGNERS)
        elif not by.roles & OFFICE:
            check_state(task, states=(TaskState.TO_SIGN,), verb=_("退回"))
        check_state(task, states=(TaskState.TO_SIGN, TaskState.TO_REVIEW), verb=_("退回"))
        _check_version(task, version=version)
        move(task, state=TaskState.COLLECTING)
        add_step(task, kind=StepKind.RETURN, by=by, reason=why)
        record(acts.RETURN_SHEET, by=by, of=task, reason=why)


def unreview(*, by: Actor, task: CollectionTask, reason: str, version: int) -> None:
    """The office takes its review back; the figures are open to be sent back again."""
    check(by, right=REVIEW)
    why = needed(reason, field="reason", what=_("撤销原因"))
    with transaction.atomic():
        check_own(by, task)
        task = lock(by, task=task)
        check_state(task, states=(TaskState.LOCKED,), verb=_("撤销审核"))
        _check_version(task, version=version)
        move(task, state=TaskState.TO_REVIEW)
        add_step(task, kind=StepKind.UNREVIEW, by=by, reason=why)
        record(acts.UNREVIEW_SHEET, by=by, of=task, reason=why)


def _check_version(task: CollectionTask, *, version: int) -> None:
    if task.version != version:
        raise changed_meanwhile()


def _check_other(by: Actor, *others: int | None) -> None:
    if by.person_key in others:
        raise Refused(
            "own-sheet",
            reason=_("这张表前一步是您办的"),
            remedy=_("签批、审核须由另一人办理"),
        )
