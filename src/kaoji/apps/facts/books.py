"""A sheet as a workbook, both ways. What comes back goes through the same act as the page."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.facts import actions
from kaoji.apps.facts.enums import Channel, Mark
from kaoji.apps.facts.models import CollectionTask, Figure, TaskKey
from kaoji.engine.facts.numbers import NumberWord
from kaoji.engine.plinth.exact import parse_exact
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused
from kaoji.web.workbooks import CHOICE, DATE, NUMBER, TEXT, Book, Change, Column
from kaoji.web.workbooks.declare import Value, Values, as_text
from kaoji.web.workbooks.runs import Importer

_KINDS = {"number": NUMBER, "date": DATE}
_WORDS = {
    Mark.MISSING: NumberWord.MISSING,
    Mark.NOT_APPLICABLE: NumberWord.NOT_APPLICABLE,
    Mark.NIL: NumberWord.NIL_RETURN,
}


def importer_of(task: CollectionTask) -> Importer:
    """How one sheet goes out and comes in."""
    columns = list(task.keys.all())
    book = _book(task, columns=columns)

    def held(actor: Actor) -> Mapping[str, Values]:
        del actor  # the sheet has been found as theirs
        return _held(task, book=book, columns=columns)

    def apply(actor: Actor, *, changes: Iterable[Change]) -> None:
        _apply(actor, task=task, columns=columns, changes=changes)

    back = reverse("facts:task", args=(task.number,))
    return Importer(book, held=held, apply=apply, back=back)


def _book(task: CollectionTask, *, columns: list[TaskKey]) -> Book:
    return Book(
        key=f"facts-task-{task.number}",
        title=_("采集任务 {number} 号").format(number=task.number),
        note=_("{task}，计划依据：{cited}。没有数的写“缺”或“不适用”，不要留空。").format(
            task=task, cited=task.cited
        ),
        columns=(
            Column("unit", _("代码"), _("单位代码，不要改"), is_required=True, is_locked=True),
            Column("name", _("单位"), _("只供核对"), is_locked=True),
            *(_column(one) for one in columns),
        ),
        keys=("unit",),
        named=("unit", "name"),
        can_add=False,
    )


def _column(one: TaskKey) -> Column:
    words = {NumberWord.MISSING, NumberWord.NOT_APPLICABLE}
    if one.takes_nil:
        words.add(NumberWord.NIL_RETURN)
    limits = [sign + text for sign, text in (("不小于 ", one.low), ("不大于 ", one.high)) if text]
    return Column(
        key=_key(one),
        title=one.title,
        meaning="，".join([one.key, *limits])[:250],
        kind=CHOICE if one.options else _KINDS.get(one.kind, TEXT),
        choices=tuple(one.options),
        is_locked=one.is_shown_only,
        group=one.key.rsplit("/", 2)[-2] if "/" in one.key else "",
        unit=one.measure,
        example=one.low or "0",
        least=parse_exact(one.low),
        most=parse_exact(one.high),
        longest=200,
        words=frozenset(words),
    )


def _key(one: TaskKey) -> str:
    return f"c{one.pk}"


def _held(task: CollectionTask, *, book: Book, columns: list[TaskKey]) -> dict[str, Values]:
    units = list(task.units.select_related("unit"))
    found = {
        (one.unit_id, one.key, one.field): one
        for one in Figure.objects.filter(
            organisation_id=task.organisation_id,
            scheme_key=task.scheme.scheme_key,
            period=task.period,
            unit__in=[one.unit_id for one in units],
        )
    }
    held: dict[str, Values] = {}
    for row in units:
        values: dict[str, Value] = {"unit": row.unit.code, "name": row.name}
        for one in columns:
            figure = found.get((row.unit_id, one.key, one.field))
            values[_key(one)] = _value(figure, column=one)
        held[book.key_of(values)] = values
    return held


def _value(figure: Figure | None, *, column: TaskKey) -> Value:
    if figure is None or not figure.typed:
        return None
    if figure.mark != Mark.VALUE:
        return _WORDS[Mark(figure.mark)] if column.kind == "number" else figure.typed
    if column.kind == "number":
        return parse_exact(figure.value) or Fraction(0)
    return date.fromisoformat(figure.value) if column.kind == "date" else figure.value


def _apply(
    by: Actor, *, task: CollectionTask, columns: list[TaskKey], changes: Iterable[Change]
) -> None:
    """Send what has changed as if it had been typed; anything that is wrong undoes it all."""
    units = {one.unit.code: one.unit_id for one in task.units.select_related("unit")}
    seen = {
        (one.unit_id, one.key, one.field): one.revision for one in Figure.objects.filter(task=task)
    }
    typed = []
    for change in changes:
        before, after = change.before or {}, change.after or {}
        unit_key = units[as_text(after.get("unit"))]
        for one in columns:
            if before.get(_key(one)) != after.get(_key(one)):
                revision = seen.get((unit_key, one.key, one.field), 0)
                text = as_text(after.get(_key(one)))
                typed.append(actions.Typed(unit_key, one.pk, text, revision))
    told = actions.enter(
        by=by, task=task, once=secrets.token_urlsafe(18), typed=typed, channel=Channel.EXCEL
    )
    if told["wrong"] or told["clashes"]:
        first = (*told["wrong"], *told["clashes"])[0]
        raise Refused(
            "import-wrong",
            reason=_("{where} 不能导入").format(where=first["where"]),
            remedy=first.get("why", "") or _("请重新导入，对照新内容后再确认"),
        )
