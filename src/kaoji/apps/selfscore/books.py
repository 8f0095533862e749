"""The self-score of a unit as a workbook, both ways; what comes back goes the way of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.selfscore import actions
from kaoji.apps.selfscore.checking import Typed, faults_in, tidied
from kaoji.apps.selfscore.models import LONGEST_REASON, Line, Sheet
from kaoji.web.actor import Actor
from kaoji.web.workbooks import Book, Change, Column
from kaoji.web.workbooks.declare import Values, as_text
from kaoji.web.workbooks.runs import Importer


def importer_of(sheet: Sheet) -> Importer:
    """How the self-scores of one unit go out and come in."""
    lines = {str(one.number): one for one in sheet.lines.all()}
    book = _book(sheet, check=_check_over(lines))

    def held(actor: Actor) -> Mapping[str, Values]:
        del actor  # the sheet has been found as theirs
        return {
            book.key_of(values): values
            for values in map(_values, sheet.lines.order_by("number"))
        }  # fmt: skip

    def apply(actor: Actor, *, changes: Iterable[Change]) -> None:
        typed = {}
        for change in changes:
            after = change.after or {}
            typed[lines[as_text(after.get("number"))].pk] = _typed(after)
        sheet.refresh_from_db()
        actions.save(by=actor, sheet=sheet, typed=typed, version=sheet.version)

    return Importer(book, held=held, apply=apply, back=reverse("selfscore:sheet", args=[sheet.pk]))


def _book(
    sheet: Sheet, *, check: Callable[[Values], Iterable[tuple[str, str]]]
) -> Book:  # fmt: skip
    note = _("一项一行，填自评分；比满分少的要写扣分理由。试算和上期只供核对。")
    return Book(
        key=f"selfscore-{sheet.pk}",
        title=_("自评表 {unit} {round}").format(unit=sheet.unit_name, round=sheet.round),
        note=note,
        columns=(
            Column("number", _("序号"), _("不要改"), is_required=True, is_locked=True),
            Column("name", _("指标"), _("只供核对"), is_locked=True, longest=300),
            Column("clause", _("依据"), _("只供核对"), is_locked=True),
            Column("full", _("满分"), _("只供核对"), is_locked=True),
            Column("tried", _("试算"), _("按已锁定的数据，只供核对"), is_locked=True),
            Column("last", _("上期自评"), _("只供核对"), is_locked=True),
            Column("points", _("自评分"), _("零到满分，十进制数"), longest=60),
            Column(
                "reason", _("扣分理由"), _("比满分少的要写为什么少"), longest=LONGEST_REASON
            ),
        ),
        keys=("number",),
        named=("number", "name"),
        can_add=False,
        check_row=check,
    )  # fmt: skip


def _check_over(
    lines: Mapping[str, Line],
) -> Callable[[Values], Iterable[tuple[str, str]]]:
    def check(values: Values) -> Iterable[tuple[str, str]]:
        """A row with points is whole; one without may wait."""
        line = lines.get(as_text(values.get("number")))
        typed = _typed(values)
        return [] if line is None else faults_in(line, typed=typed, is_whole=bool(typed.points))

    return check


def _typed(values: Values) -> Typed:
    points, reason = (as_text(values.get(name)) for name in ("points", "reason"))
    return tidied(Typed(points, reason))


def _values(line: Line) -> Values:
    return {
        "number": str(line.number),
        "name": line.name,
        "clause": line.clause or None,
        "full": line.full or None,
        "tried": line.tried or None,
        "last": line.last or None,
        "points": line.points or None,
        "reason": line.reason or None,
    }
