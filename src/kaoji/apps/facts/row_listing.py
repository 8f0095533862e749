"""The rows of one list as a list: its columns follow from the scheme; withdrawn ones are struck."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from kaoji.apps.facts.enums import ListKind, Mark
from kaoji.apps.facts.listings import ROWS
from kaoji.apps.facts.models import ListRow, TaskList
from kaoji.apps.facts.returns import alike_in, filled_columns, outside_in
from kaoji.apps.facts.shapes import RATER, RowColumn
from kaoji.web.lists import NUMBER, Column, Filter, Listing

_CELL = "facts/_struck.html"


def listing_of(asked: TaskList, *, rows: Iterable[ListRow], sees_raters: bool) -> Listing:
    """The listing of a list. Who gave a ballot is a column only for those who may see it."""
    rows = tuple(rows)
    units = {one.unit_id: one.name for one in asked.task.units.all()}
    number, unit, said = ROWS.columns
    return replace(
        ROWS,
        title=f"{asked.title} {asked.period}",
        columns=(
            number,
            replace(unit, value=lambda row: units.get(row.unit_id, "")),
            *_columns(asked, rows=rows, sees_raters=sees_raters),
            replace(said, value=_Saying(alike_in(rows), outside_in(rows))),
        ),
        filters=(
            Filter("unit", title=_("单位"), narrow=_of_unit, choices=_choices(units)),
            Filter("said", title=_("情况"), narrow=_narrow_said, choices=_SAID),
        ),
    )


def _columns(asked: TaskList, *, rows: tuple[ListRow, ...], sees_raters: bool) -> Iterable[Column]:
    known = {one.name: one for one in map(RowColumn.from_json, asked.columns)}
    for name in filled_columns(asked, rows=rows):
        if name == RATER and not sees_raters:
            continue
        yield Column(
            f"v-{name}",
            title=name,
            meaning=_t("方案规定的一栏。"),
            kind=NUMBER if known[name].kind == "number" else "text",
            value=_Text(name),
            shown=_CELL,
            sort=name,
            search=name,
            unit=known[name].measure,
        )
    if asked.kind == ListKind.BALLOT:
        yield Column(
            "paper", title=_("票号"), meaning=_("录自哪一张票。"), shown=_CELL,
            sort="paper", search="paper",
        )  # fmt: skip


class _Text:
    """What was written in a column."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, row: ListRow) -> str:
        text: str = row.typed.get(self.name, "")
        return text


class _Saying:
    """How a row stands, in a few words; and what is worth a second look."""

    def __init__(self, alike: Mapping[int, int], outside: Mapping[int, str]) -> None:
        self.alike = alike
        self.outside = outside

    def __call__(self, row: ListRow) -> str:
        if row.is_withdrawn:
            return _t("已撤回")
        if row.mark != Mark.VALUE:
            return _t("报无") if row.mark == Mark.NIL else _t("报缺")
        if row.pk in self.alike:
            return _t("与第 {number} 条相像，请核对是否重复").format(number=self.alike[row.pk])
        if row.pk in self.outside:
            return _t("日期不在 {period} 内，按周期计").format(period=row.asked.period)
        return _t("代录") if row.asked.is_secret else _t("有效")


_SAID = (
    ("stands", _("有效")),
    ("words", _("报无或报缺")),
    ("withdrawn", _("已撤回")),
)


def _narrow_said(rows: Any, *, value: str) -> Any:  # noqa: ANN401 - rows in, rows out
    def said(row: ListRow) -> str:
        if row.is_withdrawn:
            return "withdrawn"
        return "stands" if row.mark == Mark.VALUE else "words"

    return [row for row in rows if said(row) == value]


def _of_unit(rows: Any, *, value: str) -> Any:  # noqa: ANN401 - rows in, rows out
    return [row for row in rows if str(row.unit_id) == value]


def _choices(units: Mapping[int, str]) -> tuple[tuple[str, str], ...]:
    return tuple((str(key), name) for key, name in units.items())
