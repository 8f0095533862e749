"""The lists of this room."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from kaoji.apps.appraisals.enums import CycleState
from kaoji.apps.appraisals.queries import cycles_visible_to
from kaoji.web.access import actor_behind
from kaoji.web.lists import DATE, NUMBER, Column, Empty, Filter, Listing, by_field, leads_to
from kaoji.web.lists.declare import Choice


def _periods(request: HttpRequest) -> list[Choice]:
    rows = cycles_visible_to(actor_behind(request)).order_by("-period")
    return [(one, one) for one in rows.values_list("period", flat=True).distinct()]


CYCLES = Listing(
    key="appraisal-cycles",
    title=_("考核"),
    columns=(
        Column(
            "number",
            title=_("编号"),
            meaning=_("考核的编号，全县连续编。"),
            link=leads_to("appraisals:cycle", by="number"),
            sort="number",
        ),
        Column(
            "title",
            title=_("名称"),
            meaning=_("这次考核叫什么。"),
            link=leads_to("appraisals:cycle", by="number"),
            sort="title",
            search="title",
        ),
        Column(
            "period", title=_("周期"), meaning=_("考核所属的周期。"), sort="period", search="period"
        ),
        Column(
            "group_name",
            title=_("组别"),
            meaning=_("考核哪一组单位；只在组内排名次。"),
            sort="group_name",
            search="group_name",
        ),
        Column(
            "scheme",
            title=_("方案"),
            meaning=_("按哪套选定的方案计分。"),
            value=lambda row: str(row.scheme),
        ),
        Column("basis", title=_("依据"), meaning=_("考核通知的文号。"), search="basis"),
        Column(
            "unit_count",
            title=_("单位"),
            meaning=_("考核多少个单位。"),
            kind=NUMBER,
            sort="unit_count",
            unit=_("个"),
        ),
        Column(
            "begins_on",
            title=_("开始"),
            meaning=_("单位名单以这一天的机构为准。"),
            kind=DATE,
            sort="begins_on",
        ),
        Column(
            "state",
            title=_("状态"),
            meaning=_("筹备、进行中、已结束、已归档；试运行的另外标明。"),
            value=lambda row: row.get_state_display(),
            shown="appraisals/_state.html",
            sort="state",
        ),
    ),
    filters=(
        Filter("period", title=_("周期"), choices=_periods, narrow=by_field("period")),
        Filter("state", title=_("状态"), choices=CycleState.choices, narrow=by_field("state")),
    ),
    sort="-number",
    empty=Empty(
        "not_begun",
        fact=_("还没有考核"),
        then=_("绩效办设立以后，各环节、各次计分和结果都在这里。"),
        href=reverse_lazy("web:help"),
        verb=_("看帮助"),
    ),
)
