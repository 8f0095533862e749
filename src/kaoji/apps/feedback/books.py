"""Prize money as a workbook, both ways: a row for each unit, or for each person of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.feedback import actions
from kaoji.apps.feedback.models import BonusTable
from kaoji.apps.feedback.money import amount_in
from kaoji.web.actor import Actor
from kaoji.web.workbooks import CHOICE, NUMBER, Book, Change, Column
from kaoji.web.workbooks.declare import Value, Values, as_text
from kaoji.web.workbooks.runs import Importer


def importer_of(table: BonusTable) -> Importer:
    """How the lines of one table go out and come in."""
    book = _book(table)

    def held(actor: Actor) -> Mapping[str, Values]:
        del actor  # the table has been found as theirs
        return _held(table, book=book)

    def apply(actor: Actor, *, changes: Iterable[Change]) -> None:
        lines = [_typed(one) for one in changes]
        actions.write_lines(by=actor, table=table, lines=lines, version=table.version)

    return Importer(
        book, held=held, apply=apply, back=reverse("feedback:bonus-table", args=(table.pk,))
    )


def _book(table: BonusTable) -> Book:
    units = tuple(table.final.run.standings.values_list("name", flat=True))
    return Book(
        key=f"bonus-{table.pk}",
        title=_("奖金分配表 {cycle}").format(cycle=table.final.cycle),
        note=_("发给单位的一家一行，发到人的一人一行；金额写元，最多两位小数。"),
        columns=(
            Column("unit", _("单位"), _("定稿结果里的单位"), kind=CHOICE, choices=units,
                   is_required=True, example=units[0] if units else ""),
            Column("person", _("人员"), _("发给单位的留空"), longest=60, example=_("张三")),
            Column("amount", _("金额"), _("拟发多少"), kind=NUMBER, unit=_("元"), is_required=True,
                   least=0, example="12000.50", check=_no_finer_than_a_fen),
            Column("note", _("说明"), _("凭什么"), longest=200),
        ),
        keys=("unit", "person"),
        named=("unit", "person"),
    )  # fmt: skip


def _no_finer_than_a_fen(value: Value) -> str:
    is_fine = isinstance(value, Fraction) and (value * 100).denominator != 1
    return _("金额最多两位小数") if is_fine else ""


def _held(table: BonusTable, *, book: Book) -> dict[str, Values]:
    found: dict[str, Values] = {}
    for one in table.lines.select_related("standing").defer("standing__account"):
        row: dict[str, Value] = {
            "unit": one.standing.name, "person": one.person or None,
            "amount": amount_in(one.amount), "note": one.note or None,
        }  # fmt: skip
        found[book.key_of(row)] = row
    return found


def _typed(change: Change) -> actions.LineTyped:
    """A change without anything after it takes back what the import had added."""
    row = change.after or change.before or {}
    amount = as_text(change.after.get("amount")) if change.after else ""
    return actions.LineTyped(
        unit=as_text(row.get("unit")),
        amount=amount,
        person=as_text(row.get("person")),
        note=as_text(row.get("note")),
    )
