"""The list of items."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.improvement.enums import RUNNING, ItemState
from kaoji.web import clock
from kaoji.web.access import actor_behind
from kaoji.web.lists import DATE, NUMBER, Column, Empty, Filter, Listing, by_field, leads_to
from kaoji.web.lists.declare import Choice


def _cycles(request: HttpRequest) -> list[Choice]:
    """Cycles of which a list was drawn up."""
    rows = Cycle.objects.of(actor_behind(request)).filter(improvement_lists__isnull=False)
    return [(str(one.pk), str(one)) for one in rows.distinct().order_by("-number")]


def _of_cycle(rows: Any, *, value: str) -> Any:  # noqa: ANN401 - a queryset in, one out
    return rows.filter(part__improvement_list__cycle=int(value)) if value.isdecimal() else rows


def _late(rows: Any, *, value: str) -> Any:  # noqa: ANN401 - a queryset in, one out
    del value
    return rows.filter(state__in=RUNNING, due_on__lt=clock.today())


_COLUMNS = (
    Column(
        "number", title=_("编号"), meaning=_("改进事项的编号，一份清单内连续编。"),
        link=leads_to("improvement:item"), sort="number",
    ),
    Column(
        "unit_name", title=_("单位"), meaning=_("哪个单位的改进事项。"),
        sort="unit_name", search="unit_name",
    ),
    Column(
        "name", title=_("事项"), meaning=_("定稿结果里失分的一项。"),
        link=leads_to("improvement:item"), sort="name", search="name",
    ),
    Column("clause", title=_("依据"), meaning=_("方案里的条款。"), search="clause"),
    Column("lost", title=_("失分"), meaning=_("在总分里失了多少分，照定稿的原数。"), kind=NUMBER),
    Column(
        "measures", title=_("措施"), meaning=_("单位打算怎么改。"), search="measures",
    ),
    Column(
        "responsible", title=_("责任人"), meaning=_("责任岗位和报措施那天在岗的人。"),
        sort="responsible", search="responsible",
    ),
    Column(
        "due_on", title=_("完成期限"), meaning=_("单位自己报的期限，是工作日。"), kind=DATE,
        sort="due_on",
    ),
    Column("progress", title=_("进展"), meaning=_("单位最近一次报的进展。")),
    Column(
        "state", title=_("状态"), meaning=_("从待报措施到已销号；退回的要重新报。"),
        value=lambda row: row.get_state_display(), shown="improvement/_state.html", sort="state",
    ),
)  # fmt: skip
_STATE = Filter("state", title=_("状态"), choices=ItemState.choices, narrow=by_field("state"))
_LATE = Filter("late", title=_("期限"), choices=(("yes", _("逾期")),), narrow=_late)
_EMPTY = Empty(
    "nothing_due",
    fact=_("没有改进事项"),
    then=_("定稿以后，绩效办按失分起草改进清单，各单位逐项报措施、改进、销号。"),
)

#: All items that somebody sees, whatever the cycle.
ITEMS = Listing(
    key="improvement",
    title=_("改进清单"),
    columns=_COLUMNS,
    filters=(
        Filter("cycle", title=_("考核"), choices=_cycles, narrow=_of_cycle), _STATE, _LATE,
    ),
    sort="number",
    is_wide=True,
    empty=_EMPTY,
)  # fmt: skip
#: Those of one cycle.
ITEMS_OF_CYCLE = Listing(
    key="improvement-cycle",
    title=_("改进清单"),
    columns=_COLUMNS,
    filters=(_STATE, _LATE),
    sort="number",
    is_wide=True,
    empty=_EMPTY,
)
