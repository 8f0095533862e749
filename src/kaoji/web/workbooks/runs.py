"""An import from the file to the undo: checked, looked at, confirmed, taken back within a day.

Nothing is written before it is confirmed. The room's own action writes, with its audit, in the
same transaction that marks the import as done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.models import ImportRun, ImportState
from kaoji.web.refusals import Refused
from kaoji.web.unseen import shown as with_unseen
from kaoji.web.workbooks.declare import Book, Values, as_text, from_text
from kaoji.web.workbooks.differ import Change, difference
from kaoji.web.workbooks.mark import marked
from kaoji.web.workbooks.read import Reading, read

UNDO_FOR = timedelta(hours=24)
#: What was checked longer ago than this is checked again.
CONFIRM_FOR = timedelta(days=3)
#: Longer than the last moment of an undo.
KEPT_FOR = timedelta(days=7)
#: A page shows so many faults or changes; the workbook has all.
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Importer:
    """What a room gives: its book, what it holds, and the action that writes.

    `held(actor)`: values by the key of each row. `apply(actor, changes=…)`: stores the changes and
    says so to the audit; a change without `after` takes a row back that an import had added.
    """

    book: Book
    held: Callable[[Actor], Mapping[str, Values]]
    apply: Callable[..., None]
    back: str


def check(content: bytes, *, importer: Importer, actor: Actor, name: str) -> ImportRun:
    """Read a workbook and keep what it would change, or what is wrong with it. Writes no data."""
    held = importer.held(actor)
    reading = read(content, book=importer.book, name=name, held=held, owner=owner_of(actor))
    run = ImportRun(
        organisation_key=actor.organisation_key or 0,
        username=actor.username,
        book=importer.book.key,
        file_name=with_unseen(name)[-255:],
        checked_at=clock.now(),
        state=ImportState.CHECKED if reading.is_sound else ImportState.FAULTY,
    )
    if reading.is_sound:
        _keep_changes(run, reading=reading, book=importer.book, held=held)
    else:
        _keep_faults(run, reading=reading, content=content)
    run.lines["notes"] = list(reading.notes)
    run.save()
    return run


def owner_of(actor: Actor) -> str:
    """Whose workbooks somebody downloads: those of two offices may look alike."""
    return str(actor.organisation_key or "")


def _keep_changes(
    run: ImportRun, *, reading: Reading, book: Book, held: Mapping[str, Values]
) -> None:
    found = difference(reading, book=book, held=held)
    run.changes = [[one.key, _texts(one.before), _texts(one.after)] for one in found.changes]
    shown = [(one.name, one.is_new, one.cells) for one in found.lines[:MOST_SHOWN]]
    run.lines = {
        "changes": shown,
        "added": found.added,
        "changed": found.changed,
        "same": found.same,
        "absent": found.absent,
    }


def _keep_faults(run: ImportRun, *, reading: Reading, content: bytes) -> None:
    faults = reading.faults
    shown = [
        (one.address, one.title, one.text[:60], one.reason, one.remedy)
        for one in faults[:MOST_SHOWN]
    ]
    run.lines = {"faults": shown, "count": len(faults)}
    if reading.sheet or any(one.row for one in faults):
        run.returned = marked(content, sheet=reading.sheet, faults=faults, name=run.file_name)


def run_of(key: str, *, importer: Importer, actor: Actor) -> ImportRun:
    """An import of this person; anybody else's is not there."""
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        raise Http404
    own = ImportRun.objects.filter(
        pk=int(key),
        organisation_key=actor.organisation_key or 0,
        username=actor.username,
        book=importer.book.key,
    )
    found = own.first()
    if found is None:
        raise Http404
    return found


