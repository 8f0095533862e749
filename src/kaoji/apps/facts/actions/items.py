"""What a row of a plan may say where the items of the unit's plan were settled elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from kaoji.apps.facts.brought import BroughtItem, brought_items
from kaoji.apps.facts.enums import ListKind, Mark
from kaoji.apps.facts.models import ListRow, TaskList
from kaoji.apps.facts.shapes import ITEM
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused

#: More items than this are not named at once.
NAMED_AT_ONCE = 6


def items_for(by: Actor, *, asked: TaskList) -> tuple[BroughtItem, ...]:
    """The items that rooms have brought for a list of plan items, for whichever unit."""
    if asked.kind != ListKind.PLAN:
        return ()
    found = brought_items(by, scheme=asked.task.scheme, year=asked.period[:4])
    return tuple(one for one in found if (one.key, one.period) == (asked.key, asked.period))


def check_brought(row: ListRow, *, items: Iterable[BroughtItem], unit_name: str) -> None:
    """Refuse an item that the unit's plan does not have, and what differs from it."""
    own = {one.item: one for one in items if one.unit_key == row.unit_id}
    if not own or row.mark == Mark.MISSING:
        return
    if row.mark != Mark.VALUE:
        raise Refused(
            "items-brought",
            reason=_("{unit}的个性指标已批准 {count} 项，不能报“无”").format(
                unit=unit_name, count=len(own)
            ),
            remedy=_("请逐项填完成情况"),
            field="mark",
        )
    item = own.get(row.values.get(ITEM, ""))
    if item is None:
        raise Refused(
            "item-not-brought",
            reason=_("{unit}已批准的个性指标里没有“{item}”").format(
                unit=unit_name, item=row.values.get(ITEM, "")
            ),
            remedy=_("可写 ") + "、".join(list(own)[:NAMED_AT_ONCE]),
            field=ITEM,
        )
    for name, text in item.values.items():
        if row.values.get(name, "") not in ("", text):
            raise Refused(
                "already-held",
                reason=_("“{item}”的{column}已由“{source}”定为 {text}").format(
                    item=item.item, column=name, source=item.source, text=text
                ),
                remedy=_("这一格留空，或写一样的"),
                field=name,
            )
