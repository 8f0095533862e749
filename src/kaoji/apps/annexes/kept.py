"""What this room gives to the archive of a cycle: every item that was ever approved, and where each
table stood.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kaoji.apps.annexes.models import Item, Table
from kaoji.apps.appraisals.archived import Kept, Piece, keep_in_archive, table
from kaoji.apps.appraisals.models import Cycle


def keep() -> None:
    """Called once, when the application is ready."""
    keep_in_archive("annexes", kept=Kept(pieces=_pieces))


def _pieces(cycle: Cycle) -> Iterator[Piece]:
    tables = list(
        Table.objects.filter(annex__cycle=cycle).select_related("annex").order_by("annex", "order")
    )
    if not tables:
        return
    heads = (_("指标"), _("周期"), _("单位"), _("状态"), _("项数"), _("分值合计"), _("批准日期"))
    rows = [
        (one.annex.key, one.annex.period, one.unit_name, one.get_state_display(), one.count,
         one.total, one.approved_on or "")
        for one in tables
    ]  # fmt: skip
    yield Piece("annexes/tables.csv", _("个性指标表"), table(heads, rows=rows))
    yield _items(cycle)


def _items(cycle: Cycle) -> Piece:
    heads = (
        _("指标"), _("周期"), _("单位"), _("第几版"), _("现行"), _("批准人"), _("事项"), _("分值"),
        _("其他各列"),
    )  # fmt: skip
    items = Item.objects.filter(
        edition__table__annex__cycle=cycle, edition__approved_at__isnull=False
    ).select_related("edition__table__annex")
    rows = [
        (one.edition.table.annex.key, one.edition.table.annex.period, one.edition.table.unit_name,
         one.edition.number, _("是") if one.edition.is_in_force else "", one.edition.approved_name,
         one.name, one.weight, "；".join(f"{key}：{text}" for key, text in one.cells.items()))
        for one in items.order_by("edition__table__annex", "edition__table__order",
                                  "edition__number", "order")
    ]  # fmt: skip
    return Piece("annexes/items.csv", _("个性指标各版事项"), table(heads, rows=rows))