def confirm(run: ImportRun, *, importer: Importer, actor: Actor) -> None:
    """Write what was looked at; refused where it was changed in the meantime."""
    if clock.now() - run.checked_at > CONFIRM_FOR:
        raise Refused(
            "check_too_old", reason=_("检查已过了三天"), remedy=_("请重新上传，检查后再确认。")
        )
    changes = _changes(run, book=importer.book)
    with transaction.atomic():
        _take(run, state=ImportState.CHECKED, to=ImportState.APPLIED)
        _unchanged(changes, stood=_before(run), importer=importer, actor=actor)
        importer.apply(actor, changes=changes)
        _keep_standing(run, held=importer.held(actor))


def undo(run: ImportRun, *, importer: Importer, actor: Actor) -> None:
    """Put everything back as it was, within a day, unless somebody has changed it since."""
    if run.applied_at is None or clock.now() - run.applied_at > UNDO_FOR:
        raise Refused(
            "undo_too_late",
            reason=_("导入已超过 24 小时，不能整批撤销"),
            remedy=_("请逐条更正，或再导入一次。"),
        )
    changes = tuple(one.turned_round for one in reversed(_changes(run, book=importer.book)))
    with transaction.atomic():
        _take(run, state=ImportState.APPLIED, to=ImportState.UNDONE)
        _unchanged(changes, stood=_standing(run), importer=importer, actor=actor)
        importer.apply(actor, changes=changes)


def _take(run: ImportRun, *, state: ImportState, to: ImportState) -> None:
    """Move an import on, once: of two that click, the second is told."""
    moved: dict[str, Any] = {"state": to}
    if to == ImportState.APPLIED:
        moved["applied_at"] = clock.now()
    if not ImportRun.objects.filter(pk=run.pk, state=state).update(**moved):
        raise Refused("import_moved_on", reason=_("这次导入已经处理过了"), remedy=_("请刷新本页。"))


#: A row as texts; `None` where there is none.
Texts = dict[str, str] | None


def _keep_standing(run: ImportRun, *, held: Mapping[str, Values]) -> None:
    """Keep with each change what stands now: a room may fill in what was left empty (an order is
    then 0, a name that of the account), and only what is changed after this is changed meanwhile.
    """
    run.changes = [
        [key, before, after, _texts(held.get(key))] for key, before, after, *_ in run.changes
    ]
    run.save(update_fields=("changes",))


def _before(run: ImportRun) -> dict[str, Texts]:
    return {key: before for key, before, *_ in run.changes}


def _standing(run: ImportRun) -> dict[str, Texts]:
    """What stood when the import was done; an older run knows only what it wrote."""
    return {key: rest[-1] for key, _before, *rest in run.changes}


def _unchanged(
    changes: Iterable[Change],
    *,
    stood: Mapping[str, Texts],
    importer: Importer,
    actor: Actor,
) -> None:
    held, book = importer.held(actor), importer.book
    for one in changes:
        if _texts(held.get(one.key)) != stood[one.key]:
            values = one.before or one.after or {}
            name = " ".join(as_text(values.get(key)) for key in book.keys)
            raise Refused(
                "changed_meanwhile",
                reason=_("「%(name)s」在这期间已被改动") % {"name": name},
                remedy=_("什么也没有写入。请重新导入，对照新内容后再确认。"),
            )


def _texts(values: Values | None) -> Texts:
    if values is None:
        return None
    return {key: as_text(value) for key, value in values.items()}


def _changes(run: ImportRun, *, book: Book) -> tuple[Change, ...]:
    columns = {one.key: one for one in book.columns}

    def values(texts: Texts) -> Values | None:
        if texts is None:
            return None
        return {key: from_text(text, column=columns[key]) for key, text in texts.items()}

    return tuple(
        Change(key, before=values(one), after=values(two)) for key, one, two, *_ in run.changes
    )


def forget_old() -> int:
    """Drop imports that can no longer be confirmed or undone; what they did is in the audit."""
    before = clock.now() - KEPT_FOR
    count, _kinds = ImportRun.objects.filter(checked_at__lt=before).delete()
    return count
