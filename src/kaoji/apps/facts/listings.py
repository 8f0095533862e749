"""The lists of this room."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from kaoji.apps.facts import queries
from kaoji.apps.facts.enums import TaskState
from kaoji.web.access import actor_behind
from kaoji.web.lists import DATE, NUMBER, Column, Empty, Filter, Listing, by_field, leads_to


def _periods(request: HttpRequest) -> list[tuple[str, str]]:
    """The periods of the sheets that somebody sees."""
    return [(one, one) for one in queries.periods_of(actor_behind(request))]


_TASK_COLUMNS = (
    Column(
        "number",
        title=_("编号"),
        meaning=_("采集任务的编号，全县连续编。"),
        link=leads_to("facts:task", by="number"),
        sort="number",
    ),
    Column(
        "title",
        title=_("名称"),
        meaning=_("要的是哪一类数据。"),
        link=leads_to("facts:task", by="number"),
        sort="title",
        search="title",
    ),
    Column(
        "period", title=_("周期"), meaning=_("数据所属的周期。"), sort="period", search="period"
    ),
    Column(
        "supplier_name",
        title=_("责任单位"),
        meaning=_("由哪个单位为全部对象提供数据。"),
        sort="supplier_name",
        search="supplier_name",
    ),
    Column(
        "cited",
        title=_("计划依据"),
        meaning=_("年度检查考核计划的文号和项目；没有依据的任务不能下达。"),
        search="plan_paper",
    ),
    Column(
        "due_on", title=_("截止"), meaning=_("按工作日算出的最后一天。"), kind=DATE, sort="due_on"
    ),
    Column(
        "burden",
        title=_("负担"),
        meaning=_("要填多少格：项数乘单位数。"),
        kind=NUMBER,
        sort="burden",
        unit=_("格"),
    ),
    Column(
        "left",
        title=_("还缺"),
        meaning=_("还没有填的格数。"),
        kind=NUMBER,
        sort="left",
        unit=_("格"),
    ),
    Column(
        "state",
        title=_("状态"),
        meaning=_("草稿、收集中、待签批、待审核、已锁定。"),
        value=lambda row: row.get_state_display(),
        shown="facts/_state.html",
        sort="state",
    ),
)

TASKS = Listing(
    key="collection-tasks",
    title=_("采集任务"),
    columns=_TASK_COLUMNS,
    filters=(
        Filter("period", title=_("周期"), choices=_periods, narrow=by_field("period")),
        Filter("state", title=_("状态"), choices=TaskState.choices, narrow=by_field("state")),
    ),
    sort="-number",
    empty=Empty(
        "not_begun",
        fact=_("还没有采集任务"),
        then=_("先登记数据来源，再按年度计划起草任务。"),
        href=reverse_lazy("facts:sources"),
        verb=_("看数据来源"),
    ),
)

LATE = Listing(
    key="late-figures",
    title=_("迟报和漏报"),
    columns=_TASK_COLUMNS,
    sort="due_on",
    empty=Empty(
        "nothing_due",
        fact=_("没有在收集的任务"),
        then=_("下达的任务在这里按截止日排列。"),
        href=reverse_lazy("facts:list"),
        verb=_("看全部任务"),
    ),
)

SOURCES = Listing(
    key="fact-sources",
    title=_("数据来源登记"),
    columns=(
        Column(
            "key",
            title=_("指标"),
            meaning=_("方案里的数据项，一项只由一个单位提供。"),
            link=leads_to("facts:source-change"),
            sort="key",
            search="key",
        ),
        Column(
            "supplier_name",
            title=_("提供单位"),
            meaning=_("数据采集责任单位。"),
            sort="supplier_name",
            search="supplier_name",
        ),
        Column(
            "group",
            title=_("为谁提供"),
            meaning=_("一个组别，或全部对象。"),
            value=lambda row: row.group.name if row.group else str(_("全部")),
        ),
        Column("grain", title=_("填报周期"), meaning=_("多久报一次。"), sort="grain"),
        Column("basis", title=_("依据"), meaning=_("凭什么文件要这个数。"), search="basis"),
        Column(
            "begins_on", title=_("自"), meaning=_("从哪天起有效。"), kind=DATE, sort="begins_on"
        ),
        Column("ends_on", title=_("至"), meaning=_("到哪天为止；空着是一直有效。"), kind=DATE),
        Column(
            "scheme",
            title=_("方案"),
            meaning=_("指标出自哪套方案。"),
            value=lambda row: str(row.scheme),
        ),
    ),
    sort="key",
    empty=Empty(
        "not_begun",
        fact=_("还没有登记数据来源"),
        then=_("先选定方案，再逐项登记由谁提供。"),
        href=reverse_lazy("facts:schemes"),
        verb=_("选定方案"),
    ),
)

SCHEMES = Listing(
    key="pinned-schemes",
    title=_("选定的方案"),
    columns=(
        Column("title", title=_("名称"), meaning=_("方案的名称。"), sort="title", search="title"),
        Column("pack", title=_("编号"), meaning=_("方案编号和版本。"), sort="pack", search="pack"),
        Column(
            "digest",
            title=_("校验值"),
            meaning=_("选定时方案全文的 SHA-256，前十二位；文件变了就不能再用。"),
            shown="facts/_digest.html",
        ),
        Column(
            "begins_on", title=_("自"), meaning=_("从哪天起适用。"), kind=DATE, sort="begins_on"
        ),
        Column("ends_on", title=_("至"), meaning=_("到哪天为止。"), kind=DATE),
        Column(
            "parameters",
            title=_("参数"),
            meaning=_("方案留给本单位定的数。"),
            value=lambda _row: str(_t("设定参数")),
            link=leads_to("facts:parameters"),
            is_screen_only=True,
        ),
    ),
    empty=Empty(
        "not_begun",
        fact=_("还没有选定方案"),
        then=_("选定以后，数据项、单位和范围都从方案来。"),
        href=reverse_lazy("facts:scheme-pin"),
        verb=_("选定方案"),
    ),
)

OWN = Listing(
    key="own-figures",
    title=_("本单位数据"),
    columns=(
        Column(
            "key",
            title=_("指标"),
            meaning=_("方案里的数据项。"),
            value=lambda row: row.title,
            link=leads_to("facts:figure"),
            sort="key",
            search="key",
        ),
        Column("field", title=_("栏"), meaning=_("数值、目标，或方案另定的一栏。"), sort="field"),
        Column("period", title=_("周期"), meaning=_("数据所属的周期。"), sort="period"),
        Column(
            "typed",
            title=_("现为"),
            meaning=_("现在有效的数，后面是它的单位；缺、零报告、不适用照写。"),
            kind=NUMBER,
            shown="facts/_figure.html",
        ),
        Column("unit_name", title=_("单位"), meaning=_("数据说的是哪个单位。")),
        Column(
            "task",
            title=_("采集任务"),
            meaning=_("由哪张表采集；点进去可以确认或提出争议。"),
            value=lambda row: str(row.task),
            link=lambda row: queries.confirm_address(row.task, unit_key=row.unit_id),
        ),
    ),
    filters=(Filter("period", title=_("周期"), choices=_periods, narrow=by_field("period")),),
    sort="-period",
    empty=Empty(
        "not_begun",
        fact=_("还没有本单位的数据"),
        then=_("提供单位签批以后，数据在这里按周期列出。"),
        href=reverse_lazy("facts:list"),
        verb=_("看采集任务"),
    ),
)

#: The rows of a list: what every list has. Its own columns stand between (`row_listing.py`).
ROWS = Listing(
    key="list-rows",
    title=_("清单"),
    columns=(
        Column(
            "number",
            title=_("序号"),
            meaning=_("登记的先后，撤回的不再用。"),
            kind=NUMBER,
            link=leads_to("facts:row"),
            sort="number",
        ),
        Column(
            "unit",
            title=_("单位"),
            meaning=_("这一条是哪个单位的。"),
            shown="facts/_struck.html",
            sort="unit",
            search="unit",
        ),
        Column(
            "said",
            title=_("情况"),
            meaning=_("有效、无、缺、已撤回，以及要再看一眼的。"),
            shown="facts/_row_said.html",
        ),
    ),
    sort="number",
    empty=Empty(
        "not_begun",
        fact=_("这张清单还没有条目"),
        then=_("有就登记一条；本期没有的报“无”。"),
        href=reverse_lazy("facts:list"),
        verb=_("看全部任务"),
    ),
    is_wide=True,
)
