"""What this room gives to the archive of a cycle: the list as it stands. Items that are open go on
after archiving, and the archive says which.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet, Subquery
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.archived import Kept, Piece, keep_in_archive, table
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.improvement.enums import AGREED, ItemState
from kaoji.apps.improvement.models import ImprovementList, Item
from kaoji.apps.improvement.queries import list_of


def keep() -> None:
    """Called once, when the application is ready."""
    keep_in_archive(
        "improvement",
        kept=Kept(pieces=_pieces, missing=_missing, carried=_carried),
    )


def _pieces(cycle: Cycle) -> Iterator[Piece]:
    found = list_of(cycle)
    if found is None:
        return
    heads = (
        _("编号"), _("单位"), _("事项"), _("依据"), _("失分"), _("措施"), _("责任人"),
        _("完成期限"), _("进展"), _("状态"), _("销号日期"),
    )  # fmt: skip
    rows = [
        (one.number, one.unit_name, one.name, one.clause, one.lost, one.measures, one.responsible,
         one.due_on, one.progress, one.get_state_display(), one.closed_on)
        for one in Item.objects.filter(part__improvement_list=found).order_by("number")
    ]  # fmt: skip
    nil = [
        ("", one.unit_name, _("无"), "", "", "", "", "", one.nil_name, "", "")
        for one in found.parts.filter(items=None).order_by("order")
    ]
    yield Piece("improvement/items.csv", _("改进清单"), table(heads, rows=[*rows, *nil]))


def _items(cycle: Cycle) -> QuerySet[Item]:
    """The items of the last list of a cycle; one query, for the page of the archive asks much."""
    lists = ImprovementList.objects.filter(cycle=cycle).order_by("-pk").values("pk")
    found: QuerySet[Item] = Item.objects.filter(part__improvement_list=Subquery(lists[:1]))
    return found


def _missing(cycle: Cycle) -> Iterator[str]:
    """Open items are carried over; a list of which nothing was agreed to is no list yet."""
    states = _items(cycle).values_list("state", flat=True)
    told = set(states.order_by("state").distinct())
    if told and not told & set(AGREED):
        yield _("改进清单没有一项措施得到同意")


def _carried(cycle: Cycle) -> Iterator[str]:
    for one in _items(cycle).exclude(state=ItemState.CLOSED).order_by("number"):
        yield _("改进事项 {number} 号“{item}”{state}，归档后继续办到销号").format(
            number=one.number, item=one, state=one.get_state_display()
        )
