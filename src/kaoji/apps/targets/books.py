"""The proposals of a cycle as a workbook, both ways: a row for each unit, a column for each target.
What comes back goes through the same act as the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.facts.enums import Mark
from kaoji.apps.targets import actions
from kaoji.apps.targets.models import Assignment, Indicator, Line
from kaoji.engine.facts.numbers import NumberWord
from kaoji.engine.plinth.exact import parse_exact
from kaoji.web.actor import Actor
from kaoji.web.workbooks import CHOICE, DATE, NUMBER, TEXT, Book, Change, Column
from kaoji.web.workbooks.declare import Value, Values, as_text
from kaoji.web.workbooks.runs import Importer

_KINDS = {"number": NUMBER, "date": DATE}


def importer_of(assignment: Assignment) -> Importer:
    """How the proposals of one cycle go out and come in."""
    indicators = list(assignment.indicators.all())
    book = _book(assignment, indicators=indicators)

    def held(actor: Actor) -> Mapping[str, Values]:
        del actor  # the assignment has been found as theirs
        return _held(assignment, book=book)

    def apply(actor: Actor, *, changes: Iterable[Change]) -> None:
        typed = _typed(assignment, indicators=indicators, changes=changes)
        actions.propose(by=actor, assignment=assignment, typed=typed, reason=_("表格导入"))

    back = reverse("targets:cycle", args=(assignment.cycle.number,))
    return Importer(book, held=held, apply=apply, back=back)


def _book(assignment: Assignment, *, indicators: list[Indicator]) -> Book:
    cycle = assignment.cycle
    return Book(
        key=f"targets-{cycle.number}",
        title=_("目标拟定表 {cycle}").format(cycle=cycle),
        note=_("一个单位一行，一个目标一列。还没有定的留空，不考核这一项的写“不适用”。"),
        columns=(
            Column("unit", _("代码"), _("单位代码，不要改"), is_required=True, is_locked=True),
            Column("name", _("单位"), _("只供核对"), is_locked=True),
            *(_column(one) for one in indicators),
        ),
        keys=("unit",),
        named=("unit", "name"),
        can_add=False,
    )


def _column(one: Indicator) -> Column:
    limits = [sign + text for sign, text in (("不小于 ", one.low), ("不大于 ", one.high)) if text]
    return Column(
        key=_key(one),
        title=str(one),
        meaning="，".join([one.key, *limits])[:250],
        kind=CHOICE if one.options else _KINDS.get(one.kind, TEXT),
        choices=tuple(one.options),
        unit=one.measure,
        example=one.low or "0",
        least=parse_exact(one.low),
        most=parse_exact(one.high),
        longest=200,
        words=frozenset({NumberWord.NOT_APPLICABLE}),
    )


def _key(one: Indicator) -> str:
    return f"i{one.pk}"


def _held(assignment: Assignment, *, book: Book) -> dict[str, Values]:
    rows: dict[int, dict[str, Value]] = {}
    lines = Line.objects.filter(indicator__assignment=assignment)
    for line in lines.select_related("unit", "indicator").order_by("order"):
        row = rows.setdefault(line.unit_id, {"unit": line.unit.code, "name": line.name})
        row[_key(line.indicator)] = _value(line)
    return {book.key_of(values): values for values in rows.values()}


def _value(line: Line) -> Value:
    if not line.proposal:
        return None
    if line.indicator.kind == "number":
        if line.proposal == str(Mark.NOT_APPLICABLE.label):
            return NumberWord.NOT_APPLICABLE
        return parse_exact(line.proposal) or Fraction(0)
    is_day = line.indicator.kind == "date" and line.proposal[:1].isdigit()
    return date.fromisoformat(line.proposal) if is_day else line.proposal


def _typed(
    assignment: Assignment, *, indicators: list[Indicator], changes: Iterable[Change]
) -> list[actions.Typed]:
    """What has changed, as if it had been typed: the import has compared it with what stands."""
    found = Line.objects.filter(indicator__assignment=assignment).select_related("unit")
    lines = {(one.unit.code, one.indicator_id): one for one in found}
    typed = []
    for change in changes:
        before, after = change.before or {}, change.after or {}
        for one in indicators:
            if before.get(_key(one)) != after.get(_key(one)):
                line = lines[as_text(after.get("unit")), one.pk]
                text = as_text(after.get(_key(one)))
                typed.append(actions.Typed(line.pk, text, line.revision))
    return typed
